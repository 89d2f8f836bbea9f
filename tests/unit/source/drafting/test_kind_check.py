"""A kind is looked over before anybody drafts with it: every name, every filter, every line of every draft."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2.exceptions import SecurityError

from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput, Incomplete, Problem
from pressctl.source.drafting.draft_words import draft_environment
from pressctl.source.drafting.kind_check import check_kind
from pressctl.source.kinds import kind_names, load_kind
from pressctl.workflow.office.kinds import copy_kind, list_kinds, show_kind
from tests.unit.source.test_kinds import LEAST, own_kind

ASKS = (
    LEAST
    + """
[[questions]]
path = "draft.winner"
type = "person"
prompt = "The winner"

[[questions]]
path = "organisers"
type = "organisations"
prompt = "Who"
default = "{{ office.organisation }}"
"""
)


def problems_of(tmp_path: Path, *, toml: str = ASKS, **drafts: str) -> tuple[Problem, ...]:
    workspace = own_kind(tmp_path, toml, draft=False)
    folder = workspace.templates / "award"
    for language, text in (drafts or {"en": "Words.\n"}).items():
        (folder / f"draft.{language}.md.j2").write_text(text, encoding="utf-8")
    return check_kind(folder, workspace).problems


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        ("One.\n\n{{ draft.winer.name }}\n", (3, 'there is no "draft.winer"', 'did you mean "draft.winner"?')),
        ("{{ draft.qq }}", (1, 'there is no "draft.qq"', 'ask for it: a [[questions]] table with path = "draft.qq"')),
        ("One.\n{{ draft.winner.nmae }}", (2, "draft.winner has no nmae", "it has name, title")),
        ("{{ organizers | list }}", (1, 'there is no "organizers"', 'did you mean "organisers"?')),
        ("{{ event.titel }}", (1, 'there is no "event.titel"', 'did you mean "event.title"?')),
        ("{{ office.naem }}", (1, 'there is no "office.naem"', 'did you mean "office.name"?')),
        ("One.\n{{ event }}", (2, "event has no words of its own", "say which part is meant, such as event.title")),
        ("{{ speakers }}", (1, "speakers is a list", "write {{ speakers | list }}, or take one after the other")),
        ("{{ headline | shout }}", (1, "No filter named 'shout'", None)),
        ("One.\n{{ headline\n", (2, "unexpected end of template, expected 'end of print statement'", None)),
        ("{% if event.end %}{{ qq }}{% endif %}", (1, 'there is no "qq"', None)),
    ],
)
def test_a_mistake_in_a_draft_has_its_line(tmp_path: Path, draft: str, expected: tuple[int, str, str | None]) -> None:
    (problem,) = problems_of(tmp_path, en=draft)
    assert problem.path == "templates/award/draft.en.md.j2"
    assert (problem.line, problem.message, problem.hint) == expected


@pytest.mark.parametrize(
    "draft",
    [
        "{% set days = [1] %}{% if event.start %}{% set more = days %}{{ more[0] }}{% endif %}",
        "{% for event in speakers %}{{ event }}{% endfor %}",
        "{% for speaker in speakers %}\n- {{ speaker.name }}{{ loop.index }}\n{% endfor %}",
        "{{ quotation('words', draft.winner | titled('Winner')) }} {{ range(3) | length }}",
        "{{ corrected.headline }} {{ fields.prize }} {{ office.name }} {{ project.lead.short }}",
        "{% macro said(who) %}{{ who.name }}{% endmacro %}{{ said(draft.winner) }}",
    ],
)
def test_what_a_draft_names_itself_is_no_mistake(tmp_path: Path, draft: str) -> None:
    assert problems_of(tmp_path, en=draft) == ()


def test_all_mistakes_of_all_drafts_and_defaults_are_told_at_once(tmp_path: Path) -> None:
    toml = ASKS.replace("office.organisation", "offfice.organisation")
    found = problems_of(tmp_path, toml=toml, en="{{ a1 }}\n{{ a2 }}\n", az="{{ a3 }}\n")
    assert [(problem.path or "").rpartition("/")[2] for problem in found] == [
        "kind.toml", "draft.az.md.j2", "draft.en.md.j2", "draft.en.md.j2",
    ]  # fmt: skip
    assert found[0].line == 1 + toml.splitlines().index('default = "{{ offfice.organisation }}"')
    assert found[0].where == "questions[5].default"


def test_a_draft_is_read_even_where_the_kind_file_cannot_be_used(tmp_path: Path) -> None:
    found = problems_of(tmp_path, toml='title = "Award\n', en="{{ whatever }}\n{% endif %}\n")
    assert [problem.line for problem in found] == [1, 2]


def test_a_draft_in_another_encoding_is_told(tmp_path: Path) -> None:
    workspace = own_kind(tmp_path, ASKS)
    (workspace.templates / "award" / "draft.ru.md.j2").write_bytes("Слова".encode("cp1251"))
    (problem,) = check_kind(workspace.templates / "award", workspace).problems
    assert (problem.path, problem.message) == ("templates/award/draft.ru.md.j2", "is not UTF-8 text")


@pytest.mark.parametrize("name", ["draft.en.md", "draft.english.md.j2", "draft.j2"])
def test_a_draft_under_a_name_that_is_never_used_is_told(tmp_path: Path, name: str) -> None:
    workspace = own_kind(tmp_path, ASKS)
    (workspace.templates / "award" / name).write_text("Words.", encoding="utf-8")
    (workspace.templates / "award" / "draft.en.md.j2~").write_text("Words.", encoding="utf-8")
    (problem,) = check_kind(workspace.templates / "award", workspace).problems
    assert (problem.path, problem.message) == (f"templates/award/{name}", "is never used")


def test_no_built_in_kind_has_a_mistake() -> None:
    assert {listed.name: listed.checked.problems for listed in list_kinds(None) if listed.checked.problems} == {}
    assert all(show_kind(None, name).builtin for name in kind_names(None))


@pytest.mark.parametrize("name", ["../escape", "Open Letter", "labels", "", "x" * 200, "con", "nul", "com1"])
def test_a_copy_needs_a_name_that_can_be_a_kinds(tmp_path: Path, name: str) -> None:
    workspace = Workspace(tmp_path / "office")
    workspace.templates.mkdir(parents=True)
    with pytest.raises(BadInput, match="is no name for a kind"):
        copy_kind(workspace, "statement", name)
    assert list(workspace.templates.iterdir()) == []
    assert not (tmp_path / "escape").exists()


@pytest.mark.parametrize(
    "draft",
    ["{{ 'a' * 3000000000 }}", "{{ 9 ** 9 ** 9 }}", "{{ [1] * 999999999 }}", "{% for n in range(9999) %}{% endfor %}"],
)
def test_a_draft_that_would_fill_the_memory_is_looked_over_and_refused_at_once(tmp_path: Path, draft: str) -> None:
    assert problems_of(tmp_path, en=draft) == ()
    with pytest.raises((SecurityError, ValueError)):
        draft_environment("en", finalize=lambda value: value).from_string(draft).render()


def test_numbers_are_multiplied(tmp_path: Path) -> None:
    assert draft_environment("en", finalize=lambda value: value).from_string("{{ 6 * 7 }}").render() == "42"


def test_a_kind_file_of_brackets_without_end_is_refused_in_words(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, toml="a = " + "[" * 5000 + "]" * 5000)
    assert "nested too deeply" in problem.message


def test_of_a_copy_that_a_full_disk_stopped_nothing_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = Workspace(tmp_path)
    workspace.templates.mkdir()

    def full(path: Path, data: bytes) -> None:
        if path.name == "draft.ru.md.j2":
            raise Incomplete(f"{path} cannot be written: no space left on the device")
        path.write_bytes(data)

    monkeypatch.setattr("pressctl.workflow.office.kinds.write_atomically", full)
    with pytest.raises(Incomplete, match="no space left"):
        copy_kind(workspace, "statement", "open-letter")
    assert list(workspace.templates.iterdir()) == []


def test_a_copy_has_a_title_of_its_own_and_is_otherwise_the_same(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    workspace.templates.mkdir()
    assert copy_kind(workspace, "statement", "open-letter") == "templates/open-letter"
    copied, original = load_kind(workspace, "open-letter"), load_kind(None, "statement")
    assert copied.title == "Open letter"
    assert (copied.questions, copied.requires, copied.languages) == (
        original.questions, original.requires, original.languages,
    )  # fmt: skip
