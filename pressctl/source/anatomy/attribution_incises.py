"""Attributions inside the quotation marks: between dashes, between commas, or where the closing mark was forgotten."""

from __future__ import annotations

import re

from pressctl.frozen import replace
from pressctl.patterns import compiled
from pressctl.source.anatomy.attribution_callings import with_following_role
from pressctl.source.anatomy.attribution_forms import FARTHEST, forms_of
from pressctl.source.anatomy.attribution_parts import names_somebody, said_of
from pressctl.source.anatomy.paragraphs import Span
from pressctl.source.anatomy.people import IS_PERSON, ORGANISATION_WORD, ROLE_WORD
from pressctl.source.anatomy.spoken import Said, Stretch

_DASH = compiled(r"[,.!?…»]+[\s\u00a0]*[–—-][\s\u00a0]+")
_RAYA = compiled(r"\s?[—–]\s?")
"""Spanish sets an attribution between dashes: «… —dijo Ada Quill— …»."""
_COMMA = compiled(r",\s+")
_LATEST_NAME = 110
_SHORTEST_WORDS = 20
"""Characters that are said before an attribution inside marks that are not closed."""


def said_within(words: str, stretch: Stretch, language: str) -> tuple[list[Span], Said] | None:
    """Read an attribution that stands inside the quotation marks, and what stands before and behind it.

    So it is in Russian and Ukrainian, between dashes, and in French, between commas.
    """
    # Another mark that opens, behind a blank, is no closing one.
    forgotten = not stretch.closed or words[stretch.end].isspace()
    if forgotten and (unclosed := _said_where_open(words, stretch, language)):
        return unclosed
    sign = {"fr": _COMMA, "ru": _DASH, "uk": _DASH, "es": _RAYA}.get(language)
    if sign is None:
        return None
    for match in sign.finditer(words, stretch.start, stretch.end):
        begin = match.end()
        verb = forms_of(language).verb_first.match(words[begin : min(stretch.end, begin + FARTHEST)])
        if verb is None or verb.end() > _LATEST_NAME:
            continue
        ends = _end_of_incise(words, begin + verb.end(), stretch.end, sign)
        said = _office_within(words, begin, ends[0], verb, language)
        said = said or with_following_role(verb, begin, ends[0], words, language)
        parts = [(stretch.start, match.start() + len(match[0].rstrip(" –—-\u00a0")))]
        return ([*parts, (ends[1], stretch.end)] if ends[1] < stretch.end else parts), said
    return None


def _office_within(words: str, start: int, end: int, verb: re.Match[str], language: str) -> Said | None:
    """Read an office between the verb and a whole name: – отметила в предисловии к отчёту глава фонда Ада Квилл."""
    named = forms_of(language).verb_role.match(words[start : min(end, start + FARTHEST)])
    if named is None or not ROLE_WORD.search(named["role"]) or names_somebody(verb):
        return None
    said = said_of(named, start)
    calling = ROLE_WORD.search(words, *said.role) if said.role else None
    # What somebody says it in stands before what they are: "в предисловии к отчёту".
    inside = said.role and calling and compiled(r"(?:в|во|на|у|під)\s").match(words, said.role[0])
    return replace(said, role=(calling.start(), said.role[1])) if inside and calling and said.role else said


def _said_where_open(words: str, stretch: Stretch, language: str) -> tuple[list[Span], Said] | None:
    """Read the attribution behind words whose closing mark was forgotten: “We open, said Ada Quill, director."""
    forms = forms_of(language)
    for match in _COMMA.finditer(words, stretch.start, stretch.end):
        text = words[match.end() : min(stretch.end, match.end() + FARTHEST)]
        verb = forms.verb_first.match(text) or forms.with_role.match(text) or forms.name_first.match(text)
        if verb is None or match.start() - stretch.start < _SHORTEST_WORDS or verb.end() > _LATEST_NAME:
            continue
        said = with_following_role(verb, match.end(), stretch.end, words, language)
        if IS_PERSON.fullmatch(words, *said.speaker) and not ORGANISATION_WORD.search(words, *said.speaker):
            return [(stretch.start, match.start() + 1)], said
    return None


def _end_of_incise(words: str, start: int, end: int, sign: re.Pattern[str]) -> Span:
    """Return where an attribution between two signs ends, and where the quotation goes on."""
    closing = list(sign.finditer(words, start, end))
    if sign is _COMMA and len(closing) > 1 and ROLE_WORD.search(words, closing[0].end(), closing[1].start()):
        return closing[1].start(), closing[1].end()
    if not closing:
        return end, end
    marks = len(closing[0][0]) - len(closing[0][0].lstrip("»"))
    return closing[0].start() + marks, closing[0].end()
