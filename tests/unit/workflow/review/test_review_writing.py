"""Rows, moves, formatting, titles on file: what an editor did in Word, and the very lines of the source that differ."""

from __future__ import annotations

import difflib
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pressctl.config.load import load_config
from pressctl.config.workspace import Workspace
from pressctl.model.merging import Standing
from pressctl.model.moment import Moment
from pressctl.review.merge import merge
from pressctl.review.read import read
from pressctl.review.registry import parse_registry
from pressctl.workflow.desk import Desk
from pressctl.workflow.opening import open_release
from pressctl.workflow.review.copies import CopyOrder, make_copy
from pressctl.workflow.review.today import today_of
from pressctl.workflow.review.writing import Writing
from tests.tracked import Editor

ROOT = Path(__file__).parents[4]
NOW = Moment(datetime(2026, 1, 1, tzinfo=UTC), "Asia/Baku")
TABLE = (
    "\n| Day | What |\n|---|---|\n| Monday | Opening |\n| Mittwoch | Groups |\n| Friday | End |\n\nThe *very* last.\n"
)


class Back:
    """What came back, merged and written."""

    def __init__(self, desk: Desk, slug: str, language: str, steps: tuple[Callable[[Editor], Editor], ...]) -> None:
        opened = open_release(desk.workspace, desk.config, slug)
        today = today_of(opened, language, NOW)
        copy = make_copy(desk, opened, CopyOrder(language))
        editor = Editor(copy.content)
        for step in steps:
            step(editor)
        registry = parse_registry(copy.path.with_suffix(".json").read_bytes(), "registry")
        self.merged = merge([read(editor.saved(), copy.content, registry, name="back.docx")], today.units)
        writing = Writing(opened, today.units, today.homes, dict(today.sources))
        writing.write([edit for each in self.merged.proposals if each.free for edit in each.edits])
        self.refused = [each.why for each in writing.refused]
        self.by_hand = [each.why for each in self.merged.proposals if each.standing is Standing.BY_HAND]
        self.lines = [
            line
            for shown, source in writing.sources.items()
            for line in difflib.unified_diff(
                today.sources[shown].text.split("\n"), source.text.split("\n"), n=0, lineterm=""
            )
            if not line.startswith(("---", "+++", "@@"))
        ]


Review = Callable[..., Back]


@pytest.fixture
def review(tmp_path: Path) -> Review:
    """Return what sends a copy of the joint event out and brings it back edited."""
    for name in ("pressctl.toml", "templates"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    sample = next((ROOT / "releases").glob("2018-10-30-*"))
    shutil.copytree(sample, tmp_path / "releases" / sample.name, ignore=shutil.ignore_patterns("review", "out"))
    path = tmp_path / "releases" / sample.name / "en.md"
    path.write_text(path.read_text(encoding="utf-8") + TABLE, encoding="utf-8")
    workspace = Workspace(tmp_path)
    desk = Desk(workspace, load_config(workspace.config_file), lambda: NOW, "Nigar Example", {})
    return lambda *steps, language="en": Back(desk, sample.name, language, steps)


def test_rows_come_and_go(review: Review) -> None:
    back = review(
        lambda e: e.row_out("Mittwoch"), lambda e: e.row_out("Monday"), lambda e: e.row_after("Friday", "Sunday", "a|b")
    )
    assert back.refused == []
    assert back.lines == ["-| Monday | Opening |", "-| Mittwoch | Groups |", "+| Sunday | a\\|b |"]


def test_a_cell_is_written_in_its_row(review: Review) -> None:
    assert review(lambda e: e.write("Groups", "Three | groups")).lines == [
        "-| Mittwoch | Groups |",
        "+| Mittwoch | Three \\| groups |",
    ]


def test_a_paragraph_that_is_moved_keeps_its_stress(review: Review) -> None:
    back = review(lambda e: e.move("The very last.", "The meeting falls on an anniversary"))
    assert back.lines == ["+The *very* last.", "+", "-The *very* last.", "-"]


def test_bold_is_taken_over_and_the_look_of_a_heading_is_not(review: Review) -> None:
    assert review(lambda e: e.format("very last", "b")).lines == ["-The *very* last.", "+The ***very* last**."]
    back = review(lambda e: e.format("Mittwoch", "strike"))
    assert back.lines == []
    assert "layout" in back.refused[0]


def test_a_title_on_file_is_changed_there_and_a_translation_gets_its_own(review: Review) -> None:
    (gone, put) = review(lambda e: e.write("Chair of the Committee", "Head of the Committee")).lines
    assert gone.startswith('-title = { en = "Chair of the Committee')
    assert put.startswith('+title = { en = "Head of the Committee')
    title = "председатель комитета"
    back = review(lambda e: e.write(title, "глава комитета"), language="ru")
    assert back.lines == ["+  speakers[1].title: глава комитета по правовой политике и государственному строительству"]


def test_a_date_is_for_the_hand_with_its_place(review: Review) -> None:
    back = review(lambda e: e.write("30 October 2018 –", "31 October 2018 –"))
    assert back.lines == []
    assert len(back.by_hand) == 1
    assert back.by_hand[0].startswith("dateline.date in releases/")
    assert back.by_hand[0].endswith("en.md:9")


def test_a_place_in_a_translation_is_its_label(review: Review) -> None:
    back = review(lambda e: e.write("Bakı, 30 oktyabr", "Gəncə, 30 oktyabr"), language="az")
    assert back.lines == ["-  dateline.place: Bakı", "+  dateline.place: Gəncə"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Six organizations join forces", "Baku: Six organizations join forces"),
        ("against human trafficking", "against human trafficking # now"),
        ("Six organizations", "'Six' organizations"),
    ],
)
def test_a_headline_that_needs_quotation_marks_in_the_file_gets_them(review: Review, old: str, new: str) -> None:
    whole = "Six organizations join forces in Baku against human trafficking"
    back = review(lambda e: e.write(old, new))
    assert back.refused == []
    assert back.lines == [f"-headline: {whole}", f'+headline: "{whole.replace(old, new)}"']
