"""What stands under a release: boilerplates, notes to editors, the end mark, and what a page adds of its own."""

from __future__ import annotations

import re
from itertools import takewhile

from pressctl.frozen import Frozen, replace
from pressctl.patterns import compiled
from pressctl.source.anatomy.fact_sheet import is_fact_heading
from pressctl.source.anatomy.paragraphs import Paragraph
from pressctl.source.anatomy.people import IS_PERSON, NAME, ORGANISATION_WORD
from pressctl.source.anatomy.vocabulary import (
    ABOUT,
    ABOUT_LAST,
    CONTACT_SENTENCE,
    END_MARK,
    NOISE,
    NOTES,
    OTHER_CLOSING,
    TRAILING_END_MARK,
    UNSUBSCRIBE,
    UPPER,
)

_LONGEST_TITLE = 110
_LONGEST_FOOTER = 300
_MOST_PARAGRAPHS = 6
_CAPITALISED = compiled(rf"[{UPPER}]\w{{2,}}")
_SENTENCE = compiled(r"[.!?;,…][”\"»“)]?$|^[“„«\"].*[”\"»“]$", re.DOTALL)
"""How a sentence ends, or nothing but a quotation; a name in quotation marks may end a heading."""
_WHO = rf"(?P<who>(?:The\s+)?(?:[A-Z]{{2,5}}\.\s)?{NAME}(?:,?\s+(?:Inc|Ltd|Corp|LLC|GmbH)\.?)?)(?:\s*\([^)]{{1,30}}\))?"
_LEAD_IN = (
    r"(?:(?:With|Through|Since|As|Founded|Established|Headquartered|Based|Created|Launched|Operating|Avec|Depuis|Fondée?"
    r"|Créée?|Basée?|Con|Desde|Fundad[ao]|Cread[ao]|Mit|Seit|Gegründet)\s[^.!?]{4,160}?,\s)?"
)
"""What may stand before the name of those who describe themselves: "With its twelve ports, Elm is …"."""
_DESCRIBED = compiled(
    rf"{_LEAD_IN}{_WHO}(?:\sin\s[A-Z][^.!?]{{2,40}}?)?,?\s+(?:is\s+(?:an?|one\s+of|the|based\s+in|headquartered\s+in)\b|est\s+(?:une?|la|le|l['’])"
    rf"|es\s+(?:una?|la|el)\b"
    r"|ist\s+(?:eine?|der|die|das)\b|was\s+founded|—\s|– (?:это|це)\b)"
)
_STANDING = compiled(
    rf"{_LEAD_IN}{_WHO}\s+"
    r"(?:works\s(?:with|to|for|in)|helps|supports|provides|promotes|operates|serves|represents|brings\stogether"
    r"|has\s(?:been\s\w+ing|worked|supported)"
    r"|travaille|œuvre|aide|soutient|représente|rassemble|trabaja|apoya|representa|reúne|ayuda"
    r"|arbeitet|hilft|unterstützt|vertritt|setzt\ssich|работает|помогает|поддерживает|объединяет|представляет"
    r"|працює|допомагає|підтримує|об['’]єднує)\b"
)
"""What an organisation always does, at the beginning of a paragraph, as no news begins."""
_APPOSED = compiled(rf"An?\s(?:[^.!?]|(?<=[A-Z])\.){{10,160}}?,\s{_WHO}\s+[a-z]{{3,}}s\b")
"""What an organisation is, before its name and what it does: "A maker of lamps for harbours, Elm designs …"."""
_AT_OURS = compiled(
    rf"(?:(?P<title>{NAME})\s?[:–—]\s[^.!?]{{4,90}}[.!?]\s+)?(?:At|Chez|Bei|En)\s(?P<who>{NAME}),?\s"
    r"(?:we|our|nous|notre|wir|unser|nosotros|nuestr[ao])\b"
)
"""How those speak of themselves who have a slogan for a heading: "Elm: made for you. At Elm, we …"."""
_LONG_QUOTE = compiled(r"[“„«\"]\w[^“”„«»\"]{90,}[”“»\"]|[“„«\"][^“”„«»\"]+,[”“»\"]")
"""What somebody says, and no name or slogan in marks."""
_FACT_LINE = compiled(r"[^.:!?\n]{2,30}\s?:\s\S")
"""A fact behind its label, as no description is."""
_LINK_BEHIND = compiled(r"\s*[(<]\s*(?:https?://|www\.)[^\s()<>]+\s*[)>]\s*:?$")
"""The address of a site in brackets behind its name: About Elm (https://elm.example)."""
_LEGAL_FORM = compiled(
    r"\b(?:inc|ltd|llc|corp|co|plc|limited|incorporated|corporation|company|s\.p\.a|e\.\s?v|a\.ş|(?:[a-z]\.){1,3}[a-z])\.$",
    re.IGNORECASE,
)
"""The form of a company, whose full stop ends no sentence: "About Elm & Oak, P.C."."""
_INITIALS = compiled(r"\s*\(([A-Z][A-Z&]{1,9})\)")
_FOOTNOTE = compiled(r"(?:\*+|†|‡|\[\d{1,2}\]|\(\d\))\s?[^\W\d_]")
_LINK_LINE = compiled(
    r"(?:[\w/ -]{2,30}:\s*)?(?:https?://|www\.)\S+|for more (?:information|details)\b.{0,90}", re.IGNORECASE
)
_OURSELVES = compiled(r"(?:We|Our|Nous|Nos|Nosotros|Wir|Unsere?)\s")
_APPOSITION = compiled(
    rf"(?P<who>{NAME})\s?(?:,|[–—:])\s(?:an?|the|une?|la|le|el|los|eine?|der|die|das|один|одна|bir)\s\S"
)


