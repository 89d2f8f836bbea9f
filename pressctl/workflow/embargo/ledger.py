"""The embargo ledger: who may have a release before its lift, on which ground, and who has it. See docs/adr/0010."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from pressctl.errors import BadInput
from pressctl.frozen import Frozen
from pressctl.model.contact import Contact, recipient_key
from pressctl.model.delivery import Channel
from pressctl.model.embargo import Answer, EmbargoAnswer
from pressctl.model.moment import Moment
from pressctl.model.release import EmbargoStatus
from pressctl.store.agreements.embargoes import Holding, answers, holdings, releases_with_answers
from pressctl.store.agreements.evidence import evidence_of
from pressctl.store.record.database import Database
from pressctl.workflow.contacts.press_list import everybody_on_file
from pressctl.workflow.desk import Desk
from pressctl.workflow.opening import Opened, open_release
from pressctl.workflow.record import record_to_read


class Standing(StrEnum):
    """What binds a person to the embargo as it is now."""

    AGREED = "agreed"
    TRUSTED = "trusted"
    COPY = "copy"
    MOVED = "moved"
    """Agreed to an earlier lift; the embargo has been moved since."""
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    NONE = "none"


_BINDS = frozenset({Standing.AGREED, Standing.TRUSTED, Standing.COPY})


class LedgerRow(Frozen):
    """One person in the ledger of a release."""

    key: str
    email: str
    """Empty when the person was erased."""
    name: str
    standing: Standing
    answer: EmbargoAnswer | None
    evidence_kept: bool
    """The file of evidence is still there."""
    held: tuple[Holding, ...]
    """What they got before the lift, the earliest first."""

    @property
    def unbound(self) -> bool:
        """Say whether this person has the release and is bound by nothing."""
        return bool(self.held) and self.standing not in _BINDS


class Ledger(Frozen):
    """Who may have a release before its lift, and who has it."""

    slug: str
    headline: str
    until: Moment | None
    status: EmbargoStatus
    rows: tuple[LedgerRow, ...]
    trusted: int
    """How many on the list are trusted on file and appear in no row."""


class Unreadable(Frozen):
    """A release whose files have problems: it counts as embargoed."""

    slug: str
    problems: int


def ledger_of(desk: Desk, slug: str) -> Ledger:
    """Return the ledger of one release.

    Raises:
        BadInput: the release or the list cannot be read.
    """
    opened = open_release(desk.workspace, desk.config, slug)
    with record_to_read(desk) as database:
        return read_ledger(desk, opened, database, everybody_on_file(desk))


def ledgers(desk: Desk) -> tuple[Ledger | Unreadable, ...]:
    """Return the ledgers of every release that is under embargo, cannot be read, or has one on record."""
    contacts = everybody_on_file(desk)
    found: list[Ledger | Unreadable] = []
    with record_to_read(desk) as database:
        spoken_of = releases_with_answers(database) if database is not None else frozenset()
        for slug in sorted(desk.workspace.slugs(), reverse=True):
            try:
                opened = open_release(desk.workspace, desk.config, slug)
            except BadInput as error:
                found.append(Unreadable(slug, len(error.problems) or 1))
                continue
            ledger = read_ledger(desk, opened, database, contacts)
            if ledger.status is EmbargoStatus.HELD or opened.release.id in spoken_of:
                found.append(ledger)
    return tuple(found)


def read_ledger(desk: Desk, opened: Opened, database: Database | None, contacts: Iterable[Contact]) -> Ledger:
    """Return the ledger of an opened release, from an open record."""
    release = opened.release
    embargo = release.original_edition.embargo
    until = embargo.until if embargo is not None else None
    said = answers(database, release.id) if database is not None else ()
    held = holdings(database, release.id) if database is not None else ()
    on_file = {contact.key: contact for contact in contacts}
    before = _before_the_lift(held, until)
    with_words = {answer.key or f"erased-{number}": answer for number, answer in enumerate(said)}
    keys = dict.fromkeys((*with_words, *before))
    copies = {recipient_key(copy.email) for copy in release.copy_to}
    rows = tuple(
        _row(
            key,
            on_file.get(key),
            with_words.get(key),
            before.get(key, ()),
            until,
            is_copy=key in copies,
            database=database,
        )
        for key in keys
    )
    trusted = sum(contact.embargo_trusted and contact.key not in keys for contact in on_file.values())
    status = embargo.status(desk.clock()) if embargo is not None else EmbargoStatus.NONE
    return Ledger(release.slug, release.headline, until, status, rows, trusted)


def _before_the_lift(held: Iterable[Holding], until: Moment | None) -> dict[str, tuple[Holding, ...]]:
    """Return by person what left before the lift: later, anybody may have it."""
    found: dict[str, tuple[Holding, ...]] = {}
    for one in held:
        if one.ground is not None or (until is not None and one.at < until.instant):
            key = one.key or one.recipient_id
            found[key] = (*found.get(key, ()), one)
    return found


def _row(
    key: str,
    contact: Contact | None,
    answer: EmbargoAnswer | None,
    held: tuple[Holding, ...],
    until: Moment | None,
    *,
    is_copy: bool,
    database: Database | None,
) -> LedgerRow:
    copy = is_copy or any(one.channel is Channel.COPY for one in held)
    known = contact.email if contact else (answer.email if answer else held[0].email)
    name = contact.display_name() if contact else (answer.name if answer else held[0].name)
    kept = answer is not None and answer.evidence is not None and database is not None
    return LedgerRow(
        key=key,
        email=known,
        name=name,
        standing=_standing(answer, until, copy=copy, trusted=contact is not None and contact.embargo_trusted),
        answer=answer,
        evidence_kept=bool(kept and database and answer and evidence_of(database, answer.evidence or "")),
        held=held,
    )


def _standing(answer: EmbargoAnswer | None, until: Moment | None, *, copy: bool, trusted: bool) -> Standing:
    if copy:
        return Standing.COPY
    if answer is not None and answer.answer is Answer.REFUSED:
        return Standing.REFUSED
    if answer is not None and answer.answer is Answer.WITHDRAWN:
        return Standing.WITHDRAWN
    if answer is not None and (until is None or answer.covers(until)):
        return Standing.AGREED
    if trusted:
        return Standing.TRUSTED
    return Standing.NONE if answer is None else Standing.MOVED
