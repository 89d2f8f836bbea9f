"""Who said a quotation, told by the lines and paragraphs beside it."""

from __future__ import annotations

import re

from pressctl.patterns import compiled
from pressctl.source.anatomy.attribution_forms import VERB_LAST, forms_of
from pressctl.source.anatomy.attribution_parts import said_of
from pressctl.source.anatomy.attributions import said_at_end, said_in_last_sentence
from pressctl.source.anatomy.paragraphs import Paragraph
from pressctl.source.anatomy.people import NAME, ORGANISATION_WORD, PERSON, ROLE_WORD
from pressctl.source.anatomy.spoken import FoundQuotation, QuotedBody, Said
from pressctl.source.anatomy.stretches import NEAR
from pressctl.source.anatomy.verb_last import this_said
from pressctl.source.anatomy.vocabulary import saying
from pressctl.source.anatomy.who_speaks import attribute

_ROLE_WITH_NAME = compiled(rf"(?P<role>[^“”\".:]{{3,120}}?)\s?:\s+(?P<who>{NAME})")
_SPOKEN_OF = compiled(rf"(?P<who>{PERSON}),\s(?P<role>(?:[^.!?“”\"]|\.(?=\s?[\w,])){{3,160}}?),\s(?:[a-z]|[а-яё])")
_TELLS_ITSELF = compiled(r"[^.!?:]{0,60}?\s(?:that|dass|que|что|що|ki)\s")
_STATEMENT = (
    r"(?:(?:full|joint|written|brief|press|media|prepared|personal)\s){0,2}(?:[Ss]tatement|comment|response|remarks?)"
)
_ISSUED = compiled(
    rf"(?:^|[.!?]\s+|,\s)(?P<role_first>[^.!?:,;]{{3,80}}?\s)??(?P<who>{PERSON})(?:\s\([^()]{{1,20}}\))?"
    r"(?:,\s(?P<role>[^.!?:;]{3,140}?),)?\s(?:has\s)?(?:[a-z]+\s)?"
    r"(?:issued|released|made|gave|shared|offered|delivered|provided)\s(?:\w+\s)?(?:the\sfollowing|this|an?)\s"
    rf"{_STATEMENT}\b[^.!?:“”\"]{{0,160}}(?:\.\s[^.!?:“”\"]{{5,120}})?[.:]?\s*$"
)
_FOLLOWS = compiled(
    rf"(?:^|[.!?]\s+)(?P<who>{NAME})['’]s?\s{_STATEMENT}\s(?:follows?|reads?|is\s(?:below|as\sfollows)|(?:are|in\sfull))\b"
    r"[^.!?“”\"]{0,60}[.:]\s*$"
)
_STATEMENT_BY = compiled(
    r"(?:(?:[Bb]elow|[Ff]ollowing|[Hh]ere)\sis\s|[Tt]he\sfollowing\sis\s)?(?:[Aa]\s|[Tt]he\s)?"
    rf"{_STATEMENT}\s(?:by|from|of|attributable\sto)\s(?P<who>{PERSON})(?:,\s(?P<role>[^.!?:;]{{3,140}}?))?"
    r"(?:,?\son\s[^.!?:]{3,120})?\s?:\s*$"
)
"""What leads to a statement: who issued it, whose it is, by whom it is."""
_ABOUT_THIS = compiled(
    rf"(?:(?:Как|Як)\s[^,.]{{3,60}},\s)?(?:[Оо]б этом|[Пп]ро це)\s[^.!?«»“”\"]{{0,100}}?"
    rf"(?:{saying('ru')}|{saying('uk')})\s(?P<role>[^.!?«»“”\"]{{0,100}}?)(?P<who>{PERSON})(?=[\s,.]|$)"
)
"""The paragraph under the words, in Russian and Ukrainian: Об этом на своей странице написал посол Ада Квилл."""
_LONGEST_SIGNATURE = 300
_LONGEST_LEAD = 420
"""Characters of a sentence that says who speaks in the paragraph under it."""


def take_from_neighbours(one: FoundQuotation, body: QuotedBody, at: int, *, above: bool = True) -> None:
    """Look for the speaker in the line behind a quotation, or at the end of the one before it."""
    behind = body.paragraphs[at + 1] if at + 1 < len(body.paragraphs) and not one.open else None
    said = _signed(behind, body.language) if behind else None
    if (said is None or said.role is None) and above and at and not _is_dashed(behind, body.language):
        # A name alone under the words may be the reporter's, where the line above says who speaks.
        leads = one.stretches[0][0] <= body.paragraphs[at].start + 1
        said = _announced(body.paragraphs[at - 1], body.words, body.language, ":," if leads else ":") or said
    if said is None and above and at and _is_whole(one, body.paragraphs[at]):
        said = _stated_above(body.paragraphs[at - 1])
    if said is None and behind:
        said = _told_after(behind, body.words, body.language)
    if said is None and above and at and _is_alone(one, body.paragraphs[at]):
        said = _spoken_of(body.paragraphs[at - 1]) or _told_above(body.paragraphs[at - 1], body.words, body.language)
    if said is not None:
        attribute(one, said, body.words, None)


