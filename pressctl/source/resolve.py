"""A release's files and the office's → the Release: every edition with its names, titles and boilerplates.

What a language lacks is taken from the original's, then from the office's; a boilerplate, a title or a name of an
organisation that had to be is named in the edition's `gaps`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from pressctl.config.schema import Config, OrganisationEntry
from pressctl.errors import BadInput, Problem
from pressctl.frozen import Changing, field, replace
from pressctl.language.wording import fold
from pressctl.model.contact import recipient_key
from pressctl.model.kind import FieldType, Kind
from pressctl.model.localised import Localised
from pressctl.model.release import (
    Boilerplate,
    Copy,
    Edition,
    Embargo,
    Event,
    FieldValue,
    Media,
    MediaContact,
    Organisation,
    Project,
    Release,
    Speaker,
)
from pressctl.model.text import NOWHERE, Block
from pressctl.source.front_matter.matter import (
    FOCAL_POINTS,
    OFFICE,
    Keyed,
    OriginalMatter,
    OwnBoilerplate,
    VariantMatter,
)
from pressctl.source.markdown.reading import parse_blocks
from pressctl.source.release_file import OriginalFile, ReleaseFile, ReleaseFiles, VariantFile

About = Callable[[str, str], str]
"""(language, name of an organisation) → title of its boilerplate."""

_ORGANISATIONS = {FieldType.ORGANISATION, FieldType.ORGANISATIONS, FieldType.BOILERPLATES}
_LONGER = re.compile(r"[^\W\d_]{4,}")
_STEM = 5
"""Letters of a word in which Ministry and Minister, Министерство and министр are alike."""
_PEOPLE = {FieldType.PERSON, FieldType.PEOPLE, FieldType.CONTACTS}


def resolve(files: ReleaseFiles, config: Config, kind: Kind, *, about: About = lambda _, name: name) -> Release:
    """Return the release with all its editions.

    Args:
        files: the release as its files say it.
        config: the office.
        kind: the release's kind: which of its own fields name organisations and people.
        about: what titles the boilerplate of an organisation that gives no title itself.

    Raises:
        BadInput: a boilerplate in `pressctl.toml` holds what a release cannot carry.
    """
    original, matter = files.original, files.original.matter
    editions = tuple(
        _Resolving(config, original, file, dict(kind.fields), about).edition()
        for file in (original, *files.variants.values())
    )
    return Release(
        id=matter.id,
        slug=files.slug,
        kind=matter.kind,
        original=original.language,
        editions=editions,
        copy_to=_copies(matter, config),
    )


class _Resolving(Changing):
    """One edition on its way: whose names are looked up, and what was not found in its language."""

    config: Config
    original: OriginalFile
    file: ReleaseFile
    types: Mapping[str, FieldType]
    about: About
    gaps: list[str] = field(default_factory=list)

    @property
    def language(self) -> str:
        return self.file.language

    def edition(self) -> Edition:
        facts, own = self.original.matter, self.file.matter
        self.words(self.config.office.name, "the name of the office, which the letterhead shows,")
        dateline = replace(facts.dateline, place=self.label("dateline.place", facts.dateline.place))
        return Edition(
            language=self.language,
            headline=own.headline,
            dateline=dateline,
            body=self.file.blocks,
            subheadline=own.subheadline,
            subject=own.subject,
            embargo=Embargo(facts.embargo) if facts.embargo else None,
            expires=facts.expires,
            event=self.event(facts.event),
            organisers=self.organisers(facts),
            project=self.project(facts),
            speakers=self.speakers(facts),
            contacts=tuple(map(self.contact, facts.contacts)),
            boilerplates=tuple(map(self.boilerplate, facts.boilerplates)),
            notes=own.notes,
            media=tuple(self.media(facts, own)),
            fields={name: self.field(value, self.types.get(name)) for name, value in facts.fields.items()},
            corrects=facts.corrects,
            gaps=tuple(dict.fromkeys(self.gaps)),
        )

    # Texts -----------------------------------------------------------------------------------------------

    def label(self, path: str, text: str) -> str:
        """Return the variant's own words for `path`, or the original's."""
        matter = self.file.matter
        return matter.labels.get(path, text) if isinstance(matter, VariantMatter) else text

    def optional_label(self, path: str, text: str | None) -> str | None:
        """Return the variant's own words for `path`, or the original's, or nothing."""
        return self.label(path, text or "") or None

    def words(self, texts: Localised, what: str) -> str:
        """Return the text in the edition's language; another language's standing in for it is noted."""
        found = texts.exact(self.language)
        if found is None:
            self.gaps.append(f"{what} is not on file in {self.language}; another language stands in")
            return texts.get(self.original.language, self.config.fallback_language)
        return found

    def quietly(self, texts: Localised | None) -> str | None:
        """Return a text whose language matters less: the name of a person, an acronym."""
        if texts is None:
            return None
        return texts.get(self.language, self.original.language, self.config.fallback_language)

    # Organisations and people ----------------------------------------------------------------------------

    def organisation(self, source: Keyed | Organisation) -> Organisation:
        if isinstance(source, Organisation):
            return source
        entry = self.config.organisations[source.key]
        return Organisation(self.name(source.key, entry), source.key, self.quietly(entry.acronym), None, entry.url)

    def name(self, key: str, entry: OrganisationEntry) -> str:
        return self.words(entry.name, f'the name of the organisation "{key}"')

    def organisers(self, facts: OriginalMatter) -> tuple[Organisation, ...]:
        table = facts.fields.get("organiser_glosses")
        glosses = table if isinstance(table, Mapping) else {}
        found = []
        for number, source in enumerate(facts.organisers, 1):
            organisation = self.organisation(source)
            gloss = glosses.get(organisation.key or organisation.name, organisation.gloss)
            found.append(replace(organisation, gloss=self.optional_label(f"organisers[{number}].gloss", gloss)))
        return tuple(found)

    def speakers(self, facts: OriginalMatter) -> tuple[Speaker, ...]:
        return tuple(
            self.speaker(source, f"speakers[{number}].title") for number, source in enumerate(facts.speakers, 1)
        )

    def speaker(self, source: Keyed | Speaker, path: str) -> Speaker:
        if isinstance(source, Speaker):
            title = self.optional_label(path, source.title)
            if isinstance(self.file, VariantFile) and source.title and path not in self.file.matter.labels:
                self.gaps.append(f'the title of {source.name} is not translated; add it under labels as "{path}"')
            return replace(source, title=title)
        entry = self.config.people[source.key]
        own = self.label(path, "")
        title = own or (self.words(entry.title, f'the title of "{source.key}"') if entry.title else None)
        return Speaker(self.quietly(entry.name) or "", title, self.organisation_of(source.key, title), source.key)

    def organisation_of(self, person: str, title: str | None) -> str | None:
        """Return the name of a person's organisation; nothing where the title says it.

        It does in "Chief of Mission, IOM", and in "Minister of Foreign Affairs" of a Ministry of Foreign Affairs.
        """
        key = self.config.people[person].organisation
        if key is None:
            return None
        entry = self.config.organisations[key]
        name = self.name(key, entry)
        acronym = (self.quietly(entry.acronym),) if entry.acronym else ()
        said = (title or "").casefold()
        names = (name, *acronym, *entry.aliases)
        if _holds_every_word(said, name) or any(
            re.search(rf"\b{re.escape(each.casefold())}", said) for each in names if each
        ):
            return None
        return name

    def contact(self, source: Keyed | MediaContact) -> MediaContact:
        if isinstance(source, MediaContact):
            return source
        entry = self.config.people[source.key]
        title = self.words(entry.title, f'the title of "{source.key}"') if entry.title else None
        return MediaContact(
            self.quietly(entry.name) or "",
            title,
            self.organisation_of(source.key, title),
            entry.phones,
            entry.email,
            entry.languages,
        )

    # The rest --------------------------------------------------------------------------------------------

    def event(self, event: Event | None) -> Event | None:
        if event is None:
            return None
        return replace(
            event,
            title=self.optional_label("event.title", event.title),
            venue=self.optional_label("event.venue", event.venue),
            accreditation=self.optional_label("event.accreditation", event.accreditation),
        )

    def project(self, facts: OriginalMatter) -> Project | None:
        project = facts.project
        if project is None:
            return None
        return Project(
            self.label("project.name", project.name),
            project.acronym,
            self.organisation(project.lead) if project.lead else None,
            tuple(map(self.organisation, project.funders)),
        )

    def boilerplate(self, source: Keyed | OwnBoilerplate) -> Boilerplate:
        if isinstance(source, OwnBoilerplate):
            if isinstance(self.file, VariantFile):
                gap = f'the text "{source.title}" was written in the original and stands untranslated'
                self.gaps.append(gap)
            return Boilerplate(source.title, source.blocks)
        entry = self.config.organisations[source.key]
        texts = entry.boilerplate or Localised.of("")
        text = self.words(texts, f'the boilerplate of "{source.key}"')
        short = entry.acronym or entry.name
        own = entry.about.exact(self.language) if entry.about else None
        title = own or self.about(self.language, self.quietly(short) or source.key)
        return Boilerplate(title, _boilerplate_blocks(source.key, text), source.key)

    def media(self, facts: OriginalMatter, own: OriginalMatter | VariantMatter) -> Iterator[Media]:
        texts = {media.file: media for media in own.media}
        for media in facts.media:
            said = texts.get(media.file, media)
            yield replace(media, caption=said.caption or media.caption, alt=said.alt or media.alt)

    def field(self, value: FieldValue, kind: FieldType | None) -> FieldValue:
        """Return a field of the kind with names in place of keys."""
        if kind in _ORGANISATIONS:
            return _each(value, lambda key: self.name(key, self.config.organisations[key]))
        if kind in _PEOPLE:
            return _each(value, lambda key: self.quietly(self.config.people[key].name) or key)
        return value


def _each(value: FieldValue, name: Callable[[str], str]) -> FieldValue:
    return tuple(map(name, value)) if isinstance(value, tuple) else name(str(value))


@lru_cache(maxsize=256)
def _boilerplate_blocks(key: str, text: str) -> tuple[Block, ...]:
    """Return a boilerplate's blocks: set once for all the releases of a run that end in it."""
    parsed = parse_blocks(text, path="pressctl.toml")
    if parsed.problems:
        where = f"organisations.{key}.boilerplate"
        problems = [
            Problem(problem.message, "pressctl.toml", where=where, hint=problem.hint) for problem in parsed.problems
        ]
        raise BadInput(
            f'the boilerplate of "{key}" cannot be set', problems=problems, hint=f"mend {where} in pressctl.toml"
        )
    return tuple(replace(block, span=NOWHERE) for block in parsed.blocks)


