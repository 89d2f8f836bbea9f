"""Opening the record: to write, making or migrating it, or to read alone and change nothing."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from time import sleep
from urllib.parse import quote

from pressctl.errors import BadInput
from pressctl.store.record.database import Database
from pressctl.store.record.failures import errors_explained
from pressctl.store.record.migrating import check_kind, known_version, migrate, refuse_newer, version_of
from pressctl.store.record.times import Clock

BUSY_SECONDS = 15.0
"""How long one writer waits for another; every transaction takes milliseconds."""

_LOG_PAGES = 4000
"""Pages in the write-ahead log before they are carried over: each time costs a sending two more waits for the disk."""

_CACHE_KILOBYTES = 32_000
"""Of the record that are kept in memory at the most: a long plan is written all over its indexes."""


_STATEMENTS = 256
"""That SQLite keeps ready: a sending uses four, each for as many rows as it happens to have."""


@contextmanager
def open_record(path: Path, *, clock: Clock) -> Iterator[Database]:
    """Open the record at `path`, making or migrating it.

    Raises:
        BadInput: the file is no record, was made by a newer pressctl, or cannot be written.
        Refused: another process keeps it locked.
        Incomplete: there is no space left.
    """
    _make_private(path)
    with errors_explained(path):
        connection = sqlite3.connect(
            path,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            cached_statements=_STATEMENTS,
        )
    try:
        connection.row_factory = sqlite3.Row
        with errors_explained(path):
            check_kind(path, connection)
            _use_write_ahead_log(connection)
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KILOBYTES}")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = ON")  # what is emptied leaves no bytes behind in its page
            migrate(path, connection)
        database = Database(path, connection, clock)
        try:
            yield database
        finally:
            database.close()
    finally:
        connection.close()


@contextmanager
def open_to_read(path: Path) -> Iterator[Database]:
    """Open the record that is at `path` for reading alone: on a read-only disk, too, and never changing a row.

    A record of an older form is migrated where it may be written, since it could not be read otherwise.

    Raises:
        BadInput: the file is no record, was made by a newer pressctl, or must be migrated and cannot be written.
        Refused: another process keeps it locked.
    """
    known = known_version()
    with _connected_to_read(path) as connection:
        with errors_explained(path):
            check_kind(path, connection)
            version = version_of(connection)
        refuse_newer(path, version, known)
        if version == known:
            yield Database(path, connection, _no_clock)
            return
    if not _may_be_written(path):
        raise BadInput(
            f"{path.name} was made by an older pressctl (record version {version}, this one reads {known}) and cannot "
            "be brought up to date: it is read-only",
            hint="copy the workspace to where you may write, and run this there",
        )
    with open_record(path, clock=_no_clock) as database:
        yield database


@contextmanager
def _connected_to_read(path: Path) -> Iterator[sqlite3.Connection]:
    """Connect without a right to write.

    Where the folder may be written, the connection could write and is told not to: one that really cannot leaves the
    files of the write-ahead log behind, which it must make and may not remove.
    """
    with ExitStack() as kept:
        with errors_explained(path):
            if _may_be_written(path):
                connection = _connect(path, "mode=rw")
                connection.execute("PRAGMA query_only = ON")
            else:
                connection = _connect_on_read_only_disk(path, kept)
        kept.callback(connection.close)
        yield connection


def _connect_on_read_only_disk(path: Path, kept: ExitStack) -> sqlite3.Connection:
    """Connect where no file of a write-ahead log can be made (https://sqlite.org/wal.html#readonly)."""
    try:
        return _connect(path, "mode=ro")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}:
            raise
    log = path.with_name(f"{path.name}-wal")
    if not log.exists() or log.stat().st_size == 0:
        return _connect(path, "mode=ro&immutable=1")
    # A killed process left transactions in the log, and `immutable` would pass over them. They are read in a copy,
    # which is private (mkdtemp) and gone when the record is closed.
    folder = Path(kept.enter_context(TemporaryDirectory(prefix="pressctl-", ignore_cleanup_errors=True)))
    try:
        for file in (path, log):
            shutil.copyfile(file, folder / file.name)
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {(error.strerror or str(error)).lower()}") from error
    return _connect(folder / path.name, "mode=rw")


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    """Connect to the file that is there, and find out at once whether it can be read."""
    connection = sqlite3.connect(_uri(path.resolve(), mode), uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _uri(path: PurePath, mode: str) -> str:
    """Return what SQLite calls a file (https://sqlite.org/uri.html).

    A server's name goes into the path, where `as_uri` makes a host of it, which SQLite refuses: on Windows `resolve`
    gives it to every file on a network drive.
    """
    whole = path.as_posix()
    return f"file://{quote(whole if whole.startswith('/') else f'/{whole}', safe='/:')}?{mode}"


def _may_be_written(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _no_clock() -> datetime:
    raise AssertionError("who reads the record stamps nothing")


def _make_private(path: Path) -> None:
    """Create the file for its owner alone before anything is in it; an existing one loses other readers."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise BadInput(
            f"{path} cannot be opened: {(error.strerror or str(error)).lower()}",
            hint=f"check the rights of {path.parent}",
        ) from error
    os.close(handle)
    if os.name == "posix" and path.stat().st_mode & 0o077:
        with suppress(OSError):  # somebody else's file: the rights are theirs to give
            path.chmod(0o600)


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Switch to WAL; while another process does the same to a new file, SQLite refuses at once instead of waiting."""
    for wait in (*[0.02] * 50, *[0.2] * 50, None):
        try:
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
        except sqlite3.OperationalError as error:
            if wait is None or error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            sleep(wait)
        else:
            return
