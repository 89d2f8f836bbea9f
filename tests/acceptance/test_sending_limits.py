"""What the provider allows, and domains that ask for patience: counted in the record, across runs."""

from __future__ import annotations

import time

import pytest

from pressctl.mail.smtp import SmtpTransport
from pressctl.model.delivery import DeliveryState
from pressctl.store.people.return_paths import PLACE, read_token
from pressctl.store.people.suppressions import suppress
from pressctl.store.record.database import Database
from pressctl.store.sending.leases import holder_name
from pressctl.workflow.sending import delivering
from pressctl.workflow.sending.delivering import deliver
from pressctl.workflow.sending.progress import Delivered
from pressctl.workflow.sending.throttling import IN_A_ROW, Limits
from tests.servers.fault_server import Fault, FaultServer
from tests.servers.sendings import ACTOR, StepClock, a_record, assert_honest, plan_for, run, smtp_to, states

State = DeliveryState
PEOPLE = [f"{n}@example.com" for n in range(8)]


def run_with(record: Database, plan_id: str, transport: SmtpTransport, limits: Limits) -> Delivered:
    return deliver(
        record,
        plan_id,
        transport,
        record.clock,
        stop=lambda: False,
        progress=lambda _: None,
        holder=holder_name(),
        actor=ACTOR,
        limits=limits,
    )


@pytest.mark.parametrize(("window", "hours"), [("per_hour", 1), ("per_day", 24)])
def test_a_limit_holds_across_runs_and_says_when_it_goes_on(
    record: Database, clock: StepClock, window: str, hours: int
) -> None:
    plan = plan_for(record, PEOPLE)
    limits = Limits(**{window: 3})
    server = FaultServer()
    with server.running():
        first = run_with(record, plan.id, smtp_to(server.port), limits)
        assert first.counts == {State.ACCEPTED: 3, State.QUEUED: 5}
        assert first.halted is not None
        assert "the limit of 3 messages" in first.halted.message
        again = run_with(record, plan.id, smtp_to(server.port), limits)
        assert again.counts == first.counts, "another run counts what the first has sent"
        clock.move(hours=hours, seconds=1)
        last = run_with(record, plan.id, smtp_to(server.port), limits)
        assert last.counts == {State.ACCEPTED: 6, State.QUEUED: 2}
    assert_honest(record, server.count())


def test_a_limit_that_is_not_reached_halts_nothing(record: Database) -> None:
    plan = plan_for(record, PEOPLE)
    server = FaultServer()
    with server.running():
        done = run_with(record, plan.id, smtp_to(server.port), Limits(per_hour=8, per_day=8, per_domain_hour=8))
    assert (done.complete, done.halted) == (True, None)


def test_no_more_begin_in_a_second_than_may(record: Database) -> None:
    plan = plan_for(record, PEOPLE[:5])
    server = FaultServer()
    with server.running():
        began = time.monotonic()
        done = run_with(record, plan.id, smtp_to(server.port), Limits(per_second=10))
        passed = time.monotonic() - began
    assert done.complete
    assert passed >= 0.35, "the first at once, four more a tenth of a second each"


def test_a_domain_takes_no_more_in_an_hour_than_it_may(record: Database, clock: StepClock) -> None:
    others = ["a@example.net", "b@example.net"]
    plan = plan_for(record, [*PEOPLE, *others])
    server = FaultServer()
    with server.running():
        first = run_with(record, plan.id, smtp_to(server.port), Limits(per_domain_hour=2))
        assert set(server.count()) == {*PEOPLE[:2], *others}
        assert first.halted is not None
        assert "example.com takes no more at the moment; 6 messages" in first.halted.message
        assert first.due is not None
        clock.now = first.due
        run_with(record, plan.id, smtp_to(server.port), Limits(per_domain_hour=2))
    assert len(server.accepted) == 6


