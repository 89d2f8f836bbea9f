"""The record opened for reading alone: nothing is changed, nothing is left behind."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from pressctl.errors import BadInput
from pressctl.store.record.opening import _uri, open_record, open_to_read


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with (
        open_record(tmp_path / "pressctl.db", clock=lambda: datetime(2018, 10, 30, tzinfo=UTC)) as record,
        record.transaction("Nino Example") as change,
    ):
        change.event("tried")
    return tmp_path / "pressctl.db"


def test_a_reader_sees_everything_and_leaves_no_file_behind(path: Path) -> None:
    before = path.read_bytes()
    with open_to_read(path) as record:
        assert record.receipt().events == 1
    assert [file.name for file in path.parent.iterdir()] == ["pressctl.db"]
    assert path.read_bytes() == before


def test_a_reader_cannot_write(path: Path) -> None:
    with open_to_read(path) as record, pytest.raises(BadInput), record.transaction("Nino Example") as change:
        change.run("add_hmac_key", id="a", purpose="b", secret=b"", created_at="")


def test_a_reader_sees_what_a_writer_has_not_yet_moved_out_of_the_log(path: Path) -> None:
    with open_record(path, clock=lambda: datetime(2018, 10, 30, tzinfo=UTC)) as writer:
        with writer.transaction("Nino Example") as change:
            change.event("tried")
        with open_to_read(path) as reader:
            assert reader.receipt().events == 2


def test_a_reader_refuses_a_newer_record_and_another_programs_file(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE t (a)")
    connection.close()
    with pytest.raises(BadInput, match="another program"), open_to_read(other):
        pass
    with closing(sqlite3.connect(path)) as newer, newer:
        newer.execute("PRAGMA user_version = 99")
    with pytest.raises(BadInput, match="newer pressctl"), open_to_read(path):
        pass


def test_an_empty_file_is_brought_up_to_date_where_it_may_be_written(tmp_path: Path) -> None:
    (tmp_path / "pressctl.db").touch()
    with open_to_read(tmp_path / "pressctl.db") as record:
        assert record.receipt().events == 0


def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "pressctl.db"
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(BadInput, match="not a record"), open_to_read(path):
        pass


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (PureWindowsPath(r"\\server\press office\pressctl.db"), "file:////server/press%20office/pressctl.db?mode=rw"),
        (PureWindowsPath(r"C:\Büro\pressctl.db"), "file:///C:/B%C3%BCro/pressctl.db?mode=rw"),
        (PurePosixPath("/home/a?b/pressctl.db"), "file:///home/a%3Fb/pressctl.db?mode=rw"),
    ],
)
def test_a_record_on_a_server_has_no_host_in_its_uri(path: PurePath, uri: str) -> None:
    assert _uri(path, "mode=rw") == uri


def test_sqlite_takes_the_uri_of_a_path_that_begins_with_a_server(path: Path) -> None:
    uri = _uri(PurePosixPath(f"/{path}"), "mode=ro")
    assert uri.startswith("file:////")
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        assert connection.execute("SELECT count(*) FROM event").fetchone() == (1,)
