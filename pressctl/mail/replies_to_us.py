"""A mail that came back from a reader: who writes, what it answers, which token of ours it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses

from pressctl.errors import BadInput
from pressctl.frozen import Frozen

LARGEST = 25_000_000
"""Octets of a mail that is read; newsrooms send signatures, not films."""

_ID = re.compile(r"<[^<>\s]{3,250}>")
_MOST_PARTS = 100


class ReaderMail(Frozen):
    """What a saved mail says, as far as it can be read."""

    sender: str
    """Address in From; empty where there is none, or several."""
    subject: str
    recipients: tuple[str, ...]
    """Addresses that it was sent to, as they stand in its header."""
    answers: tuple[str, ...]
    """Message-IDs that it answers, the nearest first."""
    text: str
    """Its plain text, quotations included."""
    automatic: bool
    """A machine wrote it: a notice of absence, a bounce (RFC 3834 §5)."""


def read_reader_mail(data: bytes, name: str) -> ReaderMail:
    """Read a saved mail.

    Raises:
        BadInput: it is too large, or no mail.
    """
    if len(data) > LARGEST:
        raise BadInput(f"{name} is larger than {LARGEST // 1_000_000} MB", hint="save the mail without attachments")
    # compat32 never raises on a damaged header; the newer policies do.
    message = message_from_bytes(data, policy=policy.compat32)
    if not any(message.get(field) for field in ("From", "Subject", "Received", "Message-ID")):
        raise BadInput(f"{name} is no saved mail", hint="save it from your mail program as .eml")
    senders = [address for _, address in getaddresses(_all(message, "From")) if "@" in address]
    fields = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
    recipients = [address for field in fields for _, address in getaddresses(_all(message, field)) if "@" in address]
    answered = [*_ids(message, "In-Reply-To"), *reversed(list(_ids(message, "References")))]
    return ReaderMail(
        senders[0] if len(senders) == 1 else "",
        _words(message, "Subject"),
        tuple(dict.fromkeys(recipients)),
        tuple(dict.fromkeys(answered)),
        "\n".join(_texts(message)),
        _automatic(message),
    )


def _all(message: Message, name: str) -> list[str]:
    return [str(value) for value in message.get_all(name, [])]


def _words(message: Message, name: str) -> str:
    value = str(message.get(name, ""))
    try:
        return " ".join(str(make_header(decode_header(value))).split())
    except (LookupError, ValueError):
        return " ".join(value.split())


def _ids(message: Message, name: str) -> Iterator[str]:
    for value in _all(message, name):
        yield from _ID.findall(value)


def _automatic(message: Message) -> bool:
    said = str(message.get("Auto-Submitted", "no")).partition(";")[0].strip().lower()
    empty = any(path.strip() == "<>" for path in _all(message, "Return-Path"))
    return said not in {"", "no"} or empty or message.get_content_type() == "multipart/report"


def _texts(message: Message) -> Iterator[str]:
    for number, part in enumerate(message.walk()):
        if number >= _MOST_PARTS:
            return
        payload = part.get_payload(decode=True) if part.get_content_type() == "text/plain" else None
        if isinstance(payload, bytes):
            try:
                yield payload.decode(part.get_content_charset() or "utf-8", errors="replace")
            except LookupError:
                yield payload.decode("utf-8", errors="replace")
