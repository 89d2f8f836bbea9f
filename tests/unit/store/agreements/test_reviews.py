"""The review in the record: copies, requests, answers, decisions, what the events tell, and what an erasure leaves."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pressctl.model.copies import AskState, Decision, ReviewCopy, Verdict, Way
from pressctl.model.moment import parse_moment
from pressctl.store.agreements.reviews import (
    Asked,
    Came,
    answers,
    copies,
    copy_of,
    decisions,
    forget_reviewer,
    free_copy_id,
    record_answer,
    record_copy,
    record_decisions,
    record_reminder,
    record_request,
    requests,
    settle_request,
)
from pressctl.store.record.database import Database
from pressctl.store.record.reading import events_of, verify
from pressctl.store.record.versions import freeze
from tests.unit.store.conftest import ACTOR, TestClock, a_release

RELEASE = a_release().id
DUE = parse_moment("2018-10-29T17:00[Asia/Baku]")
ELENA = Asked("Elena@example.com", "Elena Example", "eu-delegation", Way.MAIL, AskState.SENDING, DUE, transport="smtp")


@pytest.fixture
def copy(record: Database, clock: TestClock) -> ReviewCopy:
    """Return a copy of a frozen version."""
    made = ReviewCopy(
        "2018-10-30-r1", RELEASE, "border-guards", 1, "en", None, "ab" * 32, "cd" * 32,
        "border-guards_en_v1_REVIEW.docx", DUE, clock(), ACTOR,
    )  # fmt: skip
    with record.transaction(ACTOR) as change:
        freeze(change, a_release(), reason="review", at=clock(), actor=ACTOR)
        record_copy(change, made, "Asia/Baku")
    return made


def ask(record: Database, copy: ReviewCopy, asked: Asked = ELENA) -> str:
    with record.transaction(ACTOR) as change:
        return record_request(change, copy, asked)


def test_a_copy_is_found_by_its_id_and_by_its_release(record: Database, copy: ReviewCopy) -> None:
    assert copy_of(record, copy.id) == copy
    assert copies(record, RELEASE) == (copy,)
    assert copy_of(record, "2018-10-30-r2") is None


def test_the_next_id_of_a_day_is_free(record: Database, copy: ReviewCopy) -> None:
    assert free_copy_id(record, datetime(2018, 10, 30, tzinfo=UTC).date()) == "2018-10-30-r2"
    assert free_copy_id(record, datetime(2018, 10, 31, tzinfo=UTC).date()) == "2018-10-31-r1"
    assert copy.id == "2018-10-30-r1"


def test_a_request_says_who_until_when_and_what_became_of_the_mail(
    record: Database, copy: ReviewCopy, clock: TestClock
) -> None:
    request = ask(record, copy)
    clock.move(hours=2)
    with record.transaction(ACTOR) as change:
        settle_request(change, RELEASE, request, AskState.REJECTED, "550 no such user elena@example.com")
        record_reminder(change, RELEASE, request)
    (asked,) = requests(record, RELEASE)
    assert asked.id == request
    assert (asked.email, asked.name, asked.organisation) == ("Elena@example.com", "Elena Example", "eu-delegation")
    assert (asked.version, asked.language, asked.due, asked.no_objection) == (1, "en", DUE, False)
    assert (asked.state, asked.reply) == (AskState.REJECTED, "550 no such user elena@example.com")
    assert (asked.reminded, asked.reminders) == (clock(), 1)


def test_a_file_that_is_read_twice_is_one_answer(record: Database, copy: ReviewCopy) -> None:
    ask(record, copy)
    (request,) = requests(record, RELEASE)
    came = Came(copy, "ef" * 32, 20_000, changes=14, comments=4, reviewer="Elena Example", request=request)
    with record.transaction(ACTOR) as change:
        first = record_answer(change, came)
    with record.transaction(ACTOR) as change:
        assert record_answer(change, came) == first
    (answer,) = answers(record, RELEASE)
    assert (answer.reviewer, answer.changes, answer.comments) == ("Elena Example", 14, 4)
    assert answer.request == request.id


def test_every_decision_is_kept_with_who_proposed_it(record: Database, copy: ReviewCopy) -> None:
    with record.transaction(ACTOR) as change:
        answer = record_answer(change, Came(copy, "ef" * 32, 20_000, 2, 0))
    first = Decision(copy.id, answer, 1, Verdict.ACCEPTED, "headline", "five", "six", None, "Elena Example")
    second = Decision(copy.id, answer, 1, Verdict.EDITED, "headline", "five", "six", "seven", "Elena Example")
    with record.transaction(ACTOR) as change:
        record_decisions(change, RELEASE, [first, second])
    found = decisions(record, RELEASE)
    assert [(one.verdict, one.became, one.proposed_by) for one in found] == [
        (Verdict.ACCEPTED, None, "Elena Example"),
        (Verdict.EDITED, "seven", "Elena Example"),
    ]
    assert {one.decided_by for one in found} == {ACTOR}


def test_events_name_nobody_and_the_record_verifies(record: Database, copy: ReviewCopy) -> None:
    ask(record, copy)
    (request,) = requests(record, RELEASE)
    with record.transaction(ACTOR) as change:
        answer = record_answer(change, Came(copy, "ef" * 32, 20_000, 1, 0, "Elena Example", request))
        record_decisions(change, RELEASE, [Decision(copy.id, answer, 1, Verdict.SKIPPED, None, "a", "b")])
    events = events_of(record, RELEASE)
    assert [event.type for event in events][1:] == [
        "review-copied", "review-asked", "review-answered", "review-decided"
    ]  # fmt: skip
    assert not any("lena" in event.data for event in events)
    assert verify(record).ok


def test_an_erased_person_leaves_no_name_in_what_came_back(record: Database, copy: ReviewCopy) -> None:
    ask(record, copy)
    (request,) = requests(record, RELEASE)
    with record.transaction(ACTOR) as change:
        settle_request(change, RELEASE, request.id, AskState.REJECTED, "550 <Elena@example.com>")
        record_answer(change, Came(copy, "ef" * 32, 1, 1, 0, "E. Example", request))
        record_answer(change, Came(copy, "aa" * 32, 1, 1, 0, "elena  EXAMPLE"))
        record_answer(change, Came(copy, "bb" * 32, 1, 1, 0, "Rashad Example"))
        assert forget_reviewer(change, request.recipient_id, ("Elena Example",)) == 3
    assert [answer.reviewer for answer in answers(record, RELEASE)] == ["", "", "Rashad Example"]
    assert [asked.reply for asked in requests(record, RELEASE)] == [""]
