"""Tokens by which a reader asks not to be mailed any more, each of them once."""

from __future__ import annotations

import hashlib
from datetime import datetime

from pressctl.frozen import Frozen
from pressctl.store.people import tokens
from pressctl.store.people.tokens import Make
from pressctl.store.record.database import Change, Database
from pressctl.store.record.times import stamp, unstamp

PURPOSE = "opt-out"


class Asking(Frozen):
    """Who asks, as a token or a message's identity says."""

    recipient_id: str
    key: str
    """Recipient key; empty where the person was erased."""
    address: str


def opt_out_tokens(change: Change) -> Make:
    """Return what makes a reader's token; the key is made at the first need."""
    return tokens.maker(change, PURPOSE)


def known_opt_out_tokens(database: Database) -> Make | None:
    """Return what made the tokens that have left, or nothing where none has."""
    return tokens.known_maker(database, PURPOSE)


def by_token(database: Database, token: str) -> Asking | None:
    """Return who asks by a token, or nothing for one that was not made here for this purpose."""
    meant = tokens.read_token(database, PURPOSE, token)
    return _asking(database, meant.recipient_id) if meant is not None else None


def by_message_id(database: Database, message_id: str) -> Asking | None:
    """Return to whom a message of ours went: who answers it has had it, or was given it."""
    row = database.one("delivery_by_message_id", message_id=message_id)
    return _asking(database, row["recipient_id"]) if row is not None else None


def used_at(database: Database, token: str) -> datetime | None:
    """Return when a token took somebody off the list, if it has."""
    row = database.one("used_opt_out_token", hash=_hash(token))
    return unstamp(row["used_at"]) if row is not None else None


def use(change: Change, token: str) -> None:
    """Remember that a token has done its work."""
    change.run("use_opt_out_token", hash=_hash(token), used_at=stamp(change.database.clock()))


def _hash(token: str) -> str:
    return hashlib.sha256(token.lower().encode()).hexdigest()


def _asking(database: Database, recipient_id: str) -> Asking | None:
    row = database.one("recipient_by_id", id=recipient_id)
    return Asking(recipient_id, row["key"] or "", row["address"] or "") if row is not None else None
