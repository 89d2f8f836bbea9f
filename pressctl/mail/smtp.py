"""Mail through a server: smtplib connects, protects and authenticates; the transaction is our own.

Our own, because what matters is where the dialogue broke: before the final dot has left nothing was sent, after it
without an answer nobody can know (RFC 1047). smtplib tells neither, and lets bare line ends through.
"""

from __future__ import annotations

import contextlib
import smtplib
import socket
import ssl
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from pressctl.config.schema import Smtp, Tls
from pressctl.errors import BadInput
from pressctl.mail.addresses import needs_smtputf8, wire_address
from pressctl.mail.base import Envelope, Offers, ServerUnavailable
from pressctl.mail.message import well_formed
from pressctl.mail.replies import Garbage, LineLost, Reply, ReplyReader
from pressctl.mail.settings import PASSWORD, Secret, is_loopback
from pressctl.model.delivery import DeliveryState, Outcome, Phase

_DOT = b".\r\n"
_AFTER_DOT_FACTOR = 10
_AFTER_DOT_MOST = 600.0
"""RFC 5321 §4.5.3.2.6: ten minutes for the answer to the final dot."""

_BLOCK = 65536

_OUR_FAULT = frozenset({"5.7.26", "5.7.515"})
"""Refused because our own domain is not authenticated: the next message would fare no better."""

_NO_SUCH_COMMAND = frozenset({500, 501, 502, 504, 550})
"""What a server that knows no EHLO may answer (RFC 5321 §3.2)."""

_TLS_WORDS = {Tls.STARTTLS: "STARTTLS", Tls.IMPLICIT: "TLS", Tls.NONE: "unprotected, this machine"}


class _Connection(smtplib.SMTP):
    """smtplib's dialogue up to AUTH, over our own reading of replies."""

    reader: ReplyReader | None = None
    seconds: float = 60.0

    def getreply(self) -> tuple[int, bytes]:
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


