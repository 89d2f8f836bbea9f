"""How much may leave now: limits of the provider, and domains that have asked for patience.

What is counted over an hour or a day is counted in the record, so that it holds whatever sends and however often. A
limit that is reached ends a run; nobody waits in front of a screen for the next day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic

from pressctl.frozen import Frozen
from pressctl.model.delivery import DeliveryState, Outcome, Phase
from pressctl.store.record.database import Database
from pressctl.store.record.times import Clock
from pressctl.store.sending.attempts import attempts_by_domain, attempts_since, tired_domains

IN_A_ROW = 5
"""How many messages to one domain may be put off one after the other before it is left in peace; 421 counts twice."""

PEACE = timedelta(minutes=5)
"""How long: as long as a message that was put off once (ADR 0006)."""

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


class Limits(Frozen):
    """What the office, or its provider, allows; nothing where there is no limit."""

    per_second: float | None = None
    per_hour: int | None = None
    per_day: int | None = None
    per_domain_hour: int | None = None


class Reached(Frozen):
    """A limit that is reached."""

    limit: int
    window: str
    """`hour` or `day`."""
    again: datetime
    """When the first message may leave again."""


class Throttle:
    """Counts what begins against the limits."""

    def __init__(
        self, limits: Limits, database: Database, transport: str, now: datetime, tick: Callable[[], float] = monotonic
    ) -> None:
        """Take the limits, and what the record says of the hour and the day before `now`."""
        self._limits = limits
        self._database = database
        self._transport = transport
        self._tick = tick
        self._tokens = 1.0
        self._at = tick()
        self._left: dict[str, int] = {}
        self.look(now)

    def look(self, now: datetime) -> Reached | None:
        """Count anew, and return the limit that is reached; nothing may be under way that the record has not."""
        reached = None
        for window, span, limit in (("hour", _HOUR, self._limits.per_hour), ("day", _DAY, self._limits.per_day)):
            if limit is None:
                continue
            number, first = attempts_since(self._database, self._transport, now - span)
            self._left[window] = limit - number
            if number >= limit:
                reached = Reached(limit, window, (first or now) + span)
        return reached

    @property
    def room(self) -> int | None:
        """Return how many more may begin now; nothing where nothing limits them."""
        left = list(self._left.values())
        if self._limits.per_second is not None:
            self._refill(self._limits.per_second)
            left.append(int(self._tokens))
        return max(0, min(left)) if left else None

    @property
    def seconds(self) -> float:
        """Return how long it takes until the next may begin; 0 where only the record knows."""
        rate = self._limits.per_second
        return 0.0 if rate is None or min(self._left.values(), default=1) <= 0 else max(0.0, (1 - self._tokens) / rate)

    def take(self) -> None:
        """Know that one begins."""
        self._tokens -= 1
        for window in self._left:
            self._left[window] -= 1

    def give_back(self) -> None:
        """Know that one that began is as if nobody had tried it."""
        for window in self._left:
            self._left[window] += 1

    def _refill(self, rate: float) -> None:
        now = self._tick()
        self._tokens = min(max(1.0, rate), self._tokens + (now - self._at) * rate)
        self._at = now


class Domains:
    """Knows which recipients' domains are to be left in peace, and until when."""

    def __init__(self, limit: int | None, database: Database, transport: str, now: datetime) -> None:
        """Take how many an hour may go to one domain, and what the record says of the last hour."""
        self._limit = limit
        self._sent: Counter[str] = Counter()
        self._again = now + _HOUR
        self._in_a_row: Counter[str] = Counter()
        tired = tired_domains(database, transport, now - PEACE, IN_A_ROW)
        self._until = {domain: last + PEACE for domain, last in tired.items()}
        self.aside: Counter[str] = Counter()
        """How many messages to each were left for later."""
        if limit is not None:
            self._sent.update(attempts_by_domain(database, transport, now - _HOUR))

    def holds_back(self, key: str, clock: Clock) -> bool:
        """Say whether a message must wait, and count it if so; `key` is its recipient's."""
        if not self._until and self._limit is None:
            return False
        domain, now = _domain_of(key), clock()
        until = self._until.get(domain)
        if until is not None and now >= until:
            del self._until[domain]
            until = None
        if until is None and self._limit is not None and self._sent[domain] >= self._limit:
            until = self._until[domain] = self._again
        if until is not None:
            self.aside[domain] += 1
            return True
        if self._limit is not None:
            self._sent[domain] += 1
        return False

    def give_back(self, key: str) -> None:
        """Know that one that was let pass is as if nobody had tried it."""
        if self._limit is not None:
            self._sent[_domain_of(key)] -= 1

    def heard(self, key: str, outcome: Outcome, clock: Clock) -> None:
        """Learn from how an attempt ended."""
        if not _asks_for_patience(outcome):
            if self._in_a_row:
                self._in_a_row.pop(_domain_of(key), None)
            return
        domain = _domain_of(key)
        self._in_a_row[domain] += 2 if outcome.code == 421 else 1
        if self._in_a_row[domain] >= IN_A_ROW:
            self._until[domain] = clock() + PEACE

    @property
    def again(self) -> datetime | None:
        """Return when the first message that was left for later may leave."""
        return min((self._until[domain] for domain in self.aside if domain in self._until), default=None)


def _domain_of(key: str) -> str:
    """Return the domain of a recipient key."""
    return key.rpartition("@")[2]


def _asks_for_patience(outcome: Outcome) -> bool:
    """Say whether a domain, and not one mailbox in it (4.1.x, 4.2.x), has put a message off."""
    if outcome.state is not DeliveryState.DEFERRED or outcome.phase in {Phase.CONNECT, Phase.MAIL}:
        return False
    return outcome.code is not None and not (outcome.enhanced or "").startswith(("4.1.", "4.2."))
