"""What stands above the news: status line, embargo, headline and subheadline."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pressctl.source.anatomy.paragraphs import Paragraph
from pressctl.source.anatomy.vocabulary import EMBARGO, IMMEDIATE, NO_EMBARGO, STATUS

Span = tuple[int, int]
_DATED = re.compile(r"\b(?:19|20)\d{2}\b.{0,40}$|/\s.{0,30}\s/")
"""A line with a date at its end: a dateline that stands alone."""
_TOP = 10
"""Paragraphs that are looked at."""


@dataclass(slots=True)
class Opening:
    """Places of the parts; positions are those among the page's paragraphs."""

    headline: Span | None = None
    headline_at: int | None = None
    marked: bool = False
    """Whether the layout says that it is the headline."""
    subheadline: int | None = None
    status: Span | None = None
    embargo: Span | None = None
    taken: set[int] | None = None


def find_opening(paragraphs: tuple[Paragraph, ...], taken: set[int], subject: str | None) -> Opening:
    """Return what stands above the news.

    Args:
        paragraphs: of the page.
        taken: positions that are something else: contacts, links.
        subject: what the mail or the page calls itself.
    """
    opening = Opening(taken=set())
    _status_and_embargo(paragraphs, taken, opening)
    _headline(paragraphs, taken | (opening.taken or set()), opening, subject)
    return opening


def _status_and_embargo(paragraphs: tuple[Paragraph, ...], taken: set[int], opening: Opening) -> None:
    for at, paragraph in enumerate(paragraphs):
        if at in taken or (at >= _TOP and at < len(paragraphs) - 4):
            continue
        text = paragraph.words
        if len(text) < 260 and EMBARGO.search(text) and not NO_EMBARGO.search(text) and _is_order(text, at):
            opening.embargo = opening.embargo or (paragraph.start, paragraph.end)
            _take(opening, at)
            continue
        if at >= _TOP:
            continue
        match = STATUS.match(text.lstrip("*_ -–—["))
        if NO_EMBARGO.search(text) and len(text) < 80:
            opening.status = opening.status or (paragraph.start, paragraph.end)
            _take(opening, at)
        elif match:
            _status(paragraph, at, match, opening)


def _is_order(text: str, at: int) -> bool:
    """Say whether a line orders an embargo, rather than tells of one in the news."""
    leading = re.match(r"\W*(?:strictly |under |press release\W+|sous |unter )*", text, re.IGNORECASE)
    begins = EMBARGO.match(text, leading.end() if leading else 0) is not None
    return begins or (at < _TOP and len(text) < 120 and re.search(r"\d", text) is not None)


def _status(paragraph: Paragraph, at: int, match: re.Match[str], opening: Opening) -> None:
    text = paragraph.words
    begin = text.index(match[0])
    rest = text[begin + len(match[0]) :]
    fused = re.match(r"\s*:\s*(?=\S)", rest)
    if len(rest.strip(" :.-–—]*_")) <= 45 and not (fused and not re.search(r"\d", rest)):
        if opening.status is None or (IMMEDIATE.search(text) and opening.headline is None):
            opening.status = (paragraph.start, paragraph.end)
        _take(opening, at)
    elif fused and (IMMEDIATE.search(match[0]) or paragraph.level) and opening.headline is None:
        opening.status = (paragraph.start + begin, paragraph.start + begin + len(match[0]))
        opening.headline = (paragraph.start + begin + len(match[0]) + fused.end(), paragraph.end)
        opening.headline_at, opening.marked = at, bool(paragraph.level)
        _take(opening, at)


def _take(opening: Opening, at: int) -> None:
    if opening.taken is not None:
        opening.taken.add(at)


def _headline(paragraphs: tuple[Paragraph, ...], taken: set[int], opening: Opening, subject: str | None) -> None:
    free = [at for at, one in enumerate(paragraphs) if at not in taken and not one.margin]
    if opening.headline is None:
        found = _find_headline(paragraphs, free, subject)
        if found is None:
            return
        opening.headline_at, opening.marked = found
        chosen = paragraphs[found[0]]
        opening.headline = (chosen.start, chosen.end)
    at = opening.headline_at or 0
    following = next((place for place in free if place > at), None)
    if following is not None and _is_subheadline(paragraphs, following):
        opening.subheadline = following


def _find_headline(paragraphs: tuple[Paragraph, ...], free: list[int], subject: str | None) -> tuple[int, bool] | None:
    top = [at for at in free if at < free[0] + _TOP] if free else []
    levels = [paragraphs[at].level for at in top if paragraphs[at].level]
    if levels:
        return next(at for at in top if paragraphs[at].level == min(levels)), True
    if subject:
        bare = _bare(subject)
        for at in top:
            words = _bare(paragraphs[at].words)
            if len(words) > 12 and (words in bare or bare in words) and len(words) < 300:
                return at, True
    for at in top:
        words = paragraphs[at].words
        letterhead = paragraphs[at].bold is False and len(words.split()) < 3 and len(top) > 3
        if not letterhead and not re.fullmatch(r"[\W\d]+", words) and not _is_date_line(words):
            return at, False
    return (top[0], False) if top else None


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()


def _is_date_line(words: str) -> bool:
    return len(words) < 60 and re.search(r"\b(?:19|20)\d{2}\b", words) is not None and len(words.split()) < 6


def _is_subheadline(paragraphs: tuple[Paragraph, ...], at: int) -> bool:
    """Say whether what follows the headline is a second one: marked as a heading, or short and no sentence."""
    one = paragraphs[at]
    text = one.words
    if len(text) > 300 or one.bullet or one.linked or at + 1 >= len(paragraphs):
        return False
    if re.match(r"(?:by|par|von|por)\s+[A-Z]", text, re.IGNORECASE) or _DATED.search(text):
        return False
    if one.level:
        return paragraphs[at + 1].level == 0 and len(paragraphs[at + 1].words) > 40
    sentence = text.endswith((".", "!", "?", ":", ","))
    if not sentence and 15 < len(text) <= 220 and text[0].isupper() and not re.search(r"https?:|@", text):
        return len(paragraphs[at + 1].words) > 60
    return False
