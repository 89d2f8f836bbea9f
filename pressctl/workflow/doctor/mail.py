"""How mail leaves: the server, and what the sending domain says of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from pressctl.config.mail import Auth, Smtp, Tls, TransportName
from pressctl.errors import BadInput, PressctlError
from pressctl.language.dates import brief_day
from pressctl.mail.base import Offers
from pressctl.mail.domain import (
    MOST_LOOKUPS,
    USUAL_SELECTORS,
    Ask,
    NoAnswer,
    a_label,
    dkim_keys,
    dmarc_of,
    published_key,
    resolver,
    spf_of,
)
from pressctl.mail.settings import URL, smtp_settings
from pressctl.workflow.desk import Desk
from pressctl.workflow.doctor.base import Diagnosis, good, remark, unknown, wrong
from pressctl.workflow.sending.roads import own_keys, ses_transport, signing_key, smtp_transport

PATIENCE = 10.0
"""Seconds for an answer of the mail server."""
QUESTION = 3.0
"""Seconds for an answer of the name servers."""
_SANDBOX = 200
"""Messages a day that a new account at Amazon may send."""
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
    if not rehearsal:
        yield _opt_out(desk)


def _opt_out(desk: Desk) -> Diagnosis:
    """Say how a reader leaves the list: by a mail at least, by one click where the office has an HTTPS address."""
    mail, sender = desk.config.mail, desk.config.from_address()
    if mail.opt_out_url is not None:
        return good("opt-out", f"one click, at {mail.opt_out_url}; and by mail to {mail.opt_out or sender}")
    return remark(
        "opt-out",
        f"by mail to {mail.opt_out or sender}; one click is off without an HTTPS address",
        'large mailboxes want it from large senders: opt_out_url = "https://…/{token}" under [mail]',
    )


def examine_server(desk: Desk) -> Iterator[Diagnosis]:
    """Greet the mail server, see that it is who it says, log in, and leave; no mail is sent."""
    if desk.config.mail.transport is TransportName.SES and not desk.environment.get(URL):
        yield _at_amazon(desk)
        return
    if desk.config.mail.smtp is None and not desk.environment.get(URL):
        return
    try:
        settings = smtp_settings(desk.config.mail.smtp, desk.environment)
    except BadInput as error:
        yield wrong("mail server", error.message, error.hint)
        return
    yield from _greeted(desk, settings.model_copy(update={"timeout": min(settings.timeout or PATIENCE, PATIENCE)}))


def _at_amazon(desk: Desk) -> Diagnosis:
    """Ask Amazon SES how much the account may send."""
    try:
        transport = ses_transport(desk)
        quota = transport.quota()
    except PressctlError as error:
        return wrong("Amazon SES", error.message, error.hint)
    transport.close()
    most = f"{quota.sent_today:,} of {quota.most_per_day:,} sent today" if quota.most_per_day >= 0 else "no daily limit"
    if 0 <= quota.most_per_day <= _SANDBOX:
        todo = "ask Amazon for production access: until then it writes to verified addresses only"
        return remark("Amazon SES", f"answers; {most}, {quota.per_second:g} a second: it looks like the sandbox", todo)
    return good("Amazon SES", f"answers; {most}, {quota.per_second:g} a second")


def _greeted(desk: Desk, settings: Smtp) -> Iterator[Diagnosis]:
    named = settings.user is not None
    try:
        transport = smtp_transport(desk, settings)
    except BadInput as error:
        yield wrong("password" if settings.auth is Auth.PASSWORD else "token", error.message, error.hint)
        named = False
        transport = smtp_transport(desk, settings.model_copy(update={"user": None, "auth": Auth.PASSWORD}))
    try:
        transport.open()
        offers = transport.offers()
    except PressctlError as error:
        yield wrong("mail server", error.message, error.hint)
        return
    finally:
        transport.close()
    logged_in = ", logged in" if named else ""
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
    told = f"{offers.tls}, certificate until {brief_day(until)}"
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
    ask = resolver(QUESTION)
    try:
        yield from look_at_domain(domain, ask, signs=desk.config.mail.dkim is not None)
        yield from look_at_own_keys(desk, ask)
    except NoAnswer as error:
        yield unknown(domain, f"{error}; SPF, DKIM and DMARC are unknown", "run this again with a network")


def look_at_domain(domain: str, ask: Ask, *, signs: bool = False) -> Iterator[Diagnosis]:
    """Say what a domain publishes about its mail; `signs` says that the office's own keys are looked at elsewhere.

    Raises:
        NoAnswer: the name servers cannot be asked.
    """
    yield _spf(domain, ask)
    if not signs:
        yield _dkim(domain, ask)
    yield _dmarc(domain, ask)


def examine_signing(desk: Desk) -> Iterator[Diagnosis]:
    """Look at the keys that messages are signed with; nobody is asked."""
    dkim = desk.config.mail.dkim
    for path, selector in own_keys(dkim) if dkim else ():
        try:
            key = signing_key(desk, path, selector)
        except BadInput as error:
            yield wrong("signing", error.message, error.hint)
        else:
            yield good("signing", f"{key.algorithm} as {selector}, with {path}")


def look_at_own_keys(desk: Desk, ask: Ask) -> Iterator[Diagnosis]:
    """Hold the keys that messages are signed with against what the domain publishes.

    Raises:
        NoAnswer: the name servers cannot be asked.
    """
    dkim = desk.config.mail.dkim
    if dkim is None:
        return
    domain = a_label(dkim.domain or (desk.config.from_address() or "").rpartition("@")[2]).lower()
    for path, selector in own_keys(dkim):
        name = f"{selector}._domainkey.{domain}"
        try:
            key = signing_key(desk, path, selector)
        except BadInput:  # said by `examine_signing`
            continue
        published, kind = published_key(domain, selector, ask), key.algorithm.partition("-")[0]
        record = f"v=DKIM1; k={kind}; p={key.published()}"
        if not published:
            yield wrong("DKIM", f"{name} publishes no key, so no signature can be checked", f"publish there: {record}")
        elif published != key.published():
            yield wrong("DKIM", f"{name} publishes another key than {path}", f"publish there: {record}")
        else:
            yield good("DKIM", f"{name} publishes the key of {path}")


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
