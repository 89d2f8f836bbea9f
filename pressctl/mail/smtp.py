"""Mail through a server: smtplib connects, protects and authenticates; the transaction is our own."""

from __future__ import annotations

import contextlib
import smtplib
import socket
import ssl
from datetime import UTC, datetime
from pathlib import Path

from pressctl.config.schema import Smtp, Tls
from pressctl.errors import BadInput
from pressctl.mail.addresses import needs_smtputf8, wire_address
from pressctl.mail.base import Envelope, Offers, ServerUnavailable
from pressctl.mail.message import well_formed
from pressctl.mail.replies import LineLost, Reply
from pressctl.mail.settings import PASSWORD, Secret, is_loopback
from pressctl.mail.transaction import Connection, Transaction
from pressctl.model.delivery import DeliveryState, Outcome, Phase

_NO_SUCH_COMMAND = frozenset({500, 501, 502, 504, 550})
"""What a server that knows no EHLO may answer (RFC 5321 §3.2)."""

_TLS_WORDS = {Tls.STARTTLS: "STARTTLS", Tls.IMPLICIT: "TLS", Tls.NONE: "unprotected, this machine"}


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
        self._connection: Connection | None = None

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
        connection = Connection(local_hostname=_own_name(), timeout=settings.timeout)
        connection.seconds = settings.timeout
        try:
            self._prepare(connection)
        except BaseException:
            connection.close()
            raise
        self._connection = connection

    def _prepare(self, connection: Connection) -> None:
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
                outcome = Transaction(connection, self._settings.timeout).run(sender, recipient, message)
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

    def _greet(self, connection: Connection) -> None:
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

    def _local_refusal(self, connection: Connection, envelope: Envelope, message: bytes) -> Outcome | None:
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
