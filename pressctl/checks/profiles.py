"""House styles as data: what one office wants and another forbids. An office chooses one and overrides rule by rule."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from pressctl.frozen import Frozen


class Spelling(StrEnum):
    """Which English an office writes."""

    OXFORD = "Oxford"
    """British with -ize: organize, programme, combating (UN Editorial Manual)."""
    BRITISH = "British"
    AMERICAN = "American"


class Profile(Frozen):
    """One house style."""

    name: str
    spelling: Spelling
    headline_warning: int = 100
    """Characters above which a headline is long."""
    headline_error: int = 150
    """Characters above which it is none."""
    lead_words: int = 40
    sentence_words: int = 35
    yearless_dates: bool = False
    """Whether `yesterday (22/05)` is the house's own style."""
    month_first: bool = False
    """Whether a dateline reads `October 30, 2018`, and its city stands in capitals."""
    eu_funding: bool = False
    """Whether the European Union's funding statement is an obligation (Article 17 of its grant agreements)."""


PROFILES: Mapping[str, Profile] = {
    profile.name: profile
    for profile in (
        Profile("un", Spelling.OXFORD),
        Profile("iom", Spelling.OXFORD, yearless_dates=True),
        Profile("eu", Spelling.BRITISH, eu_funding=True),
        Profile("ap", Spelling.AMERICAN, month_first=True),
        Profile("wire", Spelling.AMERICAN, month_first=True),
    )
}
"""By name."""
