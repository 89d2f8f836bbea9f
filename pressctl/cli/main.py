"""The command `pressctl`, and the only boundary where an error becomes a message and an exit code."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pressctl import __version__
from pressctl.cli.commands import Commands
from pressctl.cli.session import Session
from pressctl.errors import ExitCode, PressctlError

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


def run(arguments: list[str] | None = None) -> None:
    """Run the command line and end the process with its exit code."""
    _degrade_output()
    try:
        app(arguments)
    except PressctlError as error:
        _show(error)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(ExitCode.INTERRUPTED)


def _show(error: PressctlError) -> None:
    from rich.console import Console

    from pressctl.cli.errors import show_error

    show_error(Console(stderr=True, highlight=False, soft_wrap=not sys.stderr.isatty()), error)


def _degrade_output() -> None:
    """Let a console that cannot show a character show a substitute instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
