"""Tokens that only this record can have made: each says of which message it is, for one purpose, and names nobody.

A token holds the plan, the place in it, and a part of an HMAC over both, the purpose and the recipient's random id. The
key is one per purpose and never deleted (ADR 0007): a token of one purpose, one office or one person serves no other.
"""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Callable

from pressctl.frozen import Frozen
from pressctl.store.record.database import Change, Database
from pressctl.store.record.times import stamp

FORM = re.compile(r"(?P<plan>[0-9]{4}-[0-9]{2}-[0-9]{2}-a[0-9]+)-(?P<position>[0-9]+)-(?P<mark>[0-9a-f]{12})")

Make = Callable[[str, int, str], str]
"""(plan, position, recipient's random id) → token."""


class Meant(Frozen):
    """Whose message a token is about."""

    plan_id: str
    delivery_id: str
    recipient_id: str


def maker(change: Change, purpose: str) -> Make:
    """Return what makes tokens for a purpose, with a key that is made at the first need."""
    return _maker_with(_current_key(change, purpose), purpose)


def known_maker(database: Database, purpose: str) -> Make | None:
    """Return what made the tokens of a purpose, or nothing where none was made yet."""
    keys = database.all("hmac_keys", purpose=purpose)
    return _maker_with(bytes(keys[-1]["secret"]), purpose) if keys else None


def read_token(database: Database, purpose: str, token: str) -> Meant | None:
    """Return whose message a token is about, or nothing for one that was not made here; case does not count."""
    form = FORM.fullmatch(token.lower())
    if form is None:
        return None
    position = int(form["position"])
    row = database.one("delivery_at", plan_id=form["plan"], position=position)
    if row is None:
        return None
    for key in database.all("hmac_keys", purpose=purpose):
        mark = _mark(_keyed(key["secret"]), purpose, form["plan"], position, row["recipient_id"])
        if hmac.compare_digest(mark, form["mark"]):
            return Meant(form["plan"], row["id"], row["recipient_id"])
    return None


def _maker_with(secret: bytes, purpose: str) -> Make:
    keyed = _keyed(secret)

    def make(plan_id: str, position: int, recipient_id: str) -> str:
        return f"{plan_id}-{position}-{_mark(keyed, purpose, plan_id, position, recipient_id)}"

    return make


def _keyed(secret: bytes) -> hmac.HMAC:
    """Return the function with its key, which each token takes a copy of: the key is worked in once for all."""
    return hmac.new(secret, digestmod="sha256")


def _mark(keyed: hmac.HMAC, purpose: str, plan_id: str, position: int, recipient_id: str) -> str:
    own = keyed.copy()
    own.update(f"{purpose}\n{plan_id}\n{position}\n{recipient_id}".encode())
    return own.hexdigest()[:12]  # 48 bits: a guess must be sent in, and is refused in words


def _current_key(change: Change, purpose: str) -> bytes:
    known = change.database.all("hmac_keys", purpose=purpose)
    if known:
        return bytes(known[-1]["secret"])
    key_id, secret = f"{purpose}-{secrets.token_hex(4)}", secrets.token_bytes(32)
    change.run("add_hmac_key", id=key_id, purpose=purpose, secret=secret, created_at=stamp(change.database.clock()))
    change.event("key-made", data={"key": key_id, "purpose": purpose})
    return secret
