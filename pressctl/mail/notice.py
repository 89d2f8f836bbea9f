"""A short automatic message to the office itself, such as the record's receipt."""

from __future__ import annotations

from email.message import EmailMessage
from email.utils import format_datetime

from pressctl.mail.addresses import wire_address
from pressctl.mail.headers import POLICY, mailbox, set_header, unstructured
from pressctl.mail.letter import well_formed
from pressctl.mail.message import Fixed, Sender


def build_notice(to: str, sender: Sender, subject: str, text: str, fixed: Fixed) -> bytes:
    """Return a plain-text message, marked as made by a machine (RFC 3834 §5).

    Raises:
        BadInput: an address or the subject holds what no header may hold.
    """
    message = EmailMessage(policy=POLICY)
    set_header(message, "Date", format_datetime(fixed.date))
    set_header(message, "From", mailbox(sender.name, wire_address(sender.address), header="From"))
    set_header(message, "To", wire_address(to))
    set_header(message, "Subject", unstructured("Subject", subject))
    set_header(message, "Message-ID", fixed.message_id)
    set_header(message, "Auto-Submitted", "auto-generated")
    message.set_content(text, subtype="plain", charset="utf-8", cte="quoted-printable")
    return well_formed(message.as_bytes(policy=POLICY))
