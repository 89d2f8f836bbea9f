"""Slots: where the personal words of one recipient go in what everybody of a language gets.

A slot stands in a text as U+E000, its name, U+E001: private-use characters that no release may hold. Values are
put in once, all at the same time; what looks like a slot inside a value stays what it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

_SLOT = re.compile("\ue000([a-z][a-z0-9_]*)\ue001")
_NAME = re.compile("[a-z][a-z0-9_]*")


class MissingSlot(KeyError):
    """A text has a slot for which there is no value."""

    def __str__(self) -> str:
        return f"no value for the slot {', '.join(map(str, self.args))}"


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


def fill(text: str, values: Mapping[str, str], escape: Callable[[str], str]) -> str:
    """Return the text with every slot filled.

    Args:
        text: plain text or HTML.
        values: by name; more than are needed do no harm.
        escape: what makes a value safe in this text: `html.escape` for HTML, `str` for plain text.

    Raises:
        MissingSlot: a slot without a value; it names all of them.
    """
    missing = [name for name in slots_in(text) if name not in values]
    if missing:
        raise MissingSlot(*missing)
    return _SLOT.sub(lambda found: str(escape(values[found[1]])), text)
