"""Checking releases and documents: what is wrong with them, and mending what can be mended.

A release file is read with the facts of its front matter and the names on file; any other document is imported in
memory. Nothing is written unless fixes are asked for, and then only to a file that still can be read afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from pressctl.checks.base import Subject
from pressctl.checks.catalogue import RULES
from pressctl.checks.check import Selection, check, unknown_codes
from pressctl.checks.mending import mend
from pressctl.checks.on_file import names_on_file
from pressctl.checks.profiles import PROFILES, Profile
from pressctl.config.schema import Config
from pressctl.config.workspace import Workspace
from pressctl.errors import UsageError
from pressctl.model.finding import Checked
from pressctl.source.kinds import load_kind
from pressctl.source.manuscript import manuscript_of
from pressctl.source.release_file import problems_of
from pressctl.store.files import write_atomically
from pressctl.workflow.importing import Foreign, read_foreign_release
from pressctl.workflow.opening import Opened, open_folder

_ROUNDS = 10


@dataclass(frozen=True, slots=True)
class House:
    """What the check knows besides the text."""

    today: date
    profile: Profile
    selection: Selection
    config: Config | None = None
    """Nothing outside a workspace."""


@dataclass(frozen=True, slots=True)
class CheckedText:
    """One text, checked."""

    checked: Checked
    text: str
    file: Path | None = None
    """The file that holds exactly this text; nothing where the text was taken out of a document."""
    language: str = ""

    def mended(self, *, unsafe: bool = False) -> str:
        """Return the text after one round of fixes."""
        return mend(self.text, self.checked.findings, unsafe=unsafe).text


def house_of(
    config: Config | None,
    today: date,
    *,
    profile: str | None = None,
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
) -> House:
    """Return the house style: the office's, with what the command line says on top.

    Raises:
        UsageError: a code fits no rule, or there is no such profile.
    """
    unknown = unknown_codes((*select, *ignore), RULES)
    if unknown:
        raise UsageError(f"no rule {', '.join(unknown)}", hint="pressctl rule lists them")
    name = profile or (config.check.profile.value if config else "un")
    if name not in PROFILES:
        raise UsageError(f'no profile "{name}"; there are {", ".join(PROFILES)}')
    own = config.check if config else None
    selection = Selection(
        select=select or (own.select if own else ()),
        ignore=(*(own.ignore if own else ()), *ignore),
        severities=own.severity if own else {},
        per_file=own.ignore_in if own else {},
    )
    return House(today, PROFILES[name], selection, config)


def check_release(workspace: Workspace, house: House, slug: str, only: Path | None = None) -> tuple[CheckedText, ...]:
    """Check every language of the release that `slug` names, or the one file `only`.

    Raises:
        BadInput: no such release, or its files cannot be read; all their problems are listed.
    """
    if house.config is None:
        raise ValueError("a release is checked with its office's configuration")
    opened = open_folder(workspace, house.config, workspace.release(workspace.find_slug(slug)))
    return tuple(_editions(opened, house, only))


def _editions(opened: Opened, house: House, only: Path | None) -> Iterator[CheckedText]:
    original = opened.release.editions[0]
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
        )
        yield CheckedText(check(subject, RULES, house.selection), file.text, file.path, edition.language)


def check_document(house: House, path: Path | None, data: bytes | None = None) -> CheckedText:
    """Check a document that is no release file; `data` is what came on standard input.

    Raises:
        BadInput: it cannot be read.
    """
    return _check_foreign(house, read_foreign_release(path, data), path)


def _check_foreign(house: House, foreign: Foreign, path: Path | None) -> CheckedText:
    manuscript = foreign.manuscript
    on_file = names_on_file(house.config, manuscript.language) if house.config else ()
    checked = check(Subject(manuscript, house.today, house.profile, on_file), RULES, house.selection)
    own = path if _holds(foreign.data, manuscript.text) else None
    return CheckedText(checked, manuscript.text, own, manuscript.language)


def _holds(data: bytes, text: str) -> bool:
    """Say whether the file is exactly this text in UTF-8: only then has an offset its place in the file."""
    return data == text.encode("utf-8")


def mend_release(
    workspace: Workspace, house: House, slug: str, *, unsafe: bool, only: Path | None = None
) -> tuple[CheckedText, ...]:
    """Mend the files of a release, round by round, and return how they stand then."""
    found = check_release(workspace, house, slug, only)
    for _ in range(_ROUNDS):
        changed = [_write(workspace, house, one, unsafe=unsafe) for one in found]
        if not any(changed):
            break
        found = check_release(workspace, house, slug, only)
    return found


def mend_document(house: House, path: Path, *, unsafe: bool) -> CheckedText:
    """Mend a text file that is no release, round by round, and return how it stands then."""
    found = check_document(house, path)
    for _ in range(_ROUNDS):
        if not _write(None, house, found, unsafe=unsafe):
            break
        found = check_document(house, path)
    return found


def _write(workspace: Workspace | None, house: House, one: CheckedText, *, unsafe: bool) -> bool:
    """Write a text with its fixes; say whether anything changed. A fix that would break the file is not applied."""
    text = one.mended(unsafe=unsafe)
    if one.file is None or text == one.text:
        return False
    office = house.config
    if (
        workspace is not None
        and office is not None
        and problems_of(one.file, text, office, partial(load_kind, workspace))
    ):
        return False
    write_atomically(one.file, text.encode("utf-8"))
    return True
