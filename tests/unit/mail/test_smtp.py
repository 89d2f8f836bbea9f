"""The dialogue with a mail server: each phase, each way to go wrong."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import pytest

from pressctl.config.mail import Smtp, Tls
from pressctl.errors import BadInput
from pressctl.mail import smtp
from pressctl.mail.base import Envelope, ServerUnavailable
from pressctl.mail.connecting import wrapped
from pressctl.mail.errands import Errand, Ready
from pressctl.mail.letter import letter_of, stuffed
from pressctl.mail.link import Link
from pressctl.mail.settings import Secret
from pressctl.mail.skills import Skills
from pressctl.mail.smtp import SmtpTransport
from pressctl.model.delivery import DeliveryState, Outcome, Phase
from tests.servers.fault_server import Fault, FaultServer, end_at_once
from tests.servers.real_server import PASSWORD, USER, Certificates, certificates, real_server

State = DeliveryState
MESSAGE = b"From: press@example.org\r\nTo: a@example.org\r\nSubject: x\r\n\r\n.dot\r\nline\r\n..two\r\n.\r\n"
TO_A, TO_B = (Envelope("press@example.org", f"{name}@example.org", "p", 1) for name in "ab")


@pytest.fixture(scope="module")
def certs(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return certificates(tmp_path_factory.mktemp("certs"))


@contextmanager
def transport_to(server: FaultServer, timeout: float = 60.0) -> Iterator[SmtpTransport]:
    transport = SmtpTransport(Smtp(host="127.0.0.1", port=server.port, tls=Tls.NONE, timeout=timeout))
    try:
        yield transport
    finally:
        transport.close()


def deliver_two(server: FaultServer, timeout: float = 60.0, message: bytes = MESSAGE) -> tuple[Outcome, Outcome]:
    """Send to a, whom the fault hits, and to b, on a new connection where the first was lost."""
    with server.running(), transport_to(server, timeout) as transport:
        transport.open()
        first = transport.deliver(TO_A, message)
        if first.connection_lost:
            transport.open()
        return first, transport.deliver(TO_B, message)


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
@pytest.mark.parametrize("auth", [True, False])
def test_a_real_server_takes_a_message_over_tls(certs: Certificates, tls: str, auth: bool) -> None:
    with real_server(certs.context, tls=tls, auth=auth and tls == "starttls") as mailbox:
        settings = Smtp(host="localhost", port=mailbox.port, tls=Tls(tls), user=USER if auth else None, timeout=30)
        if auth and tls == "implicit":
            settings = settings.model_copy(update={"user": None})
        transport = SmtpTransport(settings, Secret(PASSWORD), ca_file=certs.ca_file)
        transport.open()
        outcome = transport.deliver(TO_A, MESSAGE)
        transport.close()
    assert (outcome.state, outcome.code, outcome.reply) == (State.ACCEPTED, 250, "250 2.0.0 taken")
    assert mailbox.taken == [("press@example.org", ["a@example.org"], MESSAGE)]


@pytest.mark.parametrize(
    ("phase", "kind", "state", "lost", "stops"),
    [
        ("mail", "451 4.3.0 later", State.DEFERRED, False, False),
        ("mail", "550 5.7.1 not you", State.DEFERRED, False, True),
        ("mail", "421 4.3.2 bye", State.DEFERRED, True, False),
        ("mail", "drop", State.DEFERRED, True, False),
        ("mail", "garbage", State.DEFERRED, True, False),
        ("rcpt", "450 4.2.1 greylisted", State.DEFERRED, False, False),
        ("rcpt", "550 5.1.1 no such user", State.REJECTED, False, False),
        ("rcpt", "550-5.7.26 not\r\n550 5.7.26 aligned", State.DEFERRED, False, True),
        ("rcpt", "530 5.7.0 authenticate first", State.DEFERRED, False, True),
        ("rcpt", "421 4.3.2 bye", State.DEFERRED, True, False),
        ("rcpt", "drop", State.DEFERRED, True, False),
        ("rcpt", "garbage", State.DEFERRED, True, False),
        ("data", "451 4.3.0 later", State.DEFERRED, False, False),
        ("data", "554 5.5.1 no", State.REJECTED, False, False),
        ("data", "421 4.3.2 bye", State.DEFERRED, True, False),
        ("data", "drop", State.DEFERRED, True, False),
        ("data", "garbage", State.DEFERRED, True, False),
        ("dot", "451 4.3.0 later", State.DEFERRED, False, False),
        ("dot", "554 5.6.0 spam", State.REJECTED, False, False),
        ("dot", "421 4.3.2 bye", State.DEFERRED, True, False),
        ("dot", "drop", State.UNCERTAIN, True, False),
        ("dot", "garbage", State.UNCERTAIN, True, False),
        ("dot", "accept-drop", State.UNCERTAIN, True, False),
        ("dot", "accept-garbage", State.UNCERTAIN, True, False),
    ],
)
def test_each_fault_in_each_phase_has_its_state(phase: str, kind: str, state: State, lost: bool, stops: bool) -> None:
    server = FaultServer([Fault(phase, kind, times=1)])
    first, second = deliver_two(server)
    assert (first.state, first.connection_lost, first.stops_plan) == (state, lost, stops), first
    assert first.phase is {"mail": Phase.MAIL, "rcpt": Phase.RCPT, "data": Phase.DATA, "dot": Phase.DOT}[phase]
    assert second.state is State.ACCEPTED
    assert server.count() == {"b@example.org": 1} | ({"a@example.org": 1} if kind.startswith("accept") else {})
    if kind[0].isdigit():
        assert first.code == int(kind[:3])
        assert first.enhanced == kind[4:].split(maxsplit=1)[0]


@pytest.mark.parametrize(
    ("phase", "state"),
    [("mail", State.DEFERRED), ("rcpt", State.DEFERRED), ("data", State.DEFERRED), ("dot", State.UNCERTAIN)],
)
def test_a_stall_ends_with_the_phases_time(phase: str, state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    over: list[bool] = []
    stalled = Phase(phase)
    monkeypatch.setattr(Link, "_patience", lambda _, awaited: 0.3 if awaited is stalled and not over else 60.0)
    server = FaultServer([Fault(phase, "stall", times=1)])
    with server.running(), transport_to(server) as transport:
        transport.open()
        first = transport.deliver(TO_A, MESSAGE)
        over.append(True)
        transport.open()
        second = transport.deliver(TO_B, MESSAGE)
    assert (first.state, first.connection_lost, second.state) == (state, True, State.ACCEPTED)
    assert "in time" in first.reply


def test_a_drop_in_the_middle_of_the_message_is_no_doubt() -> None:
    server = FaultServer([Fault("body", "drop", times=1)], extensions=())
    first, second = deliver_two(server, message=MESSAGE + b"x" * 70 + b"\r\n" + (b"y" * 76 + b"\r\n") * 110_000)
    assert (first.state, first.phase, second.state) == (State.DEFERRED, Phase.DATA, State.ACCEPTED)


def test_every_dot_arrives_as_it_left() -> None:
    server = FaultServer()
    deliver_two(server)
    assert [message for _, message in server.accepted] == [MESSAGE] * 2


@pytest.mark.parametrize("bad", [b"a\n.\nb\r\n", b"a\r.\rb\r\n", b"a\r\n.\nMAIL FROM:<x@y>\r\n", b"\x00\r\n"])
def test_a_bare_line_end_never_leaves(bad: bytes) -> None:
    server = FaultServer()
    with server.running(), transport_to(server) as transport:
        transport.open()
        with pytest.raises(BadInput, match="CRLF"):
            transport.deliver(TO_A, bad)
    assert "DATA" not in server.commands


def test_stuffing_doubles_leading_dots_only() -> None:
    assert stuffed(b".\r\na.b\r\n..c") == b"..\r\na.b\r\n...c\r\n"


def test_a_refused_recipient_ends_the_transaction_and_keeps_the_connection() -> None:
    server = FaultServer([Fault("rcpt", "550 5.1.1 no", recipient="a@example.org")])
    deliver_two(server)
    assert server.connections == 1
    verbs = [command.split()[0].upper() for command in server.commands]
    assert verbs == ["EHLO", "MAIL", "RCPT", "DATA", "RSET", "MAIL", "RCPT", "DATA", "QUIT"]


def test_a_server_without_pipelining_is_told_one_thing_at_a_time() -> None:
    server = FaultServer([Fault("rcpt", "550 5.1.1 no", recipient="a@example.org")], extensions=())
    deliver_two(server)
    verbs = [command.split()[0].upper() for command in server.commands]
    assert verbs == ["EHLO", "MAIL", "RCPT", "RSET", "MAIL", "RCPT", "DATA", "QUIT"]


def test_the_envelope_names_one_recipient_and_the_size() -> None:
    server = FaultServer()
    deliver_two(server)
    assert f"MAIL FROM:<press@example.org> SIZE={len(MESSAGE)}" in server.commands
    assert [c for c in server.commands if c.startswith("RCPT")] == [f"RCPT TO:<{x}@example.org>" for x in "ab"]


def test_a_message_that_is_too_large_is_refused_here() -> None:
    server = FaultServer(extensions=("SIZE 20",))
    first, _ = deliver_two(server)
    assert first.state is State.REJECTED
    assert "the mail server takes" in first.reply
    assert not any(command.startswith("MAIL") for command in server.commands)


def test_an_address_that_needs_smtputf8_is_refused_here_or_announced() -> None:
    envelope = Envelope("press@example.org", "müller@büro.example", "p", 1)
    for extensions, state in (((), State.REJECTED), (("SMTPUTF8", "8BITMIME"), State.ACCEPTED)):
        server = FaultServer(extensions=extensions)
        with server.running(), transport_to(server) as transport:
            transport.open()
            assert transport.deliver(envelope, MESSAGE).state is state
        if state is State.ACCEPTED:
            assert "MAIL FROM:<press@example.org> BODY=8BITMIME SMTPUTF8" in server.commands
            assert "RCPT TO:<müller@xn--bro-hoa.example>" in server.commands


def test_an_address_that_injects_a_command_never_reaches_the_server() -> None:
    server = FaultServer()
    with server.running(), transport_to(server) as transport:
        transport.open()
        with pytest.raises(BadInput, match="not an address"):
            transport.deliver(Envelope("press@example.org", "j@x>\r\nRCPT TO:<e@y", "p", 1), MESSAGE)
    assert [command.split()[0].upper() for command in server.commands] == ["EHLO", "QUIT"]


@pytest.mark.parametrize(
    ("faults", "words"),
    [
        ([Fault("greeting", "554 5.3.2 closed today")], "554 5.3.2 closed today"),
        ([Fault("greeting", "drop")], "closed the connection"),
        ([Fault("greeting", "garbage")], "not SMTP"),
        ([Fault("greeting", "stall")], "in time"),
        ([Fault("ehlo", "421 4.3.2 bye")], "421 4.3.2 bye"),
        ([Fault("ehlo", "drop")], "closed the connection"),
    ],
)
def test_a_server_that_does_not_take_us_says_why(faults: list[Fault], words: str) -> None:
    server = FaultServer(faults)
    with server.running(), transport_to(server, 0.3) as transport:
        with pytest.raises(ServerUnavailable) as caught:
            transport.open()
        assert words in caught.value.message
        assert caught.value.hint
        assert transport.deliver(TO_A, MESSAGE).connection_lost


def test_a_server_that_is_down_or_unknown_is_unavailable() -> None:
    server = FaultServer()
    with server.running():
        pass
    with transport_to(server) as transport, pytest.raises(ServerUnavailable, match="nothing answers"):
        transport.open()


def test_a_host_that_has_no_name_is_unavailable() -> None:
    settings = Smtp(host="mail.example.org", timeout=30).model_copy(update={"host": "mail..example.org"})
    with pytest.raises(ServerUnavailable, match="no host name"):
        SmtpTransport(settings).open()


def test_a_stripped_starttls_is_refused(certs: Certificates) -> None:
    server = FaultServer(tls="none")
    with server.running():
        transport = SmtpTransport(Smtp(host="127.0.0.1", port=server.port, timeout=30, user=USER), Secret(PASSWORD))
        with pytest.raises(ServerUnavailable, match="does not offer STARTTLS"):
            transport.open()
    assert [command.split()[0].upper() for command in server.commands] == ["EHLO"]


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_a_certificate_that_nobody_vouches_for_is_refused(certs: Certificates, tls: str) -> None:
    server = FaultServer(tls=tls, context=certs.context)
    with server.running():
        transport = SmtpTransport(
            Smtp(host="127.0.0.1", port=server.port, tls=Tls(tls), timeout=30, user=USER), Secret(PASSWORD)
        )
        with pytest.raises(ServerUnavailable, match="certificate"):
            transport.open()
    assert not any(command.startswith("AUTH") for command in server.commands)


def test_what_is_said_behind_the_answer_to_starttls_is_not_heard_as_protected(certs: Certificates) -> None:
    """Somebody on the line puts words in the server's mouth before TLS begins (CVE-2011-0411, the other way round)."""
    injected = Fault("starttls", "220 go ahead\r\n250-fault.example\r\n250 AUTH PLAIN")
    server = FaultServer([injected], tls="starttls", context=certs.context, login=(USER, PASSWORD))
    with server.running():
        settings = Smtp(host="127.0.0.1", port=server.port, timeout=30, user=USER)
        with pytest.raises(ServerUnavailable, match="before the connection was protected"):
            SmtpTransport(settings, Secret(PASSWORD), ca_file=certs.ca_file).open()
    assert not any(command.startswith("AUTH") for command in server.commands)


