"""Quotations and who is said to have said them.

Words in quotation marks are a quotation where somebody says them: "said Jane Doe", "Jane Doe, director, told …:". A
title in quotation marks has no such words beside it, however long it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from pressctl.source.anatomy.paragraphs import Paragraph
from pressctl.source.anatomy.people import NAME, ORGANISATION_WORD, ROLE_WORD, sentence_end
from pressctl.source.anatomy.vocabulary import ACCORDING, UPPER, saying

_CLOSERS = {"“": '”"“', "„": '“”"', "«": "»", "»": "«", "‹": "›", '"': '"”', "‟": "”", "‘": "’"}
_OPENERS = re.compile(r"[“„«‹‟\"]|(?<![\w’])‘|(?<=^)»")
_PRONOUN = re.compile(r"he|she|they|il|elle|él|ella|er|sie|он|она|він|вона|o|هو|هي", re.IGNORECASE)
_INTRODUCED = re.compile(rf"(?<!\w)(?=\S+\s)(?:[{UPPER}][\w’'-]+\s){{1,2}}[{UPPER}][\w’'-]+")
_NEAR = 170
"""Characters within which two stretches can belong together."""
Span = tuple[int, int]


@dataclass(slots=True)
class FoundQuotation:
    """A quotation in the words of a page."""

    stretches: list[Span]
    speaker: Span | None = None
    role: Span | None = None
    open: bool = field(default=False)
    """Whether its last stretch is not closed: it may go on in the next paragraph."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    start: int
    """After the mark."""
    end: int
    """Before the closing mark."""
    outer: Span
    closed: bool


@dataclass(frozen=True, slots=True)
class _Said:
    speaker: Span
    role: Span | None
    until: int
    """Where the words that attribute end."""


def find_quotations(words: str, paragraphs: tuple[Paragraph, ...], language: str) -> list[FoundQuotation]:
    """Return the quotations of a body in order."""
    found: list[FoundQuotation] = []
    known: Span | None = None
    for at, paragraph in enumerate(paragraphs):
        stretches = _stretches(paragraph)
        if paragraph.quoted and not stretches:
            _set_off(words, paragraph, language, found, follows=bool(at) and paragraphs[at - 1].quoted)
            if found[-1].speaker is None:
                _from_neighbours(found[-1], words, paragraphs, at, language)
            continue
        before = found[-1] if found and found[-1].open and at else None
        if before is not None:
            before.open = False
            if stretches and stretches[0].outer[0] <= paragraph.start + 1:
                _go_on(before, stretches, words, paragraph, language)
                continue
        here = _of_paragraph(words, paragraph, stretches, language, known)
        for one in here:
            if one.speaker is None and one is here[-1]:
                _from_neighbours(one, words, paragraphs, at, language)
        found.extend(here)
        known = next((one.speaker for one in reversed(here) if one.speaker), known)
    return found


def _set_off(words: str, paragraph: Paragraph, language: str, found: list[FoundQuotation], *, follows: bool) -> None:
    """Take a paragraph that the layout sets as a quotation, or the line under one that says whose it is."""
    line = _patterns(language)[-1].fullmatch(paragraph.words) or (
        re.fullmatch(rf"(?P<who>{NAME})[,،]\s*(?P<role>[^.!?]{{3,160}})", paragraph.words) if follows else None
    )
    if line is not None and follows and found:
        said = _said(line, paragraph.start)
        found[-1].speaker, found[-1].role = said.speaker, said.role
    elif follows and found and found[-1].speaker is None:
        found[-1].stretches.append((paragraph.start, paragraph.end))
    else:
        found.append(FoundQuotation([(paragraph.start, paragraph.end)]))


def _go_on(before: FoundQuotation, stretches: list[_Stretch], words: str, paragraph: Paragraph, language: str) -> None:
    """Take the next paragraph's words into a quotation that was not closed."""
    before.stretches.extend((each.start, each.end) for each in stretches)
    before.open = not stretches[-1].closed
    if before.speaker is None:
        said = _after(words, stretches[0], paragraph.end, language)
        if said:
            before.speaker, before.role = said.speaker, said.role


