"""Who and what the news is about: speakers listed, organisers, the project with its funders, the event."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pressctl.source.anatomy.paragraphs import Paragraph
from pressctl.source.anatomy.people import NAME, ROLE_WORD, sentence_end
from pressctl.source.anatomy.vocabulary import UPPER

Span = tuple[int, int]

_SPEAKERS = re.compile(
    r"\b(?:speakers?|panel(?:l?ists)?|remarks|moderat\w+|intervenants?|orateurs?|ponentes?|oradores|redner\w*|referent\w*"
    r"|спикер\w*|докладчик\w*|спікер\w*|доповідач\w*|konuşmacı\w*|çıxış\w*|natiq\w*|المتحدث\w*)\b",
    re.IGNORECASE,
)
_INCLUDING = re.compile(
    r"\b(?:includ\w+|by|are|:|notamment|incluy\w+|darunter|в том числе|зокрема)\s*:?\s*", re.IGNORECASE
)
_LISTED = re.compile(
    rf"(?:and\s+|et\s+|y\s+|und\s+|и\s+|та\s+|və\s+|ve\s+)?(?P<name>{NAME}),\s+(?P<role>[^;]{{4,220}})"
)

_ORGANISES = re.compile(
    r"\b(?:(?:will|are|is|have|has|jointly|together)\s+){0,3}(?:co-?)?(?:organi[sz]|host|hold|conven|launch)(?:e[sd]?|s|ing"
    r"|ed)?\b(?=\s+(?:an?|the|its|their|for)\b)",
    re.IGNORECASE,
)
_ORGANISATION = rf"(?:the\s+|The\s+)?[{UPPER}][^;:.“”\"]{{1,160}}?"
_WITH = re.compile(r"\b(?:together\s+with|in\s+partnership\s+with|jointly\s+with|with)\s+(?=the\s|[A-Z])")

_PROJECT = re.compile(
    rf"(?:[“\"«](?P<quoted>[^”\"»“]{{8,200}})[”\"»]|\bthe\s+(?P<plain>(?:[{UPPER}][\w’'-]*|of|for|and|the|in|to|on|a)"
    rf"(?:\s+(?:[{UPPER}][\w’'-]*|of|for|and|the|in|to|on|a|\([A-Z][\w-]{{1,11}}\))){{1,14}}))\s+"
    r"(?:project|programme|program|initiative)\b"
)
_ACRONYM = re.compile(r"\s*\((?P<acronym>[A-Z][\w&-]{1,14})\)\s*$")
_LED = re.compile(rf"\b(?:led|implemented|run|managed|carried\s+out)\s+by\s+(?P<lead>(?:the\s+)?[{UPPER}][\w’'&.-]*"
                  rf"(?:\s+(?:of|for|the|[{UPPER}(][\w’'&.)-]*)){{0,8}})")  # fmt: skip
_FUNDED = re.compile(r"\b(?:co-?)?(?:funded|financed|supported)\s+by\s+(?P<funders>[^.;]{2,220})", re.IGNORECASE)

_EVENT = re.compile(
    r"\b(?:conference|workshop|forum|seminar|summit|symposium|round\s?table|event|meeting|ceremony|exhibition|training"
    r"|webinar|festival|expo)\s*(?:,?\s*(?:titled|entitled|called|named|under\s+the\s+title))\s*[,:]?\s*"
    r"[“\"«](?P<title>[^”\"»]{4,260})[”\"»]",
    re.IGNORECASE,
)
_FIELDS = {
    "title": re.compile(r"\s*(?:what|event|was|quoi|qué|что|що|nə|ne)\s*[:–]\s*(?P<value>\S.*)", re.IGNORECASE),
    "when": re.compile(
        r"\s*(?:when|date(?:\s+and\s+time)?|quand|cuándo|fecha|wann|когда|дата|коли|nə vaxt|tarix|متى)\s*[:–]\s*"
        r"(?P<value>\S.*)",
        re.IGNORECASE,
    ),
    "venue": re.compile(
        r"\s*(?:where|venue|place|location|où|lieu|dónde|lugar|wo|ort|где|место|де|місце|harada|yer|أين|المكان)\s*[:–]\s*"
        r"(?P<value>\S.*)",
        re.IGNORECASE,
    ),
}


@dataclass(slots=True)
class FoundProject:
    """A project in the words of a page."""

    name: Span
    acronym: Span | None = None
    lead: Span | None = None
    funders: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class FoundEvent:
    """An event in the words of a page."""

    title: Span | None = None
    when: Span | None = None
    venue: Span | None = None


def find_speakers(paragraphs: tuple[Paragraph, ...]) -> list[tuple[Span, Span]]:
    """Return name and role of people who are listed as speakers, "Name, Title; Name, Title"."""
    found: list[tuple[Span, Span]] = []
    listing = False
    for paragraph in paragraphs:
        named = _SPEAKERS.search(paragraph.words)
        if paragraph.bullet and listing:
            found.extend(_entry(paragraph.words, paragraph.start))
            continue
        listing = bool(named) and len(paragraph.words) < 200 and paragraph.words.endswith((":", "speakers"))
        if named and paragraph.words.count(";") >= 1:
            found.extend(_run_on(paragraph, named.end()))
    return found


def _run_on(paragraph: Paragraph, position: int) -> Iterator[tuple[Span, Span]]:
    text = paragraph.words
    leads = list(_INCLUDING.finditer(text, position, max(position, text.find(";"))))
    begin = leads[-1].end() if leads else position
    end = sentence_end(text, begin)
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


def find_organisers(lead: Paragraph, begin: int) -> list[Span]:
    """Return the organisations that a lead names as those who organise, host or hold something."""
    text = lead.words
    position = begin - lead.start
    verb = _ORGANISES.search(text, position, min(len(text), position + 420))
    if verb is None:
        return []
    subject = text[position : verb.start()]
    where = list(re.finditer(rf"(?:^|,\s)(?=(?:the\s)?[{UPPER}])", subject))
    first = where[-1].end() if where and re.match(r"\W*(?:today|on|in)\b", subject, re.IGNORECASE) else 0
    if re.match(r"\W*(?:today|on|in)\b", subject, re.IGNORECASE):
        first = next((match.end() for match in where if match.start()), 0)
    found = list(_listed(text, position + first, verb.start()))
    stop = sentence_end(text, verb.end())
    partners = _WITH.search(text, verb.end(), stop)
    if partners and partners.start() - verb.end() < 120:
        found.extend(_listed(text, partners.end(), stop))
    return [(lead.start + start, lead.start + end) for start, end in found]


def _listed(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the organisations of a list; what explains one (", the UN Migration Agency,") stays with it."""
    stretch = text[start:end]
    sign = r";\s*(?:and\s+)?" if ";" in stretch else r",?\s+and\s+(?=(?:the\s)?[A-Z])"
    position = 0
    for match in [*re.finditer(sign, stretch), None]:
        piece = stretch[position : match.start() if match else len(stretch)]
        name = re.match(rf"\s*(?:[Tt]he\s+)?(?P<name>[{UPPER}][^,;:]*?)(?=,|\s+in\s+[A-Z][a-z]+$|\.?\s*$)", piece)
        if name and len(name["name"]) < 160 and len(name["name"]) > 1:
            yield start + position + name.start("name"), start + position + name.end("name")
        position = match.end() if match else position


