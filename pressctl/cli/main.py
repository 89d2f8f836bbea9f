"""The command `pressctl`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pressctl import __version__
from pressctl.cli.commands import Commands
from pressctl.cli.plain_parameters import take_plainly
from pressctl.cli.session import Session

take_plainly()

app = typer.Typer(
    name="pressctl",
    cls=Commands,
    help="A press office in a folder: draft, export, send and record press releases.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    # Plain help: rich would double the time that `--help` takes (bench/startup.py), and a screen reader gains nothing.
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"pressctl {__version__}")
        raise typer.Exit


@app.callback()
def pressctl(
    context: typer.Context,
    workspace: Annotated[
        Path | None,
        typer.Option("--workspace", "-w", metavar="DIR", help="The workspace, if not the folder you are in."),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """A press office in a folder: draft, export, send and record press releases."""
    context.obj = Session(workspace)
