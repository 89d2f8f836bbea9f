"""What a system is told, to run `pressctl work` every minute."""

from __future__ import annotations

from pathlib import Path

from pressctl.cli.sending.work_units import unit_for


def test_on_windows_no_window_comes_up_every_minute() -> None:
    told = unit_for("windows", r"C:\Press Office\.venv\Scripts\python.exe", Path("/offices/Press Office"))
    assert r'/TR "\"C:\Press Office\.venv\Scripts\pythonw.exe\" -m pressctl --workspace' in told
    assert 'Task Scheduler, "pressctl-press-office"' in told
    assert "unchanged" in unit_for("windows", "/usr/bin/unchanged", Path("/office"))
