"""Quotations and who is said to have said them.

Words in quotation marks are a quotation where somebody says them: "said Jane Doe", "Jane Doe, director, told …:". A
title in quotation marks has no such words beside it, however long it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from pressctl.patterns import compiled
from pressctl.source.anatomy.attribution_forms import forms_of
from pressctl.source.anatomy.attributions import (
    Said,
    Stretch,
    said_around,
    said_at_end,
    said_before,
    said_behind,
    said_in_last_sentence,
    said_of,
    said_within,
)
from pressctl.source.anatomy.paragraphs import Paragraph
from pressctl.source.anatomy.people import NAME, ORGANISATION_WORD, PERSON, ROLE_WORD, bare_name, sentence_end
from pressctl.source.anatomy.vocabulary import UPPER, saying

_CLOSERS = {"“": '”"“', "„": '“”"', "«": "»", "»": "«", "‹": "›", '"': '"”', "‟": "”", "‘": "’"}
_OPENERS = compiled(r"[“„«‹‟\"]|(?<![\w’])‘|(?<![^\s(])»(?=\w)")
_PRONOUN = compiled(r"he|she|they|il|elle|él|ella|er|sie|он|она|він|вона|o|هو|هي", re.IGNORECASE)
_INTRODUCED = compiled(
    rf"(?<!\w)(?=\S+\s)(?:[{UPPER}][\w’'-]+\s){{1,4}}[{UPPER}][\w’'-]+"
    rf"|(?<=ccording to )[{UPPER}][\w’'-]+|(?:Mrs?|Ms|Dr)\.\s[{UPPER}][\w’'-]+"
)
_FULL_NAME = compiled(rf"(?<![.!?]\s)(?<!^)\b[{UPPER}][a-zà-ÿ’'-]+\s(?:[{UPPER}]\.\s)?[{UPPER}][\w’'-]+")
_NAME_WITH_ROLE = compiled(rf"(?P<who>{NAME})[,،]\s*(?P<role>[^.!?]{{3,160}})")
_ROLE_WITH_NAME = compiled(rf"(?P<role>[^“”\".:]{{3,120}}?)\s?:\s+(?P<who>{NAME})")
_OTHER_SCRIPT = compiled(
    r"(?<=[\u0400-\u06ff])\s\(\s?[A-Z\u00c0-\u024f][A-Za-z\u00c0-\u024f’' .-]{2,40}\)"
    r"|(?<=[a-z])\s\([\u0400-\u04ff\u0600-\u06ff][\u0400-\u06ff’' .-]{2,40}\)"
)
"""A name in another script behind the name: Ада Квилл (Ada Quill)."""
_SPOKEN_OF = compiled(rf"(?P<who>{PERSON}),\s(?P<role>(?:[^.!?“”\"]|\.(?=\s?[\w,])){{3,160}}?),\s(?:[a-z]|[а-яё])")
_OF_HEADINGS = compiled(
    r"\b(?:Than|They|Could|Get|Else|Someone|Everyone|Why|How|What|When|Your|You|Is|Are|Not|More|Most|Every|Goes|Can|Will|There|This)\b"
)
"""Words that are capitals in a heading that was run into its text, and in nobody's name."""
_GREAT_NEXT = compiled(rf"\s[{UPPER}]")
_OWNING = compiled(r"['’]s?$")
_LEADING_NAME = compiled(rf"(?P<who>{PERSON})(?:['’]s?)?\s")
_FAR = 4000
_MOST_PARAGRAPHS = 8
_LONGEST_SIGNATURE = 300
_UNNAMED = compiled(rf"[a-zß-öø-ÿа-яёіїєґəıçşğ]|(?:The|An?|One|Another)\s(?![{UPPER}])")
"""How somebody is spoken of who has no name: "a relative", "The church"."""
_OF = compiled(r"(?:\b(?:of|at|for|from|with|in|by|de|du|des|von|der|del)|['’]s)\s+(?:the\s+)?$", re.IGNORECASE)
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
class _Body:
    """What is read: the words of a page, its body's paragraphs, its language."""

    words: str
    paragraphs: tuple[Paragraph, ...]
    language: str


