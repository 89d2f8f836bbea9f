"""What a sending domain publishes about its mail: SPF, DKIM and DMARC, asked of the name servers.

Gmail, Yahoo and Microsoft refuse or hide mail whose domain says nothing. The records are read as their standards say
(RFC 7208, RFC 6376 §3.6.1, RFC 7489 §6); whether a message passes is for the receiver to tell. Nothing is
asked for longer than the time that is given.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from pressctl.frozen import Frozen

if TYPE_CHECKING:
    import dns.resolver

Ask: TypeAlias = Callable[[str], tuple[str, ...]]
"""From a name to its TXT records; none where the name has none. Raises NoAnswer."""

USUAL_SELECTORS = (
    "default", "dkim", "mail", "google", "selector1", "selector2", "s1", "s2", "k1", "k2", "k3", "smtp", "key1", "sig1",
)  # fmt: skip
"""Under which names providers keep their DKIM keys; nothing on the net lists those of a domain (RFC 6376 §3.1)."""

MOST_LOOKUPS = 10
"""Terms of an SPF record that ask the name servers (RFC 7208 §4.6.4)."""
_ASKING = ("include", "a", "mx", "ptr", "exists", "redirect")
_SHORT_KEY = 200
"""Bytes of a DER-coded RSA key: 2048 bits take about 290, 1024 about 160 (RFC 8301 §3.2 wants 2048)."""


class NoAnswer(Exception):
    """The name servers could not be asked: no network, or none of them answers."""


class Spf(Frozen):
    """Who may send for a domain."""

    records: tuple[str, ...] = ()
    """There must be exactly one."""
    final: str = ""
    """`-`, `~`, `?` or `+`: what becomes of everybody else; nothing where the record does not say."""
    lookups: int = 0
    """How many questions the record costs its reader; more than ten make it void."""


class Dmarc(Frozen):
    """What a domain asks to be done with mail that is not its own."""

    records: tuple[str, ...] = ()
    policy: str = ""
    """`none`, `quarantine` or `reject`."""
    found_at: str = ""
    """The domain that publishes it: this one or one above it."""


class DkimKey(Frozen):
    """A public key."""

    selector: str
    revoked: bool = False
    short: bool = False
    """Under 2048 bits."""


def resolver(seconds: float, servers: Iterable[str] = (), port: int = 53) -> Ask:
    """Return what asks the system's name servers, or those given, for `seconds` at most a question."""
    import dns.exception
    import dns.resolver

    asking = _asking(seconds, servers, port)

    def ask(name: str) -> tuple[str, ...]:
        try:
            answer = asking.resolve(name, "TXT", raise_on_no_answer=False, search=False)
        except dns.resolver.NXDOMAIN:
            return ()
        except (dns.resolver.NoNameservers, dns.exception.Timeout, OSError) as error:
            raise NoAnswer(f"no name server answers for {name}") from error
        except dns.exception.DNSException as error:
            raise NoAnswer(f"{name} cannot be asked for") from error
        return tuple(b"".join(record.strings).decode("utf-8", "replace") for record in answer.rrset or ())

    return ask


def _asking(seconds: float, servers: Iterable[str], port: int) -> dns.resolver.Resolver:
    import dns.resolver

    given = list(servers)
    try:
        asking = dns.resolver.Resolver(configure=not given)
    except dns.resolver.NoResolverConfiguration as error:
        raise NoAnswer("this machine names no name server") from error
    if given:
        asking.nameservers, asking.port = list(given), port
    asking.lifetime = seconds
    return asking


def a_label(domain: str) -> str:
    """Return a domain as the name servers know it (RFC 5891)."""
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return domain


def spf_of(domain: str, ask: Ask) -> Spf:
    """Read who may send for a domain.

    Raises:
        NoAnswer: the name servers cannot be asked.
    """
    records = _spf_records(domain, ask)
    if len(records) != 1:
        return Spf(records)
    terms = records[0].split()[1:]
    final = next((term for term in terms if term.lstrip("+-~?").lower() == "all"), None)
    if final is None:
        redirect = next((term.partition("=")[2] for term in terms if term.lower().startswith("redirect=")), None)
        sign = spf_of(redirect, ask).final if redirect and redirect != domain else ""
    else:
        sign = final[0] if final[0] in "+-~?" else "+"
    return Spf(records, sign, _lookups(domain, ask, frozenset()))


