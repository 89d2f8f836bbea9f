"""How a plan looks before it is confirmed: what leaves, to whom, in which language, and who is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pressctl.cli.telling.folding import say_beside, say_indented
from pressctl.cli.telling.next_step import say_next
from pressctl.cli.telling.quantities import count, size
from pressctl.cli.telling.symbols import symbols_for
from pressctl.language.dates import embargo_moment
from pressctl.language.names import language_name
from pressctl.model.delivery import Channel, LeftOutReason, Plan, Recipient, Tally
from pressctl.model.embargo import Ground
from pressctl.model.moment import Moment
from pressctl.model.plain_words import GROUNDS, LEFT_OUT, LEFT_OUT_NEXT

if TYPE_CHECKING:
    from rich.console import Console

    from pressctl.workflow.sending.weighing import Weight

COLUMN = 14
"""Where what a label says begins."""
_LANGUAGES = 4
"""Languages that are named of those who read none of the release's."""
_NAMED = 12
"""Names of those who have not agreed to an embargo that a plan writes out."""


def show_plan(
    console: Console, plan: Plan, weight: Weight, approved_by: tuple[str, ...] = (), called: str = ""
) -> None:
    """Write the plan: head, subject, sender, road, languages, copies, who is left out.

    `called` is as much of the slug as names the release: commands with it fit into a line.
    """
    called = called or plan.slug
    approved = f" · approved by {', '.join(approved_by)}" if approved_by else ""
    console.print(f"{plan.headline} · version {plan.version}{_kind_of(plan)}{approved}\n", markup=False, style="bold")
    for label, value in _facts(plan, weight):
        say_beside(console, label, value, COLUMN)
    lists = list(_lists(plan))
    if lists:
        console.print()
    for label, number, detail in lists:
        _counted(console, label, number, detail)
    if plan.embargo is not None and not plan.test:
        console.print()
        _under_embargo(console, plan, plan.embargo)
    if plan.left_out:
        console.print()
        _left_out(console, plan, called)
    for gate in plan.gates:
        console.print()
        _gate(console, gate.because, (gate.next_command or "").replace(plan.slug, called))
    console.print()


def _kind_of(plan: Plan) -> str:
    if plan.test:
        return " · test copy"
    return f" · {plan.purpose.replace('-', ' ')}" if plan.purpose != "release" else ""


def _facts(plan: Plan, weight: Weight) -> Iterator[tuple[str, str]]:
    subjects = dict.fromkeys(part.subject for part in plan.parts)
    for number, subject in enumerate(subjects):
        yield ("Subject" if number == 0 else "", subject)
    if not subjects:
        yield "Subject", "none: nobody is left who would get it"
    names = [plan.sender_name if part.sender_name is None else part.sender_name for part in plan.parts]
    for number, name in enumerate(dict.fromkeys(names or [plan.sender_name])):
        yield ("From" if number == 0 else "", f"{name} <{plan.sender}>" if name else plan.sender)
    if plan.reply_to:
        yield "Replies to", plan.reply_to
    when = "now" if plan.not_before is None else embargo_moment(plan.not_before, "en")
    rehearsal = f"{'' if plan.not_before is None else f'{when}, '}into {plan.route}, a rehearsal: it counts for nobody"
    yield "Leaves", rehearsal if plan.rehearsal else f"{when}, by {plan.route}"
    if plan.not_before is not None and plan.not_after is not None:
        yield "", f"after {embargo_moment(plan.not_after, 'en')} only if somebody says so"
    if subjects:
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
    console.print(f"  Under embargo until {embargo_moment(until.in_zone(plan.created.zone), 'en')}", markup=False)
    for ground in Ground:
        members = [recipient for recipient in plan.recipients if recipient.ground is ground]
        if not members:
            continue
        names = ", ".join(member.name or member.email for member in members)
        console.print(f"    {GROUNDS[ground]:<32}{len(members):>6}", markup=False)
        say_indented(console, names, " " * 8)


def _lists(plan: Plan) -> Iterator[tuple[str, int, str]]:
    tally = plan.tally
    for (language, channel), number in tally.numbers.items():
        if channel is Channel.PRESS:
            yield language_name(language, "en"), number, _first_of(tally.first[language, channel], number)
    copies = [key for key in tally.numbers if key[1] is Channel.COPY]
    if copies:
        number = sum(tally.numbers[key] for key in copies)
        yield "Copies", number, _first_of([one for key in copies for one in tally.first[key]], number)


def _first_of(members: Sequence[Recipient], number: int) -> str:
    named = [member.name or member.email for member in members[: Tally.NAMED]]
    return ", ".join(named) + (", …" if number > len(named) else "")


def _left_out(console: Console, plan: Plan, called: str) -> None:
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
        hint = LEFT_OUT_NEXT.get(reason, "").replace("SLUG", called) or _some(plan, reason)
        beside = len(line) + len(hint) < 78
        console.print(f"{line}   {hint}" if beside else line, markup=False)
        if not beside:
            say_indented(console, hint, " " * 8)


def _named(console: Console, plan: Plan, reason: LeftOutReason) -> None:
    """Write who was left out for a reason, each by name; of many the first."""
    those = [left.name or left.email for left in plan.left_out if left.reason is reason]
    more = f", and {len(those) - _NAMED:,} more: --dry-run --json names all" if len(those) > _NAMED else ""
    names = f"{', '.join(those[:_NAMED])}{more}"
    say_indented(console, names, " " * 8)


def _some(plan: Plan, reason: LeftOutReason) -> str:
    """Return the first two who were left out for this reason; of more, what they read where that is why."""
    those = [left for left in plan.left_out if left.reason is reason]
    reads = reason is LeftOutReason.NO_LANGUAGE
    if reads and len(those) > 2:
        spoken = Counter(left.detail for left in those).most_common(_LANGUAGES)
        return f"they read {', '.join(f'{languages} ({number:,})' for languages, number in spoken)}"
    shown = [f"{left.email} ({left.detail})" if reads else left.email for left in those[:2]]
    return ", ".join(shown) + (", …" if len(those) > 2 else "")


def _gate(console: Console, because: str, next_command: str) -> None:
    symbols = symbols_for(console.encoding)
    console.print(f"{symbols.failed} blocked because {because}", markup=False, style="red")
    if next_command:
        say_next(console, next_command)


def _counted(console: Console, label: str, number: int, detail: str) -> None:
    lead = f"  {label:<16}{number:>6}   "
    if not console.soft_wrap and len(lead) + len(detail) > console.width:
        detail = detail[: max(0, console.width - len(lead) - 1)].rstrip() + "…"
    console.print(f"{lead}{detail}".rstrip(), markup=False)
