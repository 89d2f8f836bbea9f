"""What is due: scheduled sendings whose time has come, and messages that a server put off and that may be tried again.

Nothing here decides anew: plans were made and confirmed by somebody. What was interrupted by a person is left to that
person; what is late is asked about. See docs/adr/0022.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum

from pressctl.errors import PressctlError, Problem, Refused
from pressctl.frozen import Frozen
from pressctl.model.delivery import DeliveryState, Plan
from pressctl.store.files import make_private_folder
from pressctl.store.record.database import Database
from pressctl.store.sending.plans import OpenPlan, load_plan, open_plans
from pressctl.workflow.desk import Desk
from pressctl.workflow.record import record_if_any, record_to_read
from pressctl.workflow.sending.dispatching import Dispatched, Watch, send_plan
from pressctl.workflow.sending.refusing import refuse_moved_embargo
from pressctl.workflow.sending.ties import wrong_text


class Standing(StrEnum):
    """How an unfinished plan stands to the clock."""

    COMING = "coming"
    """Its time, or that of its next attempt, is still to come."""
    DUE = "due"
    LATE = "late"
    """It was to leave, and its last hour has passed: somebody is asked."""
    INTERRUPTED = "interrupted"
    """A person stopped it in the middle: `--resume` or `stop` is theirs to say."""
    BUSY = "busy"
    """A process is sending it at this moment, or was when it was killed."""


class Job(Frozen):
    """A plan that has not ended, as `work` sees it."""

    plan: OpenPlan
    standing: Standing
    at: datetime | None
    """When it is due, or was."""

    @property
    def messages(self) -> int:
        """How many are waiting."""
        return self.plan.waiting


def jobs(desk: Desk) -> tuple[Job, ...]:
    """Return what is unfinished, by the time at which it is due; what is nobody's but a person's comes last."""
    with record_to_read(desk) as database:
        plans = open_plans(database) if database is not None else ()
    now = desk.clock().instant
    found = [_job(plan, now) for plan in plans if not plan.stopped]
    return tuple(sorted(found, key=lambda job: (job.at is None, job.at or now, job.plan.id)))


def _job(plan: OpenPlan, now: datetime) -> Job:
    leaves, end = plan.not_before, plan.not_after
    if plan.counts.get(DeliveryState.QUEUED) or plan.counts.get(DeliveryState.SENDING):
        if leaves is None:
            return Job(plan, Standing.BUSY if plan.holder is not None else Standing.INTERRUPTED, None)
        if now < leaves.instant:
            return Job(plan, Standing.COMING, leaves.instant)
        late = end is not None and now > end.instant
        return Job(plan, Standing.LATE if late else Standing.DUE, leaves.instant)
    due = plan.due
    return Job(plan, Standing.DUE if due is not None and due <= now else Standing.COMING, due)


def send_job(desk: Desk, job: Job, watch: Watch) -> Dispatched:
    """Send what is due of a plan.

    Raises:
        Refused: its release was corrected or withdrawn, its embargo moved, or another process sends it.
        ServerUnavailable: the mail server cannot be reached; nothing has changed.
    """
    with record_if_any(desk) as database:
        if database is None:
            raise Refused("the record has gone")
        plan = load_plan(database, job.plan.id)
        refuse_moved_embargo(desk, plan)
        _refuse_wrong_text(database, plan)
        return send_plan(desk, database, plan, watch)


def _refuse_wrong_text(database: Database, plan: Plan) -> None:
    gates = tuple(wrong_text(database, plan.release_id, plan.slug, plan.version, plan.puts_right))
    if gates:
        problems = [Problem(gate.because, where=gate.name.value, hint=gate.next_command) for gate in gates]
        raise Refused(f"plan {plan.id} was not sent", problems=problems, hint=f"pressctl stop {plan.slug} ends it")


class WorkElsewhere(PressctlError):
    """Another `pressctl work` looks after this workspace."""


@contextmanager
def on_duty(desk: Desk) -> Iterator[None]:
    """Be the one process that looks after this workspace.

    Raises:
        WorkElsewhere: another one does.
    """
    from filelock import FileLock, Timeout

    folder = desk.workspace.root / ".pressctl"
    make_private_folder(folder)
    lock = FileLock(folder / "work.lock", blocking=False, mode=0o600)
    try:
        lock.acquire()
    except Timeout as error:
        raise WorkElsewhere("another pressctl work looks after this workspace") from error
    try:
        yield
    finally:
        lock.release()
