"""Sign-offs: who approved which words, and whether those are still the words (ADR 0027).

An approval binds to a digest. What the office may do with it (carry it over a difference, count silence) is a matter of
its own and never called an approval.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pressctl.frozen import Frozen


class Extent(StrEnum):
    """How much of a release somebody signed."""

    RELEASE = "release"
    """Every word and fact of one language but media contacts, embargo and expiry."""
    FIELD = "field"
    QUOTATION = "quotation"
    """Who said what; its number in the text is display only."""


class Act(StrEnum):
    """What was done about an approval; the record keeps each, the earliest first."""

    SIGNED = "signed"
    """Somebody approved these words."""
    CARRIED = "carried"
    """The office let an approval stand over a difference that it was shown: its own act, with its reason."""
    WITHDRAWN = "withdrawn"
    """The organisation took back what it had approved before, or objects."""


class Requirement(StrEnum):
    """What an organisation wants to have approved before a release leaves."""

    NOTHING = "nothing"
    EVERY_LANGUAGE = "every-language"
    """Every language that leaves."""
    ORIGINAL = "original"
    """The original; a translation that is marked as done follows it."""
    QUOTATIONS = "quotations"
    """The words of its own people, in the original."""


class Subject(Frozen):
    """The words that are signed."""

    extent: Extent
    language: str
    digest: str
    part: str = ""
    """Name of the field, or who is quoted; display only."""


class Approval(Frozen):
    """One act on record."""

    id: str
    act: Act
    organisation: str
    """Key in `pressctl.toml`."""
    person: str
    """Who signed for it; empty after an erasure, and for an act of the office."""
    subject: Subject
    """Of a withdrawal: everything of the organisation, in every language."""
    version: int
    """In which these words were frozen; 0 for a withdrawal."""
    given: datetime
    """When the person said so."""
    recorded: datetime
    recorded_by: str
    copy: str | None = None
    """The review copy that the person saw, where they were sent one."""
    evidence: str | None = None
    """sha256 of the file that proves it."""
    why: str = ""
    """The office's reason for carrying it over, or what was said with a withdrawal."""
    carries: str | None = None
    """Id of the approval that is carried over."""


class Difference(Frozen):
    """One place where two texts of a release differ."""

    where: str
    """In the newsroom's words: `headline`, `paragraph 2`, `quotation by Leyla Example`."""
    before: str
    """Empty where something was added."""
    after: str
    """Empty where something was taken away."""
    block: int = 0
    """Number of the block of today's body, from 1; 0 where it is none."""

    def __str__(self) -> str:
        """Say what happened there."""
        if not self.before:
            return f"{self.where} added"
        return f"{self.where} {'changed' if self.after else 'taken out'}"