def test_a_certificate_for_another_name_is_refused(tmp_path: Path) -> None:
    other = certificates(tmp_path, "elsewhere.example")
    server = FaultServer(tls="implicit", context=other.context)
    with server.running():
        settings = Smtp(host="127.0.0.1", port=server.port, tls=Tls.IMPLICIT, timeout=30)
        with pytest.raises(ServerUnavailable, match="certificate"):
            SmtpTransport(settings, ca_file=other.ca_file).open()


def test_no_mail_leaves_unprotected_for_another_machine() -> None:
    with pytest.raises(BadInput, match="unprotected"):
        SmtpTransport(Smtp(host="192.0.2.1", port=25, tls=Tls.NONE, timeout=1)).open()


def test_a_refused_password_is_said_without_the_password(
    certs: Certificates, capfd: pytest.CaptureFixture[str]
) -> None:
    secret = "sentinel-wrong-password"
    with real_server(certs.context, auth=True) as mailbox:
        settings = Smtp(host="localhost", port=mailbox.port, user=USER, timeout=30)
        transport = SmtpTransport(settings, Secret(secret), ca_file=certs.ca_file)
        with pytest.raises(ServerUnavailable) as caught:
            transport.open()
    error = caught.value
    assert USER in error.message
    assert "PRESSCTL_SMTP_PASSWORD" in (error.hint or "")
    seen = " ".join(
        [repr(error), str(error), error.message, error.hint or "", repr(transport), str(transport.__dict__)]
    )
    assert secret not in seen + "".join(capfd.readouterr())
    assert not isinstance(error.__cause__, smtplib.SMTPException)


