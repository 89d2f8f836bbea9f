"""What every examination takes and gives: a desk to look at, diagnoses that say what to do.

An examination changes nothing, sends nothing and never waits long. What it cannot find out it says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import TypeAlias

from pressctl.frozen import Frozen
from pressctl.workflow.desk import Desk


class Verdict(StrEnum):
    """How something stands."""

    GOOD = "good"
    REMARK = "remark"
    """Works, and somebody should look at it."""
    WRONG = "wrong"
    """Will stand in the way."""
    UNKNOWN = "unknown"
    """Could not be found out, such as without a network."""


class Diagnosis(Frozen):
    """What was found of one thing."""

    what: str
    """The thing: `contacts.csv`, `mail server`."""
    verdict: Verdict
    finding: str
    todo: str | None = None
    """What to do, unless all is well."""


class Examined(Frozen):
    """A theme, and what was found under it."""

    theme: str
    diagnoses: tuple[Diagnosis, ...]


Examination: TypeAlias = Callable[[Desk], Iterator[Diagnosis]]


def good(what: str, finding: str) -> Diagnosis:
    """Say that something is well."""
    return Diagnosis(what, Verdict.GOOD, finding)


def remark(what: str, finding: str, todo: str | None = None) -> Diagnosis:
    """Say that somebody should look at something."""
    return Diagnosis(what, Verdict.REMARK, finding, todo)


def wrong(what: str, finding: str, todo: str | None = None) -> Diagnosis:
    """Say that something will stand in the way."""
    return Diagnosis(what, Verdict.WRONG, finding, todo)


def unknown(what: str, finding: str, todo: str | None = None) -> Diagnosis:
    """Say that something could not be found out."""
    return Diagnosis(what, Verdict.UNKNOWN, finding, todo)
