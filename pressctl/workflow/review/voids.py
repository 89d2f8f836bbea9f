"""Which approvals a change would void: said before it is taken over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from pressctl.model.merging import Edit, Proposal, Unit
from pressctl.workflow.approvals.ledger import covering, read_ledger
from pressctl.workflow.desk import Desk
from pressctl.workflow.frozen import frozen_edition, version_of
from pressctl.workflow.opening import Opened
from pressctl.workflow.record import record_to_read
from pressctl.workflow.review.today import Today

Voids = Callable[[Proposal], Mapping[str, str]]
"""Says which approvals a change would void, by their ids: `approved by IOM on 23 Oct`."""


Covers = Callable[[Iterable[str]], Mapping[str, str]]
"""Says which approvals cover some of these field paths, in the same words."""


def approvals_over(desk: Desk, opened: Opened, language: str, version: int | None = None) -> Covers:
    """Return what says which approvals of one language cover a field.

    Args:
        desk: at which the officer sits.
        opened: the release.
        language: of the text.
        version: whose paragraphs the paths count, if not today's: a paragraph more, and all below have other numbers.
    """
    edition = opened.release.edition(language)
    with record_to_read(desk) as database:
        ledger = read_ledger(opened, database, desk) if database is not None else None
        if ledger is not None and ledger.rows and database is not None and version is not None:
            edition = frozen_edition(database, version_of(database, opened.release.id, version), opened.release.id,
                                     language) or edition  # fmt: skip
    if ledger is None or edition is None or not ledger.rows:
        return lambda _: {}

    def covers(paths: Iterable[str]) -> Mapping[str, str]:
        rows = {row.approval.id: row.approval for path in sorted(paths) for row in covering(ledger, edition, path)}
        return {
            key: f"approved by {ledger.names[act.organisation]} on {act.given.day} {act.given:%b}"
            for key, act in rows.items()
        }

    return covers


def voids_of(desk: Desk, today: Today) -> Voids:
    """Return what says which approvals of one language a change of today's text would void."""
    covers = approvals_over(desk, today.opened, today.language)

    def voids(proposal: Proposal) -> Mapping[str, str]:
        return covers({path for edit in proposal.edits for path in _touched(edit, today.units)})

    return voids


def _touched(edit: Edit, units: Sequence[Unit]) -> Iterator[str]:
    """Yield the paths in today's text that an edit changes; of whole units that come between others, that of the text.

    A reviewer's own paths are those of the copy, which may have had a paragraph less.
    """
    beside = edit.start.unit >= len(units) or edit.start.offset in {0, len(units[edit.start.unit].text)}
    if edit.inserts and "\n" in edit.after and beside:
        yield edit.container
        return
    last = edit.end.unit - 1 if edit.end.offset == 0 and edit.end.unit > edit.start.unit else edit.end.unit
    yield from (unit.path for unit in units[edit.start.unit : last + 1])
