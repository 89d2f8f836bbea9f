"""The chapters of a dossier on sendings: what left and what became of it, who was left out, which gates were passed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from pressctl.frozen import asdict
from pressctl.model.kind import Effect
from pressctl.model.text import Block
from pressctl.store.histories import PastPlan
from pressctl.store.record.times import stamp
from pressctl.workflow.dossier.case import Case, DossierFile
from pressctl.workflow.dossier.material import Chapter, json_file, no_files, paragraph, table

_TAKEN = frozenset({"accepted", "bounced", "complained"})
"""States of what a mail server took."""
_REASONS = {
    "received": "already received",
    "in-doubt": "may have received",
    "waiting": "waiting in another plan",
    "do-not-mail": "do not mail",
    "no-language": "no language in common",
    "embargo-not-agreed": "has not agreed to the embargo",
}


def _files(case: Case) -> Iterator[DossierFile]:
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


def _story(case: Case) -> Iterator[Block]:
    rows = []
    for plan in case.history.plans:
        states = Counter(one.state for one in case.history.deliveries if one.plan_id == plan.id)
        taken = sum(states[state] for state in _TAKEN)
        again = _moved_on(case, plan)
        other = [f"{number} {state}" for state, number in sorted(states.items()) if state not in _TAKEN]
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


SENDINGS = Chapter("Sendings", _files, _story)
LEFT_OUT = Chapter("Who was left out", no_files, _left_out)
OVERRIDES = Chapter("Gates that were passed", no_files, _overrides)
