"""Which language a reader gets of those that a release has."""

from __future__ import annotations

import pytest

from pressctl.language.matching import language_for


@pytest.mark.parametrize(
    ("wanted", "offered", "expected"),
    [
        (("en-GB",), ("az", "en"), "en"),
        (("en",), ("en-GB", "az"), "en-GB"),
        (("en-GB",), ("en-US", "en-GB"), "en-GB"),
        (("zh-Hant",), ("zh-Hans",), None),
        (("zh",), ("zh-Hans",), "zh-Hans"),
        (("fr", "en-GB"), ("en", "fr-CA"), "fr-CA"),
        (("es",), ("en",), None),
    ],
)
def test_regions_of_one_language_read_each_other(
    wanted: tuple[str, ...], offered: tuple[str, ...], expected: str | None
) -> None:
    assert language_for(wanted, offered, "en") == expected


@pytest.mark.parametrize(("fallback", "expected"), [("az", "az"), ("fr", "en")])
def test_without_a_language_the_offices_own_counts_and_then_the_original(fallback: str, expected: str) -> None:
    assert language_for((), ("en", "az"), fallback) == expected
