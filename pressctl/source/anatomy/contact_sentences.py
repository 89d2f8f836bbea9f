"""Sentences that name whom journalists may ask: "For more information please contact …"."""

from __future__ import annotations

import re

from pressctl.patterns import compiled
from pressctl.source.anatomy.addresses import URL, Reaches
from pressctl.source.anatomy.contact_labels import TAKING_PART, asks
from pressctl.source.anatomy.contact_lines import FIELD, OWNER_BEHIND, FoundContact, people_of
from pressctl.source.anatomy.paragraphs import Paragraph, Span
from pressctl.source.anatomy.people import NAME, ORGANISATION_WORD, PERSON, ROLE_WORD, bare_name

_BEFORE_NAME = (
    r"(?:(?:us|our\s[\w\s]{3,30}|the\s[\w\s]{3,30})\s+|(?:en\scontacto\s)?con\s+"
    r"|(?:Sie\s)?(?:sich\s)?(?:bitte\s)?(?:gerne?\s)?an\s+"
    r"|(?:mit\s)|(?:к|ко|с|со|до|з|із)\s+|بـ\s?|مع\s)?"
)
"""What stands between "contact" and the name in a sentence."""
_NAMED = compiled(rf"\W*{_BEFORE_NAME}(?P<name>{NAME})?")
_NAMED_INSIDE = compiled(rf"(?:üçün|için)\s+(?P<name>{NAME})")
_WEB = compiled(rf"(?<![\w@.-])(?:{URL.pattern})(?!\S*@)")
"""A link, whose full stops end no sentence; the domain of an e-mail address is none."""
_IN_BRACKETS = compiled(rf"\x00\s*\((?P<name>{PERSON})\)")
"""Whose number it is, behind the number."""
_QUOTED = compiled(r"[“„«\"][^“”„«»\"]{40,}[”“»\"]")
"""What somebody says, in front of whom to ask: the paragraph is the news's."""
_LATEST = 160
"""Characters from a paragraph's beginning, or before its end, within which a sentence names whom to ask."""


def contact_in(words: str, paragraph: Paragraph, *, closing: bool) -> FoundContact | None:
    """Read a contact that stands in a sentence: "For more information please contact …".

    `closing` says whether the paragraph stands where contacts do: there an address is enough, without a name.
    """
    text = _WEB.sub(lambda url: "x" * len(url[0]), paragraph.words)
    match = asks(text)
    if match is None or (match.start() > _LATEST and len(text) - match.start() > _LATEST):
        return None
    begin = paragraph.start + match.end()
    stop = paragraph.end
    found = Reaches(words, begin, stop)
    named = _NAMED.match(found.text)
    if (
        not found.emails
        and not found.phones
        and not compiled(r"(?i)\b(?:tel|phone|e-?mail)\b\s*[.:]").search(found.text)
    ):
        return None
    if TAKING_PART.search(text, text.rfind(". ", 0, match.start()) + 1):
        return None
    first = match.start() - (text[match.start() - 1 : match.start()] == "(")
    told = first > _LATEST and _QUOTED.search(text, 0, first) is not None
    own = (paragraph.start + (first if told else 0), paragraph.end)
    contact = FoundContact([own], phones=found.phones, emails=found.emails)
    if named and named["name"] and not ROLE_WORD.fullmatch(named["name"]):
        _describe(contact, found, named.span("name"), begin)
    elif behind := _IN_BRACKETS.search(found.text):
        contact.name = (begin + behind.start("name"), begin + behind.end("name"))
    elif inside := _NAMED_INSIDE.search(match[0]):
        contact.name = _without_case(words, inside.span("name"), paragraph.start + match.start())
    media = compiled(r"media|press|journalist|presse|prensa|сми|змі|basın|mətbuat|إعلام", re.IGNORECASE).search(
        match[0]
    )
    contact.labelled = bool(media)
    return contact if contact.name or media or (closing and contact.emails) else None


def owners_in(words: str, sentence: FoundContact, paragraph: Paragraph) -> list[FoundContact]:
    """Return those whom a sentence names in brackets, each behind an address of theirs, if several."""
    reaches = sorted([*sentence.emails, *sentence.phones])
    named = [OWNER_BEHIND.match(words, end, paragraph.end) for _, end in reaches]
    if sum(one is not None for one in named) < 2:
        return []
    people = people_of(words, [(reaches[0][0], paragraph.end)])
    if people:
        people[0].raw.insert(0, (sentence.raw[0][0], reaches[0][0]))
    return people


def _without_case(words: str, name: Span, offset: int) -> Span:
    """Take from an Azerbaijani or Turkish name the ending of "with", where the page has the name without it."""
    start, end = name[0] + offset, name[1] + offset
    stem = compiled(r"(?:['’]?(?:y?l[aə]|(?:y|n)?[aəe]))$").sub("", words[start:end])
    elsewhere = words[:start] + words[end:]
    return (start, start + len(stem)) if re.search(rf"(?<!\w){re.escape(stem)}(?!\w)", elsewhere) else (start, end)


def _describe(contact: FoundContact, found: Reaches, name: Span, begin: int) -> None:
    """Take the name in a sentence, and what is said of it before the first number or address."""
    text = found.text
    rest = text[name[1] :]
    stop = compiled(r"[:;]|\b(?:tel|phone|e-?mail|mob|at \+|at \d|by|on \+)\b|\x00|\.\s", re.IGNORECASE).search(rest)
    about = rest[: stop.start() if stop else len(rest)].rstrip(" ,،.(-–")
    about = compiled(r"[\s,]+(?:au|à|al|en|o|ou|oder|unter|via|po|по|на|за)$").sub("", about)
    where = compiled(r"\s*(?:(?:at|of|from|bei|von|de|chez)\s+(?:the\s+)?|[,،]\s+)").match(about)
    span = (begin + name[0], begin + name[1])
    if ORGANISATION_WORD.search(text[slice(*name)]) and not where:
        contact.organisation = span
        return
    calls, first, last = bare_name(text, *name)
    contact.name = (begin + first, begin + last)
    if calls > name[0]:
        # "contact Press Officer Ada Quill".
        contact.role = (begin + name[0], begin + calls)
    if where and about[where.end() :].strip():
        start = begin + name[1] + where.end()
        parts = [part for part in compiled(r"[^,،]+").finditer(about[where.end() :]) if part[0].strip()]
        for part in parts:
            words = part[0].strip()
            lead = part.start() + len(part[0]) - len(part[0].lstrip())
            stretch = (start + lead, start + lead + len(words))
            if ROLE_WORD.search(words) and contact.role is None:
                contact.role = stretch
            elif contact.organisation is None and not FIELD.fullmatch(words):
                contact.organisation = stretch
