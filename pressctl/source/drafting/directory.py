"""The office's organisations and people, found the way people type them: by key, name, acronym or alias.

What is written in place of a key is read here too. Nothing is guessed: a name that is close to one on file
comes back as a question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated

from pydantic import Field, ValidationError

from pressctl.config.schema import Config, OrganisationEntry, PersonEntry
from pressctl.config.validation import complaints
from pressctl.config.values import Address, Language, Line, Strict, email_address
from pressctl.frozen import Frozen
from pressctl.source.drafting.typed_parts import BadAnswer, Plain, bar_parts, contact_parts, listed, phone_number
from pressctl.source.front_matter.matter import FOCAL_POINTS, OFFICE

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CLOSE = 0.72
"""Similarity from which on a name is taken for a misspelt one on file."""
_ALIKE = 0.7
"""Similarity from which on a new name is shown with the one on file that it may have been meant for."""
_CONJUNCTION = re.compile(r"(\s+(?:and|və|и|et|&|و)\s+)", re.IGNORECASE)
_LEADING = re.compile(r"^(?:and|və|и|et|&|و)\s+", re.IGNORECASE)


class InPlaceOrganisation(Strict):
    """An organisation that is not on file."""

    name: Line
    acronym: Line | None = None
    url: Line | None = None


class InPlacePerson(Strict):
    """A person who is not on file."""

    name: Line
    title: Line | None = None
    organisation: Line | None = None


class InPlaceContact(InPlacePerson):
    """A media contact who is not on file."""

    phones: Annotated[tuple[Line, ...], Field(strict=False)] = ()
    email: Address | None = None
    languages: Annotated[tuple[Language, ...], Field(strict=False)] = ()


class Directory(Frozen):
    """What is on file, in the language of the release."""

    config: Config
    language: str

    def organisation_name(self, key: str) -> str:
        """Return the name of an organisation on file."""
        return self.config.organisations[key].name.get(self.language, self.config.fallback_language)

    def person_name(self, key: str) -> str:
        """Return the name of a person on file."""
        return self.config.people[key].name.get(self.language, self.config.fallback_language)

    def organisation(self, raw: Plain) -> Plain:
        """Read an organisation: a key, a name on file, `Name | acronym`, or a mapping.

        Raises:
            BadAnswer: close to one on file without being it, or not an organisation at all.
        """
        if isinstance(raw, dict):
            return _in_place(raw, InPlaceOrganisation)
        text = _line(raw, "an organisation")
        known = {key: _organisation_names(key, entry) for key, entry in self.config.organisations.items()}
        if "|" in text:
            name, acronym, *rest = (*bar_parts(text), "")
            if any(rest[1:]):
                raise BadAnswer("write an organisation that is not on file as: Name | acronym")
            return _in_place({"name": name, "acronym": acronym}, InPlaceOrganisation)
        key = _find(text, known)
        if key is not None:
            return key
        self._refuse_unless_new(text, known, "organisation", self.organisation_name)
        return _in_place({"name": text}, InPlaceOrganisation)

    def person(self, raw: Plain) -> Plain:
        """Read a person: a key, a name on file, `Name | title | organisation`, or a mapping.

        Raises:
            BadAnswer: close to one on file without being it, or no person at all.
        """
        if isinstance(raw, dict):
            return _in_place(raw, InPlacePerson)
        text = _line(raw, "a person")
        if "|" in text:
            name, title, organisation, *rest = (*bar_parts(text), "", "")
            if any(rest):
                raise BadAnswer("write somebody who is not on file as: Name | title | organisation")
            return _in_place({"name": name, "title": title, "organisation": organisation}, InPlacePerson)
        return self._person_on_file(text) or _in_place({"name": text}, InPlacePerson)

    def copy(self, raw: Plain) -> Plain:
        """Read who gets a copy: `focal-points`, `office`, an organisation on file, or an address.

        Raises:
            BadAnswer: none of these.
        """
        text = _line(raw, "who gets a copy")
        if text.casefold() in {FOCAL_POINTS, OFFICE}:
            return text.casefold()
        if "@" in text:
            try:
                return email_address(text)
            except ValueError as error:
                raise BadAnswer(str(error)) from error
        known = {key: _organisation_names(key, entry) for key, entry in self.config.organisations.items()}
        key = _find(text, known)
        if key is not None:
            return key
        self._refuse_unless_new(text, known, "organisation", self.organisation_name)
        raise BadAnswer(f'"{text}" is neither {FOCAL_POINTS}, {OFFICE}, an organisation on file nor an address')

    def contact(self, raw: Plain) -> Plain:
        """Read a media contact: a key, a name on file, `Name | title | phone | e-mail`, or a mapping.

        Raises:
            BadAnswer: as for a person, or there is neither a phone nor an e-mail.
        """
        if isinstance(raw, dict):
            entry = dict(raw)
        else:
            text = _line(raw, "a media contact")
            key = self._person_on_file(text) if "|" not in text else None
            if key is not None:
                person = self.config.people[key]
                if not (person.phones or person.email):
                    raise BadAnswer(f"{self.person_name(key)} has neither a phone nor an e-mail on file")
                return key
            entry = contact_parts(text)
        if "phones" in entry:
            entry["phones"] = [phone_number(_line(phone, "a phone")) for phone in listed(entry["phones"])]
        if "languages" in entry:
            entry["languages"] = listed(entry["languages"])
        if not (entry.get("phones") or entry.get("email")):
            raise BadAnswer("a media contact needs a phone or an e-mail: Name | title | +32 2 … | name@example.org")
        return _in_place(entry, InPlaceContact)

    def boilerplate(self, raw: Plain) -> Plain:
        """Read the key of an organisation that has a boilerplate.

        Raises:
            BadAnswer: it is not on file, or has none.
        """
        key = self.organisation(_line(raw, "an organisation"))
        if not isinstance(key, str):
            raise BadAnswer(f'no organisation "{raw}" on file')
        if self.config.organisations[key].boilerplate is None:
            raise BadAnswer(f"{self.organisation_name(key)} has no boilerplate in pressctl.toml")
        return key

    def organisations_apart(self, text: str) -> list[str]:
        """Part organisations joined by `and`, wherever one of them is on file or nearly is.

        A new name may hold an `and` of its own: `Ministry of Labour and Social Protection` stays whole.
        """
        known = {key: _organisation_names(key, entry) for key, entry in self.config.organisations.items()}
        return [text] if "|" in text else _apart(text, known)

    def people_apart(self, text: str) -> list[str]:
        """Part people joined by `and`; no person's name holds one."""
        if "|" in text or self.config.people.get(text):
            return [text]
        return [_LEADING.sub("", piece, count=1).strip() for piece in _CONJUNCTION.split(text)[::2]]

    def doubt(self, name: str, *, person: bool) -> str:
        """Say that a name is on no file, and which it is most like."""
        known = (
            {key: _person_names(key, entry) for key, entry in self.config.people.items()}
            if person
            else {key: _organisation_names(key, entry) for key, entry in self.config.organisations.items()}
        )
        guess = _alike(name, known)
        if guess is None:
            two = "; if these are two, part them with a semicolon" if _CONJUNCTION.search(name) else ""
            title = "; a title goes behind a bar: Name | title" if person and not two else ""
            return f'"{name}" is not on file{two or title}'
        full = self.person_name(guess) if person else self.organisation_name(guess)
        return f'"{name}" is not on file; did you mean {guess}, "{full}"?'

    def _person_on_file(self, text: str) -> str | None:
        known = {key: _person_names(key, entry) for key, entry in self.config.people.items()}
        key = _find(text, known)
        if key is None:
            self._refuse_unless_new(text, known, "person", self.person_name)
        return key

    def _refuse_unless_new(self, text: str, known: Mapping[str, Sequence[str]], what: str, name_of: object) -> None:
        guess = _closest(text, known)
        if guess is not None and callable(name_of):
            raise BadAnswer(f'{text}: did you mean {guess}, "{name_of(guess)}"?')
        if _KEY.fullmatch(text) or not any(letter.isalpha() for letter in text):
            raise BadAnswer(f'no {what} "{text}" on file')


