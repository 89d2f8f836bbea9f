"""What `pressctl.toml` may say. An unknown key is an error; every value is typed here, at the border."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import PurePosixPath, PureWindowsPath
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from pressctl.config.checking import Checking
from pressctl.config.looks import LookName
from pressctl.config.media import Media
from pressctl.config.providers import PROVIDERS, Provider
from pressctl.model.approval import Requirement
from pressctl.model.characters import forbidden_character
from pressctl.model.localised import ANY, Localised
from pressctl.model.moment import known_zone
from pressctl.patterns import compiled

_HOST = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_-]{0,62})(\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,62}))*")
_LONGEST_HOST = 253
_PLAIN_ADDRESS = compiled(r"(?a:\w+(?:[.+-]\w+)*)@(?:[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\.)+[A-Za-z]{2,}")
_LONGEST_LOCAL = 64
_LONGEST_LABEL = 63
_NO_DOMAIN = frozenset({"arpa", "invalid", "local", "localhost", "onion"})
"""Names that are kept for something else than mail (RFC 6761, 6762, 7686)."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TAKEN = frozenset({"releases", "templates", "contacts.csv", "pressctl.toml", "pressctl.db", ".pressctl", ".git"})
"""What the workspace has besides the folder of mail, as file systems that fold case compare it."""
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_INVENTED = (".example.com", ".example.org", ".example.net")
"""Domains that never receive mail (RFC 2606 §3)."""


def language_code(value: str) -> str:
    """Return the code if it is a BCP 47 language, with script and region at most.

    Raises:
        ValueError: it is none.
    """
    if not _LANGUAGE.fullmatch(value):
        raise ValueError(f'"{value}" is not a language code such as en, az or zh-Hant')
    return value


def clean_line(value: str) -> str:
    """Return the text if it is one line without control or direction-changing characters.

    Raises:
        ValueError: it holds a line break or such a character.
    """
    if "\n" in value or "\r" in value:
        raise ValueError("contains a line break")
    return clean_text(value)


def clean_text(value: str) -> str:
    """Return the text if it holds no control or direction-changing characters; line breaks and tabs are allowed.

    Raises:
        ValueError: it holds such a character.
    """
    found = forbidden_character(value)
    if found:
        raise ValueError(f"contains {found}")
    return value


def _not_empty(value: str) -> str:
    if not value.strip():
        raise ValueError("is empty")
    return value


def _zone(value: str) -> str:
    if not known_zone(value):
        raise ValueError(f'"{value}" is not a time zone; zones are named like Asia/Baku or Europe/Brussels')
    return value


def _key(value: str) -> str:
    if not _KEY.fullmatch(value):
        raise ValueError(f'"{value}" is not a key: small letters, digits and single hyphens, such as eu-delegation')
    return value


def is_plain_address(value: str) -> bool:
    """Say whether an address is of the usual kind, letters, digits and single signs.

    What this takes, email-validator takes (a test asks both), which is loaded only for the others.
    """
    local, _, domain = value.partition("@")
    labels = domain.lower().split(".")
    return (
        _PLAIN_ADDRESS.fullmatch(value) is not None
        and len(local) <= _LONGEST_LOCAL
        and len(value) <= _LONGEST_HOST
        and max(map(len, labels)) <= _LONGEST_LABEL
        and labels[-1] not in _NO_DOMAIN
    )


