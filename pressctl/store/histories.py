"""Everything that the record holds on one release, for its dossier: read once, from one state of the record.

People are random ids here, as in the events; only `History.people` says who they are.
"""

from __future__ import annotations

from collections.abc import Iterator

from pressctl.frozen import Frozen
from pressctl.model.approval import Approval
from pressctl.model.delivery import LeftOut, LeftOutReason
from pressctl.model.embargo import EmbargoAnswer
from pressctl.store.agreements.approvals import approvals
from pressctl.store.agreements.embargoes import all_answers
from pressctl.store.agreements.evidence import Evidence, evidence_of
from pressctl.store.record.chain import EventRow, early_link
from pressctl.store.record.database import Database, Row
from pressctl.store.record.reading import Verification, all_events, verify
from pressctl.store.record.versions import FrozenEdition, Version, editions, versions
from pressctl.store.sending.put_right import PutRight, put_right_by


class PastPlan(Frozen):
    """A plan as it was made; times are UTC."""

    id: str
    slug: str
    version: int
    purpose: str
    headline: str
    transport: str
    route: str
    sender: str
    sender_name: str
    reply_to: str | None
    opt_out: str | None
    created_at: str
    zone: str
    created_by: str
    expires_at: str | None
    test: bool
    counts: bool
    """Neither a test nor a rehearsal."""
    state: str
    embargo_until: str | None
    embargo_zone: str | None
    not_before: str | None
    not_after: str | None
    opt_out_url: str | None
    effect: str | None
    """correction or withdrawal, where it puts an earlier release right."""
    corrects_id: str | None
    corrects_version: int | None


class PastAttachment(Frozen):
    """A file that went with the messages of one language."""

    plan_id: str
    language: str
    filename: str
    media_type: str
    sha256: str


class PastOverride(Frozen):
    """A gate that was passed."""

    plan_id: str
    gate: str
    because: str
    reason: str


class PastLeftOut(Frozen):
    """Somebody who got nothing, and why."""

    plan_id: str
    recipient_id: str
    reason: str
    detail: str


class PastDelivery(Frozen):
    """One message to one person."""

    id: str
    plan_id: str
    purpose: str
    version: int
    recipient_id: str
    language: str
    channel: str
    counts: bool
    state: str
    state_at: str
    embargo_ground: str | None
    message_id: str | None


class PastAttempt(Frozen):
    """One dialogue with a server about one message."""

    delivery_id: str
    number: int
    plan_id: str
    version: int
    started_at: str
    ended_at: str | None
    phase: str | None
    outcome: str | None
    code: int | None
    enhanced: str | None
    reply: str | None
    """The server's words, which may hold an address."""


class Person(Frozen):
    """Who stands behind a random id; empty after an erasure."""

    id: str
    key: str
    address: str
    name: str


class Batch(Frozen):
    """A row of the chain with its events."""

    number: int
    first_event: int
    last_event: int
    previous: str
    hash: str
    early: bool
    """Made over the events' lines themselves, as the first records were."""
    events: tuple[EventRow, ...]


class History(Frozen):
    """A release's share of the record."""

    release_id: str
    versions: tuple[tuple[Version, tuple[FrozenEdition, ...]], ...]
    plans: tuple[PastPlan, ...]
    words: tuple[str, ...]
    """Subjects and texts that went out."""
    attachments: tuple[PastAttachment, ...]
    overrides: tuple[PastOverride, ...]
    left_out: tuple[PastLeftOut, ...]
    deliveries: tuple[PastDelivery, ...]
    attempts: tuple[PastAttempt, ...]
    answers: tuple[tuple[str, EmbargoAnswer], ...]
    """What was said about the embargo, by random id."""
    approvals: tuple[Approval, ...]
    """Acts of sign-off, the earliest first."""
    evidence: tuple[Evidence, ...]
    people: tuple[Person, ...]
    chain: tuple[Batch, ...]
    """The whole chain: a link is proved by those before it."""
    verification: Verification
    put_right: tuple[PutRight, ...] = ()
    """What has corrected or withdrawn it; where this release does that to another, its plans say so."""

    def events(self) -> Iterator[EventRow]:
        """Yield the events of this release."""
        return (event for batch in self.chain for event in batch.events if event.release_id == self.release_id)


