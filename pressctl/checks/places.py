"""Lines and columns of a text, and the snippet that shows a finding in it."""

from __future__ import annotations

from bisect import bisect_right
from unicodedata import bidirectional, category, east_asian_width

from pressctl.frozen import Frozen
from pressctl.patterns import compiled

_LINE_END = compiled(r"\r\n|\r|\n")
_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp"})
_BEFORE = 24
"""Characters of a long line that are shown before the defect."""


class Place(Frozen):
    """One place of a file."""

    line: int
    """1-based."""
    column: int
    """1-based, in code points."""
    offset: int
    """0-based code point."""


class Snippet(Frozen):
    """The line of a finding, cut to a width, with what stands under it."""

    line: int
    words: str
    marks: str
    """As many columns of space as stand before the defect, then `^` under it; in a line from the right, its words."""


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
        begin = self._first_shown(start, first, stop, width)
        lead = "… " if begin > first else ""
        shown = "".join(
            " " if category(sign) in _UNSEEN else sign for sign in self._text[begin : min(stop, begin + width)]
        )
        room = width - len(lead)
        if begin + len(shown) < stop or _columns(shown) > room:
            shown, tail = _cut(shown, room - 2), " …"
        else:
            tail = ""
        words = f"{lead}{shown}{tail}"
        if any(bidirectional(sign) in {"R", "AL"} for sign in shown):
            # Some terminals show such a line from the right and others from the left: nothing can stand under a place.
            named = " ".join(self._text[start : min(end, stop)].split())
            return Snippet(line + 1, words, f"^ {_cut(named, width - 2)}" if named else "")
        before = _columns(lead + shown[: start - begin])
        under = max(1, _columns(shown[start - begin : max(start, min(end, stop)) - begin]))
        return Snippet(line + 1, words, " " * before + "^" * under)

    def _first_shown(self, start: int, first: int, stop: int, width: int) -> int:
        """Return where the shown part of a line begins: at its beginning, or a little before the defect."""
        if _columns(self._text[first : min(stop, first + width + 1)]) <= width and stop - first <= width:
            return first
        if _columns(self._text[first : min(start, first + width)]) <= _BEFORE and start - first <= _BEFORE:
            return first
        begin = max(first, start - _BEFORE)
        while begin > first and _columns(self._text[begin - 1 : stop][: width + 1]) <= width - 2:
            begin -= 1  # the end of a line is shown with as much before it as there is room for
        return begin


def _cut(text: str, width: int) -> str:
    """Return the beginning of a text that takes at most so many columns."""
    columns = 0
    for place, sign in enumerate(text):
        columns += _columns(sign)
        if columns > width:
            return text[:place]
    return text


def _columns(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(0 if category(sign) in {"Mn", "Me"} else 2 if east_asian_width(sign) in "WF" else 1 for sign in text)
