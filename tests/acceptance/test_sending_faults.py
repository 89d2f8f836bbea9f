"""Whatever a server does wrong, the record is honest and nobody is mailed twice."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from pressctl.errors import BadInput, Refused
from pressctl.mail.base import ServerUnavailable
from pressctl.model.delivery import DeliveryState
from pressctl.store.people.suppressions import suppress
from pressctl.store.record.database import Database
from pressctl.store.record.reading import verify
from pressctl.store.sending.delivery_log import log_rows
from pressctl.store.sending.leases import hold
from pressctl.store.sending.plans import open_plans
from pressctl.store.sending.stopping import halt
from pressctl.workflow.sending.halting import LOSSES
from pressctl.workflow.sending.retrying import retry_at
from pressctl.workflow.sending.roads import folder_transport
from tests.servers.fault_server import Fault, FaultServer
from tests.servers.real_server import certificates
from tests.servers.sendings import (
    ACTOR,
    StepClock,
    a_record,
    assert_honest,
    give_up_on_silence,
    plan_for,
    run,
    smtp_to,
    states,
)

State = DeliveryState
A, B, C, D = PEOPLE = [f"{name}@example.com" for name in "abcd"]


KINDS = ["451 4.3.0 later", "550 5.1.1 no", "421 4.3.2 bye", "drop", "stall", "garbage"]


EVERYWHERE = [
    pytest.param((phase, kind), marks=() if phase in {"rcpt", "dot"} else pytest.mark.proof)
    for phase in ("rcpt", "data", "body", "dot")
    for kind in KINDS
]
AFTER_THE_DOT = [("dot", f"accept-{kind}") for kind in ("drop", "stall", "garbage")]


@pytest.mark.parametrize("pipelining", [True, False], ids=["pipelined", "in turn"])
@pytest.mark.parametrize("fault", [*EVERYWHERE, *AFTER_THE_DOT], ids=" ".join)
def test_a_fault_hits_one_and_everybody_else_is_served_once(
    record: Database, clock: StepClock, fault: tuple[str, str], pipelining: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    phase, kind = fault
    plan = plan_for(record, PEOPLE)
    server = FaultServer([Fault(phase, kind, recipient=B, times=1)])
    give_up_on_silence(monkeypatch, server)
    if not pipelining:
        server.extensions = server.extensions[1:]
    with server.running():
        transport = smtp_to(server.port)
        first = run(record, plan, transport)
        assert first.halted is None
        before = states(record)
        assert [before[address] for address in (A, C, D)] == [State.ACCEPTED] * 3
        clock.move(minutes=6)
        run(record, plan, transport)
    after = states(record)
    if before[B] is State.DEFERRED:
        assert after[B] is State.ACCEPTED
    else:  # accepted where the connection was lost before the message was whole: it is tried again at once
        assert before[B] is after[B]
        assert after[B] in {State.ACCEPTED, State.REJECTED, State.UNCERTAIN}
    if kind.startswith("accept"):
        assert after[B] is State.UNCERTAIN
    assert_honest(record, server.count())
    assert verify(record, first.receipt.head).ok


@pytest.mark.parametrize(
    ("way", "tls"),
    [
        ("pipelined", "none"),
        ("in turn", "starttls"),
        ("chunks", "implicit"),
        *(
            pytest.param(way, tls, marks=pytest.mark.proof)
            for way, tls in (
                ("pipelined", "starttls"),
                ("pipelined", "implicit"),
                ("in turn", "none"),
                ("in turn", "implicit"),
                ("chunks", "none"),
                ("chunks", "starttls"),
            )
        ),
    ],
)
def test_a_server_that_closes_while_we_are_writing_is_heard_and_leaves_no_doubt(
    record: Database, tmp_path: Path, tls: str, way: str
) -> None:
    """The message is larger than all that is on the line: its end cannot have left, and the last words are read."""
    plan = plan_for(record, [A, B], text="Twelve gauges stand in the river.\n" * 60_000)
    certs = certificates(tmp_path)
    server = FaultServer(
        [Fault("chunk" if way == "chunks" else "body", "421 4.3.2 closing", recipient=B, times=2)],
        tls=tls,
        context=certs.context,
    )
    server.extensions = {
        "pipelined": server.extensions,
        "in turn": server.extensions[1:],
        "chunks": (*server.extensions, "CHUNKING"),
    }[way]
    with server.running():
        run(record, plan, smtp_to(server.port, tls=tls, ca_file=certs.ca_file, connections=1))
    assert states(record) == {A: State.ACCEPTED, B: State.DEFERRED}
    (row,) = (row for row in log_rows(record) if row.email == B)
    assert (row.code, row.reply) == (421, "421 4.3.2 closing")
    assert_honest(record, server.count())


@pytest.mark.parametrize(
    ("phase", "kind"), [("rcpt", "drop"), ("data", "421 4.3.2 bye"), ("body", "reset"), ("dot", "421 4.3.2 bye")]
)
def test_a_connection_that_ends_before_a_message_is_taken_delays_nobody(
    record: Database, phase: str, kind: str
) -> None:
    """A server that is restarted says nothing of the messages that it was in the middle of."""
    plan = plan_for(record, PEOPLE)
    server = FaultServer([Fault(phase, kind, recipient=B, times=1)])
    with server.running():
        assert run(record, plan, smtp_to(server.port)).complete
    assert_honest(record, server.count())


@pytest.mark.parametrize(("phase", "kind"), [("rcpt", "drop"), ("dot", "421 4.3.2 bye")])
def test_a_message_that_loses_its_connection_once_more_waits_like_others(
    record: Database, clock: StepClock, phase: str, kind: str
) -> None:
    plan = plan_for(record, PEOPLE)
    server = FaultServer([Fault(phase, kind, recipient=B)])
    with server.running():
        result = run(record, plan, smtp_to(server.port))
    assert result.counts == {State.ACCEPTED: 3, State.DEFERRED: 1}
    assert len(server.hit) == 2
    assert result.due == clock() + timedelta(minutes=15)


@pytest.mark.parametrize("kind", KINDS)
def test_a_server_that_fails_at_mail_hurts_nobody(
    record: Database, clock: StepClock, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = plan_for(record, PEOPLE)
    server = FaultServer([Fault("mail", kind, times=1)])
    give_up_on_silence(monkeypatch, server)
    with server.running():
        transport = smtp_to(server.port)
        first = run(record, plan, transport)
        assert (first.halted is not None) == kind.startswith("550")
        clock.move(minutes=6)
        assert run(record, plan, transport).complete
    assert server.count() == dict.fromkeys(PEOPLE, 1)


def test_a_refused_sender_stops_the_plan_and_refuses_nobody(record: Database) -> None:
    plan = plan_for(record, PEOPLE)
    server = FaultServer([Fault("mail", "550 5.7.1 not you")])
    with server.running():
        result = run(record, plan, smtp_to(server.port))
        assert result.halted is not None
        assert "not you" in result.halted.message
        assert result.counts == {State.QUEUED: 3, State.DEFERRED: 1}
        server.faults.clear()
        assert run(record, plan, smtp_to(server.port)).counts == {State.ACCEPTED: 4}


def test_a_server_that_is_down_leaves_everybody_queued(record: Database) -> None:
    plan = plan_for(record, PEOPLE)
    server = FaultServer()
    with server.running():
        pass
    with pytest.raises(ServerUnavailable):
        run(record, plan, smtp_to(server.port))
    (left,) = open_plans(record)
    assert (left.counts, left.holder) == ({State.QUEUED: 4}, None)


def test_a_server_that_goes_away_is_not_asked_for_ever(record: Database) -> None:
    plan = plan_for(record, [f"{n}@example.com" for n in range(10)])
    server = FaultServer([Fault("rcpt", "421 4.3.2 going down")])
    with server.running():
        result = run(record, plan, smtp_to(server.port))
    assert result.halted is not None
    assert result.counts == {State.DEFERRED: 3, State.QUEUED: 7}
    assert server.connections == 3


@pytest.mark.parametrize("connections", [1, 2])
def test_a_long_list_is_no_reason_to_ask_a_server_that_goes_away_for_longer(record: Database, connections: int) -> None:
    plan = plan_for(record, [f"{n}@example.com" for n in range(200)])
    server = FaultServer([Fault("rcpt", "drop")])
    with server.running():
        result = run(record, plan, smtp_to(server.port, connections=connections))
    assert result.halted is not None
    # Until the last loss is counted and heard of, each of the connections may begin, and lose, one more message or two.
    assert result.counts[State.DEFERRED] <= (LOSSES + 2) * connections
    assert server.connections <= (LOSSES + 2) * connections


def test_a_connection_that_serves_a_few_messages_each_serves_all(record: Database) -> None:
    plan = plan_for(record, [f"{n}@example.com" for n in range(12)])
    server = FaultServer([Fault("dot", "accept-drop", recipient=f"{n}@example.com") for n in (2, 5, 8, 11)])
    with server.running():
        result = run(record, plan, smtp_to(server.port))
    assert result.counts == {State.ACCEPTED: 8, State.UNCERTAIN: 4}
    assert server.connections == 4
    assert_honest(record, server.count())


def test_a_retry_sends_identical_bytes(record: Database, clock: StepClock) -> None:
    plan = plan_for(record, [A])
    server = FaultServer([Fault("dot", "451 4.3.0 later", times=1)])
    with server.running():
        run(record, plan, smtp_to(server.port))
        clock.move(minutes=5)
        run(record, plan, smtp_to(server.port))
    first, second = server.seen
    assert first == second


def test_retries_grow_and_end(record: Database, clock: StepClock) -> None:
    plan = plan_for(record, [A])
    server = FaultServer([Fault("rcpt", "450 4.2.1 greylisted")])
    waits = []
    with server.running():
        transport = smtp_to(server.port)
        while (result := run(record, plan, transport)).due is not None:
            waits.append((result.due - clock()).total_seconds() / 60)
            assert run(record, plan, transport).counts == {State.DEFERRED: 1}, "not before it is due"
            clock.now = result.due
    assert waits[:7] == [5, 15, 30, 60, 120, 240, 240]
    assert sum(waits) <= 48 * 60
    assert states(record) == {A: State.REJECTED}
    assert "tried for too long" in log_rows(record)[0].reply


def test_an_expired_release_is_not_sent(record: Database, clock: StepClock) -> None:
    plan = plan_for(record, [A], expires=clock() + timedelta(hours=1))
    clock.move(hours=1)
    server = FaultServer()
    with server.running():
        assert run(record, plan, smtp_to(server.port)).counts == {State.REJECTED: 1}
    assert server.connections == 0
    assert log_rows(record)[0].reply == "expired before it could leave"
    assert retry_at(1, clock(), None, clock() + timedelta(minutes=4)) is None


def test_whoever_opts_out_after_the_plan_gets_nothing(record: Database) -> None:
    plan = plan_for(record, PEOPLE)
    with record.transaction(ACTOR) as change:
        suppress(change, B, reason="asked")
    server = FaultServer()
    with server.running():
        assert run(record, plan, smtp_to(server.port)).complete
    assert states(record)[B] is State.SUPPRESSED
    assert server.count() == {A: 1, C: 1, D: 1}


def test_ctrl_c_finishes_the_message_in_flight(record: Database) -> None:
    plan = plan_for(record, PEOPLE)
    pressed: list[str] = []
    server = FaultServer(on_phase=lambda phase, whom: pressed.append(whom) if (phase, whom) == ("dot", B) else None)
    with server.running():
        result = run(record, plan, smtp_to(server.port), stop=lambda: bool(pressed))
        assert (result.stopped, result.counts) == (True, {State.ACCEPTED: 2, State.QUEUED: 2})
        pressed.clear()
        server.on_phase = None
        assert run(record, plan, smtp_to(server.port)).complete
    assert server.count() == dict.fromkeys(PEOPLE, 1)


@pytest.mark.parametrize("pipelining", [True, False], ids=["pipelined", "in turn"])
def test_stop_from_another_terminal_cancels_what_has_not_left(record: Database, pipelining: bool) -> None:
    """Who stopped it is killed right after: the sender finds the plan stopped, and cancels the rest of it."""
    people = [*PEOPLE, *(f"{number}@example.org" for number in range(60))]
    plan = plan_for(record, people)

    def stop_it(phase: str, whom: str) -> None:
        if (phase, whom) == ("dot", B):
            with a_record(record.path, record.clock) as other, other.transaction(ACTOR) as change:
                halt(change, plan.release_id)

    server = FaultServer(on_phase=stop_it)
    if not pipelining:
        server.extensions = server.extensions[1:]
    with server.running():
        result = run(record, plan, smtp_to(server.port, connections=1))
    assert result.counts == {State.ACCEPTED: 2, State.CANCELLED: len(people) - 2}
    assert server.count() == {A: 1, B: 1}
    assert len([line for line in server.commands if line.startswith("MAIL")]) <= 4, "nobody else is even announced"
    assert_honest(record, server.count())


def test_a_plan_that_is_being_sent_is_refused(record: Database) -> None:
    plan = plan_for(record, [A])
    with hold(record, plan.id, "elsewhere:1:x"), pytest.raises(Refused, match="being sent"):
        run(record, plan, smtp_to(1))


def test_one_contact_that_cannot_be_written_to_does_not_hold_up_the_others(record: Database) -> None:
    plan = plan_for(record, [A, "müller@example.com", C])
    server = FaultServer(extensions=())
    with server.running():
        assert run(record, plan, smtp_to(server.port)).counts == {State.ACCEPTED: 2, State.REJECTED: 1}


def test_a_plan_that_cannot_be_written_to_anybody_refuses_nobody(record: Database) -> None:
    plan = plan_for(record, PEOPLE)
    with record.transaction(ACTOR):
        record._connection.execute("UPDATE plan_part SET subject = 'half a \ue000slot'")
    server = FaultServer()
    with server.running(), pytest.raises(BadInput, match="not closed"):
        run(record, plan, smtp_to(server.port))
    assert set(states(record).values()) == {State.QUEUED}


def test_one_bad_name_is_refused_alone(record: Database) -> None:
    plan = plan_for(record, PEOPLE)
    with record.transaction(ACTOR):
        record._connection.execute(
            "UPDATE delivery SET slots = json_set(slots, '$.name', 'a' || char(10) || 'Bcc: x') WHERE position = 2"
        )
    server = FaultServer()
    with server.running():
        assert run(record, plan, smtp_to(server.port)).counts == {State.ACCEPTED: 3, State.REJECTED: 1}
    assert "line break" in {row.email: row.reply for row in log_rows(record)}[B]


def test_one_value_with_half_a_character_is_refused_alone(record: Database) -> None:
    plan = plan_for(record, PEOPLE)
    with record.transaction(ACTOR):
        (text,) = record._connection.execute("SELECT slots FROM delivery WHERE position = 2").fetchone()
        slots = json.loads(text)
        broken = json.dumps({**slots, "slots": dict.fromkeys(slots["slots"], "\ud800")})
        record._connection.execute("UPDATE delivery SET slots = ? WHERE position = 2", (broken,))
    server = FaultServer()
    with server.running():
        assert run(record, plan, smtp_to(server.port)).counts == {State.ACCEPTED: 3, State.REJECTED: 1}
    assert "half a character" in {row.email: row.reply for row in log_rows(record)}[B]


def test_a_server_that_ends_the_connection_between_messages_delays_nobody(record: Database) -> None:
    plan = plan_for(record, PEOPLE)
    server = FaultServer([Fault("mail", "421 4.7.0 enough for one connection", times=2)])
    with server.running():
        assert run(record, plan, smtp_to(server.port)).complete
    assert server.count() == dict.fromkeys(PEOPLE, 1)


def test_a_rehearsal_writes_and_then_everybody_gets_it(record: Database, tmp_path: Path) -> None:
    rehearsal = plan_for(record, PEOPLE, transport="folder")
    result = run(record, rehearsal, folder_transport(tmp_path / "outbox"))
    assert result.counts == {State.WRITTEN: len(PEOPLE)}
    assert len(list((tmp_path / "outbox" / rehearsal.id).iterdir())) == 4
    plan = plan_for(record, PEOPLE)
    server = FaultServer()
    with server.running():
        assert run(record, plan, smtp_to(server.port)).complete
    assert server.count() == dict.fromkeys(PEOPLE, 1)


def test_nobody_elses_address_is_in_a_message(record: Database) -> None:
    plan = plan_for(record, PEOPLE)
    server = FaultServer()
    with server.running():
        run(record, plan, smtp_to(server.port))
    assert len(server.accepted) == len(PEOPLE)
    for recipient, message in server.accepted:
        assert [address for address in PEOPLE if address.encode() in message] == [recipient]
