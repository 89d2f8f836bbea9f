"""Mail on its way, as the officer sees it: the plan, the bar, how it ended, and the one JSON object for scripts."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from pressctl.cli.interrupt import end_at_once, finish_in_flight
from pressctl.cli.sending.plan_view import show_plan
from pressctl.cli.sending.tally import progress_on
from pressctl.cli.session import Session
from pressctl.cli.telling.json_output import write_json
from pressctl.cli.telling.next_step import say_next
from pressctl.cli.telling.quantities import count
from pressctl.errors import ExitCode
from pressctl.mail.verdicts import names_nobody
from pressctl.model.delivery import DeliveryState
from pressctl.model.plain_words import STATES

if TYPE_CHECKING:
    from pressctl.model.delivery import Plan
    from pressctl.workflow.sending.dispatching import Dispatched, Watch
    from pressctl.workflow.sending.preparing import Prepared

_LOOK_AGAIN = 0.5
"""Seconds between two looks whether another process has let go of a plan."""
_TROUBLES = 10
"""Answers that are shown of those with which something is wrong."""
_ORDER = (
    DeliveryState.ACCEPTED,
    DeliveryState.WRITTEN,
    DeliveryState.UNCERTAIN,
    DeliveryState.DEFERRED,
    DeliveryState.REJECTED,
    DeliveryState.SUPPRESSED,
    DeliveryState.QUEUED,
    DeliveryState.CANCELLED,
)


def show(session: Session, prepared: Prepared) -> None:
    """Write the plan, and which earlier plans of the release have not ended."""
    slug = session.workspace.short_name(prepared.plan.slug)
    show_plan(session.console, prepared.plan, prepared.weight, prepared.approved_by, slug)
    for remark in prepared.remarks:
        session.console.print(f"! {remark}", markup=False)
    from pressctl.language.dates import embargo_moment

    now = session.clock().instant
    for plan in prepared.unfinished:
        scheduled = plan.scheduled(now)
        when = embargo_moment(scheduled, "en") if scheduled else ""
        said = f"leaves {when}" if scheduled else f"is unfinished: pressctl send {slug} --resume --plan {plan.id}"
        session.console.print(f"! plan {plan.id} of this release {said}", markup=False)


def end_dry_run(session: Session, prepared: Prepared, *, as_json: bool, kept: str | None = None) -> None:
    """Say that nothing was stored, or what was; exit 4 where a gate stands, 1 where nobody is left."""
    plan = prepared.plan
    if as_json:
        write_json(_planned(prepared))
    else:
        session.console.print(f"Dry run: {_would_leave(plan)}. {kept or 'Nothing was stored.'}", markup=False)
    if plan.gates:
        raise typer.Exit(ExitCode.REFUSED)
    if not plan.recipients:
        raise typer.Exit(ExitCode.FINDINGS)


def _would_leave(plan: Plan) -> str:
    if not plan.recipients:
        return "nobody would get it"
    would = f"{count(len(plan.recipients), 'message')} would leave"
    return f"{would} once nothing blocks {'it' if len(plan.recipients) == 1 else 'them'}" if plan.gates else would


def end_scheduled(session: Session, prepared: Prepared, *, as_json: bool) -> None:
    """Put a confirmed plan on record, and say when it leaves and what must run then."""
    from pressctl.language.dates import embargo_moment
    from pressctl.workflow.sending.dispatching import schedule

    saved = schedule(session.acting_desk(), prepared)
    plan = saved.plan
    if as_json:
        meanwhile = [out.email for out in saved.dropped]
        write_json({**_planned(prepared), "dry_run": False, "plan": plan.id, "left_out_meanwhile": meanwhile})
        return
    console = session.console
    assert plan.not_before is not None  # noqa: S101  # what was scheduled has a time
    leaving = "message leaves" if len(plan.recipients) == 1 else "messages leave"
    when = embargo_moment(plan.not_before, "en")
    console.print(f"{session.symbols.done} {len(plan.recipients):,} {leaving} on {when}", markup=False)
    console.print(f"  Record: plan {plan.id}. From now on edits of the release change nothing in it.", markup=False)
    say_next(console, "pressctl work, which must run then; pressctl work --unit has your system run it")


def dispatched(session: Session, prepared: Prepared) -> Dispatched:
    """Send a confirmed plan, with a bar on stderr; the first Ctrl-C finishes the message in flight."""
    from pressctl.workflow.sending.dispatching import dispatch

    desk = session.acting_desk()  # who acts is asked before anything is drawn
    with watching(session, len(prepared.plan.recipients)) as watch:
        return dispatch(desk, prepared, watch)


def resumed(session: Session, slug: str, plan_id: str | None, *, wait: bool) -> Dispatched:
    """Go on with an interrupted plan; `wait` until another process has let go of it."""
    from pressctl.workflow.sending.resuming import resume

    def pause() -> None:
        time.sleep(_LOOK_AGAIN)

    desk = session.acting_desk()
    with watching(session, None) as watch:
        return resume(desk, slug, watch, plan_id, pause=pause if wait else None)


def end(session: Session, done: Dispatched, *, as_json: bool) -> None:
    """Say how it ended, and leave with 0, 5 or 130."""
    if as_json:
        write_json(result(done))
    else:
        say(session, done)
    code = exit_code(done)
    if code is not ExitCode.DONE:
        raise typer.Exit(code)


def exit_code(done: Dispatched) -> ExitCode:
    """Return 0 when everybody has it, 130 when it was interrupted, 5 when something is left, refused or in doubt."""
    if done.delivered.stopped:
        return ExitCode.INTERRUPTED
    return ExitCode.DONE if done.delivered.complete else ExitCode.INCOMPLETE


@contextmanager
def watching(session: Session, total: int | None) -> Iterator[Watch]:
    """Yield what follows a sending: progress on stderr, and a first Ctrl-C that finishes what is in flight."""
    from pressctl.workflow.sending.dispatching import Watch

    def announce() -> None:
        session.notices.print("  Stopping after the message in flight; Ctrl-C again stops at once.")

    sys.stdout.flush()  # what was said so far stays said, whatever comes
    with finish_in_flight(announce, end_at_once) as stop, progress_on(session.notices, total) as progress:
        yield Watch(stop, progress)


def say(session: Session, done: Dispatched) -> None:
    """Write how one plan ended."""
    console, symbols = session.console, session.symbols
    marks = {
        DeliveryState.ACCEPTED: symbols.done,
        DeliveryState.WRITTEN: symbols.done,
        DeliveryState.UNCERTAIN: symbols.warning,
        DeliveryState.REJECTED: symbols.failed,
    }
    for state in _ORDER:
        number = done.delivered.counts.get(state, 0)
        if number:
            console.print(f"{marks.get(state, symbols.quiet)} {number:,} {_phrase(session, done, state)}", markup=False)
    if done.delivered.doubtful:
        these = ", ".join(done.delivered.doubtful[:5])
        console.print(f"{symbols.warning} in doubt since the interrupted run: {these}", markup=False)
    if done.dropped:
        left_out = f"{count(len(done.dropped), 'recipient')} left out: taken by another sending meanwhile"
        console.print(f"{symbols.quiet} {left_out}", markup=False)
    _troubles(session, done)
    if (halted := done.delivered.halted) is not None:
        console.print(f"{symbols.failed} {halted.message}", markup=False, style="red")
        if halted.hint:  # from when on it can go on, or what is to be mended first
            console.print(f"    {halted.hint}", markup=False)
    receipt = done.delivered.receipt
    events = count(receipt.events, "event")
    console.print(f"  Record: plan {done.plan.id}, {events}, head {receipt.head}", markup=False)
    if done.plan.counts and done.delivered.done:
        where = f"mailed to {done.receipt_to}" if done.receipt_to else "not mailed: keep the head above in a safe place"
        console.print(f"  Receipt: {where}", markup=False)
    _next(session, done)


def _troubles(session: Session, done: Dispatched) -> None:
    """Write the answers that something is wrong with; of many the first."""
    console = session.console
    width = None if console.soft_wrap else max(40, console.width)
    for row in done.troubles[:_TROUBLES]:
        answer = " ".join(row.reply.split())
        console.print(f"    {row.email}   {answer}"[:width], markup=False)
    more = len(done.troubles) - _TROUBLES
    if more > 0:
        slug = session.workspace.short_name(done.plan.slug)
        console.print(f"    … and {more} more: pressctl log {slug}", markup=False)


def _phrase(session: Session, done: Dispatched, state: DeliveryState) -> str:
    match state:
        case DeliveryState.DEFERRED if done.delivered.due is not None:
            from zoneinfo import ZoneInfo

            due = done.delivered.due.astimezone(ZoneInfo(session.config.office.timezone))
            return f"not taken yet; can be tried again from {due:%H:%M}"
        case DeliveryState.QUEUED:
            return "still waiting to leave"
        case DeliveryState.UNCERTAIN:
            return "may have arrived: no answer came; never sent again unasked"
        case _:
            return STATES[state]


def _next(session: Session, done: Dispatched) -> None:
    if done.plan.rehearsal:
        number = count(done.delivered.counts.get(DeliveryState.WRITTEN, 0), "message")
        session.console.print(f"  {number} written to {done.plan.route}. Nothing has been sent.", markup=False)
    slug = session.workspace.short_name(done.plan.slug)
    if done.delivered.counts.get(DeliveryState.QUEUED) or done.delivered.counts.get(DeliveryState.DEFERRED):
        say_next(session.console, f"pressctl send {slug} --resume, or pressctl stop {slug}")
    elif done.delivered.counts.get(DeliveryState.UNCERTAIN):
        say_next(session.console, f"pressctl log {slug} --uncertain; pressctl send {slug} --resend-uncertain")
    elif any(names_nobody(row.enhanced, row.reply) for row in done.troubles):
        say_next(session.console, "pressctl contacts check, which names addresses that do not exist")
    else:
        say_next(session.console, f"pressctl log {slug}")


def _planned(prepared: Prepared) -> Mapping[str, object]:
    plan = prepared.plan
    return {
        "version": 1,
        "dry_run": True,
        "plan": None,
        "release": plan.slug,
        "release_version": plan.version,
        "purpose": plan.purpose,
        "transport": plan.transport,
        "embargo": str(plan.embargo) if plan.embargo else None,
        "not_before": str(plan.not_before) if plan.not_before else None,
        "not_after": str(plan.not_after) if plan.not_after else None,
        "recipients": [
            {
                "address": to.email,
                "name": to.name,
                "language": to.language,
                "list": to.channel.value,
                "embargo_ground": to.ground.value if to.ground else None,
            }
            for to in plan.recipients
        ],
        "left_out": [
            {"address": out.email, "name": out.name, "reason": out.reason.value, "detail": out.detail}
            for out in plan.left_out
        ],
        "subjects": {f"{part.language}/{part.channel.value}": part.subject for part in plan.parts},
        "gates": [{"gate": gate.name.value, "because": gate.because} for gate in plan.gates],
        "bytes": prepared.weight.message,
        "text_bytes": prepared.weight.text,
        "photographs": [{"file": file.filename, "bytes": len(file.content)} for file in prepared.weight.photographs],
        "attachments": list(prepared.weight.documents),
        "total_bytes": prepared.weight.total,
    }


def result(done: Dispatched) -> Mapping[str, object]:
    """Return how one plan ended, for JSON."""
    receipt = done.delivered.receipt
    return {
        "version": 1,
        "plan": done.plan.id,
        "release": done.plan.slug,
        "release_version": done.plan.version,
        "purpose": done.plan.purpose,
        "transport": done.plan.transport,
        "test": done.plan.test,
        "counts": {state.value: number for state, number in sorted(done.delivered.counts.items())},
        "left_out_meanwhile": [out.email for out in done.dropped],
        "seconds": round(done.delivered.seconds, 3),
        "halted": done.delivered.halted.message if done.delivered.halted else None,
        "receipt_to": done.receipt_to,
        "head": receipt.head,
        "events": receipt.events,
    }
