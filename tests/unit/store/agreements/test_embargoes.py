"""The embargo ledger in the record: answers, evidence, grounds, and what an erasure leaves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from pressctl.frozen import replace
from pressctl.model.delivery import Plan
from pressctl.model.embargo import Answer, Ground
from pressctl.model.moment import parse_moment
from pressctl.store.agreements.embargoes import Said, all_answers, answers, forget_answers, has_declined, record_answer
from pressctl.store.agreements.evidence import Evidence, evidence_of
from pressctl.store.record.database import Database
from pressctl.store.record.reading import events_of, verify
from pressctl.store.sending.freezing import save_plan
from pressctl.store.sending.plans import load_plan
from tests.unit.store.conftest import ACTOR, TestClock

RELEASE = "b1d0c1de-0000-4000-8000-000000000001"
UNTIL = parse_moment("2018-10-30T10:00[Asia/Baku]")
MAIL = Evidence("Re: embargo.eml", "Razıyam. Aygün <aygun@example.com>".encode())
AYGUN = ("aygun@example.com", "Aygun@example.com", "Aygün Example")
JOHN = ("john@example.com", "john@example.com", "John")


def say(
    record: Database,
    clock: TestClock,
    answer: Answer,
    *people: tuple[str, str, str],
    evidence: Evidence | None = None,
    note: str = "",
) -> None:
    with record.transaction(ACTOR) as change:
        record_answer(change, Said(RELEASE, answer, UNTIL, clock(), people, evidence, note))


def test_the_last_word_of_each_stands_and_every_word_is_kept(record: Database, clock: TestClock) -> None:
    say(record, clock, Answer.AGREED, AYGUN, JOHN, evidence=MAIL, note="on the phone, too")
    clock.move(hours=1)
    say(record, clock, Answer.WITHDRAWN, JOHN)
    first, second = answers(record, RELEASE)
    assert (first.email, first.answer, first.note) == ("Aygun@example.com", Answer.AGREED, "on the phone, too")
    assert first.covers(UNTIL)
    assert (second.answer, second.covers(UNTIL)) == (Answer.WITHDRAWN, False)
    assert [answer.answer for _, answer in all_answers(record, RELEASE)] == ["agreed", "agreed", "withdrawn"]
    assert evidence_of(record, first.evidence or "") == MAIL


def test_events_tell_who_when_and_on_what_evidence_and_name_nobody(record: Database, clock: TestClock) -> None:
    say(record, clock, Answer.AGREED, AYGUN, evidence=MAIL, note="she called")
    (event,) = events_of(record, RELEASE)
    assert (event.type, event.actor) == ("embargo-agreed", ACTOR)
    assert MAIL.sha256 in event.data
    assert "2018-10-30T10:00+04:00[Asia/Baku]" in event.data
    assert not any(word in event.data.casefold() for word in ("aygun", "called", "eml"))
    assert verify(record).ok


def test_an_erasure_empties_notes_and_evidence_and_leaves_the_chain_whole(record: Database, clock: TestClock) -> None:
    say(record, clock, Answer.AGREED, AYGUN, evidence=MAIL, note="she called")
    ((recipient_id, answer),) = all_answers(record, RELEASE)
    with record.transaction(ACTOR) as change:
        forget_answers(change, [recipient_id])
    (left,) = answers(record, RELEASE)
    assert (left.note, left.evidence) == ("", answer.evidence)
    assert evidence_of(record, MAIL.sha256) is None
    assert verify(record).ok


def test_a_no_counts_from_the_moment_at_which_it_was_recorded(record: Database, clock: TestClock) -> None:
    before = clock()
    say(record, clock, Answer.REFUSED, AYGUN)
    assert has_declined(record, RELEASE, "aygun@example.com", since=before)
    assert not has_declined(record, RELEASE, "aygun@example.com", since=before + timedelta(seconds=1))
    assert not has_declined(record, RELEASE, "john@example.com", since=before)


def test_a_plan_keeps_its_embargo_and_each_ones_ground(record: Database, make_plan: Callable[..., Plan]) -> None:
    plain = make_plan("a@example.com", "b@example.com")
    first, second = plain.recipients
    plan = replace(plain, embargo=UNTIL, recipients=(replace(first, ground=Ground.AGREED), second))
    with record.transaction(ACTOR) as change:
        saved = save_plan(change, plan).plan
    loaded = load_plan(record, saved.id)
    assert loaded.embargo == UNTIL
    assert [to.ground for to in loaded.recipients] == [Ground.AGREED, None]
