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
from enum import Enum
from functools import cache

from pressctl.errors import BadInput
from pressctl.frozen import Frozen
from pressctl.language.dates import date_text
from pressctl.language.locales import locale_of
from pressctl.language.zones import is_offset, read_zone, zones_called
from pressctl.model.moment import Moment, MomentError, localise, parse_moment
from pressctl.patterns import compiled

_NUMERIC = compiled(r"(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>\d{4})\b\.?")
_NUMERIC_WITHOUT_YEAR = compiled(r"\d{1,2}[./-]\d{1,2}\.?")
_SHORT_YEAR = compiled(r"\d{1,2}([./-])\d{1,2}\1'?\d{2}\b\.?")
_SHORT_NUMBER = compiled(r"['’]?\d{2}")
_ISO = compiled(r"(?P<year>\d{4})[./-](?P<month>\d{1,2})[./-](?P<day>\d{1,2})\b")
_CLOCK = compiled(r"(?:(?<=t)|\b)(?P<hour>\d{1,2})(?:\s?[:h]\s?(?P<minute>\d{2})(?::00)?)\s*(?P<half>[ap]\.?m\b\.?)?")
_HALF = compiled(r"\b(?P<hour>\d{1,2})\s*(?P<half>[ap]\.?m\b\.?)")
_HOUR = compiled(r"\b(?P<hour>\d{1,2})\s?h(?:\b|eures?\b)")
_DAY = compiled(r"(\d{1,2})(?:st|nd|rd|th|er)?\.?")
_SAYS_YEAR = compiled(r"(\d{4})(?:-?c[iıuü])?\.?")
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


class Side(Enum):
    """On which side of today a day lies that is asked for: what is suggested must make sense there."""

    AHEAD = "ahead"
    BEHIND = "behind"
    EITHER = "either"


_OFFERED = {
    Side.AHEAD: ("today", "tomorrow"),
    Side.BEHIND: ("today", "yesterday"),
    Side.EITHER: ("today", "tomorrow", "yesterday"),
}
_ALIKE = 0.75
"""Similarity from which on a word is taken for a misspelt day or month."""
_YEAR = compiled(r"(?<!\d)\d{4}(?!\d)")
_FEWEST = 4
"""Letters of a word that can be misspelt: a shorter one is like too many others."""
_WORDS_OF_A_DATE = 5
"""`Friday, the 3rd of November`, and its year: the most that are read as one date within a text."""


class ReadingError(BadInput, ValueError):
    """A date or a time that cannot be understood; the message says what to type instead."""


def read_date(text: str, language: str, today: date, also: tuple[str, ...] = (), side: Side = Side.EITHER) -> date:
    """Return the day that `text` names; `05/06/2018` is the fifth of June: the day comes first.

    Months and weekdays may be named in `language`, in English and in the languages of `also`; `side` says which days
    an error may suggest.

    Raises:
        ReadingError: no such day, no year, or no date at all.
    """
    return _Reader(text, _languages(language, also), today, side).date_in(_folded(text))


def with_date_in_figures(text: str, languages: tuple[str, ...], today: date) -> str:
    """Return a text with the date that stands in it written as 2018-10-30; unchanged where there is none."""
    words = [(found.start(), found.end()) for found in compiled(r"\S+").finditer(text)]
    for number in range(_WORDS_OF_A_DATE, 0, -1):
        for first in range(len(words) - number + 1):
            start, end = words[first][0], words[first + number - 1][1]
            bare = text[start:end].rstrip(",;:،")
            if not (_YEAR.search(bare) or any(bare.casefold() in known for known in _DAYS.values())):
                continue
            try:
                day = read_date(bare, languages[0], today, languages, Side.BEHIND)
            except ReadingError:
                continue
            return f"{text[:start]}{day.isoformat()}{text[start + len(bare) :]}"
    return text


def read_moment(  # noqa: PLR0917 - as `read_date`, and the clock
    text: str, language: str, zone: str, today: date, also: tuple[str, ...] = (), side: Side = Side.EITHER
) -> Moment:
    """Return the instant that `text` names on the clock of `zone`, unless it names a zone itself.

    Raises:
        ReadingError: no date, no year, no time, or an hour that the clock of the zone skips or repeats.
    """
    words, named = _parted(text)
    try:
        return parse_moment(text, zone)
    except MomentError as error:
        if compiled(r"\s*\d{4}-\d{2}-\d{2}[T ]\s*\d{1,2}:\d{2}").match(text):
            return _in_digits(words, named, error)
    zone = named or zone
    folded = _folded(words)
    found = _clock_in(folded)
    reader = _Reader(text, _languages(language, also), today, side)
    if found is None:
        day = reader.date_in(folded)
        raise ReadingError(f'"{text.strip()}" has no time: add it, as in {day.isoformat()} 10:00')
    rest = f"{folded[: found.start()]} {folded[found.end() :]}"
    day = reader.date_in(rest)
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
        called = zones_called(last)
        if len(called) == 1:
            return " ".join(parts[:number]), called[0]
        if is_offset(last) or compiled(r"[A-Za-z_]+/[A-Za-z_/+-]+").fullmatch(last):
            return " ".join(parts[:number]), _zone(last)
    bracket = compiled(r"(.*\d)\s*\[([A-Za-z_/+-]+)\]").fullmatch(text.strip())
    if bracket:
        return bracket[1], _zone(bracket[2])
    return text, None


