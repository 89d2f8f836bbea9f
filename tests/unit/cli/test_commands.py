"""The table of commands says what the commands say of themselves."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import typer
import typer.core

from pressctl.cli.commands import COMMANDS, Entry, load
from pressctl.cli.review.commands import COMMANDS as REVIEW

NAMES = [entry.name for entry in COMMANDS]


@pytest.mark.parametrize("entry", [*COMMANDS, *REVIEW], ids=[*NAMES, *(f"review {entry.name}" for entry in REVIEW)])
def test_a_summary_is_the_first_line_of_the_commands_own_help(entry: Entry) -> None:
    command = load(entry)
    assert command.name == entry.name
    assert command.get_short_help_str(200) == entry.summary


def test_a_summary_fits_on_its_line_at_eighty_columns() -> None:
    longest = max(map(len, NAMES))
    assert all(longest + 4 + len(entry.summary) <= 78 for entry in COMMANDS)


@pytest.mark.parametrize(
    "entry", [entry for entry in COMMANDS if isinstance(load(entry), typer.core.TyperGroup)], ids=str
)
def test_a_summary_in_a_room_is_not_cut_at_eighty_columns(entry: Entry) -> None:
    group = load(entry)
    assert isinstance(group, typer.core.TyperGroup)
    within = {name: group.get_command(typer.Context(group), name) for name in group.list_commands(typer.Context(group))}
    room = 78 - 4 - max(map(len, within))
    assert [name for name, command in within.items() if command and "..." in command.get_short_help_str(room)] == []


def test_help_and_version_load_no_command() -> None:
    asking = (
        "import sys; from pressctl.cli.main import app\n"
        "try: app([sys.argv[1]])\n"
        "except SystemExit: pass\n"
        "print('LOADED', [name for name in sys.modules if name.startswith('pressctl.cli.')])"
    )
    for option in ("--help", "--version"):
        made = subprocess.run(
            [sys.executable, "-c", asking, option], capture_output=True, encoding="utf-8", check=True, timeout=30
        )
        loaded = made.stdout.partition("LOADED")[2]
        assert "pressctl.cli.commands" in loaded
        assert not [entry.module for entry in COMMANDS if f"pressctl.cli.{entry.module}'" in loaded]


def test_a_misspelt_command_is_answered_with_the_one_that_was_meant() -> None:
    made = subprocess.run(
        [sys.executable, "-m", "pressctl", "exprot"], capture_output=True, encoding="utf-8", check=False, timeout=30
    )
    assert made.returncode == 2
    assert "did you mean pressctl export?" in made.stderr


def test_a_check_of_a_document_loads_nothing_that_it_does_not_use(tmp_path: Path) -> None:
    document = tmp_path / "release.txt"
    document.write_text("Trust opens a centre\n\nElm, 3 March 2031 – The Trust opened it. “Come,” said Ada Quill.\n")
    asking = (
        "import sys; from pressctl.cli.main import app\n"
        "try: app(['check', '--exit-zero', sys.argv[1]])\n"
        "except SystemExit: pass\n"
        "print('LOADED', *sys.modules)"
    )
    made = subprocess.run(
        [sys.executable, "-c", asking, str(document)],
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
        cwd=tmp_path,
    )
    loaded = set(made.stdout.partition("LOADED")[2].split())
    assert "pressctl.source.anatomy.quotations" in loaded
    dear = {"pydantic", "babel", "yaml", "lxml", "email_validator", "rapidfuzz", "rich", "ssl", "multiprocessing"}
    assert not loaded & {*dear, "pressctl.model.release", "pressctl.model.text", "html.entities"}