def _in_place(raw: Mapping[str, Plain], model: type[Strict]) -> dict[str, Plain]:
    """Return the mapping as it goes into the front matter, without what is empty."""
    given = {key: value for key, value in raw.items() if value not in ("", [])}
    try:
        model.model_validate(given)
    except ValidationError as error:
        faults = [
            f"{'.'.join(str(part) for part in path)} {message}{f', {hint}' if hint else ''}"
            if not message.startswith("unknown key")
            else f"{message}{f', {hint}' if hint else ''}"
            for path, message, hint in complaints(error, model)
        ]
        raise BadAnswer("; ".join(faults)) from error
    return given


def _line(raw: Plain, what: str) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise BadAnswer(f"is not {what}")
    return raw.strip()


def _organisation_names(key: str, entry: OrganisationEntry) -> list[str]:
    acronyms = entry.acronym.all() if entry.acronym else ()
    return [key, *entry.name.all(), *acronyms, *entry.aliases]


def _person_names(key: str, entry: PersonEntry) -> list[str]:
    return [key, *entry.name.all()]


def _find(text: str, known: Mapping[str, Iterable[str]]) -> str | None:
    """Return the only key that has `text` among its names, whatever the case."""
    if text in known:
        return text
    wanted = _folded(text)
    found = [key for key, names in known.items() if any(_folded(name) == wanted for name in names)]
    return found[0] if len(found) == 1 else None


