"""Enumerations as a language writes them: `a, b and c`; `a, x; b, y; and c` where commas are taken."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pressctl.language.locales import locale_of

_BRACKETED = re.compile(r"\([^()]*\)")
"""A comma inside brackets parts nothing."""

_COMMAS = (",", "،", "、")
_SEMICOLON = {"ar": "؛ ", "fa": "؛ ", "ur": "؛ ", "fr": "\u00a0; "}


def join(items: Sequence[str], language: str) -> str:
    """Return the items as one enumeration with the language's "and"; nothing for no items."""
    if len(items) < 2:
        return "".join(items)
    if any(comma in _BRACKETED.sub("", item) for item in items for comma in _COMMAS):
        return _with_semicolons(items, language)
    from babel.lists import format_list

    return str(format_list(list(items), style="standard", locale=locale_of(language)))


def _with_semicolons(items: Sequence[str], language: str) -> str:
    mark = _SEMICOLON.get(language.split("-", maxsplit=1)[0], "; ")
    pair = str(locale_of(language).list_patterns["standard"]["2"])
    between = pair.partition("{0}")[2].partition("{1}")[0].lstrip(" ,،、")
    return f"{mark.join(items[:-1])}{mark}{between}{items[-1]}"
