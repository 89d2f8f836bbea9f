"""The time zones that an embargo line names: abbreviations, zones in words, towns whose clock is meant, offsets."""

from __future__ import annotations

import re
from functools import lru_cache
from zoneinfo import available_timezones

from pressctl.language.zones import towns_of
from pressctl.patterns import compiled

Zone = tuple[str, int | None]
"""A zone's IANA name, and the offset in minutes that the words claim for it."""

OFFSET = compiled(
    r"(?:\b(?:UTC|GMT|Z)\s*(?P<sign>[+\u2212–-])\s*(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?\b(?!\s*[:.]\d)"
    r"|(?<=\d)\s*(?P<bare>[+\u2212-])(?P<bare_hours>\d{2}):?(?P<bare_minutes>\d{2})\b)"
)
"""`UTC+4`, `GMT +04:00`, and the offset right behind a time as ISO 8601 has it."""
_ABBREVIATIONS: dict[str, Zone] = {
    "UTC": ("UTC", 0), "GMT": ("UTC", 0), "Z": ("UTC", 0), "TSİ": ("Europe/Istanbul", 180),
    "BST": ("Europe/London", 60), "IST": ("Europe/Dublin", 60), "WET": ("Europe/Lisbon", 0),
    "WEST": ("Europe/Lisbon", 60),
    "CET": ("Europe/Brussels", 60), "CEST": ("Europe/Brussels", 120), "MEZ": ("Europe/Berlin", 60),
    "MESZ": ("Europe/Berlin", 120), "HEC": ("Europe/Paris", 60), "HAEC": ("Europe/Paris", 120),
    "EET": ("Europe/Kyiv", 120), "EEST": ("Europe/Kyiv", 180),
    "MSK": ("Europe/Moscow", 180), "МСК": ("Europe/Moscow", 180), "мск": ("Europe/Moscow", 180),
    "TRT": ("Europe/Istanbul", 180), "AZT": ("Asia/Baku", 240),
    "EST": ("America/New_York", -300), "EDT": ("America/New_York", -240), "ET": ("America/New_York", None),
    "HNE": ("America/Toronto", -300), "HAE": ("America/Toronto", -240),
    "CST": ("America/Chicago", -360), "CDT": ("America/Chicago", -300), "CT": ("America/Chicago", None),
    "MST": ("America/Denver", -420), "MDT": ("America/Denver", -360), "MT": ("America/Denver", None),
    "PST": ("America/Los_Angeles", -480), "PDT": ("America/Los_Angeles", -420), "PT": ("America/Los_Angeles", None),
    "EAT": ("Africa/Nairobi", 180), "CAT": ("Africa/Maputo", 120), "WAT": ("Africa/Lagos", 60),
    "SAST": ("Africa/Johannesburg", 120),
    "GST": ("Asia/Dubai", 240), "PKT": ("Asia/Karachi", 300), "JST": ("Asia/Tokyo", 540),
    "SGT": ("Asia/Singapore", 480),
    "HKT": ("Asia/Hong_Kong", 480), "KST": ("Asia/Seoul", 540), "AEST": ("Australia/Sydney", 600),
    "AEDT": ("Australia/Sydney", 660),
    "NZST": ("Pacific/Auckland", 720), "NZDT": ("Pacific/Auckland", 780), "GET": ("Asia/Tbilisi", 240),
    "AMT": ("Asia/Yerevan", 240),
}  # fmt: skip
"""A summer name in winter claims an offset that its zone does not have: a contradiction, which is not read."""
_ABBREVIATION = compiled(rf"(?<![^\W\d_])(?:{'|'.join(sorted(_ABBREVIATIONS, key=len, reverse=True))})(?![^\W_])")
_IN_WORDS: tuple[tuple[str, Zone], ...] = (
    (r"british\ssummer\stime", ("Europe/London", 60)),
    (r"greenwich\smean\stime|universal\stime(?:,?\scoordinated)?", ("UTC", 0)),
    (r"coordinated\suniversal\stime|temps\suniversel|tiempo\suniversal|weltzeit|гринвич\w*|ґринвіч\w*|غرينتش",
     ("UTC", 0)),
    (r"central\seuropean\ssummer\stime|mitteleuropäische[rn]?\ssommerzeit", ("Europe/Brussels", 120)),
    (r"central\seuropean\s(?:standard\s)?time|mitteleuropäische[rn]?\szeit", ("Europe/Brussels", 60)),
    (r"eastern\seuropean\stime", ("Europe/Kyiv", 120)), (r"hora\speninsular", ("Europe/Madrid", None)),
    (r"(?:u\.?s\.?\s)?eastern\sstandard\stime", ("America/New_York", -300)),
    (r"eastern\sdaylight\stime", ("America/New_York", -240)),
    (r"pacific\sstandard\stime", ("America/Los_Angeles", -480)),
    (r"pacific\sdaylight\stime", ("America/Los_Angeles", -420)),
    (r"(?:u\.?s\.?\s)?eastern(?:\stime)?|heure\sde\sl['’]est|hora\sdel\seste", ("America/New_York", None)),
    (r"(?:u\.?s\.?\s)central(?:\stime)?|central\s(?:standard\s|daylight\s)?time", ("America/Chicago", None)),
    (r"mountain\s(?:standard\s|daylight\s)?time", ("America/Denver", None)),
    (r"pacific\stime", ("America/Los_Angeles", None)),
    (r"(?:по|за)\sмоскв[еою]\w*|московськ\w+|москов\w+\sврем\w+", ("Europe/Moscow", None)),
    (r"(?:по|за)\s(?:киеву|києвом)|(?:киевск|київськ)\w+\s(?:врем\w+|час\w*)", ("Europe/Kyiv", None)),
    (r"(?:по|за)\sбаку|бакинск\w+\sврем\w+", ("Asia/Baku", None)), (r"türkiye\ssaati\w*", ("Europe/Istanbul", None)),
)  # fmt: skip
_WORDS = tuple((compiled(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE), zone) for words, zone in _IN_WORDS)
_CITY_TIME = compiled(
    r"\b(?P<city>(?!Uhr\s+Ortszeit)[^\W\d_]+(?:[ _][^\W\d_]+){0,2}),?\s+"
    r"(?:(?:local\s+)?time|vaxtı(?:\s*(?:ilə|yla))?|saati(?:yle|\sile|\sitibarıyla)?|Zeit|Ortszeit)\b"
    r"|\b(?:heure\s+(?:locale\s+)?(?:d[eu]|à)|hora\s+(?:local\s+)?(?:de|en)|Ortszeit\s+in|Ortszeit|Zeit\s+in|время|час|"
    r"(?:بتوقيت|توقيت)(?:\s+مدينة)?|(?:local\s+)?time\s+in)\s+(?P<behind>[^\W\d_]+(?:[ _][^\W\d_]+){0,2})"
    r"|\b(?P<adjective>[^\W\d_]+)(?:ому|им|ім|ое|ий|ого)\s+(?:времени|время|часом|час|часу)\b"
    r"|\(\s*(?P<bracketed>[^\W\d_]+(?:[ _][^\W\d_]+)?)\s*\)",
    re.IGNORECASE,
)
_IANA = compiled(r"\b(?:Africa|America|Asia|Australia|Europe|Pacific|Atlantic|Indian)/[A-Za-z_]+(?:/[A-Za-z_]+)?\b")
_CITIES = {
    "geneva": "Europe/Zurich", "genève": "Europe/Zurich", "genf": "Europe/Zurich", "ginebra": "Europe/Zurich",
    "женев": "Europe/Zurich", "женевск": "Europe/Zurich", "женевськ": "Europe/Zurich", "cenevre": "Europe/Zurich",
    "جنيف": "Europe/Zurich", "bern": "Europe/Zurich", "berne": "Europe/Zurich", "zürich": "Europe/Zurich",
    "washington": "America/New_York", "nueva york": "America/New_York", "new york city": "America/New_York",
    "نيويورك": "America/New_York", "нью йорк": "America/New_York", "boston": "America/New_York",
    "montréal": "America/Toronto",
    "ankara": "Europe/Istanbul", "türkiye": "Europe/Istanbul", "turkey": "Europe/Istanbul", "турецк": "Europe/Istanbul",
    "kiev": "Europe/Kyiv", "kiew": "Europe/Kyiv", "киевск": "Europe/Kyiv", "київськ": "Europe/Kyiv",
    "киев": "Europe/Kyiv",
    "київ": "Europe/Kyiv", "московск": "Europe/Moscow", "москва": "Europe/Moscow", "москвы": "Europe/Moscow",
    "moscou": "Europe/Moscow", "moskova": "Europe/Moscow", "bakı": "Asia/Baku", "bakou": "Asia/Baku",
    "bakú": "Asia/Baku",
    "баку": "Asia/Baku", "бакинск": "Asia/Baku", "бакінськ": "Asia/Baku", "باكو": "Asia/Baku", "bakü": "Asia/Baku",
    "azərbaycan": "Asia/Baku", "بيروت": "Asia/Beirut", "القاهرة": "Africa/Cairo", "الرياض": "Asia/Riyadh",
    "دبي": "Asia/Dubai",
    "عمّان": "Asia/Amman", "عمان": "Asia/Amman", "دمشق": "Asia/Damascus", "بغداد": "Asia/Baghdad",
    "تونس": "Africa/Tunis",
    "الجزائر": "Africa/Algiers", "الرباط": "Africa/Casablanca", "الدوحة": "Asia/Qatar", "الكويت": "Asia/Kuwait",
    "مكة": "Asia/Riyadh", "مكة المكرمة": "Asia/Riyadh", "أبوظبي": "Asia/Dubai", "صنعاء": "Asia/Aden",
    "الخرطوم": "Africa/Khartoum",
    "القدس": "Asia/Jerusalem", "باريس": "Europe/Paris", "لندن": "Europe/London", "بروكسل": "Europe/Brussels",
    "غرينتش": "UTC", "جرينتش": "UTC", "greenwich": "UTC", "гринвич": "UTC", "londres": "Europe/London",
    "brüssel": "Europe/Brussels",
    "bruxelles": "Europe/Brussels", "bruselas": "Europe/Brussels", "wien": "Europe/Vienna", "vienne": "Europe/Vienna",
    "viena": "Europe/Vienna", "rom": "Europe/Rome", "parís": "Europe/Paris", "den haag": "Europe/Amsterdam",
    "the hague": "Europe/Amsterdam", "la haye": "Europe/Amsterdam", "strasbourg": "Europe/Paris",
    "straßburg": "Europe/Paris",
    "bonn": "Europe/Berlin", "mumbai": "Asia/Kolkata", "delhi": "Asia/Kolkata", "new delhi": "Asia/Kolkata",
    "beijing": "Asia/Shanghai", "ottawa": "America/Toronto", "ciudad de méxico": "America/Mexico_City",
    "méxico": "America/Mexico_City",
    "bogotá": "America/Bogota", "tiflis": "Asia/Tbilisi", "тбилиси": "Asia/Tbilisi", "алматы": "Asia/Almaty",
    "парижск": "Europe/Paris", "лондонск": "Europe/London", "берлинск": "Europe/Berlin",
    "брюссельск": "Europe/Brussels",
    "istanbul": "Europe/Istanbul", "i̇stanbul": "Europe/Istanbul", "uk": "Europe/London", "london": "Europe/London",
}  # fmt: skip
"""Towns that the list of zones does not know, or not in this language."""
_TOWN_BEHIND = compiled(r"\s*,?\s*(?:(?:à|в|in|a|en|у)\s+)?(?P<town>[^\W\d_]+(?:[ -][^\W\d_]+){0,2})")
_NO_TOWN = frozenset({"local", "the", "this", "that", "first", "second", "last", "same", "of", "release", "any"})


