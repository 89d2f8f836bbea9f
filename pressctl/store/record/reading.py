"""Reading the record and proving it: what the chain shows, and what it cannot show without a head."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from datetime import datetime

from pressctl.frozen import Frozen
from pressctl.store.record.chain import GENESIS, EventRow, early_link, link
from pressctl.store.record.database import Database, Row
from pressctl.store.record.times import unstamp

_PAGE = 2000

_BEFORE_ALL = -(2**63)
"""Also what a forger numbers below one is read."""

NO_HEAD = (
    "without a head from a receipt, a record whose end was cut off or rebuilt cannot be told from a whole one: "
    "run pressctl log --verify --head HEAD"
)


class Fault(Frozen):
    """One thing in the record that is not as it was written."""

    event: int
    """Number of the first event that it concerns; 0 where no event does."""
    message: str


class Verification(Frozen):
    """What a check of the whole record showed."""

    ok: bool
    """Nothing is wrong, and the head (where one was given) is in the chain."""
    events: int
    """How many events stand in the record."""
    head: str
    """The last hash as it was recomputed from the events."""
    faults: tuple[Fault, ...]
    head_found: bool | None
    """Whether the head that was given is in the chain; none without one."""
    head_event: int | None
    """Last event that the given head vouches for."""
    unproved: tuple[str, ...]
    """What this check cannot prove."""
    receipts: bool = True
    """Something has been mailed, so that there are receipts to hold the record against."""


def verify(database: Database, head: str | None = None, *, within: bool = False) -> Verification:
    """Recompute the chain from the events and compare; `head` is a hash from an earlier receipt.

    Finds edited, deleted, inserted and reordered events. With `head` it also finds a record that was cut off or whose
    tail was rebuilt with a chain of its own. `within` says that the caller reads one state of the record already.
    """
    with nullcontext() if within else database.reading():
        return _verify(database, head)


def _verify(database: Database, head: str | None) -> Verification:
    faults: list[Fault] = []
    vouched: dict[str, int] = {GENESIS: 0}
    previous, expected, events = GENESIS, 1, 0
    stream = all_events(database)
    pending = next(stream, None)
    intact = True
    for chain in database.all("chain_rows"):
        batch: list[EventRow] = []
        while pending is not None and pending.number <= chain["last_event"]:
            batch.append(pending)
            pending = next(stream, None)
        events += len(batch)
        found = list(_batch_faults(chain, batch, expected, previous))
        faults.extend(found)
        intact = intact and not found
        previous, expected = chain["hash"], chain["last_event"] + 1
        if intact:
            vouched[previous] = chain["last_event"]
    while pending is not None:
        faults.append(Fault(pending.number, f"event {pending.number} stands outside the chain"))
        events += 1
        pending = next(stream, None)
    return _conclusion(faults, vouched, events, previous, head)


def _batch_faults(chain: Row, batch: list[EventRow], expected: int, previous: str) -> Iterator[Fault]:
    first, last = chain["first_event"], chain["last_event"]
    if chain["previous"] != previous:
        yield Fault(first, f"the chain is broken before event {first}")
    if first != expected:
        yield Fault(expected, f"events {expected} to {first - 1} have lost their chain row")
    numbers = [event.number for event in batch]
    missing = sorted(set(range(first, last + 1)) - set(numbers))
    if missing:
        yield from (Fault(number, f"event {number} is missing") for number in missing[:20])
    elif chain["hash"] not in {link(chain["previous"], batch), early_link(chain["previous"], batch)}:
        where = f"event {first}" if first == last else f"one of the events {first} to {last}"
        yield Fault(first, f"{where} was changed after it was written")


def _conclusion(faults: list[Fault], vouched: dict[str, int], events: int, last: str, head: str | None) -> Verification:
    wanted = head.strip().lower() if head is not None else None
    found = None if wanted is None else wanted in vouched
    if found is False:
        faults.append(Fault(0, "the head is not in this record: its end was cut off or rewritten since the receipt"))
    return Verification(
        ok=not faults,
        events=events,
        head=last,
        faults=tuple(faults),
        head_found=found,
        head_event=vouched.get(wanted) if wanted is not None else None,
        unproved=() if wanted is not None else (NO_HEAD,),
    )


def all_events(database: Database) -> Iterator[EventRow]:
    """Yield the whole record in order, a page at a time: it may be longer than memory."""
    after = _BEFORE_ALL
    while rows := database.all("events_after", number=after, limit=_PAGE):
        yield from (EventRow(**dict(row)) for row in rows)
        after = rows[-1]["number"]


class Recorded(Frozen):
    """An event as a reader wants it."""

    number: int
    at: datetime
    actor: str
    type: str
    plan_id: str | None
    delivery_id: str | None
    data: str
    """Canonical JSON."""


def events_of(database: Database, release_id: str) -> tuple[Recorded, ...]:
    """Return the events of one release in order."""
    return tuple(
        Recorded(
            row["number"],
            unstamp(row["at"]),
            row["actor"],
            row["type"],
            row["plan_id"],
            row["delivery_id"],
            row["data"],
        )
        for row in database.all("events_of_release", release_id=release_id)
    )
