"""The one door to SQLite: opening, migrating, transactions and named queries.

What is written goes through `Database.transaction` or `transaction_ahead`, which append the events of a change and one
chain row in the same commit. Nothing else in pressctl sees sqlite3 or aiosql.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from concurrent import futures
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep
from typing import Any

from pressctl.errors import BadInput, Incomplete, PressctlError, Refused
from pressctl.model.delivery import Receipt
from pressctl.store.chain import GENESIS, EventRow, canonical_items, link
from pressctl.store.times import Clock, stamp

APPLICATION_ID = 0x70726573
"""`pres`, in the file's header: what kind of SQLite file this is."""

BUSY_SECONDS = 15.0
"""How long one writer waits for another; every transaction takes milliseconds."""

_LOG_PAGES = 4000
"""Pages in the write-ahead log before they are carried over: each time costs a sending two more waits for the disk."""

_LEAST_ROOM = 65_536
"""Octets; the index of the write-ahead log takes 32 KB."""

_CACHE_KILOBYTES = 32_000
"""Of the record that are kept in memory at the most: a long plan is written all over its indexes."""

_SQL = Path(__file__).parent / "sql"
_QUERY_NAME = re.compile(r"^-- name: (\w+)", re.MULTILINE)

Value = str | int | float | bytes | None
Row = Mapping[str, Any]
"""One row by column name: typed by whoever names the query."""


class Change:
    """A transaction in progress: what it writes, and the events that say so."""

    def __init__(self, database: Database, actor: str) -> None:
        self.database = database
        self.actor = actor
        self._at: str | None = None
        self._events: list[tuple[str, str, str | None, str | None, str | None, str | None, str]] = []

    def run(self, query: str, **values: Value) -> int:
        """Run a named statement and return how many rows it changed."""
        return int(self.database.call(query, values))

    def run_many(self, query: str, rows: list[dict[str, Value]]) -> int:
        """Run a named statement once for each of `rows`, and return how many rows of the record that changed."""
        return int(self.database.call(query, rows)) if rows else 0

    def event(
        self,
        kind: str,
        *,
        release_id: str | None = None,
        plan_id: str | None = None,
        delivery_id: str | None = None,
        recipient_id: str | None = None,
        data: Mapping[str, str | int | bool | None] | None = None,
    ) -> None:
        """Append an event of type `kind`; `data` must hold nothing personal."""
        if self._at is None:  # a commit is one moment
            self._at = stamp(self.database.clock())
        said = canonical_items(tuple(data.items())) if data else "{}"
        self._events.append((kind, self._at, release_id, plan_id, delivery_id, recipient_id, said))

    def seal(self) -> None:
        """Write the events and their chain row: the last act of the transaction."""
        if not self._events:
            return
        tail = self.database.one("last_chain_row")
        previous, number, chain = (tail["hash"], tail["last_event"], tail["number"]) if tail else (GENESIS, 0, 0)
        rows = [
            EventRow(number + offset, at, self.actor, kind, release, plan, delivery, recipient, data)
            for offset, (kind, at, release, plan, delivery, recipient, data) in enumerate(self._events, start=1)
        ]
        self.run_many("append_event", [_columns(row) for row in rows])
        self.run(
            "append_chain_row",
            number=chain + 1,
            first_event=rows[0].number,
            last_event=rows[-1].number,
            previous=previous,
            hash=link(previous, rows),
            at=rows[-1].at,
        )


def _columns(row: EventRow) -> dict[str, Value]:
    return {
        "number": row.number,
        "at": row.at,
        "actor": row.actor,
        "type": row.type,
        "release_id": row.release_id,
        "plan_id": row.plan_id,
        "delivery_id": row.delivery_id,
        "recipient_id": row.recipient_id,
        "data": row.data,
    }


