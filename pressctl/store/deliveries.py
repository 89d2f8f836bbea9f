"""Deliveries in the record: claim, start, finish, recover, stop.

Every step is a compare-and-set: it names the state that a row must be in and the fence under which the sender
works, and looks at the number of rows that changed. The steps are those of `model.delivery.ALLOWED`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from pressctl.model.delivery import ALLOWED, Channel, DeliveryState, Outcome, Phase
from pressctl.model.embargo import Ground
from pressctl.store.database import Change, Database, Row, Value
from pressctl.store.leases import Lease, lost
from pressctl.store.plans import personal
from pressctl.store.times import stamp, unstamp


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery that this sender has reserved."""

    id: str
    plan_id: str
    release_id: str
    recipient_id: str
    key: str
    email: str
    """Address as typed; empty when the person was erased since."""
    name: str
    language: str
    channel: Channel
    position: int
    slots: tuple[tuple[str, str], ...]
    attempts: int
    """How many attempts were begun before."""
    first_attempt: datetime | None
    """When this plan first tried it."""
    message_id: str | None
    message_date: datetime | None
    """With the offset that its Date header has."""
    boundary: str | None


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A delivery that was in the dialogue when its sender went away."""

    id: str
    plan_id: str
    position: int
    key: str
    email: str


@dataclass(frozen=True, slots=True)
class LogRow:
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


def claim(change: Change, held: Lease, limit: int, now: datetime) -> tuple[Claimed, ...]:
    """Reserve up to `limit` deliveries that are due, the queued ones first; they stay as they are until `start`.

    Raises:
        LeaseLost: another process has taken the plan.
    """
    _check_lease(change, held)
    values: dict[str, Value] = {
        "plan_id": held.plan_id,
        "fence": held.fence,
        "holder": held.holder,
        "now": stamp(now),
        "limit": limit,
    }
    if not change.run("reserve_deliveries", **values):
        return ()
    return tuple(_claimed(row) for row in change.database.all("reserved_deliveries", **values))


def start(
    change: Change, held: Lease, delivery: Claimed, *, message_id: str, date: datetime, boundary: str, now: datetime
) -> bool:
    """Enter `sending`; commit this before the connection speaks. False when it was cancelled since the claim.

    Message-ID, date and boundary are kept for every later attempt if this is the first one.

    Raises:
        LeaseLost: another process has taken the plan.
    """
    at = stamp(now)
    started = change.run(
        "start_delivery",
        id=delivery.id,
        plan_id=held.plan_id,
        fence=held.fence,
        at=at,
        message_id=message_id,
        message_date=date.isoformat(timespec="seconds"),
        boundary=boundary,
    )
    if not started:
        _check_lease(change, held)
        return False
    change.run("add_attempt", id=delivery.id, at=at)
    _tell(change, "sending", delivery, {"attempt": delivery.attempts + 1})
    return True


def finish(
    change: Change, held: Lease, delivery: Claimed, outcome: Outcome, *, now: datetime, due: datetime | None = None
) -> DeliveryState:
    """Write how an attempt ended and return the state that it led to.

    A deferred one of a plan that was stopped meanwhile is cancelled.

    Raises:
        LeaseLost: another process has taken the plan; the record says uncertain.
        ValueError: no attempt may end in this state.
    """
    if outcome.state not in ALLOWED[DeliveryState.SENDING]:
        raise ValueError(f"an attempt cannot end as {outcome.state}")
    at, attempt = stamp(now), delivery.attempts + 1
    settled = change.run(
        "settle_delivery",
        id=delivery.id,
        fence=held.fence,
        state=outcome.state.value,
        at=at,
        due_at=stamp(due) if due is not None else None,
    )
    if not settled:
        raise lost(held)
    _end_attempt(change, delivery.id, attempt, outcome, at)
    facts: dict[str, str | int | bool | None] = {
        "attempt": attempt,
        "phase": outcome.phase.value,
        "code": outcome.code,
        "enhanced": outcome.enhanced,
    }
    _tell(change, outcome.state.value, delivery, facts)
    row = change.database.one("plan_fence", plan_id=held.plan_id)
    if row is not None and row["state"] == "stopped" and change.run("cancel_delivery", id=delivery.id, at=at):
        _tell(change, "cancelled", delivery, {"why": "stopped"})
        return DeliveryState.CANCELLED
    return outcome.state


def close_unsent(
    change: Change, held: Lease, delivery: Claimed, state: DeliveryState, *, why: str, now: datetime
) -> bool:
    """End a claimed delivery before anything was said: suppressed, or rejected as too old. False when it was cancelled.

    Raises:
        LeaseLost: another process has taken the plan.
    """
    if state not in ALLOWED[DeliveryState.QUEUED] & ALLOWED[DeliveryState.DEFERRED] - {DeliveryState.SENDING}:
        raise ValueError(f"a message that was not sent cannot become {state}")
    closed = change.run(
        "close_unsent", id=delivery.id, plan_id=held.plan_id, fence=held.fence, state=state.value, at=stamp(now)
    )
    if not closed:
        _check_lease(change, held)
        return False
    _tell(change, state.value, delivery, {"why": why})
    return True


def recover(
    change: Change, held: Lease, settle: Callable[[Unsettled], DeliveryState], now: datetime
) -> tuple[Unsettled, ...]:
    """Settle what an earlier sender left in the dialogue, and return what became uncertain.

    `settle` says what is known of one of them: uncertain after a mail server, written or queued for a folder. Rows that
    were only reserved need nothing: their fence is old.
    """
    uncertain: list[Unsettled] = []
    at = stamp(now)
    for row in change.database.all("unsettled_deliveries", plan_id=held.plan_id, fence=held.fence):
        left = Unsettled(row["id"], row["plan_id"], row["position"], row["key"] or "", personal(row).email)
        state = settle(left)
        if state not in ALLOWED[DeliveryState.SENDING]:
            raise ValueError(f"an interrupted attempt cannot become {state}")
        settled = change.run("settle_delivery", id=left.id, fence=row["fence"], state=state.value, at=at, due_at=None)
        if not settled:
            continue
        outcome = Outcome(state, Phase.DOT, reply="pressctl was interrupted before the server's answer was recorded")
        _end_attempt(change, left.id, row["attempts"], outcome, at)
        change.event(
            state.value,
            release_id=row["release_id"],
            plan_id=left.plan_id,
            delivery_id=left.id,
            recipient_id=row["recipient_id"],
            data={"attempt": row["attempts"], "why": "interrupted"},
        )
        if state is DeliveryState.UNCERTAIN:
            uncertain.append(left)
    return tuple(uncertain)


def stop(change: Change, release_id: str, now: datetime) -> int:
    """Cancel what has not left in all plans of a release, and return how many messages that were."""
    at, cancelled = stamp(now), 0
    for plan in change.database.all("unfinished_plans", release_id=release_id):
        number = 0
        for row in change.database.all("unstopped_deliveries", plan_id=plan["id"]):
            if change.run("cancel_delivery", id=row["id"], at=at):
                number += 1
                change.event(
                    "cancelled",
                    release_id=release_id,
                    plan_id=plan["id"],
                    delivery_id=row["id"],
                    recipient_id=row["recipient_id"],
                    data={"why": "stopped"},
                )
        if change.run("stop_plan", plan_id=plan["id"]) or number:
            change.event("plan-stopped", release_id=release_id, plan_id=plan["id"], data={"cancelled": number})
        cancelled += number
    return cancelled


def close_plan(change: Change, plan_id: str, release_id: str) -> bool:
    """Call a plan finished if nothing of it is left to do."""
    if not change.run("close_plan", plan_id=plan_id):
        return False
    change.event("plan-finished", release_id=release_id, plan_id=plan_id)
    return True


def earliest_due(database: Database, plan_id: str) -> datetime | None:
    """Return when the first deferred message of a plan may be tried again."""
    row = database.one("earliest_due", plan_id=plan_id)
    return unstamp(row["due_at"]) if row is not None and row["due_at"] else None


def log_rows(
    database: Database,
    release_id: str | None = None,
    *,
    plan_id: str | None = None,
    state: DeliveryState | None = None,
) -> tuple[LogRow, ...]:
    """Return the log of a release, of a plan, or of everything; `state` narrows it, as to the uncertain."""
    rows = database.all(
        "log_rows", release_id=release_id, plan_id=plan_id, state=state.value if state is not None else None
    )
    return tuple(log_row(row) for row in rows)


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
    )


def _why(row: Row) -> str:
    """Return the server's words; for what was given up without asking it again, that."""
    reply = row["reply"] or ""
    if row["state"] == DeliveryState.REJECTED and row["outcome"] != DeliveryState.REJECTED:
        return f"expired before it could leave; last answer: {reply}" if reply else "expired before it could leave"
    return reply


