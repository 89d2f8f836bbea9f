"""One message for one recipient: finished texts in, the bytes that go on the wire out.

The same input gives the same bytes, so that a retry sends what the first attempt sent. Nobody's address but the
recipient's own and the office's stands in it.
"""

from __future__ import annotations

import re
from base64 import encodebytes
from collections.abc import Mapping
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from functools import lru_cache
from urllib.parse import quote

from pressctl.config.mail import TOKEN_PLACE
from pressctl.errors import BadInput
from pressctl.frozen import Frozen
from pressctl.mail.addresses import domain_of, wire_address
from pressctl.mail.headers import POLICY, checked, file_parameter, mailbox, set_header, unstructured
from pressctl.mail.letter import well_formed
from pressctl.model.delivery import Attachment, RenderedPart
from pressctl.model.line_ends import with_plain_line_ends
from pressctl.model.slots import THREAD, fill


class Sender(Frozen):
    """From whom a message comes."""

    address: str
    name: str
    reply_to: str | None = None
    opt_out: str | None = None
    """Where a reader writes to be taken off the list, the sender unless given; `{token}` in it is the reader's own."""
    listed: bool = True
    """It writes to the press list, and each message says how to leave that."""
    one_click: bool = False
    """Each reader has an HTTPS address of their own, at which one click takes them off the list (RFC 8058)."""


class Addressee(Frozen):
    """Whom one message is for."""

    email: str
    """As typed."""
    name: str
    slots: Mapping[str, str]
    """Personal values by slot name."""
    one_click: str | None = None
    """The HTTPS address that takes them off the list, where the sender offers one."""
    opt_out: str = ""
    """A token that says whose wish it is when they write; letters, digits and hyphens."""


class Fixed(Frozen):
    """What is fixed at the first attempt and the same in every retry."""

    message_id: str
    """With its angle brackets."""
    date: datetime
    """On the office's clock: the Date header shows its offset."""
    boundary: str
    """A token from which the MIME boundaries are made."""


def message_id(sender: str, token: str) -> str:
    """Return a Message-ID in the sender's domain (RFC 5322 §3.6.4); `token` must be unguessable and new."""
    return f"<{token}@{domain_of(sender)}>"


def build_message(part: RenderedPart, addressee: Addressee, sender: Sender, fixed: Fixed) -> bytes:
    """Return the message: mixed(alternative(text, related(html, photographs)), attachments), as deep as it needs to be.

    What goes along is encoded once, however many messages carry it.

    Raises:
        BadInput: an address, a name or the subject holds what no header may hold, or a slot has no value.
    """
    message = EmailMessage(policy=POLICY)
    for name, value in addressee.slots.items():
        whole_characters(name, value)
    _set_addresses(message, part, addressee, sender, fixed)
    places = {f"pressctl-{fixed.boundary}-{number}": file for number, file in enumerate(part.attachments)}
    text = fill(part.text, addressee.slots)
    message.set_content(whole_lines(text), subtype="plain", charset="utf-8", cte="quoted-printable")
    if part.html:
        _add_html(message, fill(part.html, addressee.slots, html=True), places, fixed)
    enclosed = {place: file for place, file in places.items() if not file.shown_in(part.html)}
    if enclosed:
        message.make_mixed()
        message.set_boundary(f"=_pc_{fixed.boundary}_m")
        for place, file in enclosed.items():
            message.attach(_file(file, place, "attachment"))
    for inner in list(message.walk())[1:]:
        del inner["MIME-Version"]
    set_header(message, "Content-Language", part.language)
    data = well_formed(message.as_bytes(policy=POLICY))
    for place, file in places.items():
        data = data.replace(place.encode("ascii"), _encoded(file), 1)
    return data


def _add_html(message: EmailMessage, html: str, places: Mapping[str, Attachment], fixed: Fixed) -> None:
    """Add the HTML, and beside it the photographs that it shows (RFC 2387)."""
    message.add_alternative(whole_lines(html), subtype="html", charset="utf-8", cte="quoted-printable")
    message.set_boundary(f"=_pc_{fixed.boundary}_a")
    shown = {place: file for place, file in places.items() if file.shown_in(html)}
    if not shown:
        return
    last = list(message.iter_parts())[-1]
    assert isinstance(last, EmailMessage)  # noqa: S101 - what `add_alternative` has just made
    last.make_related()
    set_header(last, "Content-Type", f'multipart/related; type="text/html"; boundary="=_pc_{fixed.boundary}_r"')
    for place, file in shown.items():
        last.attach(_file(file, place, "inline"))


