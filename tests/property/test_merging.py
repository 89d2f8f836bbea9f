"""Merging adds nothing, loses nothing, and does not mind in which order it is done."""

from collections.abc import Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pressctl.model.merging import Merged, Standing, Unit, edited
from pressctl.model.revision import Line
from pressctl.review.merge import merge
from tests.examples import examples
from tests.reviews import accepted, lines, review, taken

SOME = ["we", "open", "a", "shelter", "for", "six", "people", "müddət", "беда", "دار", "now."]
WORDS = st.lists(st.sampled_from(SOME), min_size=1, max_size=12).map(" ".join)
TEXTS = st.lists(WORDS, min_size=1, max_size=6)
QUICK = examples(150)


def copy_of(texts: Sequence[str]) -> tuple[Line, ...]:
    """Return a copy: a headline, a text, and the end mark that the layout sets."""
    found = lines(("headline", "Six organizations"), *((f"body[{n}]", text) for n, text in enumerate(texts, 1)))
    return (*found, Line(None, "***"))


def units_of(copy: Sequence[Line]) -> tuple[Unit, ...]:
    return tuple(Unit(each.pieces[0].path, each.text) for each in copy if each.pieces)


def body(texts: Sequence[str]) -> tuple[Unit, ...]:
    return units_of(copy_of(texts))


def result(merged: Merged, numbers: Sequence[int]) -> tuple[str, ...]:
    return taken(merged, numbers).get("body", ())


def everything(merged: Merged) -> list[int]:
    return [each.number for each in merged.proposals if each.free]


@QUICK
@given(TEXTS, TEXTS)
def test_merging_nothing_changes_nothing(old: list[str], now: list[str]) -> None:
    merged = merge([review(copy_of(old), [each.text for each in copy_of(old)])], body(now))
    assert merged.proposals == ()
    assert result(merged, []) == tuple(now)


@QUICK
@given(TEXTS, TEXTS)
def test_accepting_all_on_its_own_copy_gives_the_lines_with_all_accepted(old: list[str], new: list[str]) -> None:
    copy = copy_of(old)
    back = review(copy, ["Six organizations", *new, "***"])
    merged = merge([back], units_of(copy))
    assert [each.standing for each in merged.proposals if each.standing is not Standing.OPEN] == []
    assert result(merged, everything(merged)) == accepted(back)[1:-1]


@QUICK
@given(TEXTS, TEXTS)
def test_rejecting_all_leaves_today_as_it_is(old: list[str], new: list[str]) -> None:
    merged = merge([review(copy_of(old), ["Six organizations", *new, "***"])], body(old))
    assert result(merged, []) == tuple(old)


@QUICK
@given(st.lists(st.integers(1, 6), min_size=1, max_size=5), st.data())
def test_merging_twice_is_the_same_as_once(lengths: list[int], data: st.DataObject) -> None:
    old = [[f"word{n}{m}" for m in range(length)] for n, length in enumerate(lengths)]
    new = [" ".join(each) for each in edits_of(data, old)]
    copy = copy_of([" ".join(each) for each in old])
    back = review(copy, ["Six organizations", *new, "***"])
    once = result(first := merge([back], units_of(copy)), everything(first))
    again = merge([back], body(once))
    assert {each.standing for each in again.proposals} <= {Standing.ALREADY}
    assert result(again, everything(again)) == once


def edits_of(data: st.DataObject, old: list[list[str]]) -> list[list[str]]:
    """Return a text, every word of which is another, after an editor has been at it."""
    new = [list(each) for each in old]
    for number in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(new) - 1))
        within = data.draw(st.integers(0, len(new[at]) - 1))
        match data.draw(st.sampled_from(["replace", "add", "part", "join", "out", "in"])):
            case "replace":
                new[at][within] = f"other{number}"
            case "add":
                new[at].insert(within, f"more{number}")
            case "part" if within:
                new[at : at + 1] = [new[at][:within], new[at][within:]]
            case "join" if at + 1 < len(new):
                new[at : at + 2] = [new[at] + new[at + 1]]
            case "out" if len(new) > 1:
                del new[at]
            case _:
                new.insert(at, [f"new{number}", f"paragraph{number}"])
    return new


@pytest.mark.proof
@QUICK
@given(TEXTS, st.data())
def test_changes_of_different_paragraphs_do_not_mind_the_order(old: list[str], data: st.DataObject) -> None:
    assume(len(old) > 1)
    one, other = data.draw(st.permutations(range(len(old))))[:2]
    first, second = list(old), list(old)
    first[one], second[other] = data.draw(WORDS), data.draw(WORDS)
    copy = copy_of(old)
    backs = [
        review(copy, ["Six organizations", *new, "***"], name) for new, name in ((first, "Elena"), (second, "Rashad"))
    ]
    there, back = merge(backs, units_of(copy)), merge(backs[::-1], units_of(copy))
    assert result(there, everything(there)) == result(back, everything(back))
    both = [first[n] if n == one else second[n] if n == other else text for n, text in enumerate(old)]
    if len(set(old)) == len(old):
        assert result(there, everything(there)) == tuple(both)


@QUICK
@given(TEXTS, TEXTS, TEXTS)
def test_any_two_reviews_give_the_same_in_either_order(old: list[str], first: list[str], second: list[str]) -> None:
    copy = copy_of(old)
    backs = [
        review(copy, ["Six organizations", *new, "***"], name) for new, name in ((first, "Elena"), (second, "Rashad"))
    ]
    there, back = merge(backs, units_of(copy)), merge(backs[::-1], units_of(copy))
    assert result(there, everything(there)) == result(back, everything(back))
    assert len(there.conflicts()) == len(back.conflicts())


@QUICK
@given(TEXTS, TEXTS)
def test_two_people_who_did_the_same_are_one(old: list[str], new: list[str]) -> None:
    copy = copy_of(old)
    merged = merge(
        [review(copy, ["Six organizations", *new, "***"], name) for name in ("Elena", "Rashad")], units_of(copy)
    )
    assert merged.conflicts() == ()
    assert result(merged, everything(merged)) == tuple(new)


@QUICK
@given(TEXTS, TEXTS, TEXTS)
def test_what_is_taken_over_never_depends_on_words_that_are_not_there(
    old: list[str], new: list[str], now: list[str]
) -> None:
    """Every edit stands inside today's text, and free ones never touch each other."""
    merged = merge([review(copy_of(old), ["Six organizations", *new, "***"])], body(now))
    units = merged.units
    for proposal in merged.proposals:
        for edit in proposal.edits:
            assert edit.start <= edit.end
            assert edit.start.unit <= len(units)
            if edit.end.unit < len(units):
                assert edit.end.offset <= len(units[edit.end.unit].text)
    edited(units, [edit for each in merged.proposals if each.free for edit in each.edits])
