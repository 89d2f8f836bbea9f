"""A finished message as it goes on the wire: what is personal in front, what everybody shares behind.

The shared octets are one object for all recipients and are never copied.
"""

from __future__ import annotations

import re

from pressctl.errors import BadInput
from pressctl.frozen import Frozen

LONGEST_LINE = 998
"""RFC 5322 §2.1.1, without the line end."""

_BARE = re.compile(rb"(?<!\r)\n|\r(?!\n)|\x00")


class Letter(Frozen):
    """One message: `head + tail`, CRLF line ends only, its last line ended; each part begins a line."""

    head: bytes
    tail: bytes = b""
    dotted: bool = True
    """A line may begin with a dot, so that it must be looked for (RFC 5321 §4.5.2)."""

    @property
    def size(self) -> int:
        """Octets, as SIZE counts them (RFC 1870 §5: before any dot is doubled)."""
        return len(self.head) + len(self.tail)

    @property
    def octets(self) -> tuple[bytes, ...]:
        """Return it as it is, in pieces: what BDAT carries (RFC 3030)."""
        return (self.head, self.tail) if self.tail else (self.head,)

    def wire(self) -> tuple[bytes, ...]:
        """Return the octets for DATA, all but the final dot: a dot that begins a line is doubled."""
        return (stuffed(self.head + self.tail),) if self.dotted else (self.head, self.tail)


def letter_of(message: bytes) -> Letter:
    """Return a whole message as a letter.

    Raises:
        BadInput: it cannot go on the wire.
    """
    well_formed(message)
    whole = message if message.endswith(b"\r\n") else message + b"\r\n"
    return Letter(whole, dotted=begins_with_a_dot(whole))


def well_formed(message: bytes) -> bytes:
    """Return the message if it can go on the wire: CRLF only, no NUL, no line over 998.

    Raises:
        BadInput: it cannot; a bare CR or LF could smuggle a second message through (RFC 5321 §2.3.8).
    """
    if _BARE.search(message):
        raise BadInput("a message for the wire has CRLF line ends only and no NUL")
    if max(map(len, message.split(b"\r\n"))) > LONGEST_LINE:
        raise BadInput(f"a line of the message is longer than {LONGEST_LINE} octets")
    return message


def begins_with_a_dot(octets: bytes) -> bool:
    """Say whether a line begins with a dot."""
    return octets.startswith(b".") or b"\r\n." in octets


def stuffed(message: bytes) -> bytes:
    """Return the message for DATA, all but its final dot: a dot that begins a line is doubled (RFC 5321 §4.5.2).

    `message` must have CRLF line ends only (`well_formed`).
    """
    whole = message if message.endswith(b"\r\n") else message + b"\r\n"
    doubled = whole.replace(b"\r\n.", b"\r\n..")
    return b"." + doubled if doubled.startswith(b".") else doubled
