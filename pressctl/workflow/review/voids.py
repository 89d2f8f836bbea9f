"""Which approvals a change would void: said before it is taken over."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pressctl.model.merging import Proposal
from pressctl.workflow.approvals.ledger import covering, read_ledger
from pressctl.workflow.desk import Desk
from pressctl.workflow.opening import Opened
from pressctl.workflow.record import record_to_read

Voids = Callable[[Proposal], tuple[str, ...]]
"""Says which approvals a change would void: `approved by IOM on 23 Oct`."""


Covers = Callable[[Iterable[str]], tuple[str, ...]]
"""Says which approvals cover some of these field paths, in the same words."""


def approvals_over(desk: Desk, opened: Opened, language: str) -> Covers:
    """Return what says which approvals of one language cover a field."""
    edition = opened.release.edition(language)
    with record_to_read(desk) as database:
        ledger = read_ledger(opened, database, desk) if database is not None else None
    if ledger is None or edition is None or not ledger.rows:
        return lambda _: ()

    def covers(paths: Iterable[str]) -> tuple[str, ...]:
        rows = {row.approval.id: row.approval for path in sorted(paths) for row in covering(ledger, edition, path)}
        return tuple(
            f"approved by {ledger.names[act.organisation]} on {act.given.day} {act.given:%b}" for act in rows.values()
        )

    return covers


def voids_of(desk: Desk, opened: Opened, language: str) -> Voids:
    """Return what says which approvals of one language a change would void."""
    covers = approvals_over(desk, opened, language)

    def voids(proposal: Proposal) -> tuple[str, ...]:
        return covers({proposal.field} if proposal.field else {edit.container for edit in proposal.edits})

    return voids
