"""The sending loop: claim, commit, talk, commit, for every message of a plan.

What is durable comes before what cannot be taken back (`journal`). Nothing here decides who gets what; the plan has.
See docs/adr/0006 and 0018.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from time import monotonic, sleep

from pressctl.errors import BadInput, Incomplete, PressctlError
from pressctl.mail.base import Envelope, ServerUnavailable, Transport
from pressctl.mail.errands import Ended, Event, Ready, Returned
from pressctl.mail.letter import Letter
from pressctl.model.delivery import UNFINISHED, DeliveryState, Outcome, Phase
from pressctl.store.people.opt_outs import opt_out_tokens
from pressctl.store.people.return_paths import return_paths
from pressctl.store.record.database import Database
from pressctl.store.record.times import Clock
from pressctl.store.sending.attempts import earliest_due
from pressctl.store.sending.deliveries import Claimed, close_plan
from pressctl.store.sending.leases import heartbeat, hold
from pressctl.store.sending.plans import counts, load_frame
from pressctl.store.sending.recovering import Unsettled, recover
from pressctl.store.sending.stopping import cancel_halted, is_halted
from pressctl.workflow.sending.claiming import BATCH, Claims
from pressctl.workflow.sending.halting import Losses, left_aside, limit_reached, to_be_resumed
from pressctl.workflow.sending.holding import Holding
from pressctl.workflow.sending.journal import Journal, UnderWay
from pressctl.workflow.sending.letters import Letters, PlanUnfit
from pressctl.workflow.sending.progress import Delivered, Progress
from pressctl.workflow.sending.throttling import Domains, Limits, Throttle
from pressctl.workflow.sending.unwanted import Unwanted

PER_LINK = 25
"""For so many messages that are left one connection more is worth making."""

HEARTBEAT = timedelta(seconds=60)
"""How often the lease on the plan is renewed."""

RECONNECT = (1.0, 5.0, 15.0)
"""Seconds to rest before a lost connection is tried again; then the rest is left for `--resume`."""

LAST_WORDS = 10.0
"""Seconds in which a server may still answer to what has left when the run is cut short."""

_PATIENCE = 0.2
"""Seconds after which a person who wants to stop is heard."""


def deliver(
    database: Database,
    plan_id: str,
    transport: Transport,
    clock: Clock,
    *,
    stop: Callable[[], bool],
    progress: Callable[[Progress], None],
    holder: str,
    actor: str,
    limits: Limits = Limits(),  # noqa: B008  # frozen
    sign: Callable[[Letter], Letter] = lambda letter: letter,
) -> Delivered:
    """Send what is due of a plan, and say how it stands.

    Args:
        database: the record.
        plan_id: a plan that was saved.
        transport: how mail leaves; it is opened and closed here.
        clock: returns the present instant.
        stop: asked before each message; true ends the run after the message in flight.
        progress: told after each message.
        holder: the process that sends (`store.sending.leases.holder_name`).
        actor: the person who sends, as the record's events name them.
        limits: how much may leave in a second, an hour, a day, and to one domain.
        sign: makes a letter a signed one; the same octets for the same letter.

    Raises:
        Refused: another process is sending this plan.
        ServerUnavailable: the first connection failed; every message is still queued.
        BadInput: the record has no such plan.
        Incomplete: the record or the outbox ran out of space; `--resume` goes on.
    """
    plan = load_frame(database, plan_id)
    with hold(database, plan_id, holder) as held:
        with database.transaction(actor) as change:
            opt_out = opt_out_tokens(change)
        holding = Holding(database, plan, held, actor, clock)
        letters = Letters(plan, clock, sign, opt_out)
        return _Run(holding, transport, letters, limits, stop=stop, progress=progress).send()


class _Run:
    """One process's work on a plan that it holds."""

    def __init__(
        self,
        holding: Holding,
        transport: Transport,
        letters: Letters,
        limits: Limits,
        *,
        stop: Callable[[], bool],
        progress: Callable[[Progress], None],
    ) -> None:
        self._holding = holding
        self._transport = transport
        self._letters = letters
        self._stop = stop
        self._progress = progress
        plan, now = holding.plan, holding.clock()
        self._throttle = Throttle(limits, holding.database, plan.transport, now)
        self._domains = Domains(limits.per_domain_hour, holding.database, plan.transport, now)
        self._carrier = transport.carrier()
        unwanted = Unwanted(holding)
        self._claims = Claims(holding, self._domains, unwanted, self._tell)
        self._journal = Journal(holding, self._carrier, self._claims, unwanted, over=self._over, tell=self._tell)
        self._losses = Losses()
        self._return_path: Callable[[str, int, str], str] = lambda *_: plan.sender
        self._beat = now
        self._done = 0
        self._total = 0
        self._links = 1
        self._stopped = False
        self._halted: Incomplete | None = None

    def send(self) -> Delivered:
        database, plan, clock = self._holding.database, self._holding.plan, self._holding.clock
        began = clock()
        doubtful = self._recover()
        self._return_path = self._return_paths()
        self._total = sum(counts(database, plan.id).get(state, 0) for state in UNFINISHED)
        try:
            while self._hand_over():
                self._hear(self._carrier.wait(self._patience()))
        except PressctlError:  # such as a full disk
            self._hear_out()
            raise
        finally:
            self._journal.break_off()
            self._carrier.close()
        if is_halted(database, plan.id):  # whoever stopped it is cancelling what waits, or was killed at it
            cancel_halted(database, self._holding.actor, plan.id)
        with self._holding.transaction() as change:
            close_plan(change, plan.id, plan.release_id)
        again = (earliest_due(database, plan.id), self._domains.again)
        aside = None if self._stopped else left_aside(self._domains, plan.created.zone)
        return Delivered(
            plan_id=plan.id,
            counts=counts(database, plan.id),
            done=self._done,
            receipt=database.receipt(),
            seconds=(clock() - began).total_seconds(),
            due=min((when for when in again if when is not None), default=None),
            doubtful=tuple(left.email for left in doubtful),
            stopped=self._stopped,
            halted=self._halted or aside,
        )

    def _return_paths(self) -> Callable[[str, int, str], str]:
        plan = self._holding.plan
        with self._holding.transaction() as change:
            return return_paths(change, plan.return_path or plan.sender)

    def _recover(self) -> tuple[Unsettled, ...]:
        holding = self._holding

        def settle(left: Unsettled) -> DeliveryState:
            return self._transport.interrupted(Envelope(holding.plan.sender, left.email, left.plan_id, left.position))

        with holding.transaction() as change:
            return recover(change, holding.lease, settle, holding.clock())

    def _over(self) -> bool:
        self._stopped = self._stopped or self._stop()
        return self._stopped or self._halted is not None

    def _hand_over(self) -> bool:
        """Give the carrier what it takes; say whether anything is under way."""
        journal = self._journal
        self._keep_lease()
        if self._over() or not self._carrier.connected or not journal.under_way:
            journal.bring_to_record()
        if not self._over() and not journal.under_way:
            self._look_at_limits()
        if self._over():
            journal.take_back()
            return bool(journal.under_way)
        return self._announce() or bool(journal.under_way) or journal.unrecorded

    def _patience(self) -> float:
        """Return how long to wait for the line: not at all while there is something to write."""
        return 0.0 if self._journal.unrecorded else min(_PATIENCE, self._throttle.seconds or _PATIENCE)

    def _look_at_limits(self) -> None:
        """Halt where the provider's hour or day is used up."""
        reached = self._throttle.look(self._holding.clock())
        if reached is not None and self._claims.any_left():
            self._halted = limit_reached(reached, self._holding.plan.created.zone)

    def _announce(self) -> bool:
        """Announce as many as the carrier takes now, and the limits allow; say whether more will go in a moment."""
        room = self._carrier.room
        while not self._over() and (room or not self._carrier.connected) and self._journal.ended < BATCH:
            allowed = self._throttle.room
            if allowed == 0:
                return self._claims.any_left()
            delivery = self._claims.next()
            if delivery is None:
                return False
            if not self._carrier.connected:
                if not self._connect(delivery):
                    return False
                room = self._carrier.room
            if self._begin(delivery):
                room -= 1
                self._throttle.take()
        return False

    def _begin(self, delivery: Claimed) -> bool:
        """Announce one; say whether it is under way. One that cannot be written to, or be carried, ends here."""
        fixed = self._letters.fixed(delivery)
        way = UnderWay(delivery, fixed)
        try:
            letter = self._letters.letter(delivery, fixed)
            errand = self._carrier.announce(self._envelope(delivery), letter)
        except PlanUnfit:
            raise
        except BadInput as error:
            errand = Outcome(DeliveryState.REJECTED, Phase.CONNECT, reply=error.message)
        if isinstance(errand, Outcome):
            self._note(way, errand)
            return False
        self._journal.under_way[errand] = way
        return True

    def _hear(self, events: Sequence[Event]) -> None:
        """Take in what has happened, and write it down as soon as nothing else is to be heard."""
        under_way = self._journal.under_way
        for event in events:
            if isinstance(event, Ready):
                self._journal.is_ready(event.errand)
            elif isinstance(event, Ended):
                self._note(under_way.pop(event.errand), event.outcome)
            else:  # nobody has heard of it
                self._claims.put_back(under_way.pop(event.errand).delivery)
                self._throttle.give_back()
        if not events:
            self._journal.bring_to_record()
        self._link_up()

    def _hear_out(self) -> None:
        """Hear what becomes of the contents that have left: unheard, each would be in doubt for good.

        Whether the record has room for that by then is seen when it is written. Nothing more leaves.
        """
        until = monotonic() + LAST_WORDS
        while self._journal.any_on_its_way and monotonic() < until:
            for event in self._carrier.wait(_PATIENCE):
                if isinstance(event, Ended):
                    self._note(self._journal.under_way.pop(event.errand), event.outcome)
                elif isinstance(event, Returned):
                    del self._journal.under_way[event.errand]

    def _note(self, way: UnderWay, outcome: Outcome) -> None:
        """Keep for the record how one ended, and learn from it at once: the next is under way before it is written."""
        self._journal.has_ended(way, outcome)
        halted = self._losses.weigh(outcome, self._links)
        if outcome.stops_plan or self._halted is None:
            self._halted = halted
        self._domains.heard(way.delivery.key, outcome, self._holding.clock)

    def _connect(self, delivery: Claimed) -> bool:
        """Make a connection for one. A first one that fails is the caller's to hear; a later one is tried again."""
        failed: ServerUnavailable | None = None
        for pause in (0.0, *RECONNECT):
            if self._rests(pause):
                break
            try:
                self._carrier.open()
            except ServerUnavailable as error:
                failed = to_be_resumed(error)
                if self._done == 0:
                    break
            else:
                return True
        self._claims.put_back(delivery)
        if failed is not None and self._done == 0:
            raise failed
        self._halted = failed
        return False

    def _rests(self, seconds: float) -> bool:
        """Let the server be for so long; say whether the person has stopped it meanwhile."""
        while seconds > 0 and not self._over():
            sleep(min(seconds, _PATIENCE))
            seconds -= _PATIENCE
        return self._over()

    def _link_up(self) -> None:
        """Use more connections for a long list than for a short one."""
        links = min(1 + (self._total - self._done) // PER_LINK, self._carrier.width)
        self._links = max(self._links, links)
        if not self._over():
            self._carrier.widen(links)

    def _keep_lease(self) -> None:
        now = self._holding.clock()
        if abs(now - self._beat) >= HEARTBEAT:  # also when the clock was stepped back
            heartbeat(self._holding.database, self._holding.lease, now)
            self._beat = now

    def _envelope(self, delivery: Claimed) -> Envelope:
        back = self._return_path(delivery.plan_id, delivery.position, delivery.recipient_id)
        return Envelope(back, delivery.email, delivery.plan_id, delivery.position)

    def _tell(self, state: DeliveryState, delivery: Claimed) -> None:
        self._done += 1
        self._progress(Progress(self._done, max(self._total, self._done), state, delivery.email))
