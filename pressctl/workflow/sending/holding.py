"""A plan that this process holds, in whose name and by which clock it is sent."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime

from pressctl.frozen import Frozen
from pressctl.model.delivery import DeliveryState, Plan
from pressctl.store.record.database import Change, Database
from pressctl.store.record.times import Clock
from pressctl.store.sending.deliveries import Claimed, close_unsent
from pressctl.store.sending.leases import Lease


class Holding(Frozen):
    """The right to send a plan, and what is needed to use it."""

    database: Database
    plan: Plan
    """Without its people: each is claimed from the record."""
    lease: Lease
    actor: str
    """The person who sends, as the record's events name them."""
    clock: Clock

    @property
    def expires(self) -> datetime | None:
        """Return when the release is stale, where its author has said so."""
        return self.plan.expires.instant if self.plan.expires is not None else None

    def transaction(self) -> AbstractContextManager[Change]:
        """Do everything inside or nothing, in the sender's name."""
        return self.database.transaction(self.actor)

    def close_unsent(self, change: Change, delivery: Claimed, state: DeliveryState, why: str) -> bool:
        """End a claimed delivery before anything was said; False when it was cancelled meanwhile."""
        return close_unsent(change, self.lease, delivery, state, why=why, now=self.clock())
