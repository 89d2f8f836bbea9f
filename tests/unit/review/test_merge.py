"""Several people's changes, on text that has moved on."""

from collections.abc import Sequence

from pressctl.model.merging import Merged, Standing, Unit
from pressctl.model.revision import Change, ChangeKind, Line, Position, Review
from pressctl.review.merge import merge
from tests.reviews import line, lines, review, taken

BASE = lines(
    ("headline", "Six organizations join forces"),
    ("body[1]", "The mission opens a shelter with five rooms."),
    ("body[2]", "It is paid for by the fund."),
    ("body[3].paragraph1", "We waited long for it."),
    ("body[3].attribution", "Leyla Example, Head of Protection"),
    ("body[4]", "The shelter opens at ten."),
)
TODAY = tuple(Unit(each.pieces[0].path, each.text) for each in BASE)


def words(copy: Sequence[Line] = BASE, **new: str) -> list[str]:
    """Return the lines of a copy with those of some numbers made new: `_1="…"`."""
    return [new.get(f"_{number}", each.text) for number, each in enumerate(copy)]


def everything(merged: Merged) -> dict[str, tuple[str, ...]]:
    return taken(merged, [each.number for each in merged.proposals if each.free])


def today(*texts: str, of: Sequence[Unit] = TODAY) -> tuple[Unit, ...]:
    return tuple(Unit(unit.path, text) for unit, text in zip(of, texts, strict=True))


def test_a_word_is_taken_over_in_its_own_field() -> None:
    merged = merge([review(BASE, words(_0="Seven organizations join forces"))], TODAY)
    (proposal,) = merged.proposals
    assert (proposal.field, proposal.before, proposal.after, proposal.free) == ("headline", "Six", "Seven", True)
    assert everything(merged)["headline"] == ("Seven organizations join forces",)


def test_the_same_change_of_two_people_counts_once() -> None:
    new = words(_1="The mission opens a shelter with six rooms.")
    merged = merge([review(BASE, new, "Elena"), review(BASE, new, "Rashad")], TODAY)
    (proposal,) = merged.proposals
    assert [one.author for one in proposal.by] == ["Elena", "Rashad"]


def test_what_two_people_want_otherwise_is_a_conflict_with_both_sides() -> None:
    one = review(BASE, words(_1="The mission opens a shelter with six rooms."), "Elena")
    other = review(BASE, words(_1="The mission opens a shelter with nine rooms."), "Rashad")
    merged = merge([one, other], TODAY)
    assert merged.conflicts() == ((1, 2),)
    assert [each.after for each in merged.proposals] == ["six", "nine"]
    assert everything(merged)["body"] == tuple(unit.text for unit in TODAY[1:])


def test_a_word_added_to_a_word_that_another_replaces_is_a_conflict() -> None:
    one = review(BASE, words(_1="The mission opens a shelter with six rooms."), "Elena")
    other = review(BASE, words(_1="The mission opens a shelter with five hundred rooms."), "Rashad")
    assert merge([one, other], TODAY).conflicts() == ((1, 2),)


def test_changes_of_different_words_of_one_sentence_go_together() -> None:
    one = review(BASE, words(_1="The mission opens a shelter with six rooms."), "Elena")
    other = review(BASE, words(_1="Our mission opens a shelter with five rooms."), "Rashad")
    merged = merge([one, other], TODAY)
    assert everything(merged)["body"][0] == "Our mission opens a shelter with six rooms."


def test_changes_of_different_words_of_a_quotation_do_not() -> None:
    one = review(BASE, words(_3="We waited too long for it."), "Elena")
    other = review(BASE, words(_3="We waited long for this."), "Rashad")
    merged = merge([one, other], TODAY)
    assert merged.conflicts() == ((1, 2),)
    assert everything(merged)["body"] == tuple(unit.text for unit in TODAY[1:])
    alone = merge([review(BASE, words(_3="We waited too long for this."), "Elena")], TODAY)
    assert everything(alone)["body"][2] == "We waited too long for this."
    assert merge([one, one, review(BASE, words(_3="We waited too long for it."), "Bahar")], TODAY).conflicts() == ()


