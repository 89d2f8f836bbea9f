"""`pressctl help`: the guide in the terminal."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from pressctl.cli.commands import COMMANDS, load
from pressctl.workflow.guide import Topic, topics
from tests.acceptance.conftest import PressOffice

PAGES = topics()
WIDEST = max(len(page.name) for page in PAGES)


def test_the_topics_are_listed(office: PressOffice) -> None:
    listed = office.run("help").out.splitlines()
    assert {line.split("\t")[0] for line in listed} >= {"workspace", "segments", "embargo"}
    told = json.loads(office.run("help", "--json").out)
    assert [page["topic"] for page in told["topics"]] == [page.name for page in PAGES]


def test_a_page_a_command_and_a_slip(office: PressOffice) -> None:
    assert office.run("help", "segments").out.startswith("# Segments\n")
    page = office.run("help", "embargo")
    assert page.out.startswith("# Embargo\n")
    assert "pressctl embargo --help" in page.err
    assert "Cancel what has not left yet." in office.run("help", "stop").out
    slip = office.run("help", "emabrgo")
    assert slip.code == 2
    assert "pressctl help embargo" in slip.err


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_a_page_can_be_read_in_a_terminal(page: Topic) -> None:
    text = page.text
    assert re.match(r"# [^\n]+\n\n[A-Z]", text), "a title, then a paragraph"
    assert WIDEST + 2 + len(page.summary) <= 80, page.summary
    prose = [line for line in text.splitlines() if not line.startswith(("    ", "$ "))]
    assert max(map(len, prose)) <= 150


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_a_page_names_commands_that_there_are(page: Topic) -> None:
    known = {entry.name for entry in COMMANDS}
    named = set(re.findall(r"(?:`|^ {4}|^\$ )pressctl\s+([a-z][a-z-]+)", page.text, re.MULTILINE))
    assert named - known == set()


def _commands() -> Iterator[tuple[str, ...]]:
    """Yield every command that a page shows: the words behind `pressctl`, up to the end of line or code."""
    for page in PAGES:
        for line in re.findall(r"(?:`|^ {4}|^\$ )pressctl +([a-z][^`\n]*)", page.text, re.MULTILINE):
            yield tuple(shlex.split(line))


@pytest.mark.parametrize("words", sorted(set(_commands())), ids=" ".join)
def test_every_option_that_a_page_shows_exists(words: tuple[str, ...]) -> None:
    command = load(next(entry for entry in COMMANDS if entry.name == words[0]))
    if len(words) > 1 and words[1] in getattr(command, "commands", {}):
        command = command.commands[words[1]]
    known = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
    assert {word.partition("=")[0] for word in words if word.startswith("-") and word != "-"} <= known


def test_the_tutorial_runs_as_it_stands(tmp_path: Path) -> None:
    lines = re.findall(r"^\$ (.+)$", next(page for page in PAGES if page.name == "tutorial").text, re.MULTILINE)
    assert len(lines) > 15
    folder = tmp_path
    for line in lines:
        words = shlex.split(line)
        if words[0] == "cd":
            folder = folder / words[1]
            continue
        ended = PressOffice(folder, {}).run(*words[1:])
        assert ended.code == 0, f"{line}\n{ended.out}{ended.err}"
    assert list((folder / "outbox").rglob("*.eml")), "the rehearsal wrote messages"


def test_links_between_pages_lead_somewhere() -> None:
    root = Path(__file__).resolve().parents[2]
    pages = [*root.glob("*.md"), *(root / "docs").rglob("*.md"), *(root / "templates").rglob("*.md")]
    assert len(pages) > 50
    for page in pages:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page}: {target}"
