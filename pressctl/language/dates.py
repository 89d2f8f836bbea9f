"""Dates and times as newsrooms print them: day before month, 24-hour clock, the city beside the hour."""

from __future__ import annotations

from datetime import date, datetime

from pressctl.frozen import Frozen
from pressctl.language.locales import locale_of
from pressctl.model.moment import Moment

NO_BREAK = "\u00a0"
_TURKIC = str.maketrans("Iİ", "ıi")


class _Forms(Frozen):
    """How one language writes times; the patterns of dates are those of Unicode TR 35."""

    date: str
    weekday: str
    """Date with its weekday."""
    short: str
    """Day and month."""
    at: str = "{date}, {time}"
    hours: str = "{start}–{end}"
    """Two times of one day."""
    at_hours: str = "{date}, {time}"
    """The day with both of them."""
    days: str = "{start} – {end}"
    """Two times of different days."""
    place: str = "{time} {place}"
    clock: str = "{hour:02d}:{minute}"


_FORMS = {
    "en": _Forms("d MMMM y", "EEEE, d MMMM y", "d MMM"),
    "az": _Forms(
        "d MMMM y",
        "d MMMM y, EEEE",
        "d MMMM",
        at="{date}, saat {time}",
        at_hours="{date}, saat {time}",
        place="{time} {place} vaxtı ilə",
    ),
    "ru": _Forms("d MMMM y 'года'", "EEEE, d MMMM y 'года'", "d MMMM"),
    "ar": _Forms(
        "d MMMM y",
        "EEEE، d MMMM y",
        "d MMMM",
        at="{date}، الساعة {time}",
        hours="من {start} إلى {end}",
        at_hours="{date}، {time}",
        place="{time} بتوقيت {place}",
    ),
    "fr": _Forms(
        "d MMMM y",
        "EEEE d MMMM y",
        "d MMMM",
        hours="de {start} à {end}",
        place="{time} à {place}",
        clock=f"{{hour}}{NO_BREAK}h{NO_BREAK}{{minute}}",
    ),
}


def brief_day(day: date) -> str:
    """Return `2 Dec 2026`, as the office's own screens say it, in English."""
    return f"{day.day} {day:%b} {day.year}"


def brief_time(time: datetime, *, year: bool = False) -> str:
    """Return `2 Dec 16:00`, or `2 Dec 2026 16:00`, as the office's own screens say it, in English."""
    return f"{brief_day(time) if year else f'{time.day} {time:%b}'} {time:%H:%M}"


def date_text(day: date, language: str) -> str:
    """Return `30 October 2018` in `language`."""
    return _date(day, language, "date")


def weekday_text(day: date, language: str) -> str:
    """Return `Tuesday` in `language`: enough where the dateline gives the date."""
    from babel.dates import format_date

    return _as_written(str(format_date(day, "EEEE", locale=locale_of(language))), language)


def time_text(time: datetime, language: str) -> str:
    """Return `10:00`, of a 24-hour clock; French writes `10 h 00`."""
    return _forms(language).clock.format(hour=time.hour, minute=f"{time:%M}")


def moment_text(moment: Moment, language: str, *, place: str | None = None) -> str:
    """Return `Tuesday, 30 October 2018, 10:00`, with `place` after the hour where the clock needs naming."""
    local, forms = moment.local(), _forms(language)
    time = time_text(local, language)
    return forms.at.format(
        date=_date(local, language, "weekday"),
        time=forms.place.format(time=time, place=place) if place else time,
    )


def event_time(start: Moment, end: Moment | None, language: str, *, place: str | None = None) -> str:
    """Return when something takes place: one date and two times where it ends on the day on which it begins."""
    if end is None:
        return moment_text(start, language, place=place)
    begins, ends, forms = start.local(), end.in_zone(start.zone).local(), _forms(language)
    if begins.date() != ends.date():
        return forms.days.format(
            start=moment_text(start, language), end=moment_text(end.in_zone(start.zone), language, place=place)
        )
    hours = forms.hours.format(start=time_text(begins, language), end=time_text(ends, language))
    on_the_clock = forms.place.format(time=hours, place=place) if place else hours
    return forms.at_hours.format(date=_date(begins, language, "weekday"), time=on_the_clock)


def embargo_time(moment: Moment, language: str) -> str:
    """Return `30 Oct, 10:00 Baku (06:00 UTC)`: for a subject, where every letter counts."""
    return _embargo(moment, language, "short")


def embargo_moment(moment: Moment, language: str) -> str:
    """Return `30 October 2018, 10:00 Baku (06:00 UTC)`: for the sheet, read long after the year has ended.

    Without the weekday, which Slavic languages would have to decline.
    """
    return _embargo(moment, language, "date")


def deadline(moment: Moment, language: str) -> str:
    """Return `29 Oct, 17:00 Baku`: by when somebody is to answer, on whose clock."""
    local, forms = moment.local(), _forms(language)
    clock = time_text(local, language)
    city = "UTC" if moment.zone in {"UTC", "Etc/UTC"} else zone_city(moment.zone, language)
    return forms.at.format(date=_date(local, language, "short"), time=forms.place.format(time=clock, place=city))


def zone_city(zone: str, language: str) -> str:
    """Return the city that a zone is named after, as `language` writes it: `Asia/Baku` → Baku, Bakı, Баку."""
    from babel.dates import get_timezone_location

    if "/" not in zone or zone.startswith("Etc/"):
        return zone.rpartition("/")[2]
    return str(get_timezone_location(zone, locale=locale_of(language), return_city=True))


def _embargo(moment: Moment, language: str, form: str) -> str:
    local, forms = moment.local(), _forms(language)
    utc = f"{time_text(moment.instant, language)} UTC"
    day = _date(local, language, form)
    if moment.zone in {"UTC", "Etc/UTC"}:
        return forms.at.format(date=day, time=utc)
    if local.date() != moment.instant.date():
        utc = forms.at.format(date=_date(moment.instant, language, "short"), time=utc)
    there = forms.place.format(time=time_text(local, language), place=zone_city(moment.zone, language))
    return forms.at.format(date=day, time=f"{there} ({utc})")


def _forms(language: str) -> _Forms:
    known = _FORMS.get(language.split("-", maxsplit=1)[0])
    if known:
        return known
    formats = locale_of(language).date_formats
    return _Forms(formats["long"].pattern, formats["full"].pattern, "")


def _date(day: date, language: str, form: str) -> str:
    from babel.dates import format_date, format_skeleton

    locale = locale_of(language)
    pattern: str = getattr(_forms(language), form)
    if not pattern:
        return str(format_skeleton("MMMd", day, locale=locale))
    written = str(format_date(day, pattern, locale=locale))
    if language.split("-", maxsplit=1)[0] == "fr" and day.day == 1:
        return written.replace("1 ", "1er ", 1)
    return _as_written(written, language)


def _as_written(names: str, language: str) -> str:
    """Return names of days and months as they stand within a sentence.

    CLDR gives the Azerbaijani ones a capital in some of its editions; Azerbaijani writes them small.
    """
    return names.translate(_TURKIC).lower() if language.split("-", maxsplit=1)[0] == "az" else names
