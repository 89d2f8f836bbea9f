"""How reviews stand: who has been asked, who has answered, what is open; and reminding those who have not."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from hashlib import sha256

from pressctl.config.regular import read_file
from pressctl.errors import BadInput, NothingToDo, PressctlError
from pressctl.frozen import Frozen, replace
from pressctl.model.contact import recipient_key
from pressctl.model.copies import ASKED, AskState, ReviewAnswer, ReviewCopy, ReviewRequest, Way
from pressctl.model.moment import Moment
from pressctl.store.agreements.reviews import answers, copies, copy_of, record_reminder, releases_in_review, requests
from pressctl.store.people.suppressions import is_suppressed
from pressctl.store.record.database import Database
from pressctl.store.record.versions import editions, snapshot
from pressctl.store.sought import fold
from pressctl.workflow.desk import Desk
from pressctl.workflow.identity import folder_of, release_id_of
from pressctl.workflow.opening import Opened, open_folder
from pressctl.workflow.record import record_of, record_to_read
from pressctl.workflow.review.asking import bring
from pressctl.workflow.review.copies import REVIEW, MadeCopy
from pressctl.workflow.review.mail import Request, ReviewLetter
from pressctl.workflow.review.reviewers import Reader
from pressctl.workflow.sending.roads import transport_for


class Standing(StrEnum):
    """How one request stands."""

    ANSWERED = "answered"
    OVERDUE = "overdue"
    OPEN = "open"
    NO_OBJECTION = "no-objection"
    """The time is over, and silence was told to be consent; that is never called an approval."""
    IN_DOUBT = "in-doubt"
    """Their mail may have arrived."""
    NOT_SENT = "not-sent"
    """The mail server refused it."""
    REHEARSED = "rehearsed"
    """Written into a folder; nobody was asked."""
    ASKED_AGAIN = "asked-again"
    """About a later copy in the same language."""


WAITING = frozenset({Standing.OPEN, Standing.OVERDUE, Standing.IN_DOUBT})
"""Standings of somebody whose answer is wanted."""


class StatusRow(Frozen):
    """One request and how it stands."""

    request: ReviewRequest
    standing: Standing
    answers: tuple[ReviewAnswer, ...] = ()


class ReviewStatus(Frozen):
    """The review of one release."""

    release_id: str
    slug: str
    copies: tuple[ReviewCopy, ...]
    rows: tuple[StatusRow, ...]
    """In the order in which people were asked."""
    loose: tuple[ReviewAnswer, ...]
    """Files that came back from somebody who was not asked, or is not known by their name."""

    @property
    def version(self) -> int:
        """The version of the last copy."""
        return self.copies[-1].version

    @property
    def waiting(self) -> tuple[StatusRow, ...]:
        """Whose answer is wanted."""
        return tuple(row for row in self.rows if row.standing in WAITING)


def review_status(desk: Desk, slug: str | None = None) -> tuple[ReviewStatus, ...]:
    """Return how the review of a release stands, or of all that were reviewed, the latest first.

    Raises:
        BadInput: no such release.
    """
    wanted = release_id_of(desk.workspace, slug) if slug is not None else None
    with record_to_read(desk) as database:
        if database is None:
            return ()
        known = releases_in_review(database)
        chosen = [wanted] if wanted in known else [] if wanted is not None else known
        return tuple(_status(desk, database, str(release_id)) for release_id in chosen)


class Reminders(Frozen):
    """Who would be reminded."""

    status: ReviewStatus
    opened: Opened
    people: tuple[StatusRow, ...]
    by_hand: tuple[StatusRow, ...]
    """Who got the copy from the office's own hands, and must be reminded so."""
    route: str
    rehearsal: bool


class Reminded(Frozen):
    """Who was reminded, and with what success."""

    reminders: Reminders
    done: tuple[tuple[StatusRow, AskState, str], ...]

    @property
    def complete(self) -> bool:
        """Say whether everybody was reminded, or was written to the folder."""
        return all(state in {AskState.ACCEPTED, AskState.WRITTEN} for _, state, _ in self.done)


def plan_reminders(desk: Desk, slug: str) -> Reminders:
    """Say who has not answered yet and would be reminded.

    Raises:
        BadInput: no such release, or its files cannot be read.
        NothingToDo: nobody's answer is wanted.
    """
    found = review_status(desk, slug)
    folder = folder_of(desk.workspace, found[0].release_id) if found else None
    if not found or folder is None:
        hint = f"pressctl review send {slug} --to WHO asks somebody"
        raise NothingToDo(f"nobody has been asked about {slug} yet", hint=hint)
    (status,) = found
    transport = transport_for(desk)
    waiting = [row for row in status.waiting if row.request.email]
    with record_to_read(desk) as database:
        keys = {recipient_key(row.request.email) for row in waiting}
        silent = is_suppressed(database, keys) if database is not None else frozenset()
    mailed = [row for row in waiting if row.request.way is Way.MAIL]
    people = tuple(row for row in mailed if recipient_key(row.request.email) not in silent)
    by_hand = tuple(row for row in waiting if row.request.way is Way.HAND)
    if not people and not by_hand:
        raise NothingToDo(f"nobody's answer about {status.slug} is open", hint=f"pressctl review status {slug}")
    opened = open_folder(desk.workspace, desk.config, folder)
    return Reminders(status, opened, people, by_hand, transport.route, transport.rehearsal)


