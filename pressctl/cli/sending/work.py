"""`pressctl work`: sends what is due, in the foreground or once; and what makes a system run it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from pressctl.cli.session import Session, session_of
from pressctl.cli.telling.next_step import say_next
from pressctl.cli.telling.quantities import count
from pressctl.errors import ExitCode, PressctlError, UsageError

if TYPE_CHECKING:
    from pressctl.workflow.sending.working import Job

_LOOK = 5.0
"""Seconds between two looks at the record."""
_PATIENCE = timedelta(seconds=60)
"""Before a plan that could not be sent is tried again."""
_BEAT = 0.2
"""Seconds after which Ctrl-C is heard."""


class System(StrEnum):
    """Who runs a program by the clock."""

    SYSTEMD = "systemd"
    LAUNCHD = "launchd"
    WINDOWS = "windows"


def work(
    context: typer.Context,
    once: Annotated[bool, typer.Option("--once", help="Send what is due now, and end: for cron and timers.")] = False,
    unit: Annotated[
        System | None,
        typer.Option("--unit", help="Print what makes your system run it every minute, and do nothing else."),
    ] = None,
) -> None:
    """Send what is due: what was scheduled, and what was put off."""
    session = session_of(context)
    if unit is not None:
        if once:
            raise UsageError("--unit prints text and sends nothing; leave --once out")
        from pressctl.cli.sending.work_units import unit_for

        typer.echo(unit_for(unit.value, sys.executable, session.workspace.root))
        return
    session.introduce()
    shift = Shift(session, time.sleep)
    code = shift.once() if once else shift.until_stopped()
    if code is not ExitCode.DONE:
        raise typer.Exit(code)


class Shift:
    """Somebody's turn at looking after what is due."""

    def __init__(self, session: Session, sleep: Callable[[float], None]) -> None:
        """Begin; nothing is looked at yet."""
        self._session = session
        self._sleep = sleep
        self._again: dict[str, datetime] = {}
        self._said: dict[str, str] = {}
        self._left: set[str] = set()
        self._shown = ""

    def once(self) -> ExitCode:
        """Send what is due, and say what needs a person; 5 where something was not served, or nobody could be asked."""
        from pressctl.cli.interrupt import end_at_once, finish_in_flight
        from pressctl.workflow.sending.working import WorkElsewhere, on_duty

        try:
            with on_duty(self._session.acting_desk()), finish_in_flight(self._announce, end_at_once) as stop:
                return self._round(stop, by_itself=True)
        except WorkElsewhere as error:
            self._session.notices.print(f"  {error.message}", markup=False)
            return ExitCode.DONE

    def until_stopped(self) -> ExitCode:
        """Look after what is due until Ctrl-C."""
        from pressctl.cli.interrupt import end_at_once, finish_in_flight

        with finish_in_flight(self._announce, end_at_once) as stop, self._duty(stop) as on_duty:
            while on_duty and not stop():
                self._round(stop)
                self._wait(stop)
        self._session.console.print("Ended. What is scheduled leaves when pressctl work runs again.")
        return ExitCode.DONE

    @contextmanager
    def _duty(self, stop: Callable[[], bool]) -> Iterator[bool]:
        """Wait until no other process looks after the workspace; false where the person stopped meanwhile."""
        from pressctl.workflow.sending.working import WorkElsewhere, on_duty

        told = False
        while not stop():
            try:
                with on_duty(self._session.acting_desk()):
                    yield True
                    return
            except WorkElsewhere as error:
                if not told:
                    self._session.console.print(f"{error.message}; waiting for it to end.", markup=False)
                told = True
                self._sleep(_BEAT)
        yield False

    def _announce(self) -> None:
        self._session.notices.print("  Ending after the message in flight; Ctrl-C again ends at once.")

    def _round(self, stop: Callable[[], bool], *, by_itself: bool = False) -> ExitCode:
        from pressctl.workflow.sending.working import Standing, jobs

        worst = ExitCode.DONE
        for job in jobs(self._session.desk()):
            if stop():
                break
            match job.standing:
                case Standing.DUE:
                    worst = max(worst, self._send(job, stop))
                case Standing.LATE:
                    worst = max(worst, self._ask(job, stop))
                case Standing.INTERRUPTED if not by_itself:
                    slug = self._session.workspace.short_name(job.plan.slug)
                    self._say_once(job, f"plan {job.plan.id} was interrupted: pressctl send {slug} --resume goes on")
        return worst

    def _send(self, job: Job, stop: Callable[[], bool]) -> ExitCode:
        from pressctl.cli.sending import under_way
        from pressctl.cli.sending.tally import progress_on
        from pressctl.workflow.sending.dispatching import Watch
        from pressctl.workflow.sending.working import send_job

        now = self._session.clock().instant
        if now < self._again.get(job.plan.id, now):
            return ExitCode.INCOMPLETE
        self._say(f"{job.plan.headline}: {count(job.messages, 'message')}")
        try:
            with progress_on(self._session.notices, job.messages) as progress:
                done = send_job(self._session.acting_desk(), job, Watch(stop, progress))
        except PressctlError as error:
            self._again[job.plan.id] = now + _PATIENCE
            self._say_trouble(job, error)
            return error.exit_code
        if done.delivered.halted is not None:  # a limit, a tired domain, a refusal: not again in five seconds
            self._again[job.plan.id] = max(done.delivered.due or now, now + _PATIENCE)
        under_way.say(self._session, done)
        return under_way.exit_code(done)

    def _ask(self, job: Job, stop: Callable[[], bool]) -> ExitCode:
        """Ask before something leaves hours after its time; without anybody to ask it stays."""
        if job.plan.id in self._left:
            return ExitCode.INCOMPLETE
        slug = self._session.workspace.short_name(job.plan.slug)
        said = f"{job.plan.headline}: {count(job.messages, 'message')} should have left {self._when(job)}"
        if not self._session.interactive:
            how = f"pressctl send {slug} --resume sends it all the same, pressctl stop {slug} cancels it"
            self._say_once(job, f"{said}; nobody is there to ask. {how}")
            return ExitCode.INCOMPLETE
        self._session.console.print(f"{self._session.symbols.warning} {said}", markup=False)
        if self._session.agrees("Send it now, late?"):
            return self._send(job, stop)
        self._left.add(job.plan.id)
        say_next(self._session.console, f"pressctl send {slug} --resume, or pressctl stop {slug}")
        return ExitCode.INCOMPLETE

    def _wait(self, stop: Callable[[], bool]) -> None:
        """Wait until the next look; say what comes next when that has changed."""
        coming = self._next()
        if coming != self._shown and not stop():
            self._shown = coming
            self._session.console.print(coming, markup=False)
        until = time.monotonic() + _LOOK
        while time.monotonic() < until and not stop():
            self._sleep(_BEAT)

    def _next(self) -> str:
        from pressctl.workflow.sending.working import Standing, jobs

        coming = [job for job in jobs(self._session.desk()) if job.standing is Standing.COMING and job.at is not None]
        if not coming:
            return "Nothing is scheduled. Ctrl-C ends this."
        job = coming[0]
        more = f", then {len(coming) - 1} more" if len(coming) > 1 else ""
        what = f"{count(job.messages, 'message')} of {self._session.workspace.short_name(job.plan.slug)}"
        return f"Next {self._when(job)}: {what}{more}. Ctrl-C ends this."

    def _when(self, job: Job) -> str:
        """Return `on 30 October, 10:00`, or the hour alone where that is today, on the office's clock."""
        from zoneinfo import ZoneInfo

        from pressctl.language.dates import date_text

        assert job.at is not None  # noqa: S101  # asked only of what has a time
        local = job.at.astimezone(ZoneInfo(self._session.config.office.timezone))
        today = self._session.clock().local().date()
        return f"at {local:%H:%M}" if local.date() == today else f"on {date_text(local.date(), 'en')}, {local:%H:%M}"

    def _say_trouble(self, job: Job, error: PressctlError) -> None:
        reasons = "; ".join([error.message, *(problem.message for problem in error.problems)])
        hint = f" ({error.hint})" if error.hint else ""
        self._say_once(job, f"{reasons}{hint}")

    def _say_once(self, job: Job, text: str) -> None:
        if self._said.get(job.plan.id) != text:
            self._said[job.plan.id] = text
            self._session.notices.print(f"{self._session.symbols.warning} {text}", markup=False)

    def _say(self, text: str) -> None:
        now = self._session.clock().local()
        self._session.console.print(f"{now:%H:%M}  {text}", markup=False)
