"""The only boundary where an error becomes a message and an exit code."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path

from pressctl.errors import BadInput, ExitCode, Incomplete, PressctlError

_UNWRITTEN = frozenset({errno.ENOSPC, errno.EFBIG, errno.EIO})
"""How standard output fails when it is a file on a full disk; a file of ours would have a name."""
_WINDOWS = os.name == "nt"


def within_bounds(work: Callable[[], object]) -> None:
    """Do what the command line asks for and end the process with its exit code, if that is not 0."""
    _replace_closed_streams()
    _degrade_output()
    try:
        try:
            work()
        finally:
            if sys.stdout is not None:
                sys.stdout.flush()  # here, where a full disk can still be told of
            if "pressctl.patterns" in sys.modules:
                sys.modules["pressctl.patterns"].keep()
    except PressctlError as error:
        _show(error)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        _leave_the_line()
        sys.exit(ExitCode.INTERRUPTED)
    except SystemExit as ended:  # what typer makes of a Ctrl-C in a command
        if ended.code == ExitCode.INTERRUPTED:
            _leave_the_line()
        raise
    except OSError as error:
        told = _explained(error)
        if told is None:
            raise
        _show(told)
        sys.exit(told.exit_code)


def _explained(error: OSError) -> PressctlError | None:
    """Return what the system refuses in a person's words; nothing where it is a bug."""
    if error.errno == errno.ENAMETOOLONG:  # wherever one is typed: a pasted headline in place of a file
        name = Path(os.fsdecode(error.filename or "")).name
        return BadInput(f'"{name[:60]}…" is too long for the name of a file')
    if error.filename is not None or error.errno not in _UNWRITTEN:
        return None
    sys.stdout = None  # what is left in it cannot be written at the end, either
    return Incomplete(f"the output cannot be written: {(error.strerror or str(error)).lower()}")


def _leave_the_line() -> None:
    """End the line of a question that Ctrl-C broke off: the shell's own prompt would stand behind it."""
    if sys.stderr is not None and sys.stderr.isatty():
        sys.stderr.write("\n")


def _show(error: PressctlError) -> None:
    from pressctl.cli.errors import show_error
    from pressctl.cli.telling.screen import screen_on

    show_error(screen_on(sys.stderr, stderr=True), error)


def _replace_closed_streams() -> None:
    """Let what writes to nobody write nothing, and what asks nobody hear that nobody is there: a scheduler's, or `>&-`.

    Python on Windows that opens no window has none of the three streams.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  # until the end of the run
    if sys.stdin is None:
        sys.stdin = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")  # Windows' null device calls itself a terminal


def _degrade_output() -> None:
    """Let a console that cannot show a character show a substitute.

    Into a pipe or a file, Python on Windows writes the letters of one alphabet: a list with Azerbaijani and Russian
    names loses those of one. There it becomes UTF-8, as everywhere else, unless PYTHONIOENCODING says what is wanted.
    """
    named = "PYTHONIOENCODING" in os.environ
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            piped = _WINDOWS and not named and not stream.isatty()
            reconfigure(encoding="utf-8" if piped else None, errors="replace")
