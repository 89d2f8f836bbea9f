"""Files written whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

import pytest

from pressctl.errors import BadInput, Incomplete
from pressctl.store import files
from pressctl.store.files import make_private_folder, write_atomically

posix = pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "contacts.csv"
    path.write_bytes(b"old")
    write_atomically(path, b"new\r\n")
    assert path.read_bytes() == b"new\r\n"
    assert [file.name for file in tmp_path.iterdir()] == ["contacts.csv"]


@posix
def test_a_private_file_and_folder_are_for_their_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "outbox" / "plan"
    make_private_folder(folder)
    write_atomically(folder / "0001.eml", b"x", private=True)
    assert [path.stat().st_mode & 0o777 for path in (tmp_path / "outbox", folder, folder / "0001.eml")] == [
        0o700,
        0o700,
        0o600,
    ]


@posix
def test_a_folder_that_was_there_keeps_its_rights(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared").chmod(0o755)
    make_private_folder(tmp_path / "shared")
    make_private_folder(tmp_path / "shared" / "plan")
    assert [path.stat().st_mode & 0o777 for path in (tmp_path / "shared", tmp_path / "shared" / "plan")] == [
        0o755,
        0o700,
    ]


def test_a_file_where_a_folder_should_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "outbox").touch()
    for path in (tmp_path / "outbox", tmp_path / "outbox" / "plan"):
        with pytest.raises(BadInput, match="cannot be written"):
            make_private_folder(path)


@posix
def test_an_ordinary_file_keeps_the_rights_that_it_had(tmp_path: Path) -> None:
    path = tmp_path / "en.md"
    write_atomically(path, b"x")
    assert path.stat().st_mode & 0o777 == 0o666 & ~_umask()
    path.chmod(0o640)
    write_atomically(path, b"y")
    assert path.stat().st_mode & 0o777 == 0o640


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no folder"):
        write_atomically(tmp_path / "nowhere" / "en.md", b"x")


@pytest.mark.parametrize("at", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file_and_no_part_of_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    path = tmp_path / "en.md"
    path.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(*((os, "fsync", full) if at == "fsync" else (Path, "replace", full)))
    with pytest.raises(Incomplete, match="no space left on the device"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["en.md"]


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_said_to_be_one(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(BadInput, match="read-only"):
            write_atomically(tmp_path / "en.md", b"x")
    finally:
        tmp_path.chmod(0o700)


@pytest.fixture
def on_windows(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Let files be written as on Windows; return the pauses that were made."""
    pauses: list[float] = []
    monkeypatch.setattr(files, "_WINDOWS", True)
    monkeypatch.setattr(files, "sleep", pauses.append)
    return pauses


def held(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """Refuse so many replacings as Windows does while a program has the file open."""
    replace, refusals = Path.replace, iter(range(times))

    def refusing(self: Path, target: Path) -> Path:
        if next(refusals, None) is None:
            return replace(self, target)
        raise PermissionError(errno.EACCES, "Access is denied", str(self), None, str(target))

    monkeypatch.setattr(Path, "replace", refusing)


def test_a_file_that_a_scanner_holds_for_a_moment_is_replaced_on_windows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on_windows: list[float]
) -> None:
    path = tmp_path / "contacts.csv"
    path.write_bytes(b"old")
    held(monkeypatch, 2)
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert len(on_windows) == 2


def test_a_document_that_is_open_in_word_is_named_and_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on_windows: list[float]
) -> None:
    path = tmp_path / "release_en.docx"
    path.write_bytes(b"old")
    held(monkeypatch, 99)
    with pytest.raises(BadInput, match="another program has it open") as refused:
        write_atomically(path, b"new")
    assert "Word" in (refused.value.hint or "")
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["release_en.docx"]
    assert sum(on_windows) < 2


@pytest.mark.usefixtures("on_windows")
def test_a_folder_that_may_not_be_written_is_no_open_file_on_windows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_name_is_free(**_: object) -> None:
        raise FileExistsError(errno.EEXIST, "No usable temporary file name found")

    monkeypatch.setattr(tempfile, "mkstemp", no_name_is_free)
    with pytest.raises(BadInput, match="the folder is read-only for you"):
        write_atomically(tmp_path / "contacts.csv", b"x")


@pytest.mark.usefixtures("on_windows")
def test_a_path_that_is_too_long_for_windows_is_told_with_its_length(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 150) / ("y" * 150) / "en.md"
    with pytest.raises(BadInput, match=rf"the path has {len(str(path))} characters, and Windows takes 259") as refused:
        write_atomically(path, b"x")
    assert "short path" in (refused.value.hint or "")
