"""Who is on file in `pressctl.toml`, and which releases name them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

from pressctl.config.regular import read_file
from pressctl.config.schema import Config, Office, OrganisationEntry, PersonEntry
from pressctl.config.toml_files import read_toml
from pressctl.config.validation import nearest
from pressctl.config.workspace import Workspace, texts_in
from pressctl.errors import BadInput, PressctlError
from pressctl.frozen import Frozen
from pressctl.language.slug import slugify
from pressctl.language.wording import fold
from pressctl.model.kind import FieldType
from pressctl.model.localised import ANY, Localised
from pressctl.source.kinds import load_kind
from pressctl.source.references import ORGANISATIONS, PEOPLE, Reference, references

_ALIKE = 0.84
"""Similarity from which on two names are probably one person's."""
_OF_ORGANISATIONS = {FieldType.ORGANISATION, FieldType.ORGANISATIONS}
_OF_PEOPLE = {FieldType.PERSON, FieldType.PEOPLE, FieldType.CONTACTS}


class What(StrEnum):
    """What is on file."""

    PERSON = "person"
    ORGANISATION = "organisation"
    OFFICE = "office"
    """The office itself: one entry, which has no key."""

    @property
    def table(self) -> str:
        """Its table in pressctl.toml."""
        return {What.PERSON: "people", What.ORGANISATION: "organisations"}.get(self, "office")

    @property
    def with_article(self) -> str:
        """As a sentence begins: `an organisation`."""
        return {What.PERSON: "a person", What.ORGANISATION: "an organisation"}.get(self, "the office")


class OnFile(Frozen):
    """One person or organisation, or the office itself."""

    what: What
    key: str
    entry: PersonEntry | OrganisationEntry | Office

    @property
    def path(self) -> tuple[str, ...]:
        """Its table in pressctl.toml."""
        return path_of(self.what, self.key)

    def name(self, config: Config) -> str:
        """Return its name in the office's first language."""
        return self.entry.name.get(config.fallback_language)

    def languages(self) -> tuple[str, ...]:
        """Return the languages that it has a name in; nothing for one name for all."""
        return languages_of(self.entry.name)


class Use(Frozen):
    """One place that names somebody on file."""

    file: str
    """As it is seen from the workspace."""
    line: int | None
    where: str
    slug: str | None
    """The release; nothing for pressctl.toml."""
    by_key: bool
    """Whether the key stands there; else one of the names."""
    reference: Reference | None = None


def path_of(what: What, key: str) -> tuple[str, ...]:
    """Return the table of an entry in pressctl.toml."""
    return (what.table,) if what is What.OFFICE else (what.table, key)


def languages_of(text: Localised | None) -> tuple[str, ...]:
    """Return the languages that a text is given in; nothing for one text for all."""
    return tuple(code for code, _ in text.texts if code != ANY) if text else ()


def on_file(config: Config, what: What | None = None) -> tuple[OnFile, ...]:
    """Return everybody on file, or the people or organisations alone, in the order of the file."""
    organisations = [OnFile(What.ORGANISATION, key, entry) for key, entry in config.organisations.items()]
    people = [OnFile(What.PERSON, key, entry) for key, entry in config.people.items()]
    return tuple(each for each in (*organisations, *people) if what in {None, each.what})


def look_up(config: Config, key: str, what: What | None = None) -> OnFile:
    """Return the person or organisation on file under a key.

    Raises:
        BadInput: there is none, or one of each.
    """
    if what is What.OFFICE:
        return OnFile(what, key, config.office)
    found = [each for each in on_file(config, what) if each.key == key]
    if len(found) == 1:
        return found[0]
    if found:
        raise BadInput(f'"{key}" is a person and an organisation on file', hint="say which: --what person")
    everybody = on_file(config, what)
    word = fold(key)
    named = [each.key for each in everybody if word in {fold(name) for name in names_of(each)}]
    called = [each.key for each in everybody if any(word in fold(name).split() for name in names_of(each))]
    guess = named[0] if named else called[0] if len(called) == 1 else nearest(key, [each.key for each in everybody])
    raise BadInput(
        f'no {what.value if what else "person or organisation"} "{key}" on file',
        hint=f'did you mean "{guess}"?' if guess else "pressctl office list shows who is",
    )


def names_of(each: OnFile) -> tuple[str, ...]:
    """Return everything that a release may call it: key, names, acronyms, aliases."""
    names = [each.key, *each.entry.name.all()]
    if isinstance(each.entry, OrganisationEntry):
        names += each.entry.acronym.all() if each.entry.acronym else ()
        names += each.entry.aliases
    return tuple(names)


def uses_of(workspace: Workspace, wanted: OnFile, *, lenient: bool = False) -> tuple[Use, ...]:
    """Return every place that names somebody on file: references, not the name in running text (`find` shows those).

    Raises:
        BadInput: a release cannot be read, so who it names cannot be told; unless `lenient`, to look and not to change.
    """
    return (*_uses_in_office(workspace, wanted), *_uses_in_releases(workspace, wanted, lenient=lenient))


