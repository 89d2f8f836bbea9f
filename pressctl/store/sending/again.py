"""Messages that ended badly, queued once more because the officer says so: the same delivery, the same Message-ID."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pressctl.frozen import Frozen
from pressctl.model.delivery import DeliveryState
from pressctl.store.record.database import Change, Database, Row
from pressctl.store.record.recipients import personal
from pressctl.store.record.times import stamp, unstamp

AGAIN = frozenset({DeliveryState.UNCERTAIN, DeliveryState.REJECTED})
"""How a message must have ended for it to be tried again."""


class Ended(Frozen):
    """A message that is in doubt, or was refused."""

    id: str
    plan_id: str
    release_id: str
    recipient_id: str
    email: str
    name: str
    version: int
    purpose: str
    state: DeliveryState
    at: datetime
    attempts: int
    reply: str
    """What the server, or the line, said last."""


def ended_so(database: Database, release_id: str, state: DeliveryState) -> tuple[Ended, ...]:
    """Return whose message of a release is in this state; tests, rehearsals and erased people are not among them."""
    if state not in AGAIN:
        raise ValueError(f"a message that is {state} is not tried again")
    return tuple(_ended(row) for row in database.all("ended_so", release_id=release_id, state=state.value))


def queue_again(change: Change, messages: Sequence[Ended], now: datetime) -> tuple[str, ...]:
    """Queue them once more in the plans that they belong to; return the ids of these plans.

    One that has moved on meanwhile is left as it is.
    """
    at = stamp(now)
    plans: dict[str, None] = {}
    for one in messages:
        if not change.run("queue_again", id=one.id, at=at):
            continue
        change.run("reopen_plan", plan_id=one.plan_id)
        change.event(
            "queued-again",
            release_id=one.release_id,
            plan_id=one.plan_id,
            delivery_id=one.id,
            recipient_id=one.recipient_id,
            data={"was": one.state.value, "why": "asked"},
        )
        plans[one.plan_id] = None
    return tuple(plans)


def _ended(row: Row) -> Ended:
    own = personal(row)
    return Ended(
        row["id"],
        row["plan_id"],
        row["release_id"],
        row["recipient_id"],
        own.email,
        own.name,
        row["version"],
        row["purpose"],
        DeliveryState(row["state"]),
        unstamp(row["state_at"]),
        row["attempts"],
        row["reply"] or "",
    )
