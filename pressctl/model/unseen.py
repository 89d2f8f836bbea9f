"""Characters that look like others, or like nothing, made visible where somebody changed them."""

from __future__ import annotations

UNBROKEN = "⍽"
"""Stands for a space at which no line breaks."""
SIGN = "▢"
"""Stands for a picture, or for the number of a note."""
_SHOWN = {**dict.fromkeys((0xA0, 0x202F, 0x2007), UNBROKEN), 0xFFFC: SIGN}
_INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF))


def made_visible(text: str) -> str:
    """Return a text in which spaces at which no line breaks, pictures and numbers of notes have signs of their own."""
    return text.translate(_SHOWN)


def without_invisible(text: str) -> str:
    """Return a text without what takes no room: soft hyphens, joiners, marks of direction."""
    return text.translate(_INVISIBLE)
