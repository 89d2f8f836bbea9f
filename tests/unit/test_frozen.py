"""Frozen values: they hold what they were given, and are told apart by type and by fields."""

from __future__ import annotations

import copy
import pickle
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

import pressctl
from pressctl.frozen import Changing, EqualButForLast, Frozen, field, field_names, is_record, replace


class Place(Frozen):
    town: str
    street: str = ""
    signs: Mapping[str, str] = field(default_factory=dict)


class Harbour(Frozen):
    town: str
    street: str = ""
    signs: Mapping[str, str] = field(default_factory=dict)


class Line(EqualButForLast):
    text: str
    number: int = 0


class Heading(EqualButForLast):
    text: str
    number: int = 0


class Count(Changing):
    words: list[str] = field(default_factory=list)
    lines: int = 0


@dataclass
class Loose:
    town: str


def test_it_cannot_be_changed() -> None:
    place = Place("Baku")
    with pytest.raises(AttributeError):
        place.town = "Sumqayıt"  # type: ignore[misc]  # what is tried here
    with pytest.raises(AttributeError):
        del place.town
    assert place == Place("Baku")


def test_a_copy_has_other_values_in_some_fields_and_the_first_stays() -> None:
    place = Place("Baku", "Example Street", {"no": "1"})
    assert replace(place, town="Sumqayıt") == Place("Sumqayıt", "Example Street", {"no": "1"})
    assert place.town == "Baku"
    assert replace(Loose("Baku"), town="Sumqayıt") == Loose("Sumqayıt")
    with pytest.raises(TypeError):
        replace(place, twn="Sumqayıt")  # type: ignore[call-arg]  # mypy sees it, too


def test_each_has_defaults_of_its_own() -> None:
    assert Place("Baku").signs is not Place("Baku").signs


def test_what_changes_is_changed_in_place_and_is_no_key() -> None:
    count = Count()
    count.words.append("quay")
    count.lines += 1
    assert count == Count(["quay"], 1)
    assert Count().words == []
    with pytest.raises(TypeError):
        hash(count)
    with pytest.raises(AttributeError):
        count.lnies = 2  # type: ignore[attr-defined]  # what is tried here


def test_two_types_are_two_things() -> None:
    assert Place("Baku") != Harbour("Baku")
    assert Line("x") != Heading("x")


def test_the_last_field_does_not_tell_two_apart() -> None:
    assert Line("x", 1) == Line("x", 2)
    assert {Line("x", 1), Line("x", 2), Line("y", 1)} == {Line("x"), Line("y")}
    assert Line("x", 1) != Line("y", 1)
    assert replace(Line("x", 1), number=2).number == 2


def test_it_survives_a_copy_and_another_process() -> None:
    place = Place("Baku", signs={"no": "1"})
    assert pickle.loads(pickle.dumps(place)) == copy.deepcopy(place) == place  # noqa: S301  # our own


def test_fields_have_names_whatever_they_are_fields_of() -> None:
    assert field_names(Place("Baku")) == field_names(Place) == ("town", "street", "signs")
    assert field_names(Loose) == field_names(Loose("Baku")) == ("town",)
    assert is_record(Place("Baku"))
    assert is_record(Loose("Baku"))
    assert not any(is_record(other) for other in (Place, Loose, ("Baku",), "Baku"))


def test_no_frozen_dataclass_comes_back() -> None:
    """Each would cost every command half a millisecond; `frozen.py` says which are left, and why."""
    root = Path(pressctl.__file__).parent
    found = {
        f"{file.relative_to(root).as_posix()}:{name}"
        for file in root.rglob("*.py")
        for name in re.findall(r"@dataclass\(frozen=True.*\nclass (\w+)", file.read_text(encoding="utf-8"))
    }
    assert found == {"errors.py:Problem", "store/press_list/reading.py:RowProblem", "model/contact.py:Contact"}
