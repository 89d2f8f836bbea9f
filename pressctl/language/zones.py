"""Time zones as people call them: `Asia/Baku`, `baku`, `New York`, `Geneva`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import TZPATH, ZoneInfo, available_timezones

from pressctl.language.wording import fold
from pressctl.patterns import compiled

_CITIES = {
    "Abu Dhabi": "Asia/Dubai", "Abuja": "Africa/Lagos", "Ankara": "Europe/Istanbul",
    "Beijing": "Asia/Shanghai", "Bern": "Europe/Zurich", "Bonn": "Europe/Berlin",
    "Cape Town": "Africa/Johannesburg", "Geneva": "Europe/Zurich", "Hanoi": "Asia/Ho_Chi_Minh",
    "Islamabad": "Asia/Karachi", "Kyiv": "Europe/Kyiv", "Mumbai": "Asia/Kolkata", "New Delhi": "Asia/Kolkata",
    "Ottawa": "America/Toronto", "Pretoria": "Africa/Johannesburg", "Pristina": "Europe/Belgrade",
    "Rabat": "Africa/Casablanca", "San Francisco": "America/Los_Angeles", "Strasbourg": "Europe/Paris",
    "The Hague": "Europe/Amsterdam", "Washington": "America/New_York", "Washington DC": "America/New_York",
    "Yaounde": "Africa/Douala",
}  # fmt: skip
"""Seats of governments and of press offices that no zone is named after."""
_NOT_REGIONS = frozenset({"Etc", "SystemV", "posix", "right", "US", "Brazil", "Canada", "Chile", "Mexico"})
"""Names of old that stand for a zone with a better one."""
_OFFSET = compiled(r"(?:gmt|utc|z)?\s*([+\u2212-])\s*(\d{1,2})(?::?([0-5]\d))?", re.IGNORECASE)
_CALLED_IN = ("en", "az", "tr", "ru", "uk", "de", "fr", "es", "ar", "it", "ka", "pl")
"""The languages in which a town may be called: Tiflis is Tbilisi."""
_CLOSE = 0.72
_SHOWN = 4


def read_zone(text: str) -> str:
    """Return the IANA name of the zone that was typed: its name or its city, in any case.

    Raises:
        ValueError: none is meant for sure; the message names the nearest.
    """
    found = zones_called(text)
    if len(found) == 1:
        return found[0]
    if found:
        raise ValueError(f'"{text}" may be {" or ".join(found[:_SHOWN])}; write it in full')
    if is_offset(text):
        raise ValueError(_about_offset(text.strip()))
    wanted = _plain(text)
    near = _meant_town(wanted) or _of_country(text.strip()) or _nearest(wanted)
    meant = f"did you mean {' or '.join(near)}?" if near else "zones are named like Asia/Baku; ? lists the regions"
    raise ValueError(f'"{text}" is not a time zone; {meant}')


def zones_called(text: str) -> tuple[str, ...]:
    """Return the zones whose name or city a text is: mostly one, none for any other text."""
    if text.strip() in available_timezones():
        return (text.strip(),)
    wanted = _plain(text)
    whole = _by_name().get(wanted)
    return (whole,) if whole is not None else _by_city().get(wanted, ())


def is_offset(text: str) -> bool:
    """Say whether a text is a distance from Greenwich, such as `GMT+4`, and no zone with a name."""
    return _OFFSET.fullmatch(text.strip()) is not None


def country_of(zone: str) -> str | None:
    """Return the two letters of the country whose clock a zone is (ISO 3166-1); nothing for UTC and its like."""
    from babel.core import get_global

    country = get_global("zone_territories").get(zone)
    return country if country and country.isalpha() and country not in {"ZZ", "EU"} else None


def regions() -> tuple[str, ...]:
    """Return the continents and oceans that zones are listed under."""
    return tuple(sorted({zone.partition("/")[0] for zone in _zones() if "/" in zone}))


def zones_of(region: str) -> tuple[str, ...]:
    """Return the cities of a region as its zones name them; nothing where there is no such region."""
    wanted = region.strip().casefold()
    return tuple(sorted(zone.partition("/")[2] for zone in _zones() if zone.partition("/")[0].casefold() == wanted))


@cache
def towns_of(language: str) -> Mapping[str, str]:
    """Return the towns that zones are named after, as a language calls them, in lower case, and their zones."""
    from babel import Locale

    zones = Locale.parse(language).time_zones
    return {str(each["city"]).lower(): zone for zone, each in zones.items() if "city" in each and "/" in zone}


def _plain(text: str) -> str:
    return fold(text.strip().replace("_", " ").replace("-", " "), ignore_accents=True)


def _about_offset(text: str) -> str:
    """Return why a distance from Greenwich is no zone, and the zones whose clock shows it now."""
    found = _OFFSET.fullmatch(text)
    assert found is not None  # noqa: S101  # who calls has looked
    wanted = timedelta(hours=int(found[2]), minutes=int(found[3] or 0)) * (1 if found[1] == "+" else -1)
    now = datetime.now(UTC)
    there = [zone for zone in _by_weight(_zones()) if now.astimezone(ZoneInfo(zone)).utcoffset() == wanted]
    such = f", such as {', '.join(there[:_SHOWN])}" if there else ""
    return f'"{text}" is an offset, which knows no summer time; name the zone or its city{such}'


def _of_country(name: str) -> tuple[str, ...]:
    """Return the zones of the country that a name, in any of the usual languages, stands for."""
    from babel.core import get_global

    from pressctl.language.place_names import country_code

    code = country_code(name)
    known = set(_zones())
    zones = tuple(zone for zone in get_global("territory_zones").get(code or "", ()) if zone in known)
    return tuple(_first_of(zones))


def _first_of(zones: tuple[str, ...]) -> list[str]:
    """Return a few zones of a country, those of different clocks first."""
    now = datetime.now(UTC)
    by_clock: dict[object, str] = {}
    for zone in sorted(zones, key=lambda zone: (_places_in_table().get(zone, len(_zones())), zone)):
        by_clock.setdefault(now.astimezone(ZoneInfo(zone)).utcoffset(), zone)
    return list(by_clock.values())[:_SHOWN]


@cache
def _places_in_table() -> Mapping[str, int]:
    """Return the place of each zone in the zone data's own table, whose countries begin with their greatest towns.

    A system without the table has no order but that of names.
    """
    files = [Path(folder) / "zone.tab" for folder in TZPATH]
    found = next((file for file in files if file.is_file()), None)
    text = found.read_text(encoding="utf-8") if found is not None else ""
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return {row[2]: place for place, row in enumerate(rows) if len(row) > 2}


def _by_weight(zones: tuple[str, ...]) -> list[str]:
    """Return zones by name, those first that stand for all that have their clock (CLDR's windowsZones)."""
    from babel.core import get_global

    main = set(get_global("windows_zone_mapping").values())
    return sorted((zone for zone in zones if country_of(zone)), key=lambda zone: (zone not in main, zone))


def _meant_town(wanted: str) -> tuple[str, ...]:
    """Return the zone of a town that another language calls so."""
    for language in _CALLED_IN:
        for town, zone in towns_of(language).items():
            if _plain(town) == wanted and zone in _zones():
                return (zone,)
    return ()


@cache
def _zones() -> tuple[str, ...]:
    zones = available_timezones()
    return tuple(
        sorted(zone for zone in zones if zone == "UTC" or ("/" in zone and zone.partition("/")[0] not in _NOT_REGIONS))
    )


@cache
def _by_name() -> Mapping[str, str]:
    return {_plain(zone): zone for zone in _zones()}


@cache
def _by_city() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for zone in _zones():
        city = _plain(zone.rpartition("/")[2])
        found[city] = (*found.get(city, ()), zone)
    known = set(_zones())
    found.update({_plain(city): (zone,) for city, zone in _CITIES.items() if zone in known})
    return found


def _nearest(wanted: str) -> tuple[str, ...]:
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    cities = _by_city()
    names = {**{_plain(zone): (zone,) for zone in _zones()}, **cities}
    # Somebody who writes a region with a wrong city means the city: Asia/Dakar is Africa/Dakar.
    city = wanted.rpartition("/")[2]
    if city in cities:
        return cities[city][:_SHOWN]
    found = process.extractOne(
        wanted, list(names), scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=_CLOSE
    ) or process.extractOne(city, list(cities), scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=_CLOSE)
    return names[found[0]][:_SHOWN] if found else ()