def find_quotations(words: str, paragraphs: tuple[Paragraph, ...], language: str) -> list[FoundQuotation]:
    """Return the quotations of a body in order."""
    # A line's end inside a paragraph is a blank: no sentence ends there.
    words = _plainly(words)
    paragraphs = tuple(replace(one, words=words[one.start : one.end]) for one in paragraphs)
    body = _Body(words, paragraphs, language)
    found: list[FoundQuotation] = []
    known: Span | None = None
    for at, paragraph in enumerate(paragraphs):
        stretches = _stretches(paragraph)
        if paragraph.quoted and not stretches:
            above = paragraphs[at - 1].end if at and paragraphs[at - 1].quoted else None
            _set_off(words, paragraph, language, found, above)
            if found[-1].speaker is None:
                _from_neighbours(found[-1], body, at)
        elif found and at and _continued(found[-1], stretches, body, at, known):
            if found[-1].speaker is None and not found[-1].open:
                _from_neighbours(found[-1], body, at, above=False)
        else:
            here = _of_paragraph(words, paragraph, stretches, language, known)
            if here and here[-1].speaker is None:
                _from_neighbours(here[-1], body, at)
            here = [one for one in here if one.speaker or one.role or _spoken(one, body, at)]
            found.extend(here)
            known = next((one.speaker for one in reversed(here) if one.speaker), known)
    return found


def _plainly(words: str) -> str:
    """Return the words, each in its place, with blanks for line ends and for a name's other spelling behind it."""
    words = words.replace("\n", " ")
    if "(" not in words or not words.isascii():
        words = _OTHER_SCRIPT.sub(lambda match: " " * len(match[0]), words)
    return words


def _continued(before: FoundQuotation, stretches: list[Stretch], body: _Body, at: int, known: Span | None) -> bool:
    """Take into the last quotation what a paragraph goes on with; say whether that is all that the paragraph quotes."""
    paragraph = body.paragraphs[at]
    if before.open:
        # What announced a list goes on behind it.
        before.open = not stretches and body.words[: before.stretches[-1][1]].rstrip().endswith(":")
        if (rest := _unopened(paragraph)) is not None:
            stretches = [rest, *(each for each in stretches if each.start > rest.end)]
        if stretches and stretches[0].outer[0] <= paragraph.start + 1:
            _go_on(before, stretches, body, paragraph, known)
            return True
    elif _goes_on(before, stretches, body, at):
        before.stretches.append((stretches[0].start, stretches[0].end))
        before.open = not stretches[0].closed
        return True
    return False


def _unopened(paragraph: Paragraph) -> Stretch | None:
    """Return the rest of a quotation that began in the paragraph before and is closed in this one."""
    text = paragraph.words
    mark = compiled(r"[“”\"„«»]").search(text)
    if mark is None or mark[0] in "“„«" or not mark.start() or text[mark.start() - 1].isspace():
        return None
    if text[mark.end() : mark.end() + 1].isalnum():
        return None
    end = paragraph.start + mark.start()
    return Stretch(paragraph.start, end, (paragraph.start, min(end + 1, paragraph.end)), closed=True)


def _goes_on(before: FoundQuotation, stretches: list[Stretch], body: _Body, at: int) -> bool:
    """Say whether a paragraph of nothing but a quotation goes on with the one that ended the paragraph before."""
    paragraph, above = body.paragraphs[at], body.paragraphs[at - 1]
    if len(stretches) != 1 or before.speaker is None or not _ends_with(above, before, body):
        return False
    if stretches[0].outer[0] > paragraph.start + 1 or paragraph.end - stretches[0].end > 2:
        return False
    alone = FoundQuotation([(stretches[0].start, stretches[0].end)], open=not stretches[0].closed)
    _from_neighbours(alone, body, at, above=False)
    return alone.speaker is None and not (alone.open and _attributed_below(body, at))


