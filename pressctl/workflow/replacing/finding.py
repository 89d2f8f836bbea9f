"""Where a name stands: front matter, prose, variants, the office's file.

Not looked through: contacts.csv (the journalists' own data, `contacts list`), the templates, and `versions/`, which is
what has left the office and stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from pressctl.config.passages import is_boilerplate, office_passages
from pressctl.config.regular import read_file
from pressctl.config.schema import Config
from pressctl.config.workspace import Workspace, texts_in
from pressctl.errors import BadInput, Problem
from pressctl.frozen import Frozen
from pressctl.language.wording import Found, Wanted, find, fold, may_stand_in
from pressctl.model.passage import Handling, Passage
from pressctl.source.characters import Lines
from pressctl.source.passages import markdown_passages, release_passages

_ADDRESS = re.compile(r"[\w.+%-]+@[\w.-]+\w|(?:https?://|www\.)[^\s<>\"”»]*[\w/]")
"""An address in running text; the whole of one may be replaced, a word inside one is no name."""


class SourceText(Frozen):
    """A file that names may stand in."""

    path: Path
    shown: str
    """The path as it is seen from the workspace."""
    slug: str | None
    """The release that it belongs to; nothing for the office's file."""
    text: str
    """Exactly as read."""
    passages: tuple[Passage, ...]


class Place(Frozen):
    """One place where the name stands."""

    source: SourceText
    passage: Passage
    found: Found
    line: int
    """1-based."""
    column: int
    """1-based, in code points."""
    end: tuple[int, int]
    """Line and column after its last character."""

    in_address: bool = False
    """Whether it is a part of an e-mail or web address in running text."""

    @property
    def handling(self) -> Handling:
        """What may be done to it."""
        return Handling.FIXED if self.in_address else self.passage.handling

    @property
    def written(self) -> str:
        """What stands there, read: without mark-up and line breaks."""
        return " ".join(self.passage.words.text[self.found.start : self.found.end].split())


class Findings(Frozen):
    """All places, and the files that could not be looked through."""

    places: tuple[Place, ...]
    unreadable: tuple[Problem, ...]


def find_text(
    workspace: Workspace, config: Config, wanted: Wanted, *, releases: Sequence[str] = (), office: bool = False
) -> Findings:
    """Look for a name in the whole workspace, or in some releases, or in the office's file alone.

    Raises:
        BadInput: there is nothing to look for, or no such release.
    """
    if not fold(wanted.text):
        raise BadInput("there is nothing to look for: the text is empty")
    sources, unreadable = _read_sources(workspace, config, wanted, releases=releases, office=office)
    places = tuple(place for source in sources for place in places_in(source, wanted))
    return Findings(places, unreadable)


def _read_sources(
    workspace: Workspace, config: Config, wanted: Wanted, *, releases: Sequence[str] = (), office: bool = False
) -> tuple[tuple[SourceText, ...], tuple[Problem, ...]]:
    """Read the files that the name may stand in, the office's first; what cannot be read is a problem beside them."""
    known = names_on_file(config)
    found: list[SourceText] = []
    problems: list[Problem] = []
    if office or not releases:
        path = workspace.config_file
        found.append(office_source(path, read_file(path).decode("utf-8"), config))
    slugs = tuple(dict.fromkeys(workspace.find_slug(part) for part in releases))
    for slug in slugs or (() if office else workspace.slugs()):
        for path in texts_in(workspace.release(slug)):
            shown = f"releases/{slug}/{path.name}"
            try:
                text = read_file(path).decode("utf-8")
                if may_stand_in(text, wanted):
                    found.append(release_source(path, shown, text, known))
            except (OSError, UnicodeDecodeError) as error:
                problems.append(Problem(f"cannot be read: {getattr(error, 'strerror', None) or error.args[-1]}", shown))
            except BadInput as error:
                problems.extend(error.problems or (Problem(error.message, shown),))
    return tuple(found), tuple(problems)


def office_source(path: Path, text: str, config: Config) -> SourceText:
    """Return the office's file with its passages; boilerplates are Markdown."""
    passages = [
        each
        for passage in office_passages(text, config.fallback_language)
        for each in (
            markdown_passages(passage, passage.value) if is_boilerplate(passage) and passage.value else (passage,)
        )
    ]
    return SourceText(path, path.name, None, text, tuple(passages))


def release_source(path: Path, shown: str, text: str, known: frozenset[str]) -> SourceText:
    """Return a release's file with its passages.

    Raises:
        BadInput: it is none, or its front matter cannot be read.
    """
    try:
        passages = release_passages(text, path.stem, lambda name: fold(name) in known)
    except BadInput as error:
        located = [Problem(each.message, shown, each.line, each.column, hint=each.hint) for each in error.problems]
        raise BadInput(error.message, problems=located or [Problem(error.message, shown)]) from error
    return SourceText(path, shown, path.parent.name, text, passages)


def places_in(source: SourceText, wanted: Wanted) -> Iterator[Place]:
    """Yield the places of one file in their order."""
    lines = Lines.of(source.text)
    for passage in source.passages:
        addresses = [each.span() for each in _ADDRESS.finditer(passage.words.text)]
        for found in find(passage.words.text, wanted, passage.language):
            inside = any(start <= found.start and found.end <= end and (start, end) != (found.start, found.end)
                         for start, end in addresses)  # fmt: skip
            start, end = passage.words.stretch(found.start, found.end)
            yield Place(source, passage, found, *lines.place(start), lines.place(end), inside)


def names_on_file(config: Config) -> frozenset[str]:
    """Return every key and name on file, folded: what a release refers to somebody by."""
    names: list[str] = [*config.organisations, *config.people]
    for organisation in config.organisations.values():
        names += [*organisation.name.all(), *(organisation.acronym.all() if organisation.acronym else ())]
        names += organisation.aliases
    for person in config.people.values():
        names += person.name.all()
    return frozenset(fold(name) for name in names)