def test_a_change_of_an_old_copy_finds_its_words_in_text_that_has_moved_on() -> None:
    now = (
        TODAY[0],
        Unit("body[1]", "A new lead."),
        Unit("body[2]", "The mission opens a warm shelter with five rooms."),
        *(Unit(f"body[{number}]", unit.text) for number, unit in enumerate(TODAY[2:], 3)),
    )
    merged = merge([review(BASE, words(_1="The mission opens a shelter with six rooms."))], now)
    assert everything(merged)["body"][1] == "The mission opens a warm shelter with six rooms."


def test_words_that_today_has_otherwise_are_shown_and_not_overwritten() -> None:
    now = today(*words(_1="The mission opens a shelter with twelve rooms."))
    merged = merge([review(BASE, words(_1="The mission opens a shelter with six rooms."))], now)
    (proposal,) = merged.proposals
    assert (proposal.standing, proposal.today, proposal.free) == (Standing.DIFFERS, "twelve", False)
    assert taken(merged, [1])["body"][0] == "The mission opens a shelter with six rooms."


def test_what_is_there_already_is_no_proposal_for_today() -> None:
    new = words(_1="Our mission opens a shelter with six warm rooms.")
    merged = merge([review(BASE, new)], today(*new))
    assert {each.standing for each in merged.proposals} == {Standing.ALREADY}


def test_a_paragraph_is_parted_and_two_are_joined() -> None:
    parted = [*words()[:1], "The mission opens a shelter", "with five rooms.", *words()[2:]]
    merged = merge([review(BASE, parted)], TODAY)
    assert [text.strip() for text in everything(merged)["body"][:2]] == [
        "The mission opens a shelter",
        "with five rooms.",
    ]
    joined = [words()[0], f"{words()[1]} {words()[2]}", *words()[3:]]
    merged = merge([review(BASE, joined)], TODAY)
    assert everything(merged)["body"][0].endswith("five rooms. It is paid for by the fund.")


def test_a_paragraph_is_taken_out_once_by_two_people() -> None:
    new = [*words()[:2], *words()[3:]]
    merged = merge([review(BASE, new, "Elena"), review(BASE, new, "Rashad")], TODAY)
    assert len(merged.proposals) == 1
    assert "It is paid for by the fund." not in everything(merged)["body"]


def test_a_paragraph_added_to_an_old_copy_comes_after_the_one_it_followed() -> None:
    new = [*words()[:3], "Two more follow.", *words()[3:]]
    now = today(*words(_1="The mission opens a large shelter with five rooms."))
    merged = merge([review(BASE, new)], now)
    assert everything(merged)["body"][1:3] == ("It is paid for by the fund.", "Two more follow.")
    again = merge([review(BASE, new)], tuple(Unit(f"body[{n}]", text) for n, text in enumerate(words_of_body(merged))))
    assert [each.standing for each in again.proposals] == [Standing.ALREADY]


def words_of_body(merged: Merged) -> tuple[str, ...]:
    return everything(merged)["body"]


def test_an_edit_of_a_paragraph_that_another_takes_out_is_a_conflict() -> None:
    one = review(BASE, [*words()[:2], *words()[3:]], "Elena")
    other = review(BASE, words(_2="It is paid for by the Example Fund."), "Rashad")
    assert merge([one, other], TODAY).conflicts() == ((1, 2),)


def test_words_of_the_layout_are_for_the_hand() -> None:
    copy = (line("dateline.place", "Baku", after=", 30 October 2018"), *BASE[1:])
    merged = merge(
        [review(copy, ["Baku, 31 October 2018", *words(copy)[1:]])], (Unit("dateline.place", "Baku"), *TODAY)
    )
    (proposal,) = merged.proposals
    assert proposal.standing is Standing.BY_HAND
    assert proposal.why