def _ends_with(above: Paragraph, quotation: FoundQuotation, body: _Body) -> bool:
    """Say whether a paragraph ends with a quotation, or with who said it: “…,” Ada Quill said."""
    rest = body.words[quotation.stretches[-1][1] + 1 : above.end].strip()
    said = quotation.speaker is not None and quotation.stretches[-1][1] < quotation.speaker[0] < above.end
    return len(rest) < 2 or (said and len(rest) < _NEAR and sentence_end(rest) == len(rest))


def _attributed_below(body: _Body, at: int) -> bool:
    """Say whether a quotation that is opened here again and again says at its end whose it is."""
    for paragraph in body.paragraphs[at + 1 : at + 1 + _MOST_PARAGRAPHS]:
        stretches = _stretches(paragraph)
        if not stretches or stretches[0].outer[0] > paragraph.start + 1:
            return False
        if stretches[0].closed:
            return said_behind(body.words, stretches[0], paragraph.end, body.language) is not None
    return False


def _spoken(one: FoundQuotation, body: _Body, at: int) -> bool:
    """Say whether words that nobody is said to have said are speech: no title, and no answer of an interview."""
    text = body.words[one.stretches[-1][0] : one.stretches[-1][1]].rstrip()
    question = at > 0 and body.paragraphs[at - 1].words.rstrip().endswith("?")
    return not question and (one.open or text[-1:] in ".!?,…؟—–-")


def _set_off(words: str, paragraph: Paragraph, language: str, found: list[FoundQuotation], above: int | None) -> None:
    """Take a paragraph that the layout sets as a quotation, or the line under one that says whose it is.

    `above` is where the one above it ends, if that is set so too.
    """
    follows = above is not None
    line = forms_of(language).dashed.fullmatch(paragraph.words) or (
        _NAME_WITH_ROLE.fullmatch(paragraph.words) if follows else None
    )
    if line is not None and follows and found:
        said = said_of(line, paragraph.start)
        found[-1].speaker, found[-1].role = said.speaker, said.role
    elif follows and found and (found[-1].speaker is None or found[-1].stretches[-1][1] == above):
        found[-1].stretches.append((paragraph.start, paragraph.end))
    else:
        found.append(FoundQuotation([(paragraph.start, paragraph.end)]))


def _go_on(
    before: FoundQuotation, stretches: list[Stretch], body: _Body, paragraph: Paragraph, known: Span | None
) -> None:
    """Take the next paragraph's words into a quotation that was not closed."""
    before.stretches.extend((each.start, each.end) for each in stretches)
    before.open = not stretches[-1].closed
    if before.speaker is None:
        said = said_behind(body.words, stretches[0], paragraph.end, body.language)
        if said:
            before.speaker, before.role = _person(body.words, said.speaker, known), said.role


def _stretches(paragraph: Paragraph) -> list[Stretch]:
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
            found.append(Stretch(start, end, (start - 1, min(end + 1, paragraph.end)), closed))
        position = close + 1
    return found


