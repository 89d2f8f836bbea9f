"""Messages on their way, and what may happen to them there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from pressctl.frozen import EqualButForLast, Frozen
from pressctl.mail.addresses import needs_smtputf8, wire_address
from pressctl.mail.letter import Letter
from pressctl.model.delivery import Outcome, Phase


@dataclass(eq=False, slots=True)
class Errand:
    """One message for one recipient on its way through a dialogue."""

    sender: str
    """As the wire wants it."""
    recipient: str
    letter: Letter
    phase: Phase = Phase.MAIL
    """How far the server has followed."""
    ahead: bool = False
    """Its envelope was said behind another message's content."""
    too_early: bool = False
    """It was refused at a moment at which that says nothing yet: it comes back, to be said at a better one."""
    answered: bool = False
    """The server has said something to it."""
    refusal: Outcome | None = None
    """What became of it, while the rest of its answers is outstanding."""
    proceeding: bool = False
    """Its content may leave, or has left."""
    dot_left: bool = False
    taken_back: bool = False
    mark: str = ""
    """What a report of its delivery says that it is about (ENVID, RFC 3461 §4.4)."""
    utf8: bool = field(init=False)
    """An address of it needs SMTPUTF8."""

    def __post_init__(self) -> None:
        """Look at the addresses once: each step of the dialogue asks."""
        self.utf8 = needs_smtputf8(self.recipient) or needs_smtputf8(self.sender)

    @classmethod
    def to(cls, sender: str, recipient: str, letter: Letter, mark: str = "") -> Errand:
        """Make one from addresses as they were typed.

        Raises:
            BadInput: one of them is no address that the wire takes.
        """
        return cls(wire_address(sender), wire_address(recipient), letter, mark=mark)


class Ready(Frozen):
    """The server waits for the content of this one."""

    errand: Errand


class Ended(Frozen):
    """This is what is known of it; its content left only if it was told to proceed."""

    errand: Errand
    outcome: Outcome


class Returned(EqualButForLast):
    """The server did not take it up, or the connection ended before: it is as if nobody had tried."""

    errand: Errand
    words: str = ""
    """What broke it."""


Event: TypeAlias = Ready | Ended | Returned
