"""Which codes of languages and countries exist, and which one a name stands for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pressctl.patterns import compiled

_ALPHA_2 = compiled(r"[A-Z]{2}")
_NOT_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})
"""In CLDR's list, but no ISO 3166 country code for a person's country."""


@cache
def countries() -> Mapping[str, str]:
    """Return ISO 3166-1 alpha-2 code → English name, from CLDR."""
    from babel import Locale

    names = Locale("en").territories
    return {code: name for code, name in names.items() if _ALPHA_2.fullmatch(code) and code not in _NOT_COUNTRIES}


@cache
def languages() -> Mapping[str, str]:
    """Return ISO 639 code → English name, from CLDR."""
    from babel import Locale

    return {code: name for code, name in Locale("en").languages.items() if "_" not in code}


def country_named(name: str) -> str | None:
    """Return the code of the country that `name` probably means: its English name, `UK`, `USA`."""
    usual = {"uk": "GB", "usa": "US", "england": "GB", "uae": "AE"}
    return usual.get(name.lower()) or _code_of(name, countries())


def language_named(name: str) -> str | None:
    """Return the code of the language whose English name is `name`."""
    return {"azeri": "az", "farsi": "fa"}.get(name.lower()) or _code_of(name, languages())


def _code_of(name: str, names: Mapping[str, str]) -> str | None:
    folded = name.casefold()
    return next((code for code, known in names.items() if known.casefold() == folded), None)
