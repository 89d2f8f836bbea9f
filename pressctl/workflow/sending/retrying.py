"""When a message that was put off may be tried again."""

from __future__ import annotations

from datetime import datetime, timedelta

from pressctl.frozen import replace
from pressctl.model.delivery import DeliveryState, Outcome, Phase
from pressctl.store.sending.deliveries import Claimed

RETRY_MINUTES = (5, 15, 30, 60, 120)
LATER_MINUTES = 240
LONGEST = timedelta(hours=48)
"""RFC 5321 §4.5.4.1 is the frame; a release is stale long before five days."""


def retry_at(attempts: int, now: datetime, first: datetime | None, expires: datetime | None) -> datetime | None:
    """Return when a message may be tried again after `attempts` attempts, or None when it is too old."""
    minutes = RETRY_MINUTES[attempts - 1] if attempts <= len(RETRY_MINUTES) else LATER_MINUTES
    due = now + timedelta(minutes=minutes)
    last = min(limit for limit in ((first or now) + LONGEST, expires) if limit is not None)
    return due if due <= last else None


def due_after(
    outcome: Outcome, delivery: Claimed, now: datetime, expires: datetime | None
) -> tuple[Outcome, datetime | None]:
    """Return when a deferred message is due, or the outcome as a refusal where it would be too late."""
    if outcome.stops_plan:
        return outcome, now  # as soon as the officer has mended what was refused
    between = outcome.phase in {Phase.CONNECT, Phase.MAIL}
    if outcome.connection_lost and (between or not (delivery.attempts or outcome.late)):
        # A server that ends a connection, such as one that is restarted, says nothing of the message. A message that
        # loses its connection once more may be why, and waits like others.
        return outcome, now
    due = retry_at(delivery.attempts + 1, now, delivery.first_attempt, expires)
    if due is not None:
        return outcome, due
    late = replace(outcome, state=DeliveryState.REJECTED, reply=f"{outcome.reply} (tried for too long)")
    return late, None
