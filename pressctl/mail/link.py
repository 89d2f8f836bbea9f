"""One connection to the mail server: a socket that never waits, and the dialogue on it."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterable, Sequence
from time import monotonic

from pressctl.mail.dialogue import Dialogue
from pressctl.mail.errands import Errand, Event
from pressctl.mail.replies import how_it_broke
from pressctl.mail.skills import Skills
from pressctl.model.delivery import Outcome, Phase

_BLOCK = 65536
_AFTER_DOT_FACTOR = 10
_AFTER_DOT_MOST = 600.0
"""RFC 5321 §4.5.3.2.6: ten minutes for the answer to the final dot."""

_BY_PHASE = {Phase.MAIL: 300.0, Phase.RCPT: 300.0, Phase.DATA: 120.0, Phase.DOT: _AFTER_DOT_MOST}
_A_BLOCK = 180.0
"""Seconds that RFC 5321 §4.5.3.2 asks a client to be patient: by what is answered, and for a block of the content."""

_AT_ONCE = 65536
"""Octets before a final dot that are sent together with it: the end of a long message, the whole of a short one."""

_RECORD = 16384
"""Octets that TLS puts into one record (RFC 8446 §5.1). One at a time: of a record that has not left whole the server
can read nothing, so that a dot in it has not left, and what has is known to the octet."""

_QUICKACK: int | None = getattr(socket, "TCP_QUICKACK", None)
"""Linux only; other systems do without."""

_NOT_NOW = (BlockingIOError, InterruptedError, ssl.SSLWantReadError, ssl.SSLWantWriteError)


class Link:
    """A connection that has been greeted, protected and authenticated."""

    def __init__(
        self, sock: socket.socket, skills: Skills, seconds: float | None, *, notify: str = "", most: int | None = None
    ) -> None:
        """Take the socket over.

        Args:
            sock: a connection.
            skills: what the server can do.
            seconds: how long an answer may take, ten times that after a final dot; nothing for what RFC 5321 asks.
            notify: NOTIFY as DSN has it; nothing where it is not to be said.
            most: how many messages it may carry.
        """
        sock.setblocking(False)
        self.sock = sock
        self.dialogue = Dialogue(skills, notify)
        self.waits_to_write = False
        """Whoever waits for this connection is told when it takes more octets, too."""
        self._left = most
        self.deadline: float | None = None
        """On the monotonic clock: when whoever waits has waited enough."""
        self._seconds = seconds
        self._gathers = hasattr(sock, "sendmsg") and not isinstance(sock, ssl.SSLSocket)

    @property
    def room(self) -> int:
        """Return how many envelopes it would take now, and may."""
        return self.dialogue.room if self._left is None else min(self.dialogue.room, self._left)

    @property
    def spent(self) -> bool:
        """Say whether it has carried what it may, and nothing is under way."""
        return self._left == 0 and self.dialogue.idle

    def announce(self, errand: Errand) -> Outcome | None:
        """Take one more; return why this server cannot carry it, where it cannot."""
        refusal = self.dialogue.announce(errand)
        if refusal is None:
            self._left = None if self._left is None else self._left - 1
            self.begin()
        return refusal

    def write(self) -> list[Event]:
        """Send what can be sent without waiting; return what has happened meanwhile."""
        events: list[Event] = []
        dialogue = self.dialogue
        while dialogue.speaks:
            room = dialogue.before_dot
            if room is not None and room <= _AT_ONCE:
                events += self.read()  # after the dot it would be too late to hear that the message is not wanted
                if dialogue.over:
                    break
                room = None  # the rest of the message, its dot and the next envelope are one piece for the system
            try:
                sent = self._send(dialogue.outgoing, room)
            except _NOT_NOW:
                break
            except OSError as error:
                events += self.read()  # its last words, if there are any
                if not dialogue.over:
                    events += dialogue.broken(how_it_broke(error))
                break
            dialogue.sent(sent)
            self._touch()
        return events

    def _send(self, outgoing: Sequence[memoryview], room: int | None) -> int:
        """Send the first pieces, at most so many octets of them."""
        if not self._gathers:
            most = _RECORD if room is None else min(room, _RECORD)
            return self.sock.send(b"".join(_first(outgoing, most)))
        return self.sock.sendmsg(outgoing if room is None else _first(outgoing, room))

    def read(self) -> list[Event]:
        """Hear what has come, and return what it means."""
        events: list[Event] = []
        dialogue = self.dialogue
        while not dialogue.over:
            try:
                data = self.sock.recv(_BLOCK)
            except _NOT_NOW:
                break
            except OSError as error:
                events += dialogue.broken(how_it_broke(error))
                break
            if not data:
                events += dialogue.broken("the server closed the connection")
                break
            before = dialogue.awaited
            events += dialogue.receive(data)
            awaited = dialogue.awaited
            if _QUICKACK is not None and awaited:
                # A server that writes an answer at a time holds the next back until we have acknowledged the last.
                self.sock.setsockopt(socket.IPPROTO_TCP, _QUICKACK, 1)
            if awaited != before:  # a drip of octets that never becomes an answer gains no time
                self._touch()
            if self._gathers and len(data) < _BLOCK:
                break
        return events

    def expire(self, now: float) -> list[Event]:
        """Give the connection up where its time is over; return what that means."""
        if self.deadline is None or now < self.deadline:
            return []
        events = self.read()  # what came while this process slept is no delay of the server's
        if self.deadline is not None and now >= self.deadline:
            late = "take the message" if self.dialogue.speaks else "answer"
            events += self.dialogue.broken(f"the server did not {late} in time", late=True)
        return events

    def begin(self) -> None:
        """Know that something new is to be said, for which the server has its time."""
        if self.deadline is None:
            self._touch()

    def _touch(self) -> None:
        dialogue = self.dialogue
        if dialogue.speaks:
            self.deadline = monotonic() + self._patience(None)
        elif (phase := dialogue.awaited_phase) is not None:
            self.deadline = monotonic() + self._patience(phase)
        else:
            self.deadline = None

    def _patience(self, phase: Phase | None) -> float:
        """Return how long the server may take to answer in a phase, or to take more octets."""
        if self._seconds is None:
            return _A_BLOCK if phase is None else _BY_PHASE.get(phase, _BY_PHASE[Phase.MAIL])
        return min(self._seconds * _AFTER_DOT_FACTOR, _AFTER_DOT_MOST) if phase is Phase.DOT else self._seconds

    def close(self) -> None:
        """Let go, without a word."""
        self.sock.close()


def _first(pieces: Iterable[memoryview], most: int) -> list[memoryview]:
    """Return the first pieces, at most so many octets of them."""
    found: list[memoryview] = []
    for piece in pieces:
        found.append(piece[:most])
        most -= len(found[-1])
        if not most:
            break
    return found
