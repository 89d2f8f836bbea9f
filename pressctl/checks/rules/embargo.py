"""Rules about the embargo: what cannot be read counts as embargoed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from pressctl.checks.base import Example, Found, Reading, Rule
from pressctl.model.finding import Severity
from pressctl.model.manuscript import Piece
from pressctl.patterns import compiled

_ZONES = {
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "BST": 60, "WEST": 60, "CET": 60, "CEST": 120, "EET": 120,
    "EEST": 180, "MSK": 180,
    "TRT": 180, "AZT": 240, "GST": 240, "IST": 330, "SGT": 480, "HKT": 480, "JST": 540, "AEST": 600, "AEDT": 660,
    "EST": -300, "EDT": -240, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420,
}  # fmt: skip
"""Minutes east of Greenwich. CST is left out: it is Chicago's and Shanghai's."""
_ZONE = compiled(
    rf"\b(?:{'|'.join(_ZONES)}|ET|CT|CST|MT|PT)\b|\b(?:UTC|GMT)\s*[+\-−–]\s*\d|[+\-−]\d{{2}}:?\d{{2}}|\[[A-Za-z_]+/[A-Za-z_/]+\]"
    r"|\b(?i:local|eastern|central|pacific|mountain|london|paris|geneva|brussels|new york|washington|baku"
    r"|berlin|moscow|kyiv|istanbul"
    r"|vienna|rome|cairo|nairobi|tokyo|eastern|greenwich)\b(?:\s+(?i:standard|daylight|summer))?(?:\s+time)?"
)
_PAIR = compiled(
    rf"(?<![\d:.])(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d{{2}})\s*(?P<half>[ap]\.?m\.?)?|\s*(?P<am>[ap]\.?m\.?))\s*\(?(?P<zone>{'|'.join(_ZONES)})\b",
    re.IGNORECASE,
)
_CLOCK = compiled(
    r"\b\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m)?\b|\b\d{1,2}\s*[ap]\.?m\b|\b\d{1,2}\s?h(?:\s?\d{2})?\b|\b\d{1,2}\s?(?:Uhr|часов|год\.)|\b(?:12\s)?(?:noon|midnight)\b",
    re.IGNORECASE,
)
_IMMEDIATE = compiled(
    r"\bfor\s+immediate\s+(?:release|publication)\b|\bpara\s+(?:publicación|difusión)\s+inmediata\b"
    r"|\bpour\s+(?:diffusion|publication)\s+immédiate\b|\bzur\s+sofortigen\s+(?:Veröffentlichung|Freigabe)\b"
    r"|\bдля\s+немедленно(?:й|го)\s+(?:публикации|распространения|опубликования)\b"
    r"|\bдля\s+негайно(?:ї|го)\s+(?:публікації|оприлюднення|поширення)\b|\b(?:hemen|derhal)\s+yayı[mn]lan\w+\b"
    r"|\bdərhal\s+(?:dərc|yayım)\w*(?:\s+üçün)?\b|للنشر\s+الفوري",
    re.IGNORECASE,
)
_NONE = compiled(r"\b(?:immediate|none|no embargo|lifted)\b", re.IGNORECASE)
_AHEAD = compiled(
    r"\b(?:advance\s+cop(?:y|ies)|advance\s+notice|pre-?publication\s+copy|(?:strictly\s+)?embargoed|(?:strictly\s+)?under\s+embargo"
    r"|not\s+for\s+(?:publication|release|broadcast)\s+(?:before|until)|sous\s+embargo|bajo\s+embargo|Sperrfrist|под\s+эмбарго|під\s+ембарго"
    r"|ambargolu|embarqo\s+altında)\b",
    re.IGNORECASE,
)
_PASSED = "The embargo has passed, and this still asks to keep it"
_THEN = "after the lift a release simply says: for immediate release"
_HEAD = "\n\nSix partners open school for nurses\n\nBaku, 30 October 2018 – Six partners opened a school.\n"


def _line(reading: Reading) -> Piece | None:
    embargo = reading.manuscript.embargo
    if embargo is None or (
        embargo.until is None and not _CLOCK.search(embargo.raw.text) and _NONE.search(embargo.raw.text)
    ):
        return None
    return embargo.raw


def _no_zone(reading: Reading) -> Iterator[Found]:
    line = _line(reading)
    clock = _CLOCK.search(line.text) if line else None
    known = reading.manuscript.embargo is not None and reading.manuscript.embargo.until is not None
    if line and clock and not known and not _ZONE.search(line.text):
        start, end = line.start + clock.start(), line.start + clock.end()
        yield Found(
            start, end, f"{clock[0]} where? The embargo names no time zone", advice="write 10:00 Baku (06:00 UTC)"
        )


def _unreadable(reading: Reading) -> Iterator[Found]:
    line, embargo = _line(reading), reading.manuscript.embargo
    if (
        line
        and embargo
        and embargo.until is None
        and not (_CLOCK.search(line.text) and compiled(r"\d{4}").search(line.text))
    ):
        yield Found.at(line, "When the embargo ends cannot be read, so the text counts as embargoed")


def _both(reading: Reading) -> Iterator[Found]:
    line = _line(reading)
    if line is None:
        return
    for match in _IMMEDIATE.finditer(reading.copy):
        if match.start() < line.start or match.start() >= line.end or match[0] != line.text:
            yield Found(*match.span(), "For immediate release, and under embargo: one of them is wrong")


def _lifted(reading: Reading) -> Iterator[Found]:
    """Find what marks a copy as one given ahead, although the hour has passed by the clock that was handed in."""
    embargo, now = reading.manuscript.embargo, reading.subject.now
    if embargo is None or embargo.until is None or now is None or embargo.until.instant > now:
        return
    edition = reading.subject.edition
    if edition is not None and edition.subject and _AHEAD.search(edition.subject):
        place = max(reading.text.find(edition.subject), 0)
        yield Found(place, place + len(edition.subject) if place else 0, _PASSED, advice=_THEN)
    for match in _AHEAD.finditer(reading.copy):
        if not embargo.raw.start <= match.start() < embargo.raw.end:
            yield Found(*match.span(), _PASSED, advice=_THEN)


def _disagreeing(reading: Reading) -> Iterator[Found]:
    line = _line(reading)
    if line is None:
        return
    times = [(match, _minutes(match)) for match in _PAIR.finditer(line.text)]
    for match, minutes in times[1:]:
        if minutes != times[0][1]:
            first = times[0][0][0]
            start, end = line.start + match.start(), line.start + match.end()
            yield Found(start, end, f"{match[0]} is not the same moment as {first}")


def _minutes(match: re.Match[str]) -> int:
    hour = int(match["hour"])
    half = (match["half"] or match["am"] or "").lower()[:1]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return (hour * 60 + int(match["minute"] or 0) - _ZONES[match["zone"].upper()]) % (24 * 60)


EMB001 = Rule(
    "EMB001",
    "Embargo without time zone",
    Severity.ERROR,
    ("IDSA",),
    "Nine o'clock comes at another moment in every city that the release goes to.",
    Example(f"EMBARGOED until 30 October 2018, ⟦9:00⟧{_HEAD}"),
    Example(f"EMBARGOED until 30 October 2018, 10:00 Baku (06:00 UTC){_HEAD}"),
    _no_zone,
)
EMB002 = Rule(
    "EMB002",
    "Copy marked as given ahead although the embargo has passed",
    Severity.ERROR,
    ("EA",),
    "Journalists would wait for an hour that has gone; after the lift a release simply says `For immediate release`.",
    Example(
        f"EMBARGOED until 30 October 2018, 10:00 Baku (06:00 UTC){_HEAD}\n⟦ADVANCE COPY⟧ for the press.\n",
        known={"now": datetime(2018, 10, 30, 7, 0, tzinfo=UTC)},
    ),
    Example(
        f"EMBARGOED until 30 October 2018, 10:00 Baku (06:00 UTC){_HEAD}\nADVANCE COPY for the press.\n",
        known={"now": datetime(2018, 10, 30, 5, 0, tzinfo=UTC)},
    ),
    _lifted,
)
EMB003 = Rule(
    "EMB003",
    "Embargo that cannot be read",
    Severity.ERROR,
    ("CODE",),
    "An embargo without a readable end is kept by nobody or for ever.",
    Example(f"⟦EMBARGOED until the minister has spoken⟧{_HEAD}"),
    Example(f"EMBARGOED until 30 October 2018, 10:00 Baku (06:00 UTC){_HEAD}"),
    _unreadable,
)
EMB004 = Rule(
    "EMB004",
    "Embargo and immediate release together",
    Severity.ERROR,
    ("CODE",),
    "One half of the desks will publish at once.",
    Example(f"⟦FOR IMMEDIATE RELEASE⟧\n\nEMBARGOED until 30 October 2018, 10:00 Baku (06:00 UTC){_HEAD}"),
    Example(f"Embargo: none, for immediate release{_HEAD}"),
    _both,
)
EMB005 = Rule(
    "EMB005",
    "Two times that are not the same moment",
    Severity.ERROR,
    ("EW",),
    "Daylight saving was forgotten, or a zone was miscounted: half of the readers break the embargo in good faith.",
    Example(f"EMBARGOED until 30 October 2018, 09:00 CET (⟦07:00 UTC⟧){_HEAD}"),
    Example(f"EMBARGOED until 30 October 2018, 09:00 CET (08:00 UTC){_HEAD}"),
    _disagreeing,
)
