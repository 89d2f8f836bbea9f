"""A kind of one's own: the guide's example works as it stands, a broken one is told with file and line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from pressctl.config.templates import builtin_templates
from tests.acceptance.conftest import PressOffice


def guide() -> str:
    return (builtin_templates() / "README.md").read_text(encoding="utf-8")


def block(language: str, containing: str = "") -> str:
    """Return the first example of the guide that is written in `language` and has these words."""
    found = re.findall(rf"^```{language}\n(.*?)^```", guide(), re.MULTILINE | re.DOTALL)
    return next(text for text in found if containing in text)


@pytest.fixture
def award(office: PressOffice) -> Path:
    """Return the folder of the guide's example, written into the office exactly as it stands there."""
    folder = office.root / "templates" / "award"
    folder.mkdir(parents=True)
    (folder / "kind.toml").write_text(block("toml"), encoding="utf-8")
    (folder / "draft.en.md.j2").write_text(block("jinja"), encoding="utf-8")
    (office.root / "answers.yaml").write_text(block("yaml"), encoding="utf-8")
    return folder


@pytest.mark.usefixtures("award")
def test_the_guides_example_is_a_kind_from_its_list_to_its_release(office: PressOffice) -> None:
    commands = re.findall(r"^\$ pressctl (.+)$", block("console", "award"), re.MULTILINE)
    assert [command.split()[0] for command in commands] == ["kinds", "new", "preview"]
    ended = [office.run(*command.split()) for command in commands]
    assert [one.code for one in ended] == [0, 0, 0], ended
    text = (office.root / "releases/2027-06-01-river-reporter-wins-the-example-prize/en.md").read_text(encoding="utf-8")
    assert (
        "Aydan Example receives the Example Prize for Local News from the Example Mission in Azerbaijan on "
        "1 June 2027. The prize is worth EUR\u00a05,000. The winner is reporter, Example Weekly."
    ) in text
    assert "> I was only the one who had a boat.\n> — Aydan Example, reporter, Example Weekly" in text
    assert "Prize announcement" in ended[2].out


@pytest.mark.proof
@pytest.mark.usefixtures("award")
def test_the_list_says_where_a_kind_comes_from(office: PressOffice) -> None:
    listed = {kind["name"]: kind for kind in json.loads(office.run("kinds", "--json").out)["kinds"]}
    assert listed["award"]["source"] == "templates/award"
    assert listed["award"]["languages"] == ["en"]
    assert listed["statement"]["source"] == "built-in"
    assert {"appointment", "funding", "media-advisory", "event"} <= set(listed)
    assert all(kind["usable"] for kind in listed.values())
    lines = office.run("kinds").out.splitlines()
    assert "award\ttemplates/award\ten\tSomebody wins a prize" in lines
    assert len(lines) == len(listed)


def test_a_broken_kind_is_told_whole_and_the_others_are_listed_all_the_same(office: PressOffice, award: Path) -> None:
    toml = (award / "kind.toml").read_text(encoding="utf-8")
    (award / "kind.toml").write_text(toml.replace('prompt = "Place"', 'promt = "Place"'), encoding="utf-8")
    (award / "draft.en.md.j2").write_text("One.\n{% if draft.words %}\nTwo.\n", encoding="utf-8")
    ended = office.run("kinds")
    assert ended.code == 3
    assert "✗ 3 problems: pressctl kinds award" in ended.out
    assert "A person speaks for an organisation" in ended.out
    line = 1 + toml.splitlines().index('prompt = "Place"')
    assert f"templates/award/kind.toml:{line}" in ended.err
    assert 'unknown key "promt"' in ended.err
    assert "templates/award/draft.en.md.j2:3" in ended.err
    assert "are missing" in office.run("new", "statement", "--set", "headline=x").err  # and nothing of the award


