"""The arithmetic of the chain: seals stand for events, and records made with the lines themselves stay provable."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing

from hypothesis import given
from hypothesis import strategies as st

from pressctl.store.record.chain import GENESIS, EventRow, canonical, early_link, link
from pressctl.store.record.database import Database
from pressctl.store.record.reading import verify
from tests.unit.store.conftest import ACTOR

ONE = EventRow(1, "2018-10-30T06:00:00.000000Z", "Nino", "frozen", "r", None, None, None, "{}")
TWO = EventRow(2, "2018-10-30T06:00:01.000000Z", "Нино", "plan-made", "r", "p", None, None, '{"version":1}')


def test_a_batch_is_provable_from_the_seals_of_its_events() -> None:
    seals = [hashlib.sha256(event.line().encode()).hexdigest() for event in (ONE, TWO)]
    assert seals == [ONE.seal(), TWO.seal()]
    assert link(GENESIS, [ONE, TWO]) == hashlib.sha256("\n".join([GENESIS, *seals]).encode()).hexdigest()


def test_a_record_of_the_first_form_is_still_whole_and_still_shows_a_change(record: Database) -> None:
    with record.transaction(ACTOR) as change:
        change.event("frozen", release_id="r", data={"version": 1})
    (row,) = record.all("events_after", number=0, limit=10)
    event = EventRow(**dict(row))
    _rewrite(record, early_link(GENESIS, [event]))
    assert verify(record).ok
    _rewrite(record, early_link(GENESIS, [ONE]))
    assert not verify(record).ok


def _rewrite(record: Database, hash_: str) -> None:
    with closing(sqlite3.connect(record.path)) as connection, connection:
        connection.execute("DROP TRIGGER IF EXISTS chain_is_never_rewritten")
        connection.execute("UPDATE chain SET hash = ?", (hash_,))


texts = st.one_of(st.none(), st.text())


@given(st.builds(EventRow, st.integers(1), st.text(), st.text(), st.text(), texts, texts, texts, texts, st.text()))
def test_a_line_is_the_canonical_json_of_its_event(event: EventRow) -> None:
    assert event.line() == canonical({name: getattr(event, name) for name in event._fields})
