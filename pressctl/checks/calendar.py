"""Dates in prose: every form that releases use, with the place of each part. No year is ever invented."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

from pressctl.frozen import Frozen
from pressctl.patterns import compiled

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
    "az": "bazar_ertəsi çərşənbə_axşamı çərşənbə cümə_axşamı cümə şənbə bazar",
    "ar": "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
}
"""In the form that stands beside a date, Monday first; `_` is a space."""

_OTHER_DAYS = {
    "ru": {"среду": 2, "пятницу": 4, "субботу": 5},
    "uk": {"середу": 2, "п’ятницю": 4, "п'ятниця": 4, "п'ятницю": 4, "суботу": 5, "неділю": 6},
    "ar": {"الإثنين": 0},
    "de": {"sonnabend": 5},
}
"""Further forms: after "on", and in another spelling."""

_LEVANTINE = (
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني",
    "كانون الأول",
)  # fmt: skip
_OTHER_MONTHS = {
    "ar": {
        **{name: number for number, name in enumerate(_LEVANTINE, 1)},
        **{
            f"{name}/{egyptian}": n
            for n, (name, egyptian) in enumerate(zip(_LEVANTINE, MONTHS["ar"].split(), strict=True), 1)
        },
        "إبريل": 4,
    },
    "de": {"jänner": 1, "feber": 2},
    "es": {"setiembre": 9},
}
"""Further names: in Amman and Beirut months are called otherwise than in Cairo, and often both stand side by side."""
_SHORT = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sept": 9, "sep": 9, "oct": 10, "nov": 11,
    "dec": 12,
}  # fmt: skip
_SHORT_DAYS = {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6}


class DateInProse(Frozen):
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
    found.update(_OTHER_MONTHS.get(language, {}))
    return {**_SHORT, **found} if language == "en" else found


@cache
def weekdays(language: str) -> dict[str, int]:
    """Return weekday → number, in small letters, Monday being 0."""
    names = WEEKDAYS.get(language, "").split()
    found = {name.replace("_", " "): number for number, name in enumerate(names)}
    found.update(_OTHER_DAYS.get(language, {}))
    return {**_SHORT_DAYS, **found} if language == "en" else found


_ALIKE = str.maketrans("İIıſK", "iiisk")
"""Letters that a search without regard to case takes for each other, and that small letters alone do not make one."""


def number_in(names: Mapping[str, int], word: str) -> int:
    """Return the number of a month or a weekday as it was found: `İyun`, `ıyun` and `IYUN` are June.

    Raises:
        KeyError: it is none of the names.
    """
    small = word.lower()
    if small in names:
        return names[small]
    wanted = word.translate(_ALIKE).lower()
    for name, number in names.items():
        if name.translate(_ALIKE).lower() == wanted:
            return number
    raise KeyError(word)


def weekday_name(number: int, language: str) -> str:
    """Return the name that stands beside a date, in small letters."""
    return WEEKDAYS[language].split()[number].replace("_", " ")


@cache
def _form(language: str) -> re.Pattern[str]:
    month = "|".join(sorted(map(re.escape, months(language)), key=len, reverse=True))
    weekday = "|".join(sorted(map(re.escape, weekdays(language)), key=len, reverse=True)) or "(?!)"
    ordinal = r"(?P<ordinal{n}>st|nd|rd|th)?" if language == "en" else r"(?P<ordinal{n}>(?!))?\.?"
    case = r"(?:[ıiuü]n)?" if language == "az" else ""
    before = r"(?:de\s+)?" if language == "es" else r"(?:of\s+)?" if language == "en" else ""
    return compiled(
        rf"""(?<![\w/.-])(?:(?P<weekday>{weekday})\.?[,،]?\s+(?:the\s+|den\s+|dem\s+|le\s+|el\s+|de\s+)?)?
        (?:(?P<day1>\d{{1,2}}){ordinal.format(n=1)}\s+{before}(?P<month1>{month})\b\.?(?:,?\s+(?:de\s+)?(?P<year1>[12]\d{{3}})\b(?![-/]\d))?
        |(?P<month2>{month}){case}\b\.?\s+(?P<day2>\d{{1,2}}){ordinal.format(n=2)}(?![\d:%]|[.,]\d)\b(?:,?\s+(?P<year2>[12]\d{{3}})\b)?)""",
        re.VERBOSE | re.IGNORECASE,
    )


@cache
def _after(language: str) -> re.Pattern[str]:
    """Return how a weekday follows its date: `30 October 2018 (Tuesday)`, `30 Ekim 2018 Salı`, `…, a Tuesday`."""
    weekday = "|".join(sorted(map(re.escape, weekdays(language)), key=len, reverse=True)) or "(?!)"
    year = {"ru": r"(?:\s+(?:года|г\.))?", "uk": r"(?:\s+(?:року|р\.))?", "az": r"(?:-\w+\s+il\w*)?"}.get(language, "")
    comma = r"[,،]?" if language in {"tr", "az"} else r"[,،]"
    ends = "" if language in {"tr", "az"} else r"(?(open)|(?=\s*(?:[,،.;)]|$)))"  # not "Tuesday to Sunday"
    return compiled(
        rf"{year}\s*(?:[,،]?\s*(?P<open>\()|{comma})\s*(?:an?\s+)?(?P<weekday>{weekday})\b{ends}"
        rf"(?!\s*[,،]?\s*(?:\d|(?:and\s+|or\s+)?(?:{weekday})\b))",
        re.IGNORECASE | re.MULTILINE,
    )


NUMERIC = compiled(
    r"(?<![\w/.,$€£-])(?P<first>\d{1,2})(?P<sign>[/.-])(?P<second>\d{1,2})(?:(?P=sign)(?P<year>\d{4}|(?<=/)\d\d))(?![\w/]|[.,]\d)"
)
"""`05/06/2024`, `5.6.2024`."""
ISO = compiled(r"(?<![\w/.-])(?P<year>[12]\d{3})-(?P<month>\d{2})-(?P<day>\d{2})(?![\w-])")


def _written(text: str, language: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Return where a date is written: looked for around the months' names alone, which are few."""
    reached = start
    small = text.lower()
    if len(small) != len(text):  # a few capitals become two signs
        small = "".join(sign.lower()[0] for sign in text)
    for month in _names(language).finditer(small, start, end):
        if month.start() < reached:
            continue
        match = _form(language).search(text, max(reached, month.start() - _AROUND), min(end, month.end() + _AROUND))
        if match is not None:
            reached = match.end()
            yield match


