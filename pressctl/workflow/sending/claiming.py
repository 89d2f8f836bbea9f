"""Who is next: deliveries are reserved by the batch, without those who must not or cannot be mailed now."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import datetime

from pressctl.model.delivery import DeliveryState
from pressctl.store.sending.deliveries import Claimed, claim
from pressctl.store.sending.stopping import is_halted
from pressctl.workflow.sending.holding import Holding
from pressctl.workflow.sending.throttling import Domains
from pressctl.workflow.sending.unwanted import Unwanted

BATCH = 1_000
"""How many deliveries a claim reserves: each claim is a commit of its own."""


class Claims:
    """The plan's queue, as far as this process has reserved it."""

    def __init__(
        self,
        holding: Holding,
        domains: Domains,
        unwanted: Unwanted,
        tell: Callable[[DeliveryState, Claimed], None],
    ) -> None:
        """Take the plan, whom to leave in peace, whom to leave out, and whom to tell of those who are left out."""
        self._holding = holding
        self._domains = domains
        self._unwanted = unwanted
        self._tell = tell
        self._reserved: deque[Claimed] = deque()
        self._exhausted = False

    def next(self) -> Claimed | None:
        """Return the next delivery that still may leave."""
        while True:
            if not self._reserved and not self._exhausted:
                self._reserve()
            if not self._reserved:
                return None
            delivery = self._reserved.popleft()
            if not self._domains.holds_back(delivery.key, self._holding.clock):
                return delivery

    def put_back(self, delivery: Claimed) -> None:
        """Let one be the next again."""
        self._domains.give_back(delivery.key)
        self._reserved.appendleft(delivery)

    def any_left(self) -> bool:
        """Say whether there is a next one."""
        following = self.next()
        if following is not None:
            self.put_back(following)
        return following is not None

    def end_where_halted(self) -> None:
        """Let nobody be the next where the officer has stopped the plan: what was reserved is cancelled."""
        if is_halted(self._holding.database, self._holding.plan.id):
            self._reserved.clear()
            self._exhausted = True

    def put_off(self, due: datetime | None, now: datetime) -> None:
        """Know that one was put off: one that is due at once is in the queue again."""
        self._exhausted = self._exhausted and due is not None and due > now

    def _reserve(self) -> None:
        """Reserve the next ones, leaving out at once those who have asked not to be mailed since the plan was made."""
        while not self._reserved and not self._exhausted:
            with self._holding.transaction() as change:
                claimed = claim(change, self._holding.lease, BATCH, self._holding.clock())
                unwanted = self._unwanted.among(claimed)
                closed = [
                    (one, unwanted[one.id][0])
                    for one in claimed
                    if one.id in unwanted and self._holding.close_unsent(change, one, *unwanted[one.id])
                ]
            for delivery, state in closed:
                self._tell(state, delivery)
            self._reserved.extend(one for one in claimed if one.id not in unwanted)
            self._exhausted = not claimed
