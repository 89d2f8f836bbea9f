"""Characters that no text of the office may hold: they cannot be seen, and they change what is read or sent."""

from __future__ import annotations

from pressctl.patterns import compiled

INVISIBLE = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # C0 and C1 controls, line breaks and tabs apart
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # changes of direction
    "\u2028\u2029"  # line and paragraph separators
    "\ud800-\udfff\ufffe\uffff"  # what XML and UTF-8 cannot hold
    "\ue000\ue001"  # kept for the slots of a mail
)
"""The inside of a character class."""

FORBIDDEN = compiled(f"[{INVISIBLE}]")

_NAMES = {
    0x00: "a NUL character",
    0x2028: "a line separator",
    0x2029: "a paragraph separator",
    0xE000: "a character that is kept for the mail's slots",
    0xE001: "a character that is kept for the mail's slots",
}


def forbidden_character(text: str) -> str | None:
    """Return the first character that no text may hold, by name and code point; nothing where there is none."""
    found = FORBIDDEN.search(text)
    return character_name(found[0]) if found else None


def character_name(character: str) -> str:
    """Return `a NUL character, U+0000`."""
    code = ord(character)
    if code in _NAMES:
        return f"{_NAMES[code]}, U+{code:04X}"
    if code in {0x061C, 0x200E, 0x200F} or 0x202A <= code <= 0x2069:
        return f"a character that changes the direction of writing, U+{code:04X}"
    return f"a control character, U+{code:04X}"
