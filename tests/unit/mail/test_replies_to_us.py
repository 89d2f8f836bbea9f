"""A reader's mail: whatever bytes it has, it is read or refused in words."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressctl.errors import BadInput
from pressctl.mail.replies_to_us import read_reader_mail

HEADERS = ("From", "To", "Subject", "In-Reply-To", "References", "Auto-Submitted", "Content-Type", "Return-Path")
header = st.tuples(st.sampled_from(HEADERS), st.text(max_size=60))


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(BadInput):
        read_reader_mail(data, "a.eml")


@given(st.lists(header, max_size=8), st.text(max_size=200))
def test_any_headers_are_read(headers: list[tuple[str, str]], text: str) -> None:
    head = "".join(f"{name}: {' '.join(value.split())}\r\n" for name, value in (("From", "a@example.com"), *headers))
    mail = read_reader_mail(f"{head}\r\n{text}".encode("utf-8", "surrogatepass"), "a.eml")
    assert "\n" not in mail.subject


def test_it_says_who_writes_what_it_answers_and_where_it_went() -> None:
    mail = read_reader_mail(
        b"From: =?utf-8?q?Ayg=C3=BCn?= <Aygun@TV.example.com>\r\nTo: Press <press+2026-11-29-a1-7-x@example.org>\r\n"
        b"Subject: =?utf-8?b?xZ7EsXRpcmFr?= off\r\nReferences: <one@example.org> <two@example.org>\r\n"
        b"In-Reply-To: <two@example.org>\r\n\r\nNo more, please.\r\n",
        "a.eml",
    )
    assert mail.sender == "Aygun@TV.example.com"
    assert mail.subject == "Şıtirak off"
    assert mail.recipients == ("press+2026-11-29-a1-7-x@example.org",)
    assert mail.answers == ("<two@example.org>", "<one@example.org>")
    assert "No more, please." in mail.text
    assert not mail.automatic


@pytest.mark.parametrize(
    "line",
    ["Auto-Submitted: auto-replied", "Return-Path: <>", 'Content-Type: multipart/report; boundary="x"'],
)
def test_a_machine_is_known(line: str) -> None:
    assert read_reader_mail(f"From: a@example.com\r\n{line}\r\n\r\nAway\r\n".encode(), "a.eml").automatic


def test_several_who_write_are_nobody() -> None:
    assert read_reader_mail(b"From: a@example.com, b@example.com\r\n\r\nHello\r\n", "a.eml").sender == ""
