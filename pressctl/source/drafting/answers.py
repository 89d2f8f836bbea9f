"""Answers to a kind's questions: one nested mapping by dotted path (`event.title`, `fields.aim`, `draft.quotation`)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

from pressctl.config.validation import nearest
from pressctl.model.kind import FieldType, Kind, Question
from pressctl.model.moment import Moment, parse_moment
from pressctl.source.drafting.typed_parts import BadAnswer, Plain
from pressctl.source.kinds import CORE_TYPES

Answers: TypeAlias = Mapping[str, Plain]

_A_DAY = len("2018-10-30")

LISTS = frozenset(
    {
        FieldType.ORGANISATIONS,
        FieldType.PEOPLE,
        FieldType.CONTACTS,
        FieldType.COPIES,
        FieldType.BOILERPLATES,
        FieldType.LINES,
    }
)
"""Types whose answer is a list."""


def answer_at(answers: Answers, path: str) -> Plain | None:
    """Return the answer under a dotted path, or nothing."""
    value: object = answers
    for part in path.split("."):
        if not isinstance(value, Mapping) or part not in value:
            return None
        value = value[part]
    return value if isinstance(value, (str, int, list, dict)) else None


def with_answer(answers: Answers, path: str, value: Plain) -> dict[str, Plain]:
    """Return the answers with one more, under its dotted path."""
    head, _, rest = path.partition(".")
    if not rest:
        return {**answers, head: value}
    inner = answers.get(head)
    return {**answers, head: with_answer(inner if isinstance(inner, dict) else {}, rest, value)}


def question_for(kind: Kind, path: str) -> Question:
    """Return the question that `path` answers; what a kind does not ask for but any release may have counts too.

    Raises:
        BadAnswer: a release of this kind has no such thing; the message names the nearest.
    """
    for question in kind.questions:
        if question.path == path:
            return question
    if path in CORE_TYPES:
        return Question(path, CORE_TYPES[path], path)
    for name, type_ in kind.fields:
        if path == f"fields.{name}" and type_ is not FieldType.CHOICE:
            return Question(path, type_, path)
    known = [question.path for question in kind.questions]
    guess = nearest(path, {*known, *CORE_TYPES})
    raise BadAnswer(
        f'the kind {kind.name} asks for no "{path}"; '
        + (f'did you mean "{guess}"?' if guess else f"it asks for {', '.join(known)}")
    )


def time_at(answers: Answers, path: str) -> date | Moment | None:
    """Return the day or the moment that was answered under a path."""
    value = str(answer_at(answers, path) or "")
    if not value:
        return None
    return date.fromisoformat(value) if len(value) == _A_DAY else parse_moment(value)


def is_empty(raw: Plain) -> bool:
    """Say whether this leaves a question out: nothing, or nothing but white space."""
    return raw in ([], {}) if not isinstance(raw, str) else not raw.strip()


def misfit(path: str, value: Plain, answers: Answers) -> str | None:
    """Say why an answer does not go with those before it, or nothing."""
    start, end = answer_at(answers, "event.start"), answer_at(answers, "event.end")
    start, end = (value, end) if path == "event.start" else (start, value if path == "event.end" else end)
    if path in {"event.start", "event.end"} and start and end and parse_moment(str(end)) < parse_moment(str(start)):
        return "the event ends before it starts"
    return None