def find_project(paragraphs: tuple[Paragraph, ...]) -> FoundProject | None:
    """Return the project that a body names, with acronym, lead and funders where its sentence gives them."""
    for paragraph in paragraphs:
        for match in _PROJECT.finditer(paragraph.words):
            group = "quoted" if match["quoted"] else "plain"
            stop = sentence_end(paragraph.words, match.end())
            rest = paragraph.words[match.end() : stop]
            acronym = _ACRONYM.search(match[group])
            funded, led = _FUNDED.search(rest), _LED.search(rest)
            if not (acronym or funded or led):
                continue
            base, (start, end) = paragraph.start, match.span(group)
            project = FoundProject((base + start, base + (start + acronym.start() if acronym else end)))
            if acronym:
                project.acronym = (base + start + acronym.start("acronym"), base + start + acronym.end("acronym"))
            after = base + match.end()
            if led:
                project.lead = (after + led.start("lead"), after + led.end("lead"))
            if funded:
                project.funders = _funders(rest, *funded.span("funders"), after)
            return project
    return None


def _funders(text: str, start: int, end: int, offset: int) -> list[Span]:
    found, position = [], start
    for match in [*re.finditer(r",\s+(?:and\s+)?|\s+and\s+", text[start:end]), None]:
        until = start + match.start() if match else end
        piece = re.match(rf"\s*(?:the\s+|by\s+)*(?P<name>[{UPPER}].*?)\s*$", text[position:until])
        if piece:
            found.append((offset + position + piece.start("name"), offset + position + piece.end("name")))
        position = start + match.end() if match else position
    return found


def find_event(paragraphs: tuple[Paragraph, ...]) -> FoundEvent | None:
    """Return the event: its title in quotation marks, or what stands behind "When:" and "Where:"."""
    event = FoundEvent()
    for paragraph in paragraphs:
        if event.title is None and (match := _EVENT.search(paragraph.words)):
            event.title = (paragraph.start + match.start("title"), paragraph.start + match.end("title"))
        if len(paragraph.words) > 300:
            continue
        for name, pattern in _FIELDS.items():
            found = pattern.match(paragraph.words)
            if found and getattr(event, name) is None:
                setattr(event, name, (paragraph.start + found.start("value"), paragraph.start + found.end("value")))
    return event if event.title or (event.when and event.venue) else None
