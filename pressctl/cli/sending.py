"""Mail on its way, as the officer sees it: the plan, the bar, how it ended, and the one JSON object for scripts."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from pressctl.cli.interrupt import finish_in_flight
from pressctl.cli.json_output import write_json
from pressctl.cli.next_step import say_next
from pressctl.cli.plan_view import show_plan
from pressctl.cli.progress_lines import lines_on
from pressctl.cli.quantities import count
from pressctl.cli.session import Session
from pressctl.cli.words import STATES
from pressctl.errors import ExitCode
from pressctl.model.delivery import DeliveryState

if TYPE_CHECKING:
    from pressctl.workflow.delivering import Progress
    from pressctl.workflow.dispatching import Dispatched, Prepared, Watch

_LOOK_AGAIN = 0.5
"""Seconds between two looks whether another process has let go of a plan."""

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
    show_plan(session.console, prepared.plan, prepared.weight)
    for remark in prepared.remarks:
        session.console.print(f"! {remark}", markup=False)
    for plan in prepared.unfinished:
        session.console.print(
            f"! plan {plan.id} of this release is unfinished: pressctl send {slug} --resume --plan {plan.id}",
            markup=False,
        )


def end_dry_run(session: Session, prepared: Prepared, *, as_json: bool) -> None:
    """Say that nothing was stored; exit 4 where a gate stands, 1 where nobody is left."""
    plan = prepared.plan
    if as_json:
        write_json(_planned(prepared))
    else:
        then = " once nothing blocks them" if plan.gates else ""
        session.console.print(
            f"Dry run: {count(len(plan.recipients), 'message')} would leave{then}. Nothing was stored."
        )
    if plan.gates:
        raise typer.Exit(ExitCode.REFUSED)
    if not plan.recipients:
        raise typer.Exit(ExitCode.FINDINGS)


def dispatched(session: Session, prepared: Prepared) -> Dispatched:
    """Send a confirmed plan, with a bar on stderr; the first Ctrl-C finishes the message in flight."""
    from pressctl.workflow.dispatching import dispatch

    with _watch(session, len(prepared.plan.recipients)) as watch:
        return dispatch(session.acting_desk(), prepared, watch)


def resumed(session: Session, slug: str, plan_id: str | None, *, wait: bool) -> Dispatched:
    """Go on with an interrupted plan; `wait` until another process has let go of it."""
    from pressctl.workflow.dispatching import resume

    def pause() -> None:
        time.sleep(_LOOK_AGAIN)

    with _watch(session, None) as watch:
        return resume(session.acting_desk(), slug, watch, plan_id, pause=pause if wait else None)


def end(session: Session, done: Dispatched, *, as_json: bool) -> None:
    """Say how it ended, and leave with 0, 5 or 130."""
    if as_json:
        write_json(_result(done))
    else:
        _say(session, done)
    code = exit_code(done)
    if code is not ExitCode.DONE:
        raise typer.Exit(code)


def exit_code(done: Dispatched) -> ExitCode:
    """Return 0 when everybody has it, 130 when it was interrupted, 5 when something is left, refused or in doubt."""
    if done.delivered.stopped:
        return ExitCode.INTERRUPTED
    return ExitCode.DONE if done.delivered.complete else ExitCode.INCOMPLETE


@contextmanager
def _watch(session: Session, total: int | None) -> Iterator[Watch]:
    from pressctl.workflow.dispatching import Watch

    def announce() -> None:
        session.notices.print("  Stopping after the message in flight; Ctrl-C again stops at once.")

    with finish_in_flight(announce) as stop, _progress(session, total) as progress:
        yield Watch(stop, progress)


@contextmanager
def _progress(session: Session, total: int | None) -> Iterator[Callable[[Progress], None]]:
    """Yield what shows progress: a bar with rate and remaining time in a terminal, else a line every few seconds."""
    if session.notices.soft_wrap:
        yield lines_on(session.notices)
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("  Sending"), BarColumn(), MofNCompleteColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Bar(*columns, console=session.notices, transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda state: bar.update(task, completed=state.done, total=state.total)


def _say(session: Session, done: Dispatched) -> None:
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
        console.print(
            f"{symbols.quiet} {count(len(done.dropped), 'recipient')} left out: taken by another sending meanwhile",
            markup=False,
        )
    for row in done.troubles[:10]:
        answer = " ".join(row.reply.split())
        console.print(
            f"    {row.email}   {answer}"[: max(40, console.width) if not console.soft_wrap else None], markup=False
        )
    if len(done.troubles) > 10:
        console.print(
            f"    … and {len(done.troubles) - 10} more: pressctl log {session.workspace.short_name(done.plan.slug)}",
            markup=False,
        )
    if done.delivered.halted is not None:
        console.print(f"{symbols.failed} {done.delivered.halted.message}", markup=False, style="red")
    receipt = done.delivered.receipt
    console.print(
        f"  Record: plan {done.plan.id}, {count(receipt.events, 'event')}, head {receipt.head}",
        markup=False,
        soft_wrap=True,
    )
    if done.plan.counts and done.delivered.done:
        where = f"mailed to {done.receipt_to}" if done.receipt_to else "not mailed: keep the head above in a safe place"
        console.print(f"  Receipt: {where}", markup=False)
    _next(session, done)


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
    slug = session.workspace.short_name(done.plan.slug)
    if done.delivered.counts.get(DeliveryState.QUEUED) or done.delivered.counts.get(DeliveryState.DEFERRED):
        say_next(session.console, f"pressctl send {slug} --resume, or pressctl stop {slug}")
    else:
        say_next(session.console, f"pressctl log {slug}")
    if done.plan.rehearsal:
        number = count(done.delivered.counts.get(DeliveryState.WRITTEN, 0), "message")
        session.console.print(f"{number} written to {done.plan.route}. Nothing has been sent.", markup=False)


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


def _result(done: Dispatched) -> Mapping[str, object]:
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
