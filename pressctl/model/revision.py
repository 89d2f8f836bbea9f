"""What reviewers did to a copy that went out: the copy as lines, their changes and comments (ADR 0019).

A copy is read as lines: its paragraphs and table cells in reading order. A change stands at positions in the lines *as
sent*, so that changes of several reviewers and of several rounds can be told apart, kept, and carried onto later text.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from pressctl.frozen import Frozen


class Piece(Frozen):
    """A stretch of a line that one field of the release says; what lies between pieces is set by the layout."""

    path: str
    """Field path as edits name it: `headline`, `dateline.place`, `speakers[2].title`, `body[3]`, `body[5].paragraph1`,
    `body[5].attribution.title`, `body[6].r2c1`, `body[4].item2`, `notes[1]`, `boilerplates[1].title`,
    `boilerplates[1].blocks[2]`, `media[1].caption`, `contacts[1].title`."""
    start: int
    """0-based code point of the line's text."""
    end: int
    locked: bool = False
    """Not to be changed without asking: an approved quotation, a legal disclaimer."""


class Line(Frozen):
    """A paragraph or a table cell of a copy as it was sent."""

    anchor: str | None
    """The anchor whose bookmark it bears (`export/docx/bookmarks.py`); none for what the layout sets by itself."""
    text: str
    """Its words without the paragraph mark; a tab is a tab, a line break inside it U+2028."""
    pieces: tuple[Piece, ...] = ()
    """In order; they do not overlap."""
    story: str = "body"
    """`body`, or the part that it stands in: `header1`, `footer2`, `footnote3`, `textbox1`."""
    cell: str = ""
    """The cell that it stands in, by table, row and column: `1.r2c3`; in a table within it `1.r2c3.1.r1c1`.

    Lines that follow each other in the same story and cell can run together, others cannot.
    """


class Position(Frozen, order=True):
    """A place between two characters of the lines as sent."""

    line: int
    """0-based number of the line."""
    offset: int
    """0-based code point in its text; its length is the place before the paragraph mark."""


class ChangeKind(StrEnum):
    """What somebody did."""

    INSERTION = "insertion"
    DELETION = "deletion"
    REPLACEMENT = "replacement"
    """A deletion and the insertion beside it, by the same person."""
    MOVE = "move"
    """Deleted here and inserted there: two changes, each the other's `pair`."""
    SPLIT = "split"
    """A paragraph mark inserted inside a paragraph."""
    JOIN = "join"
    """A paragraph mark deleted between two that stay."""
    FORMATTING = "formatting"
    """Bold, italic, a style: the words stay."""
    ROW_INSERTION = "row-insertion"
    ROW_DELETION = "row-deletion"
    CELL_INSERTION = "cell-insertion"
    CELL_DELETION = "cell-deletion"
    STORY_INSERTION = "story-insertion"
    """A note came with its number, or a text box with its frame."""
    STORY_DELETION = "story-deletion"


class MatchedBy(StrEnum):
    """How a line of the returned file was found among the lines as sent; the first that serves."""

    BOOKMARK = "bookmark"
    TEXT = "text"
    ALIGNMENT = "alignment"


class Change(Frozen):
    """One change of one person."""

    number: int
    """From 1, in reading order of the returned file."""
    kind: ChangeKind
    start: Position
    end: Position
    """After the last character that it takes away; the same as `start` for an insertion."""
    before: str
    """What it takes away, `\\n` for a paragraph mark; empty for an insertion and for formatting."""
    after: str
    """What it puts there, `\\n` for a paragraph mark."""
    author: str | None
    """Nobody for a change that was not tracked."""
    at: datetime | None
    """As the file says; word processors write local time and call it UTC."""
    field: str | None
    """Path of the one piece that it touches; none where it touches several or none of them."""
    where: str
    """The place in the newsroom's words: `headline`, `quotation 2, Serhan Example`, `paragraph 3`, `page footer`."""
    tracked: bool = True
    locked: bool = False
    """It touches a locked piece, or somebody's quoted words."""
    pair: int | None = None
    """Number of a move's other half."""
    within: int | None = None
    """Number of the insertion inside which it stands, where somebody changed what another had inserted."""
    span: tuple[int, int] | None = None
    """With `within`: which code points of that insertion's `after` it takes away or stands at."""
    detail: str = ""
    """Of formatting: what (`bold`, `style Heading 2`)."""
    cell: str | None = None
    """Of lines that came before a table, where no line of the copy parts the two, or behind a table that came at the
    end of their cell: the place of those lines, as `Line.cell`; `start` then stands in the next cell. None for all
    other changes."""


class Comment(Frozen):
    """A remark beside the text."""

    number: int
    author: str
    at: datetime | None
    text: str
    """A line for each paragraph."""
    start: Position
    end: Position
    quoted: str
    """The words that it is about, as the returned file has them."""
    field: str | None
    where: str
    resolved: bool = False
    answers: int | None = None
    """Number of the comment that it replies to."""


class Unmatched(Frozen):
    """Something in the returned file that could not be led back to the copy; it is shown, never guessed at."""

    story: str
    text: str
    why: str


class Review(Frozen):
    """What one returned file says about the copy that it began as."""

    copy: str | None
    """Id of the copy, where the file says it or it was found by likeness."""
    lines: tuple[Line, ...]
    """The copy as sent."""
    changes: tuple[Change, ...]
    comments: tuple[Comment, ...]
    unmatched: tuple[Unmatched, ...] = ()
    matched: Mapping[MatchedBy, int] | None = None
    """How many lines were matched by what."""
    notices: tuple[str, ...] = ()
    """What the reader should know, a sentence each: `2 fields were updated by the word processor`."""
