"""The built wheel, installed alone elsewhere: its templates travel with it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and unpack it into a folder of its own."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run(
        [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)],
        check=True,
        timeout=120,
    )
    (wheel,) = folder.glob("*.whl")
    subprocess.run(
        [*pip, "install", "--no-deps", "--target", str(folder / "site"), str(wheel)], check=True, timeout=120
    )
    return folder / "site"


def pressctl(site: Path, folder: Path, *arguments: str) -> str:
    """Run the installed package, not the checkout: the unpacked wheel comes first on the path."""
    ended = subprocess.run(
        [sys.executable, "-m", "pressctl", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(site), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


@pytest.mark.proof
def test_the_wheel_is_what_runs(installed: Path, tmp_path: Path) -> None:
    code = "import pressctl, pressctl.config.templates as t; print(pressctl.__file__); print(t.builtin_templates())"
    ended = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    package, templates = ended.stdout.split()
    assert Path(package).is_relative_to(installed)
    assert Path(templates).is_relative_to(installed)


@pytest.mark.proof
def test_the_whole_arc_works_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    pressctl(installed, tmp_path, "init", "office")
    office = tmp_path / "office"
    answers = ROOT / "templates" / "sample" / "joint-event.answers.yaml"
    pressctl(
        installed, office, "new", "joint-event", "--answers", str(answers), "--set", "headline=A second conference"
    )
    pressctl(installed, office, "export", "a-second", "--format", "docx,html,txt,eml")
    out = pressctl(installed, office, "send", "a-second", "--to", "all")
    assert "Nothing has been sent." in out
    assert list((office / "releases").glob("*a-second-conference/out/*.docx"))
    assert list((office / "outbox").rglob("*.eml"))
