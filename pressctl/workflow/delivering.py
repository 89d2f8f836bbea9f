"""The sending loop: claim, commit, talk, commit, for every message of a plan.

What is durable comes before what cannot be taken back: `sending` is committed before the connection speaks, the outcome
before the next message. Nothing here decides who gets what; the plan has. See docs/adr/0006.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from pressctl.errors import BadInput, Incomplete, PressctlError
from pressctl.mail.base import Envelope, ServerUnavailable, Transport
from pressctl.mail.message import Addressee, Fixed, Sender, build_message, message_id
from pressctl.model.delivery import UNFINISHED, DeliveryState, Outcome, Phase, Plan, Receipt
from pressctl.store.database import Database
from pressctl.store.deliveries import (
    Claimed,
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
from pressctl.store.plans import counts, load_frame
from pressctl.store.suppressions import is_suppressed
from pressctl.store.times import Clock

BATCH = 20
"""How many deliveries a claim reserves."""

HEARTBEAT = timedelta(seconds=60)
"""How often the lease on the plan is renewed."""

CONNECTIONS = 3
"""How often in a row a lost connection is made anew without a message getting through."""

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

    Raises:
        Refused: another process is sending this plan.
        ServerUnavailable: the first connection failed; every message is still queued.
        BadInput: the record has no such plan.
        Incomplete: the record or the outbox ran out of space; `--resume` goes on.
    """
    plan = load_frame(database, plan_id)
    with hold(database, plan_id, holder) as held:
        run = _Run(database, plan, transport, held, clock=clock, actor=actor, stop=stop, progress=progress)
        return run.send()


