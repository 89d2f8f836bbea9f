"""LibreOffice where it is missing, slow, broken or real: a clear message, nothing left running, a tagged PDF."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from pressctl.errors import BadInput
from pressctl.export.libreoffice import LibreOffice, find_libreoffice, libreoffice
from pressctl.frozen import replace

pytestmark = pytest.mark.skipif(os.name != "posix", reason="stands in for LibreOffice by a script")


def program(folder: Path, script: str) -> Path:
    """Write a program that stands in for LibreOffice."""
    path = folder / "soffice"
    path.write_text(f"#!{sys.executable}\nimport os, subprocess, sys, time\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def made(folder: Path, script: str, limit: float = 20.0) -> LibreOffice:
    rooms = folder / "room"
    rooms.mkdir()
    return LibreOffice(program(folder, script), rooms, dict(os.environ), limit)


def test_it_is_found_on_the_path(tmp_path: Path) -> None:
    assert find_libreoffice({"PATH": str(tmp_path)}) != tmp_path / "soffice"
    found = program(tmp_path, "")
    assert find_libreoffice({"PATH": str(tmp_path)}) == found


def test_it_is_found_where_windows_puts_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "LibreOffice" / "program" / "soffice.com"
    place.parent.mkdir(parents=True)
    place.write_bytes(b"MZ")
    assert find_libreoffice({"PATH": "", "ProgramFiles": str(tmp_path)}) == place


def test_one_that_hangs_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    note = tmp_path / "child"
    script = f"p = subprocess.Popen(['sleep', '600']); open({str(note)!r}, 'w').write(str(p.pid)); time.sleep(600)"
    office = made(tmp_path, script)
    for limit in (1, 4, 16, 64):  # so long that it has begun, on a busy machine too
        with pytest.raises(BadInput, match=f"did not finish within {limit} seconds") as caught:
            replace(office, limit=float(limit)).pdf(b"PK")
        if note.exists() and note.read_text(encoding="utf-8"):
            break
    assert "--via" in str(caught.value.hint)
    child = int(note.read_text(encoding="utf-8"))
    for _ in range(400):
        state = Path(f"/proc/{child}/stat")
        if not state.exists() or state.read_text(encoding="utf-8").split()[2] == "Z":
            return
        time.sleep(0.05)
    pytest.fail("a grandchild is still running")


def test_what_it_complained_of_is_told(tmp_path: Path) -> None:
    office = made(tmp_path, "print('source file could not be loaded'); sys.exit(1)")
    with pytest.raises(BadInput, match='made no PDF of the document: "source file could not be loaded"'):
        office.pdf(b"PK")


def test_one_that_knows_no_options_of_the_filter_is_asked_plainly(tmp_path: Path) -> None:
    script = (
        "a = sys.argv; to = a[a.index('--convert-to') + 1]\n"
        "if to == 'pdf': open(os.path.join(a[a.index('--outdir') + 1], 'document.pdf'), 'wb').write(b'%PDF-plain')"
    )
    assert made(tmp_path, script).pdf(b"PK") == b"%PDF-plain"


def test_a_program_that_cannot_be_run_is_told_of(tmp_path: Path) -> None:
    office = made(tmp_path, "")
    office.program.chmod(0o644)
    if os.access(office.program, os.X_OK):
        pytest.skip("needs file modes")
    with pytest.raises(BadInput, match="made no PDF"):
        office.pdf(b"PK")


def test_it_says_what_it_is(tmp_path: Path) -> None:
    assert made(tmp_path, "print('LibreOffice 24.8.1.2 abc')").name() == "LibreOffice 24.8.1.2"


def test_its_settings_are_its_own_and_go_afterwards() -> None:
    with libreoffice({**os.environ, "PATH": os.environ["PATH"]}) if find_libreoffice(os.environ) else _none() as office:
        folder = office.folder
        assert folder.is_dir()
    assert not folder.exists()


def _none() -> None:
    pytest.skip("LibreOffice is not installed")
