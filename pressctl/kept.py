"""What one run makes and the next ones need: files in the user's cache, read only whole and by who wrote them.

Python keeps the bytecode of modules so; here it is what takes long to make and is the same in every run (ADR 0028). A
file that is not there, or not whole, or of another pressctl or Python, is as if it had never been: what it held is made
again, and nobody is told.
"""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from zlib import crc32

from pressctl import __version__


def kept_file(name: str) -> Path | None:
    """Return the file of this Python called `name`; nothing for a Python that is built otherwise.

    platformdirs says the same, and takes as long as a tenth of a check to be loaded.
    """
    if sys.implementation.name != "cpython":
        return None
    with suppress(RuntimeError):  # nobody's home is known
        return _cache_folder() / "pressctl" / f"{name}-{sys.implementation.cache_tag}.bin"
    return None


def read_kept(file: Path) -> bytes | None:
    """Return what a file holds; nothing where it is not what `write_kept` of this pressctl and this Python wrote.

    Raises:
        OSError: it cannot be read.
    """
    data = file.read_bytes()
    content = data[_MARK:]
    return content if data[:_MARK] == _mark(content) else None


def write_kept(file: Path, content: bytes) -> None:
    """Write a file, whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(_mark(content) + content)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def _cache_folder() -> Path:
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return Path(local) if local else Path.home() / "AppData" / "Local"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return named if named.is_absolute() else Path.home() / ".cache"


def _mark(content: bytes) -> bytes:
    """Return what a file begins with: it is read by the pressctl and the Python that wrote it, and whole."""
    writer = f"{__version__} {sys.version}".encode()
    return b"pressctl" + crc32(writer).to_bytes(4, "big") + crc32(content).to_bytes(4, "big")


_MARK = len(_mark(b""))
