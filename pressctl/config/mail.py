"""`[mail]` of `pressctl.toml`: how mail leaves, by which server, signed with what. No secret stands in it."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import PurePosixPath, PureWindowsPath
from typing import Annotated, Any

from pydantic import AfterValidator, Field, model_validator

from pressctl.config.providers import PROVIDERS, Provider
from pressctl.config.values import Address, Line, Names, Strict, email_address, host_name

_TAKEN = frozenset({"releases", "templates", "contacts.csv", "pressctl.toml", "pressctl.db", ".pressctl", ".git"})
"""What the workspace has besides the folder of mail, as file systems that fold case compare it."""


def _mail_folder(value: str) -> str:
    """Return the path if it names a folder of its own in the workspace, which pressctl may keep private."""
    posix = value.replace("\\", "/")
    parts = [part for part in PurePosixPath(posix).parts if part != "."]
    if PurePosixPath(posix).is_absolute() or PureWindowsPath(value).drive or posix.startswith("~") or ".." in parts:
        raise ValueError(f'"{value}" leads outside the workspace; write a folder in it, such as outbox')
    if not parts:
        raise ValueError(f'"{value}" is the workspace itself; write a folder in it, such as outbox')
    if parts[0].casefold() in _TAKEN:
        raise ValueError(f'"{value}" is kept for something else; write a folder of its own, such as outbox')
    return value


def _https(value: str) -> str:
    if not value.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
        raise ValueError(f'"{value}" is not an https:// address')
    return value


TOKEN_PLACE = "{token}"  # noqa: S105  # a place in a pattern, not a password
"""Where a reader's own token stands in an address."""


def _opt_out_url(value: str) -> str:
    """Return the address if one click can lead there (RFC 8058 §3.1): HTTPS, with a place for the token."""
    if not re.fullmatch(r"https://[A-Za-z0-9.-]+(?::\d+)?/[!#-;=?-~]*", value) or value.count(TOKEN_PLACE) != 1:
        raise ValueError("is no https:// address with {token} in it, such as https://press.example.org/off?t={token}")
    return value


def _address_with_token(value: str) -> str:
    """Return the address if it is one once its `{token}` is filled in, and holds no other brace."""
    email_address(value.replace("{token}", "2031-12-31-a99-999999-0123456789ab", 1))
    return value


class Tls(StrEnum):
    """How the connection to the mail server is protected."""

    STARTTLS = "starttls"
    IMPLICIT = "implicit"
    NONE = "none"
    """For loopback only."""


class Auth(StrEnum):
    """How the office shows the mail server who it is."""

    PASSWORD = "password"  # noqa: S105  # the name of a way, not a password
    XOAUTH2 = "xoauth2"
    """A short-lived token, fetched with a refresh token: what providers take that are leaving passwords."""


class Notify(StrEnum):
    """Of what the receiving servers are asked to tell the return path (RFC 3461 §4.1)."""

    NEVER = "never"
    FAILURE = "failure"
    DELAY = "delay"
    SUCCESS = "success"


