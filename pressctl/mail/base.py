"""What every way of leaving promises: the protocol of transports.

A transport takes one finished message for one recipient and says what is known of it afterwards. It never resends
of its own accord, never logs, and says loudly what it cannot carry (a local refusal is an `Outcome`, not a silent
change).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from pressctl.errors import Incomplete
from pressctl.frozen import Frozen
from pressctl.mail.errands import Ended, Errand, Event, Ready, Returned
from pressctl.mail.letter import Letter
from pressctl.model.delivery import DeliveryState, Outcome


class Envelope(Frozen):
    """From whom and to whom, and where the message stands in its plan."""

    sender: str
    """Return path: an address as it was typed."""
    recipient: str
    """Address as it was typed."""
    plan_id: str
    position: int
    """1-based place in the plan."""


class Offers(Frozen):
    """What a mail server offers after its greeting."""

    extensions: Mapping[str, str]
    """Keyword → parameters, such as SIZE → 35882577 (RFC 5321 §4.1.1.1)."""
    tls: str | None
    """`TLSv1.3`; nothing where the connection is not protected."""
    certificate_until: datetime | None
    """When its certificate ends."""


class ServerUnavailable(Incomplete):
    """No message can leave now: the server is down, is not who it should be, or does not take us."""


class Carrier(Protocol):
    """Many messages on their way at once, driven by one thread.

    An errand that is announced promises nothing; its content leaves only when it is told to proceed, once `Ready` has
    been heard. `Ended` may come without that, where the server refuses the recipient.
    """

    @property
    def width(self) -> int:
        """Return how many connections there may be at once."""

    def open(self) -> None:
        """Be ready for at least one message; without effect where it is.

        Raises:
            ServerUnavailable: no message can leave now.
            PressctlError: the settings, or the folder, cannot be used.
        """

    def widen(self, links: int) -> None:
        """Allow so many connections; they come when they come."""

    @property
    def connected(self) -> bool:
        """Say whether it is open."""

    @property
    def room(self) -> int:
        """Return how many errands it would take now."""

    def announce(self, envelope: Envelope, letter: Letter) -> Errand | Outcome:
        """Begin one, or say why it cannot be carried.

        Raises:
            BadInput: an address is none that the wire takes.
        """

    def proceed(self, errand: Errand) -> None:
        """Let the content of one that is ready leave.

        Raises:
            PressctlError: it cannot be written; nothing of it was.
        """

    def take_back(self, errand: Errand) -> None:
        """Forget one that was not told to proceed."""

    def wait(self, seconds: float) -> list[Event]:
        """Talk for at most so many seconds, until something has happened; return what."""

    def close(self) -> None:
        """Let go; never fails, also when it is not open."""


class Transport(Protocol):
    """One way for mail to leave."""

    name: str
    """As in `pressctl.toml`: `folder`, `smtp`."""
    route: str
    """How mail leaves, to be read by a person."""
    rehearsal: bool
    """Nothing leaves: its messages never count as received."""
    most: int
    """How many octets a message may have, known once it has been open; 0 where nobody says."""

    def open(self) -> None:
        """Get ready for messages; calling it again after a lost connection makes a new one.

        Raises:
            ServerUnavailable: no message can leave now.
            BadInput: the settings, or the folder, cannot be used.
        """

    def deliver(self, envelope: Envelope, message: bytes) -> Outcome:
        """Hand over one message (CRLF line ends) and say what is known of it afterwards."""

    def carrier(self) -> Carrier:
        """Return the way for many messages; it is not open yet."""

    def interrupted(self, envelope: Envelope) -> DeliveryState:
        """Say what is known of a message whose sender was killed while it handed it over."""

    def close(self) -> None:
        """Let go; never fails, also when it is not open."""


def carry_one(carrier: Carrier, envelope: Envelope, letter: Letter) -> Outcome:
    """Carry one message to its end, and say what is known of it.

    Raises:
        BadInput: an address is none that the wire takes.
    """
    errand = carrier.announce(envelope, letter)
    if isinstance(errand, Outcome):
        return errand
    while True:
        for event in carrier.wait(60.0):
            if isinstance(event, Ready):
                carrier.proceed(event.errand)
            if isinstance(event, Returned):
                return Outcome(DeliveryState.DEFERRED, errand.phase, reply=event.words, connection_lost=True)
            if isinstance(event, Ended):
                return event.outcome
