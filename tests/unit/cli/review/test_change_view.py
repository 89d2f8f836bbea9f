"""A change beside the question whether to take it over."""

from __future__ import annotations

import io
import sys

import pytest

from pressctl.cli.review.change_view import edit_text
from pressctl.model.merging import Edit, Spot, Unit, with_others


@pytest.mark.parametrize(("encoding", "shown"), [("utf-8", "in[- -]{+⍽+}Baku"), ("cp1252", "in[- -]{+\u00a0+}Baku")])
def test_a_space_at_which_no_line_breaks_is_told_from_another(
    monkeypatch: pytest.MonkeyPatch, encoding: str, shown: str
) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding=encoding))
    edit = Edit("headline", Spot(0, 2), Spot(0, 3), "\u00a0")
    assert edit_text([Unit("headline", "in Baku")], edit).plain == shown


def test_a_change_is_shown_among_the_words_that_were_decided_before() -> None:
    units = [Unit("headline", "Six bodies meet in Baku")]
    seven, rivals = Edit("headline", Spot(0, 0), Spot(0, 3), "Seven"), Edit("headline", Spot(0, 4), Spot(0, 15), "came")
    at_last, apart = (
        Edit("headline", Spot(0, 19), Spot(0, 23), "Ganja"),
        Edit("headline", Spot(0, 4), Spot(0, 4), "a\n"),
    )
    edit = Edit("headline", Spot(0, 4), Spot(0, 10), "offices")
    shown = edit_text(*with_others(units, edit, [seven, rivals, at_last, apart])).plain
    assert shown == "Seven [-bodies-]{+offices+} meet in Ganja"
