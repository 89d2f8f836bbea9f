"""BDAT, DSN, a limit of messages for a connection, time by phase: against a server that knows them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from pressctl.config.mail import Notify, Smtp, Tls
from pressctl.mail import link
from pressctl.mail.base import Envelope
from pressctl.mail.dialogue import Dialogue
from pressctl.mail.errands import Errand
from pressctl.mail.letter import letter_of
from pressctl.mail.skills import Skills
from pressctl.mail.smtp import SmtpTransport
from pressctl.model.delivery import DeliveryState, Outcome, Phase
from tests.servers.fault_server import FaultServer
from tests.servers.modern_server import MODERN, ModernServer

State = DeliveryState
MESSAGE = b"From: press@example.org\r\nTo: a@example.org\r\nSubject: x\r\n\r\n.dot\r\nline\r\n..two\r\n.\r\n"
TO_A, TO_B = (Envelope("press@example.org", f"{name}@example.org", "2031-01-02-a1", n) for n, name in enumerate("ab"))


@contextmanager
def transport_to(server: ModernServer, **settings: object) -> Iterator[SmtpTransport]:
    values = {"host": "127.0.0.1", "port": server.port, "tls": Tls.NONE, "timeout": 30.0, **settings}
    transport = SmtpTransport(Smtp.model_validate(values))
    try:
        yield transport
    finally:
        transport.close()


def deliver_two(server: ModernServer, **settings: object) -> tuple[Outcome, Outcome]:
    with server.running(), transport_to(server, **settings) as transport:
        transport.open()
        first = transport.deliver(TO_A, MESSAGE)
        if first.connection_lost:
            transport.open()
        return first, transport.deliver(TO_B, MESSAGE)


def verbs(server: ModernServer) -> list[str]:
    return [
        " ".join(line.upper().split()[: 1 + line.startswith("BDAT")]) + (" LAST" if "LAST" in line else "")
        for line in server.commands
    ]


def test_a_message_travels_as_it_is_where_chunks_are_taken() -> None:
    server = ModernServer()
    first, second = deliver_two(server)
    assert (first.state, second.state) == (State.ACCEPTED, State.ACCEPTED)
    assert server.accepted == [("a@example.org", MESSAGE), ("b@example.org", MESSAGE)]
    one = ["MAIL", "RCPT", f"BDAT {len(MESSAGE)}", "BDAT 0 LAST"]
    assert verbs(server) == ["EHLO", *one, *one, "QUIT"]


@pytest.mark.parametrize("without", ["PIPELINING", "CHUNKING"])
def test_chunks_are_used_only_with_pipelining_and_where_offered(without: str) -> None:
    server = FaultServer(extensions=tuple(name for name in MODERN if name != without))
    with server.running():
        transport = SmtpTransport(Smtp(host="127.0.0.1", port=server.port, tls=Tls.NONE, timeout=30))
        transport.open()
        assert transport.deliver(TO_A, MESSAGE).state is State.ACCEPTED
        transport.close()
    assert "DATA" in server.commands


def test_the_office_may_put_chunks_off() -> None:
    server = FaultServer(extensions=MODERN)
    with server.running():
        transport = SmtpTransport(Smtp(host="127.0.0.1", port=server.port, tls=Tls.NONE, timeout=30, chunking=False))
        transport.open()
        assert transport.deliver(TO_A, MESSAGE).state is State.ACCEPTED
        transport.close()
    assert "DATA" in server.commands


@pytest.mark.parametrize(
    ("verb", "times", "reply", "state", "phase"),
    [
        ("MAIL", 1, "451 4.3.0 later", State.DEFERRED, Phase.MAIL),
        ("RCPT", 1, "550 5.1.1 no such user", State.REJECTED, Phase.RCPT),
        ("RCPT", 1, "421 4.3.2 bye", State.DEFERRED, Phase.RCPT),
        ("BDAT", 1, "452 4.3.1 full", State.DEFERRED, Phase.DATA),
        ("BDAT", 1, "554 5.6.0 no", State.REJECTED, Phase.DATA),
        ("BDAT", 1, "421 4.3.2 bye", State.DEFERRED, Phase.DOT),
        ("BDAT", 2, "451 4.3.0 later", State.DEFERRED, Phase.DOT),
        ("BDAT", 2, "554 5.7.1 spam", State.REJECTED, Phase.DOT),
    ],
)
def test_a_refusal_among_chunks_has_its_state(verb: str, times: int, reply: str, state: State, phase: Phase) -> None:
    server = ModernServer(replies={verb: {times: reply}})
    first, second = deliver_two(server)
    assert (first.state, first.code) == (state, int(reply[:3]))
    assert first.phase is phase or reply.startswith("421")
    assert second.state is State.ACCEPTED
    assert server.accepted == [("b@example.org", MESSAGE)]


def test_a_refused_recipient_hears_no_content() -> None:
    server = ModernServer(replies={"RCPT": {1: "550 5.1.1 no such user"}})
    deliver_two(server)
    assert verbs(server)[:5] == ["EHLO", "MAIL", "RCPT", "RSET", "MAIL"]


def test_a_lost_answer_to_the_last_chunk_is_a_doubt() -> None:
    server = ModernServer(lose_the_answer_to="BDAT 0 LAST")
    with server.running(), transport_to(server) as transport:
        transport.open()
        outcome = transport.deliver(TO_A, MESSAGE)
    assert (outcome.state, outcome.phase) == (State.UNCERTAIN, Phase.DOT)
    assert len(server.accepted) == 1


def test_a_server_that_refuses_the_content_and_takes_its_end_leaves_a_doubt() -> None:
    dialogue = Dialogue(Skills(pipelining=True, chunking=True))
    errand = Errand.to("press@example.org", "a@example.org", letter_of(MESSAGE))
    dialogue.announce(errand)
    dialogue.sent(sum(map(len, dialogue.outgoing)))
    dialogue.receive(b"250 ok\r\n250 ok\r\n")
    dialogue.proceed(errand)
    dialogue.sent(sum(map(len, dialogue.outgoing)))
    (event,) = dialogue.receive(b"452 4.3.1 full\r\n250 2.0.0 taken\r\n")
    assert event.outcome.state is State.UNCERTAIN  # type: ignore[union-attr]


def test_a_content_that_is_refused_before_its_end_has_left_ends_the_connection() -> None:
    dialogue = Dialogue(Skills(pipelining=True, chunking=True))
    errand = Errand.to("press@example.org", "a@example.org", letter_of(MESSAGE))
    dialogue.announce(errand)
    dialogue.sent(sum(map(len, dialogue.outgoing)))
    dialogue.receive(b"250 ok\r\n250 ok\r\n")
    dialogue.proceed(errand)
    dialogue.sent(dialogue.before_dot)
    (event,) = dialogue.receive(b"452 4.3.1 full\r\n")
    assert event.outcome.state is State.DEFERRED  # type: ignore[union-attr]
    assert not dialogue.speaks


def test_reports_are_asked_for_where_the_office_wants_them_and_the_server_offers_it() -> None:
    server = ModernServer()
    deliver_two(server, notify=("failure", "delay"))
    assert server.commands[1].endswith(" RET=HDRS ENVID=2031-01-02-a1.0")
    assert server.commands[2] == "RCPT TO:<a@example.org> NOTIFY=FAILURE,DELAY ORCPT=rfc822;a@example.org"


@pytest.mark.parametrize(
    ("extensions", "notify"),
    [(tuple(set(MODERN) - {"DSN"}), (Notify.FAILURE,)), (MODERN, ())],
    ids=["server", "office"],
)
def test_nothing_is_said_of_reports_otherwise(extensions: tuple[str, ...], notify: tuple[Notify, ...]) -> None:
    server = ModernServer(extensions=extensions)
    deliver_two(server, notify=notify)
    assert not any(word in line for line in server.commands for word in ("RET=", "ENVID=", "NOTIFY=", "ORCPT="))


def test_an_address_in_a_report_is_written_as_the_standard_wants() -> None:
    server = ModernServer()
    with server.running(), transport_to(server, notify=("failure",)) as transport:
        transport.open()
        transport.deliver(Envelope("press@example.org", "a+b=c@example.org", "p", 1), MESSAGE)
        transport.deliver(Envelope("press@example.org", "müller@example.org", "p", 2), MESSAGE)
    told = [line.partition("ORCPT=")[2] for line in server.commands if "ORCPT=" in line]
    assert told == ["rfc822;a+2Bb+3Dc@example.org", "utf-8;müller@example.org"]


def test_a_connection_carries_no_more_than_it_may() -> None:
    server = ModernServer()
    with server.running(), transport_to(server, per_connection=2) as transport:
        for _ in range(5):
            transport.open()
            for _ in range(2):
                assert transport.deliver(TO_A, MESSAGE).state is State.ACCEPTED
    assert server.connections == 5
    assert verbs(server).count("QUIT") == 5


def test_each_phase_has_the_time_that_the_standard_gives_it() -> None:
    import socket

    ours, theirs = socket.socketpair()
    with ours, theirs:
        patient = link.Link(ours, Skills(), None)
        seconds = [patient._patience(phase) for phase in (Phase.MAIL, Phase.RCPT, Phase.DATA, Phase.DOT, None)]
        assert seconds == [300, 300, 120, 600, 180]
        hasty = link.Link(ours, Skills(), 20)
        assert [hasty._patience(phase) for phase in (Phase.MAIL, Phase.DATA, Phase.DOT, None)] == [20, 20, 200, 20]


def test_never_is_no_report_beside_others() -> None:
    with pytest.raises(ValueError, match="stands alone"):
        Smtp(host="h", notify=(Notify.NEVER, Notify.DELAY))
