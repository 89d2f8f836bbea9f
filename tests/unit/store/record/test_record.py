"""The record: opening, chain, verification, versions, do-not-mail."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from pressctl.errors import BadInput, Incomplete, Refused
from pressctl.model.delivery import Receipt
from pressctl.store.people.suppressions import is_suppressed, lift, suppress
from pressctl.store.record import opening
from pressctl.store.record.chain import GENESIS, EventRow, link
from pressctl.store.record.database import Database
from pressctl.store.record.opening import open_record
from pressctl.store.record.reading import events_of, verify
from pressctl.store.record.versions import editions, freeze, save_snapshot, snapshot, versions
from tests.unit.store.conftest import ACTOR, TestClock, a_release


def write(record: Database, *batches: int) -> None:
    for size in batches:
        with record.transaction(ACTOR) as change:
            for number in range(size):
                change.event("noted", release_id="r", data={"n": number})


@contextmanager
def tampering(record: Database) -> Iterator[sqlite3.Connection]:
    """Open the file past pressctl, without the triggers that guard it."""
    connection = sqlite3.connect(record.path)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    yield connection
    connection.commit()
    connection.close()


def rechain(connection: sqlite3.Connection) -> None:
    """Do what a clever forger does: compute the whole chain anew."""
    previous = GENESIS
    for number, first, last in connection.execute("SELECT number, first_event, last_event FROM chain").fetchall():
        rows = connection.execute(
            "SELECT number, at, actor, type, release_id, plan_id, delivery_id, recipient_id, data FROM event "
            "WHERE number BETWEEN ? AND ? ORDER BY number",
            (first, last),
        ).fetchall()
        digest = link(previous, [EventRow(*row) for row in rows])
        connection.execute("UPDATE chain SET previous = ?, hash = ? WHERE number = ?", (previous, digest, number))
        previous = digest


def test_an_honest_record_verifies_and_says_what_it_cannot_prove(record: Database) -> None:
    assert verify(record).ok
    write(record, 1, 3)
    receipt = record.receipt()
    write(record, 2)
    plain, proved = verify(record), verify(record, receipt.head)
    assert (plain.ok, plain.events, plain.head_found) == (True, 6, None)
    assert "cut off" in plain.unproved[0]
    assert (proved.ok, proved.head_found, proved.head_event, proved.unproved) == (True, True, 4, ())


def test_sqlite_itself_refuses_to_rewrite(record: Database) -> None:
    write(record, 1)
    with closing(sqlite3.connect(record.path)) as connection, connection:
        for statement in (
            "UPDATE event SET at = ''",
            "DELETE FROM event",
            "UPDATE chain SET at = ''",
            "DELETE FROM chain",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(statement)
    connection.close()


@pytest.mark.parametrize(
    ("forgery", "event"),
    [
        ("UPDATE event SET actor = 'Somebody Else' WHERE number = 3", 2),
        ("UPDATE event SET data = '{}' WHERE number = 2", 2),
        ("DELETE FROM event WHERE number = 3", 3),
        ("DELETE FROM event WHERE number = 1", 1),
        ("UPDATE event SET number = CASE number WHEN 3 THEN -4 WHEN 4 THEN -3 ELSE number END", 3),
        (
            "INSERT INTO event (number, at, actor, type, data) VALUES (9, '', '', 'noted', '{}')",
            9,
        ),
        ("INSERT INTO event (number, at, actor, type, data) VALUES (-9, '', '', 'noted', '{}')", 1),
        ("DELETE FROM chain WHERE number = 2", 5),
        ("UPDATE chain SET hash = 'x' WHERE number = 1", 1),
    ],
)
def test_a_forgery_in_the_middle_is_found(record: Database, forgery: str, event: int) -> None:
    write(record, 1, 3, 1)
    with tampering(record) as connection:
        connection.execute(forgery)
    result = verify(record)
    assert not result.ok
    assert event in {fault.event for fault in result.faults}


def test_events_that_changed_places_are_found(record: Database) -> None:
    write(record, 1, 3, 1)
    with tampering(record) as connection:
        connection.execute("UPDATE event SET number = -3 WHERE number = 3")
        connection.execute("UPDATE event SET number = 3 WHERE number = 4")
        connection.execute("UPDATE event SET number = 4 WHERE number = -3")
    assert [fault.event for fault in verify(record).faults] == [2]


def test_a_record_that_was_cut_off_is_found_with_a_head_only(record: Database) -> None:
    write(record, 1, 2, 1)
    head = record.receipt().head
    with tampering(record) as connection:
        connection.execute("DELETE FROM chain WHERE number = 3")
        connection.execute("DELETE FROM event WHERE number = 4")
    assert verify(record).ok
    result = verify(record, head)
    assert (result.ok, result.head_found) == (False, False)
    assert "cut off or rewritten" in result.faults[0].message


def test_a_rebuilt_tail_is_found_with_a_head_only(record: Database) -> None:
    write(record, 1, 2, 1)
    early, head = verify(record).head, record.receipt().head
    assert early == head
    with tampering(record) as connection:
        connection.execute("UPDATE event SET actor = 'Somebody Else' WHERE number = 3")
        rechain(connection)
    assert verify(record).ok
    assert not verify(record, head).ok


def test_a_head_behind_a_forgery_vouches_for_nothing(record: Database) -> None:
    write(record, 1, 2, 1)
    head = record.receipt().head
    with tampering(record) as connection:
        connection.execute("UPDATE event SET actor = 'Somebody Else' WHERE number = 2")
    assert verify(record, head).head_found is False


def test_a_failed_change_leaves_neither_rows_nor_events(record: Database) -> None:
    def fail() -> None:
        with record.transaction(ACTOR) as change:
            change.event("noted")
            suppress(change, "a@example.org", reason="asked")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert record.receipt() == Receipt(GENESIS, 0)
    assert is_suppressed(record, ["a@example.org"]) == frozenset()


def test_a_version_advances_only_with_its_text(record: Database, clock: TestClock) -> None:
    def frozen(headline: str, phone: str) -> int:
        with record.transaction(ACTOR) as change:
            return freeze(change, a_release(headline, phone), reason="send", at=clock(), actor=ACTOR)

    assert [frozen("One", "1"), frozen("One", "1"), frozen("Two", "1"), frozen("Two", "2")] == [1, 1, 2, 3]
    release = a_release()
    history = versions(record, release.id)
    assert [version.number for version in history] == [1, 2, 3]
    (second,), (third,) = editions(record, release.id, 2), editions(record, release.id, 3)
    assert second.digest == third.digest, "a corrected phone number voids no approval"
    assert '"headline":"Two"' in (snapshot(record, third.snapshot) or "")
    assert events_of(record, release.id)[0].type == "frozen"


def test_snapshots_are_kept_once_by_digest(record: Database) -> None:
    with record.transaction(ACTOR) as change:
        digest = save_snapshot(change, {"headline": "Bakı", "body[1]": "…"})
        assert save_snapshot(change, {"body[1]": "…", "headline": "Bakı"}) == digest
    assert snapshot(record, digest) == '{"body[1]":"…","headline":"Bakı"}'
    assert snapshot(record, "pc1:none") is None


def test_do_not_mail_is_a_keyed_hash_that_can_be_lifted(record: Database) -> None:
    with record.transaction(ACTOR) as change:
        assert suppress(change, "sentinel@example.org", reason="asked by telephone")
        assert not suppress(change, "sentinel@example.org", reason="again")
    assert is_suppressed(record, ["sentinel@example.org", "b@example.org"]) == {"sentinel@example.org"}
    with record.transaction(ACTOR) as change:
        assert lift(change, "sentinel@example.org", reason="asked to be back")
        assert not lift(change, "sentinel@example.org", reason="twice")
    assert is_suppressed(record, ["sentinel@example.org"]) == frozenset()
    with record.transaction(ACTOR) as change:
        assert suppress(change, "sentinel@example.org", reason="asked again")
    record.close()
    assert b"sentinel" not in b"".join(file.read_bytes() for file in record.path.parent.iterdir())


def test_the_file_is_private_and_durable(record: Database) -> None:
    connection = record._connection
    assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert connection.execute("PRAGMA synchronous").fetchone()[0] == 2
    assert connection.execute("PRAGMA foreign_keys").fetchone()[0] == 1
    if os.name == "posix":
        assert {file.stat().st_mode & 0o777 for file in record.path.parent.iterdir()} == {0o600}


def test_a_record_opens_again(record: Database, clock: TestClock) -> None:
    write(record, 1)
    with open_record(record.path, clock=clock) as again:
        assert again.receipt() == record.receipt()


def test_a_new_record_is_made_by_many_at_once(tmp_path: Path, clock: TestClock) -> None:
    program = (
        "import sys; from datetime import UTC, datetime; from pathlib import Path\n"
        "from pressctl.store.record.opening import open_record\n"
        "sys.stdin.readline()\n"
        "with open_record(Path(sys.argv[1]), clock=lambda: datetime.now(UTC)) as record:\n"
        "    with record.transaction('x') as change: change.event('noted')\n"
    )
    path = tmp_path / "pressctl.db"
    crowd = [
        subprocess.Popen([sys.executable, "-c", program, str(path)], stdin=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    for process in crowd:
        assert process.stdin is not None
        process.stdin.write(b"go\n")
        process.stdin.flush()
    errors = [process.communicate(timeout=120)[1] for process in crowd]
    assert [process.returncode for process in crowd] == [0] * 4, errors
    with open_record(path, clock=clock) as record:
        assert verify(record).events == 4


def test_a_newer_record_is_refused_not_guessed_at(record: Database, clock: TestClock) -> None:
    record._connection.execute("PRAGMA user_version = 99")
    with pytest.raises(BadInput, match="newer pressctl"), open_record(record.path, clock=clock):
        pass


def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path, clock: TestClock) -> None:
    path = tmp_path / "pressctl.db"
    path.write_text("not a database at all, " * 100, encoding="utf-8")
    with pytest.raises(BadInput, match="not a record"), open_record(path, clock=clock):
        pass
    assert path.read_text(encoding="utf-8").startswith("not a database")


def test_another_programs_database_is_left_alone(tmp_path: Path, clock: TestClock) -> None:
    path = tmp_path / "pressctl.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE theirs (a)")
    connection.close()
    with pytest.raises(BadInput, match="another program"), open_record(path, clock=clock):
        pass


def test_a_missing_folder_is_bad_input(tmp_path: Path, clock: TestClock) -> None:
    with pytest.raises(BadInput, match="cannot be opened"), open_record(tmp_path / "no" / "p.db", clock=clock):
        pass


def test_a_locked_record_says_so(record: Database, clock: TestClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.05)
    with open_record(record.path, clock=clock) as other:
        record._connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(Refused, match="in use"), other.transaction(ACTOR) as change:
            change.event("noted")
        record._connection.execute("ROLLBACK")
        write(other, 1)


def test_a_full_disk_keeps_what_was_committed(record: Database) -> None:
    write(record, 1)
    before = record.receipt()
    pages = record._connection.execute("PRAGMA page_count").fetchone()[0]
    record._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Incomplete, match="no space left") as caught:
        write(record, 4000)
    assert (
        caught.value.hint == "make room and run this again; a sending goes on with --resume"
    )  # not only sendings write
    record._connection.execute("PRAGMA max_page_count = 1000000")
    assert record.receipt() == before
    write(record, 1)
    assert verify(record, before.head).ok


def test_a_read_only_record_says_so(record: Database) -> None:
    record._connection.execute("PRAGMA query_only = ON")
    with pytest.raises(BadInput, match="cannot be written"):
        write(record, 1)
