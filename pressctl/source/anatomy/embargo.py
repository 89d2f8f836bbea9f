"""Embargo lines, and the moment that one names, where it names all of it: day, hour and zone.

What is not whole stays unread: a release with an embargo that nobody can read is under embargo.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from pressctl.frozen import Frozen
from pressctl.model.moment import Moment, MomentError, localise
from pressctl.patterns import compiled
from pressctl.source.anatomy.clocks import OFFSET, Zone, zone_of_town_behind, zones_of
from pressctl.source.anatomy.dates import WrittenDate, find_dates

_HALF = (
    r"a\.?\s?m\b\.?|p\.?\s?m\b\.?|صباح[اً]+|مساء[ً]?|ظهر[اً]+|بعد الظهر|утра|вечера|дня|ранку|вечора|de la mañana"
    r"|de la tarde"
    r"|de la noche|du matin|du soir|de l['’]après-midi"
)
_LATER = compiled(r"p|مساء|بعد الظهر|вечер|вечор|дня|tarde|noche|soir|après", re.IGNORECASE)
_UNIT = r"hrs?\b\.?|hours?\b|uhr\b|h\b|heures?\b|horas?\b|час\w*|годин\w*|saat\b|o['’]?clock\b"
_BEFORE = r"saat(?:ı)?|klokken|الساعة|at|à|a las|um|ab|в|о|об"
_TIME = compiled(
    rf"(?<![\d.-])(?<!\d/)(?:(?P<before>{_BEFORE})\s+)?(?P<hour>[01]?\d|2[0-4])"
    rf"(?:\s*[:.h]\s?(?P<minute>[0-5]\d)(?::[0-5]\d)?(?![\d/])|\s+h\s+(?P<apart>[0-5]\d)(?![\d/]))?"
    rf"(?P<unit>\s*(?:{_UNIT}))?\s*(?P<half>{_HALF})?(?!\d|[/.]\d)",
    re.IGNORECASE,
)
_MILITARY = compiled(
    r"(?<![\d/.:+-])(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)\s*(?:hrs?\b\.?|hours?\b|h\b|(?=GMT|UTC|CET|CEST|BST"
    r"|Z\b))"
)
_ISO = compiled(r"(?<=\d)T(?=\d\d:\d\d)")
_NOON = compiled(
    r"\b(?:12(?:[:.]00)?\s*)?(?:(?P<noon>noon|midday|midi|mittags?|mediodía|полдень|опівдні)"
    r"|(?P<midnight>midnight|minuit|mitternacht|medianoche|полноч\w+|опівноч\w*|gece yarısı))\b"
    r"|منتصف الليل",
    re.IGNORECASE,
)
_HOUR = compiled(r"(?:[01]?\d|2[0-4])\.[0-5]\d")
"""An hour with a full stop looks like a day and a month."""
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


class _Clock(Frozen):
    """One time of day in a line."""

    start: int
    end: int
    at: time
    next_day: bool = False
    """24:00 is the end of its day."""


def read_until(line: str, language: str) -> Moment | None:
    """Return the moment that an embargo line names; nothing unless day, time and zone are all there and agree.

    Of several times, such as `14:00 CET / 13:00 GMT`, each must have a zone of its own, and all must mean one moment.
    """
    line = _ISO.sub(" ", line.translate(_DIGITS))
    dates = [each for each in find_dates(line, language) if not _HOUR.fullmatch(line, each.start, each.end)]
    days = {each.day for each in dates}
    if len(days) != 1 or None in days:
        return None
    (day,) = days
    rest = _without(line, dates)
    clocks = _clocks(rest)
    if not clocks or day is None:
        return None
    readings = [
        _moment(day, clock, zone)
        for clock, zones in _with_zones(rest, clocks, language)
        for zone in zones or [("", None)]
    ]
    first = readings[0]
    agree = all(reading is not None and first is not None and reading.instant == first.instant for reading in readings)
    return first if agree else None


def _without(line: str, dates: list[WrittenDate]) -> str:
    for each in dates:
        line = line[: each.start] + " " * (each.end - each.start) + line[each.end :]
    return line


def _moment(day: date, clock: _Clock, zone: Zone) -> Moment | None:
    name, claimed = zone
    if not name:
        return None
    try:
        moment = localise(datetime.combine(day + timedelta(days=clock.next_day), clock.at), name)
    except (MomentError, OverflowError):
        return None
    offset = moment.local().utcoffset()
    if claimed is not None and (offset is None or offset.total_seconds() != claimed * 60):
        return None
    return moment


def _with_zones(line: str, clocks: list[_Clock], language: str) -> list[tuple[_Clock, list[Zone]]]:
    """Give each time the zones behind it, up to the next time; a lone one those of the whole line."""
    if len(clocks) == 1:
        return [(clocks[0], zones_of(line, language) or zone_of_town_behind(line[clocks[0].end :], language))]
    ends = [*(clock.start for clock in clocks[1:]), len(line)]
    parts = [(clock, line[clock.end - 1 : end]) for clock, end in zip(clocks, ends, strict=True)]
    return [(clock, zones_of(part, language) or zone_of_town_behind(part[1:], language)) for clock, part in parts]


def _clocks(line: str) -> list[_Clock]:
    """Return the times of day; a bare number is none."""
    found: list[_Clock] = []
    for match in _NOON.finditer(line):
        # Midnight belongs to two days; who writes it means the one that begins, as 00:00.
        found.append(_Clock(match.start(), match.end(), time(12) if match["noon"] else time(0)))
        line = line[: match.start()] + " " * len(match[0]) + line[match.end() :]
    for offset in OFFSET.finditer(line):
        line = line[: offset.start()] + " " * len(offset[0]) + line[offset.end() :]
    for match in _MILITARY.finditer(line):
        found.append(_Clock(match.start(), match.end(), time(int(match["hour"]), int(match["minute"]))))
        line = line[: match.start()] + " " * len(match[0]) + line[match.end() :]
    for match in _TIME.finditer(line):
        minute = match["minute"] or match["apart"]
        if minute or match["half"] or match["unit"] or (match["before"] and _is_clock_word(match["before"])):
            clock = _clock(match, minute)
            if clock is not None:
                found.append(clock)
    return sorted(found, key=lambda one: one.start)


def _is_clock_word(word: str) -> bool:
    """Say whether a word stands before nothing but a time: `saat 10`, but not `at 10`."""
    return compiled(r"saat(?:ı)?|الساعة|a las", re.IGNORECASE).fullmatch(word) is not None


def _clock(match: re.Match[str], minute: str | None) -> _Clock | None:
    hour, minutes = int(match["hour"]), int(minute or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        later = _LATER.match(match["half"]) is not None or (match["half"].startswith("ظهر") and hour < 11)
        hour = hour % 12 + (12 if later or (match["half"].startswith("ظهر") and hour == 12) else 0)
    if hour == 24:
        return _Clock(match.start("hour"), match.end(), time(0), next_day=True) if not minutes else None
    return _Clock(match.start("hour"), match.end(), time(hour, minutes))