def test_a_kind_without_a_draft_and_one_that_is_no_toml_are_told_together(office: PressOffice, award: Path) -> None:
    (award / "draft.en.md.j2").unlink()
    other = office.root / "templates" / "obituary"
    other.mkdir()
    (other / "kind.toml").write_text('title = "Obituary\n', encoding="utf-8")
    ended = office.run("kinds")
    assert ended.code == 3
    assert "2 kinds cannot be used: award, obituary" in ended.err
    assert "templates/award/kind.toml:1  has no draft beside it" in ended.err
    assert "templates/obituary/kind.toml:1" in ended.err


def test_a_built_in_kind_is_copied_to_be_changed(office: PressOffice) -> None:
    first = re.findall(r"^\$ pressctl (.+)$", block("console", "open-letter"), re.MULTILINE)[:2]
    for command in first:
        ended = office.run(*command.split())
        assert ended.code == 0, ended.err
    assert ended.out.startswith("Open letter\n")
    assert "`pressctl new open-letter`" in (office.root / "templates/open-letter/kind.toml").read_text(encoding="utf-8")
    again = office.run("kinds", "statement", "--copy-as", "open-letter")
    assert (again.code, "is there already" in again.err) == (3, True)
    assert office.run("kinds", "statement", "--copy-as", "statement").code == 0
    shown = json.loads(office.run("kinds", "statement", "--json").out)["kind"]
    assert (shown["source"], shown["replaces_built_in"]) == ("templates/statement", True)


def test_one_kind_says_what_it_asks_for_and_what_a_complete_release_has(office: PressOffice) -> None:
    ended = office.run("kinds", "appointment")
    assert ended.code == 0
    assert "fields.effective *  (date)" in ended.out
    assert "draft.departure  (text, if draft.predecessor is answered)" in ended.out
    assert "a quotation: the first question is what the new holder of the post wants to do" in ended.out
    assert ended.out.rstrip().endswith("Next: pressctl new appointment")
    assert office.run("kinds", "apointment").code == 3
    assert office.run("kinds", "--copy-as", "x").code == 2


def test_the_kinds_are_shown_outside_of_any_workspace(office: PressOffice, tmp_path: Path) -> None:
    outside = PressOffice(tmp_path)
    (tmp_path / "office").rename(tmp_path / "elsewhere")
    assert "media-advisory\tbuilt in\t" in outside.run("kinds").out
    assert office.root.name == "office"


@pytest.mark.usefixtures("award")
def test_a_kind_does_without_the_rules_that_it_names(office: PressOffice, award: Path) -> None:
    office.run(*next(re.finditer(r"^\$ pressctl (new award.*)$", block("console", "award"), re.MULTILINE))[1].split())
    codes = ("--select", "STR001,QUO", "--json")

    def found() -> set[str]:
        read = json.loads(office.run("check", "river-reporter", *codes).out)
        return {finding["rule"] for finding in read["findings"]}

    assert "STR001" in found()
    toml = (award / "kind.toml").read_text(encoding="utf-8")
    (award / "kind.toml").write_text(toml.replace("[fields]", '[check]\nignore = ["STR001"]\n\n[fields]', 1), "utf-8")
    assert "STR001" not in found()


@pytest.mark.usefixtures("award")
def test_a_rule_that_a_kind_would_do_without_must_be_there(office: PressOffice, award: Path) -> None:
    office.run(*next(re.finditer(r"^\$ pressctl (new award.*)$", block("console", "award"), re.MULTILINE))[1].split())
    toml = (award / "kind.toml").read_text(encoding="utf-8")
    text = toml.replace("[fields]", '[check]\nignore = ["STR999"]\n\n[fields]', 1)
    (award / "kind.toml").write_text(text, encoding="utf-8")
    line = 1 + text.splitlines().index('ignore = ["STR999"]')
    listed = office.run("kinds", "award")
    assert (listed.code, f"templates/award/kind.toml:{line}" in listed.err, "no rule STR999" in listed.err) == (
        3,
        True,
        True,
    )
    checked = office.run("check", "river-reporter")
    assert (checked.code, "pressctl kinds award" in checked.err) == (3, True)
