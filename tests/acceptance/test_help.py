"""`pressctl help`: the guide in the terminal."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from pressctl.cli.commands import COMMANDS
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
    assert max(map(len, text.splitlines())) <= 160


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_a_page_names_commands_that_there_are(page: Topic) -> None:
    known = {entry.name for entry in COMMANDS}
    named = set(re.findall(r"(?:`|^ {4})pressctl\s+([a-z][a-z-]+)", page.text, re.MULTILINE))
    assert named - known == set()


def test_links_between_pages_lead_somewhere() -> None:
    for page in sorted(Path("docs").rglob("*.md")):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page}: {target}"
