"""Versions: resolved texts frozen at the moment they leave somebody's hands. See docs/adr/0002."""

from __future__ import annotations

from datetime import datetime

from pressctl.frozen import Frozen
from pressctl.model.digest import canonical_json, digest_of, edition_digest, version_digest
from pressctl.model.release import Release
from pressctl.store.record.database import Change, Database, Row
from pressctl.store.record.times import stamp, unstamp


class FrozenEdition(Frozen):
    """One language of a version."""

    language: str
    digest: str
    """What an approval of this language binds to."""
    snapshot: str
    """Digest of its whole content: see `snapshot`."""


class Version(Frozen):
    """A version of a release."""

    number: int
    digest: str
    slug: str
    """What the release's folder was called then."""
    frozen_at: datetime
    frozen_by: str
    reason: str


def freeze(change: Change, release: Release, *, reason: str, at: datetime, actor: str) -> int:
    """Freeze the resolved release and return its version number; the number advances only with the digest."""
    digest = version_digest(release)
    last = change.database.one("last_version", release_id=release.id)
    number = _number(last, digest) if last is not None else 1
    if last is not None and last["number"] == number:
        return number
    change.run(
        "add_version",
        release_id=release.id,
        number=number,
        digest=digest,
        slug=release.slug,
        frozen_at=stamp(at),
        frozen_by=actor,
        reason=reason,
    )
    for edition in release.editions:
        change.run(
            "add_version_edition",
            release_id=release.id,
            number=number,
            language=edition.language,
            digest=edition_digest(edition),
            snapshot=save_snapshot(change, edition),
        )
    change.event("frozen", release_id=release.id, data={"version": number, "digest": digest, "reason": reason})
    return number


def number_for(database: Database, release: Release) -> int:
    """Return the number of the version that says what the release says now: the last one, or one that is to come."""
    last = database.one("last_version", release_id=release.id)
    return _number(last, version_digest(release)) if last is not None else 1


def _number(last: Row, digest: str) -> int:
    return int(last["number"]) + (0 if last["digest"] == digest else 1)


def save_snapshot(change: Change, value: object) -> str:
    """Keep a model value as canonical JSON and return its digest; the same value is kept once."""
    digest = digest_of(value)
    change.run("keep_snapshot", digest=digest, content=canonical_json(value))
    return digest


def snapshot(database: Database, digest: str) -> str | None:
    """Return the canonical JSON under `digest`, or nothing when this record never held it."""
    row = database.one("snapshot_content", digest=digest)
    return None if row is None else str(row["content"])


def versions(database: Database, release_id: str) -> tuple[Version, ...]:
    """Return the versions of a release, the first first."""
    return tuple(
        Version(row["number"], row["digest"], row["slug"], unstamp(row["frozen_at"]), row["frozen_by"], row["reason"])
        for row in database.all("versions_of", release_id=release_id)
    )


def editions(database: Database, release_id: str, number: int) -> tuple[FrozenEdition, ...]:
    """Return the languages of a version with their digests."""
    return tuple(
        FrozenEdition(row["language"], row["digest"], row["snapshot"])
        for row in database.all("version_editions", release_id=release_id, number=number)
    )


def ids_by_slug(database: Database) -> dict[str, tuple[str, ...]]:
    """Return every slug under which something was frozen or sent, and whose it was, the latest last."""
    found: dict[str, tuple[str, ...]] = {}
    for row in database.all("release_names"):
        found[row["slug"]] = (*found.get(row["slug"], ()), row["release_id"])
    return found
