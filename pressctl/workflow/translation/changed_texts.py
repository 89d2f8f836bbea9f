"""A change between two texts of an original, in words: where it is, what stood there, what stands there now."""

from __future__ import annotations

import re

from pressctl.frozen import Frozen
from pressctl.model.digest import Json
from pressctl.source.translation import BlockChange, ChangeKind

_INLINES = {"Words", "Emphasis", "Strong", "Foreign", "Link", "LineBreak"}


class TextChange(Frozen):
    """One text of the original that is not what was translated."""

    where: str
    """`headline`, `paragraph 3 of the text`, …"""
    before: str
    """Empty for an added one."""
    after: str
    """Empty for a removed one."""


def described(change: BlockChange) -> TextChange:
    """Return a change with its place and its words, as a translator reads them."""
    path = change.new_path or change.old_path or ""
    words = {ChangeKind.ADDED: " (new)", ChangeKind.REMOVED: " (gone)", ChangeKind.CHANGED: ""}
    return TextChange(f"{_where(path)}{words[change.kind]}", _text(change.old), _text(change.new))


def _where(path: str) -> str:
    """Return a path in the newsroom's words: `block 2 of the text`."""
    numbered = re.fullmatch(r"(body|notes)\[(\d+)\]", path)
    if numbered is None:
        return path
    part = "text" if numbered[1] == "body" else "notes to editors"
    return f"block {numbered[2]} of the {part}"


def _text(value: Json) -> str:
    """Return the words of a text or of a block in canonical form, blocks and items separated by new lines."""
    match value:
        case str():
            return value
        case list():
            inline = any(isinstance(item, dict) and item.get("is") in _INLINES for item in value)
            return ("" if inline else "\n").join(filter(None, map(_text, value)))
        case dict():
            return _block(value)
        case _:
            return ""


def _block(value: dict[str, Json]) -> str:
    match value:
        case {"is": "LineBreak"}:
            return "\n"
        case {"is": "Link", "inlines": inlines}:
            return _text(inlines)
        case {"is": "Quotation", "paragraphs": paragraphs, "attribution": attribution}:
            return "\n".join(filter(None, (_text(paragraphs), _text(attribution))))
        case {"is": "Attribution", "name": name, "title": title}:
            return ", ".join(filter(None, (_text(name), _text(title))))
        case _:
            return "\n".join(filter(None, (_text(item) for key, item in value.items() if key != "is")))