def _closing(text: str, start: int, mark: str) -> int:
    """Return the place of the closing mark, or the text's end."""
    closers = _CLOSERS[mark]
    inside = 0
    for place in range(start, len(text)):
        character = text[place]
        if mark == character == "«":
            inside += 1
        if character not in closers:
            continue
        if inside and character == "»" and text.find("»", place + 1) > 0:
            # Marks within marks; two that end together are often written as one.
            inside -= 1
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
    words: str, paragraph: Paragraph, stretches: list[Stretch], language: str, known: Span | None
) -> list[FoundQuotation]:
    found: list[FoundQuotation] = []
    loose: list[Stretch] = []
    position = gap = paragraph.start
    ahead = _next_long(words, stretches, paragraph.end)
    for at, stretch in enumerate(stretches):
        if stretch.outer[0] < gap:
            continue
        following = ahead[at]
        if within := said_within(words, stretch, language):
            found.append(FoundQuotation(within[0], _person(words, within[1].speaker, known), within[1].role))
            known = found[-1].speaker or known
            position = gap = stretch.outer[1]
            continue
        lead = words[gap : stretch.outer[0]].rstrip()
        # A comma before whole sentences announces them: Ada Quill said, “We open. Come in.” She praised …
        sentences = words[stretch.start : stretch.end].rstrip()[-1:] in ".!?" and stretch.closed
        told = lead.endswith(":") or (lead.endswith(",") and sentences)
        before = said_before(words, gap, stretch, language)
        said = before if told and before and not ROLE_WORD.fullmatch(words, *before.speaker) else None
        said = said or said_behind(words, stretch, following, language) or before
        said = said or said_around(words, gap, stretch, following, language)
        if _is_catchword(words, stretch):
            said = None
        if said is None and found and _continues(words, found[-1], stretch, position):
            found[-1].stretches.append((stretch.start, stretch.end))
            found[-1].open = not stretch.closed
        elif said is None:
            loose.append(stretch)
        else:
            speaker = _person(words, said.speaker, known)
            own = [each for each in loose if _sentence(words, each) and stretch.start - each.end < _NEAR]
            loose = []
            found.append(
                FoundQuotation([*((each.start, each.end) for each in own), (stretch.start, stretch.end)], speaker)
            )
            found[-1].role = said.role
            if speaker is not None and (what := _unnamed(words, speaker, said.role)):
                # Somebody without a name is what they are: "a relative".
                found[-1].speaker, found[-1].role = None, what
                speaker = _subject(words, paragraph.start, what[0]) or known
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


def _unnamed(words: str, speaker: Span, role: Span | None) -> Span | None:
    """Return what somebody is called who is not named: "a relative", "the Trust’s CEO", "a spokesperson for Elm"."""
    if _is_for_others(words, speaker, role):
        return (role[0], speaker[1]) if role else speaker
    called = _UNNAMED.match(words, *speaker) or _is_only_called(words, speaker, role) or _is_code(words, speaker)
    return speaker if called else None


def _subject(words: str, start: int, end: int) -> Span | None:
    """Return whom a paragraph begins with: "Ada Quill’s support came when the champion told …" is about one person."""
    found = _LEADING_NAME.match(words, start, end)
    if found is None or ORGANISATION_WORD.search(found["who"]):
        return None
    return found.start("who"), found.end("who") - (len(found["who"]) - len(_OWNING.sub("", found["who"])))


def _is_only_called(words: str, speaker: Span, role: Span | None) -> bool:
    """Say whether somebody is named by what they are alone: "the Trust’s CEO"; James Governor, founder, is not."""
    name = words[slice(*speaker)]
    if role is not None and role[0] > speaker[1] and len(name.split()) == 2 and ROLE_WORD.search(words, *role):
        return False
    return ROLE_WORD.fullmatch(name.rsplit(maxsplit=1)[-1]) is not None


def _is_for_others(words: str, speaker: Span, role: Span | None) -> bool:
    """Say whether a name is that of those for whom somebody without a name speaks."""
    if role is None or not 0 <= speaker[0] - role[1] < 2 or not ROLE_WORD.search(words, *role):
        return False
    return _OF.search(words[slice(*role)] + " ") is not None and ORGANISATION_WORD.search(words, *speaker) is not None


def _is_code(words: str, speaker: Span) -> bool:
    """Say whether what looks like a name has a digit, as that of a series or a road: "F1"."""
    return " " not in words[slice(*speaker)] and compiled(r"\d").search(words, *speaker) is not None


def _next_long(words: str, stretches: list[Stretch], end: int) -> list[int]:
    """Return of each stretch where the next one begins that may be more than a name; `end` where there is none."""
    following = []
    for stretch in reversed(stretches):
        following.append(end)
        if _long(words, stretch):
            end = stretch.outer[0]
    return following[::-1]


def _long(words: str, stretch: Stretch) -> bool:
    """Say whether a stretch may be more than a name in quotation marks."""
    text = words[stretch.start : stretch.end].split()
    return len(text) > 4 or (len(text) > 2 and text[-1][-1] in ".!?…")


