"""Lines that a page was cut into where it had links and bold words: text copied from a site has a break at each.

A sentence then stands on several lines, among them a dash alone, a name, or "said." Nothing ends where they end.
"""

from __future__ import annotations

import re

from pressctl.patterns import compiled
from pressctl.source.anatomy.vocabulary import CAPITALS, saying
from pressctl.source.foreign.base import Line

_SIGN = compiled(r"\s*(?:[—–,;)]|\.(?=\s|$)|:(?=\s+\S)|-(?=\s))")
"""A sign that no line begins with."""
_TOWN_LINE = compiled(
    rf"[{CAPITALS}][\w.’'´-]+(?:\s[{CAPITALS}][\w.’'´-]*){{0,3}},\s"
    rf"[{CAPITALS}][\w.’'´-]*(?:\s[{CAPITALS}][\w.’'´-]*){{0,2}}\s?"
)
DAY_LINE = compiled(
    r"(?:[^\W\d_]+,?\s)?(?:\d{1,2}(?:st|nd|rd|th|\.)?\s(?:de\s)?[^\W\d_]+\.?,?(?:\sde)?\s\d{4}|[^\W\d_]+\.?\s\d{1,2},\s\d{4})"
)
"""A day with its year, alone on a line."""
_LONE = compiled(r"\s*[—–:-]\s*")
_OPEN = compiled(r"[^\W\d_][.,]?(?:\s?[—–]|\s-)$")
"""A line that ends with a dash: a town, and the news below it."""
_LABEL_LAST = compiled(r"(?:e-?mail|phone|tel|at|correo|courriel|à|a)\s?:$", re.IGNORECASE)
_JOINING = """
    a an and as at by for from in into of on or than that the to upon via with its au aux de du et ou par à el los las
    del con o y der die das dem den des und von vom für mit или и в на с по до через
"""
_JOINS = frozenset(_JOINING.split())
"""Words behind which a sentence goes on, whatever the next line begins with."""
_QUOTED_COMMA = compiled(r"[,!?][”\"»]\s*$")
"""Words somebody says, before who says them."""
_SAID_LAST = compiled(rf"[,!?.…][”\"»]\s+(?:{saying('en')})\s*$")
"""The verb behind words that somebody says, before who it is."""
_REACH = compiled(r"\s*(?:[\w.+-]+@|\[email|(?:https?://|www\.)|\+?\(?\d[\d() .-]{6,}$)")
_LABELLED = compiled(r"\s*[^\W\d_][\w’'. -]{0,24}:(?:\s|$)")
_ENDS = compiled(r"[.!?:…][”\"»)]?\s*$")
_LONGEST_NAME = 60
_MOST_SHORT = 3
"""Short lines between a quotation and the verb that says whose it is."""
_UNFINISHED = 40
"""Characters from which on a line is running text, and no title."""


def is_torn_by_marks(words: str, lines: list[Line], first: int, at: int) -> bool:
    """Say whether the sentence of a line goes on in the next one.

    Args:
        words: of the page.
        lines: those of one block, without a blank one between them.
        first: where the paragraph began that the line belongs to.
        at: position of the line.
    """
    line, following = lines[at], lines[at + 1]
    text, after = words[line.start : line.end].rstrip(), words[following.start : following.end]
    if line.level or following.bullet or line.quoted:
        return False
    if _SIGN.match(after) or _LONE.fullmatch(after) or _LONE.fullmatch(text):
        return not text.endswith((".", "!", "?"))
    if _is_town_and_day(text, after.strip()) or _is_open(text, after):
        return True
    if _LABELLED.match(after):
        return False
    if _QUOTED_COMMA.search(text):
        return not after.lstrip().startswith(("“", '"', "«", "„"))
    return (
        _SAID_LAST.search(text) is not None
        or _joins(text)
        or _before_verb(words, lines, first, at)
        or _between(words, lines, first, at)
    )


def _is_open(text: str, after: str) -> bool:
    """Say whether a line ends with a dash behind a town, or with what an address on the next line is reached by."""
    labelled = len(text) > _UNFINISHED and _LABEL_LAST.search(text) is not None and _REACH.match(after) is not None
    return labelled or _OPEN.search(text) is not None


def _joins(text: str) -> bool:
    """Say whether a line ends with a word behind which a sentence goes on."""
    parts = text.split()
    return len(parts) > 1 and parts[-1] in _JOINS


def _is_town_and_day(text: str, after: str) -> bool:
    """Say whether a town with its country stands right above a day, or right below it: one dateline on two lines."""
    above, below = _TOWN_LINE.fullmatch(text), DAY_LINE.fullmatch(after)
    return bool(above and below) or bool(DAY_LINE.fullmatch(text) and _TOWN_LINE.fullmatch(after))


def _before_verb(words: str, lines: list[Line], first: int, at: int) -> bool:
    """Say whether short lines between a quotation and its verb name who speaks: “…,” / Elm County / Ada Quill said."""
    for back in range(at - 1, max(first, at - _MOST_SHORT) - 1, -1):
        between = words[lines[back + 1].start : lines[at].end]
        if _ENDS.search(between.rstrip()) or len(between) > 2 * _LONGEST_NAME:
            return False
        if _QUOTED_COMMA.search(words[lines[back].start : lines[back].end]):
            return True
    return False


def _between(words: str, lines: list[Line], first: int, at: int) -> bool:
    """Say whether a name stands alone between two halves of a sentence: "the mayor," / Ada Quill / said today."""
    text = words[lines[at].start : lines[at].end].strip()
    after = words[lines[at + 1].start : lines[at + 1].end].strip()
    if _ENDS.search(text) or _REACH.match(after):
        return False
    if after[:1].islower():
        # The name has been joined to what stands before it: "said." goes on with the sentence.
        return at > first
    if at + 2 >= len(lines) or len(after) > _LONGEST_NAME or _ENDS.search(after) or lines[at + 1].bullet:
        return False
    behind = words[lines[at + 2].start : lines[at + 2].end].strip()
    goes_on = behind[:1].islower() or behind[:2] in {", ", "; "}
    return len(text) > _UNFINISHED and text[-1:].isalpha() and goes_on and not _REACH.match(behind)
