"""Drafting: a release that can be read stands under a free name, or nothing stands there at all."""

from __future__ import annotations

import os
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pressctl.config.load import load_config
from pressctl.config.schema import Config
from pressctl.config.templates import builtin_templates
from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput, PressctlError
from pressctl.frozen import replace
from pressctl.model.kind import Kind
from pressctl.model.moment import Moment
from pressctl.source.kinds import load_kind
from pressctl.source.release_file import read_release
from pressctl.source.resolve import resolve
from pressctl.workflow import drafting

SAMPLE = builtin_templates() / "sample"
NOW = Moment(datetime(2018, 10, 20, 8, 0, tzinfo=UTC), "Asia/Baku")
ANSWERS = {
    "headline": "Advice opens",
    "dateline": {"place": "Baku", "date": "2018-11-05"},
    "organisers": ["iom"],
    "contacts": ["nigar-example"],
    "draft": {"news": "Advice is free."},
}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    shutil.copyfile(SAMPLE / "pressctl.toml", tmp_path / "pressctl.toml")
    return Workspace(tmp_path)


@pytest.fixture
def config(workspace: Workspace) -> Config:
    return load_config(workspace.config_file)


def sample_draft(workspace: Workspace, config: Config) -> drafting.Drafted:
    kind = load_kind(workspace, "joint-event")
    asking = drafting.asking_for(config, "en", NOW)
    sheet = drafting.given_answers(kind, asking, file=SAMPLE / "joint-event.answers.yaml")
    return drafting.draft(workspace, config, kind, "en", drafting.completed(kind, sheet, asking), NOW)


def with_draft(workspace: Workspace, text: str) -> Kind:
    folder = workspace.templates / "announcement"
    folder.mkdir(parents=True)
    (folder / "draft.en.md.j2").write_text(text, encoding="utf-8")
    return replace(load_kind(None, "announcement"), folder=folder)


def entries(workspace: Workspace) -> list[str]:
    return sorted(path.name for path in workspace.releases.iterdir()) if workspace.releases.is_dir() else []


def test_the_sample_draft_carries_every_fact_in_its_field(workspace: Workspace, config: Config) -> None:
    drafted = sample_draft(workspace, config)
    kind = load_kind(workspace, "joint-event")
    files = read_release(workspace.release(drafted.slug), config, {kind.name: kind})
    edition = resolve(files, config, kind).editions[0]
    assert len(edition.organisers) == 6
    assert [organiser.gloss for organiser in edition.organisers if organiser.gloss] == [
        "the UN Migration Agency",
        "the National Assembly",
    ]
    assert edition.project is not None
    assert (edition.project.acronym, len(edition.project.funders)) == ("ENCT", 2)
    assert edition.project.lead is not None
    assert edition.project.lead.acronym == "IOM"
    assert len(edition.speakers) == 5
    assert all(speaker.title for speaker in edition.speakers)
    assert edition.event is not None
    assert edition.event.title is not None
    assert str(edition.event.start) == "2018-10-30T10:00+04:00[Asia/Baku]"
    assert edition.contacts[0].phones == ("+994 12 555 01 00", "+994 12 555 01 01")
    assert len(edition.boilerplates) == 2
    assert set(edition.fields or ()) == {
        "form", "aim", "participation", "news_peg", "programme", "organiser_glosses",
    }  # fmt: skip
    assert drafted.missing == ()


@pytest.mark.parametrize("language", ["az", "ru", "ar"])
def test_the_samples_translations_are_complete(workspace: Workspace, config: Config, language: str) -> None:
    drafted = sample_draft(workspace, config)
    folder = workspace.release(drafted.slug)
    shutil.copyfile(SAMPLE / f"joint-event.{language}.md", folder / f"{language}.md")
    kind = load_kind(workspace, "joint-event")
    original, variant = resolve(read_release(folder, config, {kind.name: kind}), config, kind).editions
    assert variant.gaps == ()
    assert [type(block) for block in variant.body] == [type(block) for block in original.body]


def test_the_folder_is_named_after_day_and_title(workspace: Workspace, config: Config) -> None:
    kind = load_kind(None, "announcement")
    assert drafting.draft(workspace, config, kind, "en", ANSWERS, NOW).slug == "2018-11-05-advice-opens"
    event = {**ANSWERS, "event": {"title": "Bakı görüşü", "start": "2018-12-01T10:00+04:00[Asia/Baku]"}}
    assert drafting.draft(workspace, config, kind, "en", event, NOW).slug == "2018-12-01-baki-gorusu"


def test_a_title_that_does_not_fit_gives_way_to_the_headline(workspace: Workspace, config: Config) -> None:
    slug = sample_draft(workspace, config).slug
    assert slug == "2018-10-30-six-organizations-join-forces-in-baku-against-human-trafficking"
    long = {**ANSWERS, "headline": "word " * 60}
    cut = drafting.draft(workspace, config, load_kind(None, "announcement"), "en", long, NOW).slug
    assert len(cut) <= 80
    assert cut.endswith("-word")


