"""Mail servers as they are met: greylisting, slow, with a bad certificate, or not doing what they announce."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pressctl.mail.base import ServerUnavailable
from pressctl.mail.link import Link
from pressctl.model.delivery import DeliveryState, Phase
from pressctl.store.record.database import Database
from pressctl.store.sending.delivery_log import log_rows
from pressctl.workflow.sending import delivering
from pressctl.workflow.sending.halting import REFUSED_IN_A_ROW
from tests.acceptance.conftest import PressOffice
from tests.acceptance.test_proof_kill import an_office_with, configure
from tests.servers.fault_server import Fault, FaultServer
from tests.servers.real_server import Certificates, certificates
from tests.servers.sendings import (
    StepClock,
    assert_honest,
    give_up_on_silence,
    plan_for,
    run,
    smtp_to,
    states,
)

State = DeliveryState
PEOPLE = [f"reader{number:02d}@example.com" for number in range(12)]
LOGIN = ("press@example.org", "a-password-of-the-test")


@pytest.mark.parametrize("pipelining", [True, False], ids=["pipelined", "in turn"])
def test_greylisting_costs_one_retry_and_nobody(record: Database, clock: StepClock, pipelining: bool) -> None:
    plan = plan_for(record, PEOPLE)
    server = FaultServer([Fault("rcpt", "450 4.2.0 greylisted", address, times=1) for address in PEOPLE[::2]])
    if not pipelining:
        server.extensions = server.extensions[1:]
    with server.running():
        first = run(record, plan, smtp_to(server.port))
        assert first.counts == {State.ACCEPTED: 6, State.DEFERRED: 6}
        assert first.due == clock() + timedelta(minutes=5)
        clock.move(minutes=5)
        assert run(record, plan, smtp_to(server.port)).complete
    assert server.count() == dict.fromkeys(PEOPLE, 1)
    assert_honest(record, server.count())


def test_a_server_that_speaks_slowly_is_waited_for(record: Database) -> None:
    plan = plan_for(record, PEOPLE[:2])
    server = FaultServer(drip=0.002)
    with server.running():
        assert run(record, plan, smtp_to(server.port)).complete
    assert server.count() == dict.fromkeys(PEOPLE[:2], 1)


@pytest.mark.parametrize(
    "phase", [*(pytest.param(one, marks=pytest.mark.proof) for one in ("mail", "rcpt", "data")), "dot"]
)
def test_a_drip_that_never_becomes_an_answer_gains_no_time(
    record: Database, phase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # For the answer that drips half a second, and for all others as long as a busy machine may take.
    monkeypatch.setattr(Link, "_patience", lambda _, awaited: 0.5 if awaited is Phase(phase) else 60.0)
    plan = plan_for(record, PEOPLE[:1])
    server = FaultServer([Fault(phase, "drip")], stall_seconds=60)
    with server.running():
        result = run(record, plan, smtp_to(server.port))
    assert result.counts == {State.UNCERTAIN if phase == "dot" else State.DEFERRED: 1}
    assert "in time" in log_rows(record)[0].reply
    assert_honest(record, server.count())


@pytest.mark.parametrize(
    "at",
    [
        (0,),
        (2, 3, 4, 5),
        *(pytest.param(one, marks=pytest.mark.proof) for one in ((3,), (0, 1, 2), (11,), tuple(range(12)))),
    ],
    ids=str,
)
@pytest.mark.parametrize("connections", [1, 4])
def test_recipients_refused_in_the_middle_of_pipelined_ones_are_refused_alone(
    record: Database, at: tuple[int, ...], connections: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivering, "PER_LINK", 2)
    plan = plan_for(record, PEOPLE)
    refused = {PEOPLE[number] for number in at}
    server = FaultServer(
        [Fault("rcpt", f"550 5.1.1 no {address}", address) for address in refused], company=connections
    )
    with server.running():
        run(record, plan, smtp_to(server.port, connections=connections))
    said = {row.email: row.reply for row in log_rows(record)}
    assert {address for address, state in states(record).items() if state is State.REJECTED} == refused
    assert all(f"no {address}" in said[address] for address in refused), "each with the words that were said to it"
    assert server.count() == {address: 1 for address in PEOPLE if address not in refused}


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
@pytest.mark.parametrize("wrong", ["expired", "elsewhere", "nobody"])
def test_a_bad_certificate_ends_it_before_a_word_of_mail_or_password(
    record: Database, tmp_path: Path, tls: str, wrong: str
) -> None:
    plan = plan_for(record, PEOPLE)
    certs = bad_certificate(tmp_path, wrong)
    server = FaultServer(tls=tls, context=certs.context, login=LOGIN)
    ca_file = None if wrong == "nobody" else certs.ca_file
    with server.running(), pytest.raises(ServerUnavailable, match="certificate is not to be trusted"):
        run(record, plan, smtp_to(server.port, tls=tls, ca_file=ca_file, login=LOGIN))
    assert {command.split()[0].upper() for command in server.commands} <= {"EHLO", "STARTTLS"}
    assert set(states(record).values()) == {State.QUEUED}


def bad_certificate(folder: Path, wrong: str) -> Certificates:
    if wrong == "elsewhere":
        return certificates(folder, "elsewhere.example")
    until = datetime.now(UTC) - timedelta(days=1) if wrong == "expired" else None
    return certificates(folder, until=until)


def test_a_stripped_starttls_ends_it_and_a_mended_line_goes_on(record: Database, tmp_path: Path) -> None:
    plan = plan_for(record, PEOPLE)
    certs = certificates(tmp_path)
    server = FaultServer(tls="none", context=certs.context)
    with server.running():
        transport = smtp_to(server.port, tls="starttls", ca_file=certs.ca_file, login=LOGIN)
        with pytest.raises(ServerUnavailable, match="does not offer STARTTLS"):
            run(record, plan, transport)
        assert {command.split()[0].upper() for command in server.commands} == {"EHLO"}
        server.tls, server.login = "starttls", LOGIN
        assert run(record, plan, transport).complete
    assert server.count() == dict.fromkeys(PEOPLE, 1)


def test_starttls_stripped_from_a_further_connection_costs_that_connection_alone(
    record: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivering, "PER_LINK", 2)
    plan = plan_for(record, PEOPLE)
    certs = certificates(tmp_path)
    server = FaultServer([Fault("starttls", "454 4.7.0 not now", after=1)], tls="starttls", context=certs.context)
    with server.running():
        assert run(record, plan, smtp_to(server.port, tls="starttls", ca_file=certs.ca_file)).complete
    assert server.count() == dict.fromkeys(PEOPLE, 1)
    assert not [line for line in server.in_the_clear if line.startswith(("MAIL", "RCPT", "DATA"))]


@pytest.mark.parametrize("forgets", ["all", "after the dot"])
@pytest.mark.parametrize("connections", [1, 4])
def test_pipelining_that_is_announced_and_not_understood_is_done_without(
    record: Database, connections: int, forgets: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivering, "PER_LINK", 2)
    plan = plan_for(record, PEOPLE)
    server = FaultServer(forgets=forgets, company=connections)
    give_up_on_silence(monkeypatch, server)
    with server.running():
        result = run(record, plan, smtp_to(server.port, connections=connections))
    assert result.complete, "everybody is served at once, one thing at a time"
    assert server.count() == dict.fromkeys(PEOPLE, 1)
    assert server.connections <= 2 * connections, "it is found out once on a connection"
    assert_honest(record, server.count())


@pytest.mark.parametrize("connections", [1, 4])
def test_a_server_that_refuses_what_comes_before_its_answer_to_a_message_is_given_one_at_a_time(
    record: Database, connections: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Since messages were smuggled behind a final dot, some servers answer 503 to all that stands right behind one."""
    monkeypatch.setattr(delivering, "PER_LINK", 2)
    plan = plan_for(record, PEOPLE)
    server = FaultServer(refuses_behind_the_dot=True, company=connections)
    with server.running():
        result = run(record, plan, smtp_to(server.port, connections=connections))
    assert result.complete
    assert server.count() == dict.fromkeys(PEOPLE, 1)
    assert server.connections <= connections, "the connection is as good as before"
    assert server.refused_behind_the_dot == 1, "it is found out once, on one connection"
    assert {row.attempts for row in log_rows(record)} == {1}, "what was refused there is as if nobody had tried it"
    assert_honest(record, server.count())


