"""What is under way, and what of it is on record: nothing that cannot be taken back happens before it is durable.

`sending` is committed before a content leaves, its outcome before the next content on that connection. One commit
serves all connections. See docs/adr/0006 and 0018.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Container, Sequence
from contextlib import suppress
from datetime import datetime

from pressctl.errors import PressctlError
from pressctl.frozen import Changing
from pressctl.mail.base import Carrier
from pressctl.mail.errands import Errand
from pressctl.mail.message import Fixed
from pressctl.model.delivery import DeliveryState, Outcome, Phase
from pressctl.store.record.database import Change
from pressctl.store.sending.deliveries import Begin, Claimed, End, finish, start
from pressctl.workflow.sending.claiming import Claims
from pressctl.workflow.sending.holding import Holding
from pressctl.workflow.sending.retrying import due_after
from pressctl.workflow.sending.unwanted import Unwanted


class UnderWay(Changing):
    """A delivery that was announced to the carrier."""

    delivery: Claimed
    fixed: Fixed
    begun: bool = False
    """The record says that it is being sent."""


class Journal:
    """Brings to record what happens to the messages that are under way, and lets contents leave."""

    def __init__(
        self,
        holding: Holding,
        carrier: Carrier,
        claims: Claims,
        unwanted: Unwanted,
        *,
        over: Callable[[], bool],
        tell: Callable[[DeliveryState, Claimed], None],
    ) -> None:
        """Take the plan, the way for messages, and the queue.

        Args:
            holding: the plan that this process holds.
            carrier: what is told to let a content leave, or to forget a message.
            claims: hears of messages that were put off.
            unwanted: knows whose message must not leave any more.
            over: says whether nothing more may begin.
            tell: is told what became of each message, once that is durable.
        """
        self._holding = holding
        self._carrier = carrier
        self._claims = claims
        self._unwanted = unwanted
        self._over = over
        self._tell = tell
        self.under_way: dict[Errand, UnderWay] = {}
        self._ended: list[tuple[UnderWay, Outcome]] = []
        """What has ended and is not on record yet."""
        self._ready: list[Errand] = []
        """For whose content a server waits and which is not on record yet."""
        self._leaving: deque[Errand] = deque()
        """Whose content may leave, for the record says so, and was not told yet."""

    @property
    def unrecorded(self) -> bool:
        """Say whether something has happened that is not on record."""
        return bool(self._ended or self._ready)

    @property
    def ended(self) -> int:
        """Return how many have ended that are not on record yet."""
        return len(self._ended)

    @property
    def any_on_its_way(self) -> bool:
        """Say whether the content of one has begun to leave and its end is not known."""
        return any(errand.proceeding for errand in self.under_way)

    def is_ready(self, errand: Errand) -> None:
        """Know that a server waits for the content of one."""
        self._ready.append(errand)

    def has_ended(self, way: UnderWay, outcome: Outcome) -> None:
        """Know how one ended."""
        self._ended.append((way, outcome))

    def take_back(self) -> None:
        """Let what has begun come to its end, and forget the rest: it is still queued."""
        self._ready = []
        for errand in [errand for errand in self.under_way if not errand.proceeding]:
            del self.under_way[errand]
            self._carrier.take_back(errand)

    def bring_to_record(self) -> None:
        """Write what has happened; what the record holds then is told, and only then may a content leave.

        The more share a commit, the less each costs: best called when nothing else is to be heard. Nobody waits long
        for that, since a connection says two things at most until what it has said is on record.
        """
        for state, delivery in self._write():
            self._tell(state, delivery)
        self._let_leave()

    def break_off(self) -> None:
        """Write what has ended, and which contents have not left after all, where something has cut the run short."""
        unsaid = [errand for errand in self._leaving if errand in self.under_way]
        words = "interrupted before it could leave"
        self._ended += [
            (self.under_way.pop(one), Outcome(DeliveryState.QUEUED, Phase.CONNECT, reply=words)) for one in unsaid
        ]
        self._leaving.clear()
        self._ready = []  # what ended may find room where what was to begin besides did not
        with suppress(PressctlError):  # on a full disk the record cannot be written either; --resume finds out
            self._write()

    def _write(self) -> Sequence[tuple[DeliveryState, Claimed]]:
        """Write at once, for all connections, how attempts ended and which begin; return what became of whom.

        Raises:
            Refused, Incomplete, BadInput: as `Database.transaction`; nothing was written, and all of it is still to be.
        """
        ended, ready = self._ended, [errand for errand in self._ready if errand in self.under_way]
        if not ended and not ready:
            return ()
        now = self._holding.clock()
        told: list[tuple[DeliveryState, Claimed]] = []
        with self._holding.transaction() as change:
            wanted = self._still_wanted(change, ready, told)
            begun = self._start(change, [*wanted, *(way for way, _ in ended if not way.begun)], now)
            ends = [
                self._end(way.delivery, outcome, now) for way, outcome in ended if way.begun or way.delivery.id in begun
            ]
            states = finish(change, self._holding.lease, ends, now)
        self._ended, self._ready = [], []
        self._begin(ready, begun)
        if wanted and not begun:
            self._claims.end_where_halted()
        told.extend((states[one.delivery.id], one.delivery) for one in ends)
        return told

    def _begin(self, ready: Sequence[Errand], begun: Container[str]) -> None:
        """Know who may leave, and forget whom the record does not let begin."""
        for errand in ready:
            way = self.under_way[errand]
            if way.delivery.id in begun:
                way.begun = True
                self._leaving.append(errand)
            else:
                del self.under_way[errand]
                self._carrier.take_back(errand)

    def _let_leave(self) -> None:
        while self._leaving:
            self._proceed(self._leaving.popleft())

    def _still_wanted(
        self, change: Change, ready: Sequence[Errand], told: list[tuple[DeliveryState, Claimed]]
    ) -> list[UnderWay]:
        """Return those whose content may leave, closing whoever asked not to be mailed since the claim."""
        ways = [self.under_way[errand] for errand in ready]
        unwanted = self._unwanted.among([way.delivery for way in ways])
        for way in ways:
            if way.delivery.id in unwanted:
                state, why = unwanted[way.delivery.id]
                if self._holding.close_unsent(change, way.delivery, state, why):
                    told.append((state, way.delivery))
        return [] if self._over() else [way for way in ways if way.delivery.id not in unwanted]

    def _start(self, change: Change, ways: Sequence[UnderWay], now: datetime) -> frozenset[str]:
        begins = [Begin(way.delivery, way.fixed.message_id, way.fixed.date, way.fixed.boundary) for way in ways]
        return start(change, self._holding.lease, begins, now)

    def _end(self, delivery: Claimed, outcome: Outcome, now: datetime) -> End:
        if outcome.state is not DeliveryState.DEFERRED:
            return End(delivery, outcome)
        outcome, due = due_after(outcome, delivery, now, self._holding.expires)
        self._claims.put_off(due, now)
        return End(delivery, outcome, due)

    def _proceed(self, errand: Errand) -> None:
        try:
            self._carrier.proceed(errand)
        except PressctlError as error:  # nothing was said: the outbox is full, or may not be written
            refused = Outcome(DeliveryState.QUEUED, Phase.CONNECT, reply=error.message)
            self._ended.append((self.under_way.pop(errand), refused))
            raise
