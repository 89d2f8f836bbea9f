"""Which mail server, and its password: the office's file, overridden by the environment that is passed in.

The password never stands in a file of the workspace, in an address, or in anything that is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import SplitResult, unquote, urlsplit

from pydantic import ValidationError

from pressctl.config.schema import Smtp, Tls
from pressctl.errors import BadInput

URL = "PRESSCTL_SMTP_URL"
PASSWORD = "PRESSCTL_SMTP_PASSWORD"  # noqa: S105  # the name of a variable, not a password
KEYRING_SERVICE = "pressctl"

_SCHEMES = {"smtp": (Tls.NONE, 25), "smtp+starttls": (Tls.STARTTLS, 587), "smtps": (Tls.IMPLICIT, 465)}
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

    A URL keeps the file's `ca_file` and `timeout`; everything else of the file is put aside.

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
    if settings.user is None:
        return None
    given = environment.get(PASSWORD)
    if given:
        return Secret(given)
    kept = _from_keyring(settings.host, settings.user)
    if kept is None:
        account = f"{settings.user}@{settings.host}"
        raise BadInput(
            f"no password for {settings.user} at {settings.host}",
            hint=f"set {PASSWORD}, or keep it in the keyring: keyring set {KEYRING_SERVICE} {account}",
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
    try:
        return Smtp(
            host=parts.hostname,
            port=port or default_port,
            tls=tls,
            user=unquote(parts.username) if parts.username else None,
            ca_file=configured.ca_file if configured else None,
            timeout=configured.timeout if configured else 60.0,
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


def _from_keyring(host: str, user: str) -> Secret | None:
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    try:
        kept = keyring.get_password(KEYRING_SERVICE, f"{user}@{host}")
    except KeyringError:  # a machine without a desktop has none; the variable serves there
        return None
    return Secret(kept) if kept else None
