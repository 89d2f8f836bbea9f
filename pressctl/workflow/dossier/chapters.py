"""The chapters of a dossier: of each, the files for a program and the blocks for a reader. `CHAPTERS` is the list."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass

from pressctl.model.delivery import DeliveryState
from pressctl.model.kind import Effect
from pressctl.model.moment import parse_moment
from pressctl.model.text import Block, Heading, Words
from pressctl.store.chain import EventRow
from pressctl.store.histories import PastPlan
from pressctl.store.record import NO_HEAD
from pressctl.store.times import stamp
from pressctl.workflow.dossier.case import Archived, Case, DossierFile, Withheld, without_copies
from pressctl.workflow.dossier.material import evidence_files, json_file, paragraph, table
from pressctl.workflow.dossier.signing import approval_files, approvals_told

_READABLE = 60
"""Rows from which a table is no longer read, but counted."""
_HAVE_IT = frozenset({"accepted", "bounced", "complained"})
_GROUNDS = {
    "agreed": "agreed for this release",
    "trusted": "trusted on file",
    "copy": "copy",
    "override": "by override",
}
_REASONS = {
    "received": "already received",
    "in-doubt": "may have received",
    "waiting": "waiting in another plan",
    "do-not-mail": "do not mail",
    "no-language": "no language in common",
    "embargo-not-agreed": "has not agreed to the embargo",
}


@dataclass(frozen=True, slots=True)
class Chapter:
    """One part of what is told."""

    title: str
    files: Callable[[Case], Iterable[DossierFile | Withheld]]
    """For a program, and what had to be kept out."""
    story: Callable[[Case], Iterable[Block]]
    """For a reader, under the title."""


# Versions ------------------------------------------------------------------------------------------------------------


def _version_files(case: Case) -> Iterator[DossierFile | Withheld]:
    yield json_file(
        "versions.json",
        [
            {
                "number": version.number,
                "digest": version.digest,
                "frozen_at": stamp(version.frozen_at),
                "frozen_by": version.frozen_by,
                "reason": version.reason,
                "editions": [asdict(edition) for edition in editions],
                "files": [
                    {"plan": file.plan_id, "name": file.name, "sha256": file.sha256, "fault": file.fault}
                    for file in case.archive
                    if file.version == version.number
                ],
            }
            for version, editions in case.history.versions
        ],
    )
    for file in case.archive:
        yield from _archived(case, file)


def _archived(case: Case, file: Archived) -> Iterator[DossierFile | Withheld]:
    name = f"versions/{file.version}/{file.plan_id}/{file.name}"
    if file.content is None:
        yield Withheld(name, file.sha256, "is missing from the release's folder")
        return
    if case.with_names or not file.name.startswith("source/"):
        yield DossierFile(name, file.content)
        return
    shown = without_copies(file.content.decode("utf-8", errors="replace"))
    if shown is None:
        yield Withheld(name, file.sha256, "names who gets copies, and that cannot be taken out")
    else:
        yield DossierFile(name, shown.encode())


def _versions(case: Case) -> Iterator[Block]:
    rows = [
        (
            str(version.number),
            case.said(stamp(version.frozen_at)),
            version.frozen_by,
            version.reason,
            ", ".join(edition.language for edition in editions),
            version.digest.removeprefix("pc1:")[:12],
        )
        for version, editions in case.history.versions
    ]
    yield table(("No.", "Frozen", "By", "For", "Languages", "Digest"), rows, "No version was frozen.")
    faults = [f"versions/{file.version}/{file.plan_id}/{file.name} {file.fault}" for file in case.archive if file.fault]
    if faults:
        yield paragraph(f"Not as it was sent: {'; '.join(faults)}.")
    elif case.archive:
        yield paragraph(f"All {len(case.archive)} archived files of what was sent are as they were (SHA-256).")
    kept = {file.plan_id for file in case.archive}
    gone = [plan.id for plan in case.history.plans if plan.counts and plan.id not in kept]
    if gone:
        yield paragraph(f"What was sent is not in the release's folder any more: plan {', '.join(gone)}.")


# Sendings ------------------------------------------------------------------------------------------------------------


def _sending_files(case: Case) -> Iterator[DossierFile]:
    found = case.history
    yield json_file("plans.json", [_plan(case, plan) for plan in found.plans])
    attempts: dict[str, list[dict[str, object]]] = {}
    for attempt in found.attempts:
        told = asdict(attempt)
        if not case.with_names:
            del told["reply"]  # a server repeats addresses in its answers
        attempts.setdefault(attempt.delivery_id, []).append(told)
    yield json_file(
        "deliveries.json",
        [{**asdict(delivery), "attempts": attempts.get(delivery.id, [])} for delivery in found.deliveries],
    )
    if case.with_names:
        yield json_file("people.json", [asdict(person) for person in found.people])


def _plan(case: Case, plan: PastPlan) -> Mapping[str, object]:
    found = case.history
    return {
        **asdict(plan),
        "attachments": [asdict(one) for one in found.attachments if one.plan_id == plan.id],
        "overrides": [asdict(one) for one in found.overrides if one.plan_id == plan.id],
        "left_out": [asdict(one) for one in found.left_out if one.plan_id == plan.id],
    }


def _sendings(case: Case) -> Iterator[Block]:
    rows = []
    for plan in case.history.plans:
        states = Counter(one.state for one in case.history.deliveries if one.plan_id == plan.id)
        taken = sum(states[state] for state in _HAVE_IT)
        again = _moved_on(case, plan)
        other = [f"{number} {state}" for state, number in sorted(states.items()) if state not in _HAVE_IT]
        other += [f"{again} refused, tried again by a later plan"] if again else []
        kind = "test" if plan.test else "rehearsal" if not plan.counts else plan.purpose.replace("-", " ")
        rows.append(
            (
                plan.id,
                case.said(plan.created_at),
                str(plan.version),
                kind,
                plan.created_by,
                str(taken),
                ", ".join(other),
            )
        )
    yield table(("Plan", "Made", "Version", "Kind", "By", "Taken", "Other"), rows, "Nothing was sent.")
    yield paragraph("“Taken” counts messages that a mail server accepted; a test and a rehearsal count for nobody.")
    for plan in case.history.plans:
        if plan.effect is not None and plan.counts:
            deed = "withdraws" if plan.effect == "withdrawal" else f"corrects version {plan.corrects_version} of"
            yield paragraph(f"Plan {plan.id} {deed} the release {plan.corrects_id}.")
    for one in case.history.put_right:
        what = (
            "The release was withdrawn" if one.effect is Effect.WITHDRAWAL else f"Version {one.version} was corrected"
        )
        yield paragraph(f"{what} by {one.slug} ({case.said(stamp(one.at.instant))}), which {one.received} have.")


def _moved_on(case: Case, plan: PastPlan) -> int:
    """Return how many messages that this plan tried belong to a later one now: the same delivery, queued again."""
    now_of = {one.id: one.plan_id for one in case.history.deliveries}
    tried = {attempt.delivery_id for attempt in case.history.attempts if attempt.plan_id == plan.id}
    return sum(now_of[delivery] != plan.id for delivery in tried)


def _left_out(case: Case) -> Iterator[Block]:
    counting = {plan.id for plan in case.history.plans if plan.counts}
    numbers = Counter((one.plan_id, one.reason) for one in case.history.left_out if one.plan_id in counting)
    rows = [(plan, _REASONS.get(reason, reason), str(number)) for (plan, reason), number in numbers.items()]
    yield table(("Plan", "Reason", "People"), rows, "Nobody was left out.")


def _overrides(case: Case) -> Iterator[Block]:
    rows = [(one.plan_id, one.gate, one.because, one.reason) for one in case.history.overrides]
    yield table(("Plan", "Gate", "What it said", "Reason"), rows, "No gate was passed.")


# Embargo -------------------------------------------------------------------------------------------------------------


def _embargo_files(case: Case) -> Iterator[DossierFile | Withheld]:
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


def _embargo(case: Case) -> Iterator[Block]:
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
        if one.embargo_ground and one.counts and DeliveryState(one.state).value in {*_HAVE_IT, "uncertain"}
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


# The chain -----------------------------------------------------------------------------------------------------------


def _chain_files(case: Case) -> Iterator[DossierFile]:
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


def _chain(case: Case) -> Iterator[Block]:
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


def _nothing(_: Case) -> Iterable[DossierFile]:
    return ()


CHAPTERS: tuple[Chapter, ...] = (
    Chapter("Versions", _version_files, _versions),
    Chapter("Approvals", approval_files, approvals_told),
    Chapter("Sendings", _sending_files, _sendings),
    Chapter("Who was left out", _nothing, _left_out),
    Chapter("Gates that were passed", _nothing, _overrides),
    Chapter("Embargo", _embargo_files, _embargo),
    Chapter("The record", _chain_files, _chain),
)
"""In the order of the summary."""


def chapters(case: Case) -> Iterator[Block]:
    """Yield the whole story."""
    for chapter in CHAPTERS:
        yield Heading(1, (Words(chapter.title),))
        yield from chapter.story(case)