@pytest.mark.parametrize("reply", ["451 4.7.1 too much from you", "421 4.7.0 try later", "451 busy"])
def test_a_domain_that_puts_off_one_after_the_other_is_left_in_peace(
    record: Database, clock: StepClock, reply: str
) -> None:
    tired = [f"{n}@tired.example" for n in range(IN_A_ROW + 3)]
    plan = plan_for(record, [*tired, *PEOPLE])
    server = FaultServer([Fault("rcpt", reply, recipient=address) for address in tired])
    with server.running():
        transport = smtp_to(server.port)
        runs = [run(record, plan, transport)]
        while runs[-1].halted is not None and "broke" in runs[-1].halted.message:
            runs.append(run(record, plan, transport))  # 421 ends the connection, too
        asked = {line for line in server.commands if line.startswith("RCPT") and "tired" in line}
        assert len(asked) <= IN_A_ROW + 1, "an envelope may be under way already"
        assert runs[-1].counts[State.ACCEPTED] == len(PEOPLE)
        assert runs[-1].due is not None
        server.faults.clear()
        clock.move(minutes=6)
        assert run(record, plan, transport).complete
    assert_honest(record, server.count())


def test_a_full_mailbox_says_nothing_about_its_domain(record: Database) -> None:
    plan = plan_for(record, PEOPLE)
    server = FaultServer([Fault("rcpt", "452 4.2.2 mailbox full")])
    with server.running():
        assert run(record, plan, smtp_to(server.port)).counts == {State.DEFERRED: len(PEOPLE)}


def test_a_server_that_comes_back_is_found_again(record: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivering, "RECONNECT", (0.05, 0.05, 0.05))
    plan = plan_for(record, PEOPLE)
    server = FaultServer([Fault("dot", "accept-drop", times=1)])

    def go_away(phase: str, _: str) -> None:
        if phase == "accepted":
            server.on_phase = None
            server.faults.append(Fault("greeting", "421 4.3.2 restarting", times=2))

    server.on_phase = go_away
    with server.running():
        done = run(record, plan, smtp_to(server.port))
    assert done.halted is None
    assert done.counts == {State.ACCEPTED: 7, State.UNCERTAIN: 1}
    assert server.connections == 4


def test_a_server_that_does_not_come_back_leaves_the_rest_queued(
    record: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivering, "RECONNECT", (0.05,))
    plan = plan_for(record, PEOPLE)
    server = FaultServer([Fault("dot", "accept-drop", times=1)])
    server.on_phase = lambda phase, _: server.faults.append(Fault("greeting", "drop")) if phase == "accepted" else None
    with server.running():
        done = run(record, plan, smtp_to(server.port))
    assert done.halted is not None
    assert done.counts == {State.UNCERTAIN: 1, State.QUEUED: 7}
    assert set(states(record).values()) == {State.UNCERTAIN, State.QUEUED}


def test_each_message_has_a_return_path_of_its_own_that_nobody_can_make(record: Database) -> None:
    plan = plan_for(record, PEOPLE[:2], return_path=f"bounces+{PLACE}@example.org")
    server = FaultServer()
    with server.running():
        run(record, plan, smtp_to(server.port))
    paths = [line.split("<")[1].split(">")[0] for line in server.commands if line.startswith("MAIL")]
    assert len(set(paths)) == 2
    assert all(path.startswith("bounces+") and len(path.partition("@")[0]) <= 64 for path in paths)
    tokens = [path.removeprefix("bounces+").partition("@")[0] for path in paths]
    found = [read_token(record, token.upper()) for token in tokens]
    assert [one.plan_id for one in found if one] == [plan.id] * 2
    forged = [tokens[0].replace("-1-", "-2-"), tokens[0][:-1] + ("a" if tokens[0][-1] != "a" else "b"), "x", ""]
    assert [read_token(record, token) for token in forged] == [None] * 4


def test_without_a_pattern_the_return_path_is_the_offices(record: Database) -> None:
    plan = plan_for(record, PEOPLE[:1], return_path="bounces@example.org")
    server = FaultServer()
    with server.running():
        run(record, plan, smtp_to(server.port))
    assert any(line.startswith("MAIL FROM:<bounces@example.org>") for line in server.commands)


def test_whoever_opts_out_while_mail_is_on_its_way_gets_nothing(record: Database) -> None:
    plan = plan_for(record, PEOPLE)

    def opt_out(phase: str, whom: str) -> None:
        if (phase, whom) == ("dot", PEOPLE[1]):
            with a_record(record.path, record.clock) as other, other.transaction(ACTOR) as change:
                suppress(change, PEOPLE[6], reason="asked")

    server = FaultServer(on_phase=opt_out)
    with server.running():
        assert run(record, plan, smtp_to(server.port)).complete
    assert states(record)[PEOPLE[6]] is State.SUPPRESSED
    assert PEOPLE[6] not in server.count()