def _stretches(paragraph: Paragraph) -> list[_Stretch]:
    text, found, position = paragraph.words, [], 0
    while match := _OPENERS.search(text, position):
        place = match.start()
        mark = text[place]
        following = text[place + 1 : place + 2]
        if mark == '"' and (following.isspace() or not following or (place and text[place - 1].isalnum())):
            position = place + 1
            continue
        close = _closing(text, place + 1, mark)
        closed = close < len(text)
        start, end = paragraph.start + place + 1, paragraph.start + close
        if end > start:
            found.append(_Stretch(start, end, (start - 1, min(end + 1, paragraph.end)), closed))
        position = close + 1
    return found


def _closing(text: str, start: int, mark: str) -> int:
    """Return the place of the closing mark, or the text's end."""
    closers = _CLOSERS[mark]
    for place in range(start, len(text)):
        character = text[place]
        if character not in closers:
            continue
        before, after = text[place - 1], text[place + 1 : place + 2]
        if character == "’" and (after.isalpha() or (before == "s" and after == " ")):
            continue
        if character in '“"' and mark in '“"' and before.isspace() and after.strip():
            # An opening mark where a closing one is due.
            if character == "“" or mark == '"':
                return place - 1 if mark == "“" and character == "“" else place
            continue
        return place
    return len(text)


def _of_paragraph(
    words: str, paragraph: Paragraph, stretches: list[_Stretch], language: str, known: Span | None
) -> list[FoundQuotation]:
    found: list[FoundQuotation] = []
    loose: list[_Stretch] = []
    position = gap = paragraph.start
    for at, stretch in enumerate(stretches):
        following = stretches[at + 1].outer[0] if at + 1 < len(stretches) else paragraph.end
        told = words[gap : stretch.outer[0]].rstrip().endswith(":")
        said = _before(words, gap, stretch, language) if told else None
        said = said or _after(words, stretch, following, language) or _before(words, gap, stretch, language)
        if said is None and found and _continues(words, found[-1], stretch, position):
            found[-1].stretches.append((stretch.start, stretch.end))
            found[-1].open = not stretch.closed
        elif said is None:
            loose.append(stretch)
        else:
            speaker = _person(words, said.speaker, known)
            own = [each for each in loose if _sentence(words, each) and stretch.start - each.end < _NEAR]
            loose = [each for each in loose if each not in own]
            found.append(
                FoundQuotation([*((each.start, each.end) for each in own), (stretch.start, stretch.end)], speaker)
            )
            found[-1].role = said.role
            if speaker is not None and not words[speaker[0] : speaker[1]][:1].isupper() and words[speaker[0]].islower():
                # Somebody without a name is what they are: "a relative".
                found[-1].speaker, found[-1].role = None, speaker
                speaker = known
            known = speaker
            found[-1].open = not stretch.closed
        position = stretch.outer[1]
        # What attributes the words before it does not attribute those behind it again.
        gap = max(position, said.until if said else position)
    if not found:
        whole = [each for each in loose if _fills(each, paragraph) and (_sentence(words, each) or len(loose) == 1)]
        if whole:
            found.append(FoundQuotation([(each.start, each.end) for each in whole], open=not whole[-1].closed))
    return found


def _continues(words: str, quotation: FoundQuotation, stretch: _Stretch, position: int) -> bool:
    """Say whether a stretch goes on with what the same person says: only the attribution stands between."""
    between = words[quotation.stretches[-1][1] + 1 : stretch.outer[0]]
    ends = sentence_end(between)
    text = words[stretch.start : stretch.end]
    spoken = _sentence(words, stretch) or (len(text.split()) > 1 and text.rstrip()[-1:] in ".!?")
    return spoken and len(between) < 260 and not between[ends:].strip(' “”"«»') and bool(position)


def _sentence(words: str, stretch: _Stretch) -> bool:
    """Say whether the words in quotation marks are a sentence, or the part of one that speaks."""
    text = words[stretch.start : stretch.end].strip()
    after = words[stretch.end + 1 : stretch.end + 2]
    return len(text.split()) > 4 and (text[-1:] in ".!?,…—-–؟" or not stretch.closed or after in {".", ","})


