"""From what the validation library says to what a press officer understands."""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Iterator
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Union, get_args, get_origin

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError
    from pydantic_core import ErrorDetails

Path = tuple[str | int, ...]

_MESSAGES = {
    "missing": "is missing",
    "string_type": "must be a text in quotation marks",
    "int_type": "must be a whole number",
    "bool_type": "must be true or false",
    "float_type": "must be a number",
    "dict_type": "must be a table of its own",
    "model_type": "must be a table of its own",
    "tuple_type": 'must be a list: ["…", "…"]',
    "list_type": 'must be a list: ["…", "…"]',
    "too_short": "is empty",
}


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that `word` was probably meant to be, or nothing."""
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    found = process.extractOne(
        word.lower(), list(known), scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=0.5
    )
    return found[0] if found else None


def complaints(error: ValidationError, model: type[BaseModel]) -> Iterator[tuple[Path, str, str | None]]:
    """Yield (path, what is wrong, what to do) for every fault that validation found."""
    for detail in error.errors(include_url=False):
        path: Path = tuple(part for part in detail["loc"] if part != "[key]")
        yield path, _message(detail), _hint(detail, path, model)


def _message(detail: ErrorDetails) -> str:
    context = detail.get("ctx", {})
    match detail["type"]:
        case "extra_forbidden":
            return f'unknown key "{detail["loc"][-1]}"'
        case "value_error":
            return str(context["error"])
        case "enum":
            return f'"{detail["input"]}" is none of {context["expected"]}'
        case "greater_than" | "greater_than_equal" | "less_than" | "less_than_equal":
            return detail["msg"].replace("Input should", "must")
        case other:
            return _MESSAGES.get(other, detail["msg"].replace("Input should", "must"))


def _hint(detail: ErrorDetails, path: Path, model: type[BaseModel]) -> str | None:
    if detail["type"] != "extra_forbidden":
        return None
    known = sorted(_known_keys(model, path[:-1]))
    guess = nearest(str(path[-1]), known)
    return f'did you mean "{guess}"?' if guess else f"known here: {', '.join(known)}" if known else None


def _known_keys(model: type[BaseModel], path: Path) -> set[str]:
    """Return the keys that the table at `path` may have, walking the model's annotations."""
    from pydantic import BaseModel

    here: object = model
    for part in path:
        here = _inside(here, part)
    if isinstance(here, type) and issubclass(here, BaseModel):
        return {field.alias or name for name, field in here.model_fields.items()}
    return set()


def _inside(annotation: object, part: str | int) -> object:
    """Return the type of what stands under `part` in a value of this type; nothing when it holds no tables."""
    from pydantic import BaseModel

    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        fields = annotation.model_fields.items()
        return next((_plain(field.annotation) for name, field in fields if part in {name, field.alias}), None)
    arguments = get_args(annotation)
    match get_origin(annotation):
        case builtins.dict:
            return _plain(arguments[1])
        case builtins.tuple | builtins.list:
            return _plain(arguments[0])
    return None


def _plain(annotation: object) -> object:
    """Return the annotation without `Annotated[...]` and without `| None`."""
    if get_origin(annotation) is Annotated:
        return _plain(get_args(annotation)[0])
    if get_origin(annotation) in {Union, UnionType}:
        return next((_plain(part) for part in get_args(annotation) if part is not type(None)), None)
    return annotation
