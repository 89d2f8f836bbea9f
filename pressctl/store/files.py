"""Files written whole or not at all: what stands under a name is never half a file.

Personal data goes into private files (0600) in private folders (0700). Where the system has no such
modes (Windows), the folder's own rights apply. There a file cannot be replaced while a program has it open, either.
"""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path
from time import sleep

from pressctl.errors import BadInput, Incomplete, PressctlError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG} if hasattr(errno, "EDQUOT") else {errno.ENOSPC, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_WINDOWS = os.name == "nt"
_PAUSES = (0.02, 0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds between two tries: a virus scanner, an index or a synchronised folder has what is new open for a moment."""
LONGEST_PATH = 259
"""Characters that Windows takes in a path, unless its administrator allows more (MAX_PATH less its end)."""


def write_atomically(path: Path, data: bytes, *, private: bool = False) -> None:
    """Put `data` under `path`, replacing what stood there; after a failure the old file is untouched.

    A private file is 0600. Another new file gets the rights that the system gives, a replaced one keeps its own.

    Raises:
        BadInput: the folder is missing or may not be written.
        Incomplete: there is no space left.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise file_error(path, error) from error
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if not private:
            part.chmod(_ordinary_mode(path))
        put_in_place(part, path)
        _sync_folder(path.parent)
    except OSError as error:
        raise file_error(path, error) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def put_in_place(made: Path, path: Path) -> None:
    """Give a file, or a folder, the name that it is to have; a file that stood there is replaced.

    Raises:
        OSError: it cannot be done; on Windows also where a program keeps the file of that name open.
    """
    for pause in _PAUSES if _WINDOWS else ():
        try:
            made.replace(path)
        except PermissionError:
            sleep(pause)
        else:
            return
    made.replace(path)


def make_private_folder(path: Path) -> None:
    """Make a folder that nobody else may read, and so each one above it that is missing.

    One that is there already stays as it is: it may be somebody else's, and what is private in it is a private file.

    Raises:
        BadInput: it cannot be made.
        Incomplete: there is no space left.
    """
    try:
        missing = [path, *path.parents]
        for folder in reversed([each for each in missing if not each.exists()]):
            folder.mkdir(mode=0o700, exist_ok=True)
        if not path.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, "it is a file", str(path))
    except OSError as error:
        raise file_error(path, error) from error


def file_error(path: Path, error: OSError) -> PressctlError:
    """Return what to tell the person about a file that could not be written."""
    if error.errno in _FULL:
        return Incomplete(f"{path} cannot be written: no space left on the device", hint="make room and run it again")
    if _WINDOWS and (told := _refused_by_windows(path, error)):
        return told
    if error.errno in _FORBIDDEN:
        return BadInput(
            f"{path} cannot be written: the folder is read-only for you", hint=f"check the rights of {path.parent}"
        )
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return BadInput(f"{path} cannot be written: there is no folder {path.parent}")
    return BadInput(f"{path} cannot be written: {error.strerror or error}")


def _refused_by_windows(path: Path, error: OSError) -> PressctlError | None:
    """Return what only Windows refuses, under error numbers that mean something else."""
    length = len(str(path.absolute()))
    if length > LONGEST_PATH and error.errno in {errno.ENOENT, errno.EINVAL, errno.ENAMETOOLONG}:
        return BadInput(
            f"{path} cannot be written: the path has {length} characters, and Windows takes {LONGEST_PATH}",
            hint=r"move the workspace to a folder with a short path, such as C:\press",
        )
    named = {os.fspath(each) for each in (error.filename, error.filename2) if each is not None}
    if error.errno in _FORBIDDEN and os.fspath(path) in named and path.is_file():
        return BadInput(
            f"{path} cannot be written: another program has it open, or it is write-protected",
            hint="close it there (Word, Excel, a preview) and run it again",
        )
    if error.errno == errno.EEXIST:  # what `mkstemp` says of a folder that it may not write, after 10,000 names
        return file_error(path, PermissionError(errno.EACCES, "Access is denied"))
    return None


def _ordinary_mode(path: Path) -> int:
    """Return the mode of the file to be replaced, or what this process gives to new files."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        pass
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    """Make the new name itself durable; Windows has no such call and needs none."""
    if os.name != "posix":
        return
    with suppress(OSError):  # some network file systems refuse to sync a folder; the file itself is safe
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
