"""The command `pressctl`, and the only boundary where an error becomes a message and an exit code."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from pressctl import __version__
from pressctl.cli.commands import Commands
from pressctl.cli.session import Session
from pressctl.errors import ExitCode, Incomplete, PressctlError

_UNWRITTEN = frozenset({errno.ENOSPC, errno.EFBIG, errno.EIO})
"""How standard output fails when it is a file on a full disk; a file of ours would have a name."""

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
        try:
            app(arguments)
        finally:
            if sys.stdout is not None:
                sys.stdout.flush()  # here, where a full disk can still be told of
    except PressctlError as error:
        _show(error)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(ExitCode.INTERRUPTED)
    except OSError as error:
        if error.filename is not None or error.errno not in _UNWRITTEN:
            raise
        sys.stdout = None  # what is left in it cannot be written at the end, either
        _show(Incomplete(f"the output cannot be written: {(error.strerror or str(error)).lower()}"))
        sys.exit(ExitCode.INCOMPLETE)


def _show(error: PressctlError) -> None:
    from rich.console import Console

    from pressctl.cli.errors import show_error

    show_error(Console(stderr=True, highlight=False, soft_wrap=not sys.stderr.isatty()), error)


def _degrade_output() -> None:
    """Let a console that cannot show a character show a substitute, and one that was closed show nothing."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # a scheduler's, or `>&-`
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  # until the end of the run
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
