"""Tokens: what this record made it knows again, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pressctl.store.people.tokens import known_maker, maker, read_token
from pressctl.store.record.database import Database
from tests.servers.sendings import ACTOR, a_record, plan_for

ADDRESSES = [f"reader{number}@example.com" for number in range(1, 4)]


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Database]:
    with a_record(tmp_path / "pressctl.db") as database:
        yield database


def tokens_of(database: Database, purpose: str) -> list[str]:
    plan = plan_for(database, ADDRESSES)
    with database.transaction(ACTOR) as change:
        make = maker(change, purpose)
    rows = database.all("history_deliveries", release_id=plan.release_id)
    return [make(plan.id, position, row["recipient_id"]) for position, row in enumerate(rows, 1)]


def test_each_token_means_the_message_that_it_was_made_for(record: Database) -> None:
    tokens = tokens_of(record, "opt-out")
    meant = [read_token(record, "opt-out", token) for token in tokens]
    assert len({one.recipient_id for one in meant if one is not None}) == 3
    assert all(read_token(record, "opt-out", token.upper()) == one for token, one in zip(tokens, meant, strict=True))
    known = known_maker(record, "opt-out")
    assert known is not None
    assert known_maker(record, "return-path") is None


def test_no_changed_letter_is_taken(record: Database) -> None:
    token = tokens_of(record, "opt-out")[0]
    for place, letter in enumerate(token):
        for other in "0a7-":
            if other != letter:
                assert read_token(record, "opt-out", token[:place] + other + token[place + 1 :]) is None
    for text in ("", "-", token[:-1], f"{token}0", f" {token}", token.replace("-", "–"), "x" * 100_000):
        assert read_token(record, "opt-out", text) is None


def test_a_token_serves_one_purpose_and_one_place(record: Database) -> None:
    one, two, _ = tokens_of(record, "opt-out")
    assert read_token(record, "return-path", one) is None
    mark = one.rpartition("-")[2]
    assert read_token(record, "opt-out", f"{two.rpartition('-')[0]}-{mark}") is None


def test_another_office_does_not_know_it(record: Database, tmp_path: Path) -> None:
    token = tokens_of(record, "opt-out")[0]
    with a_record(tmp_path / "other.db") as other:
        tokens_of(other, "opt-out")
        assert read_token(other, "opt-out", token) is None
