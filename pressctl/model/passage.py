"""Words that stand in a file, each character knowing where: what `find` looks through and `replace` writes to.

Escapes, folded lines, quotation marks of a file format and mark-up are no part of the words. No format is known here.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeAlias

from pressctl.frozen import Frozen

Stretch: TypeAlias = tuple[int, int]
"""0-based code points: where something begins, and after its last."""


class Traced(Frozen):
    """A text that remembers where each of its characters was written."""

    text: str
    stretches: tuple[Stretch, ...]
    """As many as the text has code points."""

    @classmethod
    def of(cls, text: str, start: int = 0) -> Traced:
        """Take a text that is written as it reads, from `start` on."""
        return cls(text, tuple((start + number, start + number + 1) for number in range(len(text))))

    @classmethod
    def joined(cls, pieces: Iterable[tuple[str, Stretch]]) -> Traced:
        """Join pieces; every character of one stands at its stretch."""
        pairs = [(character, stretch) for text, stretch in pieces for character in text]
        return cls("".join(character for character, _ in pairs), tuple(stretch for _, stretch in pairs))

    def part(self, start: int, end: int) -> Traced:
        """Return the characters from `start` to before `end`."""
        return Traced(self.text[start:end], self.stretches[start:end])

    def stripped(self) -> Traced:
        """Return the text without outer white space."""
        start = len(self.text) - len(self.text.lstrip())
        return self.part(start, max(start, len(self.text.rstrip())))

    def within(self, outer: Traced) -> Traced:
        """Return this text, which was written in the text of `outer`, as it stands where that one was written."""
        return Traced(self.text, tuple(outer.stretch(start, end) for start, end in self.stretches))

    def stretch(self, start: int, end: int) -> Stretch:
        """Return where the characters from `start` to before `end` are written."""
        if start >= end:
            at = self.stretches[start][0] if start < len(self.stretches) else self.stretches[-1][1]
            return at, at
        return self.stretches[start][0], self.stretches[end - 1][1]


class Handling(StrEnum):
    """What may be done to a passage."""

    WORDS = "words"
    """The office's own words."""
    QUOTED = "quoted"
    """Somebody's own words, between quotation marks in print."""
    CITED = "cited"
    """What a correction says was wrong: right as it stands, whatever the name is now."""
    FIXED = "fixed"
    """No words but a key, an address, a date, a file's name: found, never replaced."""


class Passage(Frozen):
    """One field's or one block's words."""

    where: str
    """The place in the newsroom's words: `headline`, `speakers[2].title`, `paragraph 3`, `quotation 1`."""
    words: Traced
    language: str
    handling: Handling = Handling.WORDS
    path: str | None = None
    """The value that the words stand in, as edits name it; nothing for the body of a release."""
    value: Traced | None = None
    """That value, read; the words are the whole of it, or its Markdown without the mark-up."""
    style: str = ""
    """How the value is quoted: what opens it, or nothing."""
    markdown: bool = False
    """Whether mark-up means something in it."""
    block: str = ""
    """Of Markdown: the place in its tree of blocks, `[3]`, `[5].paragraph1`, `[4].item2`."""
