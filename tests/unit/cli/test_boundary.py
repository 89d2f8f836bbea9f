"""The one boundary of errors: what a system refuses is told in a person's words."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pressctl.cli.boundary import within_bounds
from pressctl.errors import ExitCode


@pytest.mark.skipif(sys.platform == "win32", reason="Windows says that there is no such file")
def test_a_name_that_no_file_can_have_is_no_bug(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        within_bounds((tmp_path / ("Six organizations join forces " * 12)).stat)
    assert ended.value.code == ExitCode.BAD_INPUT
    assert '"Six organizations join forces' in capsys.readouterr().err
