"""Looking the press list over: what cannot be read, and what somebody should see before the next sending."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from itertools import islice

from pressctl.config.schema import Config
from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput, PressctlError, Problem
from pressctl.frozen import Frozen, replace
from pressctl.language.homographs import doubtful_label
from pressctl.language.matching import language_for
from pressctl.language.reading import with_date_in_figures
from pressctl.model.basis import read_basis
from pressctl.model.contact import Contact
from pressctl.store.lists.escaping import is_formula
from pressctl.store.lists.foreign_cells import has_lost_letter
from pressctl.store.press_list.csv_dialect import records
from pressctl.store.press_list.reading import ContactFile, doubtful_columns, read_contacts
from pressctl.store.press_list.segments import EVERYONE, segment_test
from pressctl.store.sending.refusals import Refusal
from pressctl.workflow.contacts.press_list import do_not_mail, refusals_of

_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
"""Without one a basis names no date in any form."""
_PERHAPS_FORMULA = re.compile(r"(?:^|[;,|\t\"])\s*(?:[=＝]|[+\-@＋－＠]\s*[A-Za-z])", re.MULTILINE)
_SHOWN = 40
"""Characters of a formula that are shown."""


class RemarkKind(StrEnum):
    """What a look at the list can find besides unreadable rows."""

    NO_LANGUAGE = "no-common-language"
    DO_NOT_MAIL = "do-not-mail"
    NO_SUCH_ADDRESS = "no-such-address"
    LOOKALIKE = "lookalike-domain"
    LOST_LETTERS = "lost-letters"
    NO_BASIS = "no-basis"
    UNCLEAR_BASIS = "unclear-basis"
    FORMULA = "formula"
    COLUMN = "doubtful-column"
    SEGMENT = "segment"


class Remark(Frozen):
    """Something about the list that somebody should look at; it stops nothing."""

    kind: RemarkKind
    message: str
    row: int | None = None
    email: str | None = None
    hint: str | None = None


class ListCheck(Frozen):
    """What a look at the list found."""

    contacts: int
    """How many could be read; 0 when the file has problems."""
    problems: tuple[Problem, ...]
    """Rows that cannot be read: nothing is sent before they are mended."""
    failure: PressctlError | None
    """What reading ended in."""
    remarks: tuple[Remark, ...]


def check_list(workspace: Workspace, config: Config, today: date = date.max) -> ListCheck:
    """Look the whole list over: every unreadable row, and what deserves a look; with `today`, dates to come, too.

    Raises:
        BadInput: the record cannot be read. An unreadable list is a result, not an error.
    """
    try:
        file = read_contacts(workspace.contacts_file)
    except BadInput as failure:
        return ListCheck(0, failure.problems, failure, ())
    said = _Recorded(do_not_mail(workspace, file.contacts), refusals_of(workspace))
    remarks = (*_about_file(file, config), *_about_contacts(file.contacts, config, said, today))
    return ListCheck(len(file.contacts), (), None, remarks)


def _about_file(file: ContactFile, config: Config) -> Iterator[Remark]:
    for column, meant in doubtful_columns(file.header):
        said = f'column "{column}" is kept as your own and not read as "{meant}"'
        yield Remark(RemarkKind.COLUMN, said, row=1, hint=f'rename it to "{meant}" if that is what it holds')
    yield from _formulas(file)
    tags = frozenset[str]().union(*(contact.tags for contact in file.contacts))
    for name in config.segments:
        fault = _segment_fault(name, file.contacts, config, tags)
        if fault:
            said, hint = fault
            yield Remark(RemarkKind.SEGMENT, f'segment "{name}"{said}', hint=hint)


def _formulas(file: ContactFile) -> Iterator[Remark]:
    """Yield the cells that a spreadsheet program would compute; a list without any is not read cell by cell."""
    if not _PERHAPS_FORMULA.search(file.text):
        return
    place = file.header.index("email")
    for record in islice(records(file.text, file.dialect), 1, None):
        for column, cell in zip(file.header, record.cells, strict=False):
            if is_formula(cell):
                shown = cell.strip() if len(cell.strip()) <= _SHOWN else f"{cell.strip()[:_SHOWN]}…"
                said = f"{column or 'a column without a name'}: {shown} is a formula, and no text"
                email = record.cells[place].strip()
                yield Remark(RemarkKind.FORMULA, said, record.row, email, "write what it should say")


def _segment_fault(
    name: str, contacts: Sequence[Contact], config: Config, tags: frozenset[str]
) -> tuple[str, str | None] | None:
    """Return what is to be said of a segment of the office's, and what to run."""
    if name == EVERYONE:
        return f" is never used: {EVERYONE} is everyone", "give it another name in pressctl.toml"
    try:
        test = segment_test(name, contacts, config)
    except BadInput as error:
        fault = error.problems[0].message if error.problems else error.message
        return f": {fault}", f"pressctl contacts list --segment {name}"
    if contacts and not any(map(test, contacts)):
        return " names nobody", None
    if name in tags and any(test(contact) is not (name in contact.tags) for contact in contacts):
        return f' and the tag "{name}" name different people: --to {name} means the segment', None
    return None


