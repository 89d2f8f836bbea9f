"""Reading a file that a person named: a pipe or a device under its name would keep the program waiting for ever."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from pressctl.errors import BadInput

_WINDOWS = os.name == "nt"
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def read_file(path: Path, most: int = -1) -> bytes:
    """Return what is in a regular file, links followed; `most` bytes at most.

    Raises:
        OSError: it cannot be read, or is no regular file; `strerror` says what it is instead.
    """
    kind = special_kind(path)
    if kind is not None:
        raise OSError(errno.EINVAL, f"it is {kind}, not a file", str(path))
    try:
        with path.open("rb") as stream:
            return stream.read(most)
    except PermissionError as error:
        if not _WINDOWS:
            raise
        why = "you may not read it, or another program has it open and must be closed first"
        raise PermissionError(errno.EACCES, why, str(path)) from error


def read_text(path: Path, shown: str) -> str:
    """Return the text of a UTF-8 file, without a byte order mark; line ends as they are.

    Args:
        path: the file.
        shown: the file, as the person would name it.

    Raises:
        BadInput: it is not there, cannot be read, or is not UTF-8.
    """
    try:
        return read_file(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{shown} is not UTF-8 text", hint="save it as UTF-8 in your editor") from error
    except FileNotFoundError as error:
        raise BadInput(f"there is no file {shown}") from error
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        reason = getattr(error, "strerror", None) or str(error)
        raise BadInput(f"{shown} cannot be read: {reason}") from error


def special_kind(path: Path) -> str | None:
    """Return what stands there instead of a file, such as `a pipe`; nothing where it is one.

    Raises:
        OSError: nothing is there, or it cannot be looked at.
    """
    mode = path.stat().st_mode
    return None if stat.S_ISREG(mode) else next((name for test, name in _KINDS if test(mode)), "something else")
