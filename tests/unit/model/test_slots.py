"""Slots: the personal words of one recipient."""

from __future__ import annotations

import pytest

from pressctl.errors import BadInput
from pressctl.model.slots import fill, slot, slots_in


def test_a_slot_is_filled_and_its_value_escaped_for_html() -> None:
    text = f"<p>{slot('greeting')}</p>"
    assert fill(text, {"greeting": "Dear <b>Ann & Bob</b>,"}, html=True) == (
        "<p>Dear &lt;b&gt;Ann &amp; Bob&lt;/b&gt;,</p>"
    )
    assert fill(text, {"greeting": "Dear A & B,"}) == "<p>Dear A & B,</p>"


def test_the_slots_of_a_text_are_listed_once_in_order() -> None:
    assert slots_in(f"{slot('b')}{slot('a')} and {slot('b')}") == ("b", "a")


def test_a_missing_value_is_an_error_that_names_it() -> None:
    with pytest.raises(BadInput, match="greeting, organisation"):
        fill(f"{slot('greeting')} {slot('organisation')} {slot('name')}", {"name": "x"})


def test_a_slot_that_is_not_closed_is_an_error() -> None:
    with pytest.raises(BadInput, match="not closed"):
        fill("Dear \ue000greeting,", {"greeting": "x"})


def test_what_looks_like_a_slot_inside_a_value_is_not_filled_again() -> None:
    assert fill(slot("a"), {"a": slot("b"), "b": "secret"}) == "b"


@pytest.mark.parametrize("name", ["", "Greeting", "a b", "a\ue001"])
def test_a_slot_has_a_plain_name(name: str) -> None:
    with pytest.raises(ValueError, match="name of a slot"):
        slot(name)
