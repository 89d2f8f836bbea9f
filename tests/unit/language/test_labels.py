"""Labels: every built-in language is whole, and an office's own file is held to the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressctl.config.templates import builtin_templates
from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput
from pressctl.language.labels import label_languages, load_labels

BUILTIN = ("ar", "az", "en", "fr", "ru")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "templates" / "labels").mkdir(parents=True)
    return Workspace(tmp_path)


def own_labels(workspace: Workspace, language: str, old: str = "", new: str = "") -> None:
    text = (builtin_templates() / "labels" / "en.toml").read_text(encoding="utf-8")
    assert old in text
    (workspace.templates / "labels" / f"{language}.toml").write_text(text.replace(old, new), encoding="utf-8")


def test_five_languages_come_with_pressctl() -> None:
    assert label_languages(None) == BUILTIN


@pytest.mark.parametrize("language", BUILTIN)
def test_every_built_in_language_is_whole(language: str) -> None:
    labels = load_labels(None, language)
    assert labels.language == language
    assert labels.embargo_line.format(time="X").count("X") == 1
    assert labels.mail.opt_out.format(office="O", address="a@example.org").count("a@example.org") == 1


@pytest.mark.parametrize("language", [code for code in BUILTIN if code != "en"])
def test_no_language_was_left_in_english(language: str) -> None:
    english, other = load_labels(None, "en").model_dump(), load_labels(None, language).model_dump()
    same = {key for key in english if english[key] == other[key] and key not in {"dateline", "dateline_dash", "colon"}}
    assert same <= {"comma", "quotation_marks"}


def test_french_puts_a_no_break_space_before_its_colon() -> None:
    french = load_labels(None, "fr")
    assert french.colon == "\u00a0: "
    assert french.photo_credit.startswith("Photo\u00a0:")
    assert french.quotation_marks == ("«\u00a0", "\u00a0»")


def test_an_unknown_language_is_named_with_those_that_exist_and_how_to_add_one() -> None:
    with pytest.raises(BadInput) as caught:
        load_labels(None, "de")
    assert '"de"' in caught.value.message
    assert "ar, az, en, fr, ru" in caught.value.message
    assert "templates/labels/de.toml" in (caught.value.hint or "")


@pytest.mark.parametrize("language", ["../en", "/etc/passwd", "en\x00", ""])
def test_a_language_is_never_a_path(language: str) -> None:
    with pytest.raises(BadInput):
        load_labels(None, language)


def test_the_offices_own_words_win(workspace: Workspace) -> None:
    own_labels(workspace, "en", '"Press release"', '"News release"')
    assert load_labels(workspace, "en").document == "News release"
    assert load_labels(workspace, "az").document == "Press-reliz"


def test_an_office_can_add_a_language(workspace: Workspace) -> None:
    own_labels(workspace, "de", '"Press release"', '"Pressemitteilung"')
    assert "de" in label_languages(workspace)
    assert load_labels(workspace, "de").document == "Pressemitteilung"


def test_all_problems_of_a_file_come_at_once_with_their_lines(workspace: Workspace) -> None:
    own_labels(workspace, "en", "end_mark =", "endmark =")
    file = workspace.templates / "labels" / "en.toml"
    text = file.read_text(encoding="utf-8").replace("until {time}", "until {when}").replace('"{place}, ', '"{place, ')
    file.write_text(text, encoding="utf-8")
    lines = text.splitlines()
    with pytest.raises(BadInput) as caught:
        load_labels(workspace, "en")
    found = {problem.where: problem for problem in caught.value.problems}
    assert found["endmark"].line == next(n for n, line in enumerate(lines, 1) if line.startswith("endmark"))
    assert found["endmark"].hint == 'did you mean "end_mark"?'
    assert found["end_mark"].message == "is missing"
    assert found["embargo_line"].message == "must hold {time}"
    assert "brace" in found["dateline"].message
    assert all(problem.path == "labels/en.toml" for problem in caught.value.problems)


def test_a_template_that_reaches_into_its_values_is_refused(workspace: Workspace) -> None:
    own_labels(workspace, "en", '"About {name}"', '"About {name.__class__}"')
    with pytest.raises(BadInput):
        load_labels(workspace, "en")


def test_a_file_that_is_not_toml_says_so(workspace: Workspace) -> None:
    (workspace.templates / "labels" / "en.toml").write_text("document = ", encoding="utf-8")
    with pytest.raises(BadInput, match="not valid TOML"):
        load_labels(workspace, "en")
