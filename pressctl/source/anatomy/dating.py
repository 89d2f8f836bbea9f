"""Where and when the news is from: the dateline, and a day that stands elsewhere."""

from __future__ import annotations

import re

from pressctl.frozen import replace
from pressctl.patterns import compiled
from pressctl.source.anatomy.dateline import FoundDateline, dateline_at, find_dateline
from pressctl.source.anatomy.dates import date_at, find_date, find_dates
from pressctl.source.anatomy.desk import Body, Desk
from pressctl.source.anatomy.letterhead import is_filing
from pressctl.source.anatomy.paragraphs import Paragraph

_SHORTEST_HEADLINE = 25
_LONGEST_DAY_LINE = 90
_UNTIL_DAY = compiled(
    r"\b(?:on|of|by|until|till|from|to|for|in|since|before|after|the|and|day|week|am|vom|zum|bis|le|du|au|el|del|al|dal|il"
    r"|с|по|до|від)$",
    re.IGNORECASE,
)
"""A word behind which a day is part of what a headline says."""
_DAY_OF_WEEK = compiled(r"[\s,|–—-]+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?$")
_BYLINE = compiled(r"\s+(?:By|Par|Von|Por|Di)\s[^.!?|]{3,80}$")
_SURE_ABOVE = 3
"""Paragraphs over the headline in which a dateline may stand."""
_NEAR_HEADLINE = 3
"""Paragraphs under the headline in which a day may stand before a contact's label."""


def part_day(desk: Desk) -> None:
    """Cut from a headline the day that stands behind it on its line, with what a bar parts from it.

    A day that stands before it, on a copied page, has been cut off already.
    """
    opening, words = desk.opening, desk.page.words
    if opening.headline is None or opening.headline_at is None or opening.marked:
        return
    start, end = opening.headline
    line = desk.paragraphs[opening.headline_at].start
    if line < start and (first := find_date(words, desk.language, line, start)) and first.day:
        opening.dated = FoundDateline(first.start, first.end, None, first, whole=True)
        return
    day = next((each for each in find_dates(words, desk.language, start, end) if each.end == end and each.day), None)
    if day is None:
        return
    rest = _DAY_OF_WEEK.sub("", words[start : day.start].rstrip())
    bare = rest.rstrip(" \u00a0|–—-,:(")
    if len(bare) < _SHORTEST_HEADLINE or _UNTIL_DAY.search(rest):
        return
    byline = _BYLINE.search(bare) if rest.endswith("|") else None
    opening.headline = (start, start + (byline.start() if byline else len(bare)))
    opening.dated = FoundDateline(day.start, day.end, None, day, whole=True)


def is_dateline(desk: Desk, one: Paragraph) -> bool:
    """Say whether a paragraph is a dateline and nothing else."""
    line = dateline_at(desk.page.words, one, desk.language)
    return line is not None and line.whole and line.date is not None


def begins_news(desk: Desk, one: Paragraph) -> bool:
    """Say whether a paragraph begins with a dateline and goes on."""
    line = dateline_at(desk.page.words, one, desk.language)
    return line is not None and not line.whole


def is_day_of(desk: Desk, dated: FoundDateline, one: Paragraph) -> bool:
    """Say whether a paragraph holds nothing but the dateline, or the day that was taken into it."""
    if dated.whole and one.start == dated.start:
        return True
    day = dated.date
    return day is not None and one.start <= day.start < one.end and is_dateline(desk, one)


def find_day(desk: Desk, body: Body, text: tuple[Paragraph, ...]) -> FoundDateline | None:
    """Return the dateline: at the body's beginning, over the headline, at the body's end, beside the status line."""
    above = body.above[-_SURE_ABOVE:]
    top = tuple(desk.paragraphs[at] for at in (*above, *body.at[:9]))
    dated = find_dateline(desk.page.words, top, desk.language, len(above))
    if dated is None and len(text) > 2:
        below = find_dateline(desk.page.words, text[-1:], desk.language)
        dated = below if below and below.whole and below.complete else None
    if dated is None or dated.date is None:
        dated = _beside_status(desk, dated)
    if dated is None or dated.date is None:
        dated = _day_elsewhere(desk, body, dated)
    return dated


def _day_elsewhere(desk: Desk, body: Body, dated: FoundDateline | None) -> FoundDateline | None:
    """Return the dateline with a day that stands alone: near the headline, before a contact, or under the body."""
    words, language = desk.page.words, desk.language
    found = desk.opening.dated
    near = {at for at in desk.in_contacts - desk.chrome if at < (desk.opening.headline_at or 0) + _NEAR_HEADLINE}
    for at in sorted({*near, *body.above, *body.at[:3], *body.at[-1:]}):
        one = desk.paragraphs[at]
        if found is not None or len(one.words) > _LONGEST_DAY_LINE:
            continue
        if at in near:
            # The day stands before the label of a contact on its line.
            day = date_at(words, language, one.start)
        else:
            line = dateline_at(words, one, language)
            day = line.date if line and line.whole else None
            day = day or (find_date(words, language, one.start, one.end) if is_filing(one.words) else None)
        found = FoundDateline(day.start, day.end, None, day, whole=True) if day and day.day else None
    if found is None or found.date is None:
        return dated
    return replace(dated, date=found.date) if dated else found


def _beside_status(desk: Desk, dated: FoundDateline | None) -> FoundDateline | None:
    """Return the dateline with the date that stands beside "for immediate release"."""
    if desk.opening.status is None:
        return dated
    day = find_date(desk.page.words, desk.language, *desk.opening.status)
    if day is None:
        return dated
    rest = desk.page.words[desk.opening.status[0] : day.start].rstrip(" ,:|-–—")
    rest = compiled(r"\s(?:vom|du|del?|от|від|of)$").sub("", rest)
    if rest:
        desk.opening.status = (desk.opening.status[0], desk.opening.status[0] + len(rest))
    return replace(dated, date=day) if dated else FoundDateline(day.start, day.end, None, day, whole=True)
