"""The chapter of a dossier on the record: its chain, of which another release's events are shown as seals alone."""

from __future__ import annotations

from collections.abc import Iterator

from pressctl.model.text import Block
from pressctl.store.record.reading import NO_HEAD
from pressctl.store.record.times import stamp
from pressctl.workflow.dossier.case import Case, DossierFile
from pressctl.workflow.dossier.material import Chapter, json_file, paragraph


def _files(case: Case) -> Iterator[DossierFile]:
    found = case.history
    rows = []
    for batch in found.chain:
        own = [event.release_id == found.release_id for event in batch.events]
        shown: list[dict[str, str]] | None = [
            {"line": event.line()} if mine and not _names_somebody(case, event.line()) else {"seal": event.seal()}
            for event, mine in zip(batch.events, own, strict=True)
        ]
        if batch.early and shown is not None and any("seal" in event for event in shown):
            shown = None  # the first records hashed lines: without showing another release's, this one proves nothing
        rows.append(
            {
                "number": batch.number,
                "first_event": batch.first_event,
                "last_event": batch.last_event,
                "previous": batch.previous,
                "hash": batch.hash,
                "form": 1 if batch.early else 2,
                "events": shown,
            }
        )
    checked = found.verification
    yield json_file(
        "chain.json",
        {
            "release_id": found.release_id,
            "events": checked.events,
            "head": checked.head,
            "verified": checked.ok,
            "faults": [fault.message for fault in checked.faults],
            "rows": rows,
        },
    )


def _names_somebody(case: Case, line: str) -> bool:
    return case.guard is not None and case.guard.finds(line)


def _story(case: Case) -> Iterator[Block]:
    checked = case.history.verification
    own = sum(1 for _ in case.history.events())
    said = "is whole" if checked.ok else "has been changed"
    yield paragraph(
        f"The record {said}: {checked.events} events, {own} of them of this release. Head after the last event, "
        f"{case.said(stamp(case.as_of.instant))}:"
    )
    yield paragraph(checked.head)
    for fault in checked.faults[:10]:
        yield paragraph(fault.message)
    yield paragraph(
        "To verify without pressctl: unpack the dossier and run python verify.py HEAD, with the head from a receipt "
        "that the office was mailed. It recomputes the chain and the SHA-256 of every file. Events that are not of "
        "this release stand in chain.json as seals: they prove the order, and show nothing. That no event of this "
        "release is among them, the office alone can show."
    )
    yield paragraph(f"What this cannot prove: {NO_HEAD.partition(':')[0]}.")


CHAIN = Chapter("The record", _files, _story)
