"""Enumerations, names of languages, direction of writing."""

from __future__ import annotations

import pytest

from pressctl.language.direction import direction
from pressctl.language.lists import join
from pressctl.language.names import language_name


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "a, b and c"), ("az", "a, b və c"), ("ru", "a, b и c"), ("fr", "a, b et c"), ("ar", "a وb وc")],
)
def test_a_list_ends_with_the_languages_and(language: str, expected: str) -> None:
    assert join(["a", "b", "c"], language) == expected


def test_items_with_commas_are_parted_by_semicolons() -> None:
    assert join(["a, x", "b", "c"], "en") == "a, x; b; and c"
    assert join(["a, x", "b", "c"], "fr") == "a, x\u00a0; b\u00a0; et c"


def test_two_items_of_which_one_has_a_comma_need_no_semicolon() -> None:
    assert join(["GWP, Office in Senegal", "the Ministry"], "en") == "GWP, Office in Senegal, and the Ministry"
    assert join(["the Ministry", "GWP, Office in Senegal"], "en") == "the Ministry and GWP, Office in Senegal"
    assert join(["a, x", "b"], "ru") == "a, x, и b"
    assert join(["a, x", "b"], "fr") == "a, x, et b"
    assert join(["أ، س", "ب"], "ar") == "أ، س، وب"
    assert join(["أ، د", "ب", "ج"], "ar") == "أ، د؛ ب؛ وج"


def test_one_item_and_none_are_no_list() -> None:
    assert join(["a, x"], "en") == "a, x"
    assert join([], "en") == ""


def test_a_language_has_a_name_in_every_language() -> None:
    assert language_name("az", "en") == "Azerbaijani"
    assert language_name("az", "ru") == "азербайджанский"
    assert language_name("en", "az") == "ingilis"
    assert language_name("qqq", "en") == "qqq"


@pytest.mark.parametrize(
    ("code", "expected"),
    [("ar", "rtl"), ("fa", "rtl"), ("en", "ltr"), ("az", "ltr"), ("az-Arab", "rtl"), ("ku-Latn", "ltr")],
)
def test_direction_follows_the_script(code: str, expected: str) -> None:
    assert direction(code) == expected


def test_a_comma_inside_brackets_needs_no_semicolons() -> None:
    items = ["IOM (IOM, the UN Migration Agency)", "the Union", "the Service"]
    assert join(items, "en") == "IOM (IOM, the UN Migration Agency), the Union and the Service"
    assert join(items, "ru") == "IOM (IOM, the UN Migration Agency), the Union и the Service"
