"""The way of a transport that takes one message after the other, such as a folder."""

from __future__ import annotations

from typing import Protocol

from pressctl.mail.base import Envelope
from pressctl.mail.errands import Ended, Errand, Event, Ready
from pressctl.mail.letter import Letter
from pressctl.model.delivery import Outcome


class _Delivers(Protocol):
    def open(self) -> None: ...

    def deliver(self, envelope: Envelope, message: bytes) -> Outcome: ...

    def close(self) -> None: ...


class OneByOne:
    """A carrier over `deliver`: each message is ready at once, and its end is known as soon as it proceeds."""

    width = 1

    def __init__(self, transport: _Delivers) -> None:
        """Take the transport; it is opened and closed here."""
        self._transport = transport
        self._open = False
        self._errand: tuple[Errand, Envelope] | None = None
        self._events: list[Event] = []

    def open(self) -> None:
        """Open the transport; without effect where it is open."""
        if not self._open:
            self._transport.open()
            self._open = True

    def widen(self, links: int) -> None:
        """There is one way only."""

    @property
    def connected(self) -> bool:
        """Say whether it is open."""
        return self._open

    @property
    def room(self) -> int:
        """Return 1 where nothing is under way, and what became of the last one has been heard."""
        return int(self._open and self._errand is None and not self._events)

    def announce(self, envelope: Envelope, letter: Letter) -> Errand | Outcome:
        """Take one message."""
        errand = Errand.to(envelope.sender, envelope.recipient, letter)
        self._errand = (errand, envelope)
        self._events.append(Ready(errand))
        return errand

    def proceed(self, errand: Errand) -> None:
        """Deliver it.

        Raises:
            PressctlError: it could not be; nothing of it was.
        """
        taken, self._errand = self._errand, None
        if taken is None or taken[0] is not errand:
            raise ValueError("nobody waits for this message")
        errand.proceeding = True
        outcome = self._transport.deliver(taken[1], errand.letter.head + errand.letter.tail)
        self._open = not outcome.connection_lost
        self._events.append(Ended(errand, outcome))

    def take_back(self, errand: Errand) -> None:
        """Forget it."""
        self._errand = None
        self._events = [event for event in self._events if event.errand is not errand]

    def wait(self, seconds: float) -> list[Event]:
        """Return what has happened; nothing makes it wait."""
        events, self._events = self._events, []
        return events

    def close(self) -> None:
        """Close the transport."""
        self._open = False
        self._transport.close()
