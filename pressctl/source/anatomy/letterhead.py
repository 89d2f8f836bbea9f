"""The letterhead over a release: who sends it, what they hold, where they sit, and under what it is filed."""

from __future__ import annotations

import re
from itertools import takewhile

from pressctl.patterns import compiled
from pressctl.source.anatomy.dates import find_date
from pressctl.source.anatomy.paragraphs import Paragraph, Span
from pressctl.source.anatomy.people import ORGANISATION_WORD, ROLE_WORD

_HELD = (
    r"(?:(?:federal|shadow|deputy|acting|assistant|parliamentary|vice|prime|the|u\.?s\.?|[a-z]+ian)\s+){0,3}"
    r"(?:minister|secretary|senator|member|leader|attorney|commissioner|premier|president|chancellor|ambassador"
    r"|treasurer|spokes\w+|mayor|governor|ministre|ministr[oa]|minister(?:in)?|министр|міністр|bakan|nazir)"
)
_OFFICE_HELD = compiled(rf"{_HELD}\s(?:for|of|to|in|de|du|des|für|der)\s[^.,;:!?]{{2,90}}", re.IGNORECASE)
"""What somebody holds, by itself on a line: "Minister for Ports"."""
_HOLDER = compiled(
    r"(?:(?:the\s)?hon(?:ou?rable)?\b\.?|(?:sen(?:ator)?|rep|gov|dr|prof|congress(?:wo)?man)\b\.?)\s(?:[^\s.,;:!?]+\.?\s){0,4}[^\s.,;:!?]{2,}"
    r"|[^\W\d_][\w’'-]+(?:\s[\w.’'-]+){1,3}\s(?:MP|MHR|MEP|MLA|MSP|TD|KC|QC|AM|PhD|OBE)(?:\s(?:MP|MHR))?",
    re.IGNORECASE,
)
"""Who holds it, by name, as a letterhead writes it."""
_TELLS = compiled(
    r"\s(?:to|will|has|have|is|was)\s[a-z]"
    r"|\s(?!(?:affairs|services|relations|resources|works|sports|arts|des|les|las|los|ports|roads)\s)[a-z]{3,}s\s[a-z]"
)
"""What says that somebody does something, in a headline: "Minister for Ports opens a quay"."""
_ADDRESS = compiled(
    r"\bP\.?\s?O\.?\s?Box\b|\bABN\b|\b(?:tel(?:ephone)?|phone|fax|facsimile|postfach|téléphone|teléfono|тел)\b\W{0,4}"
    r"[(+\d]|\b\d+[\w-]*\s(?:[A-Z][\w’'-]+\s){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Square|Lane|Drive|Boulevard)\b",
    re.IGNORECASE,
)
_REFERENCE = compiled(
    r"(?:[^\W\d_][\w’'-]*\s){0,3}[^\W\d_][\w’'-]*\s?(?:[#№:]|no\.)\s*[\w/.-]{0,14}\d[\w/.-]*"
    r"|(?:[A-Z]{1,5}\s)?(?:[\w-]{0,6}\d[\w/-]*\s?){1,4}|[A-Z]{2,6}\s[\w-]*\d+(?:/\d+)+",
    re.IGNORECASE,
)
"""What a file is called by, once a date is taken off it: "Case # 14-071", "MPS 151/2001"."""
_SECTION = compiled(
    r"(?:\S+\s){0,4}?(?:(?:press|news|media)\s(?:releases|room|cent(?:er|re)|statements)|newsroom)", re.IGNORECASE
)
"""What a site calls the place where its releases stand."""
_POSTED = compiled(
    r"(?:last\s)?(?:posted|published|updated|modified|veröffentlicht|publié|publicado)(?:\s(?:on|am|le|el))?\W*"
    r"(?:\s?(?:by|von|par|por)\s[^.!?]{2,40})?",
    re.IGNORECASE,
)
"""What a site says of a page, once the day is taken off it: "Posted on … by Ada Quill"."""
_SHORT_LABEL = 3
"""Words below which a line over what a release is filed under is a label of the site: "News Flash"."""
_WEEKDAY = compiled(r"^\s*(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s*$")
_LONGEST_STOPPED = 90
_MOST_ABOVE = 4
"""Lines that a letterhead may have over a headline."""


