"""Addresses as they go on the wire: checked once more before any server hears them."""

from __future__ import annotations

import re
from functools import lru_cache

from pressctl.errors import BadInput
from pressctl.model.contact import a_label

_LOCAL = re.compile(r"[^\s\x00-\x20\x7f-\xa0<>()\[\]:;,\\\"@\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]{1,64}")
_DOMAIN = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")


@lru_cache(maxsize=1024)
def wire_address(address: str) -> str:
    """Return the address with an A-label domain; its local part stays as typed (RFC 5321 §2.4).

    Raises:
        BadInput: it could not stand between the angle brackets of MAIL or RCPT (RFC 5321 §4.1.2), so it is never sent.
    """
    local, _, domain = address.rpartition("@")
    label = _label(domain)
    if not label or not _LOCAL.fullmatch(local):
        raise BadInput(f"{ascii(address)[:120]} is not an address that mail can be sent to")
    return f"{local}@{label}"


@lru_cache(maxsize=1024)
def _label(domain: str) -> str:
    """Return the A-label of a domain, which many addresses have; nothing for what is none."""
    try:
        label = a_label(domain)
    except ValueError:
        return ""
    return label if _DOMAIN.fullmatch(label) else ""


def needs_smtputf8(address: str) -> bool:
    """Say whether only a server with SMTPUTF8 can take it: the local part is not ASCII (RFC 6531 §3.3)."""
    return not address.rpartition("@")[0].isascii()


def domain_of(address: str) -> str:
    """Return the A-label domain of a checked address."""
    return wire_address(address).rpartition("@")[2]
