"""The chapter of a dossier on the embargo: what each person said, what left before the lift, and when it was moved."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from pressctl.model.delivery import HAS_IT, DeliveryState
from pressctl.model.moment import parse_moment
from pressctl.model.text import Block, Heading, Words
from pressctl.store.record.chain import EventRow
from pressctl.store.record.times import stamp
from pressctl.workflow.dossier.case import Case, DossierFile, Withheld
from pressctl.workflow.dossier.material import Chapter, evidence_files, json_file, paragraph, table

_READABLE = 60
"""Rows from which a table is no longer read, but counted."""
_GROUNDS = {
    "agreed": "agreed for this release",
    "trusted": "trusted on file",
    "copy": "copy",
    "override": "by override",
}


def _files(case: Case) -> Iterator[DossierFile | Withheld]:
    yield json_file(
        "embargo.json",
        {
            "answers": [
                {
                    "recipient_id": recipient_id,
                    "answer": answer.answer.value,
                    "until": str(answer.until),
                    "answered_at": stamp(answer.answered),
                    "recorded_at": stamp(answer.recorded),
                    "recorded_by": answer.recorded_by,
                    "evidence_sha256": answer.evidence,
                    "note": answer.note if case.with_names else None,
                }
                for recipient_id, answer in case.history.answers
            ],
            "moves": [{"at": event.at, "actor": event.actor, **json.loads(event.data)} for event in _moves(case)],
        },
    )
    yield from evidence_files(case, (answer.evidence for _, answer in case.history.answers))


def _moves(case: Case) -> Iterator[EventRow]:
    return (event for event in case.history.events() if event.type in {"embargo-moved", "embargo-lifted"})


def _story(case: Case) -> Iterator[Block]:
    if len(case.history.answers) > _READABLE:
        numbers = Counter(answer.answer.value for _, answer in case.history.answers)
        yield table(("Said", "Answers"), ((said, str(number)) for said, number in numbers.items()), "")
        yield paragraph("Each of them stands in embargo.json.")
    else:
        yield _answers(case)
    yield from _grounds(case)
    moves = [(case.said(one.at), one.actor, *_moved(case, one.data)) for one in _moves(case)]
    if moves:
        yield Heading(2, (Words("When the lift was moved"),))
        yield table(("When", "By", "From", "To", "Reason"), moves, "")


def _answers(case: Case) -> Block:
    rows = [
        (
            case.person(recipient_id),
            answer.answer.value,
            case.said(stamp(answer.answered)),
            case.said(stamp(answer.until.instant)),
            answer.recorded_by,
            (answer.evidence or "")[:8],
        )
        for recipient_id, answer in case.history.answers
    ]
    return table(("Who", "Said", "When", "To the lift", "Noted by", "Evidence"), rows, "Nobody was asked.")


def _grounds(case: Case) -> Iterator[Block]:
    held = Counter(
        (one.plan_id, one.embargo_ground)
        for one in case.history.deliveries
        if one.embargo_ground and one.counts and DeliveryState(one.state) in HAS_IT
    )
    if held:
        yield Heading(2, (Words("What left before the lift, and on which ground"),))
        grounds = [
            (plan, _GROUNDS.get(ground or "", ground or ""), str(number)) for (plan, ground), number in held.items()
        ]
        yield table(("Plan", "Ground", "People"), grounds, "")


def _moved(case: Case, data: str) -> tuple[str, str, str]:
    told = json.loads(data)
    old, new = (case.said(stamp(parse_moment(told[name]).instant)) for name in ("from", "to"))
    return old, new, str(told["reason"])


EMBARGO = Chapter("Embargo", _files, _story)