def all_uses(workspace: Workspace, config: Config) -> dict[tuple[What, str], tuple[str, ...]]:
    """Return for everybody on file the releases that name them, as far as those can be read."""
    everybody = on_file(config)
    named = [(each, {fold(name) for name in names_of(each)}) for each in everybody]
    found: dict[tuple[What, str], list[str]] = {(each.what, each.key): [] for each in everybody}
    for slug, _, reference, what in _references(workspace, lenient=True):
        for each, names in named:
            used = found[each.what, each.key]
            if each.what is what and fold(reference.name) in names and slug not in used:
                used.append(slug)
    return {key: tuple(slugs) for key, slugs in found.items()}


def likely_same(config: Config, what: What, names: tuple[str, ...]) -> OnFile | None:
    """Return who is on file under one of these names, or nearly, whatever the order of its words."""
    from rapidfuzz.distance import DamerauLevenshtein

    def sorted_words(name: str) -> str:
        return " ".join(sorted(fold(name, ignore_accents=True).split()))

    best: tuple[float, OnFile] | None = None
    for each in on_file(config, what):
        for known in names_of(each)[1:]:
            for name in names:
                score = DamerauLevenshtein.normalized_similarity(sorted_words(known), sorted_words(name))
                if score >= _ALIKE and (best is None or score > best[0]):
                    best = (score, each)
    return best[1] if best else None


def free_key(config: Config, what: What, name: str) -> str:
    """Return a key for a name that nobody on file has."""
    taken = {each.key for each in on_file(config, what)}
    key = slugify(name, max_length=40) if any(map(str.isalnum, name)) else what.value
    return next(each for each in (key, *(f"{key}-{number}" for number in range(2, 1000))) if each not in taken)


def _uses_in_office(workspace: Workspace, wanted: OnFile) -> Iterator[Use]:
    file = read_toml(workspace.config_file, workspace.config_file.name)
    for path in office_references(file.values, wanted.what, wanted.key):
        yield Use(file.shown, file.line(path), ".".join(path), None, by_key=True)


def office_references(data: Mapping[str, object], what: What, key: str) -> tuple[tuple[str, ...], ...]:
    """Return the paths in the office's file that name a key."""
    office, people = data.get("office"), data.get("people")
    paths: list[tuple[str, ...]] = []
    field = "contact" if what is What.PERSON else "organisation"
    if isinstance(office, dict) and office.get(field) == key:
        paths.append(("office", field))
    if what is What.ORGANISATION and isinstance(people, dict):
        paths += [("people", name, "organisation") for name, each in people.items() if each.get("organisation") == key]
    return tuple(paths)


def _uses_in_releases(workspace: Workspace, wanted: OnFile, *, lenient: bool) -> Iterator[Use]:
    names = {fold(name) for name in names_of(wanted)}
    for slug, file, reference, what in _references(workspace, lenient=lenient):
        if what is wanted.what and fold(reference.name) in names:
            by_key = reference.name.strip() == wanted.key
            yield Use(f"releases/{slug}/{file}", reference.line, reference.where, slug, by_key, reference)


def _references(workspace: Workspace, *, lenient: bool) -> Iterator[tuple[str, str, Reference, What]]:
    """Yield slug, file, reference and what it names for every release.

    One that cannot be read is an error unless `lenient`: a key that is renamed or removed must not stay behind there.
    """
    for slug in workspace.slugs():
        for path in texts_in(workspace.release(slug)):
            try:
                found = references(read_file(path).decode("utf-8"))
            except (OSError, UnicodeDecodeError, BadInput) as error:
                if lenient:
                    continue
                said = error.message if isinstance(error, BadInput) else "it is no text"
                raise BadInput(
                    f"releases/{slug}/{path.name} cannot be read: {said}", hint=f"pressctl show {slug}"
                ) from error
            organisations, people = _paths(workspace, found)
            for reference in found:
                if reference.path in organisations:
                    yield slug, path.name, reference, What.ORGANISATION
                if reference.path in people:
                    yield slug, path.name, reference, What.PERSON


def _paths(workspace: Workspace, found: tuple[Reference, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the paths that name organisations and people in a release of its kind."""
    kind = next((reference.name for reference in found if reference.where == "kind"), None)
    organisations, people = set(ORGANISATIONS), set(PEOPLE)
    if kind is not None:
        try:
            questions = load_kind(workspace, kind).questions
        except PressctlError:  # what is wrong with a kind is for `show` and `kinds` to say
            questions = ()
        organisations |= {asked.path for asked in questions if asked.type in _OF_ORGANISATIONS}
        organisations |= {f"{asked.path}.*" for asked in questions if asked.type is FieldType.MAP}
        people |= {asked.path for asked in questions if asked.type in _OF_PEOPLE}
    return frozenset(organisations), frozenset(people)