def zones_of(line: str, language: str = "en") -> list[Zone]:
    """Return the zones that a stretch of words names; several where it names several."""
    if offset := OFFSET.search(line):
        return _of_offset(offset)
    if iana := _IANA.search(line):
        return [(iana[0], None)] if iana[0] in available_timezones() else []
    found = [_ABBREVIATIONS[match[0]] for match in _ABBREVIATION.finditer(line)]
    rest = line
    for pattern, zone in _WORDS:
        if pattern.search(rest):
            found.append(zone)
            rest = pattern.sub(" ", rest)
    if found:
        return list(dict.fromkeys(found))
    towns = (_zone_said(match, language) for match in _CITY_TIME.finditer(line))
    return list(dict.fromkeys((zone, None) for zone in towns if zone))


def _of_offset(offset: re.Match[str]) -> list[Zone]:
    hours, minutes = offset["hours"] or offset["bare_hours"], offset["minutes"] or offset["bare_minutes"]
    total = int(hours) * 60 + int(minutes or 0)
    if not total:
        return [("UTC", 0)]
    if total % 60 or total > 14 * 60:
        return []
    sign = "-" if (offset["sign"] or offset["bare"]) == "+" else "+"
    # POSIX, and so IANA, counts these the other way round.
    return [(f"Etc/GMT{sign}{total // 60}", None)]


