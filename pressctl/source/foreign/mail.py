"""Saved mails: subject, text, and which attachments were not read (RFC 5322, RFC 2045)."""

from __future__ import annotations

import re
from email.message import Message
from typing import TYPE_CHECKING

from pressctl.errors import BadInput
from pressctl.frozen import replace
from pressctl.language.encodings import decode_text, is_utf_8
from pressctl.model.line_ends import with_plain_line_ends
from pressctl.patterns import compiled
from pressctl.source.foreign.base import Page, Typesetter
from pressctl.source.foreign.html import page_of_html
from pressctl.source.foreign.markup import page_of_markup

if TYPE_CHECKING:
    from collections.abc import Iterator

_LARGEST = 50_000_000
_MOST_PARTS = 200
_READABLE = ("text/plain", "text/html")
_COVERING = 200
"""Characters below which a part is no release, but says that another part is."""
_HIGHEST = 30
_FORWARDED = compiled(
    r"^(?:-{2,}\s*|_{5,}$)?(?:(?:begin )?forwarded message|original message|weitergeleitete nachricht"
    r"|ursprüngliche nachricht|message (?:transféré|d['’]origine)"
    r"|mensaje (?:reenviado|original)|(?:пересылаемое|пересланное|исходное) сообщение|(?:переслане"
    r"|початкове) повідомлення|(?:iletilen|özgün) (?:mesaj|ileti)"
    r"|yönləndirilmiş (?:mesaj|məktub)|رسالة (?:معاد توجيهها|محولة|أصلية))\b|^_{10,}$",
    re.IGNORECASE,
)
_HEADER = compiled(
    r"\*{0,2}(?:from|sent|date|to|cc|bcc|subject|reply-to|attachments?|von|gesendet|datum|an|betreff|de"
    r"|envoyé(?: le)?|à|objet|enviado(?: el)?|fecha|para|asunto"
    r"|от|отправлено|дата|кому|копия|тема|від|надіслано|копія|kimden|gönderildi|gönderen|tarih|kime|bilgi|konu"
    r"|kimdən|göndərilib|tarix|kimə|mövzu|من|تاريخ|إلى|الموضوع|المرسل)\s?:\*{0,2}\s",
    re.IGNORECASE,
)
"""A header as programs copy it into the text of a forwarded mail."""


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
    inner = next((part for part in parts if part.get_content_type() == "message/rfc822"), None)
    if inner is not None and sum(line.end - line.start for line in page.lines) < _COVERING:
        # A mail that does nothing but forward another as an attachment.
        return _forwarded(inner, page, name)
    others = [_file_name(part) or part.get_content_type() for part in parts if part not in texts]
    notices = (*page.notices, *(f"the attachment {other} is not read" for other in others))
    return replace(page, subject=_header(message, "Subject") or page.subject, notices=notices)


def _forwarded(inner: Message, outer: Page, name: str) -> Page:
    payload = inner.get_payload()
    held = payload[0] if isinstance(payload, list) and payload else payload
    if not isinstance(held, Message):
        return outer
    page = read_mail_page(held.as_bytes(), name)
    said = ("the mail that forwards this one is not read",) if outer.lines else ()
    return replace(page, notices=(*page.notices, *said))


def _page_of(texts: list[Message], name: str) -> Page:
    plain = next((part for part in texts if part.get_content_type() == "text/plain"), None)
    html = next((part for part in texts if part.get_content_type() == "text/html"), None)
    page = _without_covers(page_of_markup(_flowed(plain, _unquoted(_text(plain, name))))) if plain is not None else None
    if html is not None and (page is None or _words(page) < _COVERING):
        # Some programs write no more into the plain text than that there is none.
        rich = page_of_html(_text(html, name))
        if page is None or _words(rich) > 2 * _words(page):
            return _without_covers(rich)
    return page if page is not None and page.lines else Typesetter().page(notices=("the mail holds no text",))


def _words(page: Page) -> int:
    return sum(line.end - line.start for line in page.lines)


def _unquoted(text: str) -> str:
    """Return a text without the marks of a reply, where all of it is quoted."""
    lines = [line for line in text.split("\n") if line.strip()]
    if not lines or sum(line.startswith(">") for line in lines) < 0.8 * len(lines):
        return text
    return _unquoted("\n".join(compiled(r"^>[ ]?").sub("", line) for line in text.split("\n")))


def _flowed(part: Message | None, text: str) -> str:
    """Join the lines that `format=flowed` broke (RFC 3676): each ends in a blank."""
    if part is None or "flowed" not in str(part.get("Content-Type") or "").lower():
        return text
    return compiled(r"(?<![\n-]) \n(?=\S)").sub(" ", compiled(r"(?m)^-- $").sub("--", text))


def _without_covers(page: Page) -> Page:
    """Set aside what forwards a release: the words above the mark of forwarding, and the headers under it."""
    said = [page.words[line.start : line.end].strip() for line in page.lines]
    mark = next((at for at, words in enumerate(said[:_HIGHEST]) if _FORWARDED.search(words)), None)
    first = (
        mark if mark is not None else next((at for at in range(min(2, len(said))) if _is_header_run(said, at)), None)
    )
    if first is None:
        return page
    until = first + (mark is not None)
    while until < len(said) and _HEADER.match(said[until]):
        until += 1
    if until == first:
        return page
    lines = (*(replace(line, margin=True) for line in page.lines[:until]), *page.lines[until:])
    return replace(page, lines=lines)


def _is_header_run(said: list[str], at: int) -> bool:
    return sum(_HEADER.match(words) is not None for words in said[at : at + 4]) > 2


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
    said = compiled(r"""charset\s*=\s*["']?([A-Za-z0-9_:.-]+)""", re.IGNORECASE).search(
        str(part.get("Content-Type") or "")
    )
    refusal = BadInput(f"{name} holds no text")
    if said and said[1].lower() != "us-ascii" and not is_utf_8(data):
        try:
            return with_plain_line_ends(decode_text(data, refusal, said[1]).text)
        except BadInput:
            pass
    return with_plain_line_ends(decode_text(data, refusal).text)


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