def take_signature(one: FoundQuotation, body: QuotedBody, at: int) -> bool:
    """Take the speaker from a line under a quotation's end, although somebody was named before it; say if there is one.

    Who is spoken of before a quotation of several paragraphs is a guess as long as its end is not read.
    """
    if one.speaker is not None and one.speaker[0] > one.stretches[0][0]:
        return False
    said = _signed(body.paragraphs[at + 1], body.language) if at + 1 < len(body.paragraphs) else None
    if said is not None:
        attribute(one, said, body.words, None)
    return said is not None


def _is_dashed(line: Paragraph | None, language: str) -> bool:
    """Say whether a line begins with a dash and a name: who said what stands above it."""
    return line is not None and forms_of(language).dashed.fullmatch(line.words) is not None


def _is_whole(one: FoundQuotation, paragraph: Paragraph) -> bool:
    """Say whether a paragraph is nothing but one quotation."""
    return one.stretches[-1][1] - one.stretches[0][0] + 4 >= len(paragraph.words.rstrip())


def _is_alone(one: FoundQuotation, paragraph: Paragraph) -> bool:
    """Say whether a paragraph is nothing but one quotation of a sentence and more."""
    start, end = one.stretches[0][0], one.stretches[-1][1]
    text = paragraph.words.rstrip()
    return _is_whole(one, paragraph) and end - start > NEAR // 2 and text.rstrip('”"»').rstrip()[-1:] in ".!?"


def _told_above(above: Paragraph, words: str, language: str) -> Said | None:
    """Read the last sentence of the paragraph above, where it tells in other words what somebody said, in English."""
    if language in VERB_LAST and (this := this_said(words, above.start, above.end, language)):
        return this
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


def _announced(paragraph: Paragraph, words: str, language: str, signs: str) -> Said | None:
    """Read the end of a paragraph that says who speaks in the next one: with one of these signs behind it."""
    if not paragraph.words.rstrip().endswith(tuple(signs)):
        return None
    if language in VERB_LAST and (this := this_said(words, paragraph.start, paragraph.end, language)):
        return this
    return said_at_end(words, max(paragraph.start, paragraph.end - _LONGEST_LEAD), paragraph.end, language)


def announces(paragraph: Paragraph, language: str) -> bool:
    """Say whether a short paragraph says that somebody speaks in the next one: "The minister said:", "Ada, mayor:"."""
    text = paragraph.words.rstrip()
    if not text.endswith(":"):
        return False
    named = forms_of(language).colon.fullmatch(text)
    if (named is not None and named["role"] and ROLE_WORD.search(text)) or _stated_above(paragraph):
        return True
    goes_on = r"(?:\ski\b[^.!?]*)?" if language in VERB_LAST else ""
    return compiled(rf"\b{saying(language)}{goes_on}\s*:$", re.IGNORECASE).search(text) is not None


def _stated_above(above: Paragraph) -> Said | None:
    """Read a paragraph that leads to a statement: "Ada Quill, mayor, issued the following statement", in English."""
    if len(above.words) > _LONGEST_LEAD or compiled(r"[“«„\"]").search(above.words):
        return None
    found = _ISSUED.search(above.words) or _FOLLOWS.search(above.words) or _STATEMENT_BY.match(above.words)
    return said_of(found, above.start) if found else None


def _told_after(paragraph: Paragraph, words: str, language: str) -> Said | None:
    """Read a paragraph that begins with who said what stood above it."""
    forms = forms_of(language)
    if language in VERB_LAST and (this := this_said(words, paragraph.start, paragraph.end, language)):
        return this
    if about := _ABOUT_THIS.match(paragraph.words) if language in {"ru", "uk"} else None:
        return said_of(about, paragraph.start)
    match = forms.with_role.match(paragraph.words) or forms.name_first.match(paragraph.words)
    if match is None or compiled(r"[“«„\"]").search(paragraph.words):
        return None
    # "Ada Quill said in a statement that …" tells what follows, and nothing of what stood above.
    return None if _TELLS_ITSELF.match(paragraph.words, match.end()) else said_of(match, paragraph.start)
