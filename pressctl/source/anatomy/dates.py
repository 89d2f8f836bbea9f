"""Dates as releases write them, in nine languages: found in place, read only where they are whole.

A date without its year, and `05/06/2026`, which may be either day, keep their words and have no day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from pressctl.frozen import Frozen
from pressctl.language.months import month_numbers
from pressctl.patterns import compiled


class WrittenDate(Frozen):
    """A date found in a text."""

    start: int
    end: int
    day: date | None
    """Nothing where it is incomplete, ambiguous or impossible."""


class _Calendar(Frozen):
    pattern: re.Pattern[str]
    months: dict[str, int]


_NUMERIC = r"(?P<iso>\d{4}-\d{1,2}-\d{1,2})|(?P<n1>\d{1,2})(?P<sep>[./])(?P<n2>\d{1,2})(?:(?P=sep)(?P<n3>\d{4}|\d{2}))?"
_ORDINAL = r"(?:st|nd|rd|th|er|re|º|°|\.|-го|-е)?"
_MORE_MONTHS = {
    "de": {"jänner": 1, "feber": 2},
    "es": {"setiembre": 9},
    "ru": {
        "янв": 1, "фев": 2, "мар": 3, "апр": 4, "июн": 6, "июл": 7, "авг": 8, "сен": 9, "окт": 10, "ноя": 11, "дек": 12,
    },
    "ar": {
        "كانون الثاني": 1, "شباط": 2, "آذار": 3, "نيسان": 4, "أيار": 5, "حزيران": 6, "تموز": 7, "آب": 8, "أيلول": 9,
        "تشرين الأول": 10, "تشرين الثاني": 11, "كانون الأول": 12, "جانفي": 1, "فيفري": 2, "أفريل": 4, "ماي": 5,
        "جوان": 6, "جويلية": 7, "أوت": 8, "ابريل": 4, "اغسطس": 8, "اكتوبر": 10, "يوليوز": 7, "غشت": 8, "شتنبر": 9,
        "نونبر": 11, "دجنبر": 12,
    },
}  # fmt: skip
"""Names of months in Austria, in Latin America, in the Levant and in the Maghreb, which CLDR has for their regions; and
how Russian agencies shorten theirs."""


def find_date(words: str, language: str, start: int = 0, end: int | None = None) -> WrittenDate | None:
    """Return the first date in a stretch."""
    return next(find_dates(words, language, start, end), None)


def date_at(words: str, language: str, start: int) -> WrittenDate | None:
    """Return the date that begins at `start`."""
    for code in dict.fromkeys((language, "en")):
        match = _calendar(code).pattern.match(words, start)
        if match:
            return _read(match, _calendar(code), code)
    return None


def find_dates(words: str, language: str, start: int = 0, end: int | None = None) -> Iterator[WrittenDate]:
    """Yield the dates of a stretch in order; English ones are seen in every language."""
    until = len(words) if end is None else end
    found: dict[int, WrittenDate] = {}
    for code in dict.fromkeys((language, "en")):
        calendar = _calendar(code)
        for match in calendar.pattern.finditer(words, start, until):
            found.setdefault(match.start(), _read(match, calendar, code))
    yield from (found[place] for place in sorted(found))


def _read(match: re.Match[str], calendar: _Calendar, language: str) -> WrittenDate:
    return WrittenDate(match.start(), match.end(), _day(match, calendar, language))


def _day(match: re.Match[str], calendar: _Calendar, language: str) -> date | None:
    if match["iso"]:
        year, month, day = (int(part) for part in match["iso"].split("-"))
        return _real(year, month, day)
    if match["n1"]:
        return _numeric(match, language)
    name = (match["m1"] or match["m2"] or match["m3"] or match["m4"]).lower().rstrip(".")
    number = match["d1"] or match["d2"] or match["d3"] or match["d4"]
    year_text = match["y1"] or match["y2"] or match["y3"] or match["y4"]
    return _real(int(year_text), calendar.months[name], int(number)) if year_text else None


def _numeric(match: re.Match[str], language: str) -> date | None:
    if not match["n3"] or len(match["n3"]) != 4:
        return None
    first, second, year = int(match["n1"]), int(match["n2"]), int(match["n3"])
    if language == "en" and match["sep"] == "/" and first <= 12 and second <= 12 and first != second:
        return None
    if language == "en" and match["sep"] == "/" and second > 12:
        first, second = second, first
    return _real(year, second, first)


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(16)
def _calendar(language: str) -> _Calendar:
    months = {**_MORE_MONTHS.get(language, {}), **month_numbers(language)}
    name = "|".join(sorted((re.escape(month) for month in months), key=len, reverse=True))
    of = r"(?:\s+de|\s+del)?"
    pattern = compiled(
        rf"""(?<![\w/.])(?:{_NUMERIC}
          |(?P<d4>\d{{1,2}})(?P<part>[/-])(?P<m4>{name})(?P=part)(?P<y4>\d{{4}})
          |(?P<m1>{name})(?:\.|,(?=\s\d{{1,2}},\s\d{{4}}))?\s+(?P<d1>\d{{1,2}}){_ORDINAL}(?![\d:])(?:\s*,?\s+(?P<y1>\d{{4}}))?
          |(?P<d2>\d{{1,2}}){_ORDINAL}{of}\s+(?P<m2>{name})\.?(?:\s?/\s?(?:{name})|\s?\((?:{name})\))?
             (?:(?:{of}|,)\s*(?P<y2>\d{{4}})(?:-?\w{{2,3}}\s+il(?:də)?\b|\s+(?:года|року|г\.|р\.|yılı))?)?
          |(?P<y3>\d{{4}})-?\w{{0,3}}\s+(?:il\s+)?(?P<m3>{name})\s+(?P<d3>\d{{1,2}}))(?:(?!\w)|(?=T\d\d:))""",
        re.VERBOSE | re.IGNORECASE,
    )
    return _Calendar(pattern, months)