class Database:
    """An open record."""

    def __init__(self, path: Path, connection: sqlite3.Connection, clock: Clock) -> None:
        self.path = path
        self.clock = clock
        self._connection = connection
        self._clerk: ThreadPoolExecutor | None = None
        """Commits while somebody else goes on."""
        self._committing: Future[None] | None = None

    def call(self, query: str, values: Mapping[str, Value] | list[dict[str, Value]]) -> Any:  # typed by the callers
        """Run a named query of `sql/queries/`; the callers know its shape."""
        self.settle()
        statement = getattr(_queries(_files_by_query()[query]), query)
        with errors_explained(self.path):
            return (
                statement(self._connection, values)
                if isinstance(values, list)
                else statement(self._connection, **values)
            )

    def one(self, query: str, **values: Value) -> Row | None:
        """Return the one row of a named query (`^`), or nothing."""
        row: Row | None = self.call(query, values)
        return row

    def all(self, query: str, **values: Value) -> list[Row]:
        """Return all rows of a named query."""
        with errors_explained(self.path):
            return list(self.call(query, values))

    @contextmanager
    def transaction(self, actor: str) -> Iterator[Change]:
        """Do everything inside or nothing; events and their chain row are committed with it.

        Raises:
            Refused: another process kept the record locked.
            Incomplete: there is no space left; nothing of the change was kept.
            BadInput: the record cannot be written.
        """
        with self._written(actor, self._commit) as change:
            yield change

    @contextmanager
    def transaction_ahead(self, actor: str) -> Iterator[Change]:
        """Do the same, and wait for the disk later: `settle` says when it is durable, and whether.

        Whatever is asked of the record meanwhile waits for it.

        Raises:
            Refused, Incomplete, BadInput: as `transaction`; the commit's own failures come with `settle`.
        """
        with self._written(actor, self._commit_ahead) as change:
            yield change

    @property
    def settled(self) -> bool:
        """Say whether nothing waits for the disk any more."""
        return self._committing is None or self._committing.done()

    def settle(self) -> None:
        """Wait until what was written ahead is durable.

        Raises:
            Refused, Incomplete, BadInput: it is not, and nothing of it was kept.
        """
        if self._committing is None:
            return
        futures.wait([self._committing])  # an interruption leaves it under way
        committing, self._committing = self._committing, None
        committing.result()

    @contextmanager
    def _written(self, actor: str, commit: Callable[[], None]) -> Iterator[Change]:
        """Write inside of a transaction; whatever comes between, it is either committed or rolled back."""
        self.settle()
        with errors_explained(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
        change = Change(self, actor)
        try:
            yield change
            change.seal()
            commit()
        except BaseException:
            self._roll_back()
            raise

    def _commit(self) -> None:
        with errors_explained(self.path):
            self._connection.execute("COMMIT")

    def _commit_ahead(self) -> None:
        if self._clerk is None:
            self._clerk = ThreadPoolExecutor(1, thread_name_prefix="commit")
        self._committing = self._clerk.submit(self._commit_or_roll_back)

    def _commit_or_roll_back(self) -> None:
        try:
            self._commit()
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        with suppress(sqlite3.Error):  # the first failure is the one to tell; SQLite may have rolled back itself
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Let several queries see one state of the record, whatever others write meanwhile."""
        self.settle()
        with errors_explained(self.path):
            self._connection.execute("BEGIN")
        try:
            yield
        finally:
            with suppress(sqlite3.Error):  # nothing was written, so nothing can be lost
                self._connection.execute("COMMIT")

    def others_changes(self) -> int:
        """Return a number that changes when another connection has committed anything, and not by our own changes."""
        self.settle()
        with errors_explained(self.path):
            return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def receipt(self) -> Receipt:
        """Return where the record stands: head and number of events."""
        tail = self.one("last_chain_row")
        return Receipt(tail["hash"], tail["last_event"]) if tail else Receipt(GENESIS, 0)

    def leave_nothing_behind(self) -> None:
        """Write the file anew without what was emptied, and empty the write-ahead log, which held the old pages.

        Raises:
            Refused: another process has the record open and is reading it.
            Incomplete: there is no space for the second copy that this needs.
        """
        self.settle()
        with errors_explained(self.path):
            self._connection.execute("VACUUM")
            busy, _, _ = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise Refused(
                f"{self.path.name} is being read by another program, so its log still holds what was emptied",
                hint="wait for it to end and run this again",
            )

    def close(self) -> None:
        """Let go of the file, once what was written ahead has come to its end."""
        if self._clerk is not None:
            self._clerk.shutdown(wait=True)
        self._connection.close()


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
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        connection.row_factory = sqlite3.Row
        with errors_explained(path):
            _check_kind(path, connection)
            _use_write_ahead_log(connection)
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KILOBYTES}")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = ON")  # what is emptied leaves no bytes behind in its page
            _migrate(path, connection)
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
    known = len(_migrations())
    with _connected_to_read(path) as connection:
        with errors_explained(path):
            _check_kind(path, connection)
            version = _version(connection)
        _refuse_newer(path, version, known)
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
    folder = Path(kept.enter_context(TemporaryDirectory(prefix="pressctl-")))
    try:
        for file in (path, log):
            shutil.copyfile(file, folder / file.name)
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {(error.strerror or str(error)).lower()}") from error
    return _connect(folder / path.name, "mode=rw")


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    """Connect to the file that is there, and find out at once whether it can be read."""
    uri = f"{path.resolve().as_uri()}?{mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _may_be_written(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _no_clock() -> datetime:
    raise AssertionError("who reads the record stamps nothing")


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
        return Incomplete(f"{path}: no space left on the device", hint="make room, then go on with --resume")
    if primary in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return Refused(f"{path.name} is in use by another program", hint="wait for it to end and run this again")
    if primary in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_AUTH}:
        return BadInput(f"{path} cannot be written", hint=f"check the rights of {path.parent}")
    if primary in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}:
        return BadInput(f"{path} is not a record of pressctl, or is damaged", hint="restore it from a backup")
    if primary == sqlite3.SQLITE_IOERR:
        return Incomplete(f"{path} cannot be read or written: {error}", hint="check the disk, then go on with --resume")
    return None


def _is_full(path: Path) -> bool:
    """Say whether the disk has no room even for the log's index: SQLite calls that an error of the disk."""
    try:
        return shutil.disk_usage(path.parent).free < _LEAST_ROOM
    except OSError:
        return False


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


def _check_kind(path: Path, connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN")  # both answers of one moment: another process may be making the record just now
    kind = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    connection.execute("COMMIT")
    if kind != APPLICATION_ID and tables:
        raise BadInput(f"{path} is another program's database", hint="move it out of the workspace")


def _migrate(path: Path, connection: sqlite3.Connection) -> None:
    """Bring the record to the newest form, each migration in a transaction of its own."""
    migrations = _migrations()
    _refuse_newer(path, _version(connection), len(migrations))
    for number, text in enumerate(migrations, start=1):
        if number <= _version(connection):
            continue
        connection.execute("BEGIN IMMEDIATE")
        try:
            if number > _version(connection):  # another process may have done it while this one waited
                for statement in _statements(text):
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _refuse_newer(path: Path, version: int, known: int) -> None:
    if version > known:
        raise BadInput(
            f"{path.name} was made by a newer pressctl (record version {version}, this one knows {known})",
            hint="upgrade pressctl: pip install --upgrade pressctl",
        )


@cache
def _migrations() -> tuple[str, ...]:
    return tuple(file.read_text(encoding="utf-8") for file in sorted((_SQL / "migrations").glob("[0-9]*.sql")))


def _statements(script: str) -> Iterator[str]:
    """Cut a script into statements; `executescript` would commit the transaction that they stand in."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


@cache
def _files_by_query() -> Mapping[str, Path]:
    """Return where each named query stands; a file is parsed when one of its queries is first asked for."""
    return {
        name: file
        for file in sorted((_SQL / "queries").glob("*.sql"))
        for name in _QUERY_NAME.findall(file.read_text(encoding="utf-8"))
    }


@cache
def _queries(file: Path) -> Any:  # aiosql has no types; the queries' callers give them
    import aiosql

    return aiosql.from_path(file, "sqlite3", encoding="utf-8")