def _fills(stretch: _Stretch, paragraph: Paragraph) -> bool:
    """Say whether a quotation without attribution stands at the paragraph's beginning and is most of it."""
    length = stretch.end - stretch.start
    return length > 30 and stretch.outer[0] <= paragraph.start + 1 and length > 0.5 * (paragraph.end - paragraph.start)


@lru_cache(16)
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    verb = rf"\b{saying(language)}\b"
    anybody = (
        r"(?:(?:an?|one|another|his|her|their|the|un|une|una|ein|eine)\s+[\w’'-]+(?:\s+(?!who\b|that\b)[\w’'-]+){0,3}?)"
    )
    pronoun = r"(?:[Hh]e|[Ss]he|[Tt]hey|il|elle|él|ella|er|sie|он|она|він|вона|o|هو|هي)"
    subject = rf"(?P<who>(?-i:{NAME})|{anybody}|{pronoun}(?!\w))"
    adverb = r"(?:\s*(?:also|further|then|later|recently|proudly|aussi|también|auch|также|также|також|da)\s+)?"
    role = r"(?P<role>[^“”\"„«»]{2,180}?)"
    lead_in = r"[\s,.;–—-]*(?:t-(?=il|elle))?"
    fit = re.IGNORECASE
    return (
        re.compile(
            rf"{lead_in}{adverb}{verb}(?:-t)?[\s-]+(?:{adverb})(?P<who>(?-i:{NAME})|{pronoun}\b|{anybody})", fit
        ),
        re.compile(rf"{lead_in}{subject}{adverb}\s+{adverb}{verb}", fit),
        re.compile(rf"{lead_in}(?P<who>(?-i:{NAME})),\s*{role},?\s+{adverb}{verb}", fit),
        re.compile(
            rf"(?:^|[\s,;(]|[.!?]\s)(?P<who>(?-i:{NAME})|{pronoun}|{anybody})(?:,\s*{role},)?\s+{adverb}{verb}"
            rf"(?:[^.!?“”\"]{{0,160}}?[:,]|\s+that|[,:]?)\s*$",
            fit,
        ),
        re.compile(
            rf"(?:^|\s){ACCORDING}\s+(?P<lead>[^“”\"]{{0,60}}?)(?P<who>(?-i:{NAME}))(?:,\s*{role})?,?:?\s*$", fit
        ),
        re.compile(rf"(?:^|[.!?]\s+)(?P<who>(?-i:{NAME}))(?:,\s*{role})?\s*:\s*$"),
        re.compile(
            rf"(?:^|[.!?]\s+)(?P<who>(?-i:{NAME}))(?:,\s*{role},)?\s+{adverb}{verb}\b[^.!?“”\"]{{0,120}}[.:]\s*$"
        ),
        re.compile(rf"\s*[–—-]{{1,2}}\s*(?P<who>(?-i:{NAME}))(?:\s*[,،–—-]\s*(?P<role>[^“”\"]{{2,160}}))?\s*$"),
    )


def _after(words: str, stretch: _Stretch, until: int, language: str) -> _Said | None:
    """Read the attribution behind a stretch."""
    begin = stretch.outer[1]
    text = words[begin:until]
    if not text.strip():
        return None
    verb_first, name_first, with_role, *_, dashed = _patterns(language)
    if match := with_role.match(text):
        return _said(match, begin)
    if match := name_first.match(text):
        return _said(match, begin)
    if match := verb_first.match(text):
        return _with_following_role(match, begin, until, words)
    if match := dashed.match(text):
        return _said(match, begin)
    return None


def _before(words: str, start: int, stretch: _Stretch, language: str) -> _Said | None:
    """Read the attribution in front of a stretch, in its own sentence or in the one before."""
    text = words[start : stretch.outer[0]]
    if not text.strip() or text.rstrip()[-1:] == "(":
        return None
    _, _, _, ends, according, colon, sentence, _ = _patterns(language)
    tail_at = max(0, len(text) - 420)
    tail = text[tail_at:]
    begins = 0
    for stop in re.finditer(r"[.!?]\s+(?=\S)", tail.rstrip()):
        if not re.search(r"\b(?:Dr|Mr|Mrs|Ms|Prof|Inc|Brig|Gen|St|Rev|Hon|[A-Z])\.$", tail[: stop.start() + 1]):
            begins = stop.end()
    own = tail[begins:]
    offset = start + tail_at + begins
    for pattern in (according, colon, ends):
        found = pattern.search(own)
        if found:
            return _said(found, offset)
    whole = words[stretch.start : stretch.end].strip()
    found = sentence.search(own) if whole[:1].isupper() and whole[-1:] in ".!?" else None
    return _said(found, offset) if found else None


