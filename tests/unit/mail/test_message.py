"""The bytes of a message, against the compliance table."""

from __future__ import annotations

import email
import email.header
import email.policy
import re
from datetime import datetime
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressctl.errors import BadInput
from pressctl.frozen import replace
from pressctl.mail.headers import encoded_words, file_parameter, folded, mailbox, unstructured
from pressctl.mail.letter import well_formed
from pressctl.mail.message import Addressee, Fixed, Sender, build_message, message_id
from pressctl.model.delivery import Attachment, Channel, RenderedPart
from pressctl.model.slots import fill
from tests.examples import examples

GREETING = "\ue000greeting\ue001"
FIXED = Fixed("<7f3a@example.org>", datetime(2018, 10, 30, 10, 0, tzinfo=ZoneInfo("Asia/Baku")), "7f3a")
SENDER = Sender("press@example.org", "Example Mission, Baku", "leyla@example.org", "off@example.org")
PART = RenderedPart(
    "az",
    Channel.PRESS,
    "Bakıda insan alverinə qarşı mübarizə üzrə beynəlxalq konfrans keçirilir və çox uzun bir başlıq",
    f"{GREETING}\n\nMətn: konfrans sabah başlayır.\n.\nFrom here on.\n" + "söz " * 400 + "\n",
    f'<p lang="az">{GREETING}</p>\n<p>Mətn: konfrans sabah başlayır.</p>\n',
)
READER = Addressee("aygun@news.example.com", "Aygün Məmmədova", {"greeting": "Hörmətli <Aygün> & xanım,"})
DOCX = Attachment(
    "Görüş – elan.docx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    bytes(range(256)) * 40,
    "0" * 64,
)


def parsed(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def headers_of(data: bytes) -> bytes:
    return data.split(b"\r\n\r\n", 1)[0]


def test_each_header_stands_once_and_says_what_it_should() -> None:
    data = build_message(PART, READER, SENDER, FIXED)
    message = parsed(data)
    names = [name.lower() for name in message]
    assert len(names) == len(set(names))
    assert {"from", "date", "message-id", "to", "subject", "reply-to", "list-unsubscribe", "list-id"} <= set(names)
    assert not {"bcc", "cc", "auto-submitted", "list-unsubscribe-post"} & set(names)
    assert message["Subject"] == PART.subject
    assert message["Date"] == "Tue, 30 Oct 2018 10:00:00 +0400"
    assert message["Message-ID"] == "<7f3a@example.org>"
    assert message["List-Unsubscribe"] == "<mailto:off@example.org?subject=unsubscribe>"
    assert message["Content-Language"] == "az"
    (to,) = message["To"].addresses
    assert (to.display_name, to.addr_spec) == ("Aygün Məmmədova", "aygun@news.example.com")
    (sender,) = message["From"].addresses
    assert (sender.display_name, sender.addr_spec) == ("Example Mission, Baku", "press@example.org")
    assert message.defects == []


def test_one_click_stands_only_beside_an_https_address() -> None:
    sender = replace(SENDER, one_click=True)
    reader = replace(READER, one_click="https://press.example.org/off/7f3a")
    data = build_message(PART, reader, sender, FIXED)
    assert (
        b"List-Unsubscribe: <https://press.example.org/off/7f3a>,\r\n"
        b" <mailto:off@example.org?subject=unsubscribe>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
    ) in headers_of(data) + b"\r\n"
    assert b"List-Unsubscribe-Post" not in build_message(PART, READER, SENDER, FIXED)
    for address in (None, "", "http://press.example.org/off/7f3a", "https://x>\r\nBcc: <y", "mailto:off@example.org"):
        with pytest.raises(BadInput, match="https"):
            build_message(PART, replace(READER, one_click=address), sender, FIXED)


def test_only_the_recipients_own_address_and_the_offices_stand_in_it() -> None:
    data = build_message(PART, READER, SENDER, FIXED)
    assert set(re.findall(rb"[\w.]+@[\w.]+", data)) == {
        b"aygun@news.example.com",
        b"press@example.org",
        b"leyla@example.org",
        b"off@example.org",
        b"7f3a@example.org",
    }


def test_texts_come_out_as_they_went_in_and_values_are_escaped_in_html() -> None:
    message = parsed(build_message(PART, READER, SENDER, FIXED))
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().replace("\r\n", "\n") == fill(PART.text, READER.slots)
    assert "Hörmətli &lt;Aygün&gt; &amp; xanım," in html.get_content()
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]


def test_the_tree_is_only_as_deep_as_it_needs_to_be() -> None:
    plain = parsed(build_message(replace(PART, html=""), READER, SENDER, FIXED))
    assert plain.get_content_type() == "text/plain"
    mixed = parsed(build_message(replace(PART, attachments=(DOCX,)), READER, SENDER, FIXED))
    assert [part.get_content_type() for part in mixed.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        DOCX.media_type,
    ]
    (attachment,) = mixed.iter_attachments()
    assert attachment.get_content() == DOCX.content


@pytest.mark.parametrize("name", ["Görüş – elan.docx", "plain.docx", 'with "quotes".docx', "ə" * 90 + ".docx"])
def test_two_parsers_agree_on_the_name_of_an_attachment(name: str) -> None:
    data = build_message(replace(PART, attachments=(replace(DOCX, filename=name),)), READER, SENDER, FIXED)
    for policy in (email.policy.default, email.policy.compat32):
        part = list(email.message_from_bytes(data, policy=policy).walk())[-1]
        assert part.get_filename() == name
        assert str(part.get_param("name")).isascii()


