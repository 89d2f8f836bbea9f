"""A record is one line with tabs between its cells, whatever somebody wrote into a cell."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pressctl.cli.telling import records
from pressctl.cli.telling.records import write_records


@pytest.mark.parametrize("breaking", ["\t", "\n", "\r\n", "\v", "\f", "\x1b[31m", "\x85", "\u2028", "\x07", "\x7f"])
def test_what_would_break_a_cell_or_a_line_becomes_a_space(breaking: str, capsys: pytest.CaptureFixture[str]) -> None:
    write_records([(f"one{breaking}two", "three"), ("", "four")])
    written = capsys.readouterr().out
    assert [len(line.split("\t")) for line in written.splitlines()] == [2, 2]
    assert "\x1b" not in written


def test_letters_of_every_alphabet_stay_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    write_records([("Aygün", "سلمى", "Пример", "😀\u200d")])
    assert capsys.readouterr().out == "Aygün\tسلمى\tПример\t😀\u200d\n"


def test_nothing_is_written_of_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    write_records([])
    assert capsys.readouterr().out == ""


def test_no_command_joins_cells_by_itself() -> None:
    """What draws in a terminal makes spaces of tabs, so that records would come apart."""
    folder = Path(records.__file__).parents[1]
    joins = [
        path.name for path in sorted(folder.rglob("*.py")) if re.search(r"\\t\"\.join|\}\\t\{", path.read_text("utf-8"))
    ]
    assert joins == ["records.py"]
