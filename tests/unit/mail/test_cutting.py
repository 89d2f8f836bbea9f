"""A cut message says, octet by octet, what a whole one says."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from email import message_from_bytes
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressctl.errors import BadInput
from pressctl.frozen import replace
from pressctl.mail.cutting import cut_message
from pressctl.mail.letter import stuffed
from pressctl.mail.message import Addressee, Fixed, Sender, build_message
from pressctl.model.delivery import Attachment, Channel, RenderedPart
from pressctl.model.slots import OPT_OUT, slot

SENDER = Sender("press@example.org", "Büro für Presse", "answers@example.org")
FIXED = Fixed("<7f3a@example.org>", datetime(2018, 10, 30, 10, 2, tzinfo=UTC), "b0b0b0b0")
CONTENT = bytes(range(256)) * 300
DOCX = Attachment("Xəbər.docx", "application/msword", CONTENT, hashlib.sha256(CONTENT).hexdigest())
GREETING = slot("greeting")
PART = RenderedPart(
    "az",
    Channel.PRESS,
    "Sərhədçilər təlim keçir",
    f"{GREETING}\n\nBir sətir.\n.nöqtə ilə başlayan\n{slot('organisation')} üçün\nSon.\n",
    f"<p>{GREETING}</p>\n<p>Bir sətir. {slot('organisation')}</p>\n<p>Son.</p>\n",
    (DOCX,),
)
READER = Addressee("a@example.com", "Aygün Ə.", {"greeting": "Hörmətli Aygün xanım,", "organisation": "Xəbər & Co"})


def cut_and_whole(part: RenderedPart, reader: Addressee, sender: Sender = SENDER) -> tuple[bytes, bytes]:
    cut = cut_message(part, sender, FIXED.boundary)
    assert cut is not None
    letter = cut.letter(reader, FIXED)
    return letter.head + letter.tail, build_message(part, reader, sender, FIXED)


line = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Co"), exclude_characters="\u2028\u2029\u202e\u2066\u200f\u200e"),
    max_size=120,
)
prose = st.lists(
    st.one_of(line, st.just("."), st.just(". dot first"), st.just(f"{GREETING} and more"), st.just(GREETING))
)


@given(prose, prose, st.lists(line, max_size=3), line)
def test_every_text_and_every_value_gives_the_same_octets(
    before: list[str], after: list[str], lines: list[str], value: str
) -> None:
    text = "\n".join([*before, GREETING, *after, "The end."]) + "\n"
    html = "\n".join([f"<p>{one}</p>" for one in (*before, *lines)]) + "\n"
    part = replace(PART, text=text, html=html)
    reader = replace(READER, slots={"greeting": value, "organisation": value})
    cut, whole = cut_and_whole(part, reader)
    assert cut == whole


def test_a_long_line_is_broken_where_the_library_breaks_it_wherever_its_escapes_fall() -> None:
    for before in range(80):
        value = f"{'a' * before}ə={'.' * 75}ə{'=' * 30}"
        part = replace(PART, text=f"{GREETING} goes on.\nThe end.\n")
        cut, whole = cut_and_whole(part, replace(READER, slots={"greeting": value, "organisation": ""}))
        assert cut == whole


UNSUBSCRIBE = slot(OPT_OUT)
tokens = st.one_of(
    st.from_regex("[a-z0-9](?:[a-z0-9-]{0,120}[a-z0-9])?", fullmatch=True),
    st.just(""),
    st.just("-"),
    st.just("Ab.c"),
    line,
)


@given(st.lists(tokens, min_size=1, max_size=4), st.integers(0, 80), line, line, st.booleans())
def test_every_token_stands_in_its_place_wherever_the_lines_are_broken(
    several: list[str], place: int, before: str, after: str, alone: bool
) -> None:
    link = f"{'x' * place}{before}{UNSUBSCRIBE}{'' if alone else UNSUBSCRIBE}{after}{UNSUBSCRIBE}, {after}"
    part = replace(PART, text=f"{GREETING}\n{link}\nThe end.\n", html=f"<p>{link}</p>\n<p>Son.</p>\n")
    sender = replace(SENDER, opt_out="leave+{token}@example.org") if alone else SENDER
    cut = cut_message(part, sender, FIXED.boundary)
    assert cut is not None
    for token in several:  # the second of a length is put where the first was
        reader = replace(READER, slots={"greeting": "Hello,", OPT_OUT: token}, opt_out=token)
        try:
            whole = build_message(part, reader, sender, FIXED)
        except BadInput:
            with pytest.raises(BadInput):
                cut.letter(reader, FIXED)
        else:
            letter = cut.letter(reader, FIXED)
            assert letter.head + letter.tail == whole


names = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp")).filter(lambda letter: letter != "\t"), max_size=90
)


@given(names, names)
def test_every_name_gives_the_same_headers(reader: str, office: str) -> None:
    part = replace(PART, subject=f"For {slot('organisation')}", attachments=())
    addressee = replace(READER, name=reader, slots={"greeting": "Hello,", "organisation": reader})
    try:
        whole = build_message(part, addressee, replace(SENDER, name=office), FIXED)
    except BadInput:  # both refuse what no header may hold
        with pytest.raises(BadInput):
            cut_and_whole(part, addressee, replace(SENDER, name=office))
        return
    cut, _ = cut_and_whole(part, addressee, replace(SENDER, name=office))
    assert cut == whole


@given(st.lists(st.uuids(), min_size=1, max_size=12), names)
def test_an_answer_to_an_earlier_message_gives_the_same_headers(earlier: list[UUID], name: str) -> None:
    ids = [f"<{one.hex}@example.org>" for one in earlier]
    slots = {**READER.slots, "In-Reply-To": ids[-1], "References": " ".join(ids)}
    try:
        cut, whole = cut_and_whole(PART, replace(READER, name=name, slots=slots))
    except BadInput:
        return
    assert cut == whole
    parsed = message_from_bytes(cut)
    assert parsed["In-Reply-To"] == ids[-1]
    assert " ".join(parsed["References"].split()) == " ".join(ids)


def test_one_click_is_each_readers_own() -> None:
    sender = replace(SENDER, one_click=True)
    for token in ("a" * 12, "b" * 300):
        reader = replace(READER, one_click=f"https://press.example.org/off/{token}")
        cut, whole = cut_and_whole(PART, reader, sender)
        assert cut == whole
        assert f"<https://press.example.org/off/{token}>".encode() in cut
    with pytest.raises(BadInput, match="https"):
        cut_and_whole(PART, READER, sender)


def test_what_everybody_gets_is_one_object_and_never_copied() -> None:
    cut = cut_message(PART, SENDER, FIXED.boundary)
    assert cut is not None
    one, two = (cut.letter(replace(READER, email=f"{name}@example.com"), FIXED) for name in "ab")
    assert one.tail is two.tail
    assert len(one.tail) > len(CONTENT)
    assert len(one.head) < 3000


@pytest.mark.parametrize("greeting", [".", ".hidden", "x" * 74 + ".", "a"])
def test_a_dot_that_begins_a_line_is_doubled_wherever_it_comes_from(greeting: str) -> None:
    part = replace(PART, text=f"{GREETING}\n\nA line.\n")
    cut = cut_message(part, SENDER, FIXED.boundary)
    assert cut is not None
    letter = cut.letter(replace(READER, slots={"greeting": greeting, "organisation": ""}), FIXED)
    assert b"".join(letter.wire()) == stuffed(letter.head + letter.tail)


def test_a_text_that_ends_in_a_slot_is_not_cut() -> None:
    assert cut_message(replace(PART, text=f"Hello\n{GREETING}\n"), SENDER, FIXED.boundary) is None


def test_a_value_that_is_missing_is_refused() -> None:
    cut = cut_message(PART, SENDER, FIXED.boundary)
    assert cut is not None
    with pytest.raises(BadInput, match="organisation"):
        cut.letter(replace(READER, slots={"greeting": "Hello,"}), FIXED)
