"""Lines and columns of a text, and the snippet that shows a finding in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from unicodedata import category, east_asian_width

_LINE_END = re.compile(r"\r\n|\r|\n")
_BEFORE = 24
"""Characters of a long line that are shown before the defect."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a file."""

    line: int
    """1-based."""
    column: int
    """1-based, in code points."""
    offset: int
    """0-based code point."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """The line of a finding, cut to a width, with what stands under it."""

    line: int
    words: str
    marks: str
    """As many columns of space as stand before the defect, then `^` under it."""


class Places:
    """The lines of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        ends = [match.span() for match in _LINE_END.finditer(text)]
        self._starts = [0, *(end for _, end in ends)]
        self._stops = [*(start for start, _ in ends), len(text)]

    def at(self, offset: int) -> Place:
        """Return line and column of a code point."""
        line = bisect_right(self._starts, offset) - 1
        return Place(line + 1, offset - self._starts[line] + 1, offset)

    def snippet(self, start: int, end: int, width: int = 70) -> Snippet:
        """Return the line that `start` stands in, cut around the defect to at most `width` columns."""
        line = bisect_right(self._starts, start) - 1
        first, stop = self._starts[line], self._stops[line]
        begin = first
        if stop - first > width and start - first > _BEFORE:
            begin = min(start - _BEFORE, max(first, stop - width + 2))
        shown = self._text[begin:stop]
        lead, tail = ("… " if begin > first else ""), ""
        if len(lead) + len(shown) > width:
            shown, tail = shown[: width - len(lead) - 2], " …"
        shown = "".join(" " if category(sign) in {"Cc", "Cf", "Zl", "Zp"} else sign for sign in shown)
        before = _columns(lead + shown[: start - begin])
        under = max(1, _columns(shown[start - begin : max(start, min(end, stop)) - begin]))
        return Snippet(line + 1, f"{lead}{shown}{tail}", " " * before + "^" * under)


def _columns(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(0 if category(sign) in {"Mn", "Me"} else 2 if east_asian_width(sign) in "WF" else 1 for sign in text)
