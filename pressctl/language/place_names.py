"""Countries and languages as lists write them: in ten languages, or as three letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache

from pressctl.language.territories import countries, country_named, language_named, languages
from pressctl.patterns import compiled

_LOCALES = ("en", "az", "tr", "ru", "uk", "de", "fr", "es", "ar", "fa", "it", "ka", "pl")
_LANGUAGE_WORD = compiled(r" (dili|язык|мова|language)$|^(اللغة) ")
_USUAL_COUNTRIES = {
    "azerbaijan republic": "AZ", "republic of azerbaijan": "AZ", "u s a": "US", "united states of america": "US",
    "great britain": "GB", "u k": "GB", "russia": "RU", "russian federation": "RU", "россия": "RU",
    "российская федерация": "RU", "рф": "RU", "czech republic": "CZ", "turkey": "TR", "türkiye": "TR", "сша": "US",
    "англия": "GB", "белоруссия": "BY", "молдавия": "MD", "uae": "AE", "оаэ": "AE", "bae": "AE", "abş": "US",
    "abd": "US", "birləşmiş krallıq": "GB", "holland": "NL", "macedonia": "MK", "azərbaycan respublikası": "AZ",
}  # fmt: skip
_USUAL_LANGUAGES = {
    "azeri": "az", "azerbaijani": "az", "azərbaycanca": "az", "azeri turkish": "az", "rusca": "ru",
    "ingiliscə": "en", "ingilizce": "en", "türkçe": "tr", "türkcə": "tr", "farsi": "fa", "eng": "en", "aze": "az",
    "rus": "ru", "tur": "tr", "ger": "de", "deu": "de", "fre": "fr", "fra": "fr", "spa": "es", "ara": "ar",
    "ukr": "uk", "geo": "ka", "kat": "ka", "per": "fa", "fas": "fa", "ita": "it", "рус": "ru", "англ": "en",
    "азерб": "az", "нем": "de", "укр": "uk", "rusça": "ru", "арабский язык": "ar",
}  # fmt: skip


def country_code(name: str) -> str | None:
    """Return the two letters (ISO 3166-1) of a country that is named in a usual language or by three letters."""
    if name.upper() in countries():
        return name.upper()
    folded = _folded(name)
    return _USUAL_COUNTRIES.get(folded) or _country_names().get(folded) or _alpha_3(name) or country_named(name)


def language_tag(name: str) -> str | None:
    """Return the code (ISO 639) of a language that is named in a usual language or by three letters."""
    folded = _folded(name)
    if folded in languages() and len(folded) == 2:
        return folded
    bare = _LANGUAGE_WORD.sub("", folded)
    return _USUAL_LANGUAGES.get(folded) or _language_names().get(bare) or language_named(name)


def _alpha_3(name: str) -> str | None:
    from babel.core import get_global

    if not compiled(r"[A-Za-z]{3}").fullmatch(name):
        return None
    found = get_global("territory_aliases").get(name.upper(), ())
    return found[0] if len(found) == 1 and found[0] in countries() else None


@cache
def _country_names() -> Mapping[str, str]:
    from babel import Locale

    found: dict[str, str] = {}
    for locale in _LOCALES:
        for code, name in Locale(locale).territories.items():
            if code in countries():
                found.setdefault(_folded(name), code)
    return found


@cache
def _language_names() -> Mapping[str, str]:
    from babel import Locale

    found: dict[str, str] = {}
    for locale in _LOCALES:
        for code, name in Locale(locale).languages.items():
            if code in languages():
                found.setdefault(_LANGUAGE_WORD.sub("", _folded(name)), code)
    return found


def _folded(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).replace("İ", "i").casefold().replace("\u0307", "")
    return compiled(r"[\W_]+").sub(" ", folded).strip()
