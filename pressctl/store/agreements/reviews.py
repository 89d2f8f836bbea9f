"""The review in the record: copies, requests, answers and decisions, each with its event. See docs/adr/0020.

Whoever was asked is a recipient; whoever is named in a returned file is a reviewer. Both are known to events by random
ids alone, and erasing a person empties the tables.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import uuid4

from pressctl.frozen import Frozen
from pressctl.model.contact import recipient_key
from pressctl.model.copies import (
    AskState,
    Decision,
    ReviewAnswer,
    ReviewCopy,
    ReviewRequest,
    Verdict,
    Way,
)
from pressctl.model.moment import Moment
from pressctl.store.record.database import Change, Database, Row
from pressctl.store.record.recipients import keep_recipient
from pressctl.store.record.times import stamp, unstamp
from pressctl.store.sought import fold


class Asked(Frozen):
    """Who is asked to look at a copy, and how it reaches them."""

    email: str
    name: str
    organisation: str | None
    way: Way
    state: AskState
    due: Moment | None = None
    no_objection: bool = False
    transport: str | None = None
    message_id: str | None = None


class Came(Frozen):
    """A file that came back, as it is to be recorded."""

    copy: ReviewCopy
    sha256: str
    size: int
    changes: int
    comments: int
    reviewer: str = ""
    """As the file names them."""
    request: ReviewRequest | None = None
    """Whose answer it is, where that is known."""


def free_copy_id(database: Database, day: date) -> str:
    """Return the first free id of the office's day: `2018-10-24-r1`, `-r2` and so on."""
    number = 1
    while database.one("copy_id_taken", id=f"{day.isoformat()}-r{number}") is not None:
        number += 1
    return f"{day.isoformat()}-r{number}"


def record_copy(change: Change, copy: ReviewCopy, zone: str) -> None:
    """Record a copy; its version must be frozen already."""
    change.run(
        "add_copy",
        id=copy.id,
        release_id=copy.release_id,
        slug=copy.slug,
        version=copy.version,
        language=copy.language,
        since=copy.since,
        sha256=copy.sha256,
        registry=copy.registry,
        file=copy.file,
        due_at=stamp(copy.due.instant) if copy.due else None,
        zone=zone,
        made_at=stamp(copy.made),
        made_by=copy.made_by,
    )
    change.event(
        "review-copied",
        release_id=copy.release_id,
        data={
            "copy": copy.id,
            "version": copy.version,
            "language": copy.language,
            "since": copy.since,
            "sha256": copy.sha256,
            "registry": copy.registry,
        },
    )


def copy_of(database: Database, copy_id: str) -> ReviewCopy | None:
    """Return the copy of an id, or nothing when this record never made it."""
    row = database.one("copy_by_id", id=copy_id)
    return None if row is None else _copy(row)


def copies(database: Database, release_id: str) -> tuple[ReviewCopy, ...]:
    """Return the copies of a release, the earliest first."""
    return tuple(_copy(row) for row in database.all("copies_of", release_id=release_id))


def record_request(change: Change, copy: ReviewCopy, asked: Asked) -> str:
    """Record that somebody is asked to look at a copy; return the request's id."""
    recipient_id = keep_recipient(change, recipient_key(asked.email), asked.email, asked.name)
    request_id = str(uuid4())
    zone = asked.due.zone if asked.due else "UTC"
    due = stamp(asked.due.instant) if asked.due else None
    change.run(
        "add_request",
        id=request_id,
        copy_id=copy.id,
        release_id=copy.release_id,
        recipient_id=recipient_id,
        organisation=asked.organisation,
        way=asked.way.value,
        transport=asked.transport,
        state=asked.state.value,
        at=stamp(change.database.clock()),
        by=change.actor,
        due_at=due,
        zone=zone,
        no_objection=int(asked.no_objection),
        message_id=asked.message_id,
    )
    change.event(
        "review-asked",
        release_id=copy.release_id,
        recipient_id=recipient_id,
        data={
            "request": request_id,
            "copy": copy.id,
            "organisation": asked.organisation,
            "way": asked.way.value,
            "due": due,
            "no_objection": asked.no_objection,
        },
    )
    return request_id


def settle_request(change: Change, release_id: str, request_id: str, state: AskState, reply: str = "") -> None:
    """Record what the mail server made of a request."""
    at = stamp(change.database.clock())
    change.run("settle_request", id=request_id, state=state.value, at=at, reply=reply or None)
    change.event(f"review-{state.value}", release_id=release_id, data={"request": request_id})


def record_reminder(change: Change, release_id: str, request_id: str) -> None:
    """Record that somebody was reminded."""
    change.run("reminded", id=request_id, at=stamp(change.database.clock()))
    change.event("review-reminded", release_id=release_id, data={"request": request_id})


def requests(database: Database, release_id: str) -> tuple[ReviewRequest, ...]:
    """Return who was asked about a release, the earliest first."""
    return tuple(_request(row) for row in database.all("requests_of", release_id=release_id))


def requests_to(database: Database, recipient_id: str) -> tuple[tuple[str, ReviewRequest], ...]:
    """Return what one person was asked to look at, each with the release's slug, the earliest first."""
    rows = database.all("requests_to", recipient_id=recipient_id)
    return tuple((str(row["slug"]), _request(row)) for row in rows)


def releases_in_review(database: Database) -> tuple[str, ...]:
    """Return the ids of the releases of which copies were made, the one last copied first."""
    return tuple(row["release_id"] for row in database.all("releases_in_review"))


