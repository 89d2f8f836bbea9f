"""What a check is asked to look at: releases by name or path, documents, standard input; each checked or mended."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput, Problem, UsageError
from pressctl.frozen import Frozen
from pressctl.workflow.checking.documents import CheckedText, check_document, check_release, mend_document, mend_release
from pressctl.workflow.checking.house import House
from pressctl.workflow.checking.many import check_documents

FROM_INPUT = "-"
"""The target that stands for what comes on standard input."""


class Mending(Frozen):
    """Whether findings are mended."""

    wanted: bool = False
    unsafe: bool = False
    """Those, too, that may change the meaning."""


def targets_of(workspace: Workspace | None, named: Sequence[str]) -> Sequence[str]:
    """Return what is to be checked: every release where nothing was named.

    Raises:
        UsageError: nothing was named, and this is no press office.
        BadInput: it has no release.
    """
    if named:
        return named
    if workspace is None:
        raise UsageError("name a document to check", hint="pressctl check release.docx")
    slugs = workspace.slugs()
    if not slugs:
        raise BadInput("there is no release to check", hint="pressctl new drafts one")
    return slugs


def check_targets(
    workspace: Workspace | None, house: House, targets: Sequence[str], mending: Mending, read_input: Callable[[], bytes]
) -> tuple[list[CheckedText], list[BadInput]]:
    """Check everything; return what was checked, and what could not be read.

    Args:
        workspace: the press office, where this runs in one; then `house` is its own.
        house: what texts are held against.
        targets: slugs of releases, paths of releases, of their files or of documents; `-` is standard input.
        mending: whether findings are mended first.
        read_input: returns what comes on standard input.

    Raises:
        BadInput: of a single target, that it cannot be read.
    """
    many = _Targets(workspace, house, mending, read_input)
    only_read = [many.only_read(target) for target in targets]  # asked once: a file may go while others are checked
    checked = check_documents(house, [Path(each) for each, alone in zip(targets, only_read, strict=True) if alone])
    texts: list[CheckedText] = []
    unread: list[BadInput] = []
    for target, alone in zip(targets, only_read, strict=True):
        try:
            if alone:
                one = next(checked)
                if isinstance(one, BadInput):
                    raise one
                texts.append(one)
            else:
                texts.extend(many.check(target))
        except BadInput as error:
            if len(targets) == 1:
                raise
            unread.append(error)
    return texts, unread


def none_of(unread: Sequence[BadInput], checked: int) -> BadInput:
    """Return the error that names every file that could not be read."""
    problems = [problem for error in unread for problem in error.problems or (Problem(error.message),)]
    few = f"{len(unread)} of {len(unread) + checked} files"
    return BadInput(f"{few} could not be read", problems=problems)


class _Targets(Frozen):
    """How one target is told from another, and looked at."""

    workspace: Workspace | None
    house: House
    mending: Mending
    read_input: Callable[[], bytes]

    def only_read(self, target: str) -> bool:
        """Say whether a target is a document that nothing is mended in: many of those are checked at once."""
        return not self.mending.wanted and self._is_document(target)

    def check(self, target: str) -> tuple[CheckedText, ...]:
        """Check one target, mended first where that is wanted."""
        if target == FROM_INPUT:
            return (check_document(self.house, None, self.read_input()),)
        path = Path(target)
        if self._is_document(target):
            if self.mending.wanted:
                return (mend_document(self.house, path, unsafe=self.mending.unsafe),)
            return (check_document(self.house, path),)
        if self.workspace is None:
            raise ValueError("outside of a press office everything is a document")
        slug = self._slug_of(path)
        only = path if slug is not None and path.is_file() else None
        if self.mending.wanted:
            mend_release(self.workspace, self.house, slug or target, unsafe=self.mending.unsafe, only=only)
        return check_release(self.workspace, self.house, slug or target, only)

    def _is_document(self, target: str) -> bool:
        """Say whether a target is a file that is no release's."""
        path = Path(target)
        if target == FROM_INPUT or self._slug_of(path) is not None:
            return False
        return self.workspace is None or bool(path.suffix) or _is_there(path, Path.is_file)

    def _slug_of(self, path: Path) -> str | None:
        """Return the slug of the release that a path leads to."""
        if self.workspace is None or not _is_there(path, Path.exists):
            return None
        releases = self.workspace.releases.resolve()
        if not path.resolve().is_relative_to(releases):
            return None
        parts = path.resolve().relative_to(releases).parts
        whole = len(parts) == 1 or (len(parts) == 2 and path.suffix == ".md")
        return parts[0] if whole else None


def _is_there(path: Path, asks: Callable[[Path], bool]) -> bool:
    """Say whether a path leads somewhere; one that no system would take, such as a pasted headline, does not."""
    try:
        return asks(path)
    except OSError:
        return False
