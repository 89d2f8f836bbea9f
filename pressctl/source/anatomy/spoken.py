"""What is said, and by whom: places in the words of a page."""

from __future__ import annotations

from pressctl.frozen import Changing, Frozen
from pressctl.source.anatomy.paragraphs import Paragraph, Span


class Stretch(Frozen):
    """Words inside one pair of quotation marks."""

    start: int
    """After the mark."""
    end: int
    """Before the closing mark."""
    outer: Span
    closed: bool


class Said(Frozen):
    """An attribution."""

    speaker: Span
    role: Span | None
    until: int
    """Where the words that attribute end."""
    named: bool = True
    """Whether the speaker is somebody by name; else the words say what they are: the mayor, a statement."""


class FoundQuotation(Changing):
    """A quotation in the words of a page."""

    stretches: list[Span]
    speaker: Span | None = None
    role: Span | None = None
    told: bool = False
    """Whether words beside it say that somebody says it, though nobody knows who: "he added"."""
    open: bool = False
    """Whether its last stretch is not closed: it may go on in the next paragraph."""


class QuotedBody(Frozen):
    """What is read: the words of a page, its body's paragraphs, its language."""

    words: str
    paragraphs: tuple[Paragraph, ...]
    language: str
