"""No text makes the check slow: the time grows with the length, whatever the characters are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from pressctl.checks.base import Subject
from pressctl.checks.catalogue import RULES
from pressctl.checks.check import Checked, Selection, check
from pressctl.model.manuscript import Manuscript, Piece
from tests.growth import grows_as_its_size

LENGTH = 40_000


@pytest.mark.proof
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
def test_a_hostile_text_is_checked_in_a_time_that_grows_with_it(part: str) -> None:
    def checking(length: int) -> Callable[[], object]:
        return partial(checked_part, part, length)

    assert grows_as_its_size(checking, LENGTH)
    assert checked_part(part, LENGTH).crashes == ()


def checked_part(part: str, length: int) -> Checked:
    text = (part * length)[:length] + "x"
    piece = Piece.cut(text, 0, len(text))
    manuscript = Manuscript("x.txt", text, "en", headline=piece, paragraphs=(piece,))
    return check(Subject(manuscript, date(2018, 10, 30)), RULES, Selection(select=("ALL",)))
