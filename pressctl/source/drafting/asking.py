"""What reading an answer may know, and what comes of it."""

from __future__ import annotations

from datetime import date

from pressctl.config.schema import Config
from pressctl.frozen import Frozen
from pressctl.model.moment import Moment
from pressctl.source.drafting.directory import Directory
from pressctl.source.drafting.typed_parts import Plain
from pressctl.source.earlier import FindEarlier


class Asking(Frozen):
    """What reading an answer may know: the office, the release's language, the office's calendar."""

    config: Config
    language: str
    """Language that the release is written in; dates may be typed in it."""
    today: date
    earlier: FindEarlier | None = None
    """Finds the release that a correction or a withdrawal names; nothing where there are no releases to look among."""
    now: Moment | None = None
    """The present moment, where it is known."""

    @property
    def directory(self) -> Directory:
        """The organisations and people on file."""
        return Directory(self.config, self.language)

    @property
    def zone(self) -> str:
        """The office's zone."""
        return self.config.office.timezone


class Reading(Frozen):
    """An answer as it was understood."""

    value: Plain
    """As it goes into the front matter."""
    echo: str | None = None
    """What was understood, where that is not what was typed."""
    doubts: tuple[str, ...] = ()
    """Names that are on no file and were typed without saying that they are new; a person is asked about them."""
