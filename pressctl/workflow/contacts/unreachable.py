"""Addresses that do not exist, as their own servers said when they were last written to (ADR 0029)."""

from __future__ import annotations

from collections.abc import Mapping

from pressctl.mail.verdicts import names_nobody
from pressctl.store.record.database import Database
from pressctl.store.sending.refusals import Refusal, refused_last


def unreachable(database: Database) -> Mapping[str, Refusal]:
    """Return whose server said that there is no such address, and has taken nothing since: recipient key → how."""
    return {key: found for key, found in refused_last(database).items() if names_nobody(found.enhanced, found.reply)}