class _Recorded(Frozen):
    """What the record says of contacts, by recipient key."""

    suppressed: frozenset[str]
    unreachable: Mapping[str, Refusal]


def _about_contacts(contacts: Sequence[Contact], config: Config, recorded: _Recorded, today: date) -> Iterator[Remark]:
    """Yield what is to be said of each contact, in the file's order."""
    office, fallback = config.office.languages, config.fallback_language
    common = cache(lambda languages: language_for(languages, office, fallback))
    doubtful = cache(doubtful_label)
    for contact in contacts:
        if contact.key in recorded.suppressed:
            yield _remark(RemarkKind.DO_NOT_MAIL, contact, "is on the list and marked do not mail")
        elif contact.key in recorded.unreachable:
            yield _unreachable(contact, recorded.unreachable[contact.key])
        if common(contact.languages) is None:
            yield _remark(RemarkKind.NO_LANGUAGE, contact, f"reads {', '.join(contact.languages)}")
        label = doubtful(contact.email.rpartition("@")[2])
        if label is not None:
            yield _remark(RemarkKind.LOOKALIKE, contact, f'"{label}" mixes letters that look alike')
        named = contact.salutation or contact.name or f"{contact.given_name} {contact.family_name}"
        if has_lost_letter(named):
            remark = _remark(RemarkKind.LOST_LETTERS, contact, f"{named.strip()}: a ? stands for a letter")
            yield replace(remark, hint="write the name as it is spelt, or import the list once more as UTF-8")
        yield from _about_basis(contact, office, today)


def _unreachable(contact: Contact, refusal: Refusal) -> Remark:
    """Return what the server said of the address, with what may be done about it."""
    remark = _remark(RemarkKind.NO_SUCH_ADDRESS, contact, " ".join(refusal.reply.split()))
    hint = f"correct it in contacts.csv, or pressctl contacts suppress {contact.email}"
    return replace(remark, hint=hint)


def _about_basis(contact: Contact, languages: tuple[str, ...], today: date) -> Iterator[Remark]:
    basis = contact.lawful_basis
    if basis is not None and basis.since is None and not basis.impossible and _YEAR.search(basis.text):
        day = min(today, date.max - timedelta(days=1))  # from which tomorrow can be counted
        basis = read_basis(with_date_in_figures(basis.text, languages, day))
    if basis is None:
        yield _remark(RemarkKind.NO_BASIS, contact, "nothing says why this person may be written to")
        return
    faults = "; ".join(basis.faults(today))
    if faults:
        remark = _remark(RemarkKind.UNCLEAR_BASIS, contact, faults)
        yield replace(remark, hint="such as: consent, 2018-03-12, press breakfast")


def _remark(kind: RemarkKind, contact: Contact, message: str) -> Remark:
    return Remark(kind, message, row=contact.row, email=contact.email)
