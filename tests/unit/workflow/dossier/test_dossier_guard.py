"""Whom a pseudonymous dossier finds in a text, and whom it must not be frightened by."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from pressctl.cli.embargo.view import remaining
from pressctl.model.moment import parse_moment
from pressctl.model.release import Dateline, Edition, Embargo, Release
from pressctl.workflow.dossier.case import DossierFile, Guard, without_copies
from pressctl.workflow.exporting.stale import Cause, outdated, remove_replaced
from tests.growth import grows_as_its_size

GUARD = Guard(
    frozenset({"aygun@example.com", "leyla@bülten.example"}),
    {"aygün": ("aygün əliyeva",), "сергей": ("сергей примеров",), "سلمى": ("سلمى مثال",)},
)


@pytest.mark.parametrize(
    "text",
    [
        "550 <AYGUN@example.com> unknown",
        "to: aygun@example.com.",
        "Leyla@BÜLTEN.example,",
        "with Aygün Əliyevanın consent",
        "Сергей Примерова",
        "قال سلمى مثال",
        "Aygu\u0308n Əliyeva",
    ],
)
def test_an_address_or_a_name_is_found_in_any_case_and_with_an_ending(text: str) -> None:
    assert GUARD.finds(text)


@pytest.mark.parametrize("text", ["aygun@example.com.az", "xaygun@example.com", "Aygün Mammadova", "", "@ @@ a@"])
def test_others_are_not_found(text: str) -> None:
    assert not GUARD.finds(text)


def test_what_is_set_from_the_published_words_is_not_searched() -> None:
    assert not GUARD.finds_in(DossierFile("attachments/release.docx", b"aygun@example.com"))
    assert GUARD.finds_in(DossierFile("source/en.md", b"# aygun@example.com"))


def test_a_list_of_thousands_is_searched_at_once() -> None:
    def searching(number: int) -> Callable[[], object]:
        names = {f"name{n}": (f"name{n} family{n}",) for n in range(number)}
        guard = Guard(frozenset(f"r{n}@example.com" for n in range(number)), names)
        text = "An event of a release, with some forty words of canonical JSON. " * 8
        return lambda: [guard.finds(text) for _ in range(200)]

    assert grows_as_its_size(searching, 20_000, most=4)  # who looks for each in turn takes eight times as long


def test_copies_are_taken_out_of_a_source_and_nothing_else() -> None:
    text = "---\r\nheadline: One\r\ncopy_to:\r\n  - email: focal@example.org # Fiona\r\nid: x\r\n---\r\nText.\r\n"
    shown = without_copies(text)
    assert shown is not None
    assert "focal@example.org" not in shown
    assert shown.startswith("---\r\nheadline: One\r\n")
    assert shown.endswith("id: x\r\n---\r\nText.\r\n")
    plain = "---\nheadline: One\n---\n"
    assert without_copies(plain) == plain
    assert without_copies("no front matter") is None


@pytest.mark.parametrize(
    ("time_left", "said"),
    [
        (timedelta(days=2, hours=4, minutes=30), "2 days 4 hours"),
        (timedelta(days=1, minutes=59), "1 day"),
        (timedelta(hours=3, minutes=5), "3 hours 5 minutes"),
        (timedelta(minutes=12, seconds=59), "12 minutes"),
        (timedelta(seconds=40), "less than a minute"),
    ],
)
def test_what_remains_is_said_in_its_two_largest_parts(time_left: timedelta, said: str) -> None:
    assert remaining(time_left) == said


def test_what_remains_counts_instants_over_a_change_of_clocks() -> None:
    lift = parse_moment("2018-10-28T09:00[Europe/Berlin]")
    assert remaining(lift.instant - datetime(2018, 10, 27, 22, 0, tzinfo=UTC)) == "10 hours"


def test_files_of_another_embargo_are_named_and_only_their_own_kind_is_replaced(tmp_path: Path) -> None:
    names = [
        "a_en.txt",
        "a_en_EMBARGOED-until-2018-10-30-1000-Baku.txt",
        "a_en_EMBARGOED-until-2018-10-30-1000-Baku.docx",
        "a_zh-Hant_EMBARGOED.html",
        "a-b_en_EMBARGOED-until-2018-10-30-1000-Baku.txt",
        "a_notes.txt",
        "preview.en.html",
    ]
    for name in names:
        (tmp_path / name).write_bytes(b"x")
    until = parse_moment("2018-10-30T10:00[Asia/Baku]")
    edition = Edition("en", "H", Dateline("Baku", date(2018, 10, 30)), (), embargo=Embargo(until))
    release = Release("id", "a", "statement", "en", (edition,))
    before, after = parse_moment("2018-10-30T09:00[Asia/Baku]"), parse_moment("2018-10-30T11:00[Asia/Baku]")
    assert [(one.path.name, one.cause) for one in outdated(tmp_path, release, before)] == [
        ("a_en.txt", Cause.EMBARGO), ("a_zh-Hant_EMBARGOED.html", Cause.LANGUAGE),
    ]  # fmt: skip
    assert len(outdated(tmp_path, release, after)) == 3
    assert outdated(tmp_path / "out", release, after) == ()
    assert [path.name for path in remove_replaced(tmp_path / "a_en.txt", "a", "en")] == [names[1]]
    assert {path.name for path in tmp_path.iterdir()} == set(names) - {names[1]}
