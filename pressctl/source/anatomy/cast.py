"""Who and what the news is about: speakers listed, organisers, the project with its funders, the event."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pressctl.frozen import Changing, field
from pressctl.patterns import compiled
from pressctl.source.anatomy.cast_words import (
    ACRONYM,
    AND,
    ARTICLE,
    BEFORE_OBJECT,
    EVENT,
    EVENT_SIGNS,
    FUNDED,
    FUNDED_BEFORE,
    LED,
    ORGANISES,
    ORGANISES_FIRST,
    ORGANISES_LAST,
    PROJECT,
    SPEAKERS,
    WHO,
    WITH,
)
from pressctl.source.anatomy.paragraphs import Paragraph, Span
from pressctl.source.anatomy.people import NAME, ROLE_WORD, sentence_end
from pressctl.source.anatomy.vocabulary import UPPER

_INCLUDING = compiled(
    r"\b(?:includ\w+|by|are|:|notamment|incluy\w+|darunter|в том числе|зокрема)\s*:?\s*", re.IGNORECASE
)
_LISTED = compiled(
    rf"(?:and\s+|et\s+|y\s+|und\s+|и\s+|та\s+|və\s+|ve\s+)?(?P<name>{NAME})(?:[,،]|\s[|–—-])\s+(?P<role>[^;]{{4,220}})"
)
_BEGINS = compiled(rf"(?:^|,\s)(?={ARTICLE}?[{UPPER}])")
_SEMICOLON = compiled(rf";\s*(?:{AND}\s+)?")
_LIST_SIGN = compiled(
    rf",?\s+{AND}\s+(?={ARTICLE}?[{UPPER}])|,\s+(?={ARTICLE}?[{UPPER}][^;]{{2,300}}?,?\s{AND}\s+{ARTICLE}?[{UPPER}])"
)
_LISTED_NAME = compiled(rf"\s*{ARTICLE}?(?P<name>[{UPPER}][^,;:]*?)(?=,|\s+in\s+[A-Z][a-z]+$|\.?\s*$)")
_SUBJECT = compiled(rf"[{UPPER}][\w’'-]+\s+(?=[{UPPER}]\w+\s+[{UPPER}])")
_BETWEEN_FUNDERS = compiled(rf",\s+(?:{AND}\s+)?|\s+{AND}\s+|\s+و(?=\w)")
_FUNDER_NAME = compiled(
    rf"\s*(?:{ARTICLE}|by\s+|par\s+|por\s+|von\s+|vom\s+|durch\s+|den\s+|d[eu]\s+)*(?P<name>[{UPPER}].*?)\s*$"
)

_FIELDS = {
    "title": compiled(
        r"\s*(?:what|event|was|quoi|événement|qué|evento|veranstaltung|что|мероприятие|що|захід|nə|tədbir|ne"
        r"|etkinlik|ماذا|الفعالية|الموضوع)"
        r"\s*[:–]\s*(?P<value>\S.*)",
        re.IGNORECASE,
    ),
    "when": compiled(
        r"\s*(?:when|date(?:\s+and\s+time)?|quand|cuándo|fecha(?:\s+y\s+hora)?|wann|termin|datum|когда"
        r"|дата(?:\s+и\s+время)?|коли"
        r"|ne zaman|tarih(?:\s+ve\s+saat)?|nə vaxt|tarix|vaxt|متى|الزمان|الموعد|التاريخ)\s*[:–]\s*(?P<value>\S.*)",
        re.IGNORECASE,
    ),
    "venue": compiled(
        r"\s*(?:where|venue|place|location|où|lieu|dónde|lugar|wo|ort|veranstaltungsort|где|место(?:\s+проведения)?"
        r"|де|місце(?:\s+проведення)?"
        r"|nerede|yer|mekân|mekan|harada|məkan|أين|المكان)\s*[:–]\s*(?P<value>\S.*)",
        re.IGNORECASE,
    ),
}


class FoundProject(Changing):
    """A project in the words of a page."""

    name: Span
    acronym: Span | None = None
    lead: Span | None = None
    funders: list[Span] = field(default_factory=list)


class FoundEvent(Changing):
    """An event in the words of a page."""

    title: Span | None = None
    when: Span | None = None
    venue: Span | None = None


def find_speakers(paragraphs: tuple[Paragraph, ...]) -> list[tuple[Span, Span]]:
    """Return name and role of people who are listed as speakers, "Name, Title; Name, Title"."""
    found: list[tuple[Span, Span]] = []
    listing = False
    for paragraph in paragraphs:
        if paragraph.bullet and listing:
            found.extend(_entry(paragraph.words, paragraph.start))
            continue
        if listed := WHO.fullmatch(paragraph.words):
            found.extend(_entries(paragraph, listed.start("people"), len(paragraph.words)))
            continue
        named = SPEAKERS.search(paragraph.words)
        listing = bool(named) and len(paragraph.words) < 200 and paragraph.words.endswith((":", "speakers"))
        if named and paragraph.words.count(";") >= 1:
            found.extend(_run_on(paragraph, named.end()))
    return found


def _run_on(paragraph: Paragraph, position: int) -> Iterator[tuple[Span, Span]]:
    text = paragraph.words
    leads = list(_INCLUDING.finditer(text, position, max(position, text.find(";"))))
    begin = leads[-1].end() if leads else position
    yield from _entries(paragraph, begin, sentence_end(text, begin))


def _entries(paragraph: Paragraph, begin: int, end: int) -> Iterator[tuple[Span, Span]]:
    text = paragraph.words
    while begin < end:
        stop = text.find(";", begin, end)
        stop = end if stop < 0 else stop
        yield from _entry(text[begin:stop], paragraph.start + begin)
        begin = stop + 1


def _entry(text: str, offset: int) -> Iterator[tuple[Span, Span]]:
    lead = len(text) - len(text.lstrip())
    match = _LISTED.fullmatch(text.strip().rstrip(" .,"))
    if match and ROLE_WORD.search(match["role"]):
        name, role = match.span("name"), match.span("role")
        base = offset + lead
        yield (base + name[0], base + name[1]), (base + role[0], base + role[1])


def find_organisers(lead: Paragraph, begin: int, language: str = "en") -> list[Span]:
    """Return the organisations that a lead names as those who organise, host or hold something."""
    text = lead.words
    position = begin - lead.start
    if language == "ar":
        found = list(_behind_verb(text, position))
    elif language in {"tr", "az"}:
        found = list(_before_event(text, position))
    else:
        found = list(_before_verb(text, position))
    return [(lead.start + start, lead.start + end) for start, end in found]


def _before_verb(text: str, position: int) -> Iterator[Span]:
    verb = ORGANISES.search(text, position, min(len(text), position + 420))
    if verb is None:
        return
    subject = text[position : verb.start()]
    where = list(_BEGINS.finditer(subject))
    first = where[-1].end() if where and compiled(r"\W*(?:today|on|in)\b", re.IGNORECASE).match(subject) else 0
    if compiled(r"\W*(?:today|on|in)\b", re.IGNORECASE).match(subject):
        first = next((match.end() for match in where if match.start()), 0)
    yield from _listed(text, position + first, verb.start())
    stop = sentence_end(text, verb.end())
    partners = WITH.search(text, verb.end(), stop)
    if partners and partners.start() - verb.end() < 120:
        yield from _listed(text, partners.end(), stop)


def _before_event(text: str, position: int) -> Iterator[Span]:
    """Yield the organisers of a sentence that ends in its verb: they stand before the event, or before today."""
    stop = sentence_end(text, position)
    if ORGANISES_LAST.search(text, position, stop) is None:
        return
    parted = next((place for place in range(position, stop) if BEFORE_OBJECT.match(text, place)), None)
    if parted is not None:
        yield from _listed(text, position, parted)


def _behind_verb(text: str, position: int) -> Iterator[Span]:
    """Yield the organisers of an Arabic sentence: they stand between its verb and the event, or today."""
    verb = ORGANISES_FIRST.match(text, position + len(text[position:]) - len(text[position:].lstrip()))
    if verb is None:
        return
    object_ = compiled(
        r"\s(?:اليوم|غد[اً]+|أمس|يوم|مؤتمر|ورشة|ندوة|منتدى|ملتقى|اجتماع|معرض|دورة|فعالية|قمة)(?=\s|\u064b)"
    ).search(text[verb.end() :])
    if object_ is None:
        return
    begin, end = verb.end(), verb.end() + object_.start()
    for match in [*compiled(r"[،,]?\s+و(?=\w)").finditer(text[begin:end]), None]:
        until = verb.end() + match.start() if match else end
        if text[begin:until].strip():
            yield begin, until
        begin = verb.end() + match.end() if match else end


def _listed(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the organisations of a list; what explains one (", the UN Migration Agency,") stays with it."""
    stretch = text[start:end]
    # A comma parts two organisations only in a list, which "and" closes; else it opens a description of the one before.
    sign = _SEMICOLON if ";" in stretch else _LIST_SIGN
    position = 0
    for match in [*sign.finditer(stretch), None]:
        piece = stretch[position : match.start() if match else len(stretch)]
        name = _LISTED_NAME.match(piece)
        if name and len(name["name"]) < 160 and len(name["name"]) > 1:
            yield start + position + name.start("name"), start + position + name.end("name")
        position = match.end() if match else position


