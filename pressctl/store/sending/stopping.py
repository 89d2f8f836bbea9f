"""The officer's end of a sending: nothing more may leave from one short commit on, then what waits is cancelled.

A long plan is cancelled by the block: whoever is sending it must be able to write, meanwhile, what became of the
messages that were on their way. A process that ends in between leaves a stopped plan of which nothing leaves;
stopping it again, or its sender, cancels the rest.
"""

from __future__ import annotations

from pressctl.model.delivery import DeliveryState
from pressctl.store.record.database import Change, Database, Row
from pressctl.store.record.times import stamp
from pressctl.store.sending.plans import counts

_BLOCK = 1_000


def halt(change: Change, release_id: str, *, up_to: int | None = None) -> dict[str, int]:
    """Let nothing more leave of the plans of a release; return how many wait in each, for `cancel_halted`.

    `up_to` narrows it to plans of this version and of earlier ones.
    """
    plans = change.database.all("unfinished_plans", release_id=release_id)
    wanted = [plan["id"] for plan in plans if up_to is None or plan["version"] <= up_to]
    for plan_id in wanted:
        if change.run("stop_plan", plan_id=plan_id):
            change.event("plan-stopped", release_id=release_id, plan_id=plan_id)
    return {plan_id: _waiting(change.database, plan_id) for plan_id in wanted}


def _waiting(database: Database, plan_id: str) -> int:
    found = counts(database, plan_id)
    return found.get(DeliveryState.QUEUED, 0) + found.get(DeliveryState.DEFERRED, 0)


def stop(database: Database, actor: str, release_id: str, *, up_to: int | None = None) -> int:
    """Let nothing more leave of the plans of a release, and cancel what waits; return how many messages that were."""
    with database.transaction(actor) as change:
        halted = halt(change, release_id, up_to=up_to)
    for plan_id in halted:
        cancel_halted(database, actor, plan_id)
    return sum(halted.values())


def is_halted(database: Database, plan_id: str) -> bool:
    """Say whether the officer has stopped a plan."""
    row = database.one("plan_fence", plan_id=plan_id)
    return row is not None and row["state"] == "stopped"


def cancel_halted(database: Database, actor: str, plan_id: str) -> None:
    """Cancel what waits in a plan that was stopped, in commits of their own; its sender may be at it, too."""
    while True:
        with database.transaction(actor) as change:
            rows = database.all("unstopped_deliveries", plan_id=plan_id, limit=_BLOCK)
            _cancel(change, plan_id, rows)
        if len(rows) < _BLOCK:
            return


def _cancel(change: Change, plan_id: str, rows: list[Row]) -> None:
    at = stamp(change.database.clock())
    change.run_many("cancel_deliveries", [{"id": row["id"], "at": at} for row in rows])
    for row in rows:
        change.event(
            "uncertain" if row["doubtful"] else "cancelled",
            release_id=row["release_id"],
            plan_id=plan_id,
            delivery_id=row["id"],
            recipient_id=row["recipient_id"],
            data={"why": "stopped"},
        )
