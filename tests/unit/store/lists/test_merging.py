"""One person in two lists: what fills, what contradicts, who decides, who is probably the same."""

from __future__ import annotations

import pytest

from pressctl.store.lists.likeness import Likenesses, plain_name
from pressctl.store.lists.merging import Choice, Conflict, OnDuplicate, by_rule, compare, merge

MINE = {"email": "a@x.example", "role": "Reporter", "tags": "tv;baku", "phone": "+994 12 555 01 21", "outlet": ""}
THEIRS = {
    "email": "A@X.example",
    "role": "Editor",
    "tags": "tv;radio",
    "phone": "+994125550121",
    "outlet": "Example TV",
}


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        (OnDuplicate.FILL, {"outlet": "Example TV", "basis": "consent", "tags": "tv;baku;radio"}),
        (OnDuplicate.UPDATE, {"outlet": "Example TV", "basis": "consent", "tags": "tv;baku;radio", "role": "Editor"}),
    ],
)
def test_each_rule_changes_what_it_says(rule: OnDuplicate, changes: dict[str, str]) -> None:
    compared = compare(MINE, THEIRS, {"basis": "consent", "role": "Freelance"})
    made = merge(compared, by_rule(rule))
    assert made.changes == changes
    lost = (*made.kept, *made.replaced)
    assert lost == (Conflict("role", "Reporter", "Editor"),)


def test_what_is_the_same_contradicts_nothing() -> None:
    assert compare(MINE, {"tags": "baku", "phone": "00994 125550121", "role": "Reporter "}, {}).conflicts == ()


def test_a_word_for_all_never_changes_a_cell() -> None:
    compared = compare({"email": "a@x.example", "basis": "consent, 2018"}, {}, {"basis": "other", "language": "az"})
    assert compared.fills == {"language": "az"}
    assert compared.conflicts == ()


def test_a_person_may_take_theirs_or_both() -> None:
    compared = compare(MINE, THEIRS, {})
    made = merge(compared, lambda conflict: Choice.BOTH if conflict.column == "tags" else Choice.THEIRS)
    assert made.changes["role"] == "Editor"
    assert made.changes["tags"] == "tv;baku;radio"
    assert merge(compared, lambda conflict: Choice.MINE).changes == {"outlet": "Example TV"}


def test_alphabets_and_slips_do_not_hide_a_person() -> None:
    known: Likenesses[int] = Likenesses()
    known.add("Leyla Məmmədova", "Example TV", 1)
    known.add("Сергей Примеров", "Курьер", 2)
    assert known.likely("Leyla Memmedova", "Example TV") == 1
    assert known.likely("Mammadova, Leyla", "example tv") == 1
    assert known.likely("Sergej Primerov", "Kurer") == 2
    assert known.likely("Leyla Məmmədova", "Other Radio") is None
    assert known.likely("Leyla", "Example TV") is None
    assert known.likely("Leyla Məmmədova", "") is None


def test_numbers_in_names_keep_desks_apart() -> None:
    known: Likenesses[int] = Likenesses()
    known.add("News desk 12", "Example TV", 1)
    assert known.likely("News desk 13", "Example TV") is None
    assert plain_name("Aygün  ƏLIYEVA") == "aygun eliyeva"
