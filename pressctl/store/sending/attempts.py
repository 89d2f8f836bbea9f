"""What the record says of attempts over time: how many have left, by which road and to whom."""

from __future__ import annotations

from datetime import datetime

from pressctl.store.record.database import Database
from pressctl.store.record.times import stamp, unstamp


def attempts_since(database: Database, transport: str, since: datetime) -> tuple[int, datetime | None]:
    """Return how many messages have left by one road since then, and when the first of them began.

    What ended before its recipient was named counts for nobody.
    """
    row = database.one("attempts_since", since=stamp(since), transport=transport)
    assert row is not None  # noqa: S101  # an aggregate always has a row
    return row["number"], unstamp(row["first"]) if row["first"] else None


def attempts_by_domain(database: Database, transport: str, since: datetime) -> dict[str, int]:
    """Return how many messages have left by one road since then, by the domain of their recipients."""
    rows = database.all("attempts_by_domain", since=stamp(since), transport=transport)
    return {row["domain"]: row["number"] for row in rows}


def tired_domains(database: Database, transport: str, since: datetime, in_a_row: int) -> dict[str, datetime]:
    """Return the domains that have put off so many messages and taken none since then: domain → when the last was."""
    rows = database.all("tired_domains", since=stamp(since), transport=transport, in_a_row=in_a_row)
    return {row["domain"]: unstamp(row["last"]) for row in rows}


def earliest_due(database: Database, plan_id: str) -> datetime | None:
    """Return when the first deferred message of a plan may be tried again."""
    row = database.one("earliest_due", plan_id=plan_id)
    return unstamp(row["due_at"]) if row is not None and row["due_at"] else None
