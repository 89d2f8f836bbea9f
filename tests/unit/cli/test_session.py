"""Who acts is known before anything is asked, and which office is meant is never guessed."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from pressctl.cli.asking.me import person_name
from pressctl.cli.commands import COMMANDS, load
from pressctl.cli.session import Session
from pressctl.config import me
from pressctl.config.me import Me, press_officer, system_user
from pressctl.config.schema import Config
from pressctl.config.workspace import NoWorkspace


def test_a_script_acts_for_whoever_was_asked_in_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "config.toml"
    monkeypatch.setattr(me, "me_file", lambda: file)
    assert Session().me == system_user()
    file.write_text('[me]\nname = "Anna Lind"\n', encoding="utf-8")
    assert Session().me == Me("Anna Lind")


@pytest.mark.parametrize("typed", ["", "?", "97", "x", "yes", "да", "nigar@press.int", "Nigar\u202eExample"])
def test_what_cannot_be_a_name_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="name"):
        person_name(typed)


@pytest.mark.parametrize("typed", ["Nigar Ə. Example", "Li", "محمد", "O’Neill"])
def test_a_name_of_any_alphabet_is_taken(typed: str) -> None:
    assert person_name(typed) == typed


def test_the_press_officer_is_who_answers_journalists_unless_invented() -> None:
    def office(email: str | None) -> Config:
        person = {"name": {"en": "Nigar Ali", "az": "Nigar Əli"}, "email": email}
        return Config.model_validate(
            {"office": {"name": "Mission", "contact": "nigar"}, "people": {"nigar": person if email else {"name": "N"}}}
        )

    assert press_officer(office("nigar@mission.int")) == Me("Nigar Ali")
    assert press_officer(office("nigar@press.example.org")) is None
    assert press_officer(office(None)) == Me("N")
    assert press_officer(Config.model_validate({"office": {"name": "Mission"}})) is None


@pytest.mark.parametrize("arguments", [("check", "release.txt"), ("kinds",), ("kinds", "announcement"), ("new",)])
def test_an_office_that_was_named_and_is_not_there_is_never_done_without(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "release.txt").write_text("Six partners open school\n", encoding="utf-8")
    entry = next(one for one in COMMANDS if one.name == arguments[0])
    ended = CliRunner().invoke(load(entry), arguments[1:], obj=Session(tmp_path / "nowhere"))
    assert isinstance(ended.exception, NoWorkspace)
