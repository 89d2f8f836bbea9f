"""Slots: where the personal words of one recipient go in what everybody of a language gets.

A slot stands in a text as U+E000, its name, U+E001: private-use characters that no release may hold. Values are data:
they are put in once, all at the same time, and are never searched for slots again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape

from pressctl.errors import BadInput

OPT_OUT = "opt_out"
"""A reader's token, by which a wish not to be mailed is known to be theirs; put in when the message leaves."""
IN_REPLY_TO = "In-Reply-To"
REFERENCES = "References"
THREAD = (IN_REPLY_TO, REFERENCES)
"""Personal values that are header fields of their own (RFC 5322 §3.6.4): no slot of a text can have such a name."""

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
    pieces = _pieces(text)
    names = pieces[1::2]
    try:
        plain = [values[name] for name in names]
    except KeyError:
        missing = ", ".join(dict.fromkeys(name for name in names if name not in values))
        raise BadInput(f"the message asks for personal values that the plan does not have: {missing}") from None
    filled = list(pieces)
    filled[1::2] = [escape(_unmarked(one)) if html else _unmarked(one) for one in plain]
    return "".join(filled)


def _unmarked(value: str) -> str:
    """Return a value without the marks of a slot: it is data, and no text."""
    return _MARK.sub("", value) if "\ue000" in value or "\ue001" in value else value


@lru_cache(maxsize=512)
def _pieces(text: str) -> tuple[str, ...]:
    """Return text, name of a slot, text, name and so on: looked for once, however many letters have it.

    Raises:
        BadInput: as `fill`.
    """
    pieces = tuple(_SLOT.split(text))
    if any(map(_MARK.search, pieces[::2])):
        raise BadInput("the message has a slot that is not closed", hint="mend the mail template, then plan again")
    return pieces
