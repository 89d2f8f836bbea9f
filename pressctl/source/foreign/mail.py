"""Saved mails: subject, text, and which attachments were not read (RFC 5322, RFC 2045)."""

from __future__ import annotations

import re
from dataclasses import replace
from email.message import Message
from typing import TYPE_CHECKING

from pressctl.errors import BadInput
from pressctl.language.encodings import decode_text
from pressctl.source.foreign.base import Page, Typesetter
from pressctl.source.foreign.html import page_of_html
from pressctl.source.foreign.markup import page_of_markup

if TYPE_CHECKING:
    from collections.abc import Iterator

_LARGEST = 50_000_000
_MOST_PARTS = 200
_READABLE = ("text/plain", "text/html")


def read_mail_page(data: bytes, name: str) -> Page:
    """Return a mail as a page: its plain text, else its HTML; the subject beside it.

    Raises:
        BadInput: it is too large, or holds no text.
    """
    from email import message_from_bytes, policy

    if len(data) > _LARGEST:
        raise BadInput(f"{name} is larger than {_LARGEST // 1_000_000} MB", hint="save the mail without attachments")
    # compat32 never raises on a damaged header; the newer policies do.
    message = message_from_bytes(data, policy=policy.compat32)
    parts = [part for _, part in zip(range(_MOST_PARTS), _leaves(message, 0), strict=False)]
    texts = [part for part in parts if part.get_content_type() in _READABLE and not _attached(part)]
    page = _page_of(texts, name)
    others = [_file_name(part) or part.get_content_type() for part in parts if part not in texts]
    notices = (*page.notices, *(f"the attachment {other} is not read" for other in others))
    return replace(page, subject=_header(message, "Subject") or page.subject, notices=notices)


def _page_of(texts: list[Message], name: str) -> Page:
    plain = [part for part in texts if part.get_content_type() == "text/plain"]
    for part in plain[:1]:
        page = page_of_markup(_text(part, name))
        if page.lines:
            return page
    for part in texts:
        if part.get_content_type() == "text/html":
            return page_of_html(_text(part, name))
    return Typesetter().page(notices=("the mail holds no text",))


def _leaves(message: Message, depth: int) -> Iterator[Message]:
    """Yield the parts that hold something; a mail inside the mail counts as an attachment."""
    payload = message.get_payload()
    if isinstance(payload, list) and message.get_content_maintype() == "multipart" and depth < 20:
        for part in payload:
            if isinstance(part, Message):
                yield from _leaves(part, depth + 1)
        return
    yield message


def _attached(part: Message) -> bool:
    return str(part.get("Content-Disposition") or "").strip().lower().startswith("attachment")


def _text(part: Message, name: str) -> str:
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        data = str(part.get_payload()).encode("utf-8", "replace")
    if not isinstance(data, bytes):
        data = str(data or "").encode("utf-8", "replace")
    said = re.search(r"""charset\s*=\s*["']?([A-Za-z0-9_:.-]+)""", str(part.get("Content-Type") or ""), re.IGNORECASE)
    refusal = BadInput(f"{name} holds no text")
    if said and said[1].lower() != "us-ascii":
        try:
            return _even(decode_text(data, refusal, said[1]).text)
        except BadInput:
            pass
    return _even(decode_text(data, refusal).text)


def _even(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _header(message: Message, name: str) -> str | None:
    from email.errors import HeaderParseError
    from email.header import decode_header, make_header

    raw = str(message.get(name) or "")
    try:
        decoded = str(make_header(decode_header(raw)))
    except (HeaderParseError, LookupError, ValueError):
        decoded = raw
    return " ".join(decoded.split()) or None


def _file_name(part: Message) -> str | None:
    try:
        return part.get_filename()
    except (ValueError, LookupError, TypeError):
        return None