def find_project(paragraphs: tuple[Paragraph, ...]) -> FoundProject | None:
    """Return the project that a body names, with acronym, lead and funders where its sentence gives them."""
    for paragraph in paragraphs:
        for match in PROJECT.finditer(paragraph.words):
            if (project := _project_at(paragraph, match)) is not None:
                return project
    return None


def _project_at(paragraph: Paragraph, match: re.Match[str]) -> FoundProject | None:
    group = next(name for name, value in match.groupdict().items() if value)
    stop = sentence_end(paragraph.words, match.end())
    rest = paragraph.words[match.end() : stop]
    acronym = ACRONYM.search(match[group])
    funded, led = FUNDED.search(rest), LED.search(rest)
    ahead = FUNDED_BEFORE.search(paragraph.words[: match.start(group)]) if group == "last" else None
    if not (acronym or funded or led or ahead):
        return None
    base, (start, end) = paragraph.start, match.span(group)
    project = FoundProject((base + start, base + (start + acronym.start() if acronym else end)))
    if acronym:
        project.acronym = (base + start + acronym.start("acronym"), base + start + acronym.end("acronym"))
    after = base + match.end()
    if led:
        project.lead = (after + led.start("lead"), after + led.end("lead"))
    if funded:
        project.funders = _funders(rest, *funded.span("funders"), after)
    elif ahead:
        begin = ahead.start("funders")
        comma = compiled(r"^[^,]{2,40},\s").search(ahead["funders"])
        project.funders = _funders(
            paragraph.words,
            begin + (comma.end() if comma else _after_subject(ahead["funders"])),
            ahead.end("funders"),
            base,
        )
    return project