def _zone(text: str) -> str:
    try:
        return read_zone(text)
    except ValueError as error:
        raise ReadingError(str(error)) from error


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


class _Reader(Frozen):
    """What one date is read with, and what an error about it says."""

    text: str
    """As it was typed."""
    languages: tuple[str, ...]
    today: date
    side: Side

    def date_in(self, folded: str) -> date:
        rest = folded.strip(" ,،")
        for ahead, words in _DAYS.items():
            if _only(rest, words):
                return self.today + timedelta(days=ahead)
        numeric = _ISO.search(rest) or _NUMERIC.search(rest)
        if numeric:
            self._refuse_leftovers(f"{rest[: numeric.start()]} {rest[numeric.end() :]}")
            return self._day(int(numeric["year"]), int(numeric["month"]), int(numeric["day"]))
        if _NUMERIC_WITHOUT_YEAR.fullmatch(rest):
            raise self._no_year()
        if _SHORT_YEAR.fullmatch(rest):
            raise self._short_year()
        return self._named_date(rest)

    def _named_date(self, rest: str) -> date:
        """Read a date whose month is a word, in either order."""
        months, weekdays = _names(self.languages, "months"), _names(self.languages, "days")
        month = day = year = weekday = None
        for word in compiled(r"[\s,،]+").split(_join_two_words(rest, weekdays)):
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
                raise self._short_year() if month and day and _SHORT_NUMBER.fullmatch(bare) else self._no_date()
        if month is None or day is None:
            raise self._no_date()
        if year is None:
            raise self._no_year()
        found_day = self._day(year, month, day)
        if weekday is not None and found_day.weekday() != weekday:
            raise ReadingError(f'"{self.text.strip()}": {found_day.isoformat()} is not that day of the week')
        return found_day

    def _refuse_leftovers(self, rest: str) -> None:
        weekdays = _names(self.languages, "days")
        words = compiled(r"[\s,،]+").split(_join_two_words(rest, weekdays))
        if any(word and word not in _FILLERS and word.replace("_", " ") not in weekdays for word in words):
            raise self._no_date()

    def _day(self, year: int, month: int, day: int) -> date:
        try:
            return date(year, month, day)
        except ValueError as error:
            raise ReadingError(
                f'"{self.text.strip()}" is not a date that exists (the day comes first: 30.10.{year})'
            ) from error

    def _no_year(self) -> ReadingError:
        return ReadingError(f'"{self.text.strip()}" has no year: add it, as in 30 October {self.today.year}')

    def _short_year(self) -> ReadingError:
        return ReadingError(
            f'"{self.text.strip()}" has a year of two digits: write all four, as in 30 October {self.today.year}'
        )

    def _no_date(self) -> ReadingError:
        meant = self._meant()
        if meant is not None:
            return ReadingError(f'"{self.text.strip()}" is not a date; did you mean {meant}?')
        like = self.today + (timedelta(days=1) if self.side is Side.AHEAD else timedelta())
        return ReadingError(
            f'"{self.text.strip()}" is not a date: write it as {like.isoformat()}, {like:%d.%m.%Y} or '
            f"{date_text(like, 'en')}, or {', '.join(_OFFERED[self.side])}"
        )

    def _meant(self) -> str | None:
        """Return the day or the month that a word was probably meant for, in capitals as it was typed."""
        from rapidfuzz import process
        from rapidfuzz.distance import DamerauLevenshtein

        days = [word for ahead, words in _DAYS.items() if self._makes_sense(ahead) for word in words]
        known = [*days, *(name for name in _names(self.languages, "months") if len(name) >= _FEWEST)]
        for word in compiled(r"[^\W\d_]+").findall(self.text):
            if len(word) < _FEWEST or _folded(word) in _names(self.languages, "days"):
                continue
            near = process.extractOne(
                _folded(word), known, scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=_ALIKE
            )
            if near and near[0] != _folded(word):
                return near[0].capitalize() if word[0].isupper() else near[0]
        return None

    def _makes_sense(self, ahead: int) -> bool:
        return not (ahead < 0 and self.side is Side.AHEAD) and not (ahead > 0 and self.side is Side.BEHIND)


def _only(rest: str, words: tuple[str, ...]) -> bool:
    return any(
        rest == word or (rest.startswith(f"{word} ") and set(rest[len(word) :].split()) <= _FILLERS) for word in words
    )


def _join_two_words(rest: str, names: Mapping[str, int]) -> str:
    """Return the text with names of two words, such as `çərşənbə axşamı`, made one."""
    for name in names:
        if " " in name:
            rest = rest.replace(name, name.replace(" ", "_"))
    return rest


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
