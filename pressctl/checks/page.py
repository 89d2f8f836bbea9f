"""A manuscript's text as a reader sees it: prose with its places, sentences, quoted stretches, paragraphs.

Everything is in the coordinates of the manuscript's text: what is no prose is blanked, never cut.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from pressctl.frozen import Frozen, field_names, is_record
from pressctl.model.manuscript import Manuscript, Piece
from pressctl.patterns import compiled

BLANK = "\ufffc"
"""Stands for each character of an address or a link's target: neither letter nor space."""

_GAP = 40
_NOT_PROSE = compiled(
    r"""<!--(?:[^-]|-(?!->)){0,500}-->
      | !?\[(?=[^\[\]\n]{0,300}\]\()            # a link's or a picture's opening bracket
      | \]\([^)\s]*(?:\s"[^"\n]*")?\)   # its target
      | (?:https?:/{0,2}|www\.)[^\s<>\])”"]+
      | (?<![\w.+%-])[\w.+%-]{1,64}@[\w.-]{1,255}
      | \{(?:lang|spoken_in)=[\w-]+\}
      | </?[a-z][^<>\n]{0,300}>""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_QUOTED = compiled(r"“[^“”\n]*”|„[^„“”\n]*[“”]|«[^«»\n]*»|(?<![\w\d])\"[^\"\n]*\"")
_ABBREVIATION = compiled(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sr|Jr|St|vs|No|Inc|Ltd|Corp|Co|Gen|Col|Lt|Sen|Rep|Gov|Hon|Rev|etc|approx|Jan|Feb|Mar"
    r"|Apr|Aug|Sept"
    r"|Oct|Nov|Dec|Ph\.D|e\.g|i\.e|a\.m|p\.m|U\.S|U\.K|U\.N|D\.C)|\b[A-ZÀ-ÞА-Я])$"
)
_STOP = compiled(r"[.!?؟…]+[\"”»’)\]]*(?=\s+[\"“«„(\[]?[A-ZÀ-ÞА-ЯЄІЇҐƏİŞÇĞÖÜ\u0600-\u06ff\d])|[.!?؟…]+[\"”»’)\]]*\s*$")


_SMALL_PRINT = compiled(
    r"forward-looking (?:statement|information)|Private Securities Litigation|prospectus supplement"
    r"|Securities (?:Act|Exchange Act) of"
    r"|not constitute an offer|not (?:financial|investment|legal) advice|[Nn]o obligation to update"
    r"|risks and uncertainties"
    r"|restricted (?:jurisdictions?|countries)|All rights reserved"
)


class Sentence(Frozen):
    """One sentence of the body."""

    start: int
    end: int
    text: str
    paragraph: int
    """Number of its paragraph, the lead being 0."""


def pieces(value: object) -> Iterator[Piece]:
    """Return every piece inside a part of a manuscript."""
    if isinstance(value, Piece):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from pieces(part)
    elif is_record(value):
        for name in field_names(value):
            yield from pieces(getattr(value, name))


class Page:
    """The prose of one manuscript."""

    def __init__(self, manuscript: Manuscript) -> None:
        self.manuscript = manuscript

    @cached_property
    def copy(self) -> str:
        """The text, as long as it is, with front matter, mark-up and addresses blanked."""
        text = self.manuscript.text
        parts: list[str] = []
        place = 0
        for start, end in self._covered():
            parts.extend((_hollow(text[place:start]), _NOT_PROSE.sub(_masked, text[start:end])))
            place = end
        parts.append(_hollow(text[place:]))
        return "".join(parts)

    def _covered(self) -> list[tuple[int, int]]:
        """Return the stretches that belong to some piece, in order, joined where hardly anything stands between."""
        joined: list[tuple[int, int]] = []
        text = self.manuscript.text
        own = {(one.start, one.end) for one in pieces(self.manuscript) if text.startswith(one.text, one.start)}
        for start, end in sorted(own):  # a key of somebody on file is no prose
            if joined and (start <= joined[-1][1] or _between(text, joined[-1][1], start)):
                joined[-1] = joined[-1][0], max(end, joined[-1][1])
            else:
                joined.append((start, end))
        return joined

    @cached_property
    def quoted(self) -> tuple[tuple[int, int], ...]:
        """Where quotation marks stand around words, marks included."""
        found = [match.span() for match in _QUOTED.finditer(self.copy)]
        for quotation in self.manuscript.quotations:
            found.extend((piece.start, piece.end) for piece in quotation.words)
        return tuple(sorted(found))

    @cached_property
    def _quoted_starts(self) -> list[int]:
        return [start for start, _ in self.quoted]

    def in_quotation(self, place: int) -> bool:
        """Say whether a place stands between quotation marks."""
        before = bisect_right(self._quoted_starts, place)
        return any(start <= place < end for start, end in self.quoted[max(0, before - 2) : before])

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the body's paragraphs, dateline left out."""
        found: list[Sentence] = []
        for number, paragraph in enumerate(self.manuscript.paragraphs):
            start = paragraph.start
            dateline = self.manuscript.dateline
            if dateline and start <= dateline.raw.start < dateline.raw.end < paragraph.end:
                start = dateline.raw.end
            found.extend(self._sentences(start, paragraph.end, number))
        return tuple(found)

    def _sentences(self, start: int, end: int, number: int) -> Iterator[Sentence]:
        place = start
        for stop in _STOP.finditer(self.copy, start, end):
            abbreviated = self.copy[stop.start()] == "." and _ABBREVIATION.search(
                self.copy, max(place, stop.start() - 12), stop.start()
            )
            if abbreviated and stop.end() < end:
                continue
            piece = Piece.cut(self.copy, place, stop.end())
            if piece.text:
                yield Sentence(piece.start, piece.end, piece.text, number)
            place = stop.end()
        piece = Piece.cut(self.copy, place, end)
        if piece.text:
            yield Sentence(piece.start, piece.end, piece.text, number)

    @cached_property
    def small_print(self) -> frozenset[int]:
        """The numbers of the paragraphs that lawyers wrote: nobody prints them, and nobody may change them."""
        found = enumerate(self.manuscript.paragraphs)
        return frozenset(number for number, one in found if _SMALL_PRINT.search(self.copy, one.start, one.end))

    def paragraph_at(self, place: int) -> Piece | None:
        """Return the body's paragraph that holds a place."""
        return next((one for one in self.manuscript.paragraphs if one.start <= place < one.end), None)


def _between(text: str, start: int, end: int) -> bool:
    """Say whether a gap is only what stands between two parts of one line: a comma, a label."""
    return end - start <= _GAP and "\n" not in text[start:end]


def _hollow(text: str) -> str:
    return compiled(r"[^\n]").sub(" ", text)


def _masked(match: re.Match[str]) -> str:
    return compiled(r"[^\n]").sub(BLANK, match[0])
