"""Photographs in a message: beside the text that shows them, encoded once, the same bytes in every retry."""

from __future__ import annotations

import email
import email.policy
import hashlib
import re
from datetime import UTC, datetime
from email.message import EmailMessage

from pressctl.frozen import replace
from pressctl.mail import message as building
from pressctl.mail.message import Addressee, Fixed, Sender, build_message
from pressctl.model.delivery import Attachment, Channel, RenderedPart

FIXED = Fixed("<7f3a@example.org>", datetime(2018, 10, 30, 6, tzinfo=UTC), "7f3a" * 8)
SENDER = Sender("press@example.org", "Example Mission")
READER = Addressee("aygun@news.example.com", "Aygün", {})


def file(name: str, content: bytes, media_type: str = "image/jpeg") -> Attachment:
    return Attachment(name, media_type, content, hashlib.sha256(content).hexdigest())


SHOWN = file("hall.jpg", bytes(range(256)) * 30)
OTHER = file("Zal – ön.jpg", b"\xff\xd8" + b"\r\n.\r\n" * 400)
DOCX = file("release.docx", b"PK" * 500, "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
PART = RenderedPart(
    "en",
    Channel.PRESS,
    "Subject",
    "Text\n",
    f'<p>Text</p><img src="cid:{SHOWN.content_id}" alt="A hall"><img src="cid:{OTHER.content_id}" alt="Another">\n',
    (DOCX, SHOWN, OTHER),
)


def parsed(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_the_tree_is_mixed_alternative_related() -> None:
    message = parsed(build_message(PART, READER, SENDER, FIXED))
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/jpeg",
        "image/jpeg",
        DOCX.media_type,
    ]
    assert all(not part.defects for part in message.walk())
    related = next(part for part in message.walk() if part.get_content_type() == "multipart/related")
    assert related.get_param("type") == "text/html"  # RFC 2387 §3.1


def test_every_cid_resolves_and_gives_the_photograph_back() -> None:
    message = parsed(build_message(PART, READER, SENDER, FIXED))
    html = message.get_body(("html",))
    assert html is not None
    wanted = re.findall(r'"cid:([^"]+)"', html.get_content())
    found = {part["Content-ID"]: part for part in message.walk() if part["Content-ID"]}
    assert [found[f"<{name}>"].get_content() for name in wanted] == [SHOWN.content, OTHER.content]
    assert [found[f"<{name}>"].get_filename() for name in wanted] == [SHOWN.filename, OTHER.filename]
    assert {part.get_content_disposition() for part in found.values()} == {"inline"}


def test_what_the_text_does_not_show_is_attached() -> None:
    message = parsed(build_message(replace(PART, html="<p>Text</p>\n"), READER, SENDER, FIXED))
    assert [part.get_filename() for part in message.iter_attachments()] == [
        DOCX.filename, SHOWN.filename, OTHER.filename,
    ]  # fmt: skip
    assert not any(part["Content-ID"] for part in message.walk())


def test_without_attachments_there_is_no_mixed_level() -> None:
    message = parsed(build_message(replace(PART, attachments=(SHOWN, OTHER)), READER, SENDER, FIXED))
    assert message.get_content_type() == "multipart/alternative"


def test_a_photograph_is_encoded_once_for_all_messages() -> None:
    building._encoded.cache_clear()
    for number in range(20):
        build_message(PART, replace(READER, email=f"reader{number}@news.example.com"), SENDER, FIXED)
    assert building._encoded.cache_info().misses == 3


def test_bytes_are_fit_for_the_wire_and_the_same_in_a_retry() -> None:
    data = build_message(PART, READER, SENDER, FIXED)
    assert data == build_message(PART, READER, SENDER, FIXED)
    assert data.isascii()
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)|\x00", data)
    assert max(map(len, data.split(b"\r\n"))) <= 200
    assert b"pressctl-7f3a" not in data
