"""How far every release has come, in two questions to the record, however many releases there are."""

from __future__ import annotations

from collections.abc import Mapping

from pressctl.frozen import Frozen
from pressctl.model.kind import Effect
from pressctl.model.moment import Moment
from pressctl.store.record.database import Database
from pressctl.store.record.times import unstamp
from pressctl.store.sending.put_right import put_right_by


class Progress(Frozen):
    """How far a release has come."""

    version: int = 0
    """The last that was frozen; 0 for a draft of which nothing has left."""
    received: int = 0
    """How many have it, whatever the version, the doubtful included."""
    newest: int = 0
    """How many of them have the last version."""
    uncertain: int = 0
    """How many of them are in doubt."""
    unfinished: bool = False
    """Whether something of it is still to leave."""
    corrected: int = 0
    """The newest version that a later release corrects; 0 where none does."""
    withdrawn: bool = False
    leaves: Moment | None = None
    """When the next scheduled sending of it begins, or was to begin."""


def progress_by_release(database: Database) -> Mapping[str, Progress]:
    """Return how far the releases have come that the record knows, by id."""
    put_right = put_right_by(database)
    corrected = {one.of: one.version for one in sorted(put_right, key=lambda one: one.version)}
    withdrawn = {one.of for one in put_right if one.effect is Effect.WITHDRAWAL}
    doubts = {row["release_id"]: int(row["uncertain"]) for row in database.all("in_doubt")}
    return {
        row["release_id"]: Progress(
            version=int(row["version"]),
            received=int(row["received"]),
            newest=int(row["newest"]),
            uncertain=doubts.get(row["release_id"], 0),
            unfinished=bool(row["unfinished"]),
            corrected=corrected.get(row["release_id"], 0),
            withdrawn=row["release_id"] in withdrawn,
            leaves=_moment(row["scheduled"]),
        )
        for row in database.all("progress")
    }


def _moment(scheduled: str | None) -> Moment | None:
    if not scheduled:
        return None
    instant, _, zone = scheduled.partition(" ")
    return Moment(unstamp(instant), zone)
