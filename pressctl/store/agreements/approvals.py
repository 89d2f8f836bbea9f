"""Approvals in the record: appended acts, with their evidence. See docs/adr/0027.

Events name an organisation by its key and a person by a random id at most; who signed stands in a table that `erase`
empties.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

from pressctl.frozen import Frozen
from pressctl.model.approval import Act, Approval, Extent, Subject
from pressctl.store.agreements.evidence import Evidence, empty_evidence, keep_evidence
from pressctl.store.record.database import Change, Database, Row
from pressctl.store.record.recipients import keep_recipient
from pressctl.store.record.times import stamp, unstamp


class Signer(Frozen):
    """Who signs for an organisation."""

    name: str
    key: str = ""
    """Recipient key of their address, where one is known."""
    address: str = ""
    on_file: bool = True
    """Whether the office knows somebody of that name."""


class Deed(Frozen):
    """What is to be recorded."""

    release_id: str
    act: Act
    organisation: str
    signer: Signer | None
    """Nobody for an act of the office."""
    subject: Subject
    version: int
    given: datetime
    copy: str | None = None
    evidence: Evidence | None = None
    why: str = ""
    carries: str | None = None


def record_deed(change: Change, deed: Deed) -> str:
    """Append an act, with its evidence and its event; return its id."""
    sha256 = keep_evidence(change, deed.evidence) if deed.evidence is not None else None
    signer = deed.signer
    recipient_id = keep_recipient(change, signer.key, signer.address, signer.name) if signer and signer.key else None
    identity = str(uuid4())
    subject = deed.subject
    change.run(
        "add_approval",
        id=identity,
        release_id=deed.release_id,
        act=deed.act.value,
        organisation=deed.organisation,
        recipient_id=recipient_id,
        person=signer.name if signer else None,
        extent=subject.extent.value,
        language=subject.language,
        part=subject.part,
        digest=subject.digest,
        version=deed.version,
        copy=deed.copy,
        given_at=stamp(deed.given),
        recorded_at=stamp(change.database.clock()),
        recorded_by=change.actor,
        evidence=sha256,
        why=deed.why,
        carries=deed.carries,
    )
    change.event(
        _EVENTS[deed.act],
        release_id=deed.release_id,
        recipient_id=recipient_id,
        data={
            "organisation": deed.organisation,
            "extent": subject.extent.value,
            "language": subject.language,
            "digest": subject.digest,
            "version": deed.version,
            "copy": deed.copy,
            "evidence": sha256,
            "why": deed.why,
        },
    )
    return identity


_EVENTS = {Act.SIGNED: "approved", Act.CARRIED: "approval-carried", Act.WITHDRAWN: "approval-withdrawn"}


def approvals(database: Database, release_id: str) -> tuple[Approval, ...]:
    """Return every act about a release, the earliest first."""
    return tuple(_approval(row) for row in database.all("approvals_of", release_id=release_id))


class Signature(Frozen):
    """What one person signed."""

    release_id: str
    slug: str
    organisation: str
    extent: Extent
    language: str
    part: str
    version: int
    given: datetime
    recorded_by: str
    evidence: str | None


def signatures_of(database: Database, recipient_id: str) -> tuple[Signature, ...]:
    """Return what one person signed, the earliest first."""
    return tuple(
        Signature(
            row["release_id"],
            row["slug"] or "",
            row["organisation"],
            Extent(row["extent"]),
            row["language"],
            row["part"],
            row["version"],
            unstamp(row["given_at"]),
            row["recorded_by"],
            row["evidence"],
        )
        for row in database.all("approvals_by", recipient_id=recipient_id)
    )


def forget_approver(change: Change, recipient_ids: Iterable[str]) -> None:
    """Empty who signed, and the evidence that names them. That it was signed, for whom, and when, stays."""
    for recipient_id in recipient_ids:
        for row in change.database.all("approval_evidence_by", recipient_id=recipient_id):
            empty_evidence(change, row["evidence"])
        change.run("empty_approver", recipient_id=recipient_id)


def _approval(row: Row) -> Approval:
    return Approval(
        id=row["id"],
        act=Act(row["act"]),
        organisation=row["organisation"],
        person=row["person"] or "",
        subject=Subject(Extent(row["extent"]), row["language"], row["digest"], row["part"]),
        version=row["version"],
        given=unstamp(row["given_at"]),
        recorded=unstamp(row["recorded_at"]),
        recorded_by=row["recorded_by"],
        copy=row["copy"],
        evidence=row["evidence"],
        why=row["why"],
        carries=row["carries"],
    )
