"""A real mail server (aiosmtpd) with real certificates (trustme), STARTTLS or implicit TLS, and AUTH."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

USER, PASSWORD = "press@example.org", "sentinel-password-7f3a"


@dataclass
class Certificates:
    """An authority of the test's own, and a certificate for this machine."""

    context: ssl.SSLContext
    ca_file: Path


def certificates(folder: Path, *names: str, until: datetime | None = None) -> Certificates:
    authority = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(*(names or ("localhost", "127.0.0.1")), not_after=until).configure_cert(context)
    ca_file = folder / "authority.pem"
    authority.cert_pem.write_to_path(str(ca_file))
    return Certificates(context, ca_file)


@dataclass
class Mailbox:
    """What the server took: (sender, recipients, bytes)."""

    port: int = 0
    taken: list[tuple[str, list[str], bytes]] = field(default_factory=list)
    sessions_with_tls: int = 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  # aiosmtpd's name
        self.taken.append((envelope.mail_from, list(envelope.rcpt_tos), bytes(envelope.original_content)))
        self.sessions_with_tls += session.ssl is not None
        return "250 2.0.0 taken"


def _authenticate(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=good, handled=good)


@contextmanager
def real_server(context: ssl.SSLContext | None, *, tls: str = "starttls", auth: bool = False) -> Iterator[Mailbox]:
    """Run the server for as long as the block runs."""
    mailbox = Mailbox()
    options: dict[str, Any] = {"hostname": "127.0.0.1", "port": 0, "decode_data": False, "enable_SMTPUTF8": True}
    if tls == "starttls":
        options.update(tls_context=context, require_starttls=True)
    elif tls == "implicit":
        options.update(ssl_context=context)
    if auth:
        options.update(authenticator=_authenticate, auth_required=True, auth_require_tls=tls == "starttls")
    controller = _Controller(mailbox, **options)
    controller.start()
    assert controller.server is not None
    mailbox.port = controller.server.sockets[0].getsockname()[1]
    try:
        yield mailbox
    finally:
        controller.stop()


class _Controller(Controller):
    """aiosmtpd greets itself once to see that it runs; with a port that the system chose it must ask which."""

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


__all__ = ["PASSWORD", "USER", "Certificates", "Mailbox", "certificates", "real_server"]
