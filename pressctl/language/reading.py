"""Dates and times as people type them at a prompt, in the release's language or in English.

`2018-10-30`, `30.10.2018`, `30/10/2018` (always the day first), `30 October 2018`, `October 30, 2018`,
`30 oktyabr 2018`, `30 октября 2018 года`, today and tomorrow; with a time, `10:00`, `10 am`, `10 h 30`. Months may
be named in the office's other languages too. A date without a year of four digits is refused: a release is read
for years.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import cache

from pressctl.errors import BadInput
from pressctl.language.locales import locale_of
from pressctl.language.zones import read_zone
from pressctl.model.moment import Moment, MomentError, localise, parse_moment

_NUMERIC = re.compile(r"(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>\d{4})\b\.?")
_NUMERIC_WITHOUT_YEAR = re.compile(r"\d{1,2}[./-]\d{1,2}\.?")
_SHORT_YEAR = re.compile(r"\d{1,2}([./-])\d{1,2}\1'?\d{2}\b\.?")
_SHORT_NUMBER = re.compile(r"['’]?\d{2}")
_ISO = re.compile(r"(?P<year>\d{4})[./-](?P<month>\d{1,2})[./-](?P<day>\d{1,2})\b")
_CLOCK = re.compile(r"(?:(?<=t)|\b)(?P<hour>\d{1,2})(?:\s?[:h]\s?(?P<minute>\d{2})(?::00)?)\s*(?P<half>[ap]\.?m\b\.?)?")
_HALF = re.compile(r"\b(?P<hour>\d{1,2})\s*(?P<half>[ap]\.?m\b\.?)")
_HOUR = re.compile(r"\b(?P<hour>\d{1,2})\s?h(?:\b|eures?\b)")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er)?\.?")
_SAYS_YEAR = re.compile(r"(\d{4})(?:-?c[iıuü])?\.?")
_DAYS = {
    0: ("today", "bu gün", "bugün", "сегодня", "aujourd'hui", "aujourd’hui", "اليوم"),
    -1: ("yesterday", "dünən", "вчера", "hier", "أمس"),
    1: ("tomorrow", "sabah", "завтра", "demain", "غدا", "غداً"),
}
_FILLERS = frozenset(
    {"at", "on", "the", "of", "t"}
    | {"saat", "günü", "tarixində", "il", "ildə"}
    | {"в", "г", "года", "году"}
    | {"le", "à", "a", "de"}
    | {"الساعة", "في", "يوم", "من"}
)


_WORDS_OF_A_CITY = 3
"""`Port of Spain`: the most that are read as the name of a zone."""


class ReadingError(BadInput, ValueError):
    """A date or a time that cannot be understood; the message says what to type instead."""


def read_date(text: str, language: str, today: date, also: tuple[str, ...] = ()) -> date:
    """Return the day that `text` names; `05/06/2018` is the fifth of June: the day comes first.

    Months and weekdays may be named in `language`, in English and in the languages of `also`.

    Raises:
        ReadingError: no such day, no year, or no date at all.
    """
    return _date_in(_folded(text), text, _languages(language, also), today)


def read_moment(text: str, language: str, zone: str, today: date, also: tuple[str, ...] = ()) -> Moment:
    """Return the instant that `text` names on the clock of `zone`, unless it names a zone itself.

    Raises:
        ReadingError: no date, no year, no time, or an hour that the clock of the zone skips or repeats.
    """
    words, named = _parted(text)
    try:
        return parse_moment(text, zone)
    except MomentError as error:
        if re.match(r"\s*\d{4}-\d{2}-\d{2}[T ]\s*\d{1,2}:\d{2}", text):
            return _in_digits(words, named, error)
    zone = named or zone
    folded = _folded(words)
    found = _clock_in(folded)
    if found is None:
        day = _date_in(folded, text, _languages(language, also), today)
        raise ReadingError(f'"{text.strip()}" has no time: add it, as in {day.isoformat()} 10:00')
    rest = f"{folded[: found.start()]} {folded[found.end() :]}"
    day = _date_in(rest, text, _languages(language, also), today)
    try:
        return localise(datetime.combine(day, _time(found, text)), zone)
    except MomentError as error:
        raise ReadingError(str(error)) from error


def _in_digits(words: str, zone: str | None, error: MomentError) -> Moment:
    """Read an ISO time whose zone was called by its city, or say what is wrong with it."""
    if zone is None:
        raise ReadingError(str(error)) from error
    try:
        return parse_moment(words, zone)
    except MomentError as other:
        raise ReadingError(str(other)) from other


def _clock_in(folded: str) -> re.Match[str] | None:
    return _CLOCK.search(folded) or _HALF.search(folded) or _HOUR.search(folded)


def _parted(text: str) -> tuple[str, str | None]:
    """Return what was typed without the zone that stands last, in brackets or bare, and that zone.

    Raises:
        ReadingError: what stands last is written like a zone, and is none.
    """
    parts = text.split()
    for number in range(max(1, len(parts) - _WORDS_OF_A_CITY), len(parts)):
        last = " ".join(parts[number:]).strip("[]() ,")
        if not last[:1].isalpha() or last.casefold() in {"am", "pm", "h"}:
            continue
        try:
            return " ".join(parts[:number]), read_zone(last)
        except ValueError as error:
            if re.fullmatch(r"[A-Za-z_]+/[A-Za-z_/+-]+", last):
                raise ReadingError(str(error)) from error
    bracket = re.fullmatch(r"(.*\d)\s*\[([A-Za-z_/+-]+)\]", text.strip())
    if bracket:
        try:
            return bracket[1], read_zone(bracket[2])
        except ValueError as error:
            raise ReadingError(str(error)) from error
    return text, None


def _languages(language: str, also: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((language, "en", *also)))


def _folded(text: str) -> str:
    """Return the text in small letters, its digits Western, its spaces plain."""
    composed = unicodedata.normalize("NFC", text).casefold().replace("i\u0307", "i")
    western = "".join(str(unicodedata.digit(char)) if char.isdecimal() else char for char in composed)
    return " ".join(western.split())


def _time(found: re.Match[str], text: str) -> time:
    parts = found.groupdict()
    hour, minute, half = int(parts["hour"]), int(parts.get("minute") or 0), (parts.get("half") or "")[:1]
    if half and not 1 <= hour <= 12:
        raise ReadingError(f'"{text.strip()}": {hour} {half}m is no hour; write 22:00')
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return time(hour, minute)
    except ValueError as error:
        raise ReadingError(f'"{text.strip()}": there is no {hour}:{minute:02d} on a 24-hour clock') from error


def _date_in(folded: str, text: str, languages: tuple[str, ...], today: date) -> date:
    rest = folded.strip(" ,،")
    for ahead, words in _DAYS.items():
        if _only(rest, words):
            return today + timedelta(days=ahead)
    numeric = _ISO.search(rest) or _NUMERIC.search(rest)
    if numeric:
        _refuse_leftovers(f"{rest[: numeric.start()]} {rest[numeric.end() :]}", text, languages)
        return _day(int(numeric["year"]), int(numeric["month"]), int(numeric["day"]), text)
    if _NUMERIC_WITHOUT_YEAR.fullmatch(rest):
        raise _no_year(text)
    if _SHORT_YEAR.fullmatch(rest):
        raise _short_year(text)
    return _named_date(rest, text, languages)


def _only(rest: str, words: tuple[str, ...]) -> bool:
    return any(
        rest == word or (rest.startswith(f"{word} ") and set(rest[len(word) :].split()) <= _FILLERS) for word in words
    )


def _named_date(rest: str, text: str, languages: tuple[str, ...]) -> date:
    """Read a date whose month is a word, in either order."""
    months, weekdays = _names(languages, "months"), _names(languages, "days")
    month = day = year = weekday = None
    for word in re.split(r"[\s,،]+", _join_two_words(rest, weekdays)):
        bare = word.rstrip(".")
        if bare in months and month is None:
            month = months[bare]
        elif (found := _SAYS_YEAR.fullmatch(word)) and year is None:
            year = int(found[1])
        elif (found := _DAY.fullmatch(word)) and day is None:
            day = int(found[1])
        elif bare.replace("_", " ") in weekdays:
            weekday = weekdays[bare.replace("_", " ")]
        elif bare and bare not in _FILLERS:
            raise _short_year(text) if month and day and _SHORT_NUMBER.fullmatch(bare) else _not_a_date(text)
    if month is None or day is None:
        raise _not_a_date(text)
    if year is None:
        raise _no_year(text)
    found_day = _day(year, month, day, text)
    if weekday is not None and found_day.weekday() != weekday:
        raise ReadingError(f'"{text.strip()}": {found_day.isoformat()} is not that day of the week')
    return found_day


def _join_two_words(rest: str, names: Mapping[str, int]) -> str:
    """Return the text with names of two words, such as `çərşənbə axşamı`, made one."""
    for name in names:
        if " " in name:
            rest = rest.replace(name, name.replace(" ", "_"))
    return rest


def _refuse_leftovers(rest: str, text: str, languages: tuple[str, ...]) -> None:
    weekdays = _names(languages, "days")
    words = re.split(r"[\s,،]+", _join_two_words(rest, weekdays))
    if any(word and word not in _FILLERS and word.replace("_", " ") not in weekdays for word in words):
        raise _not_a_date(text)


@cache
def _names(languages: tuple[str, ...], what: str) -> Mapping[str, int]:
    """Return the names of months (1 to 12) or weekdays (0 to 6, Monday first); an earlier language's name wins."""
    names: dict[str, int] = {}
    for locale in map(locale_of, languages):
        for context in ("format", "stand-alone"):
            for width in ("abbreviated", "wide"):
                for number, name in getattr(locale, what)[context][width].items():
                    names.setdefault(_folded(str(name)).rstrip("."), int(number))
    return names


def _day(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ReadingError(f'"{text.strip()}" is not a date that exists (the day comes first: 30.10.2018)') from error


def _no_year(text: str) -> ReadingError:
    return ReadingError(f'"{text.strip()}" has no year: add it, as in 30 October 2018')


def _short_year(text: str) -> ReadingError:
    return ReadingError(f'"{text.strip()}" has a year of two digits: write all four, as in 30 October 2018')


def _not_a_date(text: str) -> ReadingError:
    return ReadingError(
        f'"{text.strip()}" is not a date: write it as 2018-10-30, 30.10.2018 or 30 October 2018, '
        "or today, tomorrow, yesterday"
    )
