"""Enumerations as a language writes them: `a, b and c`; `a, x; b, y; and c` where commas are taken.

Two need no semicolon: `a, x, and b`, where the comma before the "and" ends what belongs to the first.
"""

from __future__ import annotations

from collections.abc import Sequence

from pressctl.language.locales import locale_of
from pressctl.patterns import compiled

_BRACKETED = compiled(r"\([^()]*\)")
"""A comma inside brackets parts nothing."""

_COMMAS = (",", "،", "、")
_COMMA = {"ar": "، ", "fa": "، ", "ur": "، "}
_SEMICOLON = {"ar": "؛ ", "fa": "؛ ", "ur": "؛ ", "fr": "\u00a0; "}


def join(items: Sequence[str], language: str) -> str:
    """Return the items as one enumeration with the language's "and"; nothing for no items."""
    if len(items) < 2:
        return "".join(items)
    if len(items) == 2 and _has_comma(items[0]):
        return f"{items[0]}{comma_of(language)}{_and(language)}{items[1]}"
    if len(items) > 2 and any(map(_has_comma, items)):
        return _with_semicolons(items, language)
    from babel.lists import format_list

    return str(format_list(list(items), style="standard", locale=locale_of(language)))


def comma_of(language: str) -> str:
    """Return the comma that the language writes, with its space."""
    return _COMMA.get(language.partition("-")[0], ", ")


def _with_semicolons(items: Sequence[str], language: str) -> str:
    mark = _SEMICOLON.get(language.split("-", maxsplit=1)[0], "; ")
    return f"{mark.join(items[:-1])}{mark}{_and(language)}{items[-1]}"


def _has_comma(item: str) -> bool:
    return any(comma in _BRACKETED.sub("", item) for comma in _COMMAS)


def _and(language: str) -> str:
    """Return the language's "and" as it stands before the last one."""
    pair = str(locale_of(language).list_patterns["standard"]["2"])
    return pair.partition("{0}")[2].partition("{1}")[0].lstrip(" ,،、")
