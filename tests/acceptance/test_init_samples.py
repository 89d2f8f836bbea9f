"""`pressctl init --samples`: a sample of every kind, to look at, to export, to send into the folder."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from pressctl.source.kinds import kind_names
from tests.acceptance.conftest import PressOffice, run


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> PressOffice:
    folder = tmp_path_factory.mktemp("samples")
    ended = run(folder, "init", "office", "--samples")
    assert ended.code == 0, ended.err
    assert f"{len(kind_names(None))} are there, one of each kind" in ended.out
    assert "Next: cd office, then pressctl preview six-organizations" in ended.out
    return PressOffice(folder / "office")


def test_there_is_one_release_of_each_kind_in_five_languages(full: PressOffice) -> None:
    listed = json.loads(full.run("list", "--json").out)["releases"]
    assert len(listed) == len(kind_names(None))
    languages = {frozenset(path.stem for path in (full.root / "releases" / one["slug"]).glob("*.md")) for one in listed}
    assert languages == {frozenset({"en", "az", "ru", "ar", "fr"})}


def test_the_name_that_is_offered_next_names_one_release_alone(full: PressOffice) -> None:
    ended = full.run("preview", "six-organizations")
    assert ended.code == 0
    assert "Six organizations join forces" in ended.out


def test_the_advisory_says_that_it_is_not_for_publication(full: PressOffice) -> None:
    shown = full.run("preview", "first-findings").out
    assert "Media advisory" in shown
    assert "not for publication" in shown
    assert "For immediate release" not in shown
    assert "не для публикации" in full.run("preview", "first-findings", "--language", "ru").out


def test_the_samples_can_be_sent_into_the_folder(full: PressOffice) -> None:
    ended = full.run("send", "sirens-and", "--to", "all")
    assert ended.code == 0, ended.err
    assert "Nothing has been sent." in ended.out


def test_a_plain_init_keeps_the_joint_event_alone(office: PressOffice) -> None:
    assert office.slug == "2018-10-30-six-organizations-join-forces-in-baku-against-human-trafficking"
    assert {path.stem for path in office.file("en").parent.glob("*.md")} == {"en", "az", "ru", "ar", "fr"}


def test_nobodys_own_office_has_samples(tmp_path: Path) -> None:
    ended = run(tmp_path, "init", "own", "--samples", "-i")
    assert ended.code == 2
    assert "--samples belongs to the sample office" in ended.err
    assert not (tmp_path / "own").exists()


def test_ones_own_office_goes_from_nothing_to_a_release_without_anything_invented(tmp_path: Path) -> None:
    answers = (
        *("Deutsch?", "en", "River Bureau, Brussels Office", "", "brussels", "Brussels", ""),
        *("press@bureau.example", "Anna Lind", "Spokesperson", "", "", "", ""),
    )
    ended = run(tmp_path, "init", "own", "-i", typed="\n".join(answers))
    assert ended.code == 0, ended.err
    assert "Next: cd own, then pressctl new announcement" in ended.out
    own = PressOffice(tmp_path / "own")
    assert not list((own.root / "releases").iterdir())
    assert len((own.root / "contacts.csv").read_text(encoding="utf-8").splitlines()) == 1
    drafted = own.run(
        "new",
        "announcement",
        "--set",
        "headline=Bureau opens on Monday",
        "--set",
        "draft.news=The River Bureau opens on 1 March.",
    )
    assert drafted.code == 0, drafted.err
    shown = own.run("preview", "bureau-opens").out
    assert "Anna Lind" in shown
    assert "ORG001" not in own.run("check", "bureau-opens").out
    assert "BRUSSELS" in shown.upper()
    assert not re.search("baku|nigar|invented", shown, re.IGNORECASE)


def test_the_folder_one_stands_in_becomes_an_office(tmp_path: Path) -> None:
    ended = run(tmp_path, "init", ".")
    assert ended.code == 0, ended.err
    assert "this folder is a press office now" in ended.out
    assert "cd ." not in ended.out


def test_a_folder_of_two_words_is_named_as_it_is_typed(tmp_path: Path) -> None:
    assert 'Next: cd "наш офис", then pressctl preview' in run(tmp_path, "init", "наш офис").out
    again = run(tmp_path, "init", "наш офис")
    assert 'pressctl --workspace "наш офис" list' in again.err


def test_who_stops_finds_the_answers_again_and_nothing_of_them_stays(tmp_path: Path) -> None:
    stopped = run(tmp_path, "init", "office", "--interactive", typed="en\nExample Press Office\n\n")
    assert stopped.code == 130
    assert "Next: pressctl init --interactive office goes on with them" in stopped.err
    kept = tmp_path / "office" / ".pressctl" / "office.json"
    assert json.loads(kept.read_bytes())["name.en"] == "Example Press Office"
    answers = ["", "Brussels", "", "", "", "", ""]
    ended = run(tmp_path, "init", "office", "--interactive", typed="\n".join(answers) + "\n")
    assert ended.code == 0, ended.err
    assert "Example Press Office" in (tmp_path / "office" / "pressctl.toml").read_text(encoding="utf-8")
    assert not kept.parent.exists()


def test_answers_that_were_kept_do_not_outlive_the_sample_office(tmp_path: Path) -> None:
    assert run(tmp_path, "init", "office", "--interactive", typed="en\nExample Press Office\n").code == 130
    assert run(tmp_path, "init", "office").code == 0
    assert not (tmp_path / "office" / ".pressctl" / "office.json").exists()
