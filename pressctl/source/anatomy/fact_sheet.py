"""Facts that a release lists under headings of their own: the event, the organisers, the speakers, the project."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pressctl.frozen import Changing, field
from pressctl.patterns import compiled
from pressctl.source.anatomy.cast import FoundEvent, FoundProject
from pressctl.source.anatomy.paragraphs import Paragraph, Span
from pressctl.source.anatomy.people import NAME
from pressctl.source.anatomy.vocabulary import UPPER

_SECTIONS = {
    "event": r"(?:the )?event|l['’]événement|el evento|die veranstaltung|(?:о )?мероприяти[ие]|подія|захід|etkinlik"
    r"|tədbir(?: haqqında)?|عن الفعالية|الفعالية",
    "organisers": r"organi[sz]ers?|organisateurs?|organizadores|veranstalter|организаторы?|організатори?|düzenleyenler"
    r"|təşkilatçılar|الجهات المنظمة|المنظمون",
    "speakers": r"speakers?|intervenants?|orateurs?|ponentes|oradores|redner(?:innen)?(?: und redner)?"
    r"|выступающие|спикеры|доповідачі|спікери|konuşmacılar|çıxış edənlər|المتحدثون",
    "project": r"(?:the )?project(?: and funding)?|funding|projet(?: et financement)?|proyecto(?: y financiación)?"
    r"|projekt(?: und förderung)?|проект(?: и финансирование)?|про[єе]кт(?: і фінансування)?"
    r"|proje|layihə(?: və maliyyələşmə)?"
    r"|المشروع(?: والتمويل)?",
}
_HEADING = {name: compiled(rf"(?:{words})\s*:?", re.IGNORECASE) for name, words in _SECTIONS.items()}
_FACTS = {
    "title": r"title|titre|título|titel|название|назва|başlık|tədbirin adı|العنوان",
    "when": r"when|date(?: and time)?|date et heure|cuándo|fecha|wann|когда|коли|ne zaman|tarih|vaxt|الزمان|متى",
    "venue": r"where|venue|lieu|dónde|lugar|wo|ort|где|де|nerede|yer|المكان|أين",
    "name": r"project|projet|proyecto|projekt|проект|проєкт|proje|layihə|المشروع",
    "lead": r"led by|implemented by|mis en œuvre par|dirigé par|ejecutado por|umgesetzt von|исполнитель|виконавець"
    r"|yürüten|icraçı|الجهة المنفذة",
    "funders": r"(?:co-)?funded by|financé par|financiado por|gefördert von|финансирование|фінансування|finanse eden"
    r"|maliyyələşdirən|بتمويل من",
}
_FACT = {
    name: compiled(rf"\s*(?:{words})\s*:\s*(?P<value>\S.*)", re.IGNORECASE | re.DOTALL)
    for name, words in _FACTS.items()
}
_PERSON = compiled(rf"(?P<name>{NAME})\s*(?:,|\s[–—|-]|،)\s+(?P<role>\S.*)", re.DOTALL)
_ORGANISATION = compiled(rf"(?:[Tt]he\s+)?(?P<name>[“«„]?[{UPPER}].*?)(?:\s[–—]\s.*)?$", re.DOTALL)
_AND = compiled(r",\s+(?:and\s+)?|\s+(?:and|et|y|und|и|і|та|ve|və)\s+|\s+و")


class FactSheet(Changing):
    """What the sections hold."""

    taken: set[int] = field(default_factory=set)
    """Positions of the paragraphs under the headings."""
    headings: set[int] = field(default_factory=set)
    organisers: list[Span] = field(default_factory=list)
    speakers: list[tuple[Span, Span]] = field(default_factory=list)
    project: FoundProject | None = None
    event: FoundEvent | None = None


def read_fact_sheet(paragraphs: tuple[Paragraph, ...], free: list[int]) -> FactSheet:
    """Return the facts that stand under headings of their own among the free paragraphs."""
    sheet = FactSheet()
    section = None
    for at in free:
        paragraph = paragraphs[at]
        named = next((name for name, words in _HEADING.items() if words.fullmatch(paragraph.words)), None)
        if named is not None and not paragraph.bullet:
            section = named
            sheet.headings.add(at)
        elif section is not None and _is_fact(paragraph):
            sheet.taken.add(at)
            _take(sheet, section, paragraph)
        else:
            section = None
    return sheet


def is_fact_heading(paragraph: Paragraph) -> bool:
    """Say whether a paragraph is the heading of facts, which may look like that of a boilerplate."""
    return any(words.fullmatch(paragraph.words) for words in _HEADING.values())


def _is_fact(paragraph: Paragraph) -> bool:
    """Say whether a paragraph is an entry of a list, not prose or another heading."""
    return not paragraph.level and len(paragraph.words) < 300 and not paragraph.words.endswith((".", "?", "!"))


def _take(sheet: FactSheet, section: str, paragraph: Paragraph) -> None:
    if section == "organisers":
        name = _ORGANISATION.match(paragraph.words)
        if name:
            sheet.organisers.append(_at(paragraph, name.span("name")))
    elif section == "speakers":
        person = _PERSON.fullmatch(paragraph.words)
        if person and not compiled(r"\W*\d").match(person["role"]):
            sheet.speakers.append((_at(paragraph, person.span("name")), _at(paragraph, person.span("role"))))
    else:
        for fact, value in _facts(paragraph):
            _fact(sheet, section, fact, value, paragraph)


def _facts(paragraph: Paragraph) -> Iterator[tuple[str, Span]]:
    for name, words in _FACT.items():
        match = words.fullmatch(paragraph.words)
        if match:
            yield name, match.span("value")


def _fact(sheet: FactSheet, section: str, name: str, value: Span, paragraph: Paragraph) -> None:
    span = _at(paragraph, value)
    if section == "event" and name in {"title", "when", "venue"}:
        sheet.event = sheet.event or FoundEvent()
        setattr(sheet.event, name, span)
        return
    text = paragraph.words[slice(*value)]
    if section == "project" and name == "name":
        acronym = compiled(r"\s*\((?P<acronym>[A-Z][\w&-]{1,14})\)\s*$").search(text)
        sheet.project = FoundProject((span[0], span[0] + acronym.start()) if acronym else span)
        if acronym:
            sheet.project.acronym = (span[0] + acronym.start("acronym"), span[0] + acronym.end("acronym"))
    elif sheet.project is not None and name == "lead":
        sheet.project.lead = span
    elif sheet.project is not None and name == "funders":
        position = 0
        for start, end in [*(sign.span() for sign in _AND.finditer(text)), (len(text), len(text))]:
            if text[position:start].strip():
                sheet.project.funders.append((span[0] + position, span[0] + start))
            position = end


def _at(paragraph: Paragraph, span: Span) -> Span:
    return paragraph.start + span[0], paragraph.start + span[1]
