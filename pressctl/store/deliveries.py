"""Deliveries in the record: claim, start, finish, recover, stop.

Every step is a compare-and-set: it names the state that a row must be in and the fence under which the sender
works, and looks at the number of rows that changed. The steps are those of `model.delivery.ALLOWED`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
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
    leaves: datetime | None = None
    """When it leaves, or was to, where that was scheduled."""


def claim(change: Change, held: Lease, limit: int, now: datetime) -> tuple[Claimed, ...]:
    """Reserve up to `limit` deliveries that are due, the queued ones first; they stay as they are until `start`.

    Those that this sender has reserved already are not among them.

    Raises:
        LeaseLost: another process has taken the plan.
    """
    if _state_of_ours(change, held) != "open":
        return ()
    rows = change.database.all("due_deliveries", plan_id=held.plan_id, fence=held.fence, now=stamp(now), limit=limit)
    _reserve(change, held, rows)
    return tuple(_claimed(row) for row in rows)


def _reserve(change: Change, held: Lease, rows: Sequence[Row]) -> None:
    """Mark what was found due: the queue at once, for it is a stretch of the plan; what was put off, one by one."""
    queued = [row["position"] for row in rows if row["state"] == DeliveryState.QUEUED]
    if queued:
        change.run(
            "reserve_queued",
            holder=held.holder,
            fence=held.fence,
            plan_id=held.plan_id,
            first=queued[0],
            last=queued[-1],
        )
    put_off = [row["id"] for row in rows if row["state"] != DeliveryState.QUEUED]
    change.run_many("reserve_delivery", [{"holder": held.holder, "fence": held.fence, "id": one} for one in put_off])


@dataclass(frozen=True, slots=True)
class Begin:
    """An attempt that is about to begin, and what is kept for every later one if it is the first."""

    delivery: Claimed
    message_id: str
    date: datetime
    boundary: str


@dataclass(frozen=True, slots=True)
class End:
    """How an attempt ended."""

    delivery: Claimed
    outcome: Outcome
    due: datetime | None = None
    """When a deferred one may be tried again."""


def start(change: Change, held: Lease, begins: Sequence[Begin], now: datetime) -> frozenset[str]:
    """Enter `sending`; commit this before the content leaves. Return the ids, without those cancelled meanwhile.

    Raises:
        LeaseLost: another process has taken the plan.
    """
    if not begins:
        return frozenset()
    if _state_of_ours(change, held) != "open":
        return frozenset()
    at = stamp(now)
    begun = _begun(change, held, begins, at)
    for one in begun:
        _tell(change, "sending", one.delivery, {"attempt": one.delivery.attempts + 1})
    return frozenset(one.delivery.id for one in begun)


def _begun(change: Change, held: Lease, begins: Sequence[Begin], at: str) -> Sequence[Begin]:
    rows: list[dict[str, Value]] = [
        {
            "id": one.delivery.id,
            "fence": held.fence,
            "at": at,
            "message_id": one.message_id,
            "message_date": one.date.isoformat(timespec="seconds"),
            "boundary": one.boundary,
        }
        for one in begins
    ]
    if change.run_many("start_delivery", rows) == len(rows):
        return begins

    def has_begun(one: Begin) -> bool:
        attempt = one.delivery.attempts + 1
        return change.database.one("is_sending", id=one.delivery.id, fence=held.fence, attempt=attempt) is not None

    return tuple(one for one in begins if has_begun(one))


def finish(change: Change, held: Lease, ends: Sequence[End], now: datetime) -> dict[str, DeliveryState]:
    """Write how attempts ended and return the states that they led to, by delivery.

    A deferred one of a plan that was stopped meanwhile is cancelled.

    Raises:
        LeaseLost: another process has taken the plan; the record says uncertain.
        ValueError: no attempt may end in this state.
    """
    for one in ends:
        if one.outcome.state not in ALLOWED[DeliveryState.SENDING]:
            raise ValueError(f"an attempt cannot end as {one.outcome.state}")
    at = stamp(now)
    rows: list[dict[str, Value]] = [
        {
            "id": one.delivery.id,
            "fence": held.fence,
            "state": one.outcome.state.value,
            "at": at,
            "due_at": stamp(one.due) if one.due is not None else None,
            "message_id": one.outcome.message_id,
        }
        for one in ends
    ]
    change.run_many("add_attempt", [_ended_attempt(one.delivery.id, held.fence, one.outcome, at) for one in ends])
    if change.run_many("settle_delivery", rows) != len(rows):
        raise lost(held)
    for one in ends:
        facts: dict[str, str | int | bool | None] = {
            "attempt": one.delivery.attempts + 1,
            "phase": one.outcome.phase.value,
            "code": one.outcome.code,
            "enhanced": one.outcome.enhanced,
        }
        _tell(change, one.outcome.state.value, one.delivery, facts)
    states = {one.delivery.id: one.outcome.state for one in ends}
    deferred = [one.delivery for one in ends if one.outcome.state in {DeliveryState.DEFERRED, DeliveryState.QUEUED}]
    if deferred and _state_of_ours(change, held) == "stopped":
        for delivery in deferred:
            if change.run("cancel_delivery", id=delivery.id, at=at):
                _tell(change, "cancelled", delivery, {"why": "stopped"})
                states[delivery.id] = DeliveryState.CANCELLED
    return states


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
        _state_of_ours(change, held)
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
        settling: dict[str, Value] = {
            "id": left.id,
            "fence": row["fence"],
            "state": state.value,
            "at": at,
            "due_at": None,
            "message_id": None,
        }
        outcome = Outcome(state, Phase.DOT, reply="pressctl was interrupted before the server's answer was recorded")
        change.run_many("add_attempt", [_ended_attempt(left.id, row["fence"], outcome, at)])
        if not change.run_many("settle_delivery", [settling]):
            continue
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


def stop(change: Change, release_id: str, now: datetime, *, up_to: int | None = None) -> int:
    """Cancel what has not left in all plans of a release, and return how many messages that were.

    `up_to` narrows it to plans of this version and of earlier ones.
    """
    at, cancelled = stamp(now), 0
    plans = change.database.all("unfinished_plans", release_id=release_id)
    for plan in (plan for plan in plans if up_to is None or plan["version"] <= up_to):
        number = 0
        for row in change.database.all("unstopped_deliveries", plan_id=plan["id"]):
            if change.run("cancel_delivery", id=row["id"], at=at):
                number += 1
                change.event(
                    "uncertain" if row["doubtful"] else "cancelled",
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


def _ended_attempt(delivery_id: str, fence: int, outcome: Outcome, at: str) -> dict[str, Value]:
    return {
        "id": delivery_id,
        "fence": fence,
        "at": at,
        "phase": outcome.phase.value,
        "outcome": outcome.state.value,
        "code": outcome.code,
        "enhanced": outcome.enhanced,
        "reply": outcome.reply,
    }


def _state_of_ours(change: Change, held: Lease) -> str:
    """Return the state of a plan that is still ours.

    Raises:
        LeaseLost: it is not.
    """
    row = change.database.one("plan_fence", plan_id=held.plan_id)
    if row is None or row["fence"] != held.fence:
        raise lost(held)
    return str(row["state"])


def _tell(change: Change, kind: str, delivery: Claimed, facts: dict[str, str | int | bool | None]) -> None:
    change.event(
        kind,
        release_id=delivery.release_id,
        plan_id=delivery.plan_id,
        delivery_id=delivery.id,
        recipient_id=delivery.recipient_id,
        data=facts,
    )
