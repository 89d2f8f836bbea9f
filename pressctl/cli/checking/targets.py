"""What `pressctl check` looks at, and with which rules: releases, documents, what they are held against."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pressctl.errors import BadInput, Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pressctl.checks.base import Voided
    from pressctl.cli.session import Session
    from pressctl.language.spelling import Dictionaries
    from pressctl.workflow.checking.documents import CheckedText, House, VoidedIn
    from pressctl.workflow.checking.web import Web
    from pressctl.workflow.opening import Opened


@dataclass(frozen=True, slots=True)
class Ruled:
    """Which rules the command line asks for, on top of the office's house style."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    profile: str | None = None


@dataclass(frozen=True, slots=True)
class Mending:
    """Whether findings are mended."""

    wanted: bool = False
    unsafe: bool = False
    """Those, too, that may change the meaning."""


def house_for(
    session: Session,
    ruled: Ruled,
    web: Web | None,
    dictionaries: Dictionaries | None,
    *,
    own: bool,
    information: bool,
) -> House:
    """Return the house style that texts are held against.

    Args:
        session: whose office and whose clock.
        ruled: what the command line asks for.
        web: who asks the net, where that is wanted.
        dictionaries: where spelling is wanted.
        own: whether this is a press office; outside of one the clock is UTC and nothing is on file.
        information: whether rules run that merely inform.
    """
    from pressctl.workflow.checking.documents import house_of

    moment = session.clock() if own else session.clock_of("UTC")()
    return house_of(
        session.config if own else None,
        moment.local().date(),
        now=moment.instant,
        ask=web,
        dictionaries=dictionaries,
        voided=_voided(session) if own else None,
        profile=ruled.profile,
        select=tuple(code.upper() for code in ruled.select),
        ignore=tuple(code.upper() for code in ruled.ignore),
        information=information,
    )


def _voided(session: Session) -> VoidedIn:
    """Return what looks into the record; it is loaded only where a release is checked."""

    def voided(opened: Opened) -> Mapping[str, tuple[Voided, ...]]:
        from pressctl.workflow.approvals.ledger import voided_words

        return voided_words(session.desk(), opened)

    return voided


def dictionaries_for(session: Session, *, wanted: bool, own: bool) -> Dictionaries | None:
    """Return the dictionaries, where the command line or the office wants them.

    Raises:
        UsageError: the command line wants them, and the part that reads them is not installed.
    """
    office = own and session.config.check.spelling
    if not (wanted or office):
        return None
    from pressctl.language.spelling import Dictionaries, can_check_spelling

    if can_check_spelling():
        return Dictionaries()
    if wanted:
        raise UsageError("spelling needs the part that reads dictionaries", hint='pip install "pressctl[spelling]"')
    session.notices.print('spelling is not checked: pip install "pressctl[spelling]"', markup=False)
    return None


def targets_of(session: Session, targets: list[str] | None, *, own: bool) -> list[str]:
    """Return what is to be checked: every release where nothing was named.

    Raises:
        UsageError: nothing was named, and this is no press office.
        BadInput: it has no release.
    """
    if targets:
        return targets
    if not own:
        raise UsageError("name a document to check", hint="pressctl check release.docx")
    slugs = session.workspace.slugs()
    if not slugs:
        raise BadInput("there is no release to check", hint="pressctl new drafts one")
    return list(slugs)


def check_all(
    session: Session, house: House, targets: list[str], mending: Mending
) -> tuple[list[CheckedText], list[BadInput]]:
    """Check everything; return what was checked, and what could not be read. A single one is refused at once."""
    from pressctl.workflow.checking.many import check_documents

    texts: list[CheckedText] = []
    unread: list[BadInput] = []
    foreign = [Path(target) for target in targets if not mending.wanted and _is_document(session, house, target)]
    checked = check_documents(house, foreign)
    for target in targets:
        try:
            if not mending.wanted and _is_document(session, house, target):
                one = next(checked)
                if isinstance(one, BadInput):
                    raise one
                texts.append(one)
            else:
                texts.extend(_check(session, house, target, mending))
        except BadInput as error:
            if len(targets) == 1:
                raise
            unread.append(error)
    return texts, unread


def _is_document(session: Session, house: House, target: str) -> bool:
    """Say whether a target is a file that is no release's."""
    path = Path(target)
    if target == "-" or (house.config and _slug_of(session, path) is not None):
        return False
    return path.is_file() or house.config is None or bool(path.suffix)


def none_of(unread: list[BadInput], checked: int) -> BadInput:
    """Return the error that names every file that could not be read."""
    problems = [problem for error in unread for problem in error.problems or (Problem(error.message),)]
    few = f"{len(unread)} of {len(unread) + checked} files"
    return BadInput(f"{few} could not be read", problems=problems)


def _check(session: Session, house: House, target: str, mending: Mending) -> tuple[CheckedText, ...]:
    from pressctl.workflow.checking.documents import check_document, check_release, mend_document, mend_release

    if target == "-":
        return (check_document(house, None, sys.stdin.buffer.read()),)
    path = Path(target)
    slug = _slug_of(session, path) if house.config else None
    if slug is not None:
        only = path if path.is_file() else None
        if mending.wanted:
            mend_release(session.workspace, house, slug, unsafe=mending.unsafe, only=only)
        return check_release(session.workspace, house, slug, only)
    if _is_document(session, house, target):
        return (
            (mend_document(house, path, unsafe=mending.unsafe),) if mending.wanted else (check_document(house, path),)
        )
    if mending.wanted:
        mend_release(session.workspace, house, target, unsafe=mending.unsafe)
    return check_release(session.workspace, house, target)


def _slug_of(session: Session, path: Path) -> str | None:
    """Return the slug of the release that a path leads to."""
    releases = session.workspace.releases.resolve()
    if not path.exists() or not path.resolve().is_relative_to(releases):
        return None
    parts = path.resolve().relative_to(releases).parts
    whole = len(parts) == 1 or (len(parts) == 2 and path.suffix == ".md")
    return parts[0] if whole else None