def test_only_where_a_plan_waits_is_one_to_be_resumed(office: PressOffice) -> None:
    an_office_with(office, 3)
    server = FaultServer([Fault("greeting", "554 5.3.2 closed")])
    with server.running():
        configure(office, server.port, tls="none")
        refused = office.run("send", "six", "--to", "all", "--yes")
        assert refused.code == 5
        assert "closed" in refused.err
        assert "--resume" not in refused.err, "nothing was stored"
        assert "is unfinished" in office.run("send", "six", "--resume").err


def test_whoever_is_halted_hears_when_it_goes_on(office: PressOffice, server: FaultServer) -> None:
    an_office_with(office, 3)
    configure(office, server.port, tls="none")
    toml = office.root / "pressctl.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(text.replace("[mail.smtp]", "[mail.smtp]\nper_hour = 2", 1), encoding="utf-8")
    halted = office.run("send", "six", "--to", "all", "--yes")
    assert halted.code == 5, halted.err
    assert "the limit of 2 messages an hour is reached\n    go on from " in halted.out


def test_a_message_that_is_too_large_for_the_server_is_known_before_anybody_is_refused(office: PressOffice) -> None:
    an_office_with(office, 3)
    server = FaultServer(extensions=("PIPELINING", "SIZE 5500"))
    with server.running():
        configure(office, server.port, tls="none")
        refused = office.run("send", "six", "--to", "all", "--yes")
        assert refused.code == 4, refused.err
        assert "the mail server takes 5 KB at most" in refused.err
        assert "attach less" in refused.err
        assert "is unfinished" in office.run("send", "six", "--resume").err
        server.extensions = ("PIPELINING", "SIZE 5500000")
        assert office.run("send", "six", "--to", "all", "--yes").code == 0
    assert set(Counter(recipient for recipient, _ in server.mails()).values()) == {1}


