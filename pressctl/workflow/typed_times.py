"""Days and times that stand on the command line: every option takes what the questions of `new` take."""

from __future__ import annotations

import re
from datetime import date

from pressctl.config.schema import Config
from pressctl.errors import BadInput
from pressctl.language.dates import date_text
from pressctl.language.reading import ReadingError, Side, read_date, read_moment
from pressctl.model.moment import Moment

_CLOCK = re.compile(r"\d{1,2}:\d{2}")


def day_of(text: str, now: Moment, config: Config, *, option: str) -> date:
    """Return the day that was typed for an option; an error suggests one that has been.

    Raises:
        BadInput: it is none.
    """
    today = now.local().date()
    try:
        return read_date(text, config.fallback_language, today, config.office.languages, Side.BEHIND)
    except ReadingError as error:
        raise BadInput(f"{option}: {error}") from error


def moment_of(
    text: str, now: Moment, config: Config, *, option: str, zone: str | None = None, side: Side = Side.AHEAD
) -> Moment:
    """Return the time that was typed for an option.

    Args:
        text: `30 October 2018 10:00` in any form, or `18:00` alone, which is of the day of `now`.
        now: from when today and tomorrow count.
        config: whose languages and clock.
        option: which one, to name it in an error.
        zone: where it is read unless it names a zone; the office's.
        side: whether it must lie ahead or behind.

    Raises:
        BadInput: it is none, or an hour that does not exist or comes twice.
    """
    zone = zone or config.office.timezone
    today = now.in_zone(zone).local().date()
    written = f"{today} {text.strip()}" if _CLOCK.fullmatch(text.strip()) else text
    try:
        return read_moment(written, config.fallback_language, zone, today, config.office.languages, side)
    except ReadingError as error:
        day = "tomorrow" if side is Side.AHEAD else date_text(today, "en")
        example = f'{option} "{day} 10:00"'
        raise BadInput(f"{option}: {error}", hint=f"{example}, on the clock of {zone}") from error
