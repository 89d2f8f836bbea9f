"""Where two editions differ, from their canonical JSON alone."""

from __future__ import annotations

from datetime import date

import pytest

from pressctl.frozen import replace
from pressctl.model.approval import Difference
from pressctl.model.differences import differences, plain_of
from pressctl.model.digest import canonical
from pressctl.model.moment import parse_moment
from pressctl.model.release import Dateline, Edition, Embargo, MediaContact
from pressctl.model.text import Attribution, Emphasis, LineBreak, Link, Paragraph, Quotation, Words, plain

SAID = Quotation(((Words("The river is back."),),), Attribution("Leyla Example", "Head of Mission"))
EDITION = Edition(
    language="en",
    headline="The river is back",
    dateline=Dateline("Baku", date(2027, 3, 1)),
    body=(Paragraph((Words("It rained for a week."),)), SAID, Paragraph((Words("Then it stopped."),))),
)


def found(after: Edition) -> tuple[Difference, ...]:
    return differences(canonical(EDITION), canonical(after))


def test_the_same_text_has_none() -> None:
    assert found(EDITION) == ()


def test_a_comma_in_a_quotation_is_found_with_its_speaker() -> None:
    words = (((Words("The river, is back."),),),)
    body = (EDITION.body[0], replace(SAID, paragraphs=words[0]), EDITION.body[2])
    (difference,) = found(replace(EDITION, body=body))
    assert difference.where == "the quotation by Leyla Example"
    assert difference.before == "The river is back. Leyla Example, Head of Mission"
    assert difference.after == "The river, is back. Leyla Example, Head of Mission"
    assert str(difference) == "the quotation by Leyla Example changed"


def test_paragraphs_that_came_and_went_are_told_apart() -> None:
    added = replace(EDITION, body=(*EDITION.body, Paragraph((Words("The end."),))))
    assert [str(one) for one in found(added)] == ["paragraph 4 added"]
    taken = replace(EDITION, body=EDITION.body[:2])
    assert [str(one) for one in found(taken)] == ["paragraph 3 taken out"]


def test_a_quotation_below_a_paragraph_that_was_parted_is_held_against_itself() -> None:
    parted = (Paragraph((Words("It rained"),)), Paragraph((Words("for a week, or two."),)))
    words = replace(SAID, paragraphs=((Words("The river, is back."),),))
    last = Paragraph((Words("Then it stopped again."),))
    first, added, said, ended = found(replace(EDITION, body=(*parted, words, last)))
    assert [str(first), str(added), str(ended)] == ["paragraph 1 changed", "paragraph 2 added", "paragraph 4 changed"]
    assert (said.where, said.before[:9], said.after[:10]) == (
        "the quotation by Leyla Example",
        "The river",
        "The river,",
    )


def test_words_that_only_look_otherwise_are_shown_with_what_makes_them_so() -> None:
    stressed = (Words("It "), Emphasis((Words("rained"),)), Words(" for "), Link("https://example.org/", (Words("a"),)))
    (difference,) = found(replace(EDITION, body=(Paragraph((*stressed, Words(" week."))), *EDITION.body[1:])))
    assert difference.before == "It rained for a week."
    assert difference.after == "It *rained* for [a](https://example.org/) week."


def test_a_quotation_in_the_place_of_a_paragraph_is_not_that_paragraph() -> None:
    swapped = replace(EDITION, body=(replace(SAID, paragraphs=((Words("No."),),)), EDITION.body[2]))
    assert [str(one) for one in found(swapped)] == ["paragraph 1 taken out", "the quotation by Leyla Example changed"]


@pytest.mark.parametrize(
    "change",
    [
        {"contacts": (MediaContact("Nigar Example", phones=("+994 12 555 01 00",)),)},
        {"embargo": Embargo(parse_moment("2027-03-01T10:00[Asia/Baku]"))},
        {"expires": parse_moment("2027-03-09T10:00[Asia/Baku]")},
    ],
)
def test_what_no_approval_binds_to_is_no_difference(change: dict[str, object]) -> None:
    assert found(replace(EDITION, **change)) == ()  # type: ignore[arg-type]


def test_a_headline_and_a_date_are_named() -> None:
    changed = replace(EDITION, headline="The river is back in March", dateline=Dateline("Baku", date(2027, 3, 2)))
    assert [one.where for one in found(changed)] == ["headline", "dateline"]


def test_words_of_canonical_inlines_are_those_of_the_model() -> None:
    inlines = (Words("one "), Emphasis((Words("two"), LineBreak())), Words("three"))
    assert plain_of(canonical(inlines)) == plain(inlines) == "one two\nthree"
