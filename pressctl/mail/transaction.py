"""One message handed to a mail server, from MAIL to the answer to the final dot.

Our own, because what matters is where the dialogue broke: before the final dot has left nothing was sent, after it
without an answer nobody can know (RFC 1047). smtplib tells neither, and lets bare line ends through.
"""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import replace

from pressctl.mail.addresses import needs_smtputf8
from pressctl.mail.replies import Garbage, LineLost, Reply, ReplyReader
from pressctl.model.delivery import DeliveryState, Outcome, Phase

_DOT = b".\r\n"
_AFTER_DOT_FACTOR = 10
_AFTER_DOT_MOST = 600.0
"""RFC 5321 §4.5.3.2.6: ten minutes for the answer to the final dot."""

_BLOCK = 65536

_OUR_FAULT = frozenset({"5.7.26", "5.7.515"})
"""Refused because our own domain is not authenticated: the next message would fare no better."""


class Connection(smtplib.SMTP):
    """smtplib's dialogue up to AUTH, over our own reading of replies."""

    reader: ReplyReader | None = None
    seconds: float = 60.0

    def getreply(self) -> tuple[int, bytes]:
        """Read one reply, with our own limits of time and length."""
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("not connected")
        if self.reader is None or self.reader.sock is not self.sock:
            self.reader = ReplyReader(self.sock)
        reply = self.reader.read(self.seconds)
        self.sock.settimeout(self.seconds)
        return reply.code, reply.text.encode("utf-8")

    def protect(self, context: ssl.SSLContext, host: str) -> None:
        """Begin TLS on the open connection; what was said in the clear is forgotten (RFC 3207 §4.2)."""
        assert self.sock is not None  # noqa: S101  # called on an open connection only
        self.sock.settimeout(self.seconds)
        self.sock = context.wrap_socket(self.sock, server_hostname=host)
        self.reader = self.file = None
        self.helo_resp = self.ehlo_resp = None
        self.esmtp_features = {}
        self.does_esmtp = False


class Transaction:
    """MAIL, RCPT, DATA, dot: each step's failure is the outcome that fits it."""

    def __init__(self, connection: Connection, seconds: float) -> None:
        assert connection.reader is not None  # noqa: S101  # an open connection has read its greeting
        assert connection.sock is not None  # noqa: S101
        self._connection = connection
        self._reader = connection.reader
        self._sock = connection.sock
        self._seconds = seconds
        self._phase = Phase.MAIL
        self._dot_left = False

    def run(self, sender: str, recipient: str, message: bytes) -> Outcome:
        """Hand the message over; the addresses are as the wire wants them."""
        try:
            return self._run(sender, recipient, message)
        except LineLost as error:
            return self._lost(str(error))
        except TimeoutError:
            return self._lost("the server did not take the message in time")
        except OSError as error:
            return self._lost(f"the connection broke: {error.strerror or error}")

    def _run(self, sender: str, recipient: str, message: bytes) -> Outcome:
        utf8 = needs_smtputf8(recipient) or needs_smtputf8(sender)
        reply = self._ask(f"MAIL FROM:<{sender}>{self._parameters(len(message), utf8=utf8)}", Phase.MAIL)
        if reply.kind != 2:
            # Refused because of us, not of the recipient: unless it is the recipient's letters that are too much.
            return self._turned_down(reply, our_fault=reply.kind == 5 and not utf8)
        reply = self._ask(f"RCPT TO:<{recipient}>", Phase.RCPT)
        if reply.kind != 2:
            return self._reset(self._turned_down(reply))
        reply = self._ask("DATA", Phase.DATA)
        if reply.code != 354:
            return self._reset(self._turned_down(reply))
        return self._send(message)

    def _send(self, message: bytes) -> Outcome:
        self._sock.settimeout(self._seconds)
        body = memoryview(stuffed(message))
        for start in range(0, len(body), _BLOCK):  # each block has its own time: a poor line is slow, not dead
            self._sock.sendall(body[start : start + _BLOCK])
        if self._reader.hung_up():
            return self._early()
        self._phase, self._dot_left = Phase.DOT, True
        self._sock.sendall(_DOT)
        reply = self._reader.read(min(self._seconds * _AFTER_DOT_FACTOR, _AFTER_DOT_MOST))
        if reply.kind == 2:
            return self._outcome(DeliveryState.ACCEPTED, reply)
        # A server that refused in the middle reads the rest as commands: RSET finds out whether the line is clean.
        return self._reset(self._turned_down(reply))

    def _early(self) -> Outcome:
        """The server spoke or closed before the dot: it has not taken the message."""
        try:
            reply = self._reader.read(min(1.0, self._seconds))
        except LineLost as error:
            return self._lost(str(error))
        return replace(self._turned_down(reply), connection_lost=True)

    def _ask(self, command: str, phase: Phase) -> Reply:
        self._phase = phase
        if self._reader.hung_up():
            early = self._reader.read(min(1.0, self._seconds))
            return Reply(421, early.text) if early.code == 421 else _garbled()
        self._sock.settimeout(self._seconds)
        self._sock.sendall(f"{command}\r\n".encode())
        return self._reader.read(self._seconds)

    def _parameters(self, size: int, *, utf8: bool) -> str:
        known = self._connection.has_extn
        parts = [f" SIZE={size}" if known("size") else "", " BODY=8BITMIME SMTPUTF8" if utf8 else ""]
        return "".join(parts)

    def _turned_down(self, reply: Reply, *, our_fault: bool = False) -> Outcome:
        if reply.code == 421:
            return self._outcome(DeliveryState.DEFERRED, reply, lost=True)
        if our_fault or reply.enhanced in _OUR_FAULT or reply.code == 530:
            return self._outcome(DeliveryState.DEFERRED, reply, stops=True)
        if reply.kind == 5:
            return self._outcome(DeliveryState.REJECTED, reply)
        if reply.kind == 4:
            return self._outcome(DeliveryState.DEFERRED, reply)
        return self._lost(f"the server answered out of turn: {reply.words()}")

    def _outcome(self, state: DeliveryState, reply: Reply, *, lost: bool = False, stops: bool = False) -> Outcome:
        return Outcome(state, self._phase, reply.code, reply.enhanced, reply.words(), lost, stops)

    def _lost(self, words: str) -> Outcome:
        state = DeliveryState.UNCERTAIN if self._dot_left else DeliveryState.DEFERRED
        return Outcome(state, self._phase, reply=words, connection_lost=True)

    def _reset(self, outcome: Outcome) -> Outcome:
        """End a refused transaction, so that the next message begins on a clean line."""
        if outcome.connection_lost:
            return outcome
        phase = self._phase
        try:
            clean = self._ask("RSET", phase).kind == 2
        except (LineLost, OSError):
            clean = False
        if clean:
            return outcome
        return replace(outcome, connection_lost=True)


def stuffed(message: bytes) -> bytes:
    """Return the message for DATA, all but its final dot: a dot that begins a line is doubled (RFC 5321 §4.5.2).

    `message` must have CRLF line ends only (`well_formed`).
    """
    whole = message if message.endswith(b"\r\n") else message + b"\r\n"
    doubled = whole.replace(b"\r\n.", b"\r\n..")
    return b"." + doubled if doubled.startswith(b".") else doubled


def _garbled() -> Reply:
    raise Garbage("the server spoke out of turn")
