"""From the socket to AUTH: smtplib's dialogue over our own reading of replies."""

from __future__ import annotations

import errno
import smtplib
import socket
import ssl
from typing import Any

from pressctl.mail.replies import ReplyReader
from pressctl.mail.settings import Secret

_LONGEST_FIRST = 9000
"""Characters of a first response: base64 makes them 12,288 octets, the most that AUTH may hold (RFC 4954 §4)."""


class Connection(smtplib.SMTP):
    """smtplib's dialogue up to AUTH, over our own reading of replies."""

    reader: ReplyReader | None = None
    seconds: float = 60.0
    line: socket.socket | None = None
    """A second handle of its socket: TLS takes the first one over, and shows it to nobody until it has shaken hands."""

    def getreply(self) -> tuple[int, bytes]:
        """Read one reply, with our own limits of time and length."""
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("not connected")
        if self.reader is None or self.reader.sock is not self.sock:
            self.reader = ReplyReader(self.sock)
        reply = self.reader.read(self.seconds)
        self.sock.settimeout(self.seconds)
        return reply.code, reply.text.encode("utf-8")

    def log_in_with(self, user: str, token: Secret) -> None:
        """Log in with a token (XOAUTH2).

        Raises:
            smtplib.SMTPAuthenticationError: the server does not take it.
        """
        first = _first_response(user, token)

        def respond(challenge: bytes | None = None) -> str:
            return first if challenge is None else ""  # a challenge is the server's complaint, to be acknowledged

        self.auth("XOAUTH2", respond, initial_response_ok=len(first) < _LONGEST_FIRST)

    def protect(self, context: ssl.SSLContext, host: str) -> None:
        """Begin TLS on the open connection; what was said in the clear is forgotten (RFC 3207 §4.2)."""
        assert self.sock is not None  # noqa: S101  # called on an open connection only
        self.sock.settimeout(self.seconds)
        self.sock = wrapped(context, self.sock, host)
        self.reader = self.file = None
        self.helo_resp = self.ehlo_resp = None
        self.esmtp_features = {}
        self.does_esmtp = False


class _Standing(ssl.SSLSocket):
    """TLS on a connection that stands.

    A server may reset it at any moment. Where it has done so before the handshake, `SSLSocket` asks for the peer, is
    told that there is none, and leaves the socket open or comes back without TLS (CPython, `SSLSocket._create`).
    """

    def getpeername(self) -> Any:
        """Return the address of the other end; close the socket where there is none any more.

        Raises:
            ConnectionResetError: the connection has ended.
        """
        try:
            return super().getpeername()
        except OSError as error:
            self.close()
            raise ConnectionResetError(errno.ECONNRESET, "the connection was reset before TLS began") from error


def wrapped(context: ssl.SSLContext, sock: socket.socket, host: str) -> ssl.SSLSocket:
    """Return the socket with TLS on it.

    Raises:
        OSError: the connection has ended, or the server is not who it should be.
    """
    context.sslsocket_class = _Standing
    return context.wrap_socket(sock, server_hostname=host)


def _first_response(user: str, token: Secret) -> str:
    """Return what XOAUTH2 says, before base64 (https://developers.google.com/gmail/imap/xoauth2-protocol)."""
    return f"user={user}\x01auth=Bearer {token.reveal()}\x01\x01"