class FoundBoilerplate(Frozen):
    """A boilerplate among the paragraphs of a page."""

    title: int | None
    text: tuple[int, ...]


def is_noise(paragraph: Paragraph) -> bool:
    """Say whether a paragraph is the page's own and not the release's: links alone, "view original" and such."""
    words = paragraph.words
    if paragraph.linked or NOISE.fullmatch(words) is not None or not compiled(r"\w").search(words):
        return True
    return len(words) < _LONGEST_FOOTER and UNSUBSCRIBE.search(words) is not None


def is_end_mark(paragraph: Paragraph) -> bool:
    """Say whether a paragraph is an end mark."""
    return not paragraph.bullet and END_MARK.fullmatch(paragraph.words.strip()) is not None


def trailing_end_mark(paragraph: Paragraph) -> tuple[int, int] | None:
    """Return where an end mark stands at the end of a paragraph."""
    match = TRAILING_END_MARK.search(paragraph.words)
    return (paragraph.start + match.start(1), paragraph.start + match.end(1)) if match else None


def is_heading(paragraph: Paragraph) -> bool:
    """Say whether a paragraph is a heading: marked as one, or short and no sentence."""
    text = paragraph.words
    if paragraph.level or paragraph.glued:
        return True
    if paragraph.bullet or paragraph.cell or len(text) > _LONGEST_TITLE or len(text.split()) > 14:
        return False
    if paragraph.bold:
        return True
    if text[:1] in "–—-":
        return False
    sentence = _SENTENCE.search(text) is not None and not _LEGAL_FORM.search(text)
    return not sentence and not text[:1].islower() and "@" not in text and "http" not in text


def is_about(paragraph: Paragraph) -> bool:
    """Say whether a paragraph is the title of a boilerplate."""
    text = _LINK_BEHIND.sub("", paragraph.words)
    if len(text) > _LONGEST_TITLE or paragraph.bullet or is_fact_heading(paragraph):
        return False
    if ABOUT_LAST.search(text):
        return True
    if not ABOUT.match(text):
        return False
    return paragraph.glued or is_heading(replace(paragraph, words=text)) or text.endswith((":", "?"))


