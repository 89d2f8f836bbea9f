"""Reading a file that a person named: a pipe or a device under its name would keep the program waiting for ever."""

from __future__ import annotations

import errno
import stat
from pathlib import Path

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
    with path.open("rb") as stream:
        return stream.read(most)


def special_kind(path: Path) -> str | None:
    """Return what stands there instead of a file, such as `a pipe`; nothing where it is one.

    Raises:
        OSError: nothing is there, or it cannot be looked at.
    """
    mode = path.stat().st_mode
    return None if stat.S_ISREG(mode) else next((name for test, name in _KINDS if test(mode)), "something else")
