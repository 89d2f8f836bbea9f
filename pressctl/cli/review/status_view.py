"""How a review stands, in the terminal, piped and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pressctl.cli.review.send_view import STATES
from pressctl.cli.session import Session
from pressctl.cli.telling.json_output import write_json
from pressctl.cli.telling.next_step import say_next
from pressctl.cli.telling.quantities import count
from pressctl.cli.telling.records import write_records
from pressctl.language.dates import brief_time
from pressctl.model.copies import AskState, Way
from pressctl.model.moment import utc_text
from pressctl.workflow.review.status import ReviewStatus, Standing, StatusRow

if TYPE_CHECKING:
    from pressctl.workflow.review.status import Reminded, Reminders

WORDS = {
    Standing.OVERDUE: "Overdue",
    Standing.OPEN: "Open",
    Standing.IN_DOUBT: "May not have got it",
    Standing.NOT_SENT: "Not asked: the mail server refused it",
    Standing.ANSWERED: "Answered",
    Standing.NO_OBJECTION: "No objection: silent until the time set",
    Standing.REHEARSED: "Rehearsed only, nobody was asked",
    Standing.ASKED_AGAIN: "Asked again since",
}
"""In the order of what is urgent."""


def write_status(session: Session, found: tuple[ReviewStatus, ...], slug: str | None) -> None:
    """Write releases in review, people by how their request stands; one record a line where it is piped."""
    console = session.console
    if not found:
        console.print(f"Nobody has been asked about {slug} yet." if slug else "Nothing is in review.", markup=False)
        say_next(console, f"pressctl review send {slug or 'SLUG'} --to WHO")
        return
    zone = ZoneInfo(session.config.office.timezone)
    if console.soft_wrap:
        write_records(_record(status, row, zone) for status in found for row in status.rows)
        return
    for status in found:
        _show(session, status, zone)
    console.print(f"Times are {zone.key}.", markup=False)
    say_next(console, _next(session, found))


def _show(session: Session, status: ReviewStatus, zone: ZoneInfo) -> None:
    console = session.console
    console.print(status.slug, style="bold", markup=False, no_wrap=True, overflow="ellipsis")
    told = ", ".join(_sums(status))
    console.print(f"Version {status.version} in review{f': {told}' if told else ''}", markup=False)
    for standing, words in WORDS.items():
        rows = [row for row in status.rows if row.standing is standing]
        if not rows:
            continue
        urgent = standing in {Standing.OVERDUE, Standing.NOT_SENT, Standing.IN_DOUBT}
        mark = f"{session.symbols.warning} " if urgent else ""
        console.print(f"\n  {mark}{words}", style="bold", markup=False)
        for row in rows:
            console.print(f"    {_who(row)}", markup=False, no_wrap=True, overflow="ellipsis")
            console.print(f"      {', '.join(_told(row, zone))}", markup=False, no_wrap=True, overflow="ellipsis")
    if status.loose:
        console.print("\n  Came back from somebody who was not asked", style="bold", markup=False)
        for answer in status.loose:
            console.print(f"    {answer.reviewer or 'nobody named'}, {_at(answer.received, zone)}", markup=False)
    console.print()


def _sums(status: ReviewStatus) -> Iterator[str]:
    for standing, one in (
        (Standing.ANSWERED, "answered"),
        (Standing.OPEN, "open"),
        (Standing.OVERDUE, "overdue"),
        (Standing.NO_OBJECTION, "without objection"),
    ):
        number = sum(row.standing is standing for row in status.rows)
        if number:
            yield f"{number} {one}"


def _who(row: StatusRow) -> str:
    asked = row.request
    if not asked.email:
        return "erased"
    name = f"{asked.name} <{asked.email}>" if asked.name else asked.email
    return f"{name}, for {asked.organisation}" if asked.organisation else name


def _told(row: StatusRow, zone: ZoneInfo) -> Iterator[str]:
    asked = row.request
    yield f"version {asked.version}, {asked.language}"
    yield f"{'handed over' if asked.way is Way.HAND else 'asked'} {_at(asked.asked, zone)}"
    if row.answers:
        last = row.answers[-1]
        yield f"answered {_at(last.received, zone)}: {count(last.changes, 'change')}, {count(last.comments, 'comment')}"
        return
    if asked.due is not None:
        yield f"by {_at(asked.due.instant, zone)}"
    if asked.reminded is not None:
        yield f"reminded {_at(asked.reminded, zone)}"
    if row.standing in {Standing.NOT_SENT, Standing.IN_DOUBT}:
        yield " ".join(asked.reply.split()) or STATES[asked.state]


def _next(session: Session, found: tuple[ReviewStatus, ...]) -> str:
    for status in found:
        if status.waiting:
            return f"pressctl review remind {session.workspace.short_name(status.slug)}"
    return "pressctl review read FILE when an answer comes"


def _record(status: ReviewStatus, row: StatusRow, zone: ZoneInfo) -> tuple[str, ...]:
    asked = row.request
    return (
        status.slug,
        str(asked.version),
        asked.language,
        asked.name,
        asked.email,
        asked.organisation or "",
        row.standing.value,
        _at(asked.asked, zone),
        _at(asked.due.instant, zone) if asked.due else "",
        asked.copy,
    )


def write_status_json(found: Iterable[ReviewStatus]) -> None:
    """Write one JSON object."""
    write_json({"version": 1, "releases": [_described(status) for status in found]})


def _described(status: ReviewStatus) -> dict[str, object]:
    return {
        "release": status.slug,
        "release_id": status.release_id,
        "release_version": status.version,
        "copies": [
            {
                "copy": copy.id,
                "release_version": copy.version,
                "language": copy.language,
                "since": copy.since,
                "file": copy.file,
                "sha256": copy.sha256,
                "made_at": utc_text(copy.made),
                "made_by": copy.made_by,
            }
            for copy in status.copies
        ],
        "requests": [_described_row(row) for row in status.rows],
        "others": [
            {"reviewer": one.reviewer, "copy": one.copy, "received_at": utc_text(one.received), "changes": one.changes}
            for one in status.loose
        ],
    }


def _described_row(row: StatusRow) -> dict[str, object]:
    asked = row.request
    return {
        "address": asked.email,
        "name": asked.name,
        "organisation": asked.organisation,
        "copy": asked.copy,
        "release_version": asked.version,
        "language": asked.language,
        "standing": row.standing.value,
        "way": asked.way.value,
        "mail": asked.state.value,
        "reply": asked.reply,
        "asked_at": utc_text(asked.asked),
        "asked_by": asked.asked_by,
        "due": str(asked.due) if asked.due else None,
        "no_objection": asked.no_objection,
        "reminders": asked.reminders,
        "reminded_at": utc_text(asked.reminded) if asked.reminded else None,
        "answers": [
            {
                "received_at": utc_text(one.received),
                "changes": one.changes,
                "comments": one.comments,
                "sha256": one.sha256,
            }
            for one in row.answers
        ],
    }


def show_reminders(session: Session, reminders: Reminders) -> None:
    """Write who would be reminded, and whom the office must remind itself."""
    console = session.console
    zone = ZoneInfo(session.config.office.timezone)
    if reminders.people:
        leaves = f"into {reminders.route}, a rehearsal" if reminders.rehearsal else f"by {reminders.route}"
        console.print(f"To be reminded, {leaves}", style="bold", markup=False)
    own = "To be reminded by the office, which handed it over"
    for title, rows in (("", reminders.people), (own, reminders.by_hand)):
        if rows and title:
            console.print(title, style="bold", markup=False)
        for row in rows:
            console.print(f"    {_who(row)}", markup=False, no_wrap=True, overflow="ellipsis")
            console.print(f"      {', '.join(_told(row, zone))}", markup=False, no_wrap=True, overflow="ellipsis")


def show_reminded(session: Session, done: Reminded) -> None:
    """Write what became of each reminder."""
    console, symbols = session.console, session.symbols
    marks = {AskState.REJECTED: symbols.failed, AskState.UNCERTAIN: symbols.warning}
    for row, state, reply in done.done:
        told = f" ({' '.join(reply.split())})" if state in marks and reply else ""
        mark = marks.get(state, symbols.done)
        console.print(f"{mark} {row.request.name or row.request.email}: {STATES[state]}{told}", markup=False)
    if done.reminders.rehearsal:
        number = count(len(done.done), "message")
        console.print(f"  {number} written to {done.reminders.route}. Nothing has been sent.", markup=False)
    say_next(console, f"pressctl review status {session.workspace.short_name(done.reminders.status.slug)}")


def _at(at: datetime, zone: ZoneInfo) -> str:
    return brief_time(at.astimezone(zone))
