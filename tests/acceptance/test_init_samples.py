"""`pressctl init --samples`: a sample of every kind, to look at, to export, to send into the folder."""

from __future__ import annotations

import json
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
    assert "Next: cd office, then pressctl preview 2018-10-30-six-organizations" in ended.out
    return PressOffice(folder / "office")


def test_there_is_one_release_of_each_kind_in_five_languages(full: PressOffice) -> None:
    listed = json.loads(full.run("list", "--json").out)["releases"]
    assert len(listed) == len(kind_names(None))
    languages = {frozenset(path.stem for path in (full.root / "releases" / one["slug"]).glob("*.md")) for one in listed}
    assert languages == {frozenset({"en", "az", "ru", "ar", "fr"})}


def test_the_name_that_is_offered_next_names_one_release_alone(full: PressOffice) -> None:
    ended = full.run("preview", "2018-10-30-six-organizations")
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


def test_the_samples_stay_in_the_office_whose_name_was_given(tmp_path: Path) -> None:
    ended = run(
        tmp_path, "init", "own", "--samples", "-i", typed="Own Office\nEurope/Brussels\nen, fr\npress@own.example.org\n"
    )
    assert ended.code == 0, ended.err
    own = PressOffice(tmp_path / "own")
    assert own.run("preview", "tural-example").code == 0
    assert "Own Office" in own.run("preview", "tural-example").out
