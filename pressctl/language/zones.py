"""Time zones as people call them: `Asia/Baku`, `baku`, `New York`, `Geneva`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pressctl.language.wording import fold

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
_CLOSE = 0.72
_SHOWN = 4


def read_zone(text: str) -> str:
    """Return the IANA name of the zone that was typed: its name or its city, in any case.

    Raises:
        ValueError: none is meant for sure; the message names the nearest.
    """
    from zoneinfo import available_timezones

    if text.strip() in available_timezones():
        return text.strip()
    wanted = _plain(text)
    whole = {_plain(zone): zone for zone in _zones()}
    if wanted in whole:
        return whole[wanted]
    found = _by_city().get(wanted, ())
    if len(found) == 1:
        return found[0]
    if found:
        raise ValueError(f'"{text}" may be {" or ".join(found[:_SHOWN])}; write it in full')
    near = _nearest(wanted)
    meant = f"did you mean {' or '.join(near)}?" if near else "zones are named like Asia/Baku; ? lists the regions"
    raise ValueError(f'"{text}" is not a time zone; {meant}')


def regions() -> tuple[str, ...]:
    """Return the continents and oceans that zones are listed under."""
    return tuple(sorted({zone.partition("/")[0] for zone in _zones() if "/" in zone}))


def zones_of(region: str) -> tuple[str, ...]:
    """Return the cities of a region as its zones name them; nothing where there is no such region."""
    wanted = region.strip().casefold()
    return tuple(sorted(zone.partition("/")[2] for zone in _zones() if zone.partition("/")[0].casefold() == wanted))


def _plain(text: str) -> str:
    return fold(text.strip().replace("_", " ").replace("-", " "), ignore_accents=True)


@cache
def _zones() -> tuple[str, ...]:
    from zoneinfo import available_timezones

    zones = available_timezones()
    return tuple(
        sorted(zone for zone in zones if zone == "UTC" or ("/" in zone and zone.partition("/")[0] not in _NOT_REGIONS))
    )


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
