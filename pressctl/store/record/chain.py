"""The arithmetic of the record: how events become lines, and lines a chain of hashes. See docs/adr/0007."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

GENESIS = "0" * 64
"""What stands before the first chain row."""


_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))
_quoted = json.encoder.encode_basestring  # the library's own, without the encoder that it makes for each call


def canonical(values: Mapping[str, str | int | bool | None]) -> str:
    """Return canonical JSON: sorted keys, no white space, letters as they are."""
    return _ENCODER.encode(values)


def _or_null(text: str | None) -> str:
    return "null" if text is None else _quoted(text)


_shared = lru_cache(maxsize=512)(_or_null)
"""What many events have alike, such as their plan."""


class EventRow(NamedTuple):
    """One event exactly as the record holds it."""

    number: int
    at: str
    actor: str
    type: str
    release_id: str | None
    plan_id: str | None
    delivery_id: str | None
    recipient_id: str | None
    data: str
    """Canonical JSON, taken into the hash as the text that it is."""

    def line(self) -> str:
        """Return the event as canonical JSON: sorted keys, no white space, UTF-8."""
        # Written out, because a sending makes two a message: what `canonical` gives, as a property test holds.
        return (
            f'{{"actor":{_shared(self.actor)},"at":{_shared(self.at)},"data":{_shared(self.data)},'
            f'"delivery_id":{_or_null(self.delivery_id)},"number":{self.number},"plan_id":{_shared(self.plan_id)},'
            f'"recipient_id":{_or_null(self.recipient_id)},"release_id":{_shared(self.release_id)},'
            f'"type":{_shared(self.type)}}}'
        )

    def seal(self) -> str:
        """Return the SHA-256 (hex) of the line: what stands for the event where its content is nobody's business."""
        return _sha256(self.line())


def link(previous: str, events: Iterable[EventRow]) -> str:
    """Return the hash of a batch: SHA-256 (hex) over the previous hash and each event's seal, a line each.

    Seals, not lines, so that a dossier can prove one release's events without showing those of another.
    """
    return _sha256("\n".join([previous, *(event.seal() for event in events)]))


def early_link(previous: str, events: Iterable[EventRow]) -> str:
    """Return the hash as the first records made it, over the lines themselves.

    No batch has the same text under both: a line begins with a brace, a seal is hexadecimal.
    """
    return _sha256("\n".join([previous, *(event.line() for event in events)]))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
