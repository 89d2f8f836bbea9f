"""The sending loop: claim, commit, talk, commit, for every message of a plan.

What is durable comes before what cannot be taken back: `sending` is committed before a content leaves, its outcome
before the next content on that connection. One commit serves all connections. Nothing here decides who gets what; the
plan has. See docs/adr/0006 and 0018.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from time import sleep
from zoneinfo import ZoneInfo

from pressctl.errors import BadInput, Incomplete, PressctlError
from pressctl.language.dates import brief_time
from pressctl.mail.base import Envelope, ServerUnavailable, Transport
from pressctl.mail.errands import Ended, Errand, Event, Ready
from pressctl.mail.letter import Letter
from pressctl.mail.message import Fixed
from pressctl.model.delivery import UNFINISHED, DeliveryState, Outcome, Phase, Plan, Receipt
from pressctl.store.database import Change, Database
from pressctl.store.deliveries import (
    Begin,
    Claimed,
    End,
    Unsettled,
    claim,
    close_plan,
    close_unsent,
    earliest_due,
    finish,
    recover,
    start,
)
from pressctl.store.embargoes import has_declined
from pressctl.store.leases import Lease, heartbeat, hold
from pressctl.store.opt_outs import opt_out_tokens
from pressctl.store.plans import counts, load_frame
from pressctl.store.return_paths import return_paths
from pressctl.store.suppressions import Suppressed
from pressctl.store.times import Clock
from pressctl.workflow.sending.letters import Letters, PlanUnfit
from pressctl.workflow.sending.throttling import Domains, Limits, Throttle

BATCH = 1_000
"""How many deliveries a claim reserves: each claim is a commit of its own."""

PER_LINK = 25
"""For so many messages that are left one connection more is worth making."""

HEARTBEAT = timedelta(seconds=60)
"""How often the lease on the plan is renewed."""

LOSSES = 3
"""How many messages in a row may lose their connection, for each connection that is used, before all is halted."""

RECONNECT = (1.0, 5.0, 15.0)
"""Seconds to rest before a lost connection is tried again; then the rest is left for `--resume`."""

_PATIENCE = 0.2
"""Seconds after which a person who wants to stop is heard."""

_IN_WORDS = {"hour": "an hour", "day": "a day"}

RETRY_MINUTES = (5, 15, 30, 60, 120)
LATER_MINUTES = 240
LONGEST = timedelta(hours=48)
"""RFC 5321 §4.5.4.1 is the frame; a release is stale long before five days."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a sending has come, after each message."""

    done: int
    """Messages of this run whose attempt has ended, one way or another."""
    total: int
    """Messages that this run began with."""
    state: DeliveryState
    """What became of the last one."""
    email: str


@dataclass(frozen=True, slots=True)
class Delivered:
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
        holder: the process that sends (`store.leases.holder_name`).
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
        run = _Run(
            database,
            plan,
            transport,
            held,
            clock=clock,
            actor=actor,
            stop=stop,
            progress=progress,
            limits=limits,
            letters=Letters(plan, clock, sign, opt_out),
        )
        return run.send()


def retry_at(attempts: int, now: datetime, first: datetime | None, expires: datetime | None) -> datetime | None:
    """Return when a message may be tried again after `attempts` attempts, or None when it is too old."""
    minutes = RETRY_MINUTES[attempts - 1] if attempts <= len(RETRY_MINUTES) else LATER_MINUTES
    due = now + timedelta(minutes=minutes)
    last = min(limit for limit in ((first or now) + LONGEST, expires) if limit is not None)
    return due if due <= last else None


@dataclass(slots=True)
class _UnderWay:
    """A delivery that was announced to the carrier."""

    delivery: Claimed
    fixed: Fixed
    begun: bool = False
    """The record says that it is being sent."""


@dataclass(frozen=True, slots=True)
class _Coming:
    """What holds as soon as the commit that is under way is durable."""

    told: Sequence[tuple[DeliveryState, Claimed]]
    leaving: deque[Errand]
    """Whose content may leave then."""


