"""How far a sending has come, and how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pressctl.errors import Incomplete
from pressctl.frozen import Frozen
from pressctl.model.delivery import DeliveryState, Receipt


class Progress(Frozen):
    """How far a sending has come, after each message."""

    done: int
    """Messages of this run whose attempt has ended, one way or another."""
    total: int
    """Messages that this run began with."""
    state: DeliveryState
    """What became of the last one."""
    email: str


class Delivered(Frozen):
    """How a run ended."""

    plan_id: str
    counts: Mapping[DeliveryState, int]
    """All deliveries of the plan by state."""
    done: int
    """Messages whose attempt ended in this run, one way or another."""
    receipt: Receipt
    seconds: float
    due: datetime | None
    """When the first deferred message may be tried again."""
    doubtful: tuple[str, ...]
    """Addresses that an earlier, interrupted run left in doubt."""
    stopped: bool
    """The person stopped it; the message in flight was finished."""
    halted: Incomplete | None
    """Why the rest was left queued: the server went away, or refuses the sender."""

    @property
    def complete(self) -> bool:
        """Say whether everybody of the plan was served, or has asked not to be."""
        served = {DeliveryState.ACCEPTED, DeliveryState.WRITTEN, DeliveryState.SUPPRESSED, DeliveryState.CANCELLED}
        later = {DeliveryState.BOUNCED, DeliveryState.COMPLAINED}
        return self.halted is None and not set(self.counts) - served - later
