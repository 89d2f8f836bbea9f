"""One person in the record: what was sent to them, what they agreed to, and what is emptied when they are erased.

The record names people by random ids; the tables that tie an id to a person, and what is personal about a delivery, are
emptied here. Events are never touched, so the chain holds (ADR 0007).
"""

from __future__ import annotations

from datetime import datetime

from pressctl.frozen import Frozen
from pressctl.model.delivery import DeliveryState, LeftOutReason
from pressctl.model.embargo import Answer
from pressctl.model.moment import Moment
from pressctl.store.agreements.approvals import forget_approver
from pressctl.store.agreements.embargoes import forget_answers
from pressctl.store.record.database import Change, Database
from pressctl.store.record.recipients import Personal, personal
from pressctl.store.record.times import stamp, unstamp
from pressctl.store.sending.delivery_log import LogRow, log_row
from pressctl.store.sought import Sought
from pressctl.store.traces import holds_address


class OnRecord(Frozen):
    """Somebody to whom something was sent, or was to be."""

    id: str
    key: str
    address: str
    name: str


class Sent(Frozen):
    """One delivery to the person, with what is needed to make its message again."""

    row: LogRow
    headline: str
    own: Personal
    message_date: datetime | None
    boundary: str | None
    position: int
    """Its place in the plan."""


class NotSent(Frozen):
    """A plan that left the person out."""

    plan_id: str
    slug: str
    version: int
    at: datetime
    reason: LeftOutReason
    detail: str


class Promise(Frozen):
    """What the person said about an embargo."""

    release_id: str
    slug: str
    """Empty where nothing of the release was frozen yet."""
    answer: Answer
    until: Moment
    answered: datetime
    recorded: datetime
    recorded_by: str
    evidence: str | None
    note: str


class OpenFor(Frozen):
    """A plan in which something for the person is not settled."""

    plan_id: str
    slug: str
    transport: str


def people_on_record(database: Database) -> tuple[OnRecord, ...]:
    """Return everybody to whom something was sent or planned, those who were erased apart."""
    return tuple(
        OnRecord(row["id"], row["key"], row["address"] or "", row["name"] or "")
        for row in database.all("recipients_on_record")
    )


def sent_to(database: Database, recipient_id: str) -> tuple[Sent, ...]:
    """Return everything that was sent or planned for one person, the earliest first."""
    return tuple(
        Sent(
            log_row(row),
            row["headline"],
            personal(row),
            datetime.fromisoformat(row["message_date"]) if row["message_date"] else None,
            row["boundary"],
            row["position"],
        )
        for row in database.all("deliveries_to", recipient_id=recipient_id)
    )


def not_sent_to(database: Database, recipient_id: str) -> tuple[NotSent, ...]:
    """Return the plans that left the person out, and why."""
    return tuple(
        NotSent(
            row["plan_id"],
            row["slug"],
            row["version"],
            unstamp(row["created_at"]),
            LeftOutReason(row["reason"]),
            row["detail"],
        )
        for row in database.all("left_outs_of", recipient_id=recipient_id)
    )


def promises_of(database: Database, recipient_id: str) -> tuple[Promise, ...]:
    """Return what the person said about embargoes, the earliest first."""
    return tuple(
        Promise(
            release_id=row["release_id"],
            slug=row["slug"] or "",
            answer=Answer(row["answer"]),
            until=Moment(unstamp(row["until"]), row["zone"]),
            answered=unstamp(row["answered_at"]),
            recorded=unstamp(row["recorded_at"]),
            recorded_by=row["recorded_by"],
            evidence=row["evidence"],
            note=row["note"] or "",
        )
        for row in database.all("embargo_answers_of", recipient_id=recipient_id)
    )


def open_for(database: Database, recipient_id: str) -> tuple[OpenFor, ...]:
    """Return the plans in which something for the person is queued, in the dialogue or to be tried again."""
    return tuple(
        OpenFor(row["id"], row["slug"], row["transport"])
        for row in database.all("open_plans_of", recipient_id=recipient_id)
    )


def cancel_for(change: Change, recipient_id: str) -> int:
    """Cancel what has not left for the person, and return how many messages that were."""
    at, cancelled = stamp(change.database.clock()), 0
    for row in change.database.all("open_deliveries_of", recipient_id=recipient_id):
        if change.run_many("cancel_deliveries", [{"id": row["id"], "at": at}]):
            cancelled += 1
            change.event(
                DeliveryState.CANCELLED.value,
                release_id=row["release_id"],
                plan_id=row["plan_id"],
                delivery_id=row["id"],
                recipient_id=recipient_id,
                data={"why": "erased"},
            )
    return cancelled


def empty_person(change: Change, recipient_id: str) -> int:
    """Empty everything personal about a recipient, and return how many deliveries gave something up."""
    forget_answers(change, [recipient_id])
    forget_approver(change, [recipient_id])
    change.run("empty_replies", recipient_id=recipient_id)
    change.run("empty_left_outs", recipient_id=recipient_id)
    emptied = change.run("empty_slots", recipient_id=recipient_id)
    change.run("empty_recipient", recipient_id=recipient_id)
    return emptied


def frozen_mentions(database: Database, sought: Sought) -> tuple[str, ...]:
    """Return where words that were frozen for everybody name the person: a release's own text, which stays."""
    found: dict[str, None] = {}
    for row in database.all("frozen_words"):
        if row["words"] and any(True for _ in sought.places(row["words"])):
            found.setdefault(row["place"])
    for row in database.all("kept_files"):
        if holds_address(row["bytes"], sought):
            found.setdefault(f"plan {row['plan_id']}, attachment {row['filename']}")
    return tuple(found)
