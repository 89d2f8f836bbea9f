"""Which stretch of a text runs which way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressctl.export.docx.direction import word_language
from pressctl.export.sheet import Direction
from pressctl.export.stretches import stretches

LTR, RTL = Direction.LTR, Direction.RTL

LETTERS = st.text(alphabet="aA əЖ1٣ ().,،-+/:\u00a0بمשא“”", max_size=40)


@given(LETTERS, st.sampled_from(Direction))
def test_nothing_is_lost_or_added_where_a_text_is_cut(text: str, direction: Direction) -> None:
    assert "".join(part for part, _ in stretches(text, direction)) == text


@given(LETTERS, st.sampled_from(Direction))
def test_no_stretch_is_empty(text: str, direction: Direction) -> None:
    assert all(part for part, _ in stretches(text, direction))


@pytest.mark.parametrize(
    ("text", "islands"),
    [
        ("في Milli Majlis اليوم", ["Milli Majlis"]),
        ("للهجرة (IOM) بمشاركة", ["(IOM)"]),
        ("في Milli Majlis (MM) اليوم", ["Milli Majlis (MM)"]),
        ("القاعة Sahil 5، باكو", ["Sahil 5"]),
        ("على الرقم +994 12 555 01 02 خلال", ["+994 12 555 01 02"]),
        ("بمشاركة 120 مندوبًا في 2018", []),
    ],
)
def test_arabic_is_cut_around_latin_names_and_telephone_numbers(text: str, islands: list[str]) -> None:
    assert [part for part, way in stretches(text, RTL) if way is LTR] == islands


def test_english_is_cut_around_arabic_names() -> None:
    assert list(stretches("the بيت الأمل shelter", LTR)) == [("the ", LTR), ("بيت الأمل", RTL), (" shelter", LTR)]


def test_telephone_numbers_in_english_are_not_cut() -> None:
    assert list(stretches("call +994 12 555 01 02 now", LTR)) == [("call +994 12 555 01 02 now", LTR)]


@pytest.mark.parametrize(("code", "tag"), [("az", "az-Latn-AZ"), ("en-US", "en-US"), ("cy", "cy")])
def test_word_is_told_a_region_where_it_wants_one(code: str, tag: str) -> None:
    assert word_language(code) == tag
