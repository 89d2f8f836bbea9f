"""Why somebody may be written to: consent or legitimate interest, since when, and where that is known from.

Offices write it in one cell, `consent, 2018-03-12, press breakfast`, in their own language and order. What is
recognised is typed; any other text stays good as it is, since it may say more than our words do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import lru_cache

from pressctl.frozen import Frozen


class Ground(StrEnum):
    """The two grounds of data protection law on which a press office writes to people (GDPR article 6(1)(a), (f))."""

    CONSENT = "consent"
    LEGITIMATE_INTEREST = "legitimate interest"


_WORDS = {
    Ground.CONSENT: (
        "consent", "consented", "opt-in", "razılıq", "razılığı", "согласие", "злагода", "згода", "consentement",
        "accord", "einwilligung", "onay", "rıza", "consentimiento", "consenso", "თანხმობა", "موافقة",
    ),
    Ground.LEGITIMATE_INTEREST: (
        "legitimate interest", "legitimate interests", "legitim maraq", "qanuni maraq", "законный интерес",
        "законний інтерес", "intérêt légitime", "berechtigtes interesse", "meşru menfaat", "interés legítimo",
        "interesse legittimo", "ლეგიტიმური ინტერესი", "مصلحة مشروعة",
    ),
}  # fmt: skip

_DATE = re.compile(
    r"(?<!\d)(?:(?P<year>\d{4})-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?"
    r"|(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4}))(?!\d)"
)
_AROUND = " \t,;:.–—-()"


class Basis(Frozen):
    """What one cell says."""

    text: str
    """As it was written."""
    ground: Ground | None
    """Nothing where the office has words of its own."""
    since: date | None
    """The first day of a month that is given alone."""
    source: str
    """What stands beside ground and date."""
    impossible: str = ""
    """A date that no calendar has, such as 2018-02-31."""

    def lacks(self) -> Iterator[str]:
        """Yield what an answer somebody gives now has to say besides: a day at least, whatever its words are."""
        if not any(letter.isalpha() for letter in self.text):
            yield "says neither consent nor legitimate interest"
        elif self.since is None and not self.impossible:
            yield "names no date, with its year, such as 24 November 2026"
        if self.impossible:
            yield f"{self.impossible} is no day of any calendar; write it as 2018-03-12"
        elif self.since is not None and not self.source:
            yield "does not say where the address is from"

    def faults(self, today: date) -> Iterator[str]:
        """Yield what somebody should look at; words of the office's own are never judged, their dates are."""
        if self.impossible:
            yield f"{self.impossible} is no day of any calendar"
        elif self.since is not None and self.since > today:
            yield f"{self.since.isoformat()} is in the future"
        if not any(letter.isalpha() for letter in self.text):
            yield "says neither consent nor legitimate interest"
        if self.ground is None:
            return
        if self.since is None and not self.impossible:
            yield "says no date"
        if not self.source:
            yield "says no source"


@lru_cache(4096)
def read_basis(text: str) -> Basis:
    """Read a cell; every text is a basis."""
    rest, ground = _without_ground(text)
    found = _DATE.search(rest)
    if found is None:
        return Basis(text, ground, None, rest.strip(_AROUND))
    source = f"{rest[: found.start()].strip(_AROUND)} {rest[found.end() :].strip(_AROUND)}".strip()
    year, month = int(found["year"] or found["y"]), int(found["month"] or found["m"])
    try:
        since = date(year, month, int(found["day"] or found["d"] or 1))
    except ValueError:
        return Basis(text, ground, None, source, impossible=found[0])
    return Basis(text, ground, since, source)


def _without_ground(text: str) -> tuple[str, Ground | None]:
    folded = text.casefold()
    if len(folded) != len(text):  # a letter that folds into two; our words have none
        folded = text.lower() if len(text.lower()) == len(text) else text
    for ground, words in _PATTERNS:
        found = words.search(folded)
        if found is not None:
            return f"{text[: found.start()]} {text[found.end() :]}", ground
    return text, None


_PATTERNS = tuple(
    (ground, re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})(?!\w)"))
    for ground, words in _WORDS.items()
)
