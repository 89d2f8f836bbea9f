"""The names of the months as a language writes them, whole and shortened, in every case that CLDR knows."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(16)
def month_numbers(language: str) -> dict[str, int]:
    """Return every name of a month in lower case, without a final full stop, with the month's number."""
    from babel import Locale

    months = Locale.parse(language).months
    names: dict[str, int] = {}
    for number in range(1, 13):
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                name = str(months[context][width][number]).lower().rstrip(".")
                if not name.isdigit():
                    names.setdefault(name, number)
    if language == "en":
        names["sept"] = 9
    return names
