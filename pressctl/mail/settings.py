"""Which mail server, and its password: the office's file, overridden by the environment that is passed in.

The password never stands in a file of the workspace, in an address, or in anything that is shown.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import SplitResult, unquote, urlsplit

from pydantic import ValidationError

from pressctl.config.mail import Auth, Smtp, Tls
from pressctl.errors import BadInput

URL = "PRESSCTL_SMTP_URL"
PASSWORD = "PRESSCTL_SMTP_PASSWORD"  # noqa: S105  # the name of a variable, not a password
REFRESH_TOKEN = "PRESSCTL_SMTP_REFRESH_TOKEN"  # noqa: S105  # likewise
CLIENT_SECRET = "PRESSCTL_SMTP_CLIENT_SECRET"  # noqa: S105  # likewise
KEYRING_SERVICE = "pressctl"

_SCHEMES = {"smtp": (Tls.NONE, 25), "smtp+starttls": (Tls.STARTTLS, 587), "smtps": (Tls.IMPLICIT, 465)}
_KEPT = (
    "ca_file", "timeout", "connections", "per_connection", "per_second", "per_hour", "per_day", "per_domain_hour",
    "chunking", "notify",
)  # fmt: skip
"""What of the file a URL leaves in force."""
_FORMS = f"write {URL}=smtp+starttls://user@host:587, smtps://user@host:465, or smtp://127.0.0.1:25 for this machine"


class Secret:
    """A password that shows itself only to who asks for it by name."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Return the password."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(…)"

    def hidden_in(self, text: str) -> str:
        """Return a text in which the password, should somebody have put it there, is not readable."""
        return text.replace(self._value, "(hidden)") if self._value else text


def smtp_settings(configured: Smtp | None, environment: Mapping[str, str]) -> Smtp:
    """Return the server to use: `PRESSCTL_SMTP_URL` wins over the office's file.

    A URL keeps the file's `ca_file`, `timeout` and limits; everything else of the file is put aside.

    Raises:
        BadInput: neither names a server; the URL is none, or holds a password; an unprotected connection to a
            machine other than this one.
    """
    url = environment.get(URL, "").strip()
    if url:
        settings = _from_url(url, configured)
    elif configured is not None:
        settings = configured
    else:
        raise BadInput(
            "no mail server is set", hint="add [mail.smtp] with host and port to pressctl.toml, or set " + URL
        )
    if settings.tls is Tls.NONE and not is_loopback(settings.host):
        raise BadInput(
            f"mail to {settings.host} would travel unprotected: tls = none is for this machine only",
            hint="set tls = starttls or implicit; in a URL, smtp+starttls:// or smtps://",
        )
    return settings


def smtp_password(settings: Smtp, environment: Mapping[str, str]) -> Secret | None:
    """Return the password of the server's user, from the environment, else from the keyring where there is one.

    Raises:
        BadInput: a user is set and no password is found.
    """
    if settings.user is None or settings.auth is not Auth.PASSWORD:
        return None
    return _kept("password", PASSWORD, account_of(settings), environment)


def account_of(settings: Smtp, prefix: str = "") -> str:
    """Return the name under which the keyring has a secret of the server's user."""
    return f"{prefix}{settings.user}@{settings.host}"


def refresh_token(settings: Smtp, environment: Mapping[str, str]) -> Secret:
    """Return what tokens are fetched with, from the environment, else from the keyring.

    Raises:
        BadInput: there is none.
    """
    return _kept("refresh token", REFRESH_TOKEN, account_of(settings, "refresh-token:"), environment)


def client_secret(settings: Smtp, environment: Mapping[str, str]) -> Secret | None:
    """Return the secret of the registered client; nothing where it has none, as a public client (RFC 6749 §2.1)."""
    given = environment.get(CLIENT_SECRET)
    return Secret(given) if given else _from_keyring(account_of(settings, "client-secret:"))


def keep_refresh_token(settings: Smtp, token: str) -> None:
    """Put a renewed refresh token where the old one was, if that was the keyring."""
    account = account_of(settings, "refresh-token:")
    if _from_keyring(account) is not None:
        import keyring
        from keyring.errors import KeyringError

        with contextlib.suppress(KeyringError):  # the old one mostly holds for weeks more
            keyring.set_password(KEYRING_SERVICE, account, token)


def _kept(what: str, variable: str, account: str, environment: Mapping[str, str]) -> Secret:
    given = environment.get(variable)
    if given:
        return Secret(given)
    kept = _from_keyring(account)
    if kept is None:
        user, _, host = account.rpartition(":")[2].rpartition("@")
        raise BadInput(
            f"no {what} for {user} at {host}",
            hint=f"set {variable}, or keep it in the keyring: keyring set {KEYRING_SERVICE} {account}",
        )
    return kept


def is_loopback(host: str) -> bool:
    """Say whether the host is this machine: 127.0.0.0/8, ::1, localhost."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower().rstrip(".") == "localhost"


def _from_url(url: str, configured: Smtp | None) -> Smtp:
    parts, port = _split(url)
    if parts.password is not None:
        raise BadInput(f"{URL} holds a password, which others can see", hint=f"put it into {PASSWORD} instead")
    if parts.scheme not in _SCHEMES or not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment:
        raise BadInput(f"{URL} is not the address of a mail server", hint=_FORMS)
    tls, default_port = _SCHEMES[parts.scheme]
    kept = {name: getattr(configured, name) for name in _KEPT} if configured else {}
    try:
        return Smtp(
            host=parts.hostname,
            port=port or default_port,
            tls=tls,
            user=unquote(parts.username) if parts.username else None,
            **kept,
        )
    except ValidationError as error:
        raise BadInput(f"{URL} is not the address of a mail server", hint=_FORMS) from error


def _split(url: str) -> tuple[SplitResult, int | None]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise BadInput(f"{URL} is not the address of a mail server", hint=_FORMS) from error
    return parts, port


def _from_keyring(account: str) -> Secret | None:
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    try:
        kept = keyring.get_password(KEYRING_SERVICE, account)
    except KeyringError:  # a machine without a desktop has none; the variable serves there
        return None
    return Secret(kept) if kept else None
