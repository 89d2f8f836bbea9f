"""Files written whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from pressctl.errors import BadInput, Incomplete
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
