"""Words between quotation marks: where they begin and end, and whether they can be what somebody says."""

from __future__ import annotations

from pressctl.patterns import compiled
from pressctl.source.anatomy.paragraphs import Paragraph
from pressctl.source.anatomy.spoken import Stretch

_CLOSERS = {"“": '”"“', "„": '“”"', "«": "»", "»": "«", "‹": "›", '"': '"”', "‟": "”", "‘": "’"}
_OPENERS = compiled(r"[“„«‹‟\"]|(?<![\w’])‘|(?<![^\s(])»(?=\w)")
_NAME_INSIDE = compiled(r"(?<=\s)“[^“”.!?]{1,40}”(?=(?:[^“”]|(?<=\s)“[^“”.!?]{1,40}”)*[^“”\s]”)")
_STRAIGHT_INSIDE = compiled(r"(?<=\s)\"[^\s\".!?][^\".!?]{0,40}(?<=[^\s\"])\"(?=[^\"]*[^\s\"]\s?\"(?:\W|$))")
"""A name in marks inside the same marks: what is open goes on, and is closed before anything else is opened."""
_PRINTED_INSIDE = compiled(r"[“„][^“”„\"]{1,200}[”“](?=[^\"]{0,3000}\")")
"""Printed marks inside typed ones: the typed mark that follows closes what was opened."""
_SPACED = compiled(r'" [A-ZА-Я“][^"]{20,}"')
"""A mark with a blank behind it that opens all the same, behind a comma or a colon."""
_PARTING = " ,.;:!?\u00a0\t\n"
"""What stands behind a closing mark, although a blank was typed before it: "very important ", she said."""
_AGENCY = compiled(r"\s*[\w.-]{2,20}\s?/+\s*")
"""The name of an agency between dateline and words: ELM.AZ/ “…”."""
NEAR = 170
"""Characters within which two stretches can belong together."""


def rest_of_open(paragraph: Paragraph) -> Stretch | None:
    """Return the rest of a quotation that began in the paragraph before and is closed in this one."""
    text = paragraph.words
    mark = compiled(r"[“”\"„«»]").search(text)
    if mark is None or mark[0] in "“„«" or not mark.start() or text[mark.start() - 1].isspace():
        return None
    if text[mark.end() : mark.end() + 1].isalnum():
        return None
    end = paragraph.start + mark.start()
    return Stretch(paragraph.start, end, (paragraph.start, min(end + 1, paragraph.end)), closed=True)


def stretches_of(paragraph: Paragraph) -> list[Stretch]:
    """Return what a paragraph has in quotation marks, in order; one that is not closed ends with the paragraph."""
    text, found, position = paragraph.words, [], 0
    while match := _OPENERS.search(text, position):
        place = match.start()
        mark = text[place]
        following = text[place + 1 : place + 2]
        spaced = mark == '"' and _SPACED.match(text, place) and text[:place].rstrip()[-1:] in {",", ":"}
        if (
            mark == '"'
            and not spaced
            and (following.isspace() or not following or (place and text[place - 1].isalnum()))
        ):
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
    inside = beyond = 0
    for place in range(start, len(text)):
        character = text[place]
        beyond = max(beyond, _end_of_inner(text, place, mark))
        if place < beyond:
            continue
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
        if character in '“"' and mark in '“"' and before.isspace() and after.strip(_PARTING):
            # An opening mark where a closing one is due.
            if character == "“" or mark == '"':
                return place - 1 if mark == character else place
            continue
        return place
    return len(text)


def _end_of_inner(text: str, place: int, mark: str) -> int:
    """Return where words in marks of their own end that begin at a place inside marks; 0 where none begin."""
    character = text[place]
    if mark == character and character in '“"':
        name = (_NAME_INSIDE if mark == "“" else _STRAIGHT_INSIDE).match(text, place)
    else:
        name = _PRINTED_INSIDE.match(text, place) if mark == '"' and character in "“„" else None
    return name.end() if name else 0


def next_long(words: str, stretches: list[Stretch], end: int) -> list[int]:
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


def is_catchword(words: str, stretch: Stretch) -> bool:
    """Say whether the words in quotation marks are too few for anything that somebody says: “a noisy neighbour”."""
    text = words[stretch.start : stretch.end].strip()
    if not stretch.closed or len(text.split()) > 3 or text[-1:] in ".!?,…؟،":
        return False
    # Arabic has no capitals; a word alone is a name where no sign parts it from what follows: "Elm" says.
    small = text[:1].islower() or compiled(r"[\u0621-\u064a]\S*(?:\s\S+)?").fullmatch(text) is not None
    return small or (" " not in text and words[stretch.outer[1] : stretch.outer[1] + 2].lstrip()[:1].isalpha())


def is_sentence(words: str, stretch: Stretch) -> bool:
    """Say whether the words in quotation marks are a sentence, or the part of one that speaks."""
    text = words[stretch.start : stretch.end].strip()
    after = words[stretch.end + 1 : stretch.end + 2]
    return len(text.split()) > 4 and (text[-1:] in ".!?,…—-–؟" or not stretch.closed or after in {".", ","})


def fills(stretch: Stretch, paragraph: Paragraph) -> bool:
    """Say whether a quotation without attribution stands at the paragraph's beginning and is most of it."""
    length = stretch.end - stretch.start
    alone = length > 12 and length + 4 >= paragraph.end - paragraph.start
    return (
        (length > 30 or alone)
        and (
            stretch.outer[0] <= paragraph.start + 1
            or _AGENCY.fullmatch(paragraph.words, 0, stretch.outer[0] - paragraph.start) is not None
        )
        and length > 0.5 * (paragraph.end - paragraph.start)
    )