def _continues(words: str, quotation: FoundQuotation, stretch: Stretch, position: int) -> bool:
    """Say whether a stretch goes on with what the same person says: only the attribution stands between."""
    between = words[quotation.stretches[-1][1] + 1 : stretch.outer[0]]
    ends = sentence_end(between)
    text = words[stretch.start : stretch.end]
    whole = text.rstrip()[-1:] in ".!?" or (
        words[stretch.end + 1 : stretch.end + 2] in {".", ""} and text[:1].isupper()
    )
    spoken = _sentence(words, stretch) or (len(text.split()) > 1 and whole)
    return spoken and len(between) < 260 and not between[ends:].strip(' \u00a0“”"«»–—-') and bool(position)


def _is_catchword(words: str, stretch: Stretch) -> bool:
    """Say whether the words in quotation marks are too few for anything that somebody says: “a noisy neighbour”."""
    text = words[stretch.start : stretch.end].strip()
    return stretch.closed and len(text.split()) < 4 and text[:1].islower() and text[-1:] not in ".!?,…؟،"


def _sentence(words: str, stretch: Stretch) -> bool:
    """Say whether the words in quotation marks are a sentence, or the part of one that speaks."""
    text = words[stretch.start : stretch.end].strip()
    after = words[stretch.end + 1 : stretch.end + 2]
    return len(text.split()) > 4 and (text[-1:] in ".!?,…—-–؟" or not stretch.closed or after in {".", ","})


def _fills(stretch: Stretch, paragraph: Paragraph) -> bool:
    """Say whether a quotation without attribution stands at the paragraph's beginning and is most of it."""
    length = stretch.end - stretch.start
    alone = length > 12 and length + 4 >= paragraph.end - paragraph.start
    return (
        (length > 30 or alone)
        and stretch.outer[0] <= paragraph.start + 1
        and length > 0.5 * (paragraph.end - paragraph.start)
    )


def _person(words: str, speaker: Span, known: Span | None) -> Span | None:
    """Return who speaks; for a pronoun, who was named last with what they are, or spoke before."""
    said = words[speaker[0] : speaker[1]]
    if not _PRONOUN.fullmatch(said):
        return speaker
    begin = max(known[1] if known else 0, speaker[0] - 900)
    named = known
    for match in _INTRODUCED.finditer(words, begin, speaker[0]):
        if _OF_HEADINGS.search(match[0]) or (match[0].count(" ") > 2 and _GREAT_NEXT.match(words, match.end())):
            continue
        calls, bare, _ = bare_name(words, *match.span())
        if calls > match.start() and not ORGANISATION_WORD.search(words, bare, match.end()):
            # "Country Director Ada Quill agreed."
            named = bare, match.end()
        elif _is_introduced(words, match):
            named = match.span()
    return named or _mentioned_last(words, speaker[0])


def _mentioned_last(words: str, before: int) -> Span | None:
    """Return the last mention of somebody who is named in full before a place, and by their surname again and again."""
    text = words[max(0, before - _FAR) : before]
    offset = before - len(text)
    best: Span | None = None
    for match in _FULL_NAME.finditer(text):
        surname = match[0].split()[-1]
        if ORGANISATION_WORD.search(match[0]) or ROLE_WORD.search(match[0]):
            continue
        alone = [
            each
            for each in re.finditer(rf"(?<![\w’'-]){re.escape(surname)}(?![\w-])", text)
            if each.start() >= match.end()
        ]
        if alone and (best is None or alone[-1].start() > best[0]):
            best = alone[-1].start(), alone[-1].end()
    return (best[0] + offset, best[1] + offset) if best else None


def _is_introduced(words: str, match: re.Match[str]) -> bool:
    """Say whether a name stands with what its bearer is, and is not that of the bearer's office."""
    before, behind = words[max(0, match.start() - 45) : match.start()], words[match.end() : match.end() + 60]
    described = compiled(r",\s").match(behind) and ROLE_WORD.search(behind)
    if _OF.search(before) and not described:
        return False
    # What the name is called by stands in its own sentence.
    called = ROLE_WORD.search(compiled(r".*[.!?][”\"»]?\s", re.DOTALL).sub("", before))
    told = before.lower().endswith("according to ") or compiled(r"(?:Mrs?|Ms|Dr)\.").match(match[0])
    return bool(described or called or told) and not ORGANISATION_WORD.search(match[0])


