"""How mail leaves: the server, and what the sending domain says of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from pressctl.config.schema import Smtp, Tls, TransportName
from pressctl.errors import BadInput, PressctlError
from pressctl.mail.base import Offers
from pressctl.mail.domain import (
    MOST_LOOKUPS,
    USUAL_SELECTORS,
    Ask,
    NoAnswer,
    a_label,
    dkim_keys,
    dmarc_of,
    resolver,
    spf_of,
)
from pressctl.mail.settings import URL, smtp_password, smtp_settings
from pressctl.workflow.desk import Desk
from pressctl.workflow.doctor.base import Diagnosis, good, remark, unknown, wrong

PATIENCE = 10.0
"""Seconds for an answer of the mail server."""
QUESTION = 3.0
"""Seconds for an answer of the name servers."""
_EXPIRY = timedelta(days=21)
_RESERVED = (".example", ".test", ".invalid", ".localhost")
_RESERVED_DOMAINS = ("example.org", "example.com", "example.net")


def examine_sender(desk: Desk) -> Iterator[Diagnosis]:
    """Look at whom mail comes from and by which way it leaves."""
    config, sender = desk.config, desk.config.from_address()
    rehearsal = config.mail.transport is TransportName.FOLDER and not desk.environment.get(URL)
    if rehearsal:
        todo = 'when you are ready: transport = "smtp" under [mail], and [mail.smtp]'
        yield remark("way out", f"mail goes to {config.mail.folder.path}/: nothing leaves", todo)
    if sender is None:
        yield (remark if rehearsal else wrong)("sender", "no address to send from", "set from under [mail]")
    else:
        yield good("sender", sender)


def examine_server(desk: Desk) -> Iterator[Diagnosis]:
    """Greet the mail server, see that it is who it says, log in, and leave; no mail is sent."""
    if desk.config.mail.smtp is None and not desk.environment.get(URL):
        return
    try:
        settings = smtp_settings(desk.config.mail.smtp, desk.environment)
    except BadInput as error:
        yield wrong("mail server", error.message, error.hint)
        return
    yield from _greeted(desk, settings.model_copy(update={"timeout": min(settings.timeout, PATIENCE)}))


def _greeted(desk: Desk, settings: Smtp) -> Iterator[Diagnosis]:
    from pressctl.mail.smtp import SmtpTransport

    try:
        password = smtp_password(settings, desk.environment)
    except BadInput as error:
        yield wrong("password", error.message, error.hint)
        password = None
    ca_file = desk.workspace.inside(settings.ca_file) if settings.ca_file else None
    transport = SmtpTransport(settings, password, ca_file=ca_file)
    try:
        transport.open()
        offers = transport.offers()
    except PressctlError as error:
        yield wrong("mail server", error.message, (error.hint or "").replace(", then go on with --resume", ""))
        return
    finally:
        transport.close()
    logged_in = ", logged in" if password is not None else ""
    yield good("mail server", f"{settings.host}:{settings.port} answers{logged_in}")
    yield from _protected(desk, settings, offers)
    yield from _offered(settings, offers)


def _protected(desk: Desk, settings: Smtp, offers: Offers) -> Iterator[Diagnosis]:
    if settings.tls is Tls.NONE or offers.tls is None:
        yield remark("protection", "none: the server is this very machine")
        return
    until = offers.certificate_until
    if until is None:
        yield good("protection", offers.tls)
        return
    told = f"{offers.tls}, certificate until {until:%d %b %Y}"
    soon = until - desk.clock().instant < _EXPIRY
    yield remark("protection", told, "ask who runs it to renew it") if soon else good("protection", told)


def _offered(settings: Smtp, offers: Offers) -> Iterator[Diagnosis]:
    ways = offers.extensions.get("AUTH", "").removeprefix("=")
    if settings.user is None and ways:
        yield remark("log-in", f"the server offers {ways}, and no user is set", "set user under [mail.smtp]")
    elif ways:
        yield good("log-in", ways)
    size = offers.extensions.get("SIZE", "")
    limit = f"up to {int(size) / 1_000_000:.0f} MB" if size.isdecimal() and int(size) else "of any size"
    yield good("messages", limit)
    missing = [name for name in ("PIPELINING", "8BITMIME", "SMTPUTF8") if name not in offers.extensions]
    having = ", ".join(sorted(offers.extensions.keys() & {"PIPELINING", "8BITMIME", "SMTPUTF8", "CHUNKING", "DSN"}))
    if "SMTPUTF8" in missing:
        yield remark(
            "extensions", f"no SMTPUTF8 (has {having or 'none'}): addresses with other letters cannot be mailed"
        )
    elif "PIPELINING" in missing:
        yield remark("extensions", f"no PIPELINING (has {having or 'none'}): a long list takes longer")
    else:
        yield good("extensions", having)


def examine_domain(desk: Desk) -> Iterator[Diagnosis]:
    """Ask what the sending domain publishes; a few seconds at most, and nothing without a network."""
    sender = desk.config.from_address()
    if sender is None:
        return
    domain = a_label(sender.rpartition("@")[2].lower())
    if domain.endswith(_RESERVED) or domain in _RESERVED_DOMAINS:
        yield remark(domain, "is reserved for examples: no mail comes from it", "set from under [mail]")
        return
    try:
        yield from look_at_domain(domain, resolver(QUESTION))
    except NoAnswer as error:
        yield unknown(domain, f"{error}; SPF, DKIM and DMARC are unknown", "run this again with a network")


def look_at_domain(domain: str, ask: Ask) -> Iterator[Diagnosis]:
    """Say what a domain publishes about its mail.

    Raises:
        NoAnswer: the name servers cannot be asked.
    """
    yield _spf(domain, ask)
    yield _dkim(domain, ask)
    yield _dmarc(domain, ask)


def _spf(domain: str, ask: Ask) -> Diagnosis:
    spf, what = spf_of(domain, ask), "SPF"
    if not spf.records:
        return wrong(what, f"{domain} does not say who may send for it", "ask who runs its name servers: RFC 7208")
    if len(spf.records) > 1:
        return wrong(what, f"{domain} has {len(spf.records)} records, so none counts", "join them into one")
    if spf.lookups > MOST_LOOKUPS:
        return wrong(what, f"{domain}'s record asks more than {MOST_LOOKUPS} times, so it is void", "shorten it")
    if spf.final == "+":
        return wrong(what, f"{domain} lets everybody send for it (+all)", "end the record in -all or ~all")
    if spf.final in {"", "?"}:
        return remark(what, f"{domain} does not say what becomes of other senders", "end the record in -all or ~all")
    return good(what, spf.records[0])


def _dkim(domain: str, ask: Ask) -> Diagnosis:
    keys, what = dkim_keys(domain, USUAL_SELECTORS, ask), "DKIM"
    usable = [key for key in keys if not key.revoked]
    if not usable:
        todo = "ask your mail provider whether it signs for this domain, and under which name"
        return remark(what, f"no key of {domain} under any usual name", todo)
    names = ", ".join(key.selector for key in usable)
    if all(key.short for key in usable):
        return remark(
            what, f"the key of {domain} ({names}) has less than 2048 bits", "ask your mail provider for a new one"
        )
    return good(what, f"key published as {names}")


def _dmarc(domain: str, ask: Ask) -> Diagnosis:
    dmarc, what = dmarc_of(domain, ask), "DMARC"
    if not dmarc.records:
        todo = f'ask for a TXT record _dmarc.{domain}: "v=DMARC1; p=none; rua=mailto:…" is a beginning'
        return wrong(what, f"{domain} publishes none, and large mailboxes demand one", todo)
    if len(dmarc.records) > 1:
        return wrong(what, f"{dmarc.found_at} has {len(dmarc.records)} records, so none counts", "leave one")
    if dmarc.policy not in {"none", "quarantine", "reject"}:
        return wrong(what, f'{dmarc.found_at} has a record without a policy: "{dmarc.records[0]}"', "add p=none")
    if dmarc.policy == "none":
        return remark(what, f"{dmarc.found_at} only watches (p=none)", "p=quarantine protects your name from forgers")
    return good(what, f"{dmarc.found_at} asks for p={dmarc.policy}")