def dmarc_of(domain: str, ask: Ask) -> Dmarc:
    """Read what a domain asks of receivers; where it says nothing, the nearest domain above it that does.

    Raises:
        NoAnswer: the name servers cannot be asked.
    """
    labels = domain.split(".")
    for start in range(max(1, len(labels) - 1)):
        above = ".".join(labels[start:])
        records = tuple(record for record in ask(f"_dmarc.{above}") if record.lower().startswith("v=dmarc1"))
        if records:
            return Dmarc(records, _tags(records[0]).get("p", "").lower(), above)
    return Dmarc()


def published_key(domain: str, selector: str, ask: Ask) -> str | None:
    """Return `p=` of the key that a domain publishes under one name, without space; nothing where there is none.

    Raises:
        NoAnswer: the name servers cannot be asked.
    """
    for record in ask(f"{selector}._domainkey.{domain}"):
        tags = _tags(record)
        if "p" in tags:
            return "".join(tags["p"].split())
    return None


def dkim_keys(domain: str, selectors: Iterable[str], ask: Ask) -> tuple[DkimKey, ...]:
    """Return the keys that a domain publishes under these names.

    Raises:
        NoAnswer: the name servers cannot be asked.
    """
    found = []
    for selector in selectors:
        for record in ask(f"{selector}._domainkey.{domain}"):
            tags = _tags(record)
            if "p" in tags:
                found.append(_key(selector, tags))
                break
    return tuple(found)


def _spf_records(domain: str, ask: Ask) -> tuple[str, ...]:
    return tuple(record for record in ask(domain) if record.lower().split(" ")[0] == "v=spf1")


def _lookups(domain: str, ask: Ask, above: frozenset[str]) -> int:
    """Count the terms that ask, those of included domains with them; stops where the record is void anyway."""
    count = 0
    for term in next(iter(_spf_records(domain, ask)), "").split()[1:]:
        name = term.lstrip("+-~?").lower()
        kind = name.replace("=", ":").partition(":")[0].partition("/")[0]
        if kind not in _ASKING:
            continue
        count += 1
        target = name.replace("=", ":").partition(":")[2]
        if kind in {"include", "redirect"} and "%" not in target and target not in above and count <= MOST_LOOKUPS:
            count += _lookups(target, ask, above | {domain})
        if count > MOST_LOOKUPS:
            return count
    return count


def _tags(record: str) -> Mapping[str, str]:
    parts = (part.partition("=") for part in record.split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in parts if name.strip()}


def _key(selector: str, tags: Mapping[str, str]) -> DkimKey:
    text = "".join(tags["p"].split())
    if not text:
        return DkimKey(selector, revoked=True)
    try:
        length = len(base64.b64decode(text, validate=True))
    except (binascii.Error, ValueError):
        return DkimKey(selector, revoked=True)
    return DkimKey(selector, short=tags.get("k", "rsa").lower() == "rsa" and length < _SHORT_KEY)


def mail_fault(domain: str, seconds: float, servers: Iterable[str] = (), port: int = 53) -> str | None:
    """Return why no mail reaches a domain; nothing where it takes mail (RFC 5321 §5.1, RFC 7505).

    Raises:
        NoAnswer: the name servers could not be asked.
    """
    import dns.exception
    import dns.resolver

    asking = _asking(seconds, servers, port)
    try:
        for kind in ("MX", "A", "AAAA"):
            answer = asking.resolve(a_label(domain), kind, raise_on_no_answer=False, search=False)
            records = tuple(answer.rrset or ())
            if kind == "MX" and records and all(str(record.exchange) == "." for record in records):
                return "its domain says that it takes no mail"
            if records:
                return None
    except dns.resolver.NXDOMAIN:
        return "its domain does not exist"
    except (dns.exception.DNSException, UnicodeError, OSError) as error:
        raise NoAnswer(f"no name server answers for {domain}") from error
    return "its domain has no mail server"
