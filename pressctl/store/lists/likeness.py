"""People who are probably the same: one name at one outlet under two addresses, in whatever alphabet. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import Generic, TypeVar

_NAMES_ALIKE = 85
_OUTLETS_ALIKE = 85
_MOST_COLLEAGUES = 1500
"""People at one outlet that are compared one by one; beyond it only equal names count."""

Someone = TypeVar("Someone")


class Likenesses(Generic[Someone]):
    """Everybody who is known so far, by name and outlet."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._colleagues: dict[str, list[tuple[str, Someone]]] = defaultdict(list)
        self._namesakes: dict[str, list[tuple[str, Someone]]] = defaultdict(list)

    def add(self, name: str, outlet: str, someone: Someone) -> None:
        """Remember somebody; a name of one word is too little to know a person by."""
        known, place = plain_name(name), plain_name(outlet)
        if " " not in known or not place:
            return
        self._colleagues[place].append((known, someone))
        self._namesakes[known].append((place, someone))

    def likely(self, name: str, outlet: str) -> Someone | None:
        """Return who is probably the same person, or nobody."""
        from rapidfuzz import fuzz

        known, place = plain_name(name), plain_name(outlet)
        if " " not in known or not place:
            return None
        for other, someone in self._namesakes.get(known, ()):
            if fuzz.token_set_ratio(place, other) >= _OUTLETS_ALIKE:
                return someone
        colleagues = self._colleagues.get(place, ())
        if len(colleagues) > _MOST_COLLEAGUES:
            return None
        for other, someone in colleagues:
            if fuzz.ratio(known, other, score_cutoff=_NAMES_ALIKE) and _digits(known) == _digits(other):
                return someone
        return None


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


@lru_cache(65536)
def plain_name(text: str) -> str:
    """Return a name's words in Latin letters without accents, in a fixed order."""
    from anyascii import anyascii

    return " ".join(sorted(re.findall(r"[a-z0-9]+", anyascii(text).casefold().replace("'", ""))))