def retry_at(attempts: int, now: datetime, first: datetime | None, expires: datetime | None) -> datetime | None:
    """Return when a message may be tried again after `attempts` attempts, or None when it is too old."""
    minutes = RETRY_MINUTES[attempts - 1] if attempts <= len(RETRY_MINUTES) else LATER_MINUTES
    due = now + timedelta(minutes=minutes)
    last = min(limit for limit in ((first or now) + LONGEST, expires) if limit is not None)
    return due if due <= last else None


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
    ) -> None:
        self._database = database
        self._plan = plan
        self._parts = {(part.language, part.channel): part for part in plan.parts}
        self._sender = Sender(plan.sender, plan.sender_name, plan.reply_to, plan.opt_out)
        self._transport = transport
        self._clock = clock
        self._held = held
        self._stop = stop
        self._progress = progress
        self._actor = actor
        self._beat = clock()
        self._done = 0
        self._total = 0
        self._connected = False
        self._losses = 0
        self._stopped = False
        self._halted: Incomplete | None = None

    def send(self) -> Delivered:
        began = self._clock()
        doubtful = self._recover()
        self._total = sum(counts(self._database, self._plan.id).get(state, 0) for state in UNFINISHED)
        try:
            while not self._over() and (batch := self._claim()):
                for delivery in batch:
                    if self._over():
                        break
                    self._keep_lease()
                    self._one(delivery)
        finally:
            self._transport.close()
        with self._database.transaction(self._actor) as change:
            close_plan(change, self._plan.id, self._plan.release_id)
        return Delivered(
            plan_id=self._plan.id,
            counts=counts(self._database, self._plan.id),
            done=self._done,
            receipt=self._database.receipt(),
            seconds=(self._clock() - began).total_seconds(),
            due=earliest_due(self._database, self._plan.id),
            doubtful=tuple(left.email for left in doubtful),
            stopped=self._stopped,
            halted=self._halted,
        )

    def _over(self) -> bool:
        self._stopped = self._stopped or self._stop()
        return self._stopped or self._halted is not None

    def _recover(self) -> tuple[Unsettled, ...]:
        def settle(left: Unsettled) -> DeliveryState:
            return self._transport.interrupted(self._envelope(left.email, left.position))

        with self._database.transaction(self._actor) as change:
            return recover(change, self._held, settle, self._clock())

    def _keep_lease(self) -> None:
        now = self._clock()
        if abs(now - self._beat) >= HEARTBEAT:  # also when the clock was stepped back
            heartbeat(self._database, self._held, now)
            self._beat = now

    def _claim(self) -> tuple[Claimed, ...]:
        with self._database.transaction(self._actor) as change:
            return claim(change, self._held, BATCH, self._clock())

    def _one(self, delivery: Claimed) -> None:
        reason = self._unwanted(delivery)
        if reason is not None:
            self._close_unsent(delivery, *reason)
            return
        if not self._connect():
            return
        fixed = self._fixed(delivery)
        part = self._parts[delivery.language, delivery.channel]
        addressee = Addressee(delivery.email, delivery.name, dict(delivery.slots))
        try:
            message = build_message(part, addressee, self._sender, fixed)
        except BadInput as error:
            self._refuse_everybody_or_nobody(delivery, fixed)
            if self._start(delivery, fixed):
                self._finish(delivery, Outcome(DeliveryState.REJECTED, Phase.CONNECT, reply=error.message))
            return
        if self._start(delivery, fixed):
            self._finish(delivery, self._hand_over(delivery, message))

    def _refuse_everybody_or_nobody(self, delivery: Claimed, fixed: Fixed) -> None:
        """Let one contact that cannot be written to hold up nobody, and a fault of the plan's own stop everything.

        Raises:
            BadInput: the message cannot be built for anybody; nothing has left, everybody stays queued.
        """
        anybody = Addressee("anybody@example.org", "", {name: "" for name, _ in delivery.slots})
        build_message(self._parts[delivery.language, delivery.channel], anybody, self._sender, fixed)

    def _hand_over(self, delivery: Claimed, message: bytes) -> Outcome:
        try:
            return self._transport.deliver(self._envelope(delivery.email, delivery.position), message)
        except PressctlError as error:  # nothing was said: the outbox is full, or may not be written
            with suppress(PressctlError):  # on a full disk the record cannot be written either; --resume finds out
                self._finish(delivery, Outcome(DeliveryState.QUEUED, Phase.CONNECT, reply=error.message))
            raise

    def _unwanted(self, delivery: Claimed) -> tuple[DeliveryState, str] | None:
        """Return why a message must not leave any more: nothing else is checked again after the plan."""
        if not delivery.email or is_suppressed(self._database, [delivery.key]):
            return DeliveryState.SUPPRESSED, "do-not-mail"
        now, expires = self._clock(), self._plan.expires
        if self._declined(delivery.key, now):
            return DeliveryState.CANCELLED, "embargo-declined"
        if expires is not None and now >= expires.instant:
            return DeliveryState.REJECTED, "expired"
        if delivery.first_attempt is not None and now - delivery.first_attempt > LONGEST:
            return DeliveryState.REJECTED, "too-old"
        return None

    def _declined(self, key: str, now: datetime) -> bool:
        """Say whether an embargo still holds that this one has refused to keep since the plan was made (ADR 0010)."""
        plan = self._plan
        if plan.embargo is None or plan.test or now >= plan.embargo.instant:
            return False
        return has_declined(self._database, plan.release_id, key, since=plan.created.instant)

    def _close_unsent(self, delivery: Claimed, state: DeliveryState, why: str) -> None:
        with self._database.transaction(self._actor) as change:
            closed = close_unsent(change, self._held, delivery, state, why=why, now=self._clock())
        if closed:
            self._tell(state, delivery)

    def _connect(self) -> bool:
        """Make a connection where there is none. A first one that fails is the caller's to hear; a later one halts."""
        if self._connected:
            return True
        try:
            self._transport.open()
        except ServerUnavailable as error:
            if self._done == 0:
                raise
            self._halted = error
            return False
        self._connected = True
        return True

    def _start(self, delivery: Claimed, fixed: Fixed) -> bool:
        with self._database.transaction(self._actor) as change:
            return start(
                change,
                self._held,
                delivery,
                message_id=fixed.message_id,
                date=fixed.date,
                boundary=fixed.boundary,
                now=self._clock(),
            )

    def _finish(self, delivery: Claimed, outcome: Outcome) -> None:
        now = self._clock()
        due = None
        if outcome.state is DeliveryState.DEFERRED:
            outcome, due = self._due(delivery, outcome, now)
        with self._database.transaction(self._actor) as change:
            state = finish(change, self._held, delivery, outcome, now=now, due=due)
        self._tell(state, delivery)
        self._weigh(outcome)

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
        if not outcome.connection_lost:
            self._losses = 0
            return
        self._connected = False
        self._losses += 1
        if self._losses >= CONNECTIONS and self._halted is None:
            self._halted = Incomplete(
                f"the connection to the mail server broke {self._losses} times in a row; the rest has not left",
                hint="go on later with --resume",
            )

    def _fixed(self, delivery: Claimed) -> Fixed:
        if delivery.message_id and delivery.message_date and delivery.boundary:
            return Fixed(delivery.message_id, delivery.message_date, delivery.boundary)
        token = secrets.token_hex(16)
        local = self._clock().astimezone(ZoneInfo(self._plan.created.zone)).replace(microsecond=0)
        return Fixed(message_id(self._plan.sender, token), local, token)

    def _envelope(self, email: str, position: int) -> Envelope:
        return Envelope(self._plan.sender, email, self._plan.id, position)

    def _tell(self, state: DeliveryState, delivery: Claimed) -> None:
        self._done += 1
        self._progress(Progress(self._done, max(self._total, self._done), state, delivery.email))
