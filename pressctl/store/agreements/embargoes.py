"""The embargo ledger in the record: what people said, on what evidence, and who holds a release. See docs/adr/0010."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

from pressctl.frozen import Frozen
from pressctl.model.delivery import Channel, DeliveryState
from pressctl.model.embargo import Answer, EmbargoAnswer, Ground
from pressctl.model.moment import Moment
from pressctl.store.agreements.evidence import Evidence, empty_evidence, keep_evidence
from pressctl.store.record.database import Change, Database, Row
from pressctl.store.record.recipients import keep_recipient
from pressctl.store.record.times import stamp, unstamp


class Said(Frozen):
    """What is to be recorded: the same answer of one or several people."""

    release_id: str
    answer: Answer
    until: Moment
    """The lift that was spoken of."""
    answered: datetime
    people: tuple[tuple[str, str, str], ...]
    """Recipient key, address and name of each."""
    evidence: Evidence | None = None
    note: str = ""


class Holding(Frozen):
    """One message through which somebody has a release, or may have it."""

    recipient_id: str
    key: str
    """Empty when the person was erased."""
    email: str
    name: str
    version: int
    language: str
    channel: Channel
    state: DeliveryState
    at: datetime
    ground: Ground | None
    """Why it left before the lift; nothing when no embargo held, or nobody wrote down why."""


def record_answer(change: Change, said: Said) -> None:
    """Append what people said; the events name them by their random ids, and the evidence by its sha256."""
    sha256 = keep_evidence(change, said.evidence) if said.evidence is not None else None
    for key, address, name in said.people:
        recipient_id = keep_recipient(change, key, address, name)
        change.run(
            "add_embargo_answer",
            id=str(uuid4()),
            release_id=said.release_id,
            recipient_id=recipient_id,
            answer=said.answer.value,
            until=stamp(said.until.instant),
            zone=said.until.zone,
            answered_at=stamp(said.answered),
            recorded_at=stamp(change.database.clock()),
            recorded_by=change.actor,
            evidence=sha256,
            note=said.note or None,
        )
        change.event(
            f"embargo-{said.answer.value}",
            release_id=said.release_id,
            recipient_id=recipient_id,
            data={"until": str(said.until), "said_at": stamp(said.answered), "evidence": sha256},
        )


def answers(database: Database, release_id: str) -> tuple[EmbargoAnswer, ...]:
    """Return what each person said last about the embargo of a release, in the order in which they were first asked."""
    last: dict[str, EmbargoAnswer] = {}
    for row in database.all("embargo_answers", release_id=release_id):
        last[row["recipient_id"]] = _answer(row)
    return tuple(last.values())


def all_answers(database: Database, release_id: str) -> tuple[tuple[str, EmbargoAnswer], ...]:
    """Return everything that was said, the earliest first, each with the random id of who said it."""
    return tuple((row["recipient_id"], _answer(row)) for row in database.all("embargo_answers", release_id=release_id))


def has_declined(database: Database, release_id: str, key: str, *, since: datetime) -> bool:
    """Say whether a person has said no to this release's embargo, or taken the word back, `since` a moment."""
    row = database.one("last_embargo_answer", release_id=release_id, key=key)
    return row is not None and Answer(row["answer"]) is not Answer.AGREED and unstamp(row["recorded_at"]) >= since


def holdings(database: Database, release_id: str) -> tuple[Holding, ...]:
    """Return the messages through which people have a release, the doubtful included, the earliest first."""
    return tuple(
        Holding(
            recipient_id=row["recipient_id"],
            key=row["key"] or "",
            email=row["address"] or "",
            name=row["name"] or "",
            version=row["version"],
            language=row["language"],
            channel=Channel(row["channel"]),
            state=DeliveryState(row["state"]),
            at=unstamp(row["state_at"]),
            ground=Ground(row["embargo_ground"]) if row["embargo_ground"] else None,
        )
        for row in database.all("embargo_holders", release_id=release_id)
    )


def releases_with_answers(database: Database) -> frozenset[str]:
    """Return the ids of the releases about whose embargo somebody said something."""
    return frozenset(row["release_id"] for row in database.all("releases_with_answers"))


def forget_answers(change: Change, recipient_ids: Iterable[str]) -> None:
    """Empty what is personal in what somebody said: notes and evidence. That they answered, and when, stays."""
    for recipient_id in recipient_ids:
        for row in change.database.all("evidence_about", recipient_id=recipient_id):
            empty_evidence(change, row["evidence"])
        change.run("empty_embargo_notes", recipient_id=recipient_id)


def _answer(row: Row) -> EmbargoAnswer:
    return EmbargoAnswer(
        key=row["key"] or "",
        email=row["address"] or "",
        name=row["name"] or "",
        answer=Answer(row["answer"]),
        until=Moment(unstamp(row["until"]), row["zone"]),
        answered=unstamp(row["answered_at"]),
        recorded=unstamp(row["recorded_at"]),
        recorded_by=row["recorded_by"],
        evidence=row["evidence"],
        note=row["note"] or "",
    )
