"""Checking releases and documents: what is wrong with them, and mending what can be mended.

A release file is read with the facts of its front matter and the names on file; any other document is imported in
memory. Nothing is written unless fixes are asked for, and then only to a file that still can be read afterwards.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pressctl.checks.base import Reading, Subject
from pressctl.checks.catalogue import RULES
from pressctl.checks.check import check, unknown_codes
from pressctl.checks.mending import mend
from pressctl.checks.on_file import funders_of, imprint_of, names_on_file
from pressctl.checks.rules.contacts import domains_to_ask
from pressctl.checks.rules.links import links_to_open
from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput
from pressctl.frozen import Frozen, replace
from pressctl.model.finding import Checked, Severity
from pressctl.model.kind import Kind
from pressctl.store.files import write_atomically
from pressctl.workflow.checking.house import House

if TYPE_CHECKING:  # a document outside a workspace needs none of it, and is checked in a tenth of a second
    from pressctl.language.spelling import Misspelt
    from pressctl.workflow.importing.taking import Foreign
    from pressctl.workflow.opening import Opened

_ROUNDS = 10
"""A fix may uncover another; two that undo each other must not go on for ever."""


class CheckedText(Frozen):
    """One text, checked."""

    checked: Checked
    text: str
    file: Path | None = None
    """The file that holds exactly this text; nothing where the text was taken out of a document."""
    language: str = ""
    mark: bytes = b""
    """The byte order mark with which the file begins, and which is no part of the text."""

    @property
    def fixable(self) -> bool:
        """Say whether a fix is offered for anything that was found."""
        return any(one.fix is not None for one in self.checked.findings)

    def without_remarks(self) -> CheckedText:
        """Return it without what is merely worth a look."""
        found = tuple(one for one in self.checked.findings if one.severity is not Severity.INFORMATION)
        return replace(self, checked=replace(self.checked, findings=found))

    def mended(self, *, unsafe: bool = False) -> str:
        """Return the text after one round of fixes."""
        return mend(self.text, self.checked.findings, unsafe=unsafe).text


def check_release(workspace: Workspace, house: House, slug: str, only: Path | None = None) -> tuple[CheckedText, ...]:
    """Check every language of the release that `slug` names, or the one file `only`.

    Raises:
        BadInput: no such release, or its files cannot be read; all their problems are listed.
    """
    if house.config is None:
        raise ValueError("a release is checked with its office's configuration")
    from pressctl.workflow.opening import open_folder

    opened = open_folder(workspace, house.config, workspace.release(workspace.find_slug(slug)))
    return check_opened(opened, house, only)


def check_opened(opened: Opened, house: House, only: Path | None = None) -> tuple[CheckedText, ...]:
    """Check every language of a release that is open already, or the one file `only`."""
    return tuple(_editions(opened, house, only))


def _editions(opened: Opened, house: House, only: Path | None) -> Iterator[CheckedText]:
    from pressctl.source.manuscript import manuscript_of

    house = _of_the_kind(house, opened.kind)
    original = opened.release.original_edition
    voided = house.voided(opened) if house.voided is not None else {}
    for edition in opened.release.editions:
        file = opened.files.file(edition.language)
        if file is None or (only is not None and file.path.resolve() != only.resolve()):
            continue
        subject = Subject(
            manuscript_of(file, edition),
            house.today,
            house.profile,
            names_on_file(opened.config, edition.language),
            edition,
            None if edition is original else original,
            now=house.now,
            voided=voided.get(edition.language, ()),
            imprint=imprint_of(opened.config, edition.language),
            funders=funders_of(opened.config),
        )
        yield CheckedText(_check(subject, house), file.text, file.path, edition.language)


def _of_the_kind(house: House, kind: Kind) -> House:
    """Return the house without the rules that releases of a kind do not answer to: an advisory quotes nobody.

    Raises:
        BadInput: the kind names a rule that there is not.
    """
    if not kind.unchecked:
        return house
    unknown = unknown_codes(kind.unchecked, RULES)
    if unknown:
        raise BadInput(
            f"the kind {kind.name} ignores {', '.join(unknown)}, and there is no such rule",
            hint=f"pressctl kinds {kind.name} shows where",
        )
    selection = replace(house.selection, ignore=(*house.selection.ignore, *kind.unchecked))
    return replace(house, selection=selection)


def check_document(house: House, path: Path | None, data: bytes | None = None) -> CheckedText:
    """Check a document that is no release file; `data` is what came on standard input.

    Raises:
        BadInput: it cannot be read.
    """
    from pressctl.workflow.importing.taking import read_foreign_release

    return _check_foreign(house, read_foreign_release(path, data), path)


def _check_foreign(house: House, foreign: Foreign, path: Path | None) -> CheckedText:
    manuscript = foreign.manuscript
    on_file = names_on_file(house.config, manuscript.language) if house.config else ()
    funders = funders_of(house.config) if house.config else ()
    subject = Subject(manuscript, house.today, house.profile, on_file, now=house.now, funders=funders)
    checked = _check(subject, house)
    mark = BOM_UTF8 if foreign.data.startswith(BOM_UTF8) else b""
    own = path if foreign.data == mark + manuscript.text.encode("utf-8") else None  # only then offsets are the file's
    return CheckedText(checked, manuscript.text, own, manuscript.language, mark)


def _check(subject: Subject, house: House) -> Checked:
    if house.dictionaries is not None:
        subject = replace(subject, misspelt=_but(house, house.dictionaries.for_language(subject.manuscript.language)))
    if house.ask is not None:
        reading = Reading(subject)
        subject = replace(subject, answers=house.ask(links_to_open(reading), domains_to_ask(reading)))
    return check(subject, RULES, house.selection)


def _but(house: House, misspelt: Misspelt | None) -> Misspelt | None:
    """Return the dictionary with the office's own words."""
    own = frozenset(word.casefold() for word in house.config.check.words) if house.config else frozenset[str]()
    if misspelt is None or not own:
        return misspelt
    return lambda word: word.casefold() not in own and misspelt(word)


def mend_release(
    workspace: Workspace, house: House, slug: str, *, unsafe: bool, only: Path | None = None
) -> tuple[CheckedText, ...]:
    """Mend the files of a release, round by round, and return how they stand then."""
    house = _mending(house)
    found = check_release(workspace, house, slug, only)
    for _ in range(_ROUNDS):
        changed = [_write(workspace, house, one, unsafe=unsafe) for one in found]
        if not any(changed):
            break
        found = check_release(workspace, house, slug, only)
    return found


def mend_document(house: House, path: Path, *, unsafe: bool) -> CheckedText:
    """Mend a text file that is no release, round by round, and return how it stands then."""
    house = _mending(house)
    found = check_document(house, path)
    for _ in range(_ROUNDS):
        if not _write(None, house, found, unsafe=unsafe):
            break
        found = check_document(house, path)
    return found


def _mending(house: House) -> House:
    """Return the house as it mends: what nobody has asked to see is not changed either."""
    return replace(house, selection=replace(house.selection, information=False))


def _write(workspace: Workspace | None, house: House, one: CheckedText, *, unsafe: bool) -> bool:
    """Write a text with its fixes; say whether anything changed. A fix that would break the file is not applied."""
    text = one.mended(unsafe=unsafe)
    if one.file is None or text == one.text:
        return False
    office = house.config
    if workspace is not None and office is not None:
        from pressctl.source.kinds import load_kind
        from pressctl.source.release_file import problems_of

        if problems_of(one.file, text, office, partial(load_kind, workspace)):
            return False
    write_atomically(one.file, one.mark + text.encode("utf-8"))
    return True