def _after_subject(words: str) -> int:
    """Return where the funders begin behind the subject of the sentence, a single word: "Seminar Norland Fund …"."""
    subject = _SUBJECT.match(words)
    return subject.end() if subject else 0


def _funders(text: str, start: int, end: int, offset: int) -> list[Span]:
    found, position = [], start
    for match in [*_BETWEEN_FUNDERS.finditer(text[start:end]), None]:
        until = start + match.start() if match else end
        piece = _FUNDER_NAME.match(text[position:until])
        if piece:
            found.append((offset + position + piece.start("name"), offset + position + piece.end("name")))
        position = start + match.end() if match else position
    return found


def find_event(paragraphs: tuple[Paragraph, ...]) -> FoundEvent | None:
    """Return the event: its title in quotation marks, or what stands behind "When:" and "Where:"."""
    event = FoundEvent()
    for paragraph in paragraphs:
        quoted = event.title is None and any(sign in paragraph.words for sign in EVENT_SIGNS)
        if quoted and (match := EVENT.search(paragraph.words)):
            group = next(name for name, value in match.groupdict().items() if value)
            event.title = (paragraph.start + match.start(group), paragraph.start + match.end(group))
        if len(paragraph.words) > 300:
            continue
        for name, pattern in _FIELDS.items():
            found = pattern.match(paragraph.words)
            if found and getattr(event, name) is None:
                setattr(event, name, (paragraph.start + found.start("value"), paragraph.start + found.end("value")))
    return event if event.title or (event.when and event.venue) else None