class _Run:
    """One process's work on a plan that it holds."""

    def __init__(
        self,
        database: Database,
        plan: Plan,
        transport: Transport,
        held: Lease,
        *,
        clock: Clock,
        actor: str,
        stop: Callable[[], bool],
        progress: Callable[[Progress], None],
        limits: Limits,
        letters: Letters,
    ) -> None:
        self._database = database
        self._throttle = Throttle(limits, database, plan.transport, clock())
        self._domains = Domains(limits.per_domain_hour, database, plan.transport, clock())
        self._plan = plan
        self._letters = letters
        self._transport = transport
        self._carrier = transport.carrier()
        self._clock = clock
        self._held = held
        self._stop = stop
        self._progress = progress
        self._actor = actor
        self._beat = clock()
        self._suppressed: tuple[int, Suppressed] | None = None
        self._return_path: Callable[[str, int, str], str] = lambda *_: plan.sender
        self._reserved: deque[Claimed] = deque()
        self._under_way: dict[Errand, _UnderWay] = {}
        self._ended: list[tuple[_UnderWay, Outcome]] = []
        """What has ended and is not on record yet."""
        self._ready: list[Errand] = []
        """For whose content a server waits and which is not on record yet."""
        self._coming: _Coming | None = None
        self._exhausted = False
        self._done = 0
        self._total = 0
        self._links = 1
        self._losses = 0
        self._stopped = False
        self._halted: Incomplete | None = None

    def send(self) -> Delivered:
        began = self._clock()
        doubtful = self._recover()
        self._return_path = self._return_paths()
        self._total = sum(counts(self._database, self._plan.id).get(state, 0) for state in UNFINISHED)
        try:
            while self._hand_over():
                self._hear(self._carrier.wait(self._patience()))
        finally:
            self._break_off()
            self._carrier.close()
        with self._database.transaction(self._actor) as change:
            close_plan(change, self._plan.id, self._plan.release_id)
        return Delivered(
            plan_id=self._plan.id,
            counts=counts(self._database, self._plan.id),
            done=self._done,
            receipt=self._database.receipt(),
            seconds=(self._clock() - began).total_seconds(),
            due=min(
                (
                    when
                    for when in (earliest_due(self._database, self._plan.id), self._domains.again)
                    if when is not None
                ),
                default=None,
            ),
            doubtful=tuple(left.email for left in doubtful),
            stopped=self._stopped,
            halted=self._halted or self._left_aside(),
        )

    def _left_aside(self) -> Incomplete | None:
        """Say which domains were left in peace, where that is all that is left of the run."""
        aside, again = self._domains.aside, self._domains.again
        if not aside or again is None or self._stopped:
            return None
        domain, number = aside.most_common(1)[0]
        more = f", {sum(aside.values()) - number} to other domains" if len(aside) > 1 else ""
        local = again.astimezone(ZoneInfo(self._plan.created.zone))
        return Incomplete(
            f"{domain} takes no more at the moment; {number} messages to it wait{more}",
            hint=f"go on from {local:%H:%M} with --resume",
        )

    def _return_paths(self) -> Callable[[str, int, str], str]:
        with self._database.transaction(self._actor) as change:
            return return_paths(change, self._plan.return_path or self._plan.sender)

    def _recover(self) -> tuple[Unsettled, ...]:
        def settle(left: Unsettled) -> DeliveryState:
            return self._transport.interrupted(Envelope(self._plan.sender, left.email, left.plan_id, left.position))

        with self._database.transaction(self._actor) as change:
            return recover(change, self._held, settle, self._clock())

    def _over(self) -> bool:
        self._stopped = self._stopped or self._stop()
        return self._stopped or self._halted is not None

    def _hand_over(self) -> bool:
        """Give the carrier what it takes; say whether anything is under way."""
        self._keep_lease()
        if self._over() or not self._carrier.connected or not self._under_way:
            self._bring_to_record()
        if not self._over() and not self._under_way:
            self._look_at_limits()
        if self._over():
            self._take_back()
            return bool(self._under_way)
        return self._announce() or bool(self._under_way) or self._unrecorded

    @property
    def _unrecorded(self) -> bool:
        """Say whether something has happened that is not on record, or not durably."""
        return bool(self._ended or self._ready or self._coming)

    def _patience(self) -> float:
        """Return how long to wait for the line: not at all while there is something to write, or the disk writes."""
        return 0.0 if self._unrecorded else min(_PATIENCE, self._throttle.seconds or _PATIENCE)

    def _look_at_limits(self) -> None:
        """Halt where the provider's hour or day is used up."""
        reached = self._throttle.look(self._clock())
        if reached is not None and self._next_waits():
            local = reached.again.astimezone(ZoneInfo(self._plan.created.zone))
            self._halted = Incomplete(
                f"the limit of {reached.limit:,} messages {_IN_WORDS[reached.window]} is reached",
                hint=f"go on from {brief_time(local)} with --resume",
            )

    def _next_waits(self) -> bool:
        """Say whether anything is left to announce."""
        following = self._next()
        if following is not None:
            self._put_back(following)
        return following is not None

    def _take_back(self) -> None:
        """Let what has begun come to its end, and forget the rest: it is still queued."""
        self._ready = []
        for errand in [errand for errand in self._under_way if not errand.proceeding]:
            del self._under_way[errand]
            self._carrier.take_back(errand)

    def _announce(self) -> bool:
        """Announce as many as the carrier takes now, and the limits allow; say whether more will go in a moment."""
        room = self._carrier.room
        while not self._over() and (room or not self._carrier.connected) and len(self._ended) < BATCH:
            allowed = self._throttle.room
            if allowed == 0:
                return self._next_waits()
            delivery = self._next()
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
        way = _UnderWay(delivery, fixed)
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
        self._under_way[errand] = way
        return True

    def _next(self) -> Claimed | None:
        """Return the next delivery that still may leave."""
        while True:
            if not self._reserved and not self._exhausted:
                self._reserve()
            if not self._reserved:
                return None
            delivery = self._reserved.popleft()
            if not self._domains.holds_back(delivery.key, self._clock):
                return delivery

    def _put_back(self, delivery: Claimed) -> None:
        """Let one be the next again."""
        self._domains.give_back(delivery.key)
        self._reserved.appendleft(delivery)

    def _reserve(self) -> None:
        """Reserve the next ones, leaving out at once those who have asked not to be mailed since the plan was made."""
        while not self._reserved and not self._exhausted:
            with self._database.transaction(self._actor) as change:
                claimed = claim(change, self._held, BATCH, self._clock())
                unwanted = self._unwanted(claimed)
                closed = [
                    (one, unwanted[one.id][0])
                    for one in claimed
                    if one.id in unwanted and self._close_unsent(change, one, *unwanted[one.id])
                ]
            for delivery, state in closed:
                self._tell(state, delivery)
            self._reserved.extend(one for one in claimed if one.id not in unwanted)
            self._exhausted = not claimed

    def _unwanted(self, deliveries: Sequence[Claimed]) -> dict[str, tuple[DeliveryState, str]]:
        """Return whose message must not leave any more, and why: nothing else is checked again after the plan."""
        suppressed = self._silent()
        now, expires = self._clock(), self._plan.expires
        reasons: dict[str, tuple[DeliveryState, str]] = {}
        for one in deliveries:
            if not one.email or one.key in suppressed:
                reasons[one.id] = DeliveryState.SUPPRESSED, "do-not-mail"
            elif self._declined(one.key, now):
                reasons[one.id] = DeliveryState.CANCELLED, "embargo-declined"
            elif expires is not None and now >= expires.instant:
                reasons[one.id] = DeliveryState.REJECTED, "expired"
            elif one.first_attempt is not None and now - one.first_attempt > LONGEST:
                reasons[one.id] = DeliveryState.REJECTED, "too-old"
        return reasons

    def _silent(self) -> Suppressed:
        """Return who must not be mailed, read anew whenever another process has written to the record."""
        changes = self._database.others_changes()
        if self._suppressed is None or self._suppressed[0] != changes:
            self._suppressed = (changes, Suppressed(self._database))
        return self._suppressed[1]

    def _declined(self, key: str, now: datetime) -> bool:
        """Say whether an embargo still holds that this one has refused to keep since the plan was made (ADR 0010)."""
        plan = self._plan
        if plan.embargo is None or plan.test or now >= plan.embargo.instant:
            return False
        return has_declined(self._database, plan.release_id, key, since=plan.created.instant)

    def _close_unsent(self, change: Change, delivery: Claimed, state: DeliveryState, why: str) -> bool:
        return close_unsent(change, self._held, delivery, state, why=why, now=self._clock())

    def _hear(self, events: Sequence[Event]) -> None:
        """Take in what has happened, and write it down as soon as the disk is free for it."""
        for event in events:
            if isinstance(event, Ready):
                self._ready.append(event.errand)
            elif isinstance(event, Ended):
                self._note(self._under_way.pop(event.errand), event.outcome)
            else:  # nobody has heard of it
                self._put_back(self._under_way.pop(event.errand).delivery)
                self._throttle.give_back()
        if self._coming is None:
            self._settle()
        elif not events or self._database.settled:
            self._come_true()
        self._link_up()

    def _note(self, way: _UnderWay, outcome: Outcome) -> None:
        """Keep for the record how one ended, and learn from it at once: the next is under way before it is written."""
        self._ended.append((way, outcome))
        self._weigh(outcome)
        self._domains.heard(way.delivery.key, outcome, self._clock)

    def _settle(self) -> None:
        """Write at once, for all connections, how attempts ended and which begin; `_come_true` waits for the disk."""
        ended, ready = self._ended, [errand for errand in self._ready if errand in self._under_way]
        if not ended and not ready:
            return
        now = self._clock()
        told: list[tuple[DeliveryState, Claimed]] = []
        with self._database.transaction_ahead(self._actor) as change:
            wanted = self._still_wanted(change, ready, told)
            begun = self._start(change, [*wanted, *(way for way, _ in ended if not way.begun)], now)
            ends = [self._end(way.delivery, outcome, now) for way, outcome in ended if way.begun]
            states = finish(change, self._held, ends, now)
        self._ended, self._ready = [], []
        told.extend((states[one.delivery.id], one.delivery) for one in ends)
        leaving = deque(errand for errand in ready if self._under_way[errand].delivery.id in begun)
        self._coming = _Coming(told, leaving)
        for errand in ready:
            if not self._under_way[errand].begun:
                del self._under_way[errand]
                self._carrier.take_back(errand)

    def _come_true(self) -> None:
        """Wait for the disk; what it holds is told, and only then may a content leave."""
        if self._coming is None:
            return
        self._database.settle()
        for state, delivery in self._coming.told:
            self._tell(state, delivery)
        while self._coming.leaving:
            errand = self._coming.leaving.popleft()
            if errand in self._under_way:  # the connection may have ended while the disk wrote
                self._proceed(errand)
        self._coming = None

    def _bring_to_record(self) -> None:
        """Write what has happened, and wait until it is durable."""
        self._come_true()
        self._settle()
        self._come_true()

    def _break_off(self) -> None:
        """Write what has ended, and which contents have not left after all, where something has cut the run short."""
        with suppress(PressctlError):  # on a full disk the record cannot be written either; --resume finds out
            self._database.settle()
            unsaid = [errand for errand in self._coming.leaving if errand in self._under_way] if self._coming else []
            words = "interrupted before it could leave"
            self._ended += [
                (self._under_way.pop(one), Outcome(DeliveryState.QUEUED, Phase.CONNECT, reply=words)) for one in unsaid
            ]
            self._ready = []
            self._settle()
            self._database.settle()

    def _still_wanted(
        self, change: Change, ready: Sequence[Errand], told: list[tuple[DeliveryState, Claimed]]
    ) -> list[_UnderWay]:
        """Return those whose content may leave, closing whoever asked not to be mailed since the claim."""
        ways = [self._under_way[errand] for errand in ready]
        unwanted = self._unwanted([way.delivery for way in ways])
        for way in ways:
            if way.delivery.id in unwanted:
                state, why = unwanted[way.delivery.id]
                if self._close_unsent(change, way.delivery, state, why):
                    told.append((state, way.delivery))
        return [] if self._over() else [way for way in ways if way.delivery.id not in unwanted]

    def _start(self, change: Change, ways: Sequence[_UnderWay], now: datetime) -> frozenset[str]:
        begins = [Begin(way.delivery, way.fixed.message_id, way.fixed.date, way.fixed.boundary) for way in ways]
        begun = start(change, self._held, begins, now)
        for way in ways:
            way.begun = way.delivery.id in begun
        return begun

    def _end(self, delivery: Claimed, outcome: Outcome, now: datetime) -> End:
        if outcome.state is not DeliveryState.DEFERRED:
            return End(delivery, outcome)
        outcome, due = self._due(delivery, outcome, now)
        self._exhausted = self._exhausted and due is not None and due > now
        return End(delivery, outcome, due)

    def _proceed(self, errand: Errand) -> None:
        try:
            self._carrier.proceed(errand)
        except PressctlError as error:  # nothing was said: the outbox is full, or may not be written
            refused = Outcome(DeliveryState.QUEUED, Phase.CONNECT, reply=error.message)
            self._ended.append((self._under_way.pop(errand), refused))
            raise

    def _due(self, delivery: Claimed, outcome: Outcome, now: datetime) -> tuple[Outcome, datetime | None]:
        """Return when a deferred message is due, or the outcome as a refusal where it would be too late."""
        if outcome.stops_plan:
            return outcome, now  # as soon as the officer has mended what was refused
        if outcome.connection_lost and outcome.phase in {Phase.CONNECT, Phase.MAIL}:
            return outcome, now  # the server ended the connection between messages: on to the next one
        expires = self._plan.expires.instant if self._plan.expires else None
        due = retry_at(delivery.attempts + 1, now, delivery.first_attempt, expires)
        if due is not None:
            return outcome, due
        late = replace(outcome, state=DeliveryState.REJECTED, reply=f"{outcome.reply} (tried for too long)")
        return late, None

    def _weigh(self, outcome: Outcome) -> None:
        """Decide whether the next message may go."""
        if outcome.stops_plan:
            self._halted = Incomplete(
                f'the mail server takes nothing from this sender: "{outcome.reply}"; the rest has not left',
                hint="mend [mail] in pressctl.toml or ask who runs the server, then go on with --resume",
            )
        self._losses = self._losses + 1 if outcome.connection_lost else 0
        if self._losses >= LOSSES * self._links and self._halted is None:
            self._halted = Incomplete(
                f"the connection to the mail server broke {self._losses} times in a row; the rest has not left",
                hint="go on later with --resume",
            )

    def _connect(self, delivery: Claimed) -> bool:
        """Make a connection for one. A first one that fails is the caller's to hear; a later one is tried again."""
        failed: ServerUnavailable | None = None
        for pause in (0.0, *RECONNECT):
            if self._rests(pause):
                break
            try:
                self._carrier.open()
            except ServerUnavailable as error:
                failed = error
                if self._done == 0:
                    break
            else:
                return True
        self._put_back(delivery)
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
        now = self._clock()
        if abs(now - self._beat) >= HEARTBEAT:  # also when the clock was stepped back
            heartbeat(self._database, self._held, now)
            self._beat = now

    def _envelope(self, delivery: Claimed) -> Envelope:
        back = self._return_path(delivery.plan_id, delivery.position, delivery.recipient_id)
        return Envelope(back, delivery.email, delivery.plan_id, delivery.position)

    def _tell(self, state: DeliveryState, delivery: Claimed) -> None:
        self._done += 1
        self._progress(Progress(self._done, max(self._total, self._done), state, delivery.email))