def remind(desk: Desk, reminders: Reminders) -> Reminded:
    """Mail each copy once more to whom the reminders name; a rehearsal is not recorded as a reminder.

    Raises:
        BadInput: a copy is not in the release's folder any more, or not as it went out; nobody was reminded.
        Incomplete: the mail server cannot be reached; nobody was reminded.
    """
    transport = transport_for(desk)
    done: list[tuple[StatusRow, AskState, str]] = []
    try:
        with record_of(desk) as database:
            mails = [(row, *_reminder(desk, database, reminders.opened, row.request)) for row in reminders.people]
            transport.open()
            for position, (row, letter, made) in enumerate(mails, 1):
                try:
                    state, reply = bring(letter, made, transport, position)
                except PressctlError as error:
                    done.append((row, AskState.REJECTED, error.message))
                    continue
                if state in {AskState.ACCEPTED, AskState.UNCERTAIN}:
                    with database.transaction(desk.actor) as change:
                        record_reminder(change, reminders.status.release_id, row.request.id)
                done.append((row, state, reply))
    finally:
        transport.close()
    return Reminded(reminders, tuple(done))


def _reminder(desk: Desk, database: Database, opened: Opened, asked: ReviewRequest) -> tuple[ReviewLetter, MadeCopy]:
    copy = copy_of(database, asked.copy)
    assert copy is not None  # noqa: S101 - a request refers to a row of the record
    path = opened.folder / REVIEW / f"{copy.id}.docx"
    try:
        content = read_file(path)
    except OSError as error:
        raise BadInput(f"{path.name} cannot be read: {error.strerror}", hint="ask again with review send") from error
    if sha256(content).hexdigest() != copy.sha256:
        raise BadInput(
            f"{path.name} is not as it went out: somebody has changed it since",
            hint="restore it from a backup, or ask again with review send",
        )
    request = Request(asked.language, asked.version, _headline(database, copy), asked.due, asked.no_objection)
    reader = Reader(asked.email, asked.name, (asked.language,), asked.organisation)
    first = Moment(asked.asked, desk.config.office.timezone)
    again = replace(copy, id=f"{copy.id}-reminder-{asked.reminders + 1}")
    return ReviewLetter(desk, opened, request, reader, first), MadeCopy(again, content, path)


def _headline(database: Database, copy: ReviewCopy) -> str:
    """Return the headline of the copy as it was: today's may be another."""
    import json

    frozen = next(one for one in editions(database, copy.release_id, copy.version) if one.language == copy.language)
    content = snapshot(database, frozen.snapshot)
    return str(json.loads(content or "{}").get("headline", ""))


def _status(desk: Desk, database: Database, release_id: str) -> ReviewStatus:
    made = copies(database, release_id)
    asked = requests(database, release_id)
    came = answers(database, release_id)
    by_request: dict[str, list[ReviewAnswer]] = {}
    loose: list[ReviewAnswer] = []
    for answer in came:
        request = _request_of(answer, asked)
        (by_request.setdefault(request.id, []) if request else loose).append(answer)
    now = desk.clock()
    rows = tuple(_rows(asked, by_request, now))
    return ReviewStatus(release_id, made[-1].slug, made, rows, tuple(loose))


def _request_of(answer: ReviewAnswer, asked: tuple[ReviewRequest, ...]) -> ReviewRequest | None:
    """Return the request that a file answers: the one recorded, else of who is called as the file's author is."""
    known = next((one for one in asked if one.id == answer.request), None)
    if known is not None or not answer.reviewer:
        return known
    named = [one for one in asked if one.copy == answer.copy and one.name and fold(one.name) == fold(answer.reviewer)]
    return named[-1] if named else None


def _rows(asked: tuple[ReviewRequest, ...], came: dict[str, list[ReviewAnswer]], now: Moment) -> Iterator[StatusRow]:
    last = {(one.recipient_id, one.language): number for number, one in enumerate(asked) if one.state in ASKED}
    for number, one in enumerate(asked):
        theirs = tuple(came.get(one.id, ()))
        superseded = last.get((one.recipient_id, one.language), -1) > number
        yield StatusRow(one, _standing(one, theirs, now, superseded=superseded), theirs)


def _standing(one: ReviewRequest, came: tuple[ReviewAnswer, ...], now: Moment, *, superseded: bool) -> Standing:
    if came:
        return Standing.ANSWERED
    refused = {AskState.REJECTED: Standing.NOT_SENT, AskState.WRITTEN: Standing.REHEARSED}
    if one.state in refused:
        return refused[one.state]
    if superseded:
        return Standing.ASKED_AGAIN
    if one.due is not None and one.due.instant <= now.instant:
        return Standing.NO_OBJECTION if one.no_objection and one.state is not AskState.UNCERTAIN else Standing.OVERDUE
    return Standing.IN_DOUBT if one.state in {AskState.UNCERTAIN, AskState.SENDING} else Standing.OPEN
