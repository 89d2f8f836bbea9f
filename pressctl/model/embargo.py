"""Who may have a release before its lift, and on which ground: the words of the embargo ledger. See docs/adr/0010."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pressctl.frozen import Frozen
from pressctl.model.moment import Moment


class Answer(StrEnum):
    """What a journalist said when asked to keep the embargo of one release."""

    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    """Agreed first, and took it back."""


class Ground(StrEnum):
    """Why somebody may have the release before the lift."""

    AGREED = "agreed"
    """For this release, up to this lift at least."""
    TRUSTED = "trusted"
    """`embargo_trusted` in `contacts.csv`."""
    COPY = "copy"
    """On `copy_to`: makes the news together with the office."""
    OVERRIDE = "override"
    """None of these: the officer passed the gate, with a reason."""


class EmbargoAnswer(Frozen):
    """What one person said last about the embargo of a release."""

    key: str
    """Recipient key; empty when the person was erased."""
    email: str
    name: str
    answer: Answer
    until: Moment
    """The lift that was spoken of."""
    answered: datetime
    """When the person said so, in UTC."""
    recorded: datetime
    recorded_by: str
    evidence: str | None = None
    """SHA-256 of the file that proves it; none was given without it."""
    note: str = ""
    """The officer's words; empty when the person was erased."""

    def covers(self, until: Moment) -> bool:
        """Say whether it is a promise to keep quiet until `until`: one to a later lift is, one to an earlier is not."""
        return self.answer is Answer.AGREED and until.instant <= self.until.instant
