"""Who has which message of a release, and which later releases have put that one right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pressctl.frozen import Frozen
from pressctl.model.delivery import Channel, DeliveryState
from pressctl.model.kind import Effect
from pressctl.model.moment import Moment
from pressctl.model.slots import REFERENCES
from pressctl.store.record.database import Database
from pressctl.store.record.recipients import personal
from pressctl.store.record.times import unstamp


class Held(Frozen):
    """A message that somebody has, or may have."""

    key: str
    """Recipient key."""
    email: str
    name: str
    version: int
    language: str
    channel: Channel
    state: DeliveryState
    message_id: str
    """With its angle brackets; the same at every attempt, so that it is right where nobody knows which one arrived."""
    references: str
    """Message-IDs of what that message itself answered."""


def held(database: Database, release_id: str, version: int | None = None) -> Mapping[str, Held]:
    """Return the latest message that each one has of a release, by recipient key; `version` narrows it to one."""
    return {
        row["key"]: Held(
            row["key"],
            row["address"] or "",
            row["name"] or "",
            row["version"],
            row["language"],
            Channel(row["channel"]),
            DeliveryState(row["state"]),
            row["message_id"] or "",
            dict(personal(row).slots).get(REFERENCES, ""),
        )
        for row in database.all("messages_held", release_id=release_id)
        if version is None or row["version"] == version
    }


def on_their_way(database: Database, release_id: str) -> int:
    """Return how many messages of a release are in the dialogue with a server at this moment, or were when it broke."""
    row = database.one("messages_on_their_way", release_id=release_id)
    return 0 if row is None else int(row["number"])


class PutRight(Frozen):
    """A later release that corrects or withdraws a version."""

    of: str
    """Id of the release that was wrong."""
    of_slug: str
    """What its folder was called when it left."""
    version: int
    effect: Effect
    release_id: str
    slug: str
    """Of the correction or withdrawal, as it was called when it left."""
    at: Moment
    """When its first plan was made."""
    received: int
    """How many have the correction or withdrawal."""


def put_right_by(database: Database, release_id: str | None = None) -> tuple[PutRight, ...]:
    """Return what has corrected or withdrawn a release, or any; the first first."""
    return tuple(
        PutRight(
            row["corrects_id"],
            row["of_slug"] or "",
            row["corrects_version"],
            Effect(row["effect"]),
            row["release_id"],
            row["slug"],
            Moment(unstamp(row["created_at"]), row["zone"]),
            row["received"],
        )
        for row in database.all("put_right_by", release_id=release_id)
    )


def corrections(found: Iterable[PutRight]) -> tuple[str, ...]:
    """Return the ids of the releases that correct one, each once: they carry its text, put right."""
    return tuple(dict.fromkeys(one.release_id for one in found if one.effect is Effect.CORRECTION))


def withdrawn(found: Iterable[PutRight]) -> PutRight | None:
    """Return what withdraws a release as a whole, if something does: no version of it may leave any more."""
    return next((one for one in found if one.effect is Effect.WITHDRAWAL), None)


def corrected(found: Iterable[PutRight], version: int) -> PutRight | None:
    """Return the last correction of this version or of a later one, if there is one: its text is known to be wrong."""
    later = [one for one in found if one.effect is Effect.CORRECTION and one.version >= version]
    return later[-1] if later else None
