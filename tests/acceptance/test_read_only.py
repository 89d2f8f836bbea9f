"""Reading commands on a read-only disk: a mounted backup must show what was sent."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.acceptance.conftest import Ended, PressOffice

WRAPPED = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && cd "$1" && shift && exec "$@"'


def read_only(office: PressOffice, *arguments: str) -> Ended:
    """Run a command where the workspace is mounted read-only, for it alone."""
    command = ["unshare", "-rm", "sh", "-c", WRAPPED, "sh", str(office.root)]
    ended = subprocess.run(
        [*command, sys.executable, "-m", "pressctl", *arguments],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        timeout=120,
        check=False,
    )
    assert "Traceback" not in ended.stderr, ended.stderr
    return Ended(ended.returncode, ended.stdout, ended.stderr)


@pytest.fixture
def sent(office: PressOffice) -> PressOffice:
    """Return an office that has rehearsed its sample release, where this machine can mount it read-only."""
    office.without_copies()
    assert office.run("send", "six", "--to", "all", "--yes").code == 0
    try:
        ended = read_only(office, "--version")
    except FileNotFoundError:
        pytest.skip("no unshare: a folder is mounted read-only on Linux alone")
    if ended.code != 0:
        pytest.skip(f"may not mount here: {ended.err}")
    return office


READING = (("log", "six"), ("log",), ("log", "--verify"), ("list",), ("show", "six"), ("contacts", "check", "--json"))


@pytest.mark.proof
def test_a_read_only_workspace_is_read_as_any_other(sent: PressOffice) -> None:
    before = sorted(path.name for path in sent.root.iterdir())
    for arguments in READING:
        expected = sent.run(*arguments)
        ended = read_only(sent, *arguments)
        assert (ended.code, ended.out) == (expected.code, expected.out), ended.err
    assert sorted(path.name for path in sent.root.iterdir()) == before


def test_what_a_killed_process_left_in_the_log_is_read(sent: PressOffice, tmp_path: Path) -> None:
    database = sent.root / "pressctl.db"
    kept = tmp_path / "kept"
    kept.mkdir()
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    connection.execute("UPDATE attempt SET reply = 'only in the log'")
    for name in ("pressctl.db", "pressctl.db-wal"):
        shutil.copy(sent.root / name, kept / name)
    connection.close()
    database.unlink()
    for file in kept.iterdir():
        shutil.copy(file, sent.root / file.name)
    ended = read_only(sent, "log", "six", "--json")
    assert ended.code == 0, ended.err
    assert "only in the log" in ended.out


def test_what_would_need_writing_says_so(sent: PressOffice) -> None:
    with closing(sqlite3.connect(sent.root / "pressctl.db")) as connection, connection:
        connection.execute("PRAGMA user_version = 0")
    connection.close()
    ended = read_only(sent, "log", "six")
    assert ended.code == 3
    assert "older pressctl" in ended.err
    assert "copy the workspace" in ended.err


def test_writing_commands_still_say_that_they_cannot(sent: PressOffice) -> None:
    ended = read_only(sent, "contacts", "suppress", "who@else.example", "--why", "asked")
    assert ended.code == 3
    assert "pressctl.db" in ended.err
