"""Finding the workspace, naming a release, staying inside."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressctl.config.workspace import NoWorkspace, Workspace, find_workspace
from pressctl.errors import BadInput


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "pressctl.toml").write_text("", encoding="utf-8")
    for slug in ("2018-10-30-working-together", "2018-11-02-working-apart", "2019-01-01-new-year"):
        (tmp_path / "releases" / slug).mkdir(parents=True)
        (tmp_path / "releases" / slug / "en.md").write_text("", encoding="utf-8")
    (tmp_path / "releases" / "empty").mkdir()
    return Workspace(tmp_path)


def test_a_workspace_is_found_from_any_folder_below(workspace: Workspace) -> None:
    below = workspace.releases / "2019-01-01-new-year"
    assert find_workspace(below).root == workspace.root.resolve()


def test_without_a_workspace_the_error_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NoWorkspace) as caught:
        find_workspace(tmp_path)
    assert "pressctl init" in (caught.value.hint or "")


def test_a_named_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoWorkspace):
        find_workspace(tmp_path, tmp_path / "elsewhere")


def test_a_part_that_no_other_slug_has_is_enough(workspace: Workspace) -> None:
    assert workspace.find_slug("together") == "2018-10-30-working-together"


def test_a_part_of_several_names_them(workspace: Workspace) -> None:
    with pytest.raises(BadInput, match=r"2 releases: 2018-10-30-working-together, 2018-11-02-working-apart"):
        workspace.find_slug("working")


def test_what_corrects_a_release_does_not_take_its_name(workspace: Workspace) -> None:
    name = workspace.short_name("2018-10-30-working-together")
    for notice in ("2018-11-01-correction-working-together", "2018-11-05-withdrawal-working-together"):
        (workspace.releases / notice).mkdir()
        (workspace.releases / notice / "en.md").write_text("", encoding="utf-8")
    assert workspace.short_name("2018-10-30-working-together") == name
    assert workspace.find_slug(name) == workspace.find_slug("together") == "2018-10-30-working-together"
    assert workspace.find_slug("correction-working") == "2018-11-01-correction-working-together"
    with pytest.raises(BadInput, match="names 4 releases"):
        workspace.find_slug("working")


def test_a_name_without_its_date_is_whole(workspace: Workspace) -> None:
    for slug in ("2020-01-01-briefing", "2020-01-01-briefing-of-the-week"):
        (workspace.releases / slug).mkdir()
        (workspace.releases / slug / "en.md").write_text("", encoding="utf-8")
    assert workspace.find_slug("briefing") == "2020-01-01-briefing"


@pytest.mark.parametrize("part", ["../x", "/etc/passwd", "x" * 300, "a\0b", "", "C:\\x", "Working"])
def test_what_is_no_slug_is_refused_and_shown_harmlessly(workspace: Workspace, part: str) -> None:
    with pytest.raises(BadInput, match="is not a slug") as caught:
        workspace.find_slug(part)
    assert "\0" not in caught.value.message
    assert len(caught.value.message) < 200


def test_an_unknown_slug_suggests_the_nearest(workspace: Workspace) -> None:
    with pytest.raises(BadInput) as caught:
        workspace.find_slug("2019-01-01-new-yaer")
    assert caught.value.hint == 'did you mean "2019-01-01-new-year"?'


@pytest.mark.parametrize("path", ["../secret", "/etc/passwd", "releases/../../x"])
def test_a_path_that_leads_outside_is_refused(workspace: Workspace, path: str) -> None:
    with pytest.raises(BadInput, match="outside the workspace"):
        workspace.inside(path)


def test_a_link_that_leads_outside_is_refused(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (workspace.root / "link").symlink_to(outside)
    with pytest.raises(BadInput, match="outside the workspace"):
        workspace.inside("link/file")


def test_a_short_name_is_the_first_words_that_no_other_release_has(workspace: Workspace) -> None:
    assert workspace.short_name("2018-10-30-working-together") == "2018-10-30-working-together"
    (workspace.releases / "2018-10-30-working-together-against-trafficking").mkdir()
    (workspace.releases / "2018-10-30-working-together-against-trafficking" / "en.md").touch()
    short = workspace.short_name("2018-10-30-working-together-against-trafficking")
    assert short == "working-together-against"
    assert workspace.find_slug(short) == "2018-10-30-working-together-against-trafficking"


def test_a_short_name_takes_the_day_where_another_release_has_the_words(workspace: Workspace) -> None:
    for slug in ("2018-11-02-six-organizations-meet", "2018-11-05-again-six-organizations-meet"):
        (workspace.releases / slug).mkdir()
        (workspace.releases / slug / "en.md").touch()
    assert workspace.short_name("2018-11-02-six-organizations-meet") == "2018-11-02-six-organizations"


def test_a_path_that_is_none_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "round").symlink_to("round")
    for path in ("round", "a\0b"):
        with pytest.raises(BadInput, match="cannot be the path"):
            Workspace(tmp_path).inside(path)


def test_a_word_that_is_mistyped_suggests_the_slug_that_has_it(workspace: Workspace) -> None:
    with pytest.raises(BadInput) as caught:
        workspace.find_slug("aprat")
    assert caught.value.hint == 'did you mean "2018-11-02-working-apart"?'


def test_a_file_where_the_release_belongs_is_shown_as_typed_and_told_what_comes_first(workspace: Workspace) -> None:
    with pytest.raises(BadInput) as caught:
        workspace.find_slug("../Rəy\n.docx")
    assert '"../Rəy\\n.docx" is not a slug' in caught.value.message
    assert caught.value.hint == "the release comes first, then the file; pressctl list shows the releases"
