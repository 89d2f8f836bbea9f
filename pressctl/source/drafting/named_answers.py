"""Answers that name organisations and people: one, or several in a list, on file or written in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pressctl.model.kind import FieldType, Question
from pressctl.source.drafting.asking import Asking, Reading
from pressctl.source.drafting.directory import Directory
from pressctl.source.drafting.typed_parts import BadAnswer, Plain, split_list, split_people, text_of

_PEOPLE = frozenset({FieldType.PERSON, FieldType.PEOPLE, FieldType.CONTACTS})


def _one(read: Callable[[Directory, Plain], Plain]) -> Callable[[Question, Plain, Asking], Reading]:
    """Make the reading of one organisation or person."""

    def reading(question: Question, raw: Plain, asking: Asking) -> Reading:
        if isinstance(raw, str) and _several_names(question, raw, read, asking):
            raise BadAnswer(f'"{raw}" is more than one name; only one is wanted here')
        value = read(asking.directory, raw)
        return Reading(value, _named([value], [raw], asking), _doubts([value], [raw], question, asking))

    return reading


def _several_names(question: Question, raw: str, read: Callable[[Directory, Plain], Plain], asking: Asking) -> bool:
    """Say whether several names were typed where one is wanted; a new name may hold a comma of its own."""
    if "|" in raw or _is_on_file(raw, read, asking):
        return False
    parts = split_list(raw)
    names = [name for part in parts for name in _names_apart(part, question, asking)]
    joined = question.type in _PEOPLE and len(names) > len(parts)  # no person's name holds an "and"
    return len(names) > 1 and (joined or ";" in raw or any(_resembles(name, read, asking) for name in names))


def _resembles(name: str, read: Callable[[Directory, Plain], Plain], asking: Asking) -> bool:
    """Say whether a name is on file or nearly is."""
    try:
        return isinstance(read(asking.directory, name), str)
    except ValueError:
        return True


def _is_on_file(name: str, read: Callable[[Directory, Plain], Plain], asking: Asking) -> bool:
    try:
        return isinstance(read(asking.directory, name), str)
    except ValueError:
        return False


def _several(
    read: Callable[[Directory, Plain], Plain], split: Callable[[str], list[str]]
) -> Callable[[Question, Plain, Asking], Reading]:
    """Make the reading of a list: typed with commas, semicolons or `and`, or written as a list."""

    def reading(question: Question, raw: Plain, asking: Asking) -> Reading:
        parts = raw if isinstance(raw, list) else _typed_list(raw, read, split, asking)
        items = [item for part in parts for item in _parted(part, question, asking)]
        values: list[Plain] = []
        faults: list[str] = []
        for item in items:
            try:
                value = read(asking.directory, item)
            except ValueError as error:
                faults.append(str(error))
                continue
            if value in values:
                faults.append(f'"{item}" is named twice')
            values.append(value)
        if faults:
            raise BadAnswer("\n".join(faults))
        return Reading(values, _named(values, items, asking), _doubts(values, items, question, asking))

    return reading


def _parted(part: Plain, question: Question, asking: Asking) -> list[Plain]:
    return list(_names_apart(part, question, asking)) if isinstance(part, str) else [part]


def _names_apart(text: str, question: Question, asking: Asking) -> list[str]:
    """Part what `and` joins, so that two names are never taken for one."""
    directory = asking.directory
    return directory.people_apart(text) if question.type in _PEOPLE else directory.organisations_apart(text)


def _doubts(values: Sequence[Plain], typed: Sequence[Plain], question: Question, asking: Asking) -> tuple[str, ...]:
    """Return a sentence for each name that is on no file, unless its bar says that it is new."""
    return tuple(
        asking.directory.doubt(item, person=question.type in _PEOPLE)
        for value, item in zip(values, typed, strict=True)
        if isinstance(value, dict) and isinstance(item, str) and "|" not in item
    )


def _typed_list(
    raw: Plain, read: Callable[[Directory, Plain], Plain], split: Callable[[str], list[str]], asking: Asking
) -> list[Plain]:
    """Split what was typed, unless the whole of it is one name on file with a comma in it."""
    if isinstance(raw, dict):
        return [raw]
    text = text_of(raw)
    if "," in text and "|" not in text and _is_on_file(text, read, asking):
        return [text]
    return list(split(text))


def _named(values: Sequence[Plain], typed: Sequence[Plain], asking: Asking) -> str | None:
    """Return the names that keys stand for, where they are not what was typed."""
    names = [_plain_name(value, asking) for value in values]
    return "; ".join(names) if names and names != [str(item) for item in typed] else None


def _plain_name(value: Plain, asking: Asking) -> str:
    """Return the name of an organisation or person given by key or written in place."""
    if isinstance(value, dict):
        return f"{value.get('name', '')} (not on file)"
    directory, key = asking.directory, str(value)
    if key in asking.config.organisations:
        return directory.organisation_name(key)
    return directory.person_name(key) if key in asking.config.people else key


NAME_READERS: dict[FieldType, Callable[[Question, Plain, Asking], Reading]] = {
    FieldType.ORGANISATION: _one(Directory.organisation),
    FieldType.ORGANISATIONS: _several(Directory.organisation, split_list),
    FieldType.PERSON: _one(Directory.person),
    FieldType.PEOPLE: _several(Directory.person, split_people),
    FieldType.CONTACTS: _several(Directory.contact, split_people),
    FieldType.COPIES: _several(Directory.copy, split_list),
    FieldType.BOILERPLATES: _several(Directory.boilerplate, split_list),
}
"""How each type of name is read."""
