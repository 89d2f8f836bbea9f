"""The facts that a draft may use: what was answered, by name, organisations and people as their language names them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

from pressctl.config.schema import Config, OrganisationEntry
from pressctl.frozen import Frozen
from pressctl.language.lists import comma_of
from pressctl.model.kind import FieldType, Kind, Question
from pressctl.model.moment import parse_moment
from pressctl.source.drafting.answers import LISTS, Answers, answer_at
from pressctl.source.drafting.typed_parts import Plain
from pressctl.source.kinds import CORE_TYPES


class Party(Frozen):
    """An organisation as a draft names it."""

    name: str
    acronym: str | None = None
    gloss: str | None = None
    key: str | None = None
    comma: str = ", "
    """Between acronym and gloss, as the language writes it."""

    @property
    def short(self) -> str:
        """The acronym, or the name where there is none."""
        return self.acronym or self.name

    def __str__(self) -> str:
        """Return `International Organization for Migration (IOM, the UN Migration Agency)`."""
        acronym = self.acronym if self.acronym and self.acronym not in self.name.split() else None
        inside = self.comma.join(part for part in (acronym, self.gloss) if part)
        return f"{self.name} ({inside})" if inside else self.name


class Person(Frozen):
    """A person as a draft names them."""

    name: str
    title: str | None = None
    comma: str = ", "
    """Between name and title, as the language writes it."""

    def __str__(self) -> str:
        """Return the name alone."""
        return self.name


OFFICE_FACTS = SimpleNamespace(name=None, place=None, organisation=None, contact=None, email=None)
"""What there is to say of an office, without one."""


def office_facts(config: Config, language: str) -> SimpleNamespace:
    """Return what a draft may say of the office."""
    office = config.office
    return SimpleNamespace(
        name=office.name.get(language, config.fallback_language),
        place=office.place.get(language, config.fallback_language) if office.place else None,
        organisation=office.organisation,
        contact=office.contact,
        email=office.email,
    )


def with_boilerplate(chosen: Plain | None, config: Config) -> str:
    """Return the keys of those organisations that have a boilerplate, as they would be typed."""
    keys = [key for key in chosen if isinstance(key, str)] if isinstance(chosen, list) else []
    return ", ".join(
        key for key in keys if key in config.organisations and config.organisations[key].boilerplate is not None
    )


def draft_facts(kind: Kind, answers: Answers, config: Config, language: str) -> dict[str, object]:
    """Return what a draft may use, by name: everything that may be answered, empty where it was not."""
    party = _parties(answers, config, language)

    def value(question: Question) -> object:
        raw = answer_at(answers, question.path)
        return _value(question.type, raw, party, _people(config, language))

    return {**namespaces(kind, value), "office": office_facts(config, language)}


def namespaces(kind: Kind, value: Callable[[Question], object]) -> dict[str, object]:
    """Arrange the values of all questions by the parts of their paths, so that a draft says `event.title`."""
    questions = {path: Question(path, type_, path) for path, type_ in CORE_TYPES.items()}
    questions |= {f"fields.{name}": Question(f"fields.{name}", type_, name) for name, type_ in kind.fields}
    questions |= {question.path: question for question in kind.questions}
    facts: dict[str, object] = {}
    for path, question in questions.items():
        head, _, rest = path.partition(".")
        if rest:
            setattr(facts.setdefault(head, SimpleNamespace()), rest, value(question))
        else:
            facts[head] = value(question)
    facts.setdefault("draft", SimpleNamespace())
    facts.setdefault("fields", SimpleNamespace())
    return facts


def _value(
    type_: FieldType, raw: Plain | None, party: Callable[[Plain], Party], person: Callable[[Plain], Person]
) -> object:
    """Return a plain answer as a draft wants it; what was not given is nothing, or an empty list."""
    from markupsafe import Markup

    one: dict[FieldType, Callable[[Plain], object]] = {
        FieldType.ORGANISATION: party,
        FieldType.ORGANISATIONS: party,
        FieldType.BOILERPLATES: party,
        FieldType.PERSON: person,
        FieldType.PEOPLE: person,
        FieldType.CONTACTS: person,
        FieldType.DATE: lambda given: date.fromisoformat(str(given)),
        FieldType.MOMENT: lambda given: parse_moment(str(given)),
        # Markdown by definition of the type; what becomes of it is no HTML.
        FieldType.TEXT: lambda given: Markup(str(given)),  # noqa: S704
    }
    read: Callable[[Plain], object] = one.get(type_, lambda given: given)
    if type_ in LISTS:
        items = raw if isinstance(raw, list) else [] if raw is None else [raw]
        return tuple(read(item) for item in items)
    return None if raw is None else read(raw)


def _parties(answers: Answers, config: Config, language: str) -> Callable[[Plain], Party]:
    raw_glosses = answer_at(answers, "fields.organiser_glosses")
    glosses = raw_glosses if isinstance(raw_glosses, dict) else {}
    comma = comma_of(language)

    def party(raw: Plain) -> Party:
        if isinstance(raw, dict):
            name = str(raw.get("name", ""))
            return Party(name, _optional(raw.get("acronym")), _optional(glosses.get(name)), comma=comma)
        entry = config.organisations[str(raw)]
        acronym = entry.acronym.get(language, config.fallback_language) if entry.acronym else None
        name = entry.name.get(language, config.fallback_language)
        return Party(name, acronym, _optional(glosses.get(str(raw))), str(raw), comma)

    return party


def person_on_file(config: Config, language: str, key: str) -> Person:
    """Return the person under `key`, with the title and, where that does not say it, the organisation."""
    return _people(config, language)(key)


def _people(config: Config, language: str) -> Callable[[Plain], Person]:
    comma = comma_of(language)

    def person(raw: Plain) -> Person:
        if isinstance(raw, dict):
            parts = [str(raw[part]) for part in ("title", "organisation") if raw.get(part)]
            return Person(str(raw.get("name", "")), comma.join(parts) or None, comma)
        entry = config.people[str(raw)]
        title = entry.title.get(language, config.fallback_language) if entry.title else ""
        employer = config.organisations[entry.organisation] if entry.organisation else None
        parts = [title] if title else []
        if employer and not _says(title, employer, language):
            parts.append(employer.name.get(language, config.fallback_language))
        return Person(entry.name.get(language, config.fallback_language), comma.join(parts) or None, comma)

    return person


def _says(title: str, organisation: OrganisationEntry, language: str) -> bool:
    """Say whether a title names its organisation already, in whatever case its language puts it."""
    names = [organisation.name.exact(language), organisation.acronym and organisation.acronym.exact(language)]
    stems = [[word[:4].casefold() for word in name.split()[:2]] for name in (*names, *organisation.aliases) if name]
    return any(all(stem in title.casefold() for stem in words) for words in stems)


def _optional(raw: Plain | None) -> str | None:
    return str(raw) if raw else None
