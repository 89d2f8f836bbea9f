"""Asking for a review: who is asked about which copy, shown first; then copies made, mailed or handed over, recorded.

A mail with a copy is no delivery of the release: it has no plan and makes nobody a holder. The request is committed as
`sending` before the dialogue with the server, so that after a crash it stands as one that may have arrived.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path

from pressctl.errors import BadInput, NothingToDo, PressctlError, Problem, UsageError
from pressctl.frozen import Frozen, replace
from pressctl.language.dates import brief_time, embargo_moment
from pressctl.language.matching import language_for
from pressctl.language.names import language_name
from pressctl.language.review_words import load_review_words
from pressctl.mail.base import Envelope, Transport
from pressctl.mail.message import Fixed, message_id
from pressctl.model.contact import recipient_key
from pressctl.model.copies import ASKED, AskState, Way
from pressctl.model.delivery import DeliveryState, Phase
from pressctl.model.moment import Moment
from pressctl.store.agreements.reviews import Asked, record_request, requests, settle_request
from pressctl.store.files import make_private_folder, write_atomically
from pressctl.store.people.suppressions import is_suppressed
from pressctl.store.record.database import Database
from pressctl.store.record.versions import number_for
from pressctl.workflow.desk import Desk
from pressctl.workflow.frozen import version_of
from pressctl.workflow.opening import Opened, open_release
from pressctl.workflow.record import record_of, record_to_read
from pressctl.workflow.review.copies import CopyOrder, MadeCopy, make_copy_in
from pressctl.workflow.review.mail import Request, ReviewLetter
from pressctl.workflow.review.reviewers import Reader, readers
from pressctl.workflow.sending.mailing import sender_of
from pressctl.workflow.sending.roads import transport_for
from pressctl.workflow.typed_times import moment_of

LAST = "last"

_STATES = {
    DeliveryState.ACCEPTED: AskState.ACCEPTED,
    DeliveryState.WRITTEN: AskState.WRITTEN,
    DeliveryState.UNCERTAIN: AskState.UNCERTAIN,
}
"""What a mail server's answer makes of a request; everything else is a refusal, to be asked again."""


class ReviewOrder(Frozen):
    """What the officer ordered."""

    slug: str
    to: tuple[str, ...]
    language: str | None = None
    due: str | None = None
    no_objection: bool = False
    mail: bool = True
    """Not, where the office hands the copies over itself."""
    since: str | None = None
    """Show what has changed since this version, or since the `last` one that each of them has seen."""


Kind = tuple[str, int | None]
"""Language of a copy, and the version since which it shows changes."""


class Asking(Frozen):
    """Somebody who would be asked."""

    reader: Reader
    language: str
    since: int | None = None
    """The version since which changes are shown."""
    before: str = ""
    """When they were asked about this version already, as `24 Oct 16:02`."""

    @property
    def kind(self) -> Kind:
        """Which copy they get."""
        return self.language, self.since


class ReviewPlan(Frozen):
    """Who would be asked what: shown before anything is made."""

    opened: Opened
    version: int
    """The number that the text has, or gets."""
    people: tuple[Asking, ...]
    left_out: tuple[Reader, ...]
    """Who must not be mailed."""
    due: Moment | None
    no_objection: bool
    mail: bool
    transport: str
    route: str
    rehearsal: bool
    sender: str
    subjects: tuple[tuple[str, str], ...]
    """Language and subject."""
    remarks: tuple[str, ...]

    @property
    def counts(self) -> bool:
        """Say whether mail would really leave."""
        return self.mail and not self.rehearsal


class AskedOne(Frozen):
    """What became of one request."""

    reader: Reader
    copy: MadeCopy
    state: AskState
    reply: str = ""


class ReviewSent(Frozen):
    """What became of an order."""

    plan: ReviewPlan
    copies: tuple[MadeCopy, ...]
    asked: tuple[AskedOne, ...]
    handed: tuple[Path, ...] = ()
    """Where the copies lie that the office hands over, under the name that they have for others."""
    halted: str = ""
    """Why the mail server took no more."""

    @property
    def complete(self) -> bool:
        """Say whether everybody has it, or was written to the folder."""
        good = {AskState.ACCEPTED, AskState.WRITTEN, AskState.HANDED}
        return not self.halted and all(one.state in good for one in self.asked)


