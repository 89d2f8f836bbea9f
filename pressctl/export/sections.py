"""What stands beside the text of a release: its kind's sections, fact by fact, and whom a journalist may ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pressctl.config.schema import Config
from pressctl.export.sheet import ContactBlock, ContactEntry, Fact, SheetSection
from pressctl.language.dates import event_time, zone_city
from pressctl.language.labels import Labels
from pressctl.language.lists import join
from pressctl.language.names import language_name
from pressctl.model.kind import Kind, Section
from pressctl.model.release import Edition, MediaContact, Organisation
from pressctl.model.text import Inline, Link, Words


def sections_of(edition: Edition, kind: Kind, config: Config, labels: Labels) -> Iterator[SheetSection]:
    """Yield the kind's sections that have something to say."""
    makers: dict[Section, Callable[[], SheetSection]] = {
        Section.EVENT: lambda: SheetSection("event", labels.sections.event, _event_facts(edition, config, labels)),
        Section.ORGANISERS: lambda: SheetSection(
            "organisers", labels.sections.organisers, items=_organiser_items(edition, labels)
        ),
        Section.SPEAKERS: lambda: SheetSection(
            "speakers", labels.sections.speakers, items=_speaker_items(edition, labels)
        ),
        Section.PROJECT: lambda: SheetSection(
            "project", _project_title(edition, labels), _project_facts(edition, labels)
        ),
    }
    for name in kind.sections:
        section = makers[name]()
        if section.facts or section.items:
            yield section


def _event_facts(edition: Edition, config: Config, labels: Labels) -> tuple[Fact, ...]:
    event, words = edition.event, labels.facts
    if event is None:
        return ()
    when = None
    if event.start is not None:
        elsewhere = event.start.zone != config.office.timezone
        city = zone_city(event.start.zone, edition.language) if elsewhere else None
        when = event_time(event.start, event.end, edition.language, place=city)
    return _facts(
        ("event.title", words.title, event.title),
        ("event.start", words.when, when),
        ("event.venue", words.where, event.venue),
        ("event.accreditation", words.accreditation, event.accreditation),
    )


def _project_title(edition: Edition, labels: Labels) -> str:
    """Return `Project and funding`, or `Project` where nobody is said to pay."""
    funded = edition.project is not None and edition.project.funders
    return labels.sections.project if funded else labels.facts.project


def _project_facts(edition: Edition, labels: Labels) -> tuple[Fact, ...]:
    project, words = edition.project, labels.facts
    if project is None:
        return ()
    lead = _with_acronym(project.lead.name, project.lead.acronym) if project.lead else None
    funders = [_with_acronym(funder.name, funder.acronym) for funder in project.funders]
    return _facts(
        ("project.name", words.project, _with_acronym(project.name, project.acronym)),
        ("project.lead", words.lead, lead),
        ("project.funders", words.funders, join(funders, edition.language)),
    )


def _facts(*facts: tuple[str, str, str | None]) -> tuple[Fact, ...]:
    return tuple(Fact(anchor, label, (Words(value),)) for anchor, label, value in facts if value)


def _organiser_items(edition: Edition, labels: Labels) -> tuple[Fact, ...]:
    return tuple(
        Fact(f"organisers[{n}]", _with_acronym(organiser.name, organiser.acronym), _gloss_and_link(organiser, labels))
        for n, organiser in enumerate(edition.organisers, 1)
    )


def _gloss_and_link(organiser: Organisation, labels: Labels) -> tuple[Inline, ...]:
    parts: list[Inline] = [Words(organiser.gloss)] if organiser.gloss else []
    if organiser.url:
        if parts:
            parts.append(Words(labels.comma))
        parts.append(Link(organiser.url, (Words(short_address(organiser.url)),)))
    return tuple(parts)


def short_address(url: str) -> str:
    """Return a web address as print shows it: `https://www.example.org/` is `www.example.org`."""
    return url.removeprefix("https://").removeprefix("http://").rstrip("/")


def _speaker_items(edition: Edition, labels: Labels) -> tuple[Fact, ...]:
    return tuple(
        Fact(f"speakers[{n}]", speaker.name, (Words(role),) if role else ())
        for n, speaker in enumerate(edition.speakers, 1)
        for role in [_one_line(labels, speaker.title, speaker.organisation)]
    )


def _with_acronym(name: str, acronym: str | None) -> str:
    return f"{name} ({acronym})" if acronym and acronym not in name else name


def _one_line(labels: Labels, *parts: str | None) -> str:
    return labels.comma.join(part for part in parts if part)


def contact_block(edition: Edition, labels: Labels) -> ContactBlock | None:
    """Return whom a journalist may ask, each with how to reach them; nothing where nobody is named."""
    if not edition.contacts:
        return None
    entries = tuple(_contact_entry(n, contact, labels) for n, contact in enumerate(edition.contacts, 1))
    return ContactBlock(labels.contact, labels.phone, labels.email, labels.languages, entries)


def _contact_entry(number: int, contact: MediaContact, labels: Labels) -> ContactEntry:
    spoken = join([language_name(code, labels.language) for code in contact.languages], labels.language)
    role = _one_line(labels, contact.title, contact.organisation)
    return ContactEntry(f"contacts[{number}]", contact.name, role, contact.phones, contact.email, spoken)
