"""Dates in prose: every form that releases use, with the place of each part. No year is ever invented."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

MONTHS = {
    "en": "january february march april may june july august september october november december",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "tr": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "az": "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
}
"""As they stand beside a day, January first."""

WEEKDAYS = {
    "en": "monday tuesday wednesday thursday friday saturday sunday",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "de": "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "ru": "понедельник вторник среда четверг пятница суббота воскресенье",
    "uk": "понеділок вівторок середа четвер п’ятниця субота неділя",
    "tr": "pazartesi salı çarşamba perşembe cuma cumartesi pazar",
}
"""In the form that stands beside a date, Monday first."""

_SHORT = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sept": 9, "sep": 9, "oct": 10, "nov": 11,
    "dec": 12,
}  # fmt: skip
_SHORT_DAYS = {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6}


@dataclass(frozen=True, slots=True)
class DateInProse:
    """One date as written."""

    start: int
    end: int
    day: int
    month: int
    year: int | None
    weekday: int | None = None
    """0 is Monday."""
    weekday_span: tuple[int, int] | None = None
    ordinal: tuple[int, int] | None = None
    """Where `th` stands."""
    numeric: bool = False

    def exact(self, year: int | None = None) -> date | None:
        """Return the day, in `year` where none is written; nothing where that does not exist."""
        chosen = self.year or year
        if chosen is None:
            return None
        try:
            return date(chosen, self.month, self.day)
        except ValueError:
            return None


@cache
def months(language: str) -> dict[str, int]:
    """Return month name → number, in small letters; short English forms too."""
    names = MONTHS.get(language, MONTHS["en"]).split()
    found = {name: number for number, name in enumerate(names, 1)}
    return {**_SHORT, **found} if language == "en" else found


@cache
def weekdays(language: str) -> dict[str, int]:
    """Return weekday → number, in small letters, Monday being 0."""
    names = WEEKDAYS.get(language, "").split()
    found = {name: number for number, name in enumerate(names)}
    return {**_SHORT_DAYS, **found} if language == "en" else found


@cache
def _form(language: str) -> re.Pattern[str]:
    month = "|".join(sorted(map(re.escape, months(language)), key=len, reverse=True))
    weekday = "|".join(sorted(map(re.escape, weekdays(language)), key=len, reverse=True)) or "(?!)"
    ordinal = r"(?P<ordinal{n}>st|nd|rd|th)?" if language == "en" else r"(?P<ordinal{n}>(?!))?\.?"
    before = r"(?:de\s+)?" if language == "es" else r"(?:of\s+)?" if language == "en" else ""
    return re.compile(
        rf"""(?<![\w/.-])(?:(?P<weekday>{weekday})\.?[,،]?\s+(?:the\s+|den\s+)?)?
        (?:(?P<day1>\d{{1,2}}){ordinal.format(n=1)}\s+{before}(?P<month1>{month})\b\.?(?:,?\s+(?:de\s+)?(?P<year1>[12]\d{{3}})\b(?![-/]\d))?
        |(?P<month2>{month})\b\.?\s+(?P<day2>\d{{1,2}}){ordinal.format(n=2)}(?![\d:%]|[.,]\d)\b(?:,?\s+(?P<year2>[12]\d{{3}})\b)?)""",
        re.VERBOSE | re.IGNORECASE,
    )


NUMERIC = re.compile(
    r"(?<![\w/.,$€£-])(?P<first>\d{1,2})(?P<sign>[/.])(?P<second>\d{1,2})(?:(?P=sign)(?P<year>\d{4}))(?![\w/]|[.,]\d)"
)
"""`05/06/2024`, `5.6.2024`."""
ISO = re.compile(r"(?<![\w/.-])(?P<year>[12]\d{3})-(?P<month>\d{2})-(?P<day>\d{2})(?![\w-])")


def dates_in(text: str, language: str, start: int = 0, end: int | None = None) -> Iterator[DateInProse]:
    """Return the dates whose month is written out, in order; `May 5` counts only with its capital."""
    known, days = months(language), weekdays(language)
    for match in _form(language).finditer(text, start, len(text) if end is None else end):
        n = "1" if match["day1"] else "2"
        name = match[f"month{n}"]
        if language == "en" and not name[0].isupper():
            continue
        day, year = int(match[f"day{n}"]), match[f"year{n}"]
        weekday = match["weekday"]
        ordinal = match[f"ordinal{n}"]
        yield DateInProse(
            *match.span(),
            day,
            known[name.lower()],
            int(year) if year else None,
            days[weekday.lower()] if weekday else None,
            match.span("weekday") if weekday else None,
            match.span(f"ordinal{n}") if ordinal else None,
        )
