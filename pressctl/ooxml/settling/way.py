"""The two ways in which all tracked changes of a document can be settled."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from pressctl.ooxml.names import w, w14


class Way(StrEnum):
    """What becomes of every change."""

    ACCEPT = "accept"
    REJECT = "reject"

    @property
    def going(self) -> frozenset[str]:
        """The elements that mark what goes: deletions when accepted, insertions when rejected."""
        return DELETED if self is Way.ACCEPT else INSERTED


INSERTED: Final = frozenset({w("ins"), w("moveTo"), w14("conflictIns")})
DELETED: Final = frozenset({w("del"), w("moveFrom"), w14("conflictDel")})
TRACKED: Final = INSERTED | DELETED
