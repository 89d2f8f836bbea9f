"""An answer as a person would type it: what stands in brackets when a question is asked again."""

from __future__ import annotations

from collections.abc import Callable

from pressctl.model.kind import FieldType, Question
from pressctl.model.moment import parse_moment
from pressctl.source.drafting.typed_parts import Plain

_ORDER = ("id", "name", "acronym", "title", "organisation", "phones", "email")
_NAMED = frozenset(
    {
        FieldType.ORGANISATION, FieldType.ORGANISATIONS, FieldType.BOILERPLATES,
        FieldType.PERSON, FieldType.PEOPLE, FieldType.CONTACTS,
    }
)  # fmt: skip
_LONGEST = 60
"""Characters of an answer that are shown; the whole of it is kept."""


def as_typed(question: Question, value: Plain, zone: str, name_of: Callable[[str], str] = str) -> str:
    """Return the answer in one line; a long one is cut, so it is for showing alone.

    Args:
        question: what was asked.
        value: the answer as the front matter has it.
        zone: the office's zone, which needs no naming.
        name_of: the name of whatever stands under a key on file; the key itself unless given.
    """
    named = name_of if question.type in _NAMED else str
    shown = " ".join(_whole(question, value, zone, named).split())
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1].rstrip()}…"


def _whole(question: Question, value: Plain, zone: str, name_of: Callable[[str], str]) -> str:
    match question.type, value:
        case FieldType.YES_NO, _:
            return "yes" if value else "no"
        case FieldType.DATE, _:
            return _date(str(value))
        case FieldType.MOMENT, _:
            return _moment(str(value), zone)
        case FieldType.MAP, dict():
            return "; ".join(f"{key} = {words}" for key, words in value.items())
        case _, list():
            items = [_one(item, name_of) for item in value]
            return ("; " if any("," in item or "|" in item for item in items) else ", ").join(items)
        case _:
            return _one(value, name_of)


def _one(value: Plain, name_of: Callable[[str], str]) -> str:
    """Return a name: the key of one on file, one written in place with its bars, or the id of a release."""
    if not isinstance(value, dict):
        return name_of(str(value))
    parts = [value[key] for key in _ORDER if key in value]
    name, *rest = (", ".join(map(str, part)) if isinstance(part, list) else str(part) for part in parts)
    return " | ".join((name, *rest)) if rest else name


def _date(written: str) -> str:
    from datetime import date

    from pressctl.language.dates import date_text

    return date_text(date.fromisoformat(written), "en")


def _moment(written: str, zone: str) -> str:
    moment = parse_moment(written)
    local = moment.local()
    elsewhere = f" {moment.zone}" if moment.zone != zone else ""
    return f"{_date(local.date().isoformat())} {local:%H:%M}{elsewhere}"