def test_the_bytes_are_fit_for_the_wire() -> None:
    data = build_message(replace(PART, attachments=(DOCX,)), READER, SENDER, FIXED)
    assert data.isascii()
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)|\x00", data)
    assert max(map(len, data.split(b"\r\n\r\n", 1)[1].replace(b"Content-Type: ", b"").split(b"\r\n"))) <= 76
    for word in re.findall(rb"=\?[^?]+\?[^?]+\?[^?]*\?=", headers_of(data)):
        assert len(word) <= 75


def test_a_retry_has_identical_bytes() -> None:
    assert build_message(PART, READER, SENDER, FIXED) == build_message(PART, READER, SENDER, FIXED)


def test_a_long_unsubscribe_address_is_never_an_encoded_word() -> None:
    sender = replace(
        SENDER, opt_out="a-very-long-local-part-for-those-who-want-to-leave-the-list@" + "x" * 50 + ".example.org"
    )
    head = headers_of(build_message(PART, READER, sender, FIXED))
    line = re.search(rb"List-Unsubscribe:((?:.|\r\n )*?)\r\n(?! )", head)
    assert line is not None
    assert b"=?" not in line[1]
    assert b"leave-the-list@" in line[1]


def test_international_domains_are_a_labels_and_local_parts_stay() -> None:
    reader = replace(READER, email="info@büro.example")
    assert b"<info@xn--bro-hoa.example>" in build_message(PART, reader, SENDER, FIXED)
    unicode_local = replace(READER, email="müller@example.com")
    assert "<müller@example.com>".encode() in build_message(PART, unicode_local, SENDER, FIXED)
    assert message_id("press@büro.example", "t") == "<t@xn--bro-hoa.example>"


@pytest.mark.parametrize(
    "bad", ["a\rb", "a\nb", "a\r\nBcc: x@example.org", "a\x00b", "a\x1bb", "a\u2028b", "a\u202eb", "a\tb", "a\ud800b"]
)
def test_no_header_takes_a_control_character(bad: str) -> None:
    for part, reader, sender in (
        (replace(PART, subject=bad), READER, SENDER),
        (PART, replace(READER, name=bad), SENDER),
        (PART, READER, replace(SENDER, name=bad)),
        (replace(PART, attachments=(replace(DOCX, filename=bad),)), READER, SENDER),
    ):
        with pytest.raises(BadInput):
            build_message(part, reader, sender, FIXED)


@pytest.mark.parametrize(
    "bad",
    [
        "j@x>\r\nRCPT TO:<e@y",
        "a b@x.example",
        "a@b@c.example",
        "@x.example",
        "a@",
        "<a@b.example>",
        "a@b.example\n",
        "a@exa mple.org",
        "a\u202e@x.example",
    ],
)
def test_no_address_injects_a_command(bad: str) -> None:
    with pytest.raises(BadInput, match="not an address"):
        build_message(PART, replace(READER, email=bad), SENDER, FIXED)


def test_a_slot_without_a_value_or_half_a_slot_is_refused() -> None:
    with pytest.raises(BadInput, match="greeting"):
        build_message(PART, replace(READER, slots={}), SENDER, FIXED)
    with pytest.raises(BadInput, match="not closed"):
        fill("\ue000greeting", {"greeting": "x"})


def test_a_value_is_never_a_slot_itself() -> None:
    assert fill(f"{GREETING}!", {"greeting": "\ue000other\ue001"}) == "other!"


@pytest.mark.parametrize("data", [b"a\nb\r\n", b"a\rb\r\n", b"a\x00\r\n", b"x" * 999 + b"\r\n"])
def test_what_is_not_fit_for_the_wire_is_caught(data: bytes) -> None:
    with pytest.raises(BadInput, match=r"CRLF|998"):
        well_formed(data)


LINES = st.text(
    st.characters(
        exclude_categories=["Cc", "Cs", "Zl", "Zp"],
        exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\ue000\ue001",
    ),
    max_size=200,
)


@examples(60)
@given(LINES)
def test_any_subject_survives_folding_and_decoding(text: str) -> None:
    raw = folded("Subject", unstructured("Subject", text)).encode()
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    decoded = email.header.make_header(email.header.decode_header(re.sub(rb"\r\n(?=[ \t])", b"", raw)[9:-2].decode()))
    assert str(decoded) == text.strip()


@examples(60)
@given(LINES)
def test_any_display_name_survives(name: str) -> None:
    raw = folded("To", mailbox(name, READER.email, header="To"))
    value = raw.replace("\r\n ", " ").replace("\r\n", "")[4:]
    phrase, _, address = value.rpartition("<") if "<" in value else ("", "", value)
    assert address.rstrip(">") == READER.email
    if phrase.startswith('"'):
        assert re.sub(r"\\(.)", r"\1", phrase.strip()[1:-1]) == name.strip()
    else:
        assert str(email.header.make_header(email.header.decode_header(phrase.strip()))) == name.strip()


@examples(60)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120))
def test_encoded_words_hold_whole_characters_and_keep_their_length(text: str) -> None:
    words = encoded_words(text, first=40).split(" ")
    assert max(map(len, words)) <= 75
    assert len(words[0]) <= max(40, 12 + 12 + 4)
    assert "".join(str(email.header.make_header(email.header.decode_header(word))) for word in words) == text


def test_a_mailbox_quotes_what_needs_quotes() -> None:
    assert mailbox("", "a@b.example", header="To") == "a@b.example"
    assert mailbox("Ann Example", "a@b.example", header="To") == "Ann Example <a@b.example>"
    assert mailbox('Ann "A" Example', "a@b.example", header="To") == '"Ann \\"A\\" Example" <a@b.example>'
    assert file_parameter("filename", "a.docx") == 'filename="a.docx"'
