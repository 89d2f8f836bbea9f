"""Whom an order for a review names: an organisation's focal points, a person on file, or an address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pressctl.config.schema import Config
from pressctl.config.validation import nearest
from pressctl.config.values import email_address
from pressctl.errors import BadInput, Problem
from pressctl.frozen import Frozen
from pressctl.model.contact import recipient_key
from pressctl.store.sought import fold
from pressctl.workflow.contacts.press_list import everybody_on_file
from pressctl.workflow.desk import Desk


class Reader(Frozen):
    """Somebody who is to look at a copy."""

    email: str
    name: str
    languages: tuple[str, ...]
    """What they read, in order of preference; nothing where that is not on file."""
    organisation: str | None = None
    """Key of the organisation that they speak for."""
    on_press_list: bool = False

    @property
    def key(self) -> str:
        """The recipient key of the address."""
        return recipient_key(self.email)

    @property
    def called(self) -> str:
        """The name, or the address where there is none."""
        return self.name or self.email


def readers(desk: Desk, words: Sequence[str]) -> tuple[Reader, ...]:
    """Return whom the words name, each once, in the order in which they were named.

    Raises:
        BadInput: every word that names nobody, several people, or somebody without an address.
    """
    known = tuple(_on_file(desk.config))
    listed = {contact.key: contact for contact in everybody_on_file(desk)}
    found: dict[str, Reader] = {}
    problems: list[Problem] = []
    for word in words:
        named = _named(desk.config, known, word.strip())
        if isinstance(named, Problem):
            problems.append(named)
            continue
        for reader in named:
            contact = listed.get(reader.key)
            if contact is not None and reader.organisation is None:
                name, languages = reader.name or contact.display_name(), reader.languages or contact.languages
                reader = Reader(reader.email, name, languages, None, on_press_list=True)  # noqa: PLW2901 - the same person
            found.setdefault(reader.key, reader)
    if problems:
        raise BadInput(
            "nobody was asked: it is not clear who is meant", problems=problems, hint="pressctl office list shows them"
        )
    return tuple(found.values())


def _on_file(config: Config) -> Iterator[tuple[str | None, Reader]]:
    """Yield everybody whom the office's file gives an address, with the key of a person."""
    for key, entry in config.organisations.items():
        for point in entry.focal_points:
            yield None, Reader(point.email, point.name, point.languages, key)
    for key, person in config.people.items():
        if person.email:
            name = person.name.get(config.fallback_language)
            yield key, Reader(person.email, name, person.languages, person.organisation)


def _named(config: Config, known: tuple[tuple[str | None, Reader], ...], word: str) -> tuple[Reader, ...] | Problem:
    if word in config.organisations:
        points = tuple(reader for key, reader in known if key is None and reader.organisation == word)
        lacking = Problem("no focal point is on file", where=word, hint=f"pressctl office edit {word} adds one")
        return points or lacking
    if word in config.people:
        person = tuple(reader for key, reader in known if key == word)
        return person or Problem(
            "no e-mail address is on file", where=word, hint=f"pressctl office edit {word} adds it"
        )
    if "@" in word:
        return _addressed(known, word)
    wanted = fold(word)
    found = {reader.key: reader for _, reader in known if wanted and wanted in fold(reader.name)}
    if len(found) == 1:
        return tuple(found.values())
    if found:
        names = ", ".join(f"{reader.name} <{reader.email}>" for reader in found.values())
        return Problem(f"names {len(found)} people: {names}", where=word)
    guess = nearest(word, [*config.organisations, *config.people])
    close = f'; did you mean "{guess}"?' if guess else ""
    return Problem(f"no organisation and no person of that name is on file, and it is no address{close}", where=word)


def _addressed(known: tuple[tuple[str | None, Reader], ...], word: str) -> tuple[Reader, ...] | Problem:
    try:
        address = email_address(word)
    except ValueError as error:
        return Problem(str(error), where=word)
    key = recipient_key(address)
    on_file = next((reader for _, reader in known if reader.key == key), None)
    return (on_file or Reader(address, "", ()),)
