"""Answers about somebody on file are read as `pressctl.toml` will be, and written in whatever way it is laid out."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from pressctl.config.load import parse_config
from pressctl.config.schema import Config
from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput, NothingToDo, Refused
from pressctl.source.drafting.typed_parts import BadAnswer
from pressctl.workflow.office.answers import Setting, read_setting
from pressctl.workflow.office.changes import (
    add_entry,
    carry_out_renaming,
    edit_entry,
    plan_renaming,
    refuse_key,
    remove_entry,
    take_logo,
)
from pressctl.workflow.office.on_file import What, free_key, likely_same, look_up, uses_of
from pressctl.workflow.office.segments import set_segment

OFFICE = """[office]
name = "Office"   # ours
languages = ["en", "az"]
organisation = "iom"

[organisations.iom]
name = "International Organization for Migration"
boilerplate = "One text for all."

[[organisations.iom.focal_points]]   # written as tables
name = "Marija"
email = "marija@example.org"

[people.leyla-mammadova]
name.en = "Leyla Mammadova"
organisation = 'iom'
[people.leyla-mammadova.title]
en = "Head"
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "pressctl.toml").write_text(OFFICE, encoding="utf-8", newline="\n")
    return Workspace(tmp_path)


@pytest.fixture
def config() -> Config:
    return parse_config(OFFICE, Path("pressctl.toml"))


def text(workspace: Workspace) -> str:
    return workspace.config_file.read_bytes().decode("utf-8")


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c494441"
    "54789c630828980000026401512cebd5110000000049454e44ae426082"
)
"""One point."""


@pytest.mark.parametrize(
    ("key", "file"), [("con", "con-release.png"), ("k" * 250, f"{'k' * 80}.png"), ("iom", "iom.png")]
)
def test_a_logo_gets_a_name_that_every_file_system_takes(workspace: Workspace, key: str, file: str) -> None:
    source = workspace.root.parent / "logo.png"
    source.write_bytes(PNG)
    assert take_logo(workspace, key, str(source)) == f"logos/{file}"
    assert (workspace.root / "logos" / file).read_bytes() == PNG


def test_a_file_where_the_folder_of_logos_should_be_is_told_of(workspace: Workspace) -> None:
    source = workspace.root.parent / "logo.png"
    source.write_bytes(PNG)
    (workspace.root / "logos").write_text("not a folder", encoding="utf-8")
    with pytest.raises(BadInput, match="logos cannot be written"):
        take_logo(workspace, "iom", str(source))


def test_a_key_that_is_taken_is_refused_before_anything_is_copied_under_it(config: Config) -> None:
    with pytest.raises(BadInput, match='an organisation "iom" is on file already'):
        refuse_key(config, What.ORGANISATION, "iom")


def test_a_name_without_letters_gives_a_key_that_says_what_it_is(config: Config) -> None:
    assert free_key(config, What.PERSON, "😀") == "person"


def test_no_segment_is_called_as_everyone_is(workspace: Workspace) -> None:
    with pytest.raises(BadInput, match="is everyone, always"):
        set_segment(workspace, "all", '"tv" in tags')
    assert text(workspace) == OFFICE


def test_a_text_for_all_becomes_one_per_language_when_one_gets_its_own(workspace: Workspace) -> None:
    edit_entry(workspace, What.ORGANISATION, "iom", [Setting(("name", "az"), "Beynəlxalq Miqrasiya Təşkilatı")])
    assert (
        'name = { en = "International Organization for Migration", az = "Beynəlxalq Miqrasiya Təşkilatı" }\n'
        in text(workspace)
    )


def test_focal_points_written_as_tables_become_a_list(workspace: Workspace) -> None:
    points = [{"name": "Bo", "email": "bo@example.org"}]
    edit_entry(workspace, What.ORGANISATION, "iom", [Setting(("focal_points",), points)])
    written = text(workspace)
    assert "[[organisations.iom.focal_points]]" not in written
    assert tomllib.loads(written)["organisations"]["iom"]["focal_points"] == points


def test_a_title_in_a_table_of_its_own_is_found_there(workspace: Workspace) -> None:
    edit_entry(workspace, What.PERSON, "leyla-mammadova", [Setting(("title", "az"), "Rəhbər")])
    assert text(workspace) == OFFICE + 'az = "Rəhbər"\n'
    edit_entry(workspace, What.PERSON, "leyla-mammadova", [Setting(("title", "az"), None)])
    assert text(workspace) == OFFICE


def test_what_would_not_load_is_never_written(workspace: Workspace) -> None:
    with pytest.raises(BadInput, match="could not be read after this change"):
        edit_entry(workspace, What.PERSON, "leyla-mammadova", [Setting(("organisation",), "nobody")])
    with pytest.raises(BadInput):
        add_entry(workspace, What.PERSON, "Not A Key", [Setting(("name",), "X")])
    with pytest.raises(NothingToDo):
        edit_entry(workspace, What.PERSON, "leyla-mammadova", [Setting(("organisation",), "iom")])
    assert text(workspace) == OFFICE


def test_a_renaming_takes_its_references_along_and_refuses_a_file_that_changed(
    workspace: Workspace, config: Config
) -> None:
    wanted = look_up(config, "iom")
    changes = plan_renaming(workspace, config, wanted, "iom-az")
    assert [(change.shown, change.places) for change in changes] == [("pressctl.toml", 3)]
    workspace.config_file.write_text(OFFICE + "# mine\n", encoding="utf-8", newline="\n")
    with pytest.raises(Refused):
        carry_out_renaming(workspace, changes)
    carry_out_renaming(workspace, plan_renaming(workspace, config, wanted, "iom-az"))
    expected = (
        OFFICE.replace('"iom"', '"iom-az"')
        .replace("'iom'", "'iom-az'")
        .replace("organisations.iom", "organisations.iom-az")
    )
    assert text(workspace) == expected + "# mine\n"


