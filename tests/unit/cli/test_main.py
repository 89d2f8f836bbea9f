"""The one boundary: what cannot be written to standard output ends in a sentence, too."""

from __future__ import annotations

import errno
import io
import json
import subprocess
import sys
from collections.abc import Callable

import pytest

from pressctl.__main__ import main
from pressctl.cli.boundary import within_bounds
from pressctl.cli.interrupt import interrupt


class FullDisk(io.StringIO):
    """A standard output that was sent to a file on a full disk."""

    def __init__(self, *, at_once: bool) -> None:
        super().__init__()
        self.at_once = at_once

    def write(self, text: str) -> int:
        if self.at_once:
            raise OSError(errno.ENOSPC, "No space left on device")
        return len(text)

    def flush(self) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("at_once", [True, False])
def test_a_full_disk_under_the_output_is_told_of(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], at_once: bool
) -> None:
    monkeypatch.setattr("sys.stdout", FullDisk(at_once=at_once))
    monkeypatch.setattr("sys.argv", ["pressctl", "help"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 5
    assert "the output cannot be written: no space left on device" in capsys.readouterr().err


def test_without_any_output_a_command_still_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", None)
    monkeypatch.setattr("sys.stderr", None)
    monkeypatch.setattr("sys.argv", ["pressctl", "help"])
    with pytest.raises(SystemExit) as ended:
        main()
    sys.stdout.close()
    sys.stderr.close()
    assert not ended.value.code


def test_a_page_of_the_guide_as_json(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["pressctl", "help", "embargo", "--json"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert not ended.value.code
    page = json.loads(capsys.readouterr().out)
    assert (page["version"], page["topic"]) == (1, "embargo")
    assert page["text"].startswith("# Embargo")


def test_a_command_has_no_json_of_its_help(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["pressctl", "help", "send", "--json"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "pressctl send --help" in capsys.readouterr().err


def test_nothing_is_collected_once_more_when_the_process_ends() -> None:
    code = (
        "import gc, sys; sys.argv = ['pressctl', '--version']; from pressctl.__main__ import main\n"
        "try:\n    main()\nfinally:\n    print(gc.get_freeze_count() > 1000)"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert ended.stdout.splitlines()[-1] == "True"


def test_ctrl_c_while_the_libraries_are_read_ends_without_a_traceback() -> None:
    code = (
        "import sys\n"
        "class Pressed:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'typer': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Pressed()); sys.argv = ['pressctl', '--version']\n"
        "from pressctl.__main__ import main\n"
        "main()\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert (ended.returncode, ended.stderr) == (130, "")


@pytest.mark.parametrize("work", [interrupt, lambda: sys.exit(130)])  # outside of typer, and inside
def test_after_ctrl_c_at_a_question_the_shell_begins_on_its_own_line(
    monkeypatch: pytest.MonkeyPatch, work: Callable[[], object]
) -> None:
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr("sys.stderr", terminal)
    with pytest.raises(SystemExit) as ended:
        within_bounds(work)
    assert (ended.value.code, terminal.getvalue()) == (130, "\n")