def plan_review(desk: Desk, order: ReviewOrder) -> ReviewPlan:
    """Say who would be asked what; nothing is made or stored.

    Raises:
        UsageError: nobody was named, or silence is to mean consent without a time.
        BadInput: the release or the list cannot be read, somebody is not known, or the time is none or over.
        NothingToDo: everybody who was named must not be mailed.
    """
    if not order.to:
        hint = f"pressctl review send {order.slug} --to ORGANISATION, a person on file, or an address"
        raise UsageError("who is to look at it?", hint=hint)
    if order.no_objection and order.due is None:
        raise UsageError("--no-objection wants a time: from when on is silence a consent?", hint="add --due TIME")
    opened = open_release(desk.workspace, desk.config, order.slug)
    due = _due(desk, order)
    people = tuple(Asking(reader, _language(opened, desk, order, reader)) for reader in readers(desk, order.to))
    if order.no_objection:
        _refuse_silence_that_means_nothing(desk, people)
    sender, transport = sender_of(desk, opened), transport_for(desk)
    left_out: tuple[Reader, ...] = ()
    with record_to_read(desk) as database:
        version = number_for(database, opened.release) if database else 1
        if database is not None:
            silent = is_suppressed(database, {one.reader.key for one in people}) if order.mail else frozenset()
            left_out = tuple(one.reader for one in people if one.reader.key in silent)
            people = tuple(one for one in people if one.reader.key not in silent)
            people = tuple(_known(database, opened, version, one) for one in people)
            people = tuple(_with_since(database, opened, order, version, one) for one in people)
        elif order.since not in {None, LAST}:
            raise BadInput(f"there is no version {order.since}: nothing was frozen yet")
    if not people:
        raise NothingToDo("nobody is left to ask: everybody named is not to be mailed", hint="--no-mail hands it over")
    spoken = dict.fromkeys(one.language for one in people)
    return ReviewPlan(
        opened,
        version,
        people,
        left_out,
        due,
        order.no_objection,
        order.mail,
        transport.name,
        transport.route,
        transport.rehearsal,
        f"{sender.name} <{sender.address}>" if sender.name else sender.address,
        tuple((language, _subject(opened, language, version, due)) for language in spoken),
        tuple(_remarks(opened, people)),
    )


def _subject(opened: Opened, language: str, version: int, due: Moment | None) -> str:
    (edition,) = opened.editions((language,))
    request = Request(language, version, edition.headline, due, no_objection=False)
    return request.subject(load_review_words(opened.workspace, language))


def send_review(desk: Desk, plan: ReviewPlan) -> ReviewSent:
    """Make the copies, one of each language, and bring them to whom the plan names.

    Raises:
        BadInput: a copy cannot be set, or the folder or the outbox cannot be used.
        Incomplete: the mail server cannot be reached; nobody was asked.
    """
    transport = transport_for(desk, plan.transport) if plan.mail else None
    if transport is not None:
        transport.open()
    try:
        with record_of(desk) as database:
            copies = _make(desk, database, plan)
            if transport is not None:
                return _mail(desk, database, plan, copies, transport)
            handed = tuple(_for_handing_over(plan.opened, copy) for copy in copies.values())
            done = tuple(AskedOne(one.reader, copies[one.kind], AskState.HANDED) for one in plan.people)
            return ReviewSent(plan, tuple(copies.values()), done, handed)
    finally:
        if transport is not None:
            transport.close()


def _make(desk: Desk, database: Database, plan: ReviewPlan) -> dict[Kind, MadeCopy]:
    """Make the copies and, where the office hands them over itself, record who is asked: in one commit."""
    copies: dict[Kind, MadeCopy] = {}
    with database.transaction(desk.actor) as change:
        for one in plan.people:
            if one.kind not in copies:
                order = CopyOrder(one.language, plan.due, plan.no_objection, since=one.since)
                copies[one.kind] = make_copy_in(change, desk, plan.opened, order)
            if not plan.mail:
                record_request(change, copies[one.kind].copy, _asked(plan, one))
    return copies


def _asked(plan: ReviewPlan, one: Asking) -> Asked:
    return Asked(
        one.reader.email,
        one.reader.name,
        one.reader.organisation,
        Way.MAIL if plan.mail else Way.HAND,
        AskState.SENDING if plan.mail else AskState.HANDED,
        plan.due,
        plan.no_objection,
        plan.transport if plan.mail else None,
    )


def _mail(
    desk: Desk, database: Database, plan: ReviewPlan, copies: dict[Kind, MadeCopy], transport: Transport
) -> ReviewSent:
    """Mail each copy; a request is recorded when its own mail is about to leave: a crash leaves one in doubt."""
    done: list[AskedOne] = []
    halted = ""
    for position, one in enumerate(plan.people, 1):
        made = copies[one.kind]
        if halted:
            done.append(AskedOne(one.reader, made, AskState.REJECTED, halted))
            continue
        (edition,) = plan.opened.editions((one.language,))
        request = Request(one.language, made.copy.version, edition.headline, plan.due, plan.no_objection)
        with database.transaction(desk.actor) as change:
            request_id = record_request(change, made.copy, _asked(plan, one))
        try:
            state, reply = bring(ReviewLetter(desk, plan.opened, request, one.reader), made, transport, position)
        except PressctlError as error:
            state, reply, halted = AskState.REJECTED, error.message, error.message
        with database.transaction(desk.actor) as change:
            settle_request(change, plan.opened.release.id, request_id, state, reply)
        done.append(AskedOne(one.reader, made, state, reply))
    return ReviewSent(plan, tuple(copies.values()), tuple(done), halted=halted)


