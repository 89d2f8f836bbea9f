"""Numbers and sums as values, whatever language writes them: `2,114`, `2 114` and `٢١١٤` are one."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from unicodedata import digit

from pressctl.frozen import Frozen
from pressctl.patterns import compiled

_CURRENCIES = {
    "EUR": r"EUR|€|euros?|Euro|евро|євро|avro|يورو",
    "USD": r"USD|US\s?\$|\$|dollars?|Dollar|долларов(?:\s+США)?|доларів(?:\s+США)?|dolar\w*|دولار",
    "AZN": r"AZN|₼|manat\w*|манат\w*|مانات",
    "GBP": r"GBP|£|pounds?|фунт\w*",
    "UAH": r"UAH|₴|hryvnias?|грн|гривень",
    "TRY": r"TRY|₺|TL|lira\w*",
}
_SIZES = (
    (
        1_000_000_000,
        r"billion|bn\b|B\b|milliards?|Milliarden?|mil\s+millones|миллиард\w*|млрд|мільярд\w*|milyar\w*|milyard\w*|مليار",
    ),
    (1_000_000, r"million(?:s|en)?|mn?\b|Mio|millones?|миллион\w*|млн|мільйон\w*|milyon\w*|مليون|ملايين"),
    (1_000, r"thousand|mille|mil|Tausend|тысяч\w*|тыс|тисяч\w*|тис|bin|min|ألف|آلاف"),
)
_NUMBER = r"(?P<number>\d{1,15}(?:[ \u00a0\u202f.,٬٫’']\d{1,15}){0,5})"
_SIZE = "|".join(f"(?P<s{index}>(?i:{words}))" for index, (_, words) in enumerate(_SIZES))
_CURRENCY = "|".join(f"(?P<{code}{{n}}>{words})" for code, words in _CURRENCIES.items())
_OF = r"(?:\s+de\s+|\s+d[’']|\s+|\u00a0)?"
_AFTER = compiled(rf"(?<!\w){_NUMBER}\s*(?:(?:{_SIZE})\.?)?{_OF}(?:{_CURRENCY.replace('{n}', '')})(?!\w)")
_SIGNS = {"EUR": r"EUR|€", "USD": r"USD|US\s?\$|\$", "AZN": "AZN|₼", "GBP": "GBP|£", "UAH": "UAH|₴", "TRY": "TRY|₺"}
"""What may stand before the number."""
_SIGN = "|".join(f"(?P<{code}>{signs})" for code, signs in _SIGNS.items())
_BEFORE = compiled(rf"(?<!\w)(?:{_SIGN})\s?{_NUMBER}(?:\s*(?:{_SIZE})\b)?")


_STEMS = (
    "€", "$", "£", "₼", "₴", "₺", "EUR", "USD", "AZN", "GBP", "UAH", "TRY", "TL", "uro", "vro", "вро", "ollar", "олл",
    "дол", "olar", "anat", "анат", "pound", "фунт", "грн", "ryvn", "ривен", "lira", "يورو", "دولار", "مانات",
)  # fmt: skip
"""One of them stands in every sum."""


class Sum(Frozen):
    """A sum of money in a text."""

    start: int
    end: int
    amount: Decimal
    currency: str
    """ISO 4217."""


def _western(written: str) -> str:
    """Return the digits that every alphabet writes as 0 to 9."""
    return "".join(str(digit(sign)) if sign.isdigit() else sign for sign in written)


def _value_of(written: str, *, scaled: bool = False) -> Decimal | None:
    """Return the number that is meant; with a size behind it, `1.500` is one and a half."""
    text = _western(written)
    match = (
        compiled(r"(.*?)[.,٫](\d{1,2}|\d{4,})").fullmatch(text)
        if not scaled
        else compiled(r"(.*?)[.,٫](\d+)").fullmatch(text)
    )
    whole, fraction = (match[1], match[2]) if match else (text, "0")
    try:
        return Decimal(f"{compiled(r'[^0-9]').sub('', whole) or '0'}.{fraction}")
    except InvalidOperation:
        return None


def sums_in(copy: str) -> Iterator[Sum]:
    """Return the sums of money of a text, in order."""
    found: dict[int, Sum] = {}
    if not any(stem in copy for stem in _STEMS):
        return iter(())
    for pattern in (_BEFORE, _AFTER):
        for match in pattern.finditer(copy):
            size = next((factor for index, (factor, _) in enumerate(_SIZES) if match[f"s{index}"]), 1)
            number = _value_of(match["number"], scaled=size > 1)
            currency = next(code for code in _CURRENCIES if match[code])
            if number is not None:
                found.setdefault(match.start("number"), Sum(*match.span(), number * size, currency))
    return iter(sorted(found.values(), key=lambda one: one.start))