def _closest(text: str, known: Mapping[str, Sequence[str]]) -> str | None:
    """Return the key whose names begin with `text`, or hold one that is nearly it."""
    from rapidfuzz.distance import DamerauLevenshtein

    wanted = _folded(text)
    scores = {
        key: max(
            1.0
            if len(wanted) > 2 and _folded(name).startswith(wanted)
            else DamerauLevenshtein.normalized_similarity(wanted, _folded(name))
            for name in names
        )
        for key, names in known.items()
    }
    best = max(scores, key=lambda key: scores[key], default=None)
    return best if best is not None and scores[best] >= _CLOSE else None


def _alike(text: str, known: Mapping[str, Sequence[str]]) -> str | None:
    """Return the key whose names have most of the words of `text`, whatever their order and spelling."""
    from rapidfuzz.distance import DamerauLevenshtein

    def score(name: str) -> float:
        words = _folded(text).split()
        theirs = _folded(name).split()
        best = [max(DamerauLevenshtein.normalized_similarity(word, other) for other in theirs) for word in words]
        return sum(len(word) * likeness for word, likeness in zip(words, best, strict=True)) / sum(map(len, words))

    if not _folded(text):
        return None
    scores = {key: max(score(name) for name in names if _folded(name)) for key, names in known.items()}
    found = max(scores, key=lambda key: scores[key], default=None)
    return found if found is not None and scores[found] >= _ALIKE else None


def _apart(text: str, known: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the names in `text`: those on file, those that are nearly, and whatever stands between them."""
    tokens = _CONJUNCTION.split(_LEADING.sub("", text.strip(), count=1))
    found: list[str] = []
    unknown: list[str] = []
    position = 0
    while position < len(tokens):
        end = _end_of_known(tokens, position, known)
        if end is None:
            unknown += tokens[position : position + 2]
            position += 2
            continue
        found += [_unlinked(unknown), "".join(tokens[position:end])]
        unknown, position = [], end + 1
    return [name for name in (*found, _unlinked(unknown)) if name]


def _end_of_known(tokens: Sequence[str], start: int, known: Mapping[str, Sequence[str]]) -> int | None:
    """Return where the longest name on file ends that begins at `start`, or one piece that is nearly a name."""
    for end in range(len(tokens), start, -2):
        if _find("".join(tokens[start:end]), known) is not None:
            return end
    return start + 1 if len(tokens) > 1 and _closest(tokens[start], known) is not None else None


def _unlinked(tokens: Sequence[str]) -> str:
    """Join names and the conjunctions between them, without one at the end."""
    return "".join(tokens if len(tokens) % 2 else tokens[:-1]).strip()


def _folded(text: str) -> str:
    plain = " ".join(text.casefold().replace("-", " ").split())
    return plain.removeprefix("the ")
