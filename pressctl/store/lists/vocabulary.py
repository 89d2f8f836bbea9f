"""Which field of `contacts.csv` a heading names, in the languages and programs of `headings.toml`."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from pressctl.frozen import Frozen
from pressctl.store.press_list.cells import COLUMNS

_BETWEEN = re.compile(r"[\W\d_]+")


class Heading(Frozen):
    """What a heading means."""

    field: str | None
    """A column of `contacts.csv`; nothing for one that is known and not taken."""
    rank: int
    """Of several columns for one field the lowest goes first."""


def heading_meaning(text: str) -> Heading | None:
    """Return what a heading means; nothing where the vocabulary does not know it."""
    exact = text.strip().lower()
    if exact in COLUMNS:
        return Heading(exact, -1)
    known = plain(text)
    return _vocabulary().get(known) or _vocabulary().get(_without_accents(known))


def plain(heading: str) -> str:
    """Return a heading without capitals, digits, punctuation and doubled spaces, in one Unicode form."""
    folded = unicodedata.normalize("NFKC", heading).replace("İ", "i").casefold().replace("\u0307", "")
    return _BETWEEN.sub(" ", folded).strip()


def numbered(heading: str) -> int:
    """Return the number in a heading such as `E-mail 2 Address`; 1 where there is none."""
    found = re.search(r"\d+", heading)
    return int(found[0]) if found and len(found[0]) < 4 else 1


@cache
def _vocabulary() -> Mapping[str, Heading]:
    data = tomllib.loads(files("pressctl.store.lists").joinpath("headings.toml").read_text(encoding="utf-8"))
    found = {plain(heading): Heading(None, 0) for heading in data["left_out"]["headings"]}
    for field, headings in data["fields"].items():
        for rank, heading in enumerate(headings):
            found.setdefault(plain(heading), Heading(field, rank))
    for heading, meaning in list(found.items()):
        found.setdefault(_without_accents(heading), meaning)
    found.pop("", None)
    return found


def _without_accents(text: str) -> str:
    """Return Latin letters as they are typed where a keyboard or an encoding has no accents: `vezife` for `vəzifə`."""
    bare = unicodedata.normalize("NFD", text.translate({0x259: "e", 0x131: "i"}))
    return "".join(character for character in bare if not unicodedata.combining(character))
