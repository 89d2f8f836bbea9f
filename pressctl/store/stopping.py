"""The officer's end of a sending: what has not left is cancelled."""

from __future__ import annotations

from datetime import datetime

from pressctl.store.database import Change
from pressctl.store.times import stamp


def stop(change: Change, release_id: str, now: datetime, *, up_to: int | None = None) -> int:
    """Cancel what has not left in all plans of a release, and return how many messages that were.

    `up_to` narrows it to plans of this version and of earlier ones.
    """
    at, cancelled = stamp(now), 0
    plans = change.database.all("unfinished_plans", release_id=release_id)
    for plan in (plan for plan in plans if up_to is None or plan["version"] <= up_to):
        number = 0
        for row in change.database.all("unstopped_deliveries", plan_id=plan["id"]):
            if change.run("cancel_delivery", id=row["id"], at=at):
                number += 1
                change.event(
                    "uncertain" if row["doubtful"] else "cancelled",
                    release_id=release_id,
                    plan_id=plan["id"],
                    delivery_id=row["id"],
                    recipient_id=row["recipient_id"],
                    data={"why": "stopped"},
                )
        if change.run("stop_plan", plan_id=plan["id"]) or number:
            change.event("plan-stopped", release_id=release_id, plan_id=plan["id"], data={"cancelled": number})
        cancelled += number
    return cancelled
