"""Embargo lines, and the moment that one names, where it names all of it: day, hour and zone.

What is not whole stays unread: a release with an embargo that nobody can read is under embargo.
"""

from __future__ import annotations

import re
from datetime import datetime, time
from functools import lru_cache
from zoneinfo import available_timezones

from pressctl.model.moment import Moment, MomentError, localise
from pressctl.source.anatomy.dates import find_date

_TIME = re.compile(
    r"(?<![\d/.-])(?P<hour>[01]?\d|2[0-4])\s*(?:(?:[:.h]|\s?h\s?)(?P<minute>[0-5]\d))?\s*(?P<half>a\.?m\.?|p\.?m\.?)?"
    r"(?:\s*(?:hrs|hours|uhr|h|saat))?(?![\d/])",
    re.IGNORECASE,
)
_NOON = re.compile(
    r"\b(?P<noon>noon|midday|midi|mittag)\b|\b(?P<midnight>midnight|minuit|mitternacht)\b", re.IGNORECASE
)
_OFFSET = re.compile(r"\b(?:UTC|GMT)\s*(?P<sign>[+\u2212-])\s*(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?\b")
_ZONES = {
    "UTC": ("UTC", 0), "GMT": ("UTC", 0), "Z": ("UTC", 0),
    "BST": ("Europe/London", 60), "WET": ("Europe/Lisbon", 0), "WEST": ("Europe/Lisbon", 60),
    "CET": ("Europe/Brussels", 60), "CEST": ("Europe/Brussels", 120), "MEZ": ("Europe/Berlin", 60),
    "MESZ": ("Europe/Berlin", 120), "EET": ("Europe/Kyiv", 120), "EEST": ("Europe/Kyiv", 180),
    "MSK": ("Europe/Moscow", 180), "TRT": ("Europe/Istanbul", 180), "AZT": ("Asia/Baku", 240),
    "EST": ("America/New_York", -300), "EDT": ("America/New_York", -240), "ET": ("America/New_York", None),
    "CST": ("America/Chicago", -360), "CDT": ("America/Chicago", -300), "CT": ("America/Chicago", None),
    "MST": ("America/Denver", -420), "MDT": ("America/Denver", -360), "MT": ("America/Denver", None),
    "PST": ("America/Los_Angeles", -480), "PDT": ("America/Los_Angeles", -420), "PT": ("America/Los_Angeles", None),
    "JST": ("Asia/Tokyo", 540), "SGT": ("Asia/Singapore", 480), "HKT": ("Asia/Hong_Kong", 480),
}  # fmt: skip
"""Abbreviation → zone and the offset that it claims, in minutes; a summer name in winter is a contradiction."""
_WORDED = {"eastern": "ET", "central": "CT", "mountain": "MT", "pacific": "PT"}
_NAMED = re.compile(
    r"\b(?P<words>eastern|central|mountain|pacific)\b(?:\s+(?:standard|daylight))?\s*time?", re.IGNORECASE
)
_CITY_TIME = re.compile(r"\b(?P<city>[^\W\d_]+(?:[ _][^\W\d_]+){0,2})\s+(?:local\s+)?time\b", re.IGNORECASE)
_IANA = re.compile(r"\b(?:Africa|America|Asia|Australia|Europe|Pacific|Atlantic|Indian)/[A-Za-z_]+(?:/[A-Za-z_]+)?\b")
_CITIES = {
    "geneva": "Europe/Zurich",
    "washington": "America/New_York",
    "ankara": "Europe/Istanbul",
    "kiev": "Europe/Kyiv",
}


def read_until(line: str, language: str) -> Moment | None:
    """Return the moment that an embargo line names; nothing unless day, time and zone are all there and agree."""
    day = find_date(line, language)
    if day is None or day.day is None:
        return None
    rest = line[: day.start] + " ".ljust(day.end - day.start) + line[day.end :]
    hour = _hour(rest)
    zones = _zones(rest)
    if hour is None or not zones:
        return None
    readings = set()
    for zone, claimed in zones:
        try:
            moment = localise(datetime.combine(day.day, hour), zone)
        except MomentError:
            return None
        offset = moment.local().utcoffset()
        if claimed is not None and (offset is None or offset.total_seconds() != claimed * 60):
            return None
        readings.add(moment)
    return readings.pop() if len({reading.instant for reading in readings}) == 1 else None


def _hour(line: str) -> time | None:
    """Return the one time of day in a line; of several, or of a bare number, nothing."""
    if match := _NOON.search(line):
        return time(12) if match["noon"] else time(0)
    without_offset = _OFFSET.sub(" ", line)
    found = [match for match in _TIME.finditer(without_offset) if match["minute"] or match["half"]]
    if len(found) != 1:
        return None
    match = found[0]
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"].lower().startswith("p") else 0)
    return time(hour, minute) if hour < 24 else None


def _zones(line: str) -> list[tuple[str, int | None]]:
    offset = _OFFSET.search(line)
    if offset:
        minutes = int(offset["hours"]) * 60 + int(offset["minutes"] or 0)
        if minutes % 60 or not minutes:
            return [("UTC", 0)] if not minutes else []
        sign = "-" if offset["sign"] == "+" else "+"
        # POSIX, and so IANA, counts these the other way round.
        return [(f"Etc/GMT{sign}{minutes // 60}", None)]
    if iana := _IANA.search(line):
        return [(iana[0], None)] if iana[0] in available_timezones() else []
    found = [_ZONES[word] for word in re.findall(r"\b[A-Z]{1,4}\b", line) if word in _ZONES]
    found += [_ZONES[_WORDED[match["words"].lower()]] for match in _NAMED.finditer(line)]
    if found:
        return list(dict.fromkeys(found))
    for match in _CITY_TIME.finditer(line):
        words = re.split(r"[ _]", match["city"])
        for count in range(len(words), 0, -1):
            zone = _zone_of_city("_".join(words[-count:]).lower())
            if zone:
                return [(zone, None)]
    return []


@lru_cache(64)
def _zone_of_city(city: str) -> str | None:
    if city in _CITIES:
        return _CITIES[city]
    return next((zone for zone in sorted(available_timezones()) if zone.lower().rpartition("/")[2] == city), None)
