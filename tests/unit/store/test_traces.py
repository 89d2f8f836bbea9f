"""Looking for a person in bytes: every form is found, nobody else is, and the line is told."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import json
import lzma
import quopri
import zipfile
import zlib
from email.header import Header
from urllib.parse import quote

import pytest

from pressctl.store.sought import Kind, Sought
from pressctl.store.traces import holds_address, traces

ADDRESS = "Aygün.Əliyeva@bücher.example.com"
SOUGHT = Sought.of([ADDRESS], ["Aygün Əliyeva", "Aygün"])
LETTER = f"Dear colleague, write to {ADDRESS} today, or to nobody at all.\n"


def zipped(name: str, data: bytes) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return whole.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        LETTER.encode(),
        LETTER.upper().encode(),
        LETTER.replace("bücher", "xn--bcher-kva").encode(),
        LETTER.replace("ü", "u\u0308").encode(),
        "AYGÜN.ƏLİYEVA@bücher.example.com".encode(),
        LETTER.encode("utf-16"),
        LETTER.encode("utf-16-le"),
        b"\xff" + LETTER.encode("utf-16-be"),
        LETTER.encode("utf-32"),
        base64.b64encode(LETTER.encode()),
        base64.encodebytes(LETTER.encode() * 3),
        base64.urlsafe_b64encode(LETTER.encode()),
        base64.b64encode(base64.b64encode(LETTER.encode())),
        quopri.encodestring(LETTER.encode()),
        f"To: {Header(LETTER.strip(), 'utf-8', maxlinelen=60).encode()}\n".encode(),
        quote(LETTER).encode(),
        json.dumps({"to": LETTER}).encode(),
        LETTER.replace("ü", "&uuml;").replace("@", "&#64;").encode(),
        LETTER.replace("@", "</w:t></w:r><w:r><w:t>@").encode(),
        zipped("word/document.xml", LETTER.encode()),
        zipped("inner.zip", zipped("a.txt", LETTER.encode("utf-16"))),
        zipped(f"{ADDRESS}.eml", b"nothing"),
        gzip.compress(LETTER.encode()),
        bz2.compress(LETTER.encode()),
        lzma.compress(LETTER.encode()),
        f"EMAIL;TYPE=INTERNET:{ADDRESS[:9]}\r\n {ADDRESS[9:]}\r\n".encode(),
        f"X-Evolution-EMAIL:{ADDRESS[:20]}\n\t{ADDRESS[20:]}\n".encode(),
        b"%PDF-1.7\nstream\n" + zlib.compress(LETTER.encode()) + b"\nendstream",
        b"SQLite format 3\0\x01" + LETTER.encode() + b"\0\0",
        b"SQLite format 3\0\x01" + f"key{ADDRESS}{ADDRESS}Name".encode(),
    ],
)
def test_the_address_is_found_in_every_form(data: bytes) -> None:
    assert holds_address(data, SOUGHT)


@pytest.mark.parametrize(
    "text",
    ["x{}", "{}.az", "{}x", "a.{}", "a-{}", "{}-desk", "x_{}"],
)
def test_an_address_that_only_contains_it_is_somebody_elses(text: str) -> None:
    other = text.format(ADDRESS)
    assert not holds_address(other.encode(), SOUGHT)
    assert SOUGHT.without(other) == other
    assert not SOUGHT.is_named_by(f"0001_{other}.eml")


@pytest.mark.parametrize("text", ["<{}>", "mailto:{}?subject=x", "{}.", "{},", '"{}"', "To:{};", "{}\n"])
def test_what_stands_around_it_in_a_text_does_not_hide_it(text: str) -> None:
    assert holds_address(text.format(ADDRESS).encode(), SOUGHT)
    assert ADDRESS not in SOUGHT.without(text.format(ADDRESS))


def test_lines_are_told_each_once() -> None:
    text = f"\none\n{ADDRESS} and {ADDRESS}\r\nƏliyeva, Aygün\nAYGÜN  ƏLİYEVA\nAygün alone\nAygün Əliyevanın\n"
    assert [(each.kind, each.line) for each in traces(text.encode(), SOUGHT)] == [
        (Kind.ADDRESS, 3),
        (Kind.NAME, 4),
        (Kind.NAME, 5),
    ]


def test_a_member_is_named_where_there_is_no_line() -> None:
    (found,) = traces(zipped("word/comments.xml", f"<w:t>{ADDRESS}</w:t>".encode()), SOUGHT)
    assert (found.line, found.inside) == (None, "word/comments.xml")


def test_a_name_goes_only_where_the_address_is_near() -> None:
    text = f"copy_to:\n  - name: Aygün Əliyeva\n    email: {ADDRESS}\n---\n\nA text.\n\nShe is Aygün Əliyeva.\n"
    assert SOUGHT.without(text) == (
        "copy_to:\n  - name: erased\n    email: erased\n---\n\nA text.\n\nShe is Aygün Əliyeva.\n"
    )


def test_a_name_of_one_word_goes_from_the_line_of_the_address_alone() -> None:
    sought = Sought.of(["madonna@tv.example.com"], ["Madonna"])
    text = "The Madonna of Baku\ncontact: Madonna <madonna@tv.example.com>\n"
    assert sought.without(text) == "The Madonna of Baku\ncontact: erased <erased>\n"


def test_a_file_may_be_called_by_the_address() -> None:
    plain = Sought.of(["a.reader@tv.example.com"], [])
    assert plain.is_named_by("0012_a.reader@tv.example.com.eml")
    assert plain.is_named_by("A.Reader@tv.example.com")
    assert not plain.is_named_by("0012_xa.reader@tv.example.com.eml")
    assert not plain.is_named_by("a.reader.txt")
