"""How a plan looks before it is confirmed: what leaves, to whom, in which language, and who is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pressctl.cli.quantities import count, size
from pressctl.cli.symbols import symbols_for
from pressctl.cli.words import GROUNDS, LEFT_OUT, LEFT_OUT_NEXT
from pressctl.language.dates import embargo_moment
from pressctl.language.names import language_name
from pressctl.model.delivery import Channel, LeftOutReason, Plan, Recipient
from pressctl.model.embargo import Ground
from pressctl.model.moment import Moment

if TYPE_CHECKING:
    from rich.console import Console

    from pressctl.workflow.weighing import Weight

LABEL = 12
_NAMED = 12
"""Names of those who have not agreed to an embargo that a plan writes out."""


def show_plan(console: Console, plan: Plan, weight: Weight) -> None:
    """Write the plan: head, subject, sender, road, languages, copies, who is left out."""
    console.print(f"{plan.headline} · version {plan.version}{_kind_of(plan)}\n", markup=False, style="bold")
    for label, value in _facts(plan, weight):
        _line(console, label, value)
    console.print()
    for label, number, detail in _lists(plan):
        _counted(console, label, number, detail)
    if plan.embargo is not None and not plan.test:
        console.print()
        _under_embargo(console, plan, plan.embargo)
    if plan.left_out:
        console.print()
        _left_out(console, plan)
    for gate in plan.gates:
        _gate(console, gate.because, gate.next_command)
    console.print()


def _kind_of(plan: Plan) -> str:
    if plan.test:
        return " · test copy"
    return f" · {plan.purpose.replace('-', ' ')}" if plan.purpose != "release" else ""


def _facts(plan: Plan, weight: Weight) -> Iterator[tuple[str, str]]:
    subjects = dict.fromkeys(part.subject for part in plan.parts)
    for number, subject in enumerate(subjects):
        yield ("Subject" if number == 0 else "", subject)
    sender = f"{plan.sender_name} <{plan.sender}>" if plan.sender_name else plan.sender
    yield "From", sender
    if plan.reply_to:
        yield "Replies to", plan.reply_to
    yield (
        "Leaves",
        f"now, by {plan.route}" if not plan.rehearsal else f"into {plan.route}, a rehearsal: it counts for nobody",
    )
    yield "Carries", " · ".join(_carried(plan, weight))
    for override in plan.overrides:
        yield "Override", f"{override.gate}: {override.reason}"


def _carried(plan: Plan, weight: Weight) -> Iterator[str]:
    """Yield what a message holds, each with its size, and what all of them come to where that is much."""
    yield f"text in the body, {size(weight.text)}"
    apart = any(not file.shown_in(part.html) for part in plan.parts for file in weight.photographs)
    if weight.photographs:
        number = count(len(weight.photographs), "photograph")
        yield f"{number}{' attached' if apart else ''}, {size(weight.photograph_octets)}"
    if weight.documents or not apart:
        yield ", ".join(weight.documents) or "no attachments"
    if weight.photographs or weight.documents:
        everybody = f", {size(weight.total)} to everybody" if len(plan.recipients) > 1 else ""
        yield f"{size(weight.message)} a message{everybody}"


def _under_embargo(console: Console, plan: Plan, until: Moment) -> None:
    """Write who gets it before the lift and why; each is named, since each of them can break it."""
    console.print(
        f"  Under embargo until {embargo_moment(Moment(until.instant, plan.created.zone), 'en')}", markup=False
    )
    for ground in Ground:
        members = [recipient for recipient in plan.recipients if recipient.ground is ground]
        if not members:
            continue
        names = ", ".join(member.name or member.email for member in members)
        console.print(f"    {GROUNDS[ground]:<32}{len(members):>6}", markup=False)
        for line in [names] if console.soft_wrap else _wrapped(names, max(30, console.width - 8)):
            console.print(f"        {line}", markup=False)


def _lists(plan: Plan) -> Iterator[tuple[str, int, str]]:
    press = [recipient for recipient in plan.recipients if recipient.channel is Channel.PRESS]
    for language in dict.fromkeys(recipient.language for recipient in press):
        members = [recipient for recipient in press if recipient.language == language]
        yield language_name(language, "en"), len(members), _first_of(members)
    copies = [recipient for recipient in plan.recipients if recipient.channel is Channel.COPY]
    if copies:
        yield "Copies", len(copies), _first_of(copies)


def _first_of(members: list[Recipient]) -> str:
    return ", ".join(member.name or member.email for member in members[:3]) + (", …" if len(members) > 3 else "")


def _left_out(console: Console, plan: Plan) -> None:
    _counted(console, "Left out", len(plan.left_out), "")
    reasons = Counter(left.reason for left in plan.left_out)
    for reason, number in reasons.most_common():
        text = LEFT_OUT[reason]
        versions = {left.detail.split(",")[0] for left in plan.left_out if left.reason is reason}
        if reason is LeftOutReason.RECEIVED and len(versions) == 1:
            text = f"{text} {versions.pop()}"
        line = f"    {text:<32}{number:>6}"
        if reason is LeftOutReason.NOT_AGREED:
            console.print(line, markup=False)
            _named(console, plan, reason)
            continue
        hint = LEFT_OUT_NEXT.get(reason, "").replace("SLUG", plan.slug) or _some(plan, reason)
        console.print(f"{line}   {hint}" if len(line) + len(hint) < 78 else line, markup=False)


def _named(console: Console, plan: Plan, reason: LeftOutReason) -> None:
    """Write who was left out for a reason, each by name; of many the first."""
    those = [left.name or left.email for left in plan.left_out if left.reason is reason]
    more = f", and {len(those) - _NAMED:,} more: --dry-run --json names all" if len(those) > _NAMED else ""
    names = f"{', '.join(those[:_NAMED])}{more}"
    for line in [names] if console.soft_wrap else _wrapped(names, max(30, console.width - 8)):
        console.print(f"        {line}", markup=False)


def _some(plan: Plan, reason: LeftOutReason) -> str:
    """Return the first two who were left out for this reason, and what they read where that is why."""
    those = [left for left in plan.left_out if left.reason is reason]
    reads = reason is LeftOutReason.NO_LANGUAGE
    shown = [f"{left.email} ({left.detail})" if reads else left.email for left in those[:2]]
    return ", ".join(shown) + (", …" if len(those) > 2 else "")


def _gate(console: Console, because: str, next_command: str | None) -> None:
    symbols = symbols_for(console.encoding)
    console.print(f"\n{symbols.failed} blocked because {because}", markup=False, style="red")
    if next_command:
        console.print(f"    Next: {next_command}", markup=False)


def _line(console: Console, label: str, value: str) -> None:
    room = max(30, console.width - LABEL - 3)
    lines = [value] if console.soft_wrap else _wrapped(value, room)
    for number, line in enumerate(lines):
        console.print(f"  {label if number == 0 else '':<{LABEL}}{line}", markup=False)


def _wrapped(value: str, room: int) -> list[str]:
    from textwrap import wrap

    return wrap(value, room, break_on_hyphens=False) or [""]


def _counted(console: Console, label: str, number: int, detail: str) -> None:
    lead = f"  {label:<16}{number:>6}   "
    if not console.soft_wrap and len(lead) + len(detail) > console.width:
        detail = detail[: max(0, console.width - len(lead) - 1)].rstrip() + "…"
    console.print(f"{lead}{detail}".rstrip(), markup=False)
