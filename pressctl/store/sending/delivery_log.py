"""The log of deliveries: who got what, and how it went."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from pressctl.frozen import Frozen
from pressctl.model.delivery import Channel, DeliveryState
from pressctl.model.embargo import Ground
from pressctl.store.record.database import Database, Row
from pressctl.store.record.times import unstamp


class LogRow(Frozen):
    """One line of the log: who got what, and how it went."""

    release_id: str
    slug: str
    plan_id: str
    purpose: str
    version: int
    language: str
    channel: Channel
    key: str
    """Recipient key; empty when the person was erased."""
    email: str
    name: str
    state: DeliveryState
    at: datetime
    """When it came into this state."""
    due: datetime | None
    """When a deferred one will be tried again."""
    attempts: int
    code: int | None
    enhanced: str | None
    reply: str
    """The server's own words at the last attempt."""
    message_id: str | None
    test: bool
    rehearsal: bool
    zone: str
    """Zone of the office when the plan was made."""
    ground: Ground | None = None
    """Why it left before the lift; nothing where no embargo held."""
    leaves: datetime | None = None
    """When it leaves, or was to, where that was scheduled."""


def log_rows(
    database: Database,
    release_id: str | None = None,
    *,
    state: DeliveryState | None = None,
) -> tuple[LogRow, ...]:
    """Return the log of a release, or of everything; `state` narrows it, as to the uncertain."""
    rows = database.all("log_rows", release_id=release_id, state=state.value if state is not None else None)
    return tuple(log_row(row) for row in rows)


def troubled_rows(database: Database, plan_id: str, states: Iterable[DeliveryState]) -> tuple[LogRow, ...]:
    """Return the log of those deliveries of a plan that are in these states: few, however long the plan is."""
    found = [row for state in states for row in database.all("log_of_state", plan_id=plan_id, state=state.value)]
    return tuple(log_row(row) for row in sorted(found, key=lambda row: int(row["position"])))


def log_row(row: Row) -> LogRow:
    """Return a row of the queries that tell who got what."""
    return LogRow(
        release_id=row["release_id"],
        slug=row["slug"],
        plan_id=row["plan_id"],
        purpose=row["purpose"],
        version=row["version"],
        language=row["language"],
        channel=Channel(row["channel"]),
        key=row["key"] or "",
        email=row["address"] or "",
        name=row["name"] or "",
        state=DeliveryState(row["state"]),
        at=unstamp(row["state_at"]),
        due=unstamp(row["due_at"]) if row["due_at"] else None,
        attempts=row["attempts"],
        code=row["code"],
        enhanced=row["enhanced"],
        reply=_why(row),
        message_id=row["message_id"],
        test=bool(row["test"]),
        rehearsal=row["transport"] == "folder",
        zone=row["zone"],
        ground=Ground(row["embargo_ground"]) if row["embargo_ground"] else None,
        leaves=unstamp(row["not_before"]) if row["not_before"] else None,
    )


def _why(row: Row) -> str:
    """Return the server's words; for what was given up without asking it again, that."""
    reply = row["reply"] or ""
    if row["state"] == DeliveryState.REJECTED and row["outcome"] != DeliveryState.REJECTED:
        return f"expired before it could leave; last answer: {reply}" if reply else "expired before it could leave"
    return reply
