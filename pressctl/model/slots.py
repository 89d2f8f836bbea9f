"""Slots: where the personal words of one recipient go in what everybody of a language gets.

A slot stands in a text as U+E000, its name, U+E001: private-use characters that no release may hold. Values are data:
they are put in once, all at the same time, and are never searched for slots again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from pressctl.errors import BadInput

_SLOT = re.compile("\ue000([a-z][a-z0-9_]*)\ue001")
_NAME = re.compile("[a-z][a-z0-9_]*")
_MARK = re.compile("[\ue000\ue001]")


def slot(name: str) -> str:
    """Return the slot as it stands in a text.

    Raises:
        ValueError: not a name of small letters, digits and underscores.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is not the name of a slot")
    return f"\ue000{name}\ue001"


def slots_in(text: str) -> tuple[str, ...]:
    """Return the names of the slots in order, each once."""
    return tuple(dict.fromkeys(_SLOT.findall(text)))


def fill(text: str, values: Mapping[str, str], *, html: bool = False) -> str:
    """Return the text with every slot filled; `html` escapes the values.

    Raises:
        BadInput: a slot has no value, or its marks are broken: half a greeting must not leave.
    """
    if _MARK.search(_SLOT.sub("", text)):
        raise BadInput("the message has a slot that is not closed", hint="mend the mail template, then plan again")
    missing = [name for name in slots_in(text) if name not in values]
    if missing:
        raise BadInput(f"the message asks for personal values that the plan does not have: {', '.join(missing)}")

    def value(match: re.Match[str]) -> str:
        plain = _MARK.sub("", values[match[1]])
        return escape(plain) if html else plain

    return _SLOT.sub(value, text)
