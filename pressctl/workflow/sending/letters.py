"""The letters of a plan: each part cut once, and what is fixed at the first attempt kept for all."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from pressctl.config.mail import TOKEN_PLACE
from pressctl.errors import BadInput
from pressctl.mail.cutting import CutMessage, cut_message
from pressctl.mail.letter import Letter, letter_of
from pressctl.mail.message import Addressee, Fixed, Sender, build_message, message_id
from pressctl.model.delivery import Channel, Plan, RenderedPart
from pressctl.model.slots import OPT_OUT
from pressctl.store.people.tokens import Make
from pressctl.store.record.times import Clock
from pressctl.store.sending.deliveries import Claimed

_ID_OCTETS = 16
_IDS_AT_ONCE = 256


class Letters:
    """Makes the message of each delivery of one plan."""

    def __init__(
        self,
        plan: Plan,
        clock: Clock,
        sign: Callable[[Letter], Letter] = lambda letter: letter,
        opt_out: Make = lambda plan_id, position, recipient_id: "",
    ) -> None:
        """Take a plan as the record has it, what signs its letters, and what makes its readers' tokens.

        Nothing is built yet.
        """
        self._sign = sign
        self._opt_out = opt_out
        self._plan = plan
        self._clock = clock
        self._parts = {(part.language, part.channel): part for part in plan.parts}
        self._senders = {key: sender_of(plan, part) for key, part in self._parts.items()}
        self._zone = ZoneInfo(plan.created.zone)
        self._second: tuple[int, datetime] | None = None
        """The present second, and what the office's clock shows in it."""
        self._boundaries: dict[tuple[str, Channel], str] = {}
        self._cut: dict[tuple[str, Channel], CutMessage | None] = {}
        self._ids = _unguessable()

    def fixed(self, delivery: Claimed) -> Fixed:
        """Return what was fixed at the first attempt, or fix it now: Message-ID, Date and boundary."""
        if delivery.message_id and delivery.message_date and delivery.boundary:
            return Fixed(delivery.message_id, delivery.message_date, delivery.boundary)
        return Fixed(message_id(self._plan.sender, next(self._ids)), self._local(), self._boundary(delivery))

    def _local(self) -> datetime:
        """Return the office's time, whole seconds: read from the zone once a second."""
        now = self._clock()
        second = int(now.timestamp())
        if self._second is None or self._second[0] != second:
            self._second = second, now.astimezone(self._zone).replace(microsecond=0)
        return self._second[1]

    def letter(self, delivery: Claimed, fixed: Fixed) -> Letter:
        """Return the message for one recipient: the same octets at every attempt.

        Raises:
            BadInput: this recipient cannot be written to.
            PlanUnfit: nobody can.
        """
        token = self._opt_out(delivery.plan_id, delivery.position, delivery.recipient_id)
        addressee = addressee_of(self._plan, delivery.email, delivery.name, dict(delivery.slots), token)
        cut = self._cut_for(delivery)
        if cut is not None and cut.boundary == fixed.boundary:
            return self._sign(cut.letter(addressee, fixed))
        part, sender = self._part(delivery), self._senders[delivery.language, delivery.channel]
        return self._sign(letter_of(build_message(part, addressee, sender, fixed)))

    def _boundary(self, delivery: Claimed) -> str:
        """Return the token of the boundaries: one for all letters of a part, or they could share nothing."""
        key = delivery.language, delivery.channel
        if key not in self._boundaries:
            named = f"{self._plan.id} {delivery.language} {delivery.channel}"
            self._boundaries[key] = sha256(named.encode()).hexdigest()[:32]
        return self._boundaries[key]

    def _part(self, delivery: Claimed) -> RenderedPart:
        return self._parts[delivery.language, delivery.channel]

    def _cut_for(self, delivery: Claimed) -> CutMessage | None:
        key = delivery.language, delivery.channel
        if key not in self._cut:
            try:
                self._cut[key] = cut_message(self._part(delivery), self._senders[key], self._boundary(delivery))
            except BadInput as error:
                raise PlanUnfit(error.message, problems=error.problems, hint=error.hint) from error
        return self._cut[key]


def _unguessable() -> Iterator[str]:
    """Yield 128 random bits at a time in hexadecimal; the system is asked for many at once."""
    while True:
        block = secrets.token_hex(_ID_OCTETS * _IDS_AT_ONCE)
        yield from (block[at : at + 2 * _ID_OCTETS] for at in range(0, len(block), 2 * _ID_OCTETS))


def sender_of(plan: Plan, part: RenderedPart) -> Sender:
    """Return from whom the messages of one part of a plan come."""
    name = plan.sender_name if part.sender_name is None else part.sender_name
    return Sender(plan.sender, name, plan.reply_to, plan.opt_out, one_click=plan.opt_out_url is not None)


def addressee_of(plan: Plan, email: str, name: str, slots: dict[str, str], token: str) -> Addressee:
    """Return whom one message of a plan is for, with the token by which they can take themselves off the list."""
    if OPT_OUT in slots:
        slots[OPT_OUT] = token
    one_click = plan.opt_out_url.replace(TOKEN_PLACE, token) if plan.opt_out_url else None
    return Addressee(email, name, slots, one_click, token)


class PlanUnfit(BadInput):
    """A message of the plan cannot be built for anybody: nothing has left, everybody stays queued."""