def find_boilerplates(paragraphs: tuple[Paragraph, ...], free: set[int], after: int) -> list[FoundBoilerplate]:
    """Return the boilerplates with a title among the paragraphs that are still free.

    Args:
        paragraphs: of the page.
        free: positions of those that are nothing else yet.
        after: position behind which they stand: no release begins with one.
    """
    found = []
    for at, paragraph in enumerate(paragraphs):
        if at not in free or at <= after or not is_about(paragraph):
            continue
        text: list[int] = []
        for following in range(at + 1, min(at + 1 + _MOST_PARAGRAPHS, len(paragraphs))):
            one = paragraphs[following]
            if (
                following not in free
                or is_about(one)
                or is_noise(one)
                or is_end_mark(one)
                or NOTES.fullmatch(one.words)
            ):
                break
            if text and (is_heading(one) or OTHER_CLOSING.match(one.words) or _FOOTNOTE.match(one.words)):
                break
            if text and CONTACT_SENTENCE.match(one.words) and len(one.words) < 120:
                break
            text.append(following)
        facts = len(text) > 1 and all(_FACT_LINE.match(paragraphs[each].words) for each in text)
        if text and not facts:
            found.append(FoundBoilerplate(at, tuple(text)))
    # "Who is Elm?" is a heading of the news where "About Elm" stands, too.
    told = [each for each in found if not _asks(paragraphs, each)]
    return told or found


def _asks(paragraphs: tuple[Paragraph, ...], each: FoundBoilerplate) -> bool:
    return each.title is not None and paragraphs[each.title].words.endswith("?")


def find_untitled(
    paragraphs: tuple[Paragraph, ...], free: list[int], end_mark: int | None, opening: str
) -> FoundBoilerplate | None:
    """Return a boilerplate without "About": behind the end mark, under another title, or a last paragraph.

    Args:
        paragraphs: of the page.
        free: positions of those that are nothing else, in order.
        end_mark: position of the end mark.
        opening: headline and lead, where the organisation is named.
    """
    if end_mark is not None:
        text = tuple(
            at
            for at in free
            if at > end_mark and len(paragraphs[at].words) > 80 and not OTHER_CLOSING.match(paragraphs[at].words)
        )
        if text:
            return FoundBoilerplate(None, text[:_MOST_PARAGRAPHS])
    return (
        _under_apposition(paragraphs, free, opening)
        or _last_word(paragraphs, free, opening)
        or _set_off(paragraphs, free, opening)
    )


def _under_apposition(paragraphs: tuple[Paragraph, ...], free: list[int], opening: str) -> FoundBoilerplate | None:
    """Return the description under a heading that says who somebody is: "Quill Review, a voice of the coast"."""
    for place, at in enumerate(free):
        heading = paragraphs[at]
        match = _APPOSITION.match(heading.words)
        if 2 * place < len(free) or match is None or not is_heading(heading) or not _named(match["who"], opening):
            continue
        text = tuple(free[place + 1 : place + 1 + _MOST_PARAGRAPHS])
        described = sum(match["who"] in paragraphs[each].words for each in text)
        if text and 2 * described >= len(text):
            return FoundBoilerplate(at, text)
    return None


def _last_word(paragraphs: tuple[Paragraph, ...], free: list[int], opening: str) -> FoundBoilerplate | None:
    """Return the last paragraphs, where they say who an organisation is or what it always does."""
    rest = [at for at in free[1:] if len(paragraphs[at].words) > _LONGEST_TITLE]
    last = len(rest) - 1
    while last > 0 and (_OURSELVES.match(words := paragraphs[rest[last]].words) or OTHER_CLOSING.match(words)):
        last -= 1
    for place in (last, last - 1):
        words = paragraphs[rest[place]].words if place >= 0 else ""
        match = _DESCRIBED.match(words) or (
            (_STANDING.match(words) or _AT_OURS.match(words) or _APPOSED.match(words)) if place == last else None
        )
        if (
            match
            and not _is_surname(match["who"], paragraphs, words)
            and len(words) > 120
            and (_named(match["who"], opening) or _named_short(match, opening))
            and not _LONG_QUOTE.search(words)
        ):
            goes_on = place < last and _named_short(match, paragraphs[rest[place + 1]].words[:60])
            following = rest[place + 1 :] if place == last or goes_on else []
            own = list(takewhile(lambda at: not OTHER_CLOSING.match(paragraphs[at].words), following))
            first = place
            while first > 1 and _goes_before(paragraphs, rest, first, opening):
                first -= 1
            return FoundBoilerplate(None, (*rest[first : place + 1], *own))
    return None


