"""The form of the record: what kind of file it is, and how an older one becomes a newer one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pressctl.errors import BadInput

APPLICATION_ID = 0x70726573
"""`pres`, in the file's header: what kind of SQLite file this is."""

_SQL = Path(__file__).parent / "sql"


def check_kind(path: Path, connection: sqlite3.Connection) -> None:
    """Refuse a file that is another program's.

    Raises:
        BadInput: it is.
    """
    connection.execute("BEGIN")  # both answers of one moment: another process may be making the record just now
    kind = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    connection.execute("COMMIT")
    if kind != APPLICATION_ID and tables:
        raise BadInput(f"{path} is another program's database", hint="move it out of the workspace")


def migrate(path: Path, connection: sqlite3.Connection) -> None:
    """Bring the record to the newest form, each migration in a transaction of its own."""
    migrations = _migrations()
    refuse_newer(path, version_of(connection), len(migrations))
    for number, text in enumerate(migrations, start=1):
        if number <= version_of(connection):
            continue
        connection.execute("BEGIN IMMEDIATE")
        try:
            if number > version_of(connection):  # another process may have done it while this one waited
                for statement in _statements(text):
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def version_of(connection: sqlite3.Connection) -> int:
    """Return the form that the record has: the number of its last migration."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def refuse_newer(path: Path, version: int, known: int) -> None:
    """Refuse a record whose form is not known yet.

    Raises:
        BadInput: it was made by a newer pressctl.
    """
    if version > known:
        raise BadInput(
            f"{path.name} was made by a newer pressctl (record version {version}, this one knows {known})",
            hint="upgrade pressctl: pip install --upgrade pressctl",
        )


def known_version() -> int:
    """Return the newest form that is known."""
    return len(_migrations())


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
