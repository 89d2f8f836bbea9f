"""People in the record: by a random id, and what is personal in one delivery."""

from __future__ import annotations

import json
from uuid import uuid4

from pressctl.frozen import Frozen
from pressctl.store.record.database import Change, Row

_DECODER = json.JSONDecoder()


def keep_recipient(change: Change, key: str, address: str, name: str) -> str:
    """Return the random id of a recipient, keeping the latest address and name."""
    row = change.database.one("keep_recipient", id=str(uuid4()), key=key, address=address, name=name)
    assert row is not None  # noqa: S101  # RETURNING gives a row for insert and update alike
    return str(row["id"])


class Personal(Frozen):
    """What is personal in a delivery, frozen with its plan; empty after the person was erased."""

    email: str
    """As it was typed when the plan was made: a retry sends the same bytes whatever the contacts say since."""
    name: str
    slots: tuple[tuple[str, str], ...]


def personal(row: Row) -> Personal:
    """Return what is personal in the delivery that a row is about."""
    if not row["slots"]:
        return Personal("", "", ())
    values, _ = _DECODER.raw_decode(row["slots"])
    return Personal(values["email"], values["name"], tuple(values["slots"].items()))
