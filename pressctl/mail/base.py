"""What every way of leaving promises: the protocol of transports.

A transport takes one finished message for one recipient and says what is known of it afterwards. It never resends
of its own accord, never logs, and says loudly what it cannot carry (a local refusal is an `Outcome`, not a silent
change).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from pressctl.errors import Incomplete
from pressctl.model.delivery import DeliveryState, Outcome


@dataclass(frozen=True, slots=True)
class Envelope:
    """From whom and to whom, and where the message stands in its plan."""

    sender: str
    """Return path: an address as it was typed."""
    recipient: str
    """Address as it was typed."""
    plan_id: str
    position: int
    """1-based place in the plan."""


@dataclass(frozen=True, slots=True)
class Offers:
    """What a mail server offers after its greeting."""

    extensions: Mapping[str, str]
    """Keyword → parameters, such as SIZE → 35882577 (RFC 5321 §4.1.1.1)."""
    tls: str | None
    """`TLSv1.3`; nothing where the connection is not protected."""
    certificate_until: datetime | None
    """When its certificate ends."""


class ServerUnavailable(Incomplete):
    """No message can leave now: the server is down, is not who it should be, or does not take us."""


class Transport(Protocol):
    """One way for mail to leave."""

    name: str
    """As in `pressctl.toml`: `folder`, `smtp`."""
    route: str
    """How mail leaves, to be read by a person."""
    rehearsal: bool
    """Nothing leaves: its messages never count as received."""

    def open(self) -> None:
        """Get ready for messages; calling it again after a lost connection makes a new one.

        Raises:
            ServerUnavailable: no message can leave now.
            BadInput: the settings, or the folder, cannot be used.
        """

    def deliver(self, envelope: Envelope, message: bytes) -> Outcome:
        """Hand over one message (CRLF line ends) and say what is known of it afterwards."""

    def interrupted(self, envelope: Envelope) -> DeliveryState:
        """Say what is known of a message whose sender was killed while it handed it over."""

    def close(self) -> None:
        """Let go; never fails, also when it is not open."""
