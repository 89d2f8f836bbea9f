"""What is explained where one of several people's words is to be chosen."""

from __future__ import annotations

from pressctl.cli.review import apply_questions
from pressctl.model.merging import Unit
from pressctl.review.merge import merge
from tests.reviews import lines, review
from tests.unit.cli.contacts.test_import_questions import Answering

COPY = lines(("headline", "Six join"))


def test_where_two_want_it_otherwise_the_numbers_are_explained() -> None:
    other = [review(COPY, [said], who) for said, who in (("Seven join", "Elena"), ("Eight join", "Rashad"))]
    item = merge(other, (Unit("headline", "Six join"),)).proposals
    session = Answering("?", "y", "2")
    assert apply_questions._answer(session, item) == "2"
    assert session.shown.count("1  the first one's words, 2 the second one's") == 2
    assert "yes, take it over" not in session.shown
