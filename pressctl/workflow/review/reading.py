"""Files that came back, each led to the copy that it began as, and read.

The copy is named by the file's own properties, whatever became of its name; without them it is the one whose words
the file has. Where too few of them are there, nothing is guessed: the file is read by itself, and that is said.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path

from pressctl.config.regular import read_file
from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput, PressctlError, Problem
from pressctl.frozen import Frozen
from pressctl.model.revision import Review
from pressctl.ooxml.package import WordPackage
from pressctl.ooxml.reading.document import identifiers
from pressctl.review.read import read, words_before_changes
from pressctl.review.registry import Registry, parse_registry
from pressctl.workflow.review.files import Returned, returned_in

THRESHOLD = 0.5
"""Which share of a copy's words a file must have, to be taken for it."""
_COPY = re.compile(r"(?:^|#)(\d{4}-\d{2}-\d{2}-r\d+)$")
_SHORTEST = 12
"""Code points of a text that says something about which copy it is from."""


class FoundBy(StrEnum):
    """How the copy of a file was found."""

    PROPERTIES = "properties"
    BYTES = "bytes"
    LIKENESS = "likeness"


class SentCopy(Frozen):
    """A copy that is kept."""

    registry: Registry
    path: Path
    """The document as it was sent."""

    def content(self) -> bytes:
        """Return the document.

        Raises:
            BadInput: it is not there any more, or is another file.
        """
        hint = "restore it from a backup: without it nothing can be compared"
        try:
            content = read_file(self.path)
        except OSError as error:
            raise BadInput(f"{self.path} cannot be read: {error.strerror or error}", hint=hint) from error
        if hashlib.sha256(content).hexdigest() != self.registry.sha256:
            raise BadInput(f"{self.path} is not as it went out: somebody has changed it since", hint=hint)
        return content


class ReadBack(Frozen):
    """A file that came back, read."""

    returned: Returned
    sent: SentCopy | None
    """The copy that it began as."""
    found_by: FoundBy | None
    review: Review

    @property
    def name(self) -> str:
        """The file, as the person would name it."""
        return self.returned.name

    @property
    def sha256(self) -> str:
        """The digest of the file."""
        return self.returned.sha256

    @property
    def size(self) -> int:
        """Octets of the file."""
        return len(self.returned.content)


def read_returned(workspace: Workspace | None, paths: Iterable[Path], as_name: str | None = None) -> list[ReadBack]:
    """Read files that came back.

    Args:
        workspace: where copies are kept; without one each file is read by itself.
        paths: Word documents, or mails with one.
        as_name: who is meant by an author called "User" or "Unknown Author".

    Raises:
        BadInput: some of the files cannot be read; each is named, and none is shown.
    """
    shelf = Shelf(workspace)
    found, problems = [], []
    for path in paths:
        try:
            found += [read_one(shelf, one, as_name) for one in returned_in(path)]
        except BadInput as error:
            problems += _problems(path, error)
            last = error
    if len(problems) == 1 or (problems and len({problem.path for problem in problems}) == 1):
        raise last
    if problems:
        raise BadInput(f"{len({one.path for one in problems})} files cannot be read", problems=problems)
    return found


def read_one(shelf: Shelf, one: Returned, as_name: str | None = None) -> ReadBack:
    """Read a file that came back.

    Raises:
        BadInput: it is no Word document, or refused; or the copy that it names is not there any more.
    """
    package = WordPackage(one.content, one.name)
    sent, found_by = shelf.copy_of(one, package)
    base = sent.content() if sent else None
    review = read(package, base, sent.registry if sent else None, name=one.name, as_name=as_name)
    return ReadBack(one, sent, found_by, review)


def reviewers(review: Review) -> tuple[str, ...]:
    """Return who changed or said something, in the order of the file."""
    named = (*(change.author for change in review.changes), *(comment.author for comment in review.comments))
    return tuple(dict.fromkeys(name for name in named if name))


def by_copy(files: Sequence[ReadBack]) -> list[list[tuple[int, ReadBack]]]:
    """Return the files that began as the same copy together, each with its number from 1; others by themselves."""
    groups: dict[object, list[tuple[int, ReadBack]]] = {}
    for number, one in enumerate(files, 1):
        groups.setdefault(one.sent.path if one.sent else number, []).append((number, one))
    return list(groups.values())


class Shelf:
    """The copies that a workspace keeps."""

    def __init__(self, workspace: Workspace | None) -> None:
        """Take the workspace; nothing is read before it is asked for."""
        self._workspace = workspace
        self._all: list[SentCopy] | None = None

    def copy_of(self, one: Returned, package: WordPackage) -> tuple[SentCopy | None, FoundBy | None]:
        """Return the copy that a file began as, and how it was found; nothing where no copy is like it."""
        if self._workspace is None:
            return None, None
        for identifier in sorted(identifiers(package)):
            named = _COPY.search(identifier)
            sent = self._by_id(named[1]) if named else None
            if sent is not None:
                return sent, FoundBy.PROPERTIES
        copies = self.copies()
        same = next((each for each in copies if each.registry.sha256 == one.sha256), None)
        if same is not None:
            return same, FoundBy.BYTES
        best = _most_like(words_before_changes(package), copies)
        return best, FoundBy.LIKENESS if best else None

    def copies(self) -> Sequence[SentCopy]:
        """Return all copies, the latest first; registries that cannot be read are left out."""
        if self._all is None:
            self._all = sorted(self._read("*"), key=lambda one: _order(one.registry.copy), reverse=True)
        return self._all

    def _by_id(self, copy_id: str) -> SentCopy | None:
        return next(self._read(copy_id), None)

    def _read(self, name: str) -> Iterator[SentCopy]:
        if self._workspace is None:
            return
        for path in sorted(self._workspace.releases.glob(f"*/review/{name}.json")):
            try:
                yield SentCopy(parse_registry(read_file(path), path.name), path.with_suffix(".docx"))
            except (OSError, PressctlError):
                continue


def _order(copy_id: str) -> tuple[str, int]:
    day, _, number = copy_id.rpartition("-r")
    return day, int(number) if number.isdecimal() else 0


def _most_like(words: str, copies: Sequence[SentCopy]) -> SentCopy | None:
    """Return the copy most of whose words are there; of equal ones the latest."""
    shares = [(_share(words, one.registry), one) for one in copies]
    best = max(shares, key=lambda one: one[0], default=None)
    return best[1] if best is not None and best[0] >= THRESHOLD else None


def _share(words: str, registry: Registry) -> float:
    texts = {said.text for one in registry.anchors.values() for said in one.said if len(said.text) >= _SHORTEST}
    whole = sum(map(len, texts))
    return sum(len(text) for text in texts if text in words) / whole if whole else 0.0


def _problems(path: Path, error: BadInput) -> list[Problem]:
    return [Problem(each.message, path=str(path)) for each in error.problems] or [
        Problem(error.message, path=str(path))
    ]