@pytest.mark.parametrize("way", ["dot", "chunks"])
@pytest.mark.parametrize("connections", [1, 4])
def test_a_server_that_crashes_over_what_stands_behind_a_message_leaves_one_in_doubt(
    record: Database, connections: int, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody can know it before; one connection tries, and the others wait for how it went."""
    monkeypatch.setattr(delivering, "PER_LINK", 2)
    plan = plan_for(record, PEOPLE)
    server = FaultServer(crashes_behind_the_dot=True, company=connections)
    if way == "chunks":
        server.extensions = (*server.extensions, "CHUNKING")
    with server.running():
        result = run(record, plan, smtp_to(server.port, connections=connections))
    assert result.counts == {State.ACCEPTED: 11, State.UNCERTAIN: 1}
    assert server.count() == dict.fromkeys(PEOPLE, 1)
    assert_honest(record, server.count())


def test_a_server_that_is_known_to_crash_over_it_is_not_tried(record: Database) -> None:
    plan = plan_for(record, PEOPLE)
    server = FaultServer(crashes_behind_the_dot=True, greeting="220 mail.example.org Dovecot (Debian) ready.")
    with server.running():
        assert run(record, plan, smtp_to(server.port)).complete
    assert_honest(record, server.count())


def test_a_server_that_follows_is_followed_closely_on_all_connections(
    record: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once one connection was answered as it should be, each says the next envelope right behind a message."""
    monkeypatch.setattr(delivering, "PER_LINK", 2)
    plan = plan_for(record, [f"reader{number:03d}@example.com" for number in range(120)])
    server = FaultServer(company=4)
    with server.running():
        assert run(record, plan, smtp_to(server.port, connections=4)).complete
    assert server.said_behind_the_dot >= 60
    assert_honest(record, server.count())


@pytest.mark.parametrize("answer", ["452 4.5.3 too many messages", "550 5.7.0 no more on this line", "421 4.7.0 bye"])
@pytest.mark.parametrize("pipelining", [True, False], ids=["pipelined", "in turn"])
def test_a_server_that_takes_so_many_a_connection_and_says_so_in_its_own_way_is_given_a_new_one(
    record: Database, pipelining: bool, answer: str
) -> None:
    plan = plan_for(record, PEOPLE)
    server = FaultServer(per_connection=(5, answer))
    if not pipelining:
        server.extensions = server.extensions[1:]
    with server.running():
        assert run(record, plan, smtp_to(server.port, connections=1)).complete
    assert server.count() == dict.fromkeys(PEOPLE, 1)
    assert server.connections == 3
    assert {row.attempts for row in log_rows(record)} == {1}
    assert_honest(record, server.count())


@pytest.mark.parametrize("connections", [1, 4])
def test_a_sender_of_whom_a_server_has_had_enough_for_now_is_not_refused_for_every_reader(
    record: Database, connections: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A limit of messages a minute, say: the next one would fare no better, so the others keep their attempts."""
    monkeypatch.setattr(delivering, "PER_LINK", 2)
    people = [f"reader{number}@desk{number}.example.com" for number in range(60)]
    plan = plan_for(record, people)
    server = FaultServer([Fault("mail", "451 4.7.1 rate 100.8 / 1m", after=10)])
    with server.running():
        result = run(record, plan, smtp_to(server.port, connections=connections))
    assert result.counts[State.ACCEPTED] == 10
    assert result.counts[State.DEFERRED] <= REFUSED_IN_A_ROW + 2 * connections
    assert result.halted is not None
    assert "451 4.7.1 rate 100.8 / 1m" in result.halted.message
    assert "per_second" in (result.halted.hint or "")
    assert_honest(record, server.count())


@pytest.mark.proof
def test_a_server_that_never_answers_to_a_recipient_is_not_asked_for_ever(
    record: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = plan_for(record, PEOPLE)
    server = FaultServer([Fault("rcpt", "stall")])
    give_up_on_silence(monkeypatch, server)
    with server.running():
        result = run(record, plan, smtp_to(server.port))
    assert result.halted is not None
    assert server.connections <= 4 * 3 + 1
    assert set(states(record).values()) == {State.DEFERRED, State.QUEUED}


@pytest.mark.parametrize("tls", ["none", "starttls", "implicit"])
@pytest.mark.parametrize(
    "phase", [*(pytest.param(one, marks=pytest.mark.proof) for one in ("connect", "greeting")), "ehlo"]
)
def test_a_server_that_lets_further_connections_hang_holds_up_nobody(
    record: Database, tmp_path: Path, tls: str, phase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivering, "PER_LINK", 2)
    plan = plan_for(record, PEOPLE)
    certs = certificates(tmp_path)
    # STARTTLS says EHLO twice on the first connection.
    after = 2 if (tls, phase) == ("starttls", "ehlo") else 1
    server = FaultServer([Fault(phase, "stall", after=after)], tls=tls, context=certs.context, stall_seconds=120)
    with server.running():
        assert run(record, plan, smtp_to(server.port, tls=tls, ca_file=certs.ca_file, timeout=300)).complete
        assert not server.waited_out, "nobody waits for what is not needed any more"
    assert server.count() == dict.fromkeys(PEOPLE, 1)
