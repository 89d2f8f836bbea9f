"""How far every release has come, in two questions to the record, however many releases there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pressctl.store.database import Database


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a release has come."""

    version: int = 0
    """The last that was frozen; 0 for a draft of which nothing has left."""
    received: int = 0
    """How many have it, whatever the version, the doubtful included."""
    uncertain: int = 0
    """How many of them are in doubt."""
    unfinished: bool = False
    """Whether something of it is still to leave."""


def progress_by_release(database: Database) -> Mapping[str, Progress]:
    """Return how far the releases have come that the record knows, by id."""
    doubts = {row["release_id"]: int(row["uncertain"]) for row in database.all("in_doubt")}
    return {
        row["release_id"]: Progress(
            version=int(row["version"]),
            received=int(row["received"]),
            uncertain=doubts.get(row["release_id"], 0),
            unfinished=bool(row["unfinished"]),
        )
        for row in database.all("progress")
    }
