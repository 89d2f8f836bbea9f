"""Mail through a server: smtplib connects, protects and authenticates; what is said then is our own (`dialogue`)."""

from __future__ import annotations

import binascii
import contextlib
import smtplib
import socket
import ssl
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pressctl.config.mail import Smtp, Tls
from pressctl.errors import BadInput
from pressctl.mail.base import Envelope, Offers, ServerUnavailable, carry_one
from pressctl.mail.connecting import Connection, wrapped
from pressctl.mail.exchange import Exchange
from pressctl.mail.letter import letter_of
from pressctl.mail.link import Link
from pressctl.mail.replies import LineLost, Reply, TooLate
from pressctl.mail.settings import PASSWORD, Secret, is_loopback
from pressctl.mail.skills import Skills
from pressctl.model.delivery import DeliveryState, Outcome, Phase

if TYPE_CHECKING:
    from pressctl.mail.oauth import TokenSource

_NO_SUCH_COMMAND = frozenset({500, 501, 502, 504, 550})
"""What a server that knows no EHLO may answer (RFC 5321 §3.2)."""

_SEND_BUFFER = 262_144
"""Octets: a usual message is handed to the system in one piece."""

_FOR_A_CONNECTION = 30.0
"""Seconds until a machine is there; the system's own patience may be minutes."""
_FOR_AN_ANSWER = 300.0
"""Seconds for the greeting and each answer after it (RFC 5321 §4.5.3.2.1)."""

_TLS_AT_ONCE = 465
"""The port on which servers wait for TLS and say nothing before (RFC 8314 §7.3)."""
_FOR_A_WORD_THERE = 15.0
"""Seconds for a greeting in the clear on it: one that is set wrongly is known before anybody gives up."""

_FOR_A_GOODBYE = 5.0
"""Seconds for the answer to QUIT: nothing depends on it any more."""

_BY_PASSWORD = frozenset({"PLAIN", "LOGIN", "CRAM-MD5"})

_TLS_WORDS = {Tls.STARTTLS: "STARTTLS", Tls.IMPLICIT: "TLS", Tls.NONE: "unprotected, this machine"}


