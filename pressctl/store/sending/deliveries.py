"""Deliveries in the record: claim, start, finish, close.

Every step is a compare-and-set: it names the state that a row must be in and the fence under which the sender
works, and looks at the number of rows that changed. The steps are those of `model.delivery.ALLOWED`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from pressctl.frozen import Frozen
from pressctl.model.delivery import ALLOWED, CHANNELS, Channel, DeliveryState, Outcome, Phase
from pressctl.store.record.chain import canonical
from pressctl.store.record.database import Change, Row
from pressctl.store.record.recipients import personal
from pressctl.store.record.times import stamp, unstamp
from pressctl.store.sending.leases import Lease, lost


class Claimed(Frozen):
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


class Begin(Frozen):
    """An attempt that is about to begin, and what is kept for every later one if it is the first."""

    delivery: Claimed
    message_id: str
    date: datetime
    boundary: str


class End(Frozen):
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
        _tell(change, "sending", one.delivery, _begun_facts(one.delivery.attempts + 1))
    return frozenset(one.delivery.id for one in begun)


class _Starting(NamedTuple):
    """A row of `start_deliveries`."""

    at: str
    message_id: str
    message_date: str
    boundary: str
    id: str
    fence: int


def _begun(change: Change, held: Lease, begins: Sequence[Begin], at: str) -> Sequence[Begin]:
    rows = [
        _Starting(at, one.message_id, _written(one.date), one.boundary, one.delivery.id, held.fence) for one in begins
    ]
    if change.run_rows("start_deliveries", rows) == len(rows):
        return begins

    def has_begun(one: Begin) -> bool:
        attempt = one.delivery.attempts + 1
        return change.database.one("is_sending", id=one.delivery.id, fence=held.fence, attempt=attempt) is not None

    return tuple(one for one in begins if has_begun(one))


_ENDS = ALLOWED[DeliveryState.SENDING]
_NOT_OVER = frozenset({DeliveryState.DEFERRED, DeliveryState.QUEUED})


def finish(change: Change, held: Lease, ends: Sequence[End], now: datetime) -> dict[str, DeliveryState]:
    """Write how attempts ended and return the states that they led to, by delivery.

    A deferred one of a plan that was stopped meanwhile is cancelled.

    Raises:
        LeaseLost: another process has taken the plan; the record says uncertain.
        ValueError: no attempt may end in this state.
    """
    for one in ends:
        if one.outcome.state not in _ENDS:
            raise ValueError(f"an attempt cannot end as {one.outcome.state}")
    at = stamp(now)
    rows = [
        Settling(
            one.outcome.state.value,
            at,
            stamp(one.due) if one.due is not None else None,
            one.outcome.message_id,
            one.delivery.id,
            held.fence,
        )
        for one in ends
    ]
    change.run_rows("add_attempts", [ended_attempt(one.delivery.id, held.fence, one.outcome, at) for one in ends])
    if change.run_rows("settle_deliveries", rows) != len(rows):
        raise lost(held)
    for one in ends:
        outcome = one.outcome
        facts = _ended_facts(one.delivery.attempts + 1, outcome.phase, outcome.code, outcome.enhanced)
        _tell(change, outcome.state.value, one.delivery, facts)
    states = {one.delivery.id: one.outcome.state for one in ends}
    deferred = [one.delivery for one in ends if one.outcome.state in _NOT_OVER]
    if deferred and _state_of_ours(change, held) == "stopped":
        for delivery in deferred:
            if change.run_many("cancel_deliveries", [{"id": delivery.id, "at": at}]):
                _tell(change, "cancelled", delivery, canonical({"why": "stopped"}))
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
    _tell(change, state.value, delivery, canonical({"why": why}))
    return True


def close_plan(change: Change, plan_id: str, release_id: str) -> bool:
    """Call a plan finished if nothing of it is left to do."""
    if not change.run("close_plan", plan_id=plan_id):
        return False
    change.event("plan-finished", release_id=release_id, plan_id=plan_id)
    return True


def _claimed(row: Row) -> Claimed:
    own = personal(row)
    return Claimed(
        row["id"],
        row["plan_id"],
        row["release_id"],
        row["recipient_id"],
        row["key"] or "",
        own.email,
        own.name,
        row["language"],
        CHANNELS[row["channel"]],
        row["position"],
        own.slots,
        row["attempts"],
        unstamp(row["first_attempt"]) if row["first_attempt"] else None,
        row["message_id"],
        datetime.fromisoformat(row["message_date"]) if row["message_date"] else None,
        row["boundary"],
    )


class EndedAttempt(NamedTuple):
    """A row of `add_attempts`."""

    at: str
    phase: str
    outcome: str
    code: int | None
    enhanced: str | None
    reply: str
    id: str
    """Of the delivery."""
    fence: int


def ended_attempt(delivery_id: str, fence: int, outcome: Outcome, at: str) -> EndedAttempt:
    """Return how an attempt ended as the record takes it."""
    phase, state = outcome.phase.value, outcome.state.value
    return EndedAttempt(at, phase, state, outcome.code, outcome.enhanced, outcome.reply, delivery_id, fence)


class Settling(NamedTuple):
    """A row of `settle_deliveries`."""

    state: str
    at: str
    due_at: str | None
    message_id: str | None
    """That the server gave it, where it gives one."""
    id: str
    fence: int


def _state_of_ours(change: Change, held: Lease) -> str:
    """Return the state of a plan that is still ours.

    Raises:
        LeaseLost: it is not.
    """
    row = change.database.one("plan_fence", plan_id=held.plan_id)
    if row is None or row["fence"] != held.fence:
        raise lost(held)
    return str(row["state"])


def _tell(change: Change, kind: str, delivery: Claimed, said: str) -> None:
    change.happened(
        kind,
        said,
        release_id=delivery.release_id,
        plan_id=delivery.plan_id,
        delivery_id=delivery.id,
        recipient_id=delivery.recipient_id,
    )


@lru_cache(maxsize=64)
def _begun_facts(attempt: int) -> str:
    return canonical({"attempt": attempt})


@lru_cache(maxsize=256)
def _ended_facts(attempt: int, phase: Phase, code: int | None, enhanced: str | None) -> str:
    """Return what an event says of an attempt's end: most of a sending end alike."""
    return canonical({"attempt": attempt, "phase": phase.value, "code": code, "enhanced": enhanced})


@lru_cache(maxsize=16)
def _written(date: datetime) -> str:
    """Return the Date of a message as the record has it: the messages of a second have the same."""
    return date.isoformat(timespec="seconds")