def test_a_password_with_letters_that_auth_cannot_carry_is_said_so(certs: Certificates) -> None:
    with real_server(certs.context, auth=True) as mailbox:
        settings = Smtp(host="localhost", port=mailbox.port, user=USER, timeout=30)
        with pytest.raises(ServerUnavailable, match="letters that AUTH cannot carry"):
            SmtpTransport(settings, Secret("şifrə"), ca_file=certs.ca_file).open()


@pytest.mark.parametrize("question", ["334 !!!x", "334 \xff", "334 abc"])
def test_a_question_at_auth_that_is_no_base64_makes_the_server_unavailable(certs: Certificates, question: str) -> None:
    server = FaultServer([Fault("auth", question)], tls="starttls", context=certs.context, login=(USER, PASSWORD))
    with server.running():
        settings = Smtp(host="127.0.0.1", port=server.port, user=USER, timeout=30)
        with pytest.raises(ServerUnavailable, match="no base64"):
            SmtpTransport(settings, Secret(PASSWORD), ca_file=certs.ca_file).open()


@pytest.mark.parametrize("size", ["9" * 5000, "-5", "0x10"])
def test_a_size_that_is_none_limits_nothing(size: str) -> None:
    assert Skills.offered({"size": size}).most == 0


def test_a_connection_that_was_reset_is_never_taken_for_a_protected_one() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        ours = socket.create_connection(listener.getsockname())
        theirs, _ = listener.accept()
        end_at_once(theirs)
        sleep(0.05)
        with ours, pytest.raises(OSError, match=r"not connected|reset"):
            wrapped(ssl.create_default_context(), ours, "localhost")


def test_nothing_more_is_heard_of_what_was_taken_back() -> None:
    server = FaultServer()
    with server.running(), transport_to(server) as transport:
        carrier = transport.carrier()
        carrier.open()
        first, second = (carrier.announce(one, letter_of(MESSAGE)) for one in (TO_A, TO_B))
        assert isinstance(first, Errand)
        assert isinstance(second, Errand)
        until = monotonic() + 120
        while Ready(first) not in carrier.wait(0.2):
            assert monotonic() < until
        carrier.take_back(first)  # ends the connection, on which the second came right behind it
        carrier.take_back(second)
        assert carrier.wait(0) == []
        carrier.close()
    assert not server.accepted


def test_a_server_that_waits_for_tls_on_its_own_port_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "_FOR_A_WORD_THERE", 0.2)
    server = FaultServer([Fault("greeting", "stall")])
    with server.running():
        monkeypatch.setattr(smtp, "_TLS_AT_ONCE", server.port)
        with pytest.raises(ServerUnavailable, match="waits for TLS") as caught:
            SmtpTransport(Smtp(host="127.0.0.1", port=server.port, tls=Tls.NONE)).open()
    assert caught.value.hint == 'set tls = "implicit" in [mail.smtp]'
