"""The record at work: transactions, and named queries by parameters.

What is written goes through `Database.transaction`, which appends the events of a change and one chain row in the same
commit. SQLite is seen here and by those who open the record and explain its failures (`opening`,
`migrating`, `failures`); nothing else in pressctl sees sqlite3, and aiosql stands in `queries` alone.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

from pressctl.errors import Refused
from pressctl.model.delivery import Receipt
from pressctl.store.record.chain import GENESIS, EventRow, canonical, link
from pressctl.store.record.failures import errors_explained
from pressctl.store.record.queries import sql_of, statement
from pressctl.store.record.times import Clock, stamp

Value = str | int | float | bytes | None

Row = Mapping[str, Any]
"""One row by column name: typed by whoever names the query."""

_ROWS = 32
"""Of one statement: more of them make it no cheaper, and each number of rows is a statement that SQLite keeps."""

_A_ROW = re.compile(r"\((?:\?, )*\?\)")


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

    def run_many(self, query: str, rows: Sequence[Mapping[str, Value]]) -> int:
        """Run a named statement once for each of `rows`, values by name; return how many rows that changed."""
        return int(self.database.call(query, rows)) if rows else 0

    def run_rows(self, query: str, rows: Sequence[tuple[Value, ...]]) -> int:
        """Run a named statement for many rows at once, and return how many rows of the record that changed.

        It is written for one row, and the group of question marks in it stands for them all: a statement for each takes
        a sending a twelfth longer.
        """
        return sum(self.database.call_with_rows(query, rows[at : at + _ROWS]) for at in range(0, len(rows), _ROWS))

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
        self.happened(
            kind,
            canonical(data or {}),
            release_id=release_id,
            plan_id=plan_id,
            delivery_id=delivery_id,
            recipient_id=recipient_id,
        )

    def happened(
        self,
        kind: str,
        said: str,
        *,
        release_id: str | None,
        plan_id: str | None,
        delivery_id: str | None,
        recipient_id: str | None,
    ) -> None:
        """Do the same, where `said` is the data as the chain has it (`record.chain.canonical`)."""
        if self._at is None:  # a commit is one moment
            self._at = stamp(self.database.clock())
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
        self.run_rows("append_events", rows)
        self.run(
            "append_chain_row",
            number=chain + 1,
            first_event=rows[0].number,
            last_event=rows[-1].number,
            previous=previous,
            hash=link(previous, rows),
            at=rows[-1].at,
        )


class Database:
    """An open record."""

    def __init__(self, path: Path, connection: sqlite3.Connection, clock: Clock) -> None:
        self.path = path
        self.clock = clock
        self._connection = connection

    def call(self, query: str, values: Mapping[str, Value] | Sequence[Any]) -> Any:  # typed by the callers
        """Run a named query of `sql/queries/`, once, or for each of a sequence; the callers know its shape."""
        run = statement(query)
        with errors_explained(self.path):
            return run(self._connection, **values) if isinstance(values, Mapping) else run(self._connection, values)

    def call_with_rows(self, query: str, rows: Sequence[tuple[Value, ...]]) -> int:
        """Run a named statement as `Change.run_rows`, and return how many rows it changed."""
        with errors_explained(self.path):
            return self._connection.execute(_for_rows(query, len(rows)), list(chain.from_iterable(rows))).rowcount

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
        """Do everything inside or nothing, whatever comes between; events and their chain row are committed with it.

        Raises:
            Refused: another process kept the record locked.
            Incomplete: there is no space left; nothing of the change was kept.
            BadInput: the record cannot be written.
        """
        with errors_explained(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
        change = Change(self, actor)
        try:
            yield change
            change.seal()
            self._commit()
        except BaseException:
            self._roll_back()
            raise

    def _commit(self) -> None:
        with errors_explained(self.path):
            self._connection.execute("COMMIT")

    def _roll_back(self) -> None:
        with suppress(sqlite3.Error):  # the first failure is the one to tell; SQLite may have rolled back itself
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Let several queries see one state of the record, whatever others write meanwhile."""
        with errors_explained(self.path):
            self._connection.execute("BEGIN")
        try:
            yield
        finally:
            with suppress(sqlite3.Error):  # nothing was written, so nothing can be lost
                self._connection.execute("COMMIT")

    def others_changes(self) -> int:
        """Return a number that changes when another connection has committed anything, and not by our own changes."""
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
        with errors_explained(self.path):
            self._connection.execute("VACUUM")
            busy, _, _ = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise Refused(
                f"{self.path.name} is being read by another program, so its log still holds what was emptied",
                hint="wait for it to end and run this again",
            )

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


@lru_cache(maxsize=256)
def _for_rows(query: str, number: int) -> str:
    """Return the text of a named statement whose group of question marks stands there so many times."""
    return _A_ROW.sub(lambda row: ", ".join([row[0]] * number), sql_of(query), count=1)
