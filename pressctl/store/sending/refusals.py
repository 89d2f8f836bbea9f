"""Whose message a server has refused for good: what that means for the next plan is for others to say.

A message that was tried for too long, or could not be sent from here, was refused by nobody, and is not among these.
"""

from __future__ import annotations

from datetime import datetime

from pressctl.frozen import Frozen
from pressctl.store.record.database import Database, Row
from pressctl.store.record.times import unstamp


class Refusal(Frozen):
    """How a message ended, in the words of the recipient's server."""

    slug: str
    """Of which release."""
    version: int
    at: datetime
    enhanced: str | None
    """Enhanced status code (RFC 3463), such as `5.1.1`."""
    reply: str


def refused(database: Database, release_id: str) -> dict[str, Refusal]:
    """Return whose message of a release was refused, by recipient key, each with the latest refusal."""
    return {row["key"]: _refusal(row) for row in database.all("deliveries_refused", release_id=release_id)}


def refused_last(database: Database) -> dict[str, Refusal]:
    """Return, by recipient key, those from whom no server has taken anything since it refused a message for good."""
    return {row["key"]: _refusal(row) for row in database.all("refused_and_not_taken_since")}


def _refusal(row: Row) -> Refusal:
    return Refusal(row["slug"], row["version"], unstamp(row["state_at"]), row["enhanced"], row["reply"] or "")
