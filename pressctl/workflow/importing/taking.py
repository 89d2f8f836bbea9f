"""Importing a release that somebody else wrote: what was taken from which lines, how sure, and what has no place.

Nothing of the document is lost: what no field holds is in the body, or is listed; the document itself is kept beside
the release. A date without its year stays as it is written, and the release waits for somebody who knows it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from pressctl.config.regular import read_file
from pressctl.config.workspace import SLUG_LENGTH, Workspace
from pressctl.errors import BadInput, Problem
from pressctl.frozen import Frozen
from pressctl.model.manuscript import Manuscript, Piece
from pressctl.source.anatomy.reading import read_manuscript
from pressctl.source.characters import Lines
from pressctl.source.foreign.formats import format_of, read_page
from pressctl.store.files import file_error, write_atomically

if TYPE_CHECKING:
    from pressctl.source.front_matter.yaml_writing import Value
    from pressctl.workflow.desk import Desk

_LARGEST = 60_000_000
_TRIES = 1000
KEPT = "imported"
"""Folder of a release in which the document lies that it was made from."""
_KINDS = (("advisory", "media-advisory"), ("statement", "statement"), ("correction", "correction"))
_DEFAULT_KIND = "announcement"


class Foreign(Frozen):
    """A document that was read."""

    name: str
    format: str
    data: bytes
    manuscript: Manuscript
    notices: tuple[str, ...]
    """What of it was not read, or read in one of two ways."""

    def lines(self, piece: Piece) -> tuple[int, int]:
        """Return the first and last line of a piece, from 1; of a Word document, a page or a mail those of its text."""
        places = Lines.of(self.manuscript.text)
        return places.place(piece.start)[0], places.place(max(piece.start, piece.end - 1))[0]


class Imported(Frozen):
    """A release that was written from a document."""

    foreign: Foreign
    slug: str
    path: Path
    kind: str
    problems: tuple[Problem, ...]
    """What must be put right before it can be used; places are those of the file that was written."""


def read_foreign_release(path: Path | None, data: bytes | None = None) -> Foreign:
    """Read a document in memory; nothing is written.

    Args:
        path: the file; nothing for standard input.
        data: what came on standard input.

    Raises:
        BadInput: it cannot be read, holds no words, or holds what is refused.
    """
    name = path.name if path is not None else "standard input"
    if data is None:
        data = _bytes_of(path or Path(), name)
    kind = format_of(data, name)
    page = read_page(data, name)
    if not page.lines:
        raise BadInput(f"{name} holds no words", hint="is it the right file?")
    return Foreign(name, kind.name, data, read_manuscript(page, str(path) if path else name), page.notices)


def _bytes_of(path: Path, name: str) -> bytes:
    try:
        data = read_file(path, _LARGEST + 1)
    except OSError as error:
        raise BadInput(f"{name} cannot be read: {(error.strerror or 'no such file').lower()}") from error
    if len(data) > _LARGEST:
        raise BadInput(f"{name} is larger than {_LARGEST // 1_000_000} MB: that is no release")
    return data


def import_release(desk: Desk, foreign: Foreign, into: str | None = None, as_kind: str | None = None) -> Imported:
    """Write `releases/<slug>/<language>.md` from a document, and keep the document beside it.

    Raises:
        BadInput: there is no such kind, `into` is no slug or exists already, the folder cannot be written.
    """
    from pressctl.source.anatomy.as_release import body_of, facts_of
    from pressctl.source.kinds import load_kind
    from pressctl.source.release_file import problems_of

    kind = load_kind(desk.workspace, as_kind or _kind_of(foreign.manuscript))
    facts = facts_of(foreign.manuscript)
    language = foreign.manuscript.language
    text = _text(facts, kind.name, language, body_of(foreign.manuscript))
    folder = _folder(desk.workspace, into, lambda: _slug(facts, desk))
    path = folder / f"{language}.md"
    try:
        (folder / KEPT).mkdir(parents=True)
    except OSError as error:
        raise file_error(folder, error) from error
    write_atomically(folder / KEPT / _kept_name(foreign), foreign.data)
    write_atomically(path, text.encode("utf-8"))
    problems = problems_of(path, text, desk.config, {kind.name: kind})
    return Imported(foreign, folder.name, path, kind.name, problems)


def _kind_of(manuscript: Manuscript) -> str:
    """Return the kind that the status line speaks of."""
    status = manuscript.status_line.text.lower() if manuscript.status_line else ""
    return next((kind for word, kind in _KINDS if word in status), _DEFAULT_KIND)


def _text(facts: Mapping[str, Value], kind: str, language: str, body: str) -> str:
    from pressctl.source.front_matter.reading import ORIGINAL_KEYS
    from pressctl.source.front_matter.yaml_writing import emit

    given: dict[str, Value] = {"id": str(uuid4()), "kind": kind, "original": language, **facts}
    matter = emit({key: given[key] for key in ORIGINAL_KEYS if key in given})
    return f"---\n{matter}---\n\n{body}"


def _slug(facts: Mapping[str, Value], desk: Desk) -> str:
    """Return the day of the dateline, else today, and the headline."""
    from pressctl.language.slug import slugify

    dateline = facts.get("dateline")
    day = dateline.get("date") if isinstance(dateline, Mapping) else None
    start = str(day or desk.clock().local().date())
    return f"{start}-{slugify(str(facts.get('headline') or 'import'), max_length=SLUG_LENGTH - len(start) - 1)}"


def _folder(workspace: Workspace, into: str | None, slug_of: Callable[[], str]) -> Path:
    if into is not None:
        folder = workspace.release(into)
        if folder.exists():
            raise BadInput(f"releases/{into} exists already", hint="--into takes the slug of a release to be made")
        return folder
    slug = slug_of()
    for number in range(1, _TRIES):
        end = "" if number == 1 else f"-{number}"
        folder = workspace.release(slug[: SLUG_LENGTH - len(end)].rstrip("-") + end)
        if not folder.exists():
            return folder
    raise BadInput(f'there are {_TRIES - 1} releases named "{slug}"', hint="give another with --into")


def _kept_name(foreign: Foreign) -> str:
    """Return a harmless name for the document: letters, digits and its ending."""
    from pressctl.language.slug import slugify

    endings = {"DOCX": "docx", "HTML": "html", "mail": "eml"}
    stem = slugify(Path(foreign.name).stem, max_length=60)
    return f"{stem}.{endings.get(foreign.format, 'txt')}"
