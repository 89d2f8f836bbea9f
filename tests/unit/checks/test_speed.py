"""No text makes the check slow: the time grows with the length, whatever the characters are."""

from __future__ import annotations

from datetime import date
from time import process_time

import pytest

from pressctl.checks.base import Subject
from pressctl.checks.catalogue import RULES
from pressctl.checks.check import Selection, check
from pressctl.model.manuscript import Manuscript, Piece

LENGTH = 40_000


@pytest.mark.parametrize(
    "part",
    [
        "“",
        '"',
        "(",
        "[",
        "1",
        "1 ",
        "-",
        "a@",
        "a.",
        "ab-",
        "<a",
        "&amp;",
        " ",
        "ABC DEF ",
        "Ab Cd went. ",
        "+1 2",
        "_",
    ],
)
def test_a_hostile_text_is_checked_in_seconds(part: str) -> None:
    text = (part * LENGTH)[:LENGTH] + "x"
    piece = Piece.cut(text, 0, len(text))
    manuscript = Manuscript("x.txt", text, "en", headline=piece, paragraphs=(piece,))
    begun = process_time()
    checked = check(Subject(manuscript, date(2018, 10, 30)), RULES, Selection(select=("ALL",)))
    assert process_time() - begun < 5
    assert checked.crashes == ()
