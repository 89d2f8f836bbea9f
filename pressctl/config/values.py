"""What a value in a file or an answer may be: a line, a language, an address, a machine's name, texts by language."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict

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
