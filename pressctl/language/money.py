"""Sums of money as newsrooms print them: `EUR 1.5 million`, `1,5 миллиона евро`; never rounded."""

from __future__ import annotations

from pressctl.language.locales import locale_of

_MILLION = 1_000_000
_BILLION = 1000 * _MILLION
_EXACT = 10_000
"""Two decimals of a million."""
_NO_BREAK = "\u00a0"
_OF = {"fr": "de ", "es": "de ", "it": "di ", "pt": "de "}
"""Between millions and the currency: `1,5 million d’euros`."""
_USUAL = {
    ("ar", "AZN"): "مانات أذربيجاني",
    ("az", "AZN"): "manat",
    ("fr", "AZN"): "manats azerbaïdjanais",
}
"""What newsrooms say where the dictionary has another word."""


def money_text(amount: int, currency: str, language: str) -> str:
    """Return a sum in `language`: from a million on in millions, where that is exact; else in full.

    Args:
        amount: in whole units of the currency.
        currency: its code (ISO 4217). English newsrooms print the code, the others the word.
        language: in which it is to be read.
    """
    base = language.partition("-")[0]
    short = _is_short(amount)
    number = _in_millions(amount, language) if short else _in_full(amount, language)
    if base == "en":
        return f"{currency}{_NO_BREAK}{number}"
    word = _currency_word(amount, currency, language, short=short)
    of = _OF.get(base, "") if short else ""
    if base == "fr" and of and word[:1].lower() in "aeéiou":
        of = "d’"
    return f"{number} {of}{word}"


def _is_short(amount: int) -> bool:
    """Say whether two decimals of a million, or of a billion, tell the sum exactly."""
    size = abs(amount)
    if size < _MILLION:
        return False
    return size % (_EXACT if size < _BILLION else _EXACT * 1000) == 0


def _in_full(amount: int, language: str) -> str:
    from babel.numbers import format_decimal

    text = str(format_decimal(amount, locale=locale_of(language)))
    # The dictionary groups by full stops, which newsrooms in Baku do not.
    return text.replace(".", _NO_BREAK) if language.partition("-")[0] == "az" else text


def _in_millions(amount: int, language: str) -> str:
    from babel.numbers import format_compact_decimal

    compact = str(
        format_compact_decimal(amount, format_type="long", locale=locale_of(language), fraction_digits=2)
    ).replace(" ", _NO_BREAK)
    if language.partition("-")[0] == "fr" and abs(amount) in {_MILLION, _BILLION}:
        return compact.removesuffix("s")  # the dictionary's plural, which French begins at two
    return compact


def _currency_word(amount: int, currency: str, language: str, *, short: bool) -> str:
    from babel.numbers import get_currency_name

    usual = _USUAL.get((language.partition("-")[0], currency))
    if usual:
        return usual
    # "Million" governs the currency as five of anything does: the genitive plural, where a language has one.
    counted = 5 if short and language.partition("-")[0] in {"ru", "uk", "be", "pl"} else amount
    word = str(get_currency_name(currency, count=counted, locale=locale_of(language)))
    return word.lower() if word == "Avro" else word