def history(database: Database, release_id: str) -> History:
    """Return what the record holds on a release."""
    with database.reading():
        answers = all_answers(database, release_id)
        signed = approvals(database, release_id)
        proofs = dict.fromkeys(
            proof for proof in (*(answer.evidence for _, answer in answers), *(act.evidence for act in signed)) if proof
        )
        kept = (evidence_of(database, sha256) for sha256 in proofs)
        words = database.all("history_parts", release_id=release_id)
        return History(
            release_id=release_id,
            versions=tuple(
                (version, editions(database, release_id, version.number)) for version in versions(database, release_id)
            ),
            plans=tuple(_plan(row) for row in database.all("history_plans", release_id=release_id)),
            words=tuple(text for row in words for text in (row["subject"], row["text"])),
            attachments=tuple(
                PastAttachment(**dict(row)) for row in database.all("history_attachments", release_id=release_id)
            ),
            overrides=tuple(
                PastOverride(**dict(row)) for row in database.all("history_overrides", release_id=release_id)
            ),
            left_out=tuple(PastLeftOut(**dict(row)) for row in database.all("history_left_out", release_id=release_id)),
            deliveries=tuple(_delivery(row) for row in database.all("history_deliveries", release_id=release_id)),
            attempts=tuple(PastAttempt(**dict(row)) for row in database.all("history_attempts", release_id=release_id)),
            answers=answers,
            approvals=signed,
            evidence=tuple(one for one in kept if one is not None),
            people=tuple(_person(row) for row in database.all("history_people", release_id=release_id)),
            chain=tuple(_chain(database)),
            verification=verify(database, within=True),
            put_right=put_right_by(database, release_id),
        )


class PlanTold(Frozen):
    """A plan as the log tells it: with who was left out, by name."""

    plan: PastPlan
    overrides: tuple[PastOverride, ...]
    left_out: tuple[LeftOut, ...]
    """Address and name are empty after an erasure."""


def plans_told(database: Database, release_id: str | None = None) -> tuple[PlanTold, ...]:
    """Return the plans of a release, or all of them, the oldest first."""
    overrides: dict[str, tuple[PastOverride, ...]] = {}
    for row in database.all("history_overrides", release_id=release_id):
        overrides[row["plan_id"]] = (*overrides.get(row["plan_id"], ()), PastOverride(**dict(row)))
    left_out: dict[str, list[LeftOut]] = {}
    for row in database.all("log_left_out", release_id=release_id):
        one = LeftOut(row["address"] or "", row["name"] or "", LeftOutReason(row["reason"]), row["detail"])
        left_out.setdefault(row["plan_id"], []).append(one)
    plans = (_plan(row) for row in database.all("history_plans", release_id=release_id))
    return tuple(PlanTold(plan, overrides.get(plan.id, ()), tuple(left_out.get(plan.id, ()))) for plan in plans)


def _plan(row: Row) -> PastPlan:
    return PastPlan(**{**dict(row), "test": bool(row["test"]), "counts": bool(row["counts"])})


def _delivery(row: Row) -> PastDelivery:
    return PastDelivery(**{**dict(row), "counts": bool(row["counts"])})


def _person(row: Row) -> Person:
    return Person(row["id"], row["key"] or "", row["address"] or "", row["name"] or "")


def _chain(database: Database) -> Iterator[Batch]:
    stream = all_events(database)
    pending = next(stream, None)
    for row in database.all("chain_rows"):
        events: list[EventRow] = []
        while pending is not None and pending.number <= row["last_event"]:
            events.append(pending)
            pending = next(stream, None)
        early = row["hash"] == early_link(row["previous"], events)
        yield Batch(
            row["number"], row["first_event"], row["last_event"], row["previous"], row["hash"], early, tuple(events)
        )
