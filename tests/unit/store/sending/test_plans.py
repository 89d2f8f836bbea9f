"""Plans and deliveries in the record."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressctl.errors import BadInput, Refused
from pressctl.frozen import replace
from pressctl.model.delivery import (
    Attachment,
    Channel,
    DeliveryState,
    Gate,
    GateName,
    LeftOut,
    LeftOutReason,
    Outcome,
    Override,
    Phase,
    Plan,
    Recipient,
)
from pressctl.store.record.database import Database
from pressctl.store.sending import freezing, spool, stopping
from pressctl.store.sending.deliveries import Begin, Claimed, End, claim, close_plan, close_unsent, finish, start
from pressctl.store.sending.delivery_log import log_rows
from pressctl.store.sending.freezing import save_plan
from pressctl.store.sending.leases import Lease, LeaseLost, heartbeat, hold, lease
from pressctl.store.sending.plans import counts, free_plan_id, load_plan, open_plans
from pressctl.store.sending.progress import Progress as HowFar
from pressctl.store.sending.progress import progress_by_release
from pressctl.store.sending.receptions import received, updates, waiting
from pressctl.store.sending.recovering import recover
from pressctl.store.sending.stopping import cancel_halted, halt
from pressctl.workflow.sending.letters import sender_of
from tests.unit.store.conftest import ACTOR, TestClock

State = DeliveryState
MakePlan = Callable[..., Plan]

ACCEPTED = Outcome(State.ACCEPTED, Phase.DOT, 250, "2.0.0", "queued as 7F3A")


def save(record: Database, plan: Plan) -> Plan:
    with record.transaction(ACTOR) as change:
        return save_plan(change, plan).plan


def hold_it(record: Database, plan: Plan, holder: str = "a:1:x", *, alone: bool = False) -> Lease:
    fence = lease(record, plan.id, holder, record.clock(), 60, alone=alone)
    assert fence is not None
    return Lease(plan.id, holder, fence)


def claim_all(record: Database, held: Lease) -> tuple[Claimed, ...]:
    with record.transaction(ACTOR) as change:
        return claim(change, held, 100, record.clock())


def begin(record: Database, held: Lease, delivery: Claimed, message_id: str = "<1@example.org>") -> bool:
    with record.transaction(ACTOR) as change:
        now = record.clock()
        return delivery.id in start(change, held, [Begin(delivery, message_id, now, "b")], now)


def end(record: Database, held: Lease, delivery: Claimed, outcome: Outcome, minutes: float | None = None) -> State:
    due = None if minutes is None else record.clock() + timedelta(minutes=minutes)
    with record.transaction(ACTOR) as change:
        return finish(change, held, [End(delivery, outcome, due)], record.clock())[delivery.id]


def send_all(record: Database, plan: Plan, outcome: Outcome) -> None:
    held = hold_it(record, plan, alone=True)
    for delivery in claim_all(record, held):
        assert begin(record, held, delivery)
        end(record, held, delivery, outcome)
    with record.transaction(ACTOR) as change:
        close_plan(change, plan.id, plan.release_id)
        change.run("release_lease", plan_id=plan.id, fence=held.fence)


def test_a_plan_comes_back_as_it_was_frozen(record: Database, make_plan: MakePlan) -> None:
    plan = make_plan("a@example.org", "B@Example.org")
    attachment = Attachment("önizləmə.docx", "application/x", b"\x00\xff", "a" * 64)
    plan = replace(
        plan,
        parts=(replace(plan.parts[0], attachments=(attachment,)),),
        left_out=(LeftOut("c@example.org", "C", LeftOutReason.DO_NOT_MAIL),),
        gates=(Gate(GateName.EMBARGO, "it holds until noon"),),
        overrides=(Override(GateName.EMBARGO, "agreed by telephone"),),
        expires=plan.created,
        opt_out="off@example.org",
    )
    save(record, plan)
    assert load_plan(record, plan.id) == replace(plan, gates=())


def test_from_whose_name_the_mail_of_a_language_comes_is_frozen(record: Database, make_plan: MakePlan) -> None:
    """A plan from before names none for its parts: its mail keeps the name that it had, octet by octet."""
    plan = make_plan("a@example.org")
    named = replace(plan, parts=(replace(plan.parts[0], sender_name="Nümunə Missiyası"),))
    assert load_plan(record, save(record, named).id).parts == named.parts
    assert sender_of(plan, named.parts[0]).name == "Nümunə Missiyası"
    assert sender_of(plan, plan.parts[0]).name == "Example Mission"


def test_what_a_message_uses_is_frozen_whatever_later_plans_know(record: Database, make_plan: MakePlan) -> None:
    plan = make_plan("Ann@example.org", transport="folder")
    plan = replace(plan, recipients=(replace(plan.recipients[0], name="Ann Example"),))
    save(record, plan)
    save(record, make_plan("ann@EXAMPLE.org", transport="folder"))
    (delivery,) = claim_all(record, hold_it(record, plan))
    assert (delivery.email, delivery.name) == ("Ann@example.org", "Ann Example")
    assert {row.name for row in log_rows(record)} == {"Ann Example"}, "a name never gives way to none"


def test_an_unknown_plan_is_bad_input(record: Database) -> None:
    with pytest.raises(BadInput, match="no plan"):
        load_plan(record, "2018-10-30-a9")


def test_plan_ids_count_up_and_a_taken_one_is_replaced(record: Database, make_plan: MakePlan) -> None:
    plan = make_plan("a@example.org", transport="folder")
    assert free_plan_id(record, plan.created.local().date()) == "2018-10-30-a1"
    assert [save(record, plan).id, save(record, plan).id] == ["2018-10-30-a1", "2018-10-30-a2"]


def test_who_waits_or_has_it_is_dropped_and_said(record: Database, make_plan: MakePlan) -> None:
    first = save(record, make_plan("a@example.org"))
    plan = make_plan("A@example.org", "b@example.org")
    with record.transaction(ACTOR) as change:
        saved = save_plan(change, plan)
    assert [(gone.email, gone.reason, gone.detail) for gone in saved.dropped] == [
        ("A@example.org", LeftOutReason.WAITING, first.id)
    ]
    assert [recipient.email for recipient in saved.plan.recipients] == ["b@example.org"]
    send_all(record, first, ACCEPTED)
    plan = make_plan("a@example.org")
    with record.transaction(ACTOR) as change:
        again = save_plan(change, plan)
    assert again.dropped[0].reason is LeftOutReason.RECEIVED
    assert again.plan.recipients == ()


def test_a_refused_one_enters_the_next_plan_as_the_same_delivery(record: Database, make_plan: MakePlan) -> None:
    first = save(record, make_plan("a@example.org"))
    send_all(record, first, Outcome(State.REJECTED, Phase.RCPT, 550, "5.1.1", "no such user"))
    second = save(record, make_plan("a@example.org", headline="Two"))
    assert [recipient.email for recipient in second.recipients] == ["a@example.org"]
    send_all(record, second, ACCEPTED)
    rows = log_rows(record, first.release_id)
    assert [(row.plan_id, row.version, row.state, row.attempts) for row in rows] == [(second.id, 2, State.ACCEPTED, 2)]


def test_a_rehearsal_and_a_test_never_count_as_received(record: Database, make_plan: MakePlan) -> None:
    rehearsal = save(record, make_plan("a@example.org", transport="folder"))
    send_all(record, rehearsal, Outcome(State.WRITTEN, Phase.WRITE))
    test = save(record, make_plan("a@example.org", test=True))
    send_all(record, test, ACCEPTED)
    assert received(record, test.release_id) == {}
    real = save(record, make_plan("a@example.org"))
    assert waiting(record, real.release_id) == {"a@example.org": real.id}
    send_all(record, real, ACCEPTED)
    assert received(record, real.release_id)["a@example.org"].version == 1


def test_the_doubtful_have_it(record: Database, make_plan: MakePlan) -> None:
    plan = save(record, make_plan("a@example.org"))
    send_all(record, plan, Outcome(State.UNCERTAIN, Phase.DOT))
    assert received(record, plan.release_id)["a@example.org"].state is State.UNCERTAIN
    assert open_plans(record, plan.release_id) == ()


def test_how_far_each_release_has_come(record: Database, make_plan: MakePlan, clock: TestClock) -> None:
    assert progress_by_release(record) == {}
    test = save(record, make_plan("a@example.org", test=True))
    assert progress_by_release(record) == {test.release_id: HowFar(version=1, unfinished=True)}
    send_all(record, test, ACCEPTED)
    assert progress_by_release(record) == {test.release_id: HowFar(version=1)}
    send_all(record, save(record, make_plan("a@example.org")), Outcome(State.UNCERTAIN, Phase.DOT))
    send_all(record, save(record, make_plan("b@example.org")), ACCEPTED)
    assert progress_by_release(record) == {test.release_id: HowFar(version=1, received=2, newest=2, uncertain=1)}
    clock.move(hours=1)
    send_all(record, save(record, make_plan("a@example.org", headline="Two", purpose="update-1")), ACCEPTED)
    assert progress_by_release(record) == {test.release_id: HowFar(version=2, received=2, newest=1)}


def test_an_update_is_a_delivery_of_its_own(record: Database, make_plan: MakePlan) -> None:
    send_all(record, save(record, make_plan("a@example.org")), ACCEPTED)
    update = save(record, make_plan("a@example.org", purpose="update-1"))
    assert len(update.recipients) == 1
    assert updates(record, update.release_id) == 1


def test_open_plans_say_what_is_left(record: Database, make_plan: MakePlan) -> None:
    plan = save(record, make_plan("a@example.org", "b@example.org"))
    (found,) = open_plans(record)
    assert (found.id, found.counts, found.holder) == (plan.id, {State.QUEUED: 2}, None)


def test_only_one_process_holds_a_plan(record: Database, make_plan: MakePlan, clock: TestClock) -> None:
    plan = save(record, make_plan("a@example.org"))
    first = hold_it(record, plan)
    assert lease(record, plan.id, "b:1:y", clock(), 60) is None
    heartbeat(record, first, clock(), 60)
    clock.move(seconds=61)
    second = hold_it(record, plan, "b:1:y")
    assert second.fence == first.fence + 1
    with pytest.raises(LeaseLost):
        heartbeat(record, first, clock())
    with pytest.raises(LeaseLost):
        claim_all(record, first)


def test_a_living_holder_is_named_in_the_refusal(record: Database, make_plan: MakePlan) -> None:
    plan = save(record, make_plan("a@example.org"))
    with (
        hold(record, plan.id, "here:17:x"),
        pytest.raises(Refused, match="here:17"),
        hold(record, plan.id, "there:1:y"),
    ):
        pass
    with hold(record, plan.id, "there:1:y") as held:
        assert held.fence == 2
    # The lock file stays, empty: whoever waits for it must wait for the same file as the next one.
    assert [path.stat().st_size for path in record.path.parent.glob("*.lock")] == [0]


def test_a_clock_stepped_back_does_not_lock_a_plan(record: Database, make_plan: MakePlan, clock: TestClock) -> None:
    plan = save(record, make_plan("a@example.org"))
    hold_it(record, plan)
    clock.move(days=-300)
    hold_it(record, plan, "b:1:y")


def test_a_retry_keeps_what_the_first_attempt_fixed(record: Database, make_plan: MakePlan, clock: TestClock) -> None:
    plan = save(record, make_plan("a@example.org"))
    held = hold_it(record, plan)
    (delivery,) = claim_all(record, held)
    assert begin(record, held, delivery, "<first@example.org>")
    end(record, held, delivery, Outcome(State.DEFERRED, Phase.RCPT, 451), minutes=5)
    assert claim_all(record, held) == ()
    fixed = clock()
    clock.move(minutes=5)
    (again,) = claim_all(record, held)
    assert (again.message_id, again.message_date, again.attempts) == ("<first@example.org>", fixed, 1)
    assert begin(record, held, again, "<second@example.org>")
    assert log_rows(record)[0].message_id == "<first@example.org>"


def test_after_a_crash_only_what_was_in_the_dialogue_is_uncertain(
    record: Database, make_plan: MakePlan, clock: TestClock
) -> None:
    plan = save(record, make_plan("a@example.org", "b@example.org", "c@example.org"))
    dead = hold_it(record, plan)
    one, two, _ = claim_all(record, dead)
    begin(record, dead, one)
    end(record, dead, one, ACCEPTED)
    begin(record, dead, two)
    clock.move(seconds=61)
    held = hold_it(record, plan, "b:1:y")
    with record.transaction(ACTOR) as change:
        uncertain = recover(change, held, lambda _: State.UNCERTAIN, clock())
    assert [left.email for left in uncertain] == ["b@example.org"]
    assert [delivery.email for delivery in claim_all(record, held)] == ["c@example.org"]
    with pytest.raises(LeaseLost):
        end(record, dead, two, ACCEPTED)
    assert counts(record, plan.id) == {State.ACCEPTED: 1, State.UNCERTAIN: 1, State.QUEUED: 1}


def test_a_rehearsal_that_was_interrupted_goes_on(record: Database, make_plan: MakePlan, clock: TestClock) -> None:
    plan = save(record, make_plan("a@example.org", transport="folder"))
    dead = hold_it(record, plan)
    (left,) = claim_all(record, dead)
    begin(record, dead, left)
    clock.move(seconds=61)
    held = hold_it(record, plan, "b:1:y")
    with record.transaction(ACTOR) as change:
        assert recover(change, held, lambda _: State.QUEUED, clock()) == ()
    (delivery,) = claim_all(record, held)
    assert begin(record, held, delivery)
    with pytest.raises(LeaseLost):
        end(record, dead, left, Outcome(State.WRITTEN, Phase.WRITE))
    end(record, held, delivery, Outcome(State.WRITTEN, Phase.WRITE))


def test_stop_cancels_what_has_not_left(record: Database, make_plan: MakePlan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stopping, "_BLOCK", 1)
    plan = save(record, make_plan("a@example.org", "b@example.org", "c@example.org"))
    held = hold_it(record, plan)
    one, two, _ = claim_all(record, held)
    begin(record, held, one)
    with record.transaction(ACTOR) as change:
        assert halt(change, plan.release_id) == {plan.id: 2}
    assert not begin(record, held, two), "from then on, long before all is cancelled"
    assert claim_all(record, held) == ()
    cancel_halted(record, ACTOR, plan.id)
    assert counts(record, plan.id) == {State.SENDING: 1, State.CANCELLED: 2}
    assert end(record, held, one, Outcome(State.DEFERRED, Phase.MAIL, 451), minutes=5) is State.CANCELLED
    assert open_plans(record, plan.release_id) == ()
    assert save(record, make_plan("a@example.org")).recipients


def test_a_message_that_was_answered_is_never_moved_again(record: Database, make_plan: MakePlan) -> None:
    plan = save(record, make_plan("a@example.org"))
    held = hold_it(record, plan)
    (delivery,) = claim_all(record, held)
    begin(record, held, delivery)
    end(record, held, delivery, ACCEPTED)
    assert not begin(record, held, delivery)
    with pytest.raises(LeaseLost):
        end(record, held, delivery, Outcome(State.DEFERRED, Phase.DOT))
    with pytest.raises(ValueError, match="cannot end as cancelled"):
        end(record, held, delivery, Outcome(State.CANCELLED, Phase.DOT))


def test_suppressed_at_the_claim_and_queued_again_by_a_new_plan(record: Database, make_plan: MakePlan) -> None:
    plan = save(record, make_plan("a@example.org"))
    held = hold_it(record, plan)
    (delivery,) = claim_all(record, held)
    with record.transaction(ACTOR) as change:
        assert close_unsent(change, held, delivery, State.SUPPRESSED, why="do-not-mail", now=record.clock())
        with pytest.raises(ValueError, match="cannot become"):
            close_unsent(change, held, delivery, State.ACCEPTED, why="", now=record.clock())
    assert counts(record, plan.id) == {State.SUPPRESSED: 1}
    assert save(record, make_plan("a@example.org")).recipients


@given(st.text(), st.text(), st.lists(st.tuples(st.text(), st.text()), max_size=3))
def test_what_is_personal_is_kept_as_json_has_it(email: str, name: str, slots: list[tuple[str, str]]) -> None:
    one = Recipient(email, email, name, "az", Channel.PRESS, tuple(slots))
    kept = freezing._personal(one)
    assert kept == json.dumps({"email": email, "name": name, "slots": dict(slots)}, ensure_ascii=False)


def test_events_hold_no_personal_data(record: Database, make_plan: MakePlan) -> None:
    plan = save(record, make_plan("Sentinel.Person@example.org"))
    send_all(record, plan, replace(ACCEPTED, reply="ok <Sentinel.Person@example.org>"))
    rows = record.all("events_after", number=0, limit=100)
    assert {"plan-made", "sending", "accepted", "plan-finished"} <= {row["type"] for row in rows}
    assert "sentinel" not in str([tuple(row) for row in rows]).lower()


def test_a_long_plan_drops_only_whom_another_has_taken(
    record: Database, make_plan: MakePlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(freezing, "_BLOCK", 3)
    monkeypatch.setattr(spool, "FEW", 4)
    people = [f"{number}@example.org" for number in range(10)]
    assert len(save(record, make_plan(*people[2:4])).recipients) == 2
    later = make_plan(*people)
    with record.transaction(ACTOR) as change:
        second = save_plan(change, later)
    rest = [*people[:2], *people[4:]]
    assert [one.email for one in second.plan.recipients] == rest
    assert [(one.email, one.reason) for one in second.dropped] == [(one, LeftOutReason.WAITING) for one in people[2:4]]
    assert [one.email for one in load_plan(record, second.plan.id).recipients] == rest


def test_people_who_come_with_a_plan_are_neighbours_and_keep_the_id_that_they_got(
    record: Database, make_plan: MakePlan
) -> None:
    save(record, make_plan("z@example.org", "b@example.org", "m@example.org"))
    ids = {row["key"]: row["id"] for row in record._connection.execute("SELECT key, id FROM recipient ORDER BY id")}
    assert list(ids) == ["z@example.org", "b@example.org", "m@example.org"], "in the order of the plan"
    assert len({one[:24] for one in ids.values()}) == 1
    save(record, make_plan("a@example.org", "m@example.org", purpose="update-1"))
    later = {row["key"]: row["id"] for row in record._connection.execute("SELECT key, id FROM recipient")}
    assert later["m@example.org"] == ids["m@example.org"]
    assert later["a@example.org"][:24] != ids["m@example.org"][:24]
    deliveries = {row["id"][:24] for row in record._connection.execute("SELECT id FROM delivery")}
    assert not deliveries & {one[:24] for one in later.values()}
