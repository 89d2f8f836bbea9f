"""The embargo ledger at the desk: who agreed, who holds the release, and the lift that the office moves.

An answer is about one release and one lift. Moved earlier or left where it is, a promise holds; moved later, it must be
given again. See docs/adr/0010.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from pressctl.errors import BadInput, NothingToDo, Problem, Refused
from pressctl.language.dates import embargo_moment
from pressctl.language.slug import slugify
from pressctl.model.contact import Contact
from pressctl.model.embargo import Answer, EmbargoAnswer
from pressctl.model.moment import Moment
from pressctl.model.release import Embargo, EmbargoStatus
from pressctl.source.splicing import replace_value
from pressctl.store.agreements.embargoes import Said, answers, holdings, record_answer
from pressctl.store.agreements.evidence import Evidence
from pressctl.store.files import write_atomically
from pressctl.store.press_list.segments import segment_test
from pressctl.store.sending.plans import OpenPlan, open_plans
from pressctl.workflow.contacts.press_list import everybody_on_file
from pressctl.workflow.desk import Desk
from pressctl.workflow.embargo.ledger import Ledger, LedgerRow, read_ledger
from pressctl.workflow.identity import names_release
from pressctl.workflow.opening import Opened, open_folder, open_release
from pressctl.workflow.reasons import checked_reason
from pressctl.workflow.record import record_of, record_to_read
from pressctl.workflow.testimony import read_evidence, said_at
from pressctl.workflow.typed_times import moment_of


class Meant(NamedTuple):
    """Whom the officer named."""

    contacts: tuple[Contact, ...]
    """Each once, in the order in which they were named."""
    segments: tuple[str, ...]
    """Those of the words that named a segment: a person should see how many that is."""


class Statement(NamedTuple):
    """What people said, as the officer tells it."""

    answer: Answer
    at: str | None = None
    """When they said so; now unless given."""
    evidence: Path | None = None
    note: str = ""


class Recorded(NamedTuple):
    """What was written down."""

    slug: str
    until: Moment
    answered: Moment
    contacts: tuple[Contact, ...]
    already: tuple[Contact, ...]
    """Whose last word was the same already; nothing was written for them."""
    evidence: Evidence | None
    holders: tuple[Contact, ...]
    """Who has the release already, of those who said no."""


class Move(NamedTuple):
    """An embargo that is about to be lifted or moved."""

    opened: Opened
    old: Moment
    new: Moment
    now: Moment
    ledger: Ledger
    unfinished: tuple[OpenPlan, ...]
    notices: tuple[str, ...] = ()
    """Slugs of what corrects or withdraws the release and holds its embargo in its own front matter."""

    @property
    def lifts(self) -> bool:
        """Say whether it ends the embargo at once."""
        return self.new.instant <= self.now.instant

    @property
    def holders(self) -> tuple[LedgerRow, ...]:
        """Return who has the release under the embargo."""
        return tuple(row for row in self.ledger.rows if row.held)

    @property
    def breaks_promises(self) -> bool:
        """Say whether people hold it who have promised less than this: the new lift is later than theirs."""
        return bool(self.holders) and self.new.instant > self.old.instant

    @property
    def to_ask_again(self) -> tuple[LedgerRow, ...]:
        """Return whose agreement does not reach to the new lift."""
        return tuple(
            row
            for row in self.ledger.rows
            if row.answer is not None and row.answer.covers(self.old) and not row.answer.covers(self.new)
        )


def people_meant(desk: Desk, words: Sequence[str]) -> Meant:
    """Return whom the words name: addresses, parts of names, segments and tags.

    Raises:
        BadInput: every word that names nobody, or several people.
    """
    everybody = everybody_on_file(desk)
    found: dict[str, Contact] = {}
    segments: list[str] = []
    problems: list[Problem] = []
    for word in words:
        wanted = word.strip()
        members = _members(desk, wanted, everybody)
        if members is not None:
            segments.append(wanted)
            found |= {contact.key: contact for contact in members}
            continue
        one = _one(wanted, everybody)
        if isinstance(one, Problem):
            problems.append(one)
        else:
            found[one.key] = one
    if problems:
        raise BadInput(
            f"{_number(len(problems), 'name')} cannot be taken; nothing was recorded",
            problems=problems,
            hint="pressctl contacts list shows who is on file",
        )
    return Meant(tuple(found.values()), tuple(segments))


def _members(desk: Desk, word: str, everybody: tuple[Contact, ...]) -> tuple[Contact, ...] | None:
    """Return the members of a segment or tag; nothing where the word is neither, or is an address."""
    if not word or "@" in word or not _names_a_segment(desk, word, everybody):
        return None
    test = segment_test(word, everybody, desk.config)
    return tuple(contact for contact in everybody if test(contact))


def _names_a_segment(desk: Desk, word: str, everybody: tuple[Contact, ...]) -> bool:
    try:
        segment_test(word, everybody, desk.config)
    except BadInput:
        return False
    return True


def _one(word: str, everybody: tuple[Contact, ...]) -> Contact | Problem:
    folded = word.casefold()
    exact = [contact for contact in everybody if contact.email.casefold() == folded]
    named = [] if exact else [contact for contact in everybody if _is_called(contact.display_name(), word)]
    found = exact or named
    if len(found) == 1:
        return found[0]
    if found:
        these = ", ".join(contact.email for contact in found[:4])
        return Problem(f"{len(found)} people are called so: {these}", where=word, hint="name one by the address")
    return Problem("is neither on the list nor a segment", where=word or '""')


def _is_called(name: str, word: str) -> bool:
    """Say whether the word is a part of the name, in any of its letters: `aygun` finds Aygün."""
    letters = [slugify(text) for text in (word, name) if any(map(str.isalnum, text))]
    return len(letters) == 2 and f"-{letters[0]}" in f"-{letters[1]}"


def record_answers(desk: Desk, slug: str, contacts: Sequence[Contact], statement: Statement) -> Recorded:
    """Write down what people said about the embargo of a release.

    Raises:
        NothingToDo: the release has no embargo that holds, or everybody had said so already.
        BadInput: the release or the evidence cannot be read, or the time is none or has not come yet.
    """
    opened = open_release(desk.workspace, desk.config, slug)
    now = desk.clock()
    until = _holding(opened, now)
    answered = said_at(statement.at, now, desk.config)
    evidence = read_evidence(statement.evidence) if statement.evidence is not None else None
    release_id = opened.release.id
    with record_of(desk) as database, database.transaction(desk.actor) as change:
        last = {answer.key: answer for answer in answers(database, release_id)}
        more = evidence is not None or bool(statement.note)
        already = tuple(one for one in contacts if not more and _is_known(last.get(one.key), statement.answer, until))
        _refuse_withdrawal_of_nothing(contacts, last, statement.answer)
        people = tuple(contact for contact in contacts if contact not in already)
        if not people:
            raise NothingToDo(_known_already(statement.answer, contacts), hint=f"pressctl embargo list {slug}")
        named = tuple((contact.key, contact.email, contact.display_name()) for contact in people)
        record_answer(
            change,
            Said(release_id, statement.answer, until, answered.instant, named, evidence, _note(statement.note)),
        )
        holding = {one.key for one in holdings(database, release_id)}
    holders = () if statement.answer is Answer.AGREED else tuple(one for one in people if one.key in holding)
    return Recorded(opened.release.slug, until, answered, people, already, evidence, holders)


def _holding(opened: Opened, now: Moment) -> Moment:
    """Return the lift of an embargo that holds.

    Raises:
        NothingToDo: there is none.
    """
    release = opened.release
    embargo = release.original_edition.embargo
    if embargo is None:
        raise NothingToDo(
            f"{release.slug} has no embargo; there is nothing to agree to",
            hint=f"add embargo: {now.local().date()}T10:00[{now.zone}] to {release.original}.md, with your own time",
        )
    if embargo.status(now) is not EmbargoStatus.HELD:
        raise NothingToDo(
            f"the embargo lifted at {embargo.until}: anybody may have it", hint=f"pressctl send {release.slug}"
        )
    return embargo.until


def _note(text: str) -> str:
    return " ".join(text.split())


def _is_known(last: EmbargoAnswer | None, answer: Answer, until: Moment) -> bool:
    if last is None or last.answer is not answer:
        return False
    return answer is not Answer.AGREED or last.covers(until)


def _known_already(answer: Answer, contacts: Sequence[Contact]) -> str:
    said = {Answer.AGREED: "agreed", Answer.REFUSED: "refused", Answer.WITHDRAWN: "withdrawn"}[answer]
    who = contacts[0].email if len(contacts) == 1 else "everybody named"
    return f"{who} has {said} already; nothing was recorded" if contacts else "nobody was named"


def _refuse_withdrawal_of_nothing(
    contacts: Sequence[Contact], last: Mapping[str, EmbargoAnswer], answer: Answer
) -> None:
    if answer is not Answer.WITHDRAWN:
        return
    never = [one.email for one in contacts if one.key not in last or last[one.key].answer is Answer.REFUSED]
    if never:
        raise NothingToDo(
            f"{', '.join(never[:3])} has not agreed, so there is nothing to withdraw",
            hint="pressctl embargo refuse records a no",
        )


def plan_move(desk: Desk, slug: str, at: str | None) -> Move:
    """Look at what lifting an embargo now, or moving it to the time `at`, would mean. Nothing is changed.

    Raises:
        NothingToDo: there is no embargo, it has lifted already, or this is its time already.
        BadInput: the release cannot be read, or the time is none or has passed.
        Refused: it is the embargo of the release that this one corrects.
    """
    opened = open_release(desk.workspace, desk.config, slug)
    now = desk.clock()
    embargo = opened.release.original_edition.embargo
    name = opened.release.slug
    if embargo is None:
        raise NothingToDo(f"{name} has no embargo to lift")
    if at is None and embargo.status(now) is not EmbargoStatus.HELD:
        raise NothingToDo(
            f"the embargo lifted on {embargo_moment(embargo.until, 'en')} already", hint=f"pressctl embargo list {name}"
        )
    if opened.borrowed_embargo is not None:
        raise Refused(
            f"the embargo of {name} is that of {opened.borrowed_embargo}, whose news it tells",
            hint=f"pressctl embargo lift {opened.borrowed_embargo}",
        )
    zone = embargo.until.zone
    new = moment_of(at, now, desk.config, option="--at", zone=zone) if at is not None else _this_minute(now, zone)
    if at is not None and new.instant <= now.instant:
        raise BadInput(
            f"{embargo_moment(new, 'en')} has passed", hint=f"pressctl embargo lift {name} --now lifts it at once"
        )
    if new == embargo.until:
        raise NothingToDo(f"{embargo_moment(new, 'en')} is when it lifts already")
    with record_to_read(desk) as database:
        ledger = read_ledger(desk, opened, database, everybody_on_file(desk))
        unfinished = open_plans(database, opened.release.id) if database is not None else ()
    return Move(opened, embargo.until, new, now, ledger, unfinished, tuple(_notices(desk, opened, embargo.until)))


def _notices(desk: Desk, opened: Opened, until: Moment) -> Iterator[str]:
    identity = opened.release.id
    for slug in desk.workspace.slugs():
        folder = desk.workspace.release(slug)
        if slug == opened.release.slug or not names_release(folder, identity):
            continue
        with suppress(BadInput):  # it says so itself, when somebody wants to send it
            notice = open_folder(desk.workspace, desk.config, folder)
            edition = notice.release.original_edition
            own = edition.embargo is not None and notice.borrowed_embargo is None and edition.embargo.until == until
            if own and edition.corrects is not None and edition.corrects.id == identity:
                yield slug


def _this_minute(now: Moment, zone: str) -> Moment:
    """Return the minute that has begun: what front matter writes, and never later than now."""
    return Moment(now.instant.replace(second=0, microsecond=0), zone)


def move_embargo(desk: Desk, move: Move, reason: str) -> Path:
    """Write the new lift into the original's front matter, and the reason into the record; return the file's path.

    Raises:
        BadInput: the reason cannot stand in the record, or the file cannot be written.
        Refused: the file was changed meanwhile.
    """
    why = checked_reason(reason, everybody_on_file(desk))
    original = move.opened.files.original
    if open_release(desk.workspace, desk.config, move.opened.release.slug).files.original.text != original.text:
        raise Refused(
            f"{original.path.name} was changed meanwhile; the embargo is as it was", hint="look, and run it again"
        )
    edited = replace_value(original.text, "embargo", str(move.new))
    with record_of(desk) as database, database.transaction(desk.actor) as change:
        change.event(
            "embargo-lifted" if move.lifts else "embargo-moved",
            release_id=move.opened.release.id,
            data={"from": str(move.old), "to": str(move.new), "reason": why, "holders": len(move.holders)},
        )
        write_atomically(original.path, edited.encode())  # last: what cannot be written leaves no event behind
    return original.path


def embargo_on_file(desk: Desk, folder: Path) -> Embargo | None:
    """Return the embargo that the files of a release name at this moment.

    Raises:
        BadInput: the release cannot be read.
    """
    return open_folder(desk.workspace, desk.config, folder).release.original_edition.embargo


def _number(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
