"""Kinds: what pressctl brings is complete, an office's own win, and every fault of a kind.toml has its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressctl.config.templates import builtin_templates
from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput
from pressctl.model.kind import FieldType, Section
from pressctl.source.kinds import ALWAYS_ASKED, kind_names, load_kind

BUILTIN = kind_names(None)
ALWAYS_THERE = {"announcement", "appointment", "event", "funding", "joint-event", "media-advisory", "statement"}
LEAST = """\
title = "Award"
description = "A prize"

[fields]
prize = "line"

[[questions]]
path = "headline"
type = "line"
prompt = "Headline"
required = true

[[questions]]
path = "dateline.place"
type = "line"
prompt = "Place"
required = true

[[questions]]
path = "dateline.date"
type = "date"
prompt = "Date"
required = true
"""


def own_kind(tmp_path: Path, toml: str, name: str = "award", *, draft: bool = True) -> Workspace:
    folder = tmp_path / "templates" / name
    folder.mkdir(parents=True)
    (folder / "kind.toml").write_text(toml, encoding="utf-8")
    if draft:
        (folder / "draft.en.md.j2").write_text("Words.\n", encoding="utf-8")
    return Workspace(tmp_path)


def test_every_built_in_kind_has_a_draft_in_five_languages() -> None:
    names = kind_names(None)
    assert set(names) >= ALWAYS_THERE
    for kind in (load_kind(None, name) for name in names):
        assert kind.languages == ("ar", "az", "en", "fr", "ru")
        assert kind.requires
        assert all(requirement.why for requirement in kind.requires)


@pytest.mark.parametrize("name", BUILTIN)
def test_a_built_in_kind_offers_a_default_for_place_date_and_organiser(name: str) -> None:
    questions = {question.path: question for question in load_kind(None, name).questions}
    assert all(questions[path].required for path in ALWAYS_ASKED)
    assert all(questions[path].default for path in ("dateline.place", "dateline.date", "organisers", "contacts"))


def test_a_joint_event_asks_for_everything_that_several_organisations_have_to_say() -> None:
    kind = load_kind(None, "joint-event")
    paths = {question.path for question in kind.questions}
    assert paths >= {
        "event.title", "event.start", "event.end", "event.venue", "event.accreditation", "organisers", "speakers",
        "project.name", "project.acronym", "project.lead", "project.funders", "contacts", "boilerplates", "embargo",
        "fields.organiser_glosses", "fields.news_peg", "fields.participation", "fields.aim", "fields.programme",
        "draft.quotation",
    }  # fmt: skip
    assert kind.sections == (Section.EVENT, Section.ORGANISERS, Section.SPEAKERS, Section.PROJECT)
    assert dict(kind.fields)["organiser_glosses"] is FieldType.MAP


def test_a_statement_is_incomplete_without_somebodys_words() -> None:
    assert "quotation" in {requirement.path for requirement in load_kind(None, "statement").requires}


def test_the_workspaces_own_kind_wins_over_the_built_in_one(tmp_path: Path) -> None:
    workspace = own_kind(tmp_path, LEAST, "statement")
    assert load_kind(workspace, "statement").title == "Award"
    assert kind_names(workspace) == BUILTIN
    assert load_kind(workspace, "joint-event").folder == builtin_templates() / "joint-event"


def test_folders_for_other_things_are_no_kinds(tmp_path: Path) -> None:
    workspace = own_kind(tmp_path, LEAST, "layouts")
    assert "layouts" not in kind_names(workspace)
    with pytest.raises(BadInput, match='no kind "layouts"'):
        load_kind(workspace, "layouts")


@pytest.mark.parametrize("name", ["../statement", "/etc", "", "a\x00b", "x" * 300, "Statement"])
def test_a_name_that_is_no_kind_never_leads_to_a_file(name: str) -> None:
    with pytest.raises(BadInput, match="no kind") as caught:
        load_kind(None, name)
    assert "\x00" not in caught.value.message
    assert len(caught.value.message) < 200


def test_an_unknown_kind_comes_with_the_nearest_and_the_list() -> None:
    with pytest.raises(BadInput) as caught:
        load_kind(None, "joint-evnt")
    assert caught.value.hint == f'did you mean "joint-event"? kinds: {", ".join(BUILTIN)}'


@pytest.mark.parametrize(
    ("added", "message", "line"),
    [
        ('\n[[questions]]\npath = "event.titel"\ntype = "line"\nprompt = "T"\n', 'a release has no "event.titel"', 26),
        ('\n[[questions]]\npath = "headline"\ntype = "line"\nprompt = "T"\n', "headline is asked twice", 26),
        ('\n[[questions]]\npath = "event.start"\ntype = "line"\nprompt = "T"\n', "is of the type moment, not line", 27),
        ('\n[[questions]]\npath = "fields.jury"\ntype = "line"\nprompt = "T"\n', "fields.jury is not declared", 26),
        ('\n[[questions]]\npath = "draft.x"\ntype = "choice"\nprompt = "T"\n', 'the type "choice" has choices', 25),
        ('\n[[questions]]\npath = "draft.x"\ntype = "lin"\nprompt = "T"\n', "is none of", 27),
        (
            '\n[[questions]]\npath = "draft.x"\ntype = "line"\nprompt = "T"\nneeds = "draft.y"\n',
            "draft.y is not asked before",
            29,
        ),
        ('\n[[questions]]\npath = "draft.x"\ntype = "line"\n', "is missing", 25),
        ('\n[[requires]]\npath = "quote"\nwhy = "because"\n', 'a release has no "quote"', 26),
        ('\n[[requires]]\npath = "quotation"\nwhy = "x"\nwy = "y"\n', 'unknown key "wy"', 28),
    ],
)
def test_a_fault_of_a_kind_file_is_named_with_its_line(tmp_path: Path, added: str, message: str, line: int) -> None:
    workspace = own_kind(tmp_path, LEAST + added)
    with pytest.raises(BadInput) as caught:
        load_kind(workspace, "award")
    (problem,) = caught.value.problems
    assert message in problem.message
    assert (problem.path, problem.line) == ("templates/award/kind.toml", line)


def test_all_faults_of_a_kind_file_are_told_at_once(tmp_path: Path) -> None:
    toml = LEAST.replace('prize = "line"', 'prize = "people"\nJury = "line"').replace(
        "[fields]", "[[requires]]\npath = 'nothing'\nwhy = 'x'\n[fields]"
    )
    with pytest.raises(BadInput) as caught:
        load_kind(own_kind(tmp_path, toml), "award")
    assert len(caught.value.problems) == 3
    assert [problem.line for problem in caught.value.problems] == sorted(
        problem.line or 0 for problem in caught.value.problems
    )


def test_a_kind_asks_for_what_no_release_is_without(tmp_path: Path) -> None:
    toml = LEAST.replace('path = "dateline.place"', 'path = "event.venue"')
    with pytest.raises(BadInput) as caught:
        load_kind(own_kind(tmp_path, toml), "award")
    assert "dateline.place is not asked for as required" in caught.value.problems[0].message


def test_a_kind_without_any_draft_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        load_kind(own_kind(tmp_path, LEAST, draft=False), "award")
    assert caught.value.problems[0].message == "has no draft beside it"


def test_a_file_that_is_no_toml_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is not valid TOML") as caught:
        load_kind(own_kind(tmp_path, 'title = "Award"\ndescription = \n'), "award")
    assert caught.value.problems[0].line == 2


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    workspace = own_kind(tmp_path, LEAST)
    (tmp_path / "templates" / "award" / "kind.toml").write_bytes(b'title = "\xff"')
    with pytest.raises(BadInput, match="not UTF-8"):
        load_kind(workspace, "award")


def test_the_example_of_the_readme_is_a_kind(tmp_path: Path) -> None:
    text = (builtin_templates() / "README.md").read_text(encoding="utf-8")
    toml = text.split("```toml\n")[1].split("```")[0]
    kind = load_kind(own_kind(tmp_path, toml), "award")
    assert kind.title == "Award"
    assert [question.path for question in kind.questions][-1] == "draft.words"


def test_a_requirement_says_what_is_missing_in_a_few_words(tmp_path: Path) -> None:
    own = (
        '\n[[requires]]\npath = "fields.prize"\nwhy = "x"\n'
        '[[requires]]\npath = "contacts"\nwhat = "a phone"\nwhy = "x"\n'
    )
    assert [wanted.what for wanted in load_kind(own_kind(tmp_path, LEAST + own), "award").requires] == [
        "the prize",
        "a phone",
    ]
    for kind in (load_kind(None, name) for name in kind_names(None)):
        assert all(0 < len(wanted.what) < 40 for wanted in kind.requires)
    assert {wanted.path: wanted.what for wanted in load_kind(None, "statement").requires}["quotation"] == "a quotation"


@pytest.mark.parametrize(
    ("name", "first"), [("announcement", "headline"), ("statement", "headline"), ("joint-event", "event.title")]
)
def test_every_kind_begins_with_what_a_person_has_in_mind(name: str, first: str) -> None:
    assert load_kind(None, name).questions[0].path == first


def test_only_a_line_can_be_the_address_of_a_page(tmp_path: Path) -> None:
    toml = LEAST + '\n[[questions]]\npath = "draft.x"\ntype = "text"\nprompt = "T"\nweb_address = true\n'
    with pytest.raises(BadInput) as caught:
        load_kind(own_kind(tmp_path, toml), "award")
    assert "address of a page" in caught.value.problems[0].message