def _from_neighbours(one: FoundQuotation, body: _Body, at: int, *, above: bool = True) -> None:
    """Look for the speaker in the line behind a quotation, or at the end of the one before it."""
    behind = body.paragraphs[at + 1] if at + 1 < len(body.paragraphs) and not one.open else None
    said = _signed(behind, body.language) if behind else None
    if said is None and above and at:
        said = _announced(body.paragraphs[at - 1], body.language)
    if said is None and behind:
        said = _told_after(behind, body.language)
    if said is None and above and at and _is_alone(one, body.paragraphs[at]):
        said = _spoken_of(body.paragraphs[at - 1]) or _told_above(body.paragraphs[at - 1], body.language)
    if said is not None:
        one.speaker, one.role = _person(body.words, said.speaker, None), said.role


def _is_alone(one: FoundQuotation, paragraph: Paragraph) -> bool:
    """Say whether a paragraph is nothing but one quotation of a sentence and more."""
    start, end = one.stretches[0][0], one.stretches[-1][1]
    text = paragraph.words.rstrip()
    return end - start + 4 >= len(text) and end - start > _NEAR // 2 and text.rstrip('”"»')[-1:] in ".!?"


def _told_above(above: Paragraph, language: str) -> Said | None:
    """Read the last sentence of the paragraph above, where it tells in other words what somebody said, in English."""
    if language != "en":
        return None  # where verbs of saying have other meanings, too: "stellt eine Frage"
    return (
        None if compiled(r"[“«„\"]").search(above.words) else said_in_last_sentence(above.words, above.start, language)
    )


def _spoken_of(above: Paragraph) -> Said | None:
    """Read of whom the paragraph above a quotation speaks: it begins with a name and what its bearer is."""
    found = _SPOKEN_OF.match(above.words)
    if found is None or ORGANISATION_WORD.search(found["who"]) or not ROLE_WORD.search(found["role"]):
        return None
    return said_of(found, above.start) if compiled(r"[“«„\"]").search(above.words) is None else None


def _signed(line: Paragraph, language: str) -> Said | None:
    """Read the line under a quotation that is a name, with or without what the person is."""
    if len(line.words) >= _LONGEST_SIGNATURE or line.words.endswith(":"):
        return None
    if match := forms_of(language).dashed.fullmatch(line.words):
        return said_of(match, line.start)
    match = re.fullmatch(
        rf"(?P<who>{NAME})(?:[,،]\s*(?P<role>[^“”\".]{{3,260}}?))?(?:\s[–—-]\s\d[\d./-]{{5,9}})?", line.words
    )
    if match is None and line.bullet:
        match = _ROLE_WITH_NAME.fullmatch(line.words)
    return said_of(match, line.start) if match else None


def _announced(paragraph: Paragraph, language: str) -> Said | None:
    """Read the end of a paragraph that says who speaks in the next one."""
    tail = paragraph.words[-300:]
    return said_at_end(tail, paragraph.end - len(tail), language) if tail.rstrip().endswith(":") else None


def announces(paragraph: Paragraph, language: str) -> bool:
    """Say whether a short paragraph says that somebody speaks in the next one: "The minister said:", "Ada, mayor:"."""
    text = paragraph.words.rstrip()
    if not text.endswith(":"):
        return False
    named = forms_of(language).colon.fullmatch(text)
    if named is not None and named["role"] and ROLE_WORD.search(text):
        return True
    return compiled(rf"\b{saying(language)}\s*:$", re.IGNORECASE).search(text) is not None


def _told_after(paragraph: Paragraph, language: str) -> Said | None:
    """Read a paragraph that begins with who said what stood above it."""
    forms = forms_of(language)
    match = forms.with_role.match(paragraph.words) or forms.name_first.match(paragraph.words)
    return said_of(match, paragraph.start) if match and not compiled(r"[“«„\"]").search(paragraph.words) else None
