"""The fields that a kind of release has of its own, read as the kind says that they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pressctl.model.kind import FieldType, Kind
from pressctl.model.release import FieldValue
from pressctl.source.front_matter.border import Border
from pressctl.source.front_matter.yaml_nodes import MapNode, Node


def read_fields(node: Node | None, border: Border, kind: Kind | None) -> dict[str, FieldValue]:
    """Return a kind's own fields; without a known kind nobody can say what they are."""
    if node is None or kind is None:
        return {}
    types = dict(kind.fields)
    given = border.table(node, "fields", tuple(types))
    readings = {
        name: _field(value, f"fields.{name}", border, types[name], _choices(kind, name))
        for name, value in given.items()
        if name in types
    }
    return {name: value for name, value in readings.items() if value is not None}


def _choices(kind: Kind, name: str) -> tuple[str, ...]:
    return next((question.choices for question in kind.questions if question.path == f"fields.{name}"), ())


def _field(node: Node, where: str, border: Border, kind: FieldType, choices: tuple[str, ...]) -> FieldValue | None:
    several: Mapping[FieldType, Callable[[Node, str], str | None]] = {
        FieldType.LINES: border.line,
        FieldType.ORGANISATIONS: border.organisation_key,
        FieldType.BOILERPLATES: border.organisation_key,
        FieldType.PEOPLE: border.person_key,
        FieldType.CONTACTS: border.person_key,
    }
    single: Mapping[FieldType, Callable[[Node, str], FieldValue | None]] = {
        FieldType.LINE: border.line,
        FieldType.TEXT: border.text,
        FieldType.DATE: border.date,
        FieldType.MOMENT: border.moment,
        FieldType.NUMBER: border.number,
        FieldType.YES_NO: border.yes_no,
        FieldType.CHOICE: lambda item, place: border.checked(item, place, lambda text: _choice(text, choices)),
        FieldType.MAP: lambda item, place: _map(item, place, border),
        FieldType.ORGANISATION: border.organisation_key,
        FieldType.PERSON: border.person_key,
        FieldType.LANGUAGE: border.language,
    }
    return border.each(node, where, several[kind]) if kind in several else single[kind](node, where)


def _choice(text: str, choices: tuple[str, ...]) -> str:
    if choices and text not in choices:
        raise ValueError(f'"{text}" is none of {", ".join(choices)}')
    return text


def _map(node: Node, where: str, border: Border) -> dict[str, str] | None:
    if not isinstance(node, MapNode):
        border.problem(node, where, "must be a table of texts", "write key: text, a line each, indented")
        return None
    texts = {entry.key.value: border.line(entry.value, f"{where}.{entry.key.value}") for entry in node.entries}
    return {key: text for key, text in texts.items() if text is not None}