class SmtpTransport:
    """Hands messages to the office's mail server over one connection."""

    name = "smtp"
    rehearsal = False

    def __init__(self, settings: Smtp, password: Secret | None = None, *, ca_file: Path | None = None) -> None:
        """Take the server's settings (see `mail.settings`), and certificates to trust besides the system's."""
        self.route = f"smtp {settings.host}:{settings.port} ({_TLS_WORDS[settings.tls]})"
        self._settings = settings
        self._password = password
        self._ca_file = ca_file
        self._connection: _Connection | None = None

    def open(self) -> None:
        """Connect, protect, authenticate.

        Raises:
            ServerUnavailable: the server is down, is not who it says, or refuses us; with its own words.
            BadInput: the settings would send mail or a password unprotected, or the certificates cannot be read.
        """
        self.close()
        settings = self._settings
        if settings.tls is Tls.NONE and not is_loopback(settings.host):
            raise BadInput(f"mail to {settings.host} would travel unprotected", hint="set tls = starttls or implicit")
        connection = _Connection(local_hostname=_own_name(), timeout=settings.timeout)
        connection.seconds = settings.timeout
        try:
            self._prepare(connection)
        except BaseException:
            connection.close()
            raise
        self._connection = connection

    def _prepare(self, connection: _Connection) -> None:
        try:
            self._greet(connection)
            self._authenticate(connection)
        except ssl.SSLCertVerificationError as error:
            raise self._unavailable(
                f"its certificate is not to be trusted ({error.verify_message})",
                "ask who runs it; for an authority of your own set ca_file in [mail.smtp]",
            ) from error
        except UnicodeError as error:  # the resolver's, of a name that no machine can have
            raise self._unavailable("that is no host name", "check host in [mail.smtp]") from error
        except (LineLost, smtplib.SMTPException, OSError) as error:
            raise self._unavailable(
                _cause(error), "check host, port and tls in [mail.smtp], then go on with --resume"
            ) from error

    def deliver(self, envelope: Envelope, message: bytes) -> Outcome:
        """Run one transaction, and say what is known of the message afterwards."""
        connection = self._connection
        if connection is None or connection.reader is None:
            return Outcome(DeliveryState.DEFERRED, Phase.CONNECT, reply="no connection", connection_lost=True)
        well_formed(message)
        outcome = self._local_refusal(connection, envelope, message)
        if outcome is None:
            sender, recipient = wire_address(envelope.sender), wire_address(envelope.recipient)
            try:
                outcome = _Transaction(connection, self._settings.timeout).run(sender, recipient, message)
            except BaseException:  # interrupted in the middle: nothing more may be said on this connection
                self._drop()
                raise
        if outcome.connection_lost:
            self._drop()
        return outcome

    def interrupted(self, envelope: Envelope) -> DeliveryState:
        """Nobody can know: the dot may have left."""
        return DeliveryState.UNCERTAIN

    def close(self) -> None:
        """Say goodbye, without waiting long for an answer."""
        connection = self._connection
        if connection is None:
            return
        connection.seconds = min(5.0, self._settings.timeout)
        with contextlib.suppress(LineLost, smtplib.SMTPException, OSError):
            connection.docmd("QUIT")
        self._drop()

    def offers(self) -> Offers:
        """Return what the server offers on the open connection, and how the connection is protected."""
        connection = self._connection
        assert connection is not None  # noqa: S101  # asked of an open connection only
        secured = connection.sock if isinstance(connection.sock, ssl.SSLSocket) else None
        names = {**connection.esmtp_features}
        return Offers(
            extensions={name.upper(): str(names[name]).strip() for name in names},
            tls=secured.version() if secured else None,
            certificate_until=_end_of_certificate(secured) if secured else None,
        )

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _greet(self, connection: _Connection) -> None:
        settings = self._settings
        if settings.tls is Tls.IMPLICIT:
            connection.sock = self._context().wrap_socket(self._dial(), server_hostname=settings.host)
        else:
            connection.sock = self._dial()
        code, words = connection.getreply()
        if code != 220:
            raise self._refused("does not take mail now", code, words)
        self._hello(connection)
        if settings.tls is Tls.STARTTLS:
            self._starttls(connection)

    def _dial(self) -> socket.socket:
        sock = socket.create_connection((self._settings.host, self._settings.port), self._settings.timeout)
        # The final dot goes alone, so that we know whether it left; it must not wait for an acknowledgement (Nagle).
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return sock

    def _hello(self, connection: _Connection) -> None:
        code, words = connection.ehlo()
        if code in _NO_SUCH_COMMAND:
            code, words = connection.helo()
        if code // 100 != 2:
            raise self._refused("refuses our greeting", code, words)

    def _starttls(self, connection: _Connection) -> None:
        if not connection.has_extn("starttls"):
            raise self._unavailable(
                "it does not offer STARTTLS, so nothing was sent",
                "set tls = implicit if that is what it wants; otherwise somebody on the line may have removed it",
            )
        code, words = connection.docmd("STARTTLS")
        if code != 220:
            raise self._refused("refuses STARTTLS", code, words)
        if connection.reader is not None and connection.reader.unread():
            raise self._unavailable("it spoke before the connection was protected", "somebody may be on the line")
        connection.protect(self._context(), self._settings.host)
        self._hello(connection)

    def _authenticate(self, connection: _Connection) -> None:
        user, password = self._settings.user, self._password
        if user is None or password is None:
            return
        if not connection.has_extn("auth"):
            raise self._unavailable("it offers no AUTH", "take user out of [mail.smtp] if it wants no password")
        try:
            connection.login(user, password.reveal())
        except smtplib.SMTPAuthenticationError as error:
            raise self._refused(
                f"refuses user {user}",
                error.smtp_code,
                error.smtp_error,
                hint=f"check user in [mail.smtp] and {PASSWORD}",
            ) from None  # the exception that smtplib raises may repeat what was sent
        except UnicodeEncodeError:
            raise self._unavailable(
                f"user {user} or the password holds letters that AUTH cannot carry", f"check {PASSWORD}"
            ) from None  # its text would show the password

    def _context(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        if self._ca_file is not None:
            try:
                context.load_verify_locations(self._ca_file)
            except (OSError, ssl.SSLError) as error:
                raise BadInput(f"{self._ca_file} cannot be read as certificates", hint="check ca_file") from error
        return context

    def _local_refusal(self, connection: _Connection, envelope: Envelope, message: bytes) -> Outcome | None:
        """Return why this server cannot carry the message, known before a word is said."""
        if _needs_utf8(envelope) and not connection.has_extn("smtputf8"):
            reply = "the address has letters before the @ that this mail server cannot carry (no SMTPUTF8)"
            return Outcome(DeliveryState.REJECTED, Phase.MAIL, reply=reply)
        size = connection.esmtp_features.get("size", "")
        if size.isdecimal() and 0 < int(size) < len(message):
            reply = f"the message has {_megabytes(len(message))}, the mail server takes {_megabytes(int(size))}"
            return Outcome(DeliveryState.REJECTED, Phase.MAIL, reply=reply)
        return None

    def _unavailable(self, cause: str, hint: str) -> ServerUnavailable:
        where = f"{self._settings.host}:{self._settings.port}"
        return ServerUnavailable(f"the mail server {where} cannot be used: {self._redacted(cause)}", hint=hint)

    def _refused(self, what: str, code: int, words: bytes | str, *, hint: str | None = None) -> ServerUnavailable:
        text = words.decode("utf-8", "backslashreplace") if isinstance(words, bytes) else words
        reply = Reply(code, text).words()
        return self._unavailable(f'it {what}: "{reply}"', hint or "ask who runs it, then go on with --resume")

    def _redacted(self, text: str) -> str:
        return self._password.hidden_in(text) if self._password is not None else text


class _Transaction:
    """MAIL, RCPT, DATA, dot: each step's failure is the outcome that fits it."""

    def __init__(self, connection: _Connection, seconds: float) -> None:
        assert connection.reader is not None  # noqa: S101  # an open connection has read its greeting
        assert connection.sock is not None  # noqa: S101
        self._connection = connection
        self._reader = connection.reader
        self._sock = connection.sock
        self._seconds = seconds
        self._phase = Phase.MAIL
        self._dot_left = False

    def run(self, sender: str, recipient: str, message: bytes) -> Outcome:
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


def _needs_utf8(envelope: Envelope) -> bool:
    return needs_smtputf8(envelope.recipient) or needs_smtputf8(envelope.sender)


def _cause(error: Exception) -> str:
    if isinstance(error, socket.gaierror):
        return "there is no such host"
    if isinstance(error, ConnectionRefusedError):
        return "nothing answers there"
    if isinstance(error, TimeoutError):
        return "it does not answer"
    if isinstance(error, ssl.SSLError):
        return f"TLS failed ({error.reason or error})"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return str(error)


def _end_of_certificate(secured: ssl.SSLSocket) -> datetime | None:
    until = (secured.getpeercert() or {}).get("notAfter")
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(until), UTC) if isinstance(until, str) else None


def _own_name() -> str:
    """Return the name for EHLO; one without a dot becomes an address literal, as smtplib does (RFC 5321 §4.1.4)."""
    name = socket.gethostname()
    return name if "." in name and name.isascii() else "[127.0.0.1]"


def _megabytes(octets: int) -> str:
    return f"{octets / 1_000_000:.1f} MB"
