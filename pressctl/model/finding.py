"""What a check finds: which rule, where, how grave, and how it may be mended."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from pressctl.frozen import Frozen


class Severity(StrEnum):
    """How grave a finding is."""

    ERROR = "error"
    """Wrong, nearly always: a release does not leave with it."""
    WARNING = "warning"
    """Probably wrong, or against the house style."""
    INFORMATION = "information"
    """Worth a look; off unless asked for."""

    @property
    def weight(self) -> int:
        """Say how grave it is as a number; the graver the higher."""
        return {Severity.ERROR: 2, Severity.WARNING: 1, Severity.INFORMATION: 0}[self]


class Edit(Frozen):
    """Replace one stretch of the file; an empty stretch inserts, an empty replacement deletes."""

    start: int
    """0-based code point of the file."""
    end: int
    """0-based code point after the last."""
    replacement: str


class Fix(Frozen):
    """How a finding may be mended."""

    safe: bool
    """Nobody needs to look at it: it cannot change what is said."""
    edits: tuple[Edit, ...]
    """In the order of the file; they do not overlap."""


class Finding(Frozen):
    """One thing that a rule found."""

    rule: str
    """Code, such as `NAM001`."""
    severity: Severity
    message: str
    """What is wrong, as a sentence without a full stop."""
    path: str
    """The file, as the person would name it."""
    start: int
    """0-based code point of the file; as tight as the defect."""
    end: int
    """0-based code point after the last; the same as `start` where something is missing."""
    advice: str | None = None
    """What to do, where no fix can do it."""
    fix: Fix | None = None


class Crash(Frozen):
    """A rule that failed: the file counts as not checked by it, and the check is never clean."""

    rule: str
    path: str
    cause: str


class Checked(Frozen):
    """What checking one file found."""

    path: str
    findings: tuple[Finding, ...]
    """In the order of the file."""
    crashes: tuple[Crash, ...] = ()
    silenced: Mapping[str, int] | None = None
    """How many findings of each rule the file itself asks to pass over."""
