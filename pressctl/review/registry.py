"""The registry of a copy: which field says which words under which bookmark (ADR 0019)."""

from __future__ import annotations

from collections.abc import Mapping

from pressctl.errors import BadInput
from pressctl.frozen import Frozen
from pressctl.model.revision import Piece

VERSION = 1


class Said(Frozen):
    """The words that a field says in a paragraph."""

    path: str
    text: str
    locked: bool = False


class Anchored(Frozen):
    """What a bookmark stands for."""

    anchor: str
    said: tuple[Said, ...]
    """In order; several bookmarks of one paragraph name them once."""


class Registry(Frozen):
    """What is known of a copy that was sent out."""

    copy: str
    release: str
    slug: str
    language: str
    number: int
    """The version."""
    sha256: str
    """Of the file as it was sent."""
    anchors: Mapping[str, Anchored]
    """By bookmark, in reading order."""


def parse_registry(data: bytes, shown: str) -> Registry:
    """Return the registry that stands in a `review/<copy>.json`.

    Raises:
        BadInput: it is none, or of a later version of pressctl.
    """
    import json

    try:
        whole = json.loads(data)
        if whole["version"] != VERSION:
            raise BadInput(f"{shown} was written by a later version of pressctl")
        return Registry(
            str(whole["copy"]), str(whole["release"]), str(whole["slug"]), str(whole["language"]), int(whole["number"]),
            str(whole["sha256"]), {name: _anchored(one) for name, one in whole["anchors"].items()},
        )  # fmt: skip
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadInput(f"{shown} is no registry of a review copy") from error


def _anchored(one: Mapping[str, object]) -> Anchored:
    pieces = one["pieces"]
    if not isinstance(pieces, list):
        raise TypeError
    return Anchored(
        str(one["anchor"]), tuple(Said(each["path"], each["text"], bool(each["locked"])) for each in pieces)
    )


def pieces_in(text: str, said: tuple[Said, ...]) -> tuple[Piece, ...]:
    """Return where in a line its fields stand, searched from left to right; what is not found is left out."""
    found, place = [], 0
    for one in said:
        start = text.find(one.text, place)
        if start >= 0 and one.text:
            place = start + len(one.text)
            found.append(Piece(one.path, start, place, one.locked))
    return tuple(found)
