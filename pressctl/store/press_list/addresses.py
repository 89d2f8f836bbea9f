"""Whether a mail address can be one, said in a press officer's words. No network is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Narrower than email-validator on purpose (a property test holds that): what it accepts needs no second look.
_LOCAL = r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*"
_ORDINARY = re.compile(_LOCAL + r"@(?:[A-Za-z0-9](?:-?[A-Za-z0-9])*\.)+(?P<top>[A-Za-z]{2,20})")
_RESERVED = frozenset({"arpa", "invalid", "local", "localhost", "onion"})
_BRACKETED = re.compile(r".*<([^<>@\s]+@[^<>@\s]+)>")
_SEPARATED = re.compile(r"@.*[\s;,|].*@")


LONGEST_ORDINARY = 64
"""Characters: RFC 5321 §4.5.3.1.1 and RFC 1035 §2.3.4 cannot be broken by anything shorter."""

is_ordinary_local = re.compile(_LOCAL).fullmatch
"""The part before the @ of an ordinary address: all that is left to look at where the domain is known to be good."""


def is_ordinary(address: str) -> bool:
    """Say whether the address is plain ASCII of the common form, so that no full validation is needed."""
    if len(address) > LONGEST_ORDINARY:
        return False
    match = _ORDINARY.fullmatch(address)
    return match is not None and match["top"].lower() not in _RESERVED


def address_fault(address: str) -> str | None:
    """Return what is wrong with the address, or nothing; international addresses are good (RFC 6531)."""
    if is_ordinary(address):
        return None
    return next(_plain_faults(address), None) or _validated_fault(address)


def _plain_faults(address: str) -> Iterator[str]:
    """Yield the common slips in words that need no knowledge of addresses, the one that matters first."""
    if _SEPARATED.search(address):
        yield f'"{address}" holds more than one address; each needs a row of its own'
    bracketed = _BRACKETED.fullmatch(address)
    if bracketed:
        yield f'"{address}" holds a name too; only {bracketed[1]} belongs here'
    local, at, domain = address.rpartition("@")
    if not at:
        yield f'"{address}": there is no @ sign'
    elif not domain:
        yield f'"{address}": there is no domain after the @'
    elif not local:
        yield f'"{address}": there is nothing before the @'
    elif "." not in domain and domain.lower() != "test":
        yield f'"{address}": the domain after the @ has no dot'


def _validated_fault(address: str) -> str | None:
    from email_validator import EmailNotValidError, validate_email

    from pressctl.model.contact import recipient_key

    try:
        validate_email(address, check_deliverability=False, test_environment=True, strict=True)
        recipient_key(address)
    except EmailNotValidError as error:
        said = str(error).rstrip(".")
        return f'"{address}": {said[:1].lower()}{said[1:]}'
    except ValueError:
        return f'"{address}": the domain after the @ cannot be written in a mail address'
    return None