def email_address(value: str) -> str:
    """Return the address as typed if it is one, local part and domain; no network is asked.

    Raises:
        ValueError: it is none; the message says why.
    """
    clean_line(value)
    if is_plain_address(value):
        return value
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(value, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise ValueError(f'"{value}": {str(error)[:1].lower()}{str(error)[1:].rstrip(".")}') from error
    return value


def is_invented(address: str) -> bool:
    """Say whether an address belongs to a domain that exists for samples alone."""
    return f".{address.rpartition('@')[2].casefold()}".endswith(_INVENTED)


def _localised(value: Any) -> Any:  # the border: what TOML or YAML gave
    if isinstance(value, Localised):
        return value
    if isinstance(value, str):
        return Localised.of(clean_text(_not_empty(value)))
    if isinstance(value, dict) and value and all(isinstance(text, str) for text in value.values()):
        for code, text in value.items():
            language_code(code)
            clean_text(_not_empty(text))
        return Localised.of(value)
    raise ValueError('must be a text, or one per language: {en = "…", az = "…"}')


def _requirement(value: Any) -> Any:  # the border: what TOML gave
    if isinstance(value, bool):
        return Requirement.EVERY_LANGUAGE if value else Requirement.NOTHING
    if value in {Requirement.ORIGINAL, Requirement.QUOTATIONS}:
        return Requirement(value)
    raise ValueError('must be true, false, "original" or "quotations"')


def _one_line(value: Localised) -> Localised:
    for language, text in value.texts:
        if "\n" in text or "\r" in text:
            of = f" ({language})" if language != ANY else ""
            raise ValueError(f"contains a line break{of}; a name is one line")
    return value


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


def host_name(value: str) -> str:
    """Return the name or IP address of a machine as typed; no network is asked.

    Raises:
        ValueError: no machine can have that name (RFC 1123 §2.1; IDNA for other letters).
    """
    from ipaddress import ip_address

    try:
        ip_address(value.removeprefix("[").removesuffix("]"))
    except ValueError:
        try:
            label = value.removesuffix(".").encode("idna").decode("ascii")
        except UnicodeError:
            label = ""
        if len(label) > _LONGEST_HOST or not _HOST.fullmatch(label):
            raise ValueError(f'"{value}" is not the name or the IP address of a machine') from None
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


def _colour(value: str) -> str:
    if not _COLOUR.fullmatch(value):
        raise ValueError(f'"{value}" is not a colour such as #1F4E79')
    return value


Line = Annotated[str, AfterValidator(clean_line), AfterValidator(_not_empty)]
Language = Annotated[str, AfterValidator(language_code)]
Zone = Annotated[str, AfterValidator(_zone)]
Key = Annotated[str, AfterValidator(_key)]
Address = Annotated[str, AfterValidator(email_address)]
Texts = Annotated[Localised, BeforeValidator(_localised)]
"""Texts of several lines, such as a boilerplate."""
Names = Annotated[Localised, BeforeValidator(_localised), AfterValidator(_one_line)]
"""Names and titles: a line each, because they go into lists and into the headers of mail."""
Colour = Annotated[str, AfterValidator(_colour)]
Wanted = Annotated[Requirement, BeforeValidator(_requirement)]


class Strict(BaseModel):
    """A table of the file: frozen, unknown keys refused, no silent conversion between types."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, arbitrary_types_allowed=True)


class FocalPoint(Strict):
    """Whom a co-organiser names for press matters."""

    name: Line
    email: Address
    languages: Annotated[tuple[Language, ...], Field(strict=False)] = ()


class OrganisationEntry(Strict):
    """An organisation on file."""

    name: Names
    acronym: Names | None = None
    aliases: Annotated[tuple[Line, ...], Field(strict=False)] = ()
    url: Line | None = None
    about: Names | None = None
    """Title of its boilerplate, where it is not the language's "About …"."""
    boilerplate: Texts | None = None
    """Markdown paragraphs about it."""
    logo: Line | None = None
    """Path from the workspace."""
    focal_points: Annotated[tuple[FocalPoint, ...], Field(strict=False)] = ()
    requires_approval: Wanted = Requirement.NOTHING
    """What it must have approved before a release with it leaves: `true` is every language that leaves."""
    no_objection: bool = False
    """Whether silence up to an agreed time will do (`review send --no-objection`)."""


class PersonEntry(Strict):
    """A person on file: speakers, quoted people, media contacts."""

    name: Names
    title: Names | None = None
    organisation: Key | None = None
    email: Address | None = None
    phones: Annotated[tuple[Line, ...], Field(strict=False)] = ()
    languages: Annotated[tuple[Language, ...], Field(strict=False)] = ()


class Paper(StrEnum):
    """Sheet size."""

    A4 = "A4"
    LETTER = "Letter"


class Office(Strict):
    """The office whose workspace this is."""

    name: Names
    organisation: Key | None = None
    """The organisation on file that it belongs to; its own boilerplate and logo."""
    place: Names | None = None
    """Where its releases are datelined."""
    timezone: Zone = "UTC"
    languages: Annotated[tuple[Language, ...], Field(strict=False, min_length=1)] = ("en",)
    """The first is the language that new releases are written in."""
    email: Address | None = None
    """Where receipts go, and where mail comes from unless `[mail] from` says otherwise."""
    contact: Key | None = None
    """The person on file who answers journalists."""
    address: Line | None = None
    accent: Annotated[Colour, Field()] = "#1F4E79"
    paper: Annotated[Paper, Field(strict=False)] = Paper.A4
    look: Annotated[LookName, Field(strict=False)] = LookName.MODERN


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


class Config(Strict):
    """All of `pressctl.toml`."""

    office: Office
    organisations: dict[Key, OrganisationEntry] = {}
    people: dict[Key, PersonEntry] = {}
    segments: dict[Key, Line] = {}
    mail: Mail = Mail()
    media: Media = Media()
    check: Checking = Checking()

    @property
    def fallback_language(self) -> str:
        """The office's first language: what a text without one is assumed to be in."""
        return self.office.languages[0]

    def from_address(self) -> str | None:
        """Return the address that mail comes from."""
        return self.mail.sender or self.office.email
