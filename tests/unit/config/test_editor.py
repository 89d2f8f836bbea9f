"""The editor that a person has named."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressctl.config.editor import named_editor


@pytest.fixture
def program(tmp_path: Path) -> Path:
    folder = tmp_path / "Program Files"
    folder.mkdir()
    path = folder / "edit.exe"
    path.write_text("#!/bin/sh\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("windows", [True, False])
def test_a_path_with_spaces_needs_no_quotation_marks_and_may_have_them(program: Path, windows: bool) -> None:
    assert named_editor({"EDITOR": str(program)}, windows=windows) == [str(program)]
    assert named_editor({"EDITOR": f'"{program}" -w'}, windows=windows) == [str(program), "-w"]
