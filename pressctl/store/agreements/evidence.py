"""Files that prove what somebody said: kept once, by sha256, and emptied when a person whom they name is erased."""

from __future__ import annotations

import hashlib

from pressctl.frozen import Frozen
from pressctl.store.record.database import Change, Database
from pressctl.store.record.times import stamp


class Evidence(Frozen):
    """A file that proves what somebody said."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """Hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


def keep_evidence(change: Change, evidence: Evidence) -> str:
    """Keep a file of evidence and return its sha256; the same file is kept once."""
    change.run(
        "keep_evidence",
        sha256=evidence.sha256,
        name=evidence.name,
        bytes=evidence.content,
        size=len(evidence.content),
        at=stamp(change.database.clock()),
    )
    return evidence.sha256


def evidence_of(database: Database, sha256: str) -> Evidence | None:
    """Return a file of evidence, or nothing when it was never kept or was emptied by an erasure."""
    row = database.one("evidence_bytes", sha256=sha256)
    return None if row is None or row["bytes"] is None else Evidence(row["name"] or sha256, row["bytes"])


def empty_evidence(change: Change, sha256: str) -> None:
    """Empty a file of evidence; that there was one, and its sha256, stays."""
    change.run("empty_evidence", sha256=sha256)
