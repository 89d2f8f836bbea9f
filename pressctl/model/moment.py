"""An instant as the newsroom writes it: with a place's clock, never without a zone.

Written `2018-10-28T02:30+01:00[Europe/Berlin]` (RFC 9557 §3, an RFC 3339 time with its IANA zone in
brackets). An hour that the clock skips is refused; one that it repeats needs its offset.
"""

from __future__ import annotations

import re
from datetime import MAXYEAR, MINYEAR, UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pressctl.frozen import Frozen
from pressctl.patterns import compiled

_FORM = compiled(
    r"""^\s*(?P<date>\d{4}-\d{2}-\d{2})[T ]\s*(?P<time>\d{1,2}:\d{2}(?::\d{2})?)\s*
        (?P<offset>Z|[+-]\d{2}:?\d{2})?\s*
        (?:\[(?P<bracket>[A-Za-z0-9_+\-/]+)\]|(?P<zone>[A-Z][A-Za-z0-9_+\-]*(?:/[A-Za-z0-9_+\-]+)*))?\s*$""",
    re.VERBOSE,
)


class MomentError(ValueError):
    """A time that cannot be taken; the message says what to write instead."""


class Moment(Frozen, order=True):
    """An instant and the zone in whose clock people read it."""

    instant: datetime
    """The instant, aware, in UTC."""
    zone: str
    """IANA name, such as `Asia/Baku`."""

    def local(self) -> datetime:
        """Return the instant on the zone's own clock."""
        return self.instant.astimezone(ZoneInfo(self.zone))

    def in_zone(self, zone: str) -> Moment:
        """Return the same instant, read on another zone's clock."""
        return Moment(self.instant, zone)

    def __str__(self) -> str:
        local = self.local()
        offset = local.strftime("%z")
        seconds = "seconds" if local.second else "minutes"
        return f"{local.replace(tzinfo=None).isoformat(timespec=seconds)}{offset[:3]}:{offset[3:5]}[{self.zone}]"


def utc_text(instant: datetime) -> str:
    """Return an aware instant as records and programs write it: `2018-10-30T06:00:00Z` (RFC 3339)."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def known_zone(name: str) -> bool:
    """Say whether `name` is an IANA zone that this machine knows."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def parse_moment(text: str, default_zone: str | None = None) -> Moment:
    """Read `2018-10-30T10:00+04:00[Asia/Baku]` and its shorter forms.

    Args:
        text: date and time, with an optional offset and an optional zone (bracketed or after a space).
        default_zone: the zone of a time that names none; without it such a time is refused.

    Raises:
        MomentError: unreadable, impossible, without a zone, skipped or repeated by the zone's clock.
    """
    match = _FORM.match(text)
    if match is None:
        raise MomentError(f'"{text}" is not a date and time; write it as YYYY-MM-DDTHH:MM[Asia/Baku]')
    try:
        naive = datetime.fromisoformat(f"{match['date']}T{match['time'].zfill(5)}")
    except ValueError as error:
        raise MomentError(f'"{text}" is not a date and time that exists') from error
    if naive.year in {MINYEAR, MAXYEAR}:  # on another clock it could be a day that no calendar has
        raise MomentError(f'"{text}" is not a date and time that a release has')
    return localise(naive, _zone_of(match, default_zone), _offset_of(match["offset"]))


def localise(naive: datetime, zone: str, offset: timedelta | None = None) -> Moment:
    """Put a wall-clock time into `zone`.

    Raises:
        MomentError: the clock skips this hour, repeats it and no `offset` tells which, or never has `offset` then.
    """
    if not known_zone(zone):
        raise MomentError(f'"{zone}" is not a time zone; zones are named like Asia/Baku or Europe/Brussels')
    readings = [reading for fold in (0, 1) if _exists(reading := naive.replace(tzinfo=ZoneInfo(zone), fold=fold))]
    if not readings:
        raise MomentError(
            f"the clocks in {zone} go forward over {naive:%H:%M} on {naive:%Y-%m-%d}: that hour does not exist"
        )
    offsets = {reading.utcoffset(): reading for reading in readings}
    if offset is not None:
        if offset not in offsets:
            raise MomentError(f"{zone} is not at {_signed(offset)} on {naive:%Y-%m-%d} but at {_choices(offsets)}")
        return Moment(offsets[offset].astimezone(UTC), zone)
    if len(offsets) > 1:
        raise MomentError(
            f"{naive:%H:%M} comes twice on {naive:%Y-%m-%d} in {zone}: add the offset, {_choices(offsets)}"
        )
    return Moment(readings[0].astimezone(UTC), zone)


def _exists(reading: datetime) -> bool:
    return reading.astimezone(UTC).astimezone(reading.tzinfo).replace(tzinfo=None) == reading.replace(tzinfo=None)


def _zone_of(match: re.Match[str], default: str | None) -> str:
    zone = match["bracket"] or match["zone"] or default
    if zone in {None, "Z"}:
        zone = default
    if match["offset"] == "Z" and match["bracket"] is None and match["zone"] is None:
        return "UTC"
    if zone is None:
        raise MomentError("the time has no zone; add one, such as [Asia/Baku]")
    return zone


def _offset_of(text: str | None) -> timedelta | None:
    if text is None:
        return None
    if text == "Z":
        return timedelta(0)
    sign = -1 if text[0] == "-" else 1
    return sign * timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))


def _signed(offset: timedelta) -> str:
    minutes = int(offset.total_seconds()) // 60
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def _choices(offsets: dict[timedelta | None, datetime]) -> str:
    return " or ".join(_signed(offset) for offset in offsets if offset is not None)