def test_who_is_named_by_the_office_is_not_removed(workspace: Workspace, config: Config) -> None:
    iom = look_up(config, "iom")
    assert [use.where for use in uses_of(workspace, iom)] == [
        "office.organisation",
        "people.leyla-mammadova.organisation",
    ]
    with pytest.raises(Refused):
        remove_entry(workspace, config, iom)
    remove_entry(workspace, config, look_up(config, "leyla-mammadova"))
    assert "leyla" not in text(workspace)


def test_a_release_that_cannot_be_read_stops_a_removal_and_no_look(workspace: Workspace, config: Config) -> None:
    folder = workspace.root / "releases" / "broken"
    folder.mkdir(parents=True)
    (folder / "en.md").write_text("no release", encoding="utf-8")
    leyla = look_up(config, "leyla-mammadova")
    assert uses_of(workspace, leyla, lenient=True) == ()
    with pytest.raises(BadInput, match="cannot be read"):
        remove_entry(workspace, config, leyla)


@pytest.mark.parametrize(
    ("what", "where", "typed", "said"),
    [
        (What.PERSON, "phones", "+994 12 5", "not a phone number"),
        (What.PERSON, "phones", "555 01 02", "no country code"),
        (What.PERSON, "email", "leyla@", "leyla@"),
        (What.PERSON, "languages", "az, engish", 'did you mean "English"'),
        (What.PERSON, "name.english", "X", "not a language code"),
        (What.PERSON, "nmae", "X", 'did you mean "name"'),
        (What.ORGANISATION, "requires_approval", "true", "written into pressctl.toml by hand"),
        (What.PERSON, "email.en", "a@b.org", "not given per language"),
        (What.PERSON, "name", "a\nb", "line break"),
        (What.PERSON, "organisation", "Internaional Organization for Migration", "did you mean iom"),
        (What.ORGANISATION, "focal_points", "Marija", "Name | name@example.org"),
        (What.ORGANISATION, "boilerplate.en", "***\n", "line across the page"),
    ],
)
def test_an_answer_that_cannot_be_taken_says_why(what: What, where: str, typed: str, said: str, config: Config) -> None:
    with pytest.raises(BadAnswer, match=re.escape(said)):
        read_setting(what, where, typed, config)


def test_answers_are_normalised(config: Config) -> None:
    assert read_setting(What.PERSON, "phones", "+994125550102, +1 202-555-0143", config).value == [
        "+994 12 555 01 02", "+1 202-555-0143",
    ]  # fmt: skip
    assert read_setting(What.PERSON, "organisation", "international organization for migration", config).value == "iom"


@pytest.mark.parametrize("name", ["Mammadova Leyla", "Leyla Məmmədova"])
def test_a_namesake_is_seen_whatever_the_order_and_the_spelling(name: str, config: Config) -> None:
    same = likely_same(config, What.PERSON, (name,))
    assert same is not None
    assert same.key == "leyla-mammadova"


def test_a_key_is_suggested_that_nobody_has(config: Config) -> None:
    assert free_key(config, What.PERSON, "Leyla Mammadova") == "leyla-mammadova-2"
    assert free_key(config, What.PERSON, "Əli Hüseynov") == "eli-huseynov"


@pytest.mark.parametrize(
    ("where", "typed", "line"),
    [
        ("name.fr", "Bureau", 'name = { en = "Office", fr = "Bureau" }   # ours'),
        ("place.az", "Bakı", 'place = { az = "Bakı" }'),
        ("timezone", "baku", 'timezone = "Asia/Baku"'),
        ("languages", "French, English", 'languages = ["fr", "en"]'),
        ("contact", "Leyla Mammadova", 'contact = "leyla-mammadova"'),
        ("paper", "Letter", 'paper = "Letter"'),
        ("look", "classic", 'look = "classic"'),
        ("email", "press@bureau.example", 'email = "press@bureau.example"'),
    ],
)
def test_the_offices_own_entry_is_changed_and_nothing_else(
    workspace: Workspace, config: Config, where: str, typed: str, line: str
) -> None:
    edit_entry(workspace, What.OFFICE, "office", [read_setting(What.OFFICE, where, typed, config)])
    after = text(workspace)
    assert line in after.splitlines()
    assert after.partition("[organisations")[2] == OFFICE.partition("[organisations")[2]


@pytest.mark.parametrize(
    ("where", "typed", "said"),
    [
        ("timezone", "Asia/Dakar", "did you mean Africa/Dakar"),
        ("contact", "Leyla Mamadova", "leyla-mammadova"),
        ("paper", "A3", "none of"),
        ("accent", "blue", "not a colour"),
        ("nmae", "x", 'the office has no "nmae"; did you mean "name"'),
    ],
)
def test_what_the_office_cannot_be_says_why(where: str, typed: str, said: str, config: Config) -> None:
    with pytest.raises(BadAnswer, match=re.escape(said)):
        read_setting(What.OFFICE, where, typed, config)


@pytest.mark.parametrize(("typed", "meant"), [("mammadova", "leyla-mammadova"), ("Migration", "iom")])
def test_a_part_of_a_name_that_one_alone_has_is_enough_to_be_meant(config: Config, typed: str, meant: str) -> None:
    with pytest.raises(BadInput) as caught:
        look_up(config, typed)
    assert caught.value.hint == f'did you mean "{meant}"?'