def zone_of_town_behind(words: str, language: str) -> list[Zone]:
    """Return the zone of the town whose name alone stands right behind a time: `10:00 Baku`."""
    match = _TOWN_BEHIND.match(words)
    names = match["town"].split(" ") if match and (match["town"][0].isupper() or language == "ar") else []
    found = (zone_of_city(" ".join(names[:count]).lower(), language) for count in range(len(names), 0, -1))
    first = next((zone for zone in found if zone), None)
    return [(first, None)] if first else []


def _zone_said(match: re.Match[str], language: str) -> str | None:
    """Return the zone of the town that a line names: its name stands next to the word for time."""
    if match["adjective"]:
        return _CITIES.get(match["adjective"].lower())
    words = compiled(r"[ _]").split(match["city"] or match["behind"] or match["bracketed"])
    if match["city"] and match[0].endswith("Zeit") and words[-1].endswith("er"):
        words = [*words, words[-1].removesuffix("er")]
    for count in range(len(words), 0, -1):
        part = words[-count:] if match["city"] else words[:count]
        zone = zone_of_city(" ".join(part).lower(), language)
        if zone:
            return zone
    return None


@lru_cache(64)
def zone_of_city(city: str, language: str = "en") -> str | None:
    """Return the zone of a town, in lower case; nothing for one that no zone is known for."""
    if city in _CITIES:
        return _CITIES[city]
    if city in _NO_TOWN:
        return None
    if (called := towns_of(language).get(city)) and called in available_timezones() and not called.startswith("Etc/"):
        return called
    wanted = city.replace(" ", "_")
    return next(
        (
            zone
            for zone in sorted(available_timezones())
            if "/" in zone and not zone.startswith("Etc/") and zone.lower().rpartition("/")[2] == wanted
        ),
        None,
    )
