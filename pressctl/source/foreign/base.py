"""The family of foreign documents: what a reader of one format gives.

A reader turns the bytes of one file into a `Page`: its text, and the words of it line by line with what the layout
says of them. It knows nothing of press releases, fetches nothing, and refuses what is dangerous in words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from pressctl.frozen import Changing, Frozen, field
from pressctl.model.manuscript import Piece
from pressctl.patterns import compiled

BULLET = compiled(
    r"[ \t]*(?:[*+•·‣▪●○◦■–-][ \t]+(?![^\W\d_]{2,10}[ \t]?[*–—-]+[ \t]*$)"
    r"|\d{1,2}(?:\)|\.(?![ \t]+[^\W\d_]+[ \t]+\d{4}\b))[ \t]+)(?=[^\s*#-])",
    re.MULTILINE,
)
"""A mark before the words of a list's item; not that of `- ENDS -`, nor the full stop of `3. März 2026`."""


class Line(Frozen):
    """One line of words, or one paragraph where the format has paragraphs; places are those of `Page.words`."""

    start: int
    end: int
    level: int = 0
    """1 to 6 for a heading, 0 for anything else."""
    bullet: bool = False
    """An item of a list."""
    bold: bool = False
    """Set in bold as a whole."""
    cell: bool = False
    """In a table."""
    margin: bool = False
    """In the head or foot of the pages, or in a footnote."""
    quoted: bool = False
    """Set as a quotation."""
    linked: bool = False
    """Nothing but links."""


class Page(Frozen):
    """A document as words in order."""

    text: str
    """What all places of a manuscript refer to."""
    words: str
    """The text without marks of layout such as `#`, `**` and link targets; what is looked for is looked for here."""
    places: Sequence[int]
    """For each character of `words` its place in `text`."""
    lines: tuple[Line, ...]
    """Those with words in them, in order."""
    aside: tuple[tuple[int, int], ...] = ()
    """Stretches of `text` that say something and are no words of the page: pictures."""
    wrapped: bool = False
    """Whether a paragraph may be broken into lines."""
    subject: str | None = None
    """What the document calls itself outside its text: subject of a mail, title of a page."""
    language: str | None = None
    """What the document says of its language."""
    notices: tuple[str, ...] = ()
    """What was not read, or read in one of two ways; sentences without a full stop."""

    def piece(self, start: int, end: int) -> Piece:
        """Return the stretch `words[start:end]` as it stands in the text; an empty one at the nearest place."""
        words = self.words[start:end]
        first = start + len(words) - len(words.lstrip())
        last = first + len(words.strip()) - 1
        if last < first:
            place = self.places[start] if start < len(self.places) else len(self.text)
            return Piece("", place, place)
        until = self.places[last + 1] if last + 1 < len(self.places) else len(self.text)
        ends = self.places[last] + 1
        # An entity such as `&amp;` is one character of the words and several of the text.
        if self.text[ends - 1] == "&" and (semicolon := self.text.find(";", ends, until)) > 0:
            ends = semicolon + 1
        return Piece.cut(self.text, self.places[first], ends)


LONGEST_CELL = 300
"""Characters of a table's cell above which the table is there for the layout, and its words are running text."""


class Reader(Protocol):
    """Reads one format."""

    def __call__(self, data: bytes, name: str) -> Page:
        """Return the page.

        Args:
            data: the file.
            name: what it is called, for messages.

        Raises:
            BadInput: it is no such document, it is damaged, or it holds what is refused.
        """


class Typesetter(Changing):
    """Puts lines together to a page whose text has no marks of layout."""

    parts: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    length: int = 0

    def add(self, words: str, *, tight: bool = False, **hints: object) -> None:
        """Add a line; blank ones count for nothing. `hints` are those of `Line`.

        A tight line belongs to the paragraph of the one before: only a break of the line parts them.
        """
        words = words.strip()
        if not words:
            return
        gap = "" if not self.parts else "\n" if tight else "\n\n"
        start, end = self.length + len(gap), self.length + len(gap) + len(words)
        mark = BULLET.match(words) if not hints.get("level") else None
        if mark is not None:
            # A list that was typed, and not set as one.
            hints = hints | {"bullet": True}
        begin = start + mark.end() if mark else start
        self.lines.append(Line(begin, end, **hints))  # type: ignore[arg-type]  # typed above
        self.parts += [gap, words]
        self.length = end

    def page(self, *, subject: str | None = None, language: str | None = None, notices: tuple[str, ...] = ()) -> Page:
        """Return the page."""
        text = "".join(self.parts)
        return Page(
            text, text, range(len(text)), tuple(self.lines), subject=subject, language=language, notices=notices
        )
