"""Every text of `pressctl.toml` as passages: what is on file, each character with its place."""

from __future__ import annotations

from collections.abc import Iterator

from pressctl.config.toml_nodes import Path, texts
from pressctl.model.passage import Handling, Passage

_WORDS = frozenset(
    {"name", "acronym", "aliases", "about", "boilerplate", "title", "phones", "place", "address", "from_name"}
)
_TABLES = frozenset({"office", "organisations", "people", "mail"})


def office_passages(text: str, fallback: str) -> tuple[Passage, ...]:
    """Return every passage of the office's file, which must be valid TOML.

    `fallback` is the office's first language: what a text without one is in.
    """
    return tuple(_passages(text, fallback))


def is_boilerplate(passage: Passage) -> bool:
    """Say whether the passage is the Markdown of an organisation's boilerplate."""
    parts = (passage.path or "").split(".")
    return parts[0] == "organisations" and "boilerplate" in parts[2:3]


def _dotted(path: Path) -> str:
    """Return a path as a person writes it; items of a list count from 1."""
    return ".".join(f"[{part + 1}]" if isinstance(part, int) else part for part in path).replace(".[", "[")


def _passages(text: str, fallback: str) -> Iterator[Passage]:
    for path, value in texts(text):
        if value.text is not None and value.text.text.strip():
            where = _dotted(path)
            yield Passage(where, value.text, _language(path, fallback), _handling(path), where, value.text, value.style)


def _field(path: Path) -> tuple[str | int, ...]:
    """Return the path without the table and without the key of the entry that it belongs to."""
    return path[2:] if path[0] in {"organisations", "people"} else path[1:]


def _language(path: Path, fallback: str) -> str:
    last, inside = path[-1], _field(path)
    return last if len(inside) == 2 and isinstance(last, str) and inside[0] in _WORDS else fallback


def _handling(path: Path) -> Handling:
    inside = _field(path)
    if path[0] not in _TABLES or not inside:
        return Handling.FIXED
    name = inside[2] if inside[0] == "focal_points" and len(inside) > 2 else inside[0]
    return Handling.WORDS if name in _WORDS else Handling.FIXED
