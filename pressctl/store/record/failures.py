"""SQLite's failures in words that a person can act on.

A broken rule of the schema is a bug and passes.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pressctl.errors import BadInput, Incomplete, PressctlError, Refused

_LEAST_ROOM = 65_536
"""Octets; the index of the write-ahead log takes 32 KB."""


@contextmanager
def errors_explained(path: Path) -> Iterator[None]:
    """Turn SQLite's failures into what a person can mend; a broken rule of the schema is a bug and passes."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except sqlite3.DatabaseError as error:
        explained = _explained(path, error)
        if explained is None:
            raise
        raise explained from error


def _explained(path: Path, error: sqlite3.DatabaseError) -> PressctlError | None:
    primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if primary == sqlite3.SQLITE_FULL or (primary == sqlite3.SQLITE_IOERR and _is_full(path)):
        return Incomplete(
            f"{path}: no space left on the device", hint="make room and run this again; a sending goes on with --resume"
        )
    if primary in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return Refused(f"{path.name} is in use by another program", hint="wait for it to end and run this again")
    if primary in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_AUTH}:
        return BadInput(f"{path} cannot be written", hint=f"check the rights of {path.parent}")
    if primary in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}:
        return BadInput(f"{path} is not a record of pressctl, or is damaged", hint="restore it from a backup")
    if primary == sqlite3.SQLITE_IOERR:
        return Incomplete(
            f"{path} cannot be read or written: {error}",
            hint="check the disk and run this again; a sending goes on with --resume",
        )
    return None


def _is_full(path: Path) -> bool:
    """Say whether the disk has no room even for the log's index: SQLite calls that an error of the disk."""
    try:
        return shutil.disk_usage(path.parent).free < _LEAST_ROOM
    except OSError:
        return False