def _said(match: re.Match[str], offset: int) -> _Said:
    groups = match.re.groupindex
    role = match.span("role") if "role" in groups and match["role"] else None
    who = match.span("who")
    return _Said(
        (who[0] + offset, who[1] + offset), (role[0] + offset, role[1] + offset) if role else None, match.end() + offset
    )


_ROLE_STOPS = re.compile(
    r",?\s+(?:who|which|adding|noting|citing|while|when|as\s+(?:he|she|they|part)|during|in\s+(?:a|an|his|her)\s|at\s+the"
    r"|speaking|after|before|qui|lors|quien|durante|der|die|bei|who['’]s|about)\b",
)


def _with_following_role(match: re.Match[str], offset: int, until: int, words: str) -> _Said:
    """Take what follows a name behind the verb, up to the sentence's end, as the role."""
    start, end = match.start("who") + offset, match.end("who") + offset
    stop = min(until, sentence_end(words[:until], end))
    rest = words[end:stop].rstrip(" .,;:")
    if words[end:stop].endswith((" Inc.", " Ltd.", " Corp.", " Co.", "U.S.")):
        rest += "."
    lead = re.match(r"\s*,\s*|\s+(?=of\s|de\s|von\s)", rest)
    role: Span | None = None
    if lead:
        cut = _ROLE_STOPS.search(rest, lead.end())
        words_of_role = rest[lead.end() : cut.start() if cut else len(rest)]
        begin = end + lead.end()
        if words_of_role.startswith("of "):
            words_of_role, begin = words_of_role[3:], begin + 3
        role = (begin, begin + len(words_of_role)) if 2 < len(words_of_role) < 220 else None
    return _Said((start, end), role, stop)


def _person(words: str, speaker: Span, known: Span | None) -> Span | None:
    """Return who speaks; for a pronoun, who was named last with what they are, or spoke before."""
    said = words[speaker[0] : speaker[1]]
    if not _PRONOUN.fullmatch(said):
        return speaker
    begin = max(known[1] if known else 0, speaker[0] - 900)
    named = known
    for match in _INTRODUCED.finditer(words, begin, speaker[0]):
        around = words[max(0, match.start() - 45) : match.start()], words[match.end() : match.end() + 60]
        behind = re.match(r",\s", around[1]) and ROLE_WORD.search(around[1])
        before = ROLE_WORD.search(around[0]) and not re.search(r"[.!?]\s", around[0])
        if (behind or before) and not ORGANISATION_WORD.search(match[0]):
            named = match.span()
    return named


def _from_neighbours(
    one: FoundQuotation, words: str, paragraphs: tuple[Paragraph, ...], at: int, language: str
) -> None:
    """Look for the speaker in the line behind a quotation, or at the end of the one before it."""
    _, name_first, with_role, ends, *_, dashed = _patterns(language)
    if at + 1 < len(paragraphs) and not one.open:
        following = paragraphs[at + 1]
        if len(following.words) < 160:
            match = dashed.fullmatch(following.words) or re.fullmatch(
                rf"(?P<who>{NAME})(?:[,،]\s*(?P<role>[^“”\".]{{3,120}}))?", following.words
            )
            if match:
                said = _said(match, following.start)
                one.speaker, one.role = said.speaker, said.role
                return
    if at:
        before = paragraphs[at - 1]
        tail = before.words[-300:]
        match = ends.search(tail) if tail.rstrip().endswith(":") else None
        if match:
            said = _said(match, before.end - len(tail))
            one.speaker, one.role = said.speaker, said.role
            return
    if at + 1 < len(paragraphs) and not one.open:
        following = paragraphs[at + 1]
        match = with_role.match(following.words) or name_first.match(following.words)
        if match and not any(mark in following.words for mark in '“«„"'):
            said = _said(match, following.start)
            one.speaker, one.role = said.speaker, said.role
