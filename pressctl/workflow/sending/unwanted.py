"""Whose message must not leave any more, although the plan has it: nothing else is checked again after the plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pressctl.model.delivery import DeliveryState
from pressctl.store.agreements.embargoes import has_declined
from pressctl.store.people.suppressions import Suppressed
from pressctl.store.sending.deliveries import Claimed
from pressctl.workflow.sending.holding import Holding
from pressctl.workflow.sending.retrying import LONGEST


class Unwanted:
    """Knows who must not be mailed, as the record stands at this moment."""

    def __init__(self, holding: Holding) -> None:
        self._holding = holding
        self._suppressed: tuple[int, Suppressed] | None = None

    def among(self, deliveries: Sequence[Claimed]) -> dict[str, tuple[DeliveryState, str]]:
        """Return whose message must not leave any more, and why: id → what becomes of it, and the reason."""
        suppressed = self._silent()
        now, expires = self._holding.clock(), self._holding.expires
        reasons: dict[str, tuple[DeliveryState, str]] = {}
        for one in deliveries:
            if not one.email or one.key in suppressed:
                reasons[one.id] = DeliveryState.SUPPRESSED, "do-not-mail"
            elif self._declined(one.key, now):
                reasons[one.id] = DeliveryState.CANCELLED, "embargo-declined"
            elif expires is not None and now >= expires:
                reasons[one.id] = DeliveryState.REJECTED, "expired"
            elif one.first_attempt is not None and now - one.first_attempt > LONGEST:
                reasons[one.id] = DeliveryState.REJECTED, "too-old"
        return reasons

    def _silent(self) -> Suppressed:
        """Return who must not be mailed, read anew whenever another process has written to the record."""
        database = self._holding.database
        changes = database.others_changes()
        if self._suppressed is None or self._suppressed[0] != changes:
            self._suppressed = (changes, Suppressed(database))
        return self._suppressed[1]

    def _declined(self, key: str, now: datetime) -> bool:
        """Say whether an embargo still holds that this one has refused to keep since the plan was made (ADR 0010)."""
        plan = self._holding.plan
        if plan.embargo is None or plan.test or now >= plan.embargo.instant:
            return False
        return has_declined(self._holding.database, plan.release_id, key, since=plan.created.instant)
