"""A content waits for the record, however slow the disk is, and whatever it does not take."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pressctl.errors import Incomplete
from pressctl.model.delivery import DeliveryState
from pressctl.store.record.database import Database
from pressctl.store.sending.plans import counts
from pressctl.workflow.sending import delivering
from pressctl.workflow.sending.journal import Journal
from tests.servers.fault_server import Fault, FaultServer
from tests.servers.sendings import a_record, assert_honest, plan_for, run, smtp_to

State = DeliveryState
FAILS = 5
"""Which commit of those that know of an end finds no room: by then there are several connections."""
PEOPLE = [f"reader{number:02d}@example.com" for number in range(40)]


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Database]:
    with a_record(tmp_path / "pressctl.db") as database:
        yield database


@pytest.fixture(autouse=True)
def _several_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivering, "PER_LINK", 2)


def slow_disk(monkeypatch: pytest.MonkeyPatch, seconds: float, then: Callable[[], None] = lambda: None) -> None:
    """Let each commit take so long."""
    commit = Database._commit

    def slowly(self: Database) -> None:
        time.sleep(seconds)
        then()
        commit(self)

    monkeypatch.setattr(Database, "_commit", slowly)


def full_disk(monkeypatch: pytest.MonkeyPatch, when: Callable[[Database], bool]) -> Callable[[], None]:
    """Let a commit find no room; return what gives the disk its room again."""
    commit = Database._commit

    def full(self: Database) -> None:
        if when(self):
            self._roll_back()
            raise Incomplete("no space left on the device")
        commit(self)

    monkeypatch.setattr(Database, "_commit", full)
    return lambda: monkeypatch.setattr(Database, "_commit", commit)


def holds(record: Database, state: State) -> bool:
    """Say whether a delivery is in this state, in the change that is about to be committed."""
    row = record._connection.execute("SELECT count(*) FROM delivery WHERE state = ?", (state.value,)).fetchone()
    return bool(row[0])


def state_on_disk(path: Path, recipient: str) -> str:
    """Return what another process would find, were this one killed now."""
    connection = sqlite3.connect(path)
    try:
        (row,) = connection.execute(
            "SELECT d.state FROM delivery d JOIN recipient r ON r.id = d.recipient_id WHERE r.key = ?", (recipient,)
        )
    finally:
        connection.close()
    return str(row[0])


def test_no_content_leaves_before_the_record_holds_it_however_slow_the_disk_is(
    record: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[str] = []

    def look(phase: str, recipient: str) -> None:
        if phase == "dot":  # the whole of it has come
            found.append(state_on_disk(record.path, recipient))

    plan = plan_for(record, PEOPLE)
    slow_disk(monkeypatch, 0.02)
    server = FaultServer(on_phase=look)
    with server.running():
        assert run(record, plan, smtp_to(server.port)).counts == {State.ACCEPTED: len(PEOPLE)}
    assert found == ["sending"] * len(PEOPLE)
    assert_honest(record, server.count())


def test_stopped_while_the_disk_writes_what_has_begun_leaves_and_nothing_else(
    record: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped: list[bool] = []
    plan = plan_for(record, PEOPLE)
    commits = iter(range(1000))

    def at_the_fifth() -> None:
        if next(commits) == 5:
            stopped.append(True)

    slow_disk(monkeypatch, 0.02, at_the_fifth)
    server = FaultServer()
    with server.running():
        result = run(record, plan, smtp_to(server.port), stop=lambda: bool(stopped))
    assert result.stopped
    assert set(result.counts) == {State.ACCEPTED, State.QUEUED}
    assert_honest(record, server.count())


def test_cut_short_right_behind_a_commit_nobody_is_left_in_doubt_who_was_not_told_to_leave(
    record: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = plan_for(record, PEOPLE)
    let_leave, turns = Journal._let_leave, iter(range(1000))

    def cut(self: Journal) -> None:
        if self._leaving and next(turns) == 2:
            raise KeyboardInterrupt
        let_leave(self)

    monkeypatch.setattr(Journal, "_let_leave", cut)
    server = FaultServer()
    with server.running(), pytest.raises(KeyboardInterrupt):
        run(record, plan, smtp_to(server.port))
    now = counts(record, plan.id)
    assert now[State.QUEUED] > 0
    assert now.get(State.SENDING, 0) <= 4, "what was on its way when it was cut off"
    monkeypatch.undo()
    again = FaultServer()
    with again.running():
        run(record, plan, smtp_to(again.port))
    assert_honest(record, server.count() + again.count())


def test_a_disk_that_is_full_is_heard_before_anything_leaves(record: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = plan_for(record, PEOPLE)
    give_room = full_disk(monkeypatch, lambda database: holds(database, State.SENDING))
    server = FaultServer()
    with server.running():
        with pytest.raises(Incomplete, match="no space"):
            run(record, plan, smtp_to(server.port))
        assert not server.seen
        assert counts(record, plan.id) == {State.QUEUED: len(PEOPLE)}
        give_room()
        assert run(record, plan, smtp_to(server.port)).counts == {State.ACCEPTED: len(PEOPLE)}


@pytest.mark.parametrize("pause", [0.0, 0.3])
def test_what_was_answered_is_on_record_although_the_disk_took_only_that(
    record: Database, monkeypatch: pytest.MonkeyPatch, pause: float
) -> None:
    """The commit that says how some ended and that others begin fails; the one without the others has room.

    With a pause, the answers to every other message are still outstanding at that moment.
    """
    plan = plan_for(record, PEOPLE)
    answered = iter(range(1000))
    give_room = full_disk(monkeypatch, lambda database: holds(database, State.ACCEPTED) and next(answered) == FAILS)
    slow = set(PEOPLE[1::2])

    def answer_late(phase: str, recipient: str) -> None:
        if phase == "dot" and recipient in slow:
            time.sleep(pause)

    server = FaultServer(on_phase=answer_late)
    with server.running():
        with pytest.raises(Incomplete, match="no space"):
            run(record, plan, smtp_to(server.port))
        now = counts(record, plan.id)
        assert now.get(State.SENDING, 0) == 0, "nobody is in doubt: each was answered, or was not told to leave"
        assert now[State.ACCEPTED] == len(server.count()) > 0
        give_room()
        assert run(record, plan, smtp_to(server.port)).counts == {State.ACCEPTED: len(PEOPLE)}
    assert_honest(record, server.count())


def test_a_server_that_stays_silent_does_not_keep_a_full_disk_from_being_told(
    record: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivering, "LAST_WORDS", 0.5)
    plan = plan_for(record, PEOPLE)
    answered = iter(range(1000))
    full_disk(monkeypatch, lambda database: holds(database, State.ACCEPTED) and next(answered) == FAILS)
    server = FaultServer([Fault("dot", "stall", recipient=PEOPLE[3])], company=3)
    with server.running():
        with pytest.raises(Incomplete, match="no space"):
            run(record, plan, smtp_to(server.port))
        now = counts(record, plan.id)
        assert now[State.SENDING] == 1, "the one to which nothing was said"
        assert now[State.ACCEPTED] == len(server.count())
