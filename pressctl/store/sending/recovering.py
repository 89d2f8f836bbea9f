"""What an interrupted sender left in the dialogue."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from pressctl.frozen import Frozen
from pressctl.model.delivery import ALLOWED, DeliveryState, Outcome, Phase
from pressctl.store.record.database import Change
from pressctl.store.record.recipients import personal
from pressctl.store.record.times import stamp
from pressctl.store.sending.deliveries import Settling, ended_attempt
from pressctl.store.sending.leases import Lease


class Unsettled(Frozen):
    """A delivery that was in the dialogue when its sender went away."""

    id: str
    plan_id: str
    position: int
    key: str
    email: str


def recover(
    change: Change, held: Lease, settle: Callable[[Unsettled], DeliveryState], now: datetime
) -> tuple[Unsettled, ...]:
    """Settle what an earlier sender left in the dialogue, and return what became uncertain.

    `settle` says what is known of one of them: uncertain after a mail server, written or queued for a folder. Rows that
    were only reserved need nothing: their fence is old.
    """
    uncertain: list[Unsettled] = []
    at = stamp(now)
    for row in change.database.all("unsettled_deliveries", plan_id=held.plan_id, fence=held.fence):
        left = Unsettled(row["id"], row["plan_id"], row["position"], row["key"] or "", personal(row).email)
        state = settle(left)
        if state not in ALLOWED[DeliveryState.SENDING]:
            raise ValueError(f"an interrupted attempt cannot become {state}")
        settling = Settling(state.value, at, due_at=None, message_id=None, id=left.id, fence=row["fence"])
        outcome = Outcome(state, Phase.DOT, reply="pressctl was interrupted before the server's answer was recorded")
        change.run_rows("add_attempts", [ended_attempt(left.id, row["fence"], outcome, at)])
        if not change.run_rows("settle_deliveries", [settling]):
            continue
        change.event(
            state.value,
            release_id=row["release_id"],
            plan_id=left.plan_id,
            delivery_id=left.id,
            recipient_id=row["recipient_id"],
            data={"attempt": row["attempts"], "why": "interrupted"},
        )
        if state is DeliveryState.UNCERTAIN:
            uncertain.append(left)
    return tuple(uncertain)
