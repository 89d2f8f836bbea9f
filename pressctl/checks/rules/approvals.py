"""What somebody signed and an edit has voided: the record knows it, the check says it where the edit stands."""

from __future__ import annotations

from collections.abc import Iterator

from pressctl.checks.base import Example, Found, Reading, Rule, Voided
from pressctl.model.finding import Severity


def _voided(reading: Reading) -> Iterator[Found]:
    headline = reading.manuscript.headline
    said: dict[tuple[int, int], list[str]] = {}
    for one in reading.subject.voided:
        edition = reading.subject.edition
        block = edition.body[one.block - 1] if edition and 0 < one.block <= len(edition.body) else None
        if block is not None and block.span.end:
            start, end = block.span.start, block.span.end
        else:
            start, end = (headline.start, headline.end) if headline else (0, 0)
        said.setdefault((start, end), []).append(one.message)
    for (start, end), messages in said.items():  # one place, and several who signed other words there
        advice = "have it signed again, or carry it over: pressctl help approving"
        yield Found(start, end, "; ".join(messages), advice=advice)


_TEXT = "\n\nBaku, 30 October 2018 – Six partners opened a school.\n"
_ORGANISATION = "The approval of en.md for the Example Ministry is void: headline changed since"

APP001 = Rule(
    "APP001",
    "Approval voided by an edit",
    Severity.WARNING,
    ("OWN",),
    "Somebody signed other words than these. Have it signed again, or let the approval stand as your own act.",
    Example(f"⟦Six partners open school for nurses⟧{_TEXT}", known={"voided": (Voided(_ORGANISATION),)}),
    Example(f"Six partners open school for nurses{_TEXT}"),
    _voided,
)
