"""Nobody twice is the record's own rule: what its index refuses, what frees a place, what older records bring along."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from pressctl.model.delivery import DeliveryState
from pressctl.store.record import migrating
from pressctl.store.record.database import Database
from pressctl.store.record.opening import open_record
from pressctl.store.sending.deliveries import close_unsent
from pressctl.store.sending.leases import hold
from pressctl.store.sending.plans import counts
from pressctl.store.sending.recovering import recover
from pressctl.store.sending.stopping import cancel_halted, halt
from tests.unit.store.conftest import ACTOR, TestClock
from tests.unit.store.sending.test_plans import ACCEPTED, MakePlan, begin, claim_all, end, hold_it, save

State = DeliveryState
_AGAIN = """
INSERT INTO delivery (id, plan_id, release_id, purpose, version, recipient_id, language, channel, position, counts,
                      state, state_at)
SELECT 'another', plan_id, release_id, purpose, version, recipient_id, language, channel, 99, counts,
       'queued', state_at
FROM delivery
"""


def once_more(record: Database) -> None:
    """Write a second delivery of the same thing to the same person, past all of our own statements."""
    record._connection.execute(_AGAIN)


@pytest.mark.parametrize("state", [state for state in State if state is not State.CANCELLED])
def test_the_record_refuses_a_second_delivery_in_whatever_state_the_first_is(
    record: Database, make_plan: MakePlan, state: State
) -> None:
    save(record, make_plan("a@example.org"))
    record._connection.execute("UPDATE delivery SET state = ?", (state.value,))
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        once_more(record)
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        record._connection.execute("UPDATE delivery SET called_off = 1")


def test_a_stopped_one_gives_its_place_free(record: Database, make_plan: MakePlan) -> None:
    plan = save(record, make_plan("a@example.org"))
    with record.transaction(ACTOR) as change:
        halt(change, plan.release_id)
    cancel_halted(record, ACTOR, plan.id)
    once_more(record)
    assert counts(record, plan.id) == {State.CANCELLED: 1, State.QUEUED: 1}


@pytest.mark.parametrize(
    ("state", "free"), [(State.CANCELLED, True), (State.SUPPRESSED, False), (State.REJECTED, False)]
)
def test_one_that_ends_before_anything_was_said_gives_it_free_only_where_it_is_cancelled(
    record: Database, make_plan: MakePlan, state: State, *, free: bool
) -> None:
    plan = save(record, make_plan("a@example.org"))
    held = hold_it(record, plan)
    (delivery,) = claim_all(record, held)
    with record.transaction(ACTOR) as change:
        assert close_unsent(change, held, delivery, state, why="test", now=record.clock())
    assert [row["called_off"] for row in record._connection.execute("SELECT called_off FROM delivery")] == [free]


def test_an_attempt_began_when_its_content_could_leave_and_ended_when_it_was_answered(
    record: Database, make_plan: MakePlan, clock: TestClock
) -> None:
    held = hold_it(record, save(record, make_plan("a@example.org")))
    (delivery,) = claim_all(record, held)
    assert begin(record, held, delivery)
    clock.move(seconds=3)
    end(record, held, delivery, ACCEPTED)
    (row,) = record._connection.execute(
        "SELECT number, substr(started_at, 15, 5), substr(ended_at, 15, 5) FROM attempt"
    )
    assert tuple(row) == (1, "00:00", "00:03")


_BEFORE = """
INSERT INTO version VALUES ('r', 1, 'pc1:x', 'one', '2018', 'Nino', 'send');
INSERT INTO plan (id, release_id, slug, version, purpose, headline, transport, route, sender, sender_name, created_at,
                  zone, created_by, counts, state)
VALUES ('2018-10-30-a1', 'r', 'one', 1, 'release', 'One', 'smtp', '', 'press@example.org', '',
        '2018-10-30T05:00:00.000000Z', 'Asia/Baku', 'Nino', 1, 'open');
INSERT INTO recipient VALUES ('p1', 'a@example.org', 'a@example.org', '');
INSERT INTO recipient VALUES ('p2', 'b@example.org', 'b@example.org', '');
INSERT INTO delivery (id, plan_id, release_id, purpose, version, recipient_id, language, channel, position, counts,
                      state, state_at, fence, attempts)
VALUES ('cancelled', '2018-10-30-a1', 'r', 'release', 1, 'p1', 'en', 'press', 1, 1, 'cancelled',
        '2018-10-30T05:00:00.000000Z', NULL, 0),
       ('sending', '2018-10-30-a1', 'r', 'release', 1, 'p2', 'en', 'press', 2, 1, 'sending',
        '2018-10-30T05:00:00.000000Z', 0, 1);
INSERT INTO attempt (delivery_id, number, plan_id, version, started_at)
VALUES ('sending', 1, '2018-10-30-a1', 1, '2018-10-30T05:00:00.000000Z');
"""


def test_a_record_from_before_keeps_its_promises(
    tmp_path: Path, clock: TestClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One was cancelled, one was in the dialogue: then a row was written when an attempt began, too."""
    known = migrating._migrations()
    with monkeypatch.context() as before:
        before.setattr(migrating, "_migrations", lambda: known[:6])
        with open_record(tmp_path / "old.db", clock=clock) as old:
            old._connection.executescript(_BEFORE)
    with open_record(tmp_path / "old.db", clock=clock) as record:
        rows = record._connection.execute("SELECT id, called_off FROM delivery ORDER BY position")
        assert [tuple(row) for row in rows] == [("cancelled", 1), ("sending", 0)]
        with hold(record, "2018-10-30-a1", "b:1:y") as held, record.transaction(ACTOR) as change:
            (left,) = recover(change, held, lambda _: State.UNCERTAIN, clock())
        assert left.id == "sending"
        (attempt,) = record._connection.execute("SELECT started_at, outcome FROM attempt")
        assert tuple(attempt) == ("2018-10-30T05:00:00.000000Z", "uncertain")
