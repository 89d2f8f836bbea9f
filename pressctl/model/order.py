"""Times that a kind wants in an order: the deadline before the event, the end after the beginning."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from pressctl.frozen import Frozen
from pressctl.model.kind import Kind, Question, thing
from pressctl.model.moment import Moment


class OutOfOrder(Frozen):
    """A time on the wrong side of another."""

    question: Question
    other: str
    """Path of the time that it is measured by."""
    message: str


def out_of_order(kind: Kind, value_of: Callable[[str], object]) -> Iterator[OutOfOrder]:
    """Yield the times that contradict what the kind says of them; `value_of` returns what stands under a path."""
    for question in kind.questions:
        own = value_of(question.path) if question.before or question.after else None
        if question.before and _later(own, value_of(question.before)):
            said = f"{_named(kind, question.path)} lies after {_named(kind, question.before)}"
            yield OutOfOrder(question, question.before, said)
        if question.after and _later(value_of(question.after), own):
            said = f"{_named(kind, question.path)} lies before {_named(kind, question.after)}"
            yield OutOfOrder(question, question.after, said)


def _named(kind: Kind, path: str) -> str:
    """Return a time of any release in words, and one of the kind's own by what is asked for it."""
    asked = next((question.prompt for question in kind.questions if question.path == path), "")
    return f'"{asked}"' if path.startswith("fields.") and asked else thing(path)


def _later(one: object, other: object) -> bool:
    """Say whether `one` is later; where one of them is a day, days are compared, on the clock of the other."""
    if isinstance(one, Moment) and isinstance(other, Moment):
        return one.instant > other.instant
    first, second = _day(one), _day(other)
    return first is not None and second is not None and first > second


def _day(value: object) -> date | None:
    if isinstance(value, Moment):
        return value.local().date()
    return value if isinstance(value, date) else None