@cache
def _names(language: str) -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, months(language)), key=len, reverse=True))
    return compiled(rf"(?:{names})(?:[ıiuü]n)?(?![^\W\d_])")


_AROUND = 40
"""Characters that weekday, day and year take beside a month, with room to spare."""


def dates_in(text: str, language: str, start: int = 0, end: int | None = None) -> Iterator[DateInProse]:
    """Return the dates whose month is written out, in order; `May 5` counts only with its capital."""
    known, days = months(language), weekdays(language)
    for match in _written(text, language, start, len(text) if end is None else end):
        n = "1" if match["day1"] else "2"
        name = match[f"month{n}"]
        if language == "en" and not name[0].isupper():
            continue
        day, year = int(match[f"day{n}"]), match[f"year{n}"]
        weekday = match["weekday"]
        ordinal = match[f"ordinal{n}"]
        place = match.span("weekday") if weekday else None
        if place is None and (after := _after(language).match(text, match.end())):
            weekday, place = after["weekday"], after.span("weekday")
        yield DateInProse(
            match.start(),
            match.end() - match[0].endswith("."),  # a sentence's full stop, or a month's that nobody misses
            day,
            number_in(known, name),
            int(year) if year else None,
            number_in(days, weekday) if weekday else None,
            place,
            match.span(f"ordinal{n}") if ordinal else None,
        )


def said_day(day: date) -> str:
    """Return a day as a finding says it: `3 March 2031`."""
    return f"{day.day} {day:%B} {day.year}"
