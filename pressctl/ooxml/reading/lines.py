"""What a document is read into."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from pressctl.frozen import Changing, Frozen, field
from pressctl.ooxml.reading.fields import Filled

OBJECT: Final = "\ufffc"
"""Stands for a picture and for the number of a note."""
LINE_BREAK: Final = "\u2028"


class Revision(Frozen):
    """Who changed something, and when."""

    author: str
    date: str
    """As the file has it."""
    moved: str | None = None
    """Of a move: the name that both halves bear, empty where there is none."""


class Stretch(Changing):
    """Words of a line that share their fate."""

    text: str
    inserted: tuple[Revision, ...] = ()
    """Who inserted them; the outer one first, where one inserted into what another had inserted."""
    deleted: Revision | None = None
    formatted: Revision | None = None
    detail: str = ""
    """What was formatted."""


class Row(Changing):
    """A row of a table."""

    inserted: Revision | None = None
    deleted: Revision | None = None


class Cell(Changing):
    """A cell of a table, or the sign in the text on which a note or a text box hangs: what takes its lines with it."""

    key: str
    """The tables, rows and columns that lead to it: `1.r2c3`, in a table within it `1.r2c3.1.r1c1`. Empty for a
    sign."""
    row: Row
    inserted: Revision | None = None
    deleted: Revision | None = None
    above: Cell | None = None
    """The cell, or the sign, in which its table stands."""

    def chain(self) -> Iterator[Cell]:
        """Yield the cell and those above it."""
        here: Cell | None = self
        while here is not None:
            yield here
            here = here.above


class Formatted(Changing):
    """A change of a paragraph's formatting."""

    by: Revision
    detail: str


class ReadLine(Changing):
    """A paragraph as the file has it: inserted and deleted words alike."""

    story: str
    cell: Cell | None = None
    style: str = ""
    """Id of its style."""
    stretches: list[Stretch] = field(default_factory=list)
    mark_inserted: Revision | None = None
    mark_deleted: Revision | None = None
    formatted: list[Formatted] = field(default_factory=list)
    bookmarks: list[tuple[str, int]] = field(default_factory=list)
    """Name and place of each bookmark that begins in it."""
    comment_starts: list[tuple[str, int]] = field(default_factory=list)
    """Id of a comment and the place where what it is about begins."""
    comment_ends: list[tuple[str, int]] = field(default_factory=list)
    comment_points: list[tuple[str, int]] = field(default_factory=list)
    """Where a comment's own sign stands: all that is known of one without a range."""
    length: int = 0
    """Code points of all its stretches."""

    @property
    def place(self) -> tuple[str, str]:
        """Story and cell: paragraphs of the same place may run together."""
        return self.story, self.cell.key if self.cell else ""

    def add(self, stretch: Stretch) -> None:
        """Add words; those that share the fate of the last ones join them."""
        if not stretch.text:
            return
        self.length += len(stretch.text)
        last = self.stretches[-1] if self.stretches else None
        if last is not None and (last.inserted, last.deleted, last.formatted, last.detail) == (
            stretch.inserted, stretch.deleted, stretch.formatted, stretch.detail
        ):  # fmt: skip
            last.text += stretch.text
        else:
            self.stretches.append(stretch)


class ReadComment(Frozen):
    """A remark, as the file has it."""

    key: str
    author: str
    date: str
    text: str
    resolved: bool = False
    answers: str | None = None
    """Key of the comment that it replies to."""


class ReadDocument(Frozen):
    """A document."""

    lines: list[ReadLine]
    comments: list[ReadComment]
    filled: list[Filled]
    """The fields that a word processor fills in, in order."""
    ignored: Mapping[str, int]
    """Kinds of change that are seen and not told apart further, with their number."""
    styles: Mapping[str, str]
    """Id of a paragraph style → its name."""