def _goes_before(paragraphs: tuple[Paragraph, ...], rest: list[int], place: int, opening: str) -> bool:
    """Say whether the paragraph right above a description describes the same organisation, by its whole name."""
    words = paragraphs[rest[place - 1]].words
    match = _STANDING.match(words) or _DESCRIBED.match(words)
    if match is None or rest[place - 1] != rest[place] - 1 or not _named(match["who"], opening):
        return False
    return compiled(r"[“„«\"]\w").search(words) is None and not _is_surname(match["who"], paragraphs, words)


def _set_off(paragraphs: tuple[Paragraph, ...], free: list[int], opening: str) -> FoundBoilerplate | None:
    """Return a description that stands right behind the links or the pointer that end the news."""
    for place, at in enumerate(free):
        words = paragraphs[at].words
        match = _DESCRIBED.match(words) if 2 * place > len(free) and len(words) > 120 else None
        if match is None or not at or not _LINK_LINE.fullmatch(paragraphs[at - 1].words):
            continue
        if (
            not _named(match["who"], opening)
            or _is_surname(match["who"], paragraphs, words)
            or compiled(r"[“„«\"]\w").search(words)
        ):
            continue
        text = [at]
        for following in free[place + 1 : place + _MOST_PARAGRAPHS]:
            if (
                following != text[-1] + 1
                or match["who"] not in paragraphs[following].words
                or is_heading(paragraphs[following])
            ):
                break
            if OTHER_CLOSING.match(paragraphs[following].words) or "disclaimer" in paragraphs[following].words.lower():
                break
            text.append(following)
        return FoundBoilerplate(None, tuple(text))
    return None


def _is_surname(name: str, paragraphs: tuple[Paragraph, ...], words: str = "") -> bool:
    """Say whether a description is that of a person: a surname of somebody named in full, or a whole name and "she"."""
    if len(name.split()) > 1:
        person = IS_PERSON.fullmatch(name) is not None and ORGANISATION_WORD.search(name) is None
        return person and compiled(r"\b(?:[Ss]?[Hh]e|[Hh]er|[Hh]is|[Ee]lle|[Ee]lla)\b").search(words) is not None
    full = re.compile(rf"\b[{UPPER}][\w’'-]+\s{re.escape(name)},\s")
    return any(full.search(one.words) for one in paragraphs)


def _named(name: str, opening: str) -> bool:
    first = next((word for word in _CAPITALISED.findall(name) if word != "The"), "")
    # Many a description writes the name in capitals: NORLAND RYE is …
    return bool(first) and (first in opening or (first.isupper() and first.title() in opening))


def _named_short(match: re.Match[str], text: str) -> bool:
    """Say whether a text names those who describe themselves by the initials that stand behind their name."""
    short = _INITIALS.match(match.string, match.end("who"))
    return short is not None and re.search(rf"(?<!\w){re.escape(short[1])}(?!\w)", text) is not None


def find_notes(paragraphs: tuple[Paragraph, ...], free: set[int]) -> tuple[int | None, tuple[int, ...]]:
    """Return the position of the heading "Notes to editors" and those of the notes."""
    for at, paragraph in enumerate(paragraphs):
        match = NOTES.match(paragraph.words) if at in free and at > 1 else None
        if match is None or (match.end() < len(paragraph.words) and ":" not in match[0]):
            continue
        if match.end() < len(paragraph.words):
            if not compiled(r"note", re.IGNORECASE).match(match[0]) or len(match[0]) < 9:
                continue
            return None, (at,)
        notes: list[int] = []
        for following in range(at + 1, len(paragraphs)):
            one = paragraphs[following]
            if following not in free or is_about(one) or is_end_mark(one) or is_noise(one) or (notes and one.level):
                break
            notes.append(following)
        if notes:
            return at, tuple(notes)
    return None, ()