def record_answer(change: Change, came: Came) -> str:
    """Record a file that came back, once however often it is read; return the answer's id."""
    known = change.database.one("answer_by_sha256", copy_id=came.copy.id, sha256=came.sha256)
    if known is not None:
        return str(known["id"])
    recipient_id = came.request.recipient_id if came.request else None
    reviewer_id = keep_reviewer(change, came.reviewer, recipient_id)
    answer_id = str(uuid4())
    change.run(
        "add_answer",
        id=answer_id,
        copy_id=came.copy.id,
        release_id=came.copy.release_id,
        request_id=came.request.id if came.request else None,
        reviewer_id=reviewer_id,
        sha256=came.sha256,
        size=came.size,
        changes=came.changes,
        comments=came.comments,
        at=stamp(change.database.clock()),
        by=change.actor,
    )
    change.event(
        "review-answered",
        release_id=came.copy.release_id,
        recipient_id=recipient_id,
        data={
            "answer": answer_id,
            "copy": came.copy.id,
            "request": came.request.id if came.request else None,
            "reviewer": reviewer_id,
            "sha256": came.sha256,
            "changes": came.changes,
            "comments": came.comments,
        },
    )
    return answer_id


def answers(database: Database, release_id: str) -> tuple[ReviewAnswer, ...]:
    """Return what came back about a release, the earliest first."""
    return tuple(_answer(row) for row in database.all("answers_of", release_id=release_id))


def keep_reviewer(change: Change, name: str, recipient_id: str | None = None) -> str | None:
    """Return the random id of a person whom a returned file names; nothing where it names nobody."""
    if not name.strip():
        return None
    row = change.database.one("keep_reviewer", id=str(uuid4()), name=name.strip(), recipient_id=recipient_id)
    assert row is not None  # noqa: S101  # RETURNING gives a row for insert and update alike
    return str(row["id"])


def record_decisions(change: Change, release_id: str, decisions: Iterable[Decision]) -> None:
    """Append what was decided, a row and an event for each change; the event names words by their digest alone."""
    at = stamp(change.database.clock())
    for one in decisions:
        reviewer_id = keep_reviewer(change, one.proposed_by)
        decision_id = str(uuid4())
        change.run(
            "add_decision",
            id=decision_id,
            copy_id=one.copy,
            answer_id=one.answer,
            release_id=release_id,
            change=one.change,
            decision=one.verdict.value,
            field=one.field,
            before=one.before,
            after=one.after,
            became=one.became,
            proposed_by=reviewer_id,
            at=at,
            by=change.actor,
        )
        change.event(
            "review-decided",
            release_id=release_id,
            data={
                "decision": decision_id,
                "copy": one.copy,
                "answer": one.answer,
                "change": one.change,
                "verdict": one.verdict.value,
                "field": one.field,
                "reviewer": reviewer_id,
            },
        )


def decisions(database: Database, release_id: str) -> tuple[Decision, ...]:
    """Return everything that was decided about a release, the earliest first: the last of a change stands."""
    return tuple(
        Decision(
            row["copy_id"],
            row["answer_id"],
            row["change"],
            Verdict(row["decision"]),
            row["field"],
            row["before"],
            row["after"],
            row["became"],
            row["reviewer"] or "",
            unstamp(row["decided_at"]),
            row["decided_by"],
        )
        for row in database.all("decisions_of", release_id=release_id)
    )


def forget_reviewer(change: Change, recipient_id: str | None, names: Iterable[str]) -> int:
    """Empty what names an erased person in returned files; return in how many places. That they answered stays."""
    wanted = {fold(" ".join(name.split())) for name in names if name.strip()}
    emptied = 0
    for row in change.database.all("reviewers_called"):
        theirs = recipient_id is not None and row["recipient_id"] == recipient_id
        if theirs or fold(" ".join(row["name"].split())) in wanted:
            emptied += change.run("empty_reviewer", id=row["id"])
    if recipient_id is not None:
        emptied += change.run("empty_review_replies", recipient_id=recipient_id)
    return emptied


def _copy(row: Row) -> ReviewCopy:
    return ReviewCopy(
        row["id"],
        row["release_id"],
        row["slug"],
        row["version"],
        row["language"],
        row["since"],
        row["sha256"],
        row["registry"],
        row["file"],
        _moment(row["due_at"], row["zone"]),
        unstamp(row["made_at"]),
        row["made_by"],
    )


def _request(row: Row) -> ReviewRequest:
    return ReviewRequest(
        row["id"],
        row["copy_id"],
        row["version"],
        row["language"],
        row["file"],
        row["recipient_id"],
        row["address"] or "",
        row["name"] or "",
        row["organisation"],
        Way(row["way"]),
        AskState(row["state"]),
        unstamp(row["asked_at"]),
        row["asked_by"],
        _moment(row["due_at"], row["zone"]),
        bool(row["no_objection"]),
        row["reply"] or "",
        unstamp(row["reminded_at"]) if row["reminded_at"] else None,
        row["reminders"],
    )


def _answer(row: Row) -> ReviewAnswer:
    return ReviewAnswer(
        row["id"],
        row["copy_id"],
        row["request_id"],
        row["reviewer"] or "",
        row["sha256"],
        row["size"],
        row["changes"],
        row["comments"],
        unstamp(row["received_at"]),
        row["received_by"],
    )


def _moment(at: str | None, zone: str) -> Moment | None:
    return Moment(unstamp(at), zone) if at else None