@lru_cache(maxsize=32)
def _encoded(file: Attachment) -> bytes:
    """Return what stands for a file in a message: base64 in lines of 76 (RFC 2045 §6.8)."""
    return encodebytes(file.content).rstrip(b"\n").replace(b"\n", b"\r\n")


def whole_characters(name: str, value: str) -> None:
    """Refuse a personal value that no encoding can carry.

    Raises:
        BadInput: it holds half a character.
    """
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise BadInput(f"{name}: contains half a character, U+{ord(value[error.start]):04X}") from error


def _set_addresses(
    message: EmailMessage, part: RenderedPart, addressee: Addressee, sender: Sender, fixed: Fixed
) -> None:
    origin, recipient = wire_address(sender.address), wire_address(addressee.email)
    set_header(message, "Date", format_datetime(fixed.date))
    set_header(message, "From", mailbox(sender.name, origin, header="From"))
    if sender.reply_to:
        set_header(message, "Reply-To", wire_address(sender.reply_to))
    set_header(message, "To", mailbox(addressee.name, recipient, header="To"))
    set_header(message, "Subject", unstructured("Subject", fill(part.subject, addressee.slots)))
    set_header(message, "Message-ID", fixed.message_id)
    for name in THREAD:
        if addressee.slots.get(name):
            set_header(message, name, addressee.slots[name])
    if sender.listed:
        set_header(message, "List-Unsubscribe", list_unsubscribe(sender, addressee))
        if sender.one_click:
            set_header(message, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
        set_header(message, "List-Id", f"<press-releases.{domain_of(sender.address)}>")


def list_unsubscribe(sender: Sender, addressee: Addressee) -> str:
    """Return where a mail program takes a reader off the list: by mail, and by one click where that is offered.

    Raises:
        BadInput: one click is offered, and this reader has no HTTPS address for it (RFC 8058 §3.1).
    """
    by_mail = f"<{_mailto(sender.opt_out or sender.address, addressee.opt_out)}>"
    if not sender.one_click:
        return by_mail
    address = addressee.one_click or ""
    if not _HTTPS.fullmatch(address):
        raise BadInput("one click is offered to take readers off the list, and there is no https:// address for it")
    return f"<{address}>, {by_mail}"


_HTTPS = re.compile(r"https://[!#-;=?-~]{4,800}")


def _mailto(address: str, token: str) -> str:
    """Return the address as a mailto URI with a subject (RFC 6068), ASCII whatever the address is."""
    if TOKEN_PLACE in address:
        return f"{_mailbox_uri(wire_address(address.replace(TOKEN_PLACE, token, 1)))}?subject=unsubscribe"
    subject = f"unsubscribe%20{quote(token, safe='')}" if token else "unsubscribe"
    return f"{_mailbox_uri(wire_address(address))}?subject={subject}"


@lru_cache(maxsize=8)
def _mailbox_uri(address: str) -> str:
    """Return the beginning of a mailto URI: for most offices everybody's is the same."""
    local, _, domain = address.rpartition("@")
    return f"mailto:{quote(local, safe='.+-_')}@{domain}"


def _file(file: Attachment, place: str, disposition: str) -> EmailMessage:
    """Return the part of a file; `place` stands for its content."""
    filename = checked("attachment", file.filename).replace("/", "_").replace("\\", "_")
    inner = EmailMessage(policy=POLICY)
    # Old programs read the name here, in ASCII; everybody else below, in full (RFC 2231).
    set_header(inner, "Content-Type", f"{file.media_type}; {file_parameter('name', _ascii(filename))}")
    set_header(inner, "Content-Transfer-Encoding", "base64")
    set_header(inner, "Content-Disposition", f"{disposition}; {file_parameter('filename', filename)}")
    if disposition == "inline":
        set_header(inner, "Content-ID", f"<{file.content_id}>")
    inner.set_payload(f"{place}\n")
    return inner


def _ascii(filename: str) -> str:
    from anyascii import anyascii

    stem, dot, ending = anyascii(filename).rpartition(".")
    plain = re.sub(r"[^A-Za-z0-9._-]+", "_", f"{stem[:50]}{dot}{ending[:8]}")
    return plain.strip("_") or "attachment"


def whole_lines(text: str, *, strip: bool = True) -> str:
    """Return the text with plain line ends and one at its end; `strip` takes the empty lines there."""
    plain = with_plain_line_ends(text).replace("\x00", "")
    return (plain.rstrip("\n") if strip else plain) + "\n"
