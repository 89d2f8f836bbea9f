"""The names by which a reviewed copy is led back to its source."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressctl.export.docx.bookmarks import bookmark_name

FIELD = st.from_regex(r"[a-z]{1,12}(\[[1-9][0-9]?\])?", fullmatch=True)
ANCHOR = st.lists(FIELD, min_size=1, max_size=5).map(".".join)


@pytest.mark.parametrize(
    ("anchor", "name"),
    [
        ("headline", "_pc_headline"),
        ("body[3]", "_pc_body_3"),
        ("body[6].r1c2", "_pc_body_6_r1c2"),
        ("contacts[1].phones[2]", "_pc_contacts_1_phones_2"),
        ("boilerplates[1].blocks[2].item3", "_pc_boilerplates_1_blocks_2_item3"),
    ],
)
def test_a_bookmark_can_be_read_by_a_person(anchor: str, name: str) -> None:
    assert bookmark_name(anchor) == name


@given(st.text(min_size=1, max_size=120))
def test_any_anchor_has_a_name_that_word_keeps_and_hides(anchor: str) -> None:
    assert re.fullmatch(r"_pc_?[A-Za-z0-9_]{1,36}", bookmark_name(anchor))


@given(ANCHOR, ANCHOR)
def test_two_anchors_have_two_names(one: str, other: str) -> None:
    assert (bookmark_name(one).casefold() == bookmark_name(other).casefold()) == (one == other)


@pytest.mark.parametrize("other", ["Body[3]", "body.3", "body_3", "body[03]", "body[3] ", "body[٣]"])
def test_an_unusual_path_does_not_take_the_name_of_a_usual_one(other: str) -> None:
    assert bookmark_name(other).casefold() != bookmark_name("body[3]").casefold()