def below_letterhead(paragraphs: tuple[Paragraph, ...], free: list[int], status: Span | None) -> list[int]:
    """Leave out who sends the release, where that stands over "press release" and the headline under it."""
    free = _below_references(paragraphs, _below_office(paragraphs, _below_references(paragraphs, free)))
    if status is None:
        return free
    above = [at for at in free if paragraphs[at].start < status[0]]
    below = [at for at in free if paragraphs[at].start >= status[0]]
    sender = (
        above
        and len(above) < _MOST_ABOVE
        and all(is_short(paragraphs[at].words) and _is_sender(paragraphs[at].words) for at in above)
    )
    return below if sender and below and is_short(paragraphs[below[0]].words) else free


def _below_office(paragraphs: tuple[Paragraph, ...], free: list[int]) -> list[int]:
    """Leave out the letterhead of a person or an office: who it is, what they hold, where they sit."""
    top = list(takewhile(is_short, (paragraphs[at].words for at in free[: _MOST_ABOVE + 1])))
    addresses = [place for place, text in enumerate(top) if _ADDRESS.search(text)]
    if addresses and all(_is_sender(text) or _ADDRESS.search(text) for text in top[: addresses[-1] + 1]):
        return _if_headed(paragraphs, free, addresses[-1] + 1)
    count = next((place for place, text in enumerate(top) if not is_letterhead(text)), len(top))
    if count < len(free) and _is_sentence(paragraphs[free[count]].words):
        return free  # the news begins here: what stands over it is its headline, "Mayor of Elm visits the quay"
    return _if_headed(paragraphs, free, count)


def _is_sentence(text: str) -> bool:
    """Say whether a line is longer than a headline that somebody ends with a full stop."""
    return len(text) > _LONGEST_STOPPED and text.rstrip().endswith(".")


def is_short(text: str) -> bool:
    """Say whether a text may be a line of a letterhead, or a headline; a longer one is not searched for either."""
    return len(text) < 300


def _if_headed(paragraphs: tuple[Paragraph, ...], free: list[int], first: int) -> list[int]:
    """Return what stands below some lines at the top, where a line that can be a headline comes next."""
    below = free[first:]
    return below if len(below) > 1 and is_short(paragraphs[below[0]].words) else free


def is_letterhead(text: str) -> bool:
    """Say whether a line is nothing but who somebody is and what they hold: "The Hon Ada Quill MP, Minister for …"."""
    if _TELLS.search(text):
        return False
    parts = [part for part in re.split(r"\s{2,}|,\s|\s[–—|-]\s", text.strip()) if part]
    return 0 < len(parts) < 9 and all(
        _OFFICE_HELD.fullmatch(part)
        or _HOLDER.fullmatch(part)
        or re.match(r"and\s", part, re.IGNORECASE)
        or (len(parts) > 1 and len(part) < 70 and ROLE_WORD.search(part) and part[-1] not in ".!?")
        for part in parts
    )


def _below_references(paragraphs: tuple[Paragraph, ...], free: list[int]) -> list[int]:
    """Leave out what a release is filed under, and the day on which somebody printed it."""
    count = 0
    for at in free[:_MOST_ABOVE]:
        if _is_reference(paragraphs[at].words):
            count = free.index(at) + 1
        elif len(paragraphs[at].words.split()) >= _SHORT_LABEL:
            break
    return _if_headed(paragraphs, free, count)


def _is_reference(text: str) -> bool:
    if len(text) > 80 or text[-1:] in ".!?":
        return False
    return is_filing(text) or _SECTION.fullmatch(text) is not None


def is_filing(text: str) -> bool:
    """Say whether a line is nothing but a number, or a day behind its label: what a release is filed under."""
    day = find_date(text, "en")
    bare = (_WEEKDAY.sub("", text[: day.start]) + text[day.end :]).strip() if day else text.strip()
    labelled = day and re.fullmatch(r"(?:[^\W\d_][\w’'-]*\s){0,2}[^\W\d_]+\s?:\W*(?:\w+day)?\W*", bare)
    posted = day and _POSTED.fullmatch(bare)
    return bool(labelled or posted) or _REFERENCE.fullmatch(bare) is not None


def _is_sender(text: str) -> bool:
    """Say whether a line names an office, and says nothing of it."""
    words = text.split()
    return (
        len(text) < 90
        and len(words) < 12
        and not text.endswith((".", "!", "?"))
        and (ORGANISATION_WORD.search(text) is not None or is_letterhead(text))
    )
