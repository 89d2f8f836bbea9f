"""Segments: whom a word or an expression names, and where a faulty one is faulty."""

from __future__ import annotations

import pytest

from pressctl.config.schema import Config
from pressctl.errors import BadInput, PressctlError
from pressctl.model.contact import Contact
from pressctl.store.press_list.segments import SegmentCount, counts, select

LEYLA = Contact(
    "leyla@desk.example",
    languages=("az", "en"),
    country="AZ",
    tags=frozenset({"tv", "baku"}),
    embargo_trusted=True,
    extra={"Work phone": "12", "Circulation": "5000"},
)
NINO = Contact(
    "nino@desk.example",
    languages=("en", "az"),
    country="GE",
    tags=frozenset({"radio"}),
    beats=frozenset({"law"}),
    extra={"Work phone": "", "Circulation": ""},
)
CONTACTS = (LEYLA, NINO)
CONFIG = Config.model_validate(
    {
        "office": {"name": "Example Mission"},
        "segments": {
            "az-media": '"az" in language and country == "AZ"',
            "tv": 'country == "GE"',
            "slip": 'countr == "GE"',
            "all": 'country == "GE"',
        },
    }
)


def named(*segments: str) -> list[str]:
    return [contact.email.split("@")[0] for contact in select(segments, CONTACTS, CONFIG)]


@pytest.mark.parametrize(
    ("segment", "expected"),
    [
        ("all", ["leyla", "nino"]),
        ("az-media", ["leyla"]),
        ("radio", ["nino"]),
        ("tv", ["nino"]),
        ('"tv" in tags', ["leyla"]),
        ('"az" in language', ["leyla", "nino"]),
        ('language == "az"', ["leyla"]),
        ('"az" == language', ["leyla"]),
        ('language != "az"', ["nino"]),
        ('language in ("en", "ru")', ["nino"]),
        ('country not in {"AZ", "TR"}', ["nino"]),
        ('not (country == "AZ" or "tv" in tags)', ["nino"]),
        ('phone == ""', ["leyla", "nino"]),
        ("embargo_trusted", ["leyla"]),
        ("embargo_trusted == true", ["leyla"]),
        ("not embargo_trusted", ["nino"]),
        ("beats", ["nino"]),
        ("work_phone", ["leyla"]),
        ("circulation == 5000", ["leyla"]),
        ('"desk" in email', ["leyla", "nino"]),
        ('tags == {"tv", "baku"}', ["leyla"]),
        (' \n country == "AZ"', ["leyla"]),
    ],
)
def test_a_segment_names(segment: str, expected: list[str]) -> None:
    assert named(segment) == expected


def test_several_segments_name_each_once_in_the_files_order() -> None:
    assert named("radio", "az-media", '"tv" in tags') == ["leyla", "nino"]


def test_no_segment_names_nobody() -> None:
    assert named() == []


def test_an_empty_segment_is_counted_and_the_caller_decides() -> None:
    assert counts(["radio", 'country == "FR"'], CONTACTS, CONFIG) == (
        SegmentCount("radio", 1),
        SegmentCount('country == "FR"', 0),
    )


@pytest.mark.parametrize(
    ("expression", "column", "said"),
    [
        ('country = "AZ"', 9, "one = does not compare; write =="),
        ("country == ", 11, "the expression breaks off here"),
        ('(country == "AZ"', 1, "opened and never closed"),
        ('country == "AZ', 12, "opened and never closed"),
        ('"tv" in tag', 9, 'no column "tag"'),
        ('name == "ə" and ölkə == "AZ"', 17, 'no column "ölkə"'),
        ('tags in "tv"', 1, "several texts"),
        ('tags == "tv"', 1, "several texts"),
        ('len(name) == "1"', 1, "nothing can be called"),
        ('name.upper() == "A"', 1, "nothing can be called"),
        ('name.real == "A"', 1, "no parts"),
        ('name[0] == "A"', 1, "no parts"),
        ('name + "a" == "b"', 1, "calculated"),
        ("[tag for tag in tags]", 1, "no place in a segment"),
        ('(lambda: name) == "a"', 2, "no place in a segment"),
        ('f"{name}" == "a"', 1, "no place in a segment"),
        ('country < "AZ"', 11, "only ==, !=, in and not in"),
        ('country is "AZ"', 12, "only ==, !=, in and not in"),
        ('"a" == country == "b"', 19, "one comparison at a time"),
        ('embargo_trusted == "yes"', 20, "left side is yes or no"),
        ("country in (az, ge)", 13, "a list holds texts only"),
        ("country == None", 12, "a text or a number"),
        ('"tv"', 1, "a text alone"),
    ],
)
def test_a_fault_is_pointed_at(expression: str, column: int, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        named(expression)
    (problem,) = caught.value.problems
    assert (problem.column, problem.excerpt) == (column, expression.strip())
    assert said in problem.message


def test_an_unknown_column_shows_the_nearest_and_all_of_them() -> None:
    with pytest.raises(BadInput) as caught:
        named("slip")
    assert 'segment "slip" in pressctl.toml' in caught.value.message
    hint = caught.value.problems[0].hint or ""
    assert hint.startswith("did you mean country?")
    assert "embargo_trusted" in hint
    assert "work_phone" in hint


@pytest.mark.parametrize(
    ("name", "hint"),
    [("az-medai", 'segment "az-media"'), ("rado", 'tag "radio"'), ("zzz", "segments are all, ")],
)
def test_an_unknown_name_shows_the_nearest_of_both(name: str, hint: str) -> None:
    with pytest.raises(BadInput, match="neither a segment nor a tag") as caught:
        named(name)
    assert hint in (caught.value.hint or "")


def test_who_has_received_something_is_asked_of_the_record_and_not_of_the_list() -> None:
    with pytest.raises(PressctlError, match="send --to takes it"):
        named("received:working-together@1")


@pytest.mark.parametrize(
    "expression",
    [
        "not " * 400 + "name",
        "(" * 300 + "name" + ")" * 300,
        "-" * 500 + "1 == name",
        '"' + "x" * 3000 + '" == name',
        "9" * 1900 + " == name and " + "((" * 30,
        'name == "\x00',
        "{" * 200 + "}" * 200,
    ],
)
def test_a_hostile_expression_ends_in_a_message(expression: str) -> None:
    with pytest.raises(BadInput):
        named(expression)


def test_a_long_list_of_alternatives_is_no_nesting() -> None:
    assert named(" or ".join(f'"t{n}" in tags' for n in range(80)) + ' or "tv" in tags') == ["leyla"]