def _copies(matter: OriginalMatter, config: Config) -> tuple[Copy, ...]:
    """Return who gets a copy, each address once, in the order of the front matter."""
    copies: dict[str, Copy] = {}
    for source in matter.copy_to:
        for copy in _copies_of(source, matter, config):
            copies.setdefault(recipient_key(copy.email), copy)
    return tuple(copies.values())


def _copies_of(source: str | Keyed | Copy, matter: OriginalMatter, config: Config) -> Iterator[Copy]:
    match source:
        case Copy():
            yield source
        case Keyed(key):
            yield from _focal_points(key, matter, config)
        case _ if source == OFFICE and config.office.email:
            name = config.office.name.get(matter.original, config.fallback_language)
            yield Copy(config.office.email, name, config.office.languages, name)
        case _ if source == FOCAL_POINTS:
            for organiser in matter.organisers:
                if isinstance(organiser, Keyed):
                    yield from _focal_points(organiser.key, matter, config)


def _focal_points(key: str, matter: OriginalMatter, config: Config) -> Iterator[Copy]:
    entry = config.organisations[key]
    name = entry.name.get(matter.original, config.fallback_language)
    for person in entry.focal_points:
        yield Copy(person.email, person.name, person.languages, name)


def _holds_every_word(title: str, name: str) -> bool:
    """Say whether the title has each longer word of the name, in whatever form: what differs is the ending."""
    wanted = _stems(name)
    return len(wanted) > 1 and set(wanted).issubset(_stems(title))


@lru_cache(maxsize=1024)
def _stems(text: str) -> tuple[str, ...]:
    """Return how each longer word begins; once for all the releases of a run in which the same people speak."""
    return tuple(word[:_STEM] for word in _LONGER.findall(fold(text)))
