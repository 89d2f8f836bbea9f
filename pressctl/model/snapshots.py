"""A frozen text read back: canonical JSON (`model/digest.py`) → the edition that it was made of.

What is outside of a digest does not come back: where blocks stood in a file, and what another language stood in for. A
date among the fields of a kind comes back as it is written, since only the kind says that it is one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from pressctl.frozen import field_names
from pressctl.model import text
from pressctl.model.digest import Json
from pressctl.model.moment import Moment, parse_moment
from pressctl.model.release import Edition
from pressctl.model.text import Block

_BLOCKS: tuple[type[Any], ...] = (
    text.Words, text.Emphasis, text.Strong, text.Foreign, text.Link, text.LineBreak, text.Paragraph, text.Heading,
    text.ItemList, text.Quotation, text.Table, text.Image,
)  # fmt: skip
"""What stands where a block or an inline may stand; it says itself which it is."""


class NotASnapshot(ValueError):
    """A JSON value that no edition was made into."""


def edition_in(content: str) -> Edition:
    """Return the edition whose canonical JSON this is.

    Raises:
        NotASnapshot: it is not one.
    """
    try:
        loaded = json.loads(content)
    except ValueError as error:
        raise NotASnapshot("not JSON") from error
    if not isinstance(loaded, dict) or loaded.get("is") != Edition.__name__:
        raise NotASnapshot("not an edition")
    found = _loaded(Edition, loaded)
    assert isinstance(found, Edition)  # noqa: S101 - by its type
    return found


def block_in(value: Json) -> Block:
    """Return the block whose canonical form this is.

    Raises:
        NotASnapshot: it is none.
    """
    found = _loaded(_ANYTHING, value)
    if not isinstance(found, Block):
        raise NotASnapshot("not a block")
    return found


def _loaded(kind: Any, value: Json) -> Any:  # the border: what JSON gave, by the type that a field has
    if isinstance(value, dict) and isinstance(value.get("is"), str):
        return _instance(_class_of(kind, str(value["is"])), value)
    if isinstance(value, list):
        inner = _item_of(kind)
        return tuple(_loaded(inner, item) for item in value)
    if isinstance(value, dict):
        return {key: _loaded(_ANYTHING, item) for key, item in value.items()}
    if isinstance(value, str) and date in _choices(kind) and str not in _choices(kind):
        return date.fromisoformat(value)
    if isinstance(value, str) and Moment in _choices(kind) and str not in _choices(kind):
        return parse_moment(value)
    return value


_ANYTHING = object


def _instance(kind: type[Any], value: Mapping[str, Json]) -> Any:  # as above
    hints = _hints(kind)  # type: ignore[arg-type]  # every class can be hashed
    unknown = set(value) - set(field_names(kind)) - {"is"}
    if unknown:
        raise NotASnapshot(f"{kind.__name__} has no {', '.join(sorted(unknown))}")
    try:
        return kind(**{name: _loaded(hints[name], item) for name, item in value.items() if name != "is"})
    except TypeError as error:
        raise NotASnapshot(str(error)) from error


def _class_of(kind: Any, name: str) -> type[Any]:  # as above
    choices: tuple[type[Any], ...] = tuple(choice for choice in _choices(kind) if isinstance(choice, type))
    for choice in (*choices, *_BLOCKS):
        if choice.__name__ == name:
            return choice
    raise NotASnapshot(f"{name} is nothing that stands here")


def _item_of(kind: Any) -> Any:  # as above
    for choice in _choices(kind):
        if get_origin(choice) is tuple:
            return get_args(choice)[0]
    return _ANYTHING


@cache
def _choices(kind: Any) -> tuple[Any, ...]:  # as above
    """Return what a value of a type may be, alternatives one by one."""
    if get_origin(kind) in {Union, UnionType}:
        return tuple(inner for choice in get_args(kind) for inner in _choices(choice))
    return (kind,)


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind)
