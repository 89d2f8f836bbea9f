"""Who has a release, and who waits for it: what earlier plans mean for the next."""

from __future__ import annotations

from datetime import datetime

from pressctl.frozen import Frozen
from pressctl.model.delivery import DeliveryState
from pressctl.store.record.database import Database
from pressctl.store.record.times import unstamp


class Received(Frozen):
    """What a recipient has of a release."""

    version: int
    state: DeliveryState
    """accepted, uncertain, bounced or complained."""
    at: datetime
    purpose: str


def received(database: Database, release_id: str) -> dict[str, Received]:
    """Return who has a release, by recipient key, each with the latest that they have; the doubtful included."""
    return {
        row["key"]: Received(row["version"], DeliveryState(row["state"]), unstamp(row["state_at"]), row["purpose"])
        for row in database.all("deliveries_with_it", release_id=release_id)
    }


def waiting(database: Database, release_id: str) -> dict[str, str]:
    """Return who stands in a plan of this release that has not ended: recipient key → plan id."""
    return {row["key"]: row["plan_id"] for row in database.all("deliveries_waiting", release_id=release_id)}


def updates(database: Database, release_id: str) -> int:
    """Return how many updates of a release have been planned."""
    row = database.one("count_updates", release_id=release_id)
    return 0 if row is None else int(row["updates"])


def has_mailed(database: Database) -> bool:
    """Say whether a release ever left by a mail server: rehearsals and test copies apart."""
    return database.one("counted_plan") is not None
