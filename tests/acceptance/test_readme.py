"""The README's commands, run in order as a newcomer would type them."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from tests.acceptance.conftest import run

README = Path(__file__).resolve().parents[2] / "README.md"


def commands() -> list[list[str]]:
    """Return every command of the console blocks, split as a shell splits."""
    blocks = re.findall(r"```console\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    lines = [line.removeprefix("$ ") for block in blocks for line in block.splitlines() if line.startswith("$ ")]
    return [shlex.split(line) for line in lines]


def test_every_command_of_the_readme_works(tmp_path: Path) -> None:
    folder = tmp_path
    for command in commands():
        if command[0] == "cd":
            folder = folder / command[1]
            continue
        assert command[0] == "pressctl", command
        ended = run(folder, *command[1:])
        assert ended.code == 0, f"{shlex.join(command)}\n{ended.out}{ended.err}"


def test_the_readme_shows_the_main_commands() -> None:
    shown = {command[1] for command in commands() if command[0] == "pressctl"}
    assert {"init", "new", "variant", "export", "contacts", "send", "preview", "log", "list", "show"} <= shown
