"""Who is sending a plan: one process at a time.

The lease in the record is the authority: a holder, an end, and a fence number that rises with every holder and
that every write of a sender checks. A lock file beside the record shows that the holder's process is gone, so that
after a crash on the same machine nobody waits for the lease to run out. Should the lock mislead (a folder shared by
two systems), the fence still keeps anybody from being mailed twice.
"""

from __future__ import annotations

import os
import platform
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from pressctl.errors import Refused
from pressctl.frozen import Frozen
from pressctl.store.record.database import Database
from pressctl.store.record.times import stamp

LEASE_SECONDS = 2700.0
"""Longer than the slowest server can make one message last: four answers of ten minutes each."""


class LeaseLost(Refused):
    """Another process took the plan over; this one must not write about it any more."""


class PlanBusy(Refused):
    """Another process is sending the plan at this moment."""


class Lease(Frozen):
    """The right to send a plan."""

    plan_id: str
    holder: str
    fence: int


def holder_name() -> str:
    """Return a name for this process as a sender: machine, process, and a random part."""
    return f"{_host()}:{os.getpid()}:{secrets.token_hex(4)}"


def lease(
    database: Database, plan_id: str, holder: str, now: datetime, seconds: float = LEASE_SECONDS, *, alone: bool = False
) -> int | None:
    """Take a plan and return the fence; None when another process holds it.

    `alone` says that no living process of this machine holds it, as `hold` finds out.
    """
    with database.transaction(holder) as change:
        taken = change.run(
            "take_lease",
            plan_id=plan_id,
            holder=holder,
            now=stamp(now),
            until=stamp(now + timedelta(seconds=seconds)),
            # A clock that was stepped back must not lock the plan for days.
            absurd=stamp(now + timedelta(seconds=seconds * 4)),
            host_dead=int(alone),
            host_holders=f"{_host()}:%",
        )
        row = database.one("plan_fence", plan_id=plan_id)
    return int(row["fence"]) if taken and row is not None else None


def heartbeat(database: Database, held: Lease, now: datetime, seconds: float = LEASE_SECONDS) -> None:
    """Prolong a lease.

    Raises:
        LeaseLost: another process has taken the plan.
    """
    with database.transaction(held.holder) as change:
        renewed = change.run(
            "renew_lease", plan_id=held.plan_id, fence=held.fence, until=stamp(now + timedelta(seconds=seconds))
        )
    if not renewed:
        raise lost(held)


def release(database: Database, held: Lease) -> None:
    """Give a plan back; without effect when another process has taken it."""
    with database.transaction(held.holder) as change:
        change.run("release_lease", plan_id=held.plan_id, fence=held.fence)


def lost(held: Lease) -> LeaseLost:
    """Return the error of a sender whose plan was taken over."""
    return LeaseLost(
        f"another process has taken over plan {held.plan_id}; this one has stopped",
        hint="pressctl log shows what became of every message",
    )


@contextmanager
def hold(database: Database, plan_id: str, holder: str) -> Iterator[Lease]:
    """Hold a plan for as long as the block runs.

    Raises:
        PlanBusy: another process is sending it.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(_lock_file(database, plan_id), blocking=False, mode=0o600)
    try:
        lock.acquire()
    except Timeout as error:
        raise _busy(database, plan_id) from error
    try:
        fence = lease(database, plan_id, holder, database.clock(), alone=True)
        if fence is None:
            raise _busy(database, plan_id)
        held = Lease(plan_id, holder, fence)
        try:
            yield held
        finally:
            release(database, held)
    finally:
        # The empty file stays: who waits for it with an open handle must not be left with another file than the next.
        lock.release()


def _busy(database: Database, plan_id: str) -> PlanBusy:
    row = database.one("plan_fence", plan_id=plan_id)
    holder = row["holder"] if row is not None else None
    who = f" (process {holder.rsplit(':', 1)[0]})" if holder else ""
    return PlanBusy(
        f"plan {plan_id} is being sent by another process{who}",
        hint="--resume --wait takes over when it ends; pressctl stop cancels what has not left",
    )


def _lock_file(database: Database, plan_id: str) -> Path:
    return database.path.with_name(f"{database.path.name}-{plan_id}.lock")


def _host() -> str:
    return (platform.node() or "localhost").replace(":", "-").replace("%", "-").replace("_", "-")