class Smtp(Strict):
    """The office's mail server. The password comes from the environment or the keyring, never from this file."""

    provider: Annotated[Provider | None, Field(strict=False)] = None
    """Fills in what is known of it: host, port, log-in and limits; what stands here besides wins."""
    host: Annotated[Line, AfterValidator(host_name)]
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    tls: Annotated[Tls, Field(strict=False)] = Tls.STARTTLS
    user: Line | None = None
    auth: Annotated[Auth, Field(strict=False)] = Auth.PASSWORD
    token_url: Annotated[Line, AfterValidator(_https)] | None = None
    """Where the token of `xoauth2` is fetched (RFC 6749 §6)."""
    client_id: Line | None = None
    scope: Line | None = None
    ca_file: Line | None = None
    """Certificates to trust besides the system's: path from the workspace."""
    timeout: Annotated[float, Field(gt=0, le=600)] | None = None
    """Seconds to wait for an answer, after the final dot ten times as long, at most ten minutes; without it as long as
    RFC 5321 §4.5.3.2 asks."""
    connections: Annotated[int, Field(ge=1, le=32)] = 4
    """How many connections at once a long list may use."""
    per_connection: Annotated[int, Field(ge=1)] | None = None
    """How many messages a connection carries before a new one is made."""
    per_second: Annotated[float, Field(gt=0)] | None = None
    """How many messages may begin in a second; 0.5 is one every two seconds."""
    per_hour: Annotated[int, Field(ge=1)] | None = None
    per_day: Annotated[int, Field(ge=1)] | None = None
    """In any twenty-four hours, whatever sends; the record knows."""
    per_domain_hour: Annotated[int, Field(ge=1)] | None = None
    """In any hour to the addresses of one domain."""
    chunking: bool = True
    """Send a message as BDAT where the server offers it (RFC 3030)."""
    notify: Annotated[tuple[Annotated[Notify, Field(strict=False)], ...], Field(strict=False)] = ()
    """What is asked for where the server offers DSN (RFC 3461); without it servers tell failures."""

    @model_validator(mode="before")
    @classmethod
    def _known_of_the_provider(cls, values: Any) -> Any:  # the border: what TOML gave
        known = PROVIDERS.get(str(values.get("provider"))) if isinstance(values, dict) else None
        return {**known, **values} if known else values

    @model_validator(mode="after")
    def _whole(self) -> Smtp:
        if Notify.NEVER in self.notify and len(self.notify) > 1:
            raise ValueError('notify: "never" stands alone')
        if self.auth is Auth.XOAUTH2 and not (self.user and self.token_url and self.client_id):
            raise ValueError("auth = xoauth2 needs user, client_id and token_url")
        return self


class Dkim(Strict):
    """What messages are signed with, where the office's own server does not sign them."""

    domain: Annotated[Line, AfterValidator(host_name)] | None = None
    """The sender's unless given."""
    selector: Annotated[Line, AfterValidator(host_name)]
    """Under which name the public key is published: `SELECTOR._domainkey.DOMAIN`."""
    key: Line
    """Private key in PEM: path from the workspace, kept from others and from git."""
    ed25519_selector: Annotated[Line, AfterValidator(host_name)] | None = None
    ed25519_key: Line | None = None
    """A second key, for receivers that know RFC 8463."""

    @model_validator(mode="after")
    def _both_or_none(self) -> Dkim:
        if (self.ed25519_selector is None) != (self.ed25519_key is None):
            raise ValueError("ed25519_selector and ed25519_key belong together")
        return self


def _region(value: str) -> str:
    if not re.fullmatch(r"[a-z]{2}(?:-[a-z]+)+-\d", value):
        raise ValueError(f'"{value}" is no region such as eu-central-1')
    return value


class Ses(Strict):
    """Amazon SES. Credentials come from its library's own places, never from this file."""

    region: Annotated[Line, AfterValidator(_region)]
    profile: Line | None = None
    """Which of the machine's profiles, where there are several."""
    configuration_set: Line | None = None
    connections: Annotated[int, Field(ge=1, le=32)] = 4
    """How many messages may be under way at once."""
    timeout: Annotated[float, Field(gt=0, le=600)] = 60.0


class Folder(Strict):
    """Mail as files: the rehearsal."""

    path: Annotated[Line, AfterValidator(_mail_folder)] = "outbox"


class TransportName(StrEnum):
    """How mail leaves."""

    FOLDER = "folder"
    SMTP = "smtp"
    SES = "ses"


class Mail(Strict):
    """How mail leaves, and from whom."""

    transport: Annotated[TransportName, Field(strict=False)] = TransportName.FOLDER
    sender: Annotated[Address | None, Field(alias="from")] = None
    sender_name: Annotated[Names | None, Field(alias="from_name")] = None
    reply_to: Address | None = None
    """Where answers go unless the release's media contact has an address."""
    opt_out: Annotated[Line, AfterValidator(_address_with_token)] | None = None
    """Where a journalist writes to be taken off the list; the sender unless given. `off+{token}@…` says whose wish."""
    opt_out_url: Annotated[Line, AfterValidator(_opt_out_url)] | None = None
    """Where one click takes a reader off the list: an HTTPS address of the office's own with `{token}` in it."""
    return_path: Annotated[Line, AfterValidator(_address_with_token)] | None = None
    """Where servers tell what could not be delivered, the sender unless given; `bounces+{token}@…` says of whom."""
    receipt_to: Address | None = None
    """Where the record's receipt goes; the office's address unless given."""
    folder: Folder = Folder()
    smtp: Smtp | None = None
    ses: Ses | None = None
    dkim: Dkim | None = None
