"""Who must not be mailed: keyed hashes of recipient keys, so that the wish outlives the person's data."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime

from pressctl.frozen import Frozen
from pressctl.store.record.database import Change, Database
from pressctl.store.record.times import stamp, unstamp

PURPOSE = "suppression"


def suppress(change: Change, key: str, *, reason: str) -> bool:
    """Record that the recipient `key` must not be mailed; False when that was known already."""
    key_id, secret = _current_key(change)
    if is_suppressed(change.database, [key]):
        return False
    digest = _hash(secret, key)
    at = stamp(change.database.clock())
    change.run("add_suppression", hash=digest, key_id=key_id, reason=reason, at=at, actor=change.actor)
    change.event("do-not-mail", recipient_id=_recipient(change.database, key), data={"hash": digest, "reason": reason})
    return True


def lift(change: Change, key: str, *, reason: str) -> bool:
    """Record that the recipient may be mailed again; False when nothing stood against it."""
    at = stamp(change.database.clock())
    lifted = [
        digest for digest in _hashes(_keys(change.database), key) if change.run("lift_suppression", hash=digest, at=at)
    ]
    for digest in lifted:
        change.event(
            "may-be-mailed", recipient_id=_recipient(change.database, key), data={"hash": digest, "reason": reason}
        )
    return bool(lifted)


class Suppressed:
    """Those who must not be mailed, as the record stands: asked of as many keys as wanted, held as hashes alone."""

    def __init__(self, database: Database) -> None:
        """Read what stands."""
        self._known = _keys(database)
        self._standing = frozenset(row["hash"] for row in database.all("standing_suppressions"))

    def __contains__(self, key: object) -> bool:
        """Say whether the recipient `key` must not be mailed."""
        if not self._standing or not isinstance(key, str):
            return False
        return any(digest in self._standing for digest in _hashes(self._known, key))


def is_suppressed(database: Database, keys: Iterable[str]) -> frozenset[str]:
    """Return those of the recipient keys that must not be mailed."""
    if database.one("any_standing_suppression") is None:
        return frozenset()
    known = _keys(database)
    wanted = tuple(keys)
    if len(wanted) <= _FEW:
        return frozenset(
            key
            for key in wanted
            if any(database.one("standing_suppression", hash=digest) is not None for digest in _hashes(known, key))
        )
    standing = {row["hash"] for row in database.all("standing_suppressions")}
    return frozenset(key for key in wanted if any(digest in standing for digest in _hashes(known, key)))


_FEW = 20
"""Recipients about whom the record is asked one by one; about more, it is asked for every hash at once."""


class Wish(Frozen):
    """A standing wish not to be mailed."""

    since: datetime
    reason: str
    actor: str
    """Who recorded it."""


def wish_of(database: Database, key: str) -> Wish | None:
    """Return since when and why the recipient must not be mailed, or nothing where nothing stands against it."""
    for digest in _hashes(_keys(database), key):
        row = database.one("standing_suppression", hash=digest)
        if row is not None:
            return Wish(unstamp(row["at"]), row["reason"], row["actor"])
    return None


def _current_key(change: Change) -> tuple[str, bytes]:
    """Return the newest key of the purpose, made at the first need."""
    known = _keys(change.database)
    if known:
        return known[-1]
    key_id, secret = f"{PURPOSE}-{secrets.token_hex(4)}", secrets.token_bytes(32)
    at = stamp(change.database.clock())
    change.run("add_hmac_key", id=key_id, purpose=PURPOSE, secret=secret, created_at=at)
    change.event("key-made", data={"key": key_id, "purpose": PURPOSE})
    return key_id, secret


def _keys(database: Database) -> list[tuple[str, bytes]]:
    return [(row["id"], row["secret"]) for row in database.all("hmac_keys", purpose=PURPOSE)]


def _hashes(keys: list[tuple[str, bytes]], key: str) -> list[str]:
    return [_hash(secret, key) for _, secret in keys]


def _hash(secret: bytes, key: str) -> str:
    return hmac.digest(secret, f"{PURPOSE}\n{key}".encode(), "sha256").hex()


def _recipient(database: Database, key: str) -> str | None:
    row = database.one("recipient_by_key", key=key)
    return None if row is None else str(row["id"])