def test_a_picture_or_a_note_is_for_the_hand_and_no_word_of_the_text() -> None:
    merged = merge([review(BASE, words(_1="The mission opens a shelter\ufffc with five rooms."))], TODAY)
    (proposal,) = merged.proposals
    assert (proposal.standing, proposal.edits) == (Standing.BY_HAND, ())
    assert proposal.why == "it puts a picture or a note there, which words cannot say"


def test_a_paragraph_that_is_gone_today_is_for_the_hand() -> None:
    now = (*TODAY[:2], *TODAY[3:])
    merged = merge([review(BASE, words(_2="It is paid for by the Example Fund."))], now)
    assert [each.standing for each in merged.proposals] == [Standing.BY_HAND]


def test_two_who_do_not_touch_each_other_stand_together_against_a_third() -> None:
    one = review(BASE, [*words()[:1], *words()[2:]], "Elena")
    second = review(BASE, words(_1="Our mission opens a shelter with five rooms."), "Rashad")
    third = review(BASE, words(_1="The mission opens a shelter with six rooms."), "Marija")
    merged = merge([one, second, third], TODAY)
    assert merged.conflicts() == ((1, 2, 3),)
    by_author = {each.by[0].author: each for each in merged.proposals}
    assert by_author["Rashad"].rivals == by_author["Marija"].rivals == {by_author["Elena"].number}


def test_changes_at_one_place_keep_their_order_and_are_decided_together() -> None:
    """A paragraph that somebody moved up, and somebody else changed there without tracking it, comes back like this."""
    place, behind = Position(1, 0), Position(1, 3)
    parts = [
        (ChangeKind.MOVE, place, place, "", "It is paid ", "Elena"),
        (ChangeKind.REPLACEMENT, place, behind, "The", "out", None),
        (ChangeKind.MOVE, behind, behind, "", " of the fund.", "Elena"),
        (ChangeKind.SPLIT, behind, behind, "", "\n", "Elena"),
        (ChangeKind.INSERTION, behind, behind, "", "The", None),
    ]
    changes = tuple(
        Change(number, kind, start, end, before, after, author, None, "body[1]", "paragraph 1")
        for number, (kind, start, end, before, after, author) in enumerate(parts, 1)
    )
    merged = merge([Review("copy", BASE, changes, ())], TODAY)
    (proposal,) = merged.proposals
    assert [one.change for one in proposal.by] == [1, 2, 3, 4, 5]
    assert everything(merged)["body"][:2] == (
        "It is paid out of the fund.",
        "The mission opens a shelter with five rooms.",
    )


def test_a_new_page_inside_words_is_a_new_paragraph_and_a_tab_is_a_space() -> None:
    at = Position(2, len(BASE[2].text))
    put = " More\twill come.\fThe next page."
    change = Change(1, ChangeKind.INSERTION, at, at, "", put, "Elena", None, "body[2]", "paragraph 2")
    merged = merge([Review("2018-10-24-r1", BASE, (change,), ())], TODAY)
    assert everything(merged)["body"][1:3] == ("It is paid for by the fund. More will come.", "The next page.")


def test_a_tab_or_a_new_page_alone_is_the_layouts() -> None:
    for sign in "\t\f":
        at = Position(2, 0)
        change = Change(1, ChangeKind.INSERTION, at, at, "", sign, "Elena", None, "body[2]", "paragraph 2")
        (proposal,) = merge([Review("2018-10-24-r1", BASE, (change,), ())], TODAY).proposals
        assert (proposal.standing, "the layout's" in proposal.why) == (Standing.BY_HAND, True)


def test_two_paragraphs_put_at_one_place_are_two_changes_that_are_decided_as_one() -> None:
    at = Position(2, len(BASE[2].text))
    added = (
        Change(number, ChangeKind.INSERTION, at, at, "", f"\nParagraph {number}.", "Elena", None, None, "body")
        for number in (1, 2)
    )
    (proposal,) = merge([Review("2018-10-24-r1", BASE, tuple(added), ())], TODAY).proposals
    assert proposal.changes == 2
    merged = merge([review(BASE, words(_0="Seven organizations join forces"), each) for each in "AB"], TODAY)
    assert [each.changes for each in merged.proposals] == [1]
