"""What site generators keep above a text: a block of `title: …` or `title = "…"` between two fences.

Its title, subtitle and day become lines of the page, so that they are read as those of any release; the rest
lies beside the words.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from pressctl.frozen import replace
from pressctl.patterns import compiled
from pressctl.source.foreign.base import Line, Page

_BLOCK = compiled(
    r"\ufeff?(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<rows>(?:[ \t]*\r?\n|[ \t]*#[^\n]*\n|[ \t]+[^\n]*\n|-[ \t][^\n]*\n"
    r"|[A-Za-z][\w-]*[ \t]*[:=][^\n]*\n){1,80})(?P=fence)[ \t]*(?:\r?\n|$)"
)
_ROW = compiled(
    r"(?m)^(?P<key>[A-Za-z][\w-]*)[ \t]*[:=][ \t]*(?P<mark>[\"']?)"
    r"(?P<value>[^\n]*?(?:\n[ \t]+(?![-#\s])[^\n:]*?)*)(?P=mark)[ \t]*\r?$"
)
"""A key and its value; one that goes on in the next line is indented there, as YAML folds a long title.

A line can be read in one way only: with two for the blanks at its end, a quotation mark that is never closed would be
looked for in as many ways as there are lines, and twice that.
"""
_LEVELS = {"title": 1, "headline": 1, "subtitle": 2, "subheadline": 2, "date": 0}
"""The keys whose values are part of the release, and the levels of headings that they are."""
_TOP = 4
"""Lines under the block in which its title may stand again."""
_DAY = compiled(r"\d{4}-\d{2}-\d{2}")


def without_matter(page: Page) -> Page:
    """Return a page without the block above its text, but for what of it is part of the release."""
    block = _BLOCK.match(page.text)
    if block is None:
        return page
    rows = {row["key"].lower(): row for row in _ROW.finditer(page.text, *block.span("rows"))}
    said = [
        _line(page, rows[key], level) for key, level in _LEVELS.items() if key in rows and rows[key]["value"].strip()
    ]
    if not any(line.level == 1 for line in said):
        return page
    first = bisect_left(page.places, block.end())
    below = [line for line in page.lines if line.start >= first]
    title = only_words(next(page.words[line.start : line.end] for line in said if line.level == 1))
    # The title once more over the text: the site prints one of the two.
    again = [line for line in below[:_TOP] if only_words(page.words[line.start : line.end]) == title]
    lines = (*sorted(said, key=lambda line: line.start), *(line for line in below if line not in again))
    beside = [(page.places[line.start], page.places[line.end - 1] + 1) for line in again]
    return replace(page, lines=lines, aside=(block.span("rows"), *beside, *page.aside))


def only_words(text: str) -> str:
    """Return the words of a line as they are compared: without marks, whatever their capitals."""
    return compiled(r"\W+").sub(" ", text).strip().casefold()


def _line(page: Page, row: re.Match[str], level: int) -> Line:
    start, end = row.span("value")
    day = None if level else _DAY.match(row["value"])
    if day is not None:
        end = start + day.end()
    return Line(bisect_left(page.places, start), bisect_left(page.places, end), level=level)
