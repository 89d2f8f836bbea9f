"""The one boundary of errors: what a system refuses is told in a person's words."""

from __future__ import annotations

import io
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


@pytest.mark.parametrize(
    ("windows", "named", "written"),
    [
        (True, None, "Ə и ə".encode()),
        (True, "cp1251", b"? \xe8 ?"),
        (False, None, b"? \xe8 ?"),
    ],
)
def test_what_windows_pipes_has_the_letters_of_every_alphabet(
    monkeypatch: pytest.MonkeyPatch, windows: bool, named: str | None, written: bytes
) -> None:
    monkeypatch.setattr("pressctl.cli.boundary._WINDOWS", windows)
    monkeypatch.delenv("PYTHONIOENCODING", raising=False)
    if named:
        monkeypatch.setenv("PYTHONIOENCODING", named)
    pipe = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(pipe, encoding="cp1251"))
    within_bounds(lambda: sys.stdout.write("Ə и ə"))
    assert pipe.getvalue() == written


def test_without_any_stream_nobody_is_there_to_be_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    found: list[object] = []
    within_bounds(lambda: found.extend((sys.stdin.isatty(), sys.stdin.buffer.read(), sys.stdout.write("nobody"))))
    assert found == [False, b"", len("nobody")]
    sys.stdout.close()
    sys.stderr.close()
