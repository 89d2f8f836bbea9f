"""What Tab offers in a shell, asked as a shell asks it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.acceptance.conftest import PressOffice


def offered(folder: Path, line: str) -> list[str]:
    """Return what fish would show behind `line`: the word, a tab, what it is."""
    asking = {
        "_PRESSCTL_COMPLETE": "complete_fish",
        "_TYPER_COMPLETE_ARGS": line,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "PYTHONIOENCODING": "utf-8",
    }
    calling = "import sys; sys.argv = ['pressctl']; from pressctl.__main__ import main; main()"
    made = subprocess.run(
        [sys.executable, "-c", calling],
        cwd=folder,
        env={**os.environ, **asking},
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    assert made.stderr == ""
    return made.stdout.split("\n")[:-1] if made.stdout.strip() else []


@pytest.mark.parametrize(
    ("line", "word", "what"),
    [
        ("pressctl show six", "six-organizations", "Six organizations join forces"),
        pytest.param("pressctl log 2018", "2018-10-30-six", "Six organizations join forces", marks=pytest.mark.proof),
        ("pressctl send six --to ", "all", "everybody"),
        ("pressctl send six --to received:", "received:six-organizations", "Six organizations"),
        ("pressctl contacts list -s ", "az-media", "country =="),
        pytest.param("pressctl contacts suppress ", "@", "", marks=pytest.mark.proof),
        pytest.param("pressctl variant six r", "ru", "", marks=pytest.mark.proof),
        ("pressctl new med", "media-advisory", "Media advisory"),
        ("pressctl contacts show ", "@", ""),
        ("pressctl vari", "variant", ""),
    ],
)
def test_what_is_offered(office: PressOffice, line: str, word: str, what: str) -> None:
    found = offered(office.root, line)
    assert any(word in each.split("\t")[0] and what in each for each in found), found


def test_outside_a_workspace_and_in_a_broken_one_it_is_silent(tmp_path: Path, office: PressOffice) -> None:
    assert offered(tmp_path, "pressctl show s") == []
    (office.root / "pressctl.toml").write_text("office = 1", encoding="utf-8")
    (office.root / "contacts.csv").write_text("nothing", encoding="utf-8")
    assert [line.split("\t")[0] for line in offered(office.root, "pressctl send six --to ")] == ["all"]
    assert offered(office.root, "pressctl variant six r") == []


def test_the_workspace_named_on_the_line_is_asked(tmp_path: Path, office: PressOffice) -> None:
    assert offered(tmp_path, f"pressctl -w {office.root} show six")
