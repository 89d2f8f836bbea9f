"""What people say to an embargo, written down at the desk: that they agree, refuse, or take it back.

An answer is about one release and one lift. Moved earlier or left where it is, a promise holds; moved later, it must be
given again. See docs/adr/0010.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pressctl.errors import BadInput, NothingToDo, Problem
from pressctl.frozen import Frozen
from pressctl.language.slug import slugify
from pressctl.model.contact import Contact
from pressctl.model.embargo import Answer, EmbargoAnswer
from pressctl.model.moment import Moment
from pressctl.model.release import EmbargoStatus
from pressctl.store.agreements.embargoes import Said, answers, holdings, record_answer
from pressctl.store.agreements.evidence import Evidence
from pressctl.store.press_list.segments import segment_test
from pressctl.workflow.contacts.press_list import everybody_on_file
from pressctl.workflow.desk import Desk
from pressctl.workflow.opening import Opened, open_release
from pressctl.workflow.record import record_of
from pressctl.workflow.testimony import read_evidence, said_at


class Meant(Frozen):
    """Whom the officer named."""

    contacts: tuple[Contact, ...]
    """Each once, in the order in which they were named."""
    segments: tuple[str, ...]
    """Those of the words that named a segment: a person should see how many that is."""


class Statement(Frozen):
    """What people said, as the officer tells it."""

    answer: Answer
    at: str | None = None
    """When they said so; now unless given."""
    evidence: Path | None = None
    note: str = ""


class Recorded(Frozen):
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


def _number(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