def _claimed(row: Row) -> Claimed:
    own = personal(row)
    return Claimed(
        id=row["id"],
        plan_id=row["plan_id"],
        release_id=row["release_id"],
        recipient_id=row["recipient_id"],
        key=row["key"] or "",
        email=own.email,
        name=own.name,
        language=row["language"],
        channel=Channel(row["channel"]),
        position=row["position"],
        slots=own.slots,
        attempts=row["attempts"],
        first_attempt=unstamp(row["first_attempt"]) if row["first_attempt"] else None,
        message_id=row["message_id"],
        message_date=datetime.fromisoformat(row["message_date"]) if row["message_date"] else None,
        boundary=row["boundary"],
    )


def _end_attempt(change: Change, delivery_id: str, number: int, outcome: Outcome, at: str) -> None:
    change.run(
        "end_attempt",
        id=delivery_id,
        number=number,
        at=at,
        phase=outcome.phase.value,
        outcome=outcome.state.value,
        code=outcome.code,
        enhanced=outcome.enhanced,
        reply=outcome.reply,
    )


def _check_lease(change: Change, held: Lease) -> None:
    row = change.database.one("plan_fence", plan_id=held.plan_id)
    if row is None or row["fence"] != held.fence:
        raise lost(held)


def _tell(change: Change, kind: str, delivery: Claimed, facts: dict[str, str | int | bool | None]) -> None:
    change.event(
        kind,
        release_id=delivery.release_id,
        plan_id=delivery.plan_id,
        delivery_id=delivery.id,
        recipient_id=delivery.recipient_id,
        data=facts,
    )