def bring(letter: ReviewLetter, made: MadeCopy, transport: Transport, position: int) -> tuple[AskState, str]:
    """Hand one mail with a copy to the transport, and return what became of it, with the server's words.

    Raises:
        PressctlError: the mail cannot be built, or no message can leave now.
    """
    sender = sender_of(letter.desk, letter.opened)
    moment = letter.desk.clock().local()
    fixed = Fixed(message_id(sender.address, secrets.token_hex(16)), moment, secrets.token_hex(16))
    envelope = Envelope(sender.address, letter.reader.email, made.copy.id, position)
    message = letter.message(made.copy.file, made.content, fixed)
    outcome = transport.deliver(envelope, message)
    if outcome.connection_lost and outcome.phase is Phase.CONNECT:
        # The mail before this one lost the connection. Made anew only now, so that a server that is gone cannot put
        # its refusal in the place of what became of that one.
        transport.close()
        transport.open()
        outcome = transport.deliver(envelope, message)
    return _STATES.get(outcome.state, AskState.REJECTED), outcome.reply


def _for_handing_over(opened: Opened, made: MadeCopy) -> Path:
    """Put a copy beside the exports under the name that it has for others; the one in `review/` is the office's."""
    folder = opened.folder / "out"
    make_private_folder(folder)
    path = folder / made.copy.file
    write_atomically(path, made.content)
    return path


def _refuse_silence_that_means_nothing(desk: Desk, people: Sequence[Asking]) -> None:
    """Refuse to tell somebody that silence is consent whose organisation has not agreed to that.

    Raises:
        BadInput: it names all of them.
    """
    problems = []
    for one in people:
        entry = desk.config.organisations.get(one.reader.organisation or "")
        if entry is None or not entry.no_objection:
            whose = f"of {one.reader.organisation}" if entry is not None else "of an organisation on file"
            problems.append(Problem(f"silence {whose} is no consent", where=one.reader.called))
    if problems:
        raise BadInput(
            "nobody was asked: silence would not be a consent",
            problems=problems,
            hint="leave --no-objection out, or, if it was agreed, no_objection = true under the organisation",
        )


def _due(desk: Desk, order: ReviewOrder) -> Moment | None:
    if order.due is None:
        return None
    now = desk.clock()
    due = moment_of(order.due, now, desk.config, option="--due")
    if due.instant <= now.instant:
        raise BadInput(f"{embargo_moment(due, 'en')} is over; comments are wanted by a time that is still to come")
    return due


def _language(opened: Opened, desk: Desk, order: ReviewOrder, reader: Reader) -> str:
    """Return in which language somebody gets the copy: the one ordered, else theirs, else the original's."""
    if order.language is not None:
        (edition,) = opened.editions((order.language,))
        return edition.language
    found = language_for(reader.languages, opened.release.languages, desk.config.fallback_language)
    return found or opened.release.original


def _known(database: Database, opened: Opened, version: int, one: Asking) -> Asking:
    """Return the person with when they were asked about this version before, if they were."""
    zone = opened.config.office.timezone
    for asked in requests(database, opened.release.id):
        same = (asked.version, asked.language) == (version, one.language)
        if same and asked.state in ASKED and asked.email and recipient_key(asked.email) == one.reader.key:
            one = replace(one, before=brief_time(Moment(asked.asked, zone).local()))
    return one


def _with_since(database: Database, opened: Opened, order: ReviewOrder, version: int, one: Asking) -> Asking:
    """Return the person with the version since which they are shown changes.

    Raises:
        BadInput: the version is none.
    """
    if order.since is None:
        return one
    if order.since != LAST:
        if not order.since.isdecimal():
            raise BadInput(f'--since is "{order.since}"; it is last, or the number of a version')
        return replace(one, since=version_of(database, opened.release.id, int(order.since)).number)
    seen = [
        asked.version
        for asked in requests(database, opened.release.id)
        if asked.language == one.language
        and asked.version < version
        and asked.state is not AskState.REJECTED
        and asked.email
        and recipient_key(asked.email) == one.reader.key
    ]
    return replace(one, since=seen[-1] if seen else None)


def _remarks(opened: Opened, people: Sequence[Asking]) -> Iterator[str]:
    stale = opened.stale()
    for language in dict.fromkeys(one.language for one in people):
        if language in stale:
            yield f"{language}.md  {stale[language]}"
    for one in people:
        reader = one.reader
        if reader.on_press_list:
            yield f"{reader.called} is on the press list: the draft is not for publication"
        if reader.languages and one.language not in reader.languages:
            reads = ", ".join(language_name(code, "en") for code in reader.languages)
            yield f"{reader.called} reads {reads}, and gets it in {language_name(one.language, 'en')}"
        if one.before:
            yield f"{reader.called} was asked about this version on {one.before} already"
