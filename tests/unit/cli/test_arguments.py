"""Arguments: several names in one option are several, an expression stays one."""

from __future__ import annotations

import pytest

from pressctl.cli.arguments import split_segments


@pytest.mark.parametrize(
    ("given", "segments"),
    [
        (None, ()),
        (["tv,print"], ("tv", "print")),
        (["tv, print", "tv"], ("tv", "print")),
        (["az-media"], ("az-media",)),
        (['outlet == "Reuters, Baku"'], ('outlet == "Reuters, Baku"',)),
        (["tag in (tv, print)"], ("tag in (tv, print)",)),
    ],
)
def test_names_with_commas_are_several_segments(given: list[str] | None, segments: tuple[str, ...]) -> None:
    assert split_segments(given) == segments