def test_a_name_that_is_taken_gets_a_number(workspace: Workspace, config: Config) -> None:
    kind = load_kind(None, "announcement")
    drafts = [drafting.draft(workspace, config, kind, "en", ANSWERS, NOW) for _ in range(3)]
    assert [draft.slug for draft in drafts] == [
        "2018-11-05-advice-opens",
        "2018-11-05-advice-opens-2",
        "2018-11-05-advice-opens-3",
    ]
    assert len({draft.path.read_text(encoding="utf-8").splitlines()[1] for draft in drafts}) == 3


def test_the_numbered_name_of_a_long_title_still_fits(workspace: Workspace, config: Config) -> None:
    kind = load_kind(None, "announcement")
    long = {**ANSWERS, "headline": "x" * 200}
    slugs = [drafting.draft(workspace, config, kind, "en", long, NOW).slug for _ in range(2)]
    assert len(set(slugs)) == 2
    assert all(len(slug) <= 80 for slug in slugs)


def test_what_is_still_needed_is_said_with_the_reason(workspace: Workspace, config: Config) -> None:
    drafted = drafting.draft(workspace, config, load_kind(None, "announcement"), "en", ANSWERS, NOW)
    assert {requirement.path for requirement in drafted.missing} == {"quotation", "boilerplates"}
    assert all(requirement.why for requirement in drafted.missing)


def test_a_draft_that_cannot_be_read_is_the_templates_fault_and_leaves_nothing(
    workspace: Workspace, config: Config
) -> None:
    kind = with_draft(workspace, "{{ draft.news }}\n\n![a picture](media/none.png)\n")
    with pytest.raises(BadInput) as caught:
        drafting.draft(workspace, config, kind, "en", ANSWERS, NOW)
    (problem,) = caught.value.problems
    assert (problem.path, problem.line) == ("templates/announcement/draft.en.md.j2", 3)
    assert entries(workspace) == []


def test_a_template_with_an_error_leaves_nothing(workspace: Workspace, config: Config) -> None:
    kind = with_draft(workspace, "{{ nothing }}\n")
    with pytest.raises(BadInput):
        drafting.draft(workspace, config, kind, "en", ANSWERS, NOW)
    assert entries(workspace) == []


def test_facts_that_do_not_fit_together_are_not_blamed_on_the_template(workspace: Workspace, config: Config) -> None:
    event = {"start": "2018-10-30T10:00+04:00[Asia/Baku]", "end": "2018-10-29T10:00+04:00[Asia/Baku]"}
    with pytest.raises(BadInput) as caught:
        drafting.draft(workspace, config, load_kind(None, "announcement"), "en", {**ANSWERS, "event": event}, NOW)
    assert caught.value.problems[0].where == "event.end"
    assert "template" not in caught.value.message
    assert entries(workspace) == []


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="rights do not bind this user")
def test_a_read_only_folder_is_said_and_nothing_is_half_written(workspace: Workspace, config: Config) -> None:
    workspace.releases.mkdir()
    workspace.releases.chmod(0o500)
    try:
        with pytest.raises(PressctlError):
            drafting.draft(workspace, config, load_kind(None, "announcement"), "en", ANSWERS, NOW)
    finally:
        workspace.releases.chmod(0o700)
    assert entries(workspace) == []


def test_a_file_in_the_way_of_the_releases_is_said(workspace: Workspace, config: Config) -> None:
    workspace.releases.write_text("not a folder", encoding="utf-8")
    with pytest.raises(PressctlError):
        drafting.draft(workspace, config, load_kind(None, "announcement"), "en", ANSWERS, NOW)


def test_missing_answers_are_listed_at_once_with_what_would_give_them(config: Config) -> None:
    kind = load_kind(None, "joint-event")
    with pytest.raises(BadInput) as caught:
        drafting.completed(kind, {}, drafting.asking_for(config, "en", NOW))
    assert [problem.where for problem in caught.value.problems] == ["event.title", "event.start", "headline"]
    assert caught.value.problems[0].hint == '--set event.title="…"'


def test_what_is_set_wins_over_the_file(tmp_path: Path, config: Config) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text("headline: From the file\nevent: {title: Round table}\n", encoding="utf-8")
    kind = load_kind(None, "joint-event")
    sheet = drafting.given_answers(kind, drafting.asking_for(config, "en", NOW), ("headline=Set",), file)
    assert sheet == {"headline": "Set", "event.title": "Round table"}


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_an_answers_file_that_cannot_be_read_is_said(tmp_path: Path, config: Config, content: bytes | None) -> None:
    file = tmp_path / "answers.yaml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(BadInput, match=r"answers\.yaml"):
        drafting.given_answers(load_kind(None, "statement"), drafting.asking_for(config, "en", NOW), (), file)


def test_answers_are_kept_privately_and_forgotten(workspace: Workspace, config: Config) -> None:
    kind = load_kind(None, "statement")
    assert drafting.kept_answers(workspace, kind, config, NOW) is None
    drafting.keep_answers(workspace, kind, "az", {"headline": "H", "subheadline": None})
    assert drafting.kept_answers(workspace, kind, config, NOW) == ("az", {"headline": "H", "subheadline": None})
    if sys.platform != "win32":
        assert (workspace.root / ".pressctl" / "draft-statement.yaml").stat().st_mode & 0o077 == 0
    drafting.forget_answers(workspace, kind)
    drafting.forget_answers(workspace, kind)
    assert drafting.kept_answers(workspace, kind, config, NOW) is None