class SmtpTransport:
    """Hands messages to the office's mail server, over one connection or over several at once."""

    name = "smtp"
    rehearsal = False
    most = 0

    def __init__(
        self,
        settings: Smtp,
        password: Secret | None = None,
        *,
        ca_file: Path | None = None,
        tokens: TokenSource | None = None,
    ) -> None:
        """Take the server's settings (see `mail.settings`), how one logs in, and certificates besides the system's."""
        self.route = f"smtp {settings.host}:{settings.port} ({_TLS_WORDS[settings.tls]})"
        self._settings = settings
        self._password = password
        self._tokens = tokens
        self._ca_file = ca_file
        self._lines: set[socket.socket] = set()
        """Second handles of the connections that are being made."""
        self._exchange: Exchange | None = None
        self._offers: Offers | None = None

    def open(self) -> None:
        """Connect, protect, authenticate.

        Raises:
            ServerUnavailable: the server is down, is not who it says, or refuses us; with its own words.
            BadInput: the settings would send mail or a password unprotected, or the certificates cannot be read.
        """
        self.close()
        exchange = self.carrier()
        exchange.open()
        self._exchange = exchange

    def deliver(self, envelope: Envelope, message: bytes) -> Outcome:
        """Run one transaction, and say what is known of the message afterwards."""
        if self._exchange is None:
            return Outcome(DeliveryState.DEFERRED, Phase.CONNECT, reply="no connection", connection_lost=True)
        try:
            outcome = carry_one(self._exchange, envelope, letter_of(message))
        except BadInput:
            raise
        except BaseException:  # interrupted in the middle: nothing more may be said on this connection
            self._drop()
            raise
        if outcome.connection_lost:
            self._drop()
        return outcome

    def carrier(self) -> Exchange:
        """Return the way over which many messages go: as many connections as the office allows, none made yet."""
        return Exchange(self._connect, self._settings.connections, self._goodbye, self._hang_up)

    def interrupted(self, envelope: Envelope) -> DeliveryState:
        """Nobody can know: the dot may have left."""
        return DeliveryState.UNCERTAIN

    def close(self) -> None:
        """Say goodbye, without waiting long for an answer."""
        if self._exchange is not None:
            self._exchange.close()
            self._exchange = None

    def offers(self) -> Offers:
        """Return what the server offers on the open connection, and how the connection is protected."""
        assert self._offers is not None  # noqa: S101  # asked of an open connection only
        return self._offers

    def _drop(self) -> None:
        if self._exchange is not None:
            self._exchange.drop()
            self._exchange = None

    def _goodbye(self, link: Link) -> None:
        """Say QUIT on a connection on which nothing is under way, and wait a little for the answer."""
        with contextlib.suppress(OSError):
            link.sock.settimeout(min(_FOR_A_GOODBYE, self._settings.timeout or _FOR_A_GOODBYE))
            link.sock.sendall(b"QUIT\r\n")
            link.sock.recv(4096)

    def _connect(self) -> Link:
        """Make one connection.

        Raises:
            ServerUnavailable, BadInput: as `open`.
        """
        settings = self._settings
        if settings.tls is Tls.NONE and not is_loopback(settings.host):
            raise BadInput(f"mail to {settings.host} would travel unprotected", hint="set tls = starttls or implicit")
        connection = Connection(local_hostname=_own_name())
        connection.seconds = settings.timeout or _FOR_AN_ANSWER
        try:
            greeting = self._prepare(connection)
            self._offers = _offers(connection)
            skills = Skills.offered(connection.esmtp_features, chunking=settings.chunking, greeting=greeting)
            self.most = skills.most
            assert connection.sock is not None  # noqa: S101  # it has just authenticated us
            return Link(
                connection.sock,
                skills,
                settings.timeout,
                notify=",".join(one.value.upper() for one in settings.notify),
                most=settings.per_connection,
            )
        except BaseException:
            connection.close()
            raise
        finally:
            if connection.line is not None:
                self._lines.discard(connection.line)
                connection.line.close()

    def _hang_up(self) -> None:
        """End the connections that are being made in other threads: nobody waits for them any more."""
        for line in tuple(self._lines):
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def _prepare(self, connection: Connection) -> str:
        """Connect, protect, authenticate; return the words of the server's greeting."""
        try:
            greeting = self._greet(connection)
            self._authenticate(connection)
        except ssl.SSLCertVerificationError as error:
            raise self._unavailable(
                f"its certificate is not to be trusted ({error.verify_message})",
                "ask who runs it; for an authority of your own set ca_file in [mail.smtp]",
            ) from error
        except UnicodeError as error:  # the resolver's, of a name that no machine can have
            raise self._unavailable("that is no host name", "check host in [mail.smtp]") from error
        except binascii.Error:  # smtplib does not expect it
            raise self._unavailable("what it asks for at AUTH is no base64", "ask who runs it") from None
        except (LineLost, smtplib.SMTPException, OSError) as error:
            raise self._unavailable(_cause(error), "check host, port and tls in [mail.smtp]") from error
        if connection.reader is not None and connection.reader.unread():
            raise self._unavailable("it spoke out of turn", "ask who runs it")
        return greeting

    def _greet(self, connection: Connection) -> str:
        settings = self._settings
        if settings.tls is Tls.IMPLICIT:
            connection.sock = self._dial(connection)
            connection.sock = wrapped(self._context(), connection.sock, settings.host)
        else:
            connection.sock = self._dial(connection)
        code, words = self._first_words(connection)
        if code != 220:
            raise self._refused("does not take mail now", code, words)
        self._hello(connection)
        if settings.tls is Tls.STARTTLS:
            self._starttls(connection)
        return words.decode("utf-8", "backslashreplace")

    def _first_words(self, connection: Connection) -> tuple[int, bytes]:
        """Return the server's greeting; one that says nothing may wait for TLS."""
        if self._settings.port != _TLS_AT_ONCE or self._settings.tls is Tls.IMPLICIT:
            return connection.getreply()
        patience, connection.seconds = connection.seconds, min(connection.seconds, _FOR_A_WORD_THERE)
        try:
            return connection.getreply()
        except TooLate:
            raise self._unavailable(
                "it says nothing, as a server does that waits for TLS", 'set tls = "implicit" in [mail.smtp]'
            ) from None
        finally:
            connection.seconds = patience

    def _dial(self, connection: Connection) -> socket.socket:
        seconds = self._settings.timeout or _FOR_A_CONNECTION
        sock = socket.create_connection((self._settings.host, self._settings.port), seconds)
        # The final dot goes alone, so that we know whether it left; it must not wait for an acknowledgement (Nagle).
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)
        connection.line = sock.dup()
        self._lines.add(connection.line)
        return sock

    def _hello(self, connection: Connection) -> None:
        code, words = connection.ehlo()
        if code in _NO_SUCH_COMMAND:
            code, words = connection.helo()
        if code // 100 != 2:
            raise self._refused("refuses our greeting", code, words)

    def _starttls(self, connection: Connection) -> None:
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

    def _authenticate(self, connection: Connection) -> None:
        user, password = self._settings.user, self._password
        if user is None or (password is None and self._tokens is None):
            return
        if not connection.has_extn("auth"):
            raise self._unavailable("it offers no AUTH", "take user out of [mail.smtp] if it wants no password")
        ways = set(connection.esmtp_features["auth"].upper().split())
        if self._tokens is not None:
            self._show_token(connection, user, self._tokens, ways)
            return
        assert password is not None  # noqa: S101  # one of the two is there
        if not ways & _BY_PASSWORD:
            raise self._unavailable(
                f"it takes no passwords, only {_listed(ways)}", 'set auth = "xoauth2" in [mail.smtp]'
            )
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

    def _show_token(self, connection: Connection, user: str, tokens: TokenSource, ways: set[str]) -> None:
        """Log in with a token; one that is not taken is fetched anew, once."""
        if "XOAUTH2" not in ways:
            raise self._unavailable(f"it takes no tokens, only {_listed(ways)}", 'set auth = "password" in [mail.smtp]')
        for last in (False, True):
            try:
                connection.log_in_with(user, tokens.token())
            except smtplib.SMTPAuthenticationError as error:
                tokens.forget()
                if last or error.smtp_code == 421:
                    raise self._refused(
                        f"refuses the token of {user}",
                        error.smtp_code,
                        error.smtp_error,
                        hint="ask whether this user may send with XOAUTH2; check client_id and scope in [mail.smtp]",
                    ) from None
            else:
                return

    def _context(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        if self._ca_file is not None:
            try:
                context.load_verify_locations(self._ca_file)
            except (OSError, ssl.SSLError) as error:
                raise BadInput(f"{self._ca_file} cannot be read as certificates", hint="check ca_file") from error
        return context

    def _unavailable(self, cause: str, hint: str) -> ServerUnavailable:
        where = f"{self._settings.host}:{self._settings.port}"
        return ServerUnavailable(f"the mail server {where} cannot be used: {self._redacted(cause)}", hint=hint)

    def _refused(self, what: str, code: int, words: bytes | str, *, hint: str | None = None) -> ServerUnavailable:
        text = words.decode("utf-8", "backslashreplace") if isinstance(words, bytes) else words
        reply = Reply(code, text).words()
        return self._unavailable(f'it {what}: "{reply}"', hint or "ask who runs it")

    def _redacted(self, text: str) -> str:
        return self._password.hidden_in(text) if self._password is not None else text


def _offers(connection: Connection) -> Offers:
    secured = connection.sock if isinstance(connection.sock, ssl.SSLSocket) else None
    names = {**connection.esmtp_features}
    return Offers(
        extensions={name.upper(): str(names[name]).strip() for name in names},
        tls=secured.version() if secured else None,
        certificate_until=_end_of_certificate(secured) if secured else None,
    )


def _listed(ways: set[str]) -> str:
    return ", ".join(sorted(ways)) or "what it does not name"


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
