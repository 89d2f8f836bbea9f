"""Every phase of the dialogue, and all that may go wrong there: the record is true, nobody is mailed twice.

The server really misbehaves, over sockets and TLS; what it took is compared with what the record says, after the fault
and again when the server is well and the sending has gone on. The whole matrix is part of `make proof`, a line through
it of every run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from pressctl.mail import smtp
from pressctl.mail.base import ServerUnavailable
from pressctl.mail.smtp import SmtpTransport
from pressctl.model.delivery import DeliveryState
from pressctl.store.record.database import Database
from pressctl.store.record.reading import verify
from pressctl.store.sending.delivery_log import log_rows
from pressctl.store.sending.plans import open_plans
from pressctl.workflow.sending import delivering
from pressctl.workflow.sending.progress import Delivered
from tests.servers.fault_server import PHASES, Fault, FaultServer
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
VICTIM = PEOPLE[5]
LOGIN = ("press@example.org", "a-password-of-the-test")

LATER, NEVER, CLOSING = "451 4.3.0 later", "550 5.1.1 no", "421 4.3.2 closing"
REPLIES = (LATER, NEVER, CLOSING)
LOST = ("drop", "reset", "half", "garbage")
SLOW = ("stall", "endless", "drip")
TAKEN = tuple(f"accept-{kind}" for kind in (*LOST, *SLOW))
BEFORE_MAIL = PHASES[: PHASES.index("mail")]


@dataclass(frozen=True)
class Case:
    """One square of the matrix."""

    phase: str
    kind: str
    connections: int = 1
    way: str = "pipelined"
    """How the content travels: `in turn`, `pipelined`, or as `chunks` (BDAT)."""
    tls: str = "none"
    times: int = 1
    """How often it happens before the server is well again."""

    def __str__(self) -> str:
        words = self.kind if self.kind not in REPLIES else self.kind[:3]
        often = "once" if self.times == 1 else "always"
        return f"{self.phase} {words} {often} {self.connections}x {self.way} {self.tls}".replace(" ", "-")

    @property
    def slow(self) -> bool:
        return self.kind.removeprefix("accept-") in SLOW

    @property
    def several(self) -> bool:
        """Several connections are at work, and the fault falls on one of them."""
        return self.connections > 1 and self.times == 1

    @property
    def abrupt(self) -> bool:
        """The connection is reset, and an answer that was on its way to us is lost with it."""
        closing = self.kind in {"drop", "half", CLOSING}  # with a message unread, closing is a reset
        return self.kind == "reset" or (self.phase == "body" and closing)

    @property
    def personal(self) -> bool:
        """It falls on one recipient."""
        return self.phase in {"rcpt", "data", "body", "dot"}


def squares() -> Iterator[tuple[str, str]]:
    """Yield every phase with everything that can happen there."""
    for phase in PHASES:
        kinds = {"connect": ("reset", "stall"), "dot": (*REPLIES, *LOST, *SLOW, *TAKEN)}
        for kind in kinds.get(phase, (*REPLIES, *LOST, *SLOW)):
            yield phase, kind


ONCE = (
    (4, "chunks", "none"),
    (1, "pipelined", "starttls"),
    (4, "in turn", "implicit"),
    (4, "pipelined", "none"),
    (1, "in turn", "none"),
    (1, "chunks", "starttls"),
)
ALWAYS = ((4, "pipelined", "none"), (1, "chunks", "none"), (1, "in turn", "starttls"))


def matrix() -> Iterator[Case]:
    """Yield every square in several ways; of what takes time to wait for, fewer."""
    for phase, kind in squares():
        slow = kind.removeprefix("accept-") in SLOW
        for times, ways in ((1, ONCE), (10**9, ALWAYS)):
            for connections, way, tls in ways[: len(ways) // 2] if slow else ways:
                if (phase, way) == ("data", "chunks"):
                    continue  # with BDAT there is no DATA to be answered
                yield Case(phase, kind, connections, way, "starttls" if phase == "starttls" else tls, times)


MATRIX = list(dict.fromkeys(matrix()))
QUICK = [
    Case(phase, kind, tls="starttls" if phase == "starttls" else "none")
    for phase, kind in squares()
    if phase in {"connect", "greeting", "ehlo", "starttls", "auth", "quit"} and kind not in SLOW
]


@pytest.fixture(scope="module")
def certs(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait no longer than needed for a goodbye, and use several connections for a short list."""
    monkeypatch.setattr(smtp, "_FOR_A_GOODBYE", 0.3)
    monkeypatch.setattr(delivering, "PER_LINK", 2)


@pytest.mark.parametrize("case", QUICK, ids=str)
def test_a_fault_before_or_after_all_mail(
    record: Database, clock: StepClock, certs: Certificates, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = server_for(case, certs)
    give_up_on_silence(monkeypatch, server)
    hold(record, clock, certs, case, server)


@pytest.mark.proof
@pytest.mark.parametrize("case", MATRIX, ids=str)
def test_each_fault_in_each_phase(
    record: Database, clock: StepClock, certs: Certificates, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = server_for(case, certs)
    give_up_on_silence(monkeypatch, server)
    hold(record, clock, certs, case, server)


def hold(record: Database, clock: StepClock, certs: Certificates, case: Case, server: FaultServer) -> None:
    """Send against the fault, mend the server, go on to the end; compare record and server all the way."""
    plan = plan_for(record, PEOPLE)
    # A first connection that hangs before any mail is waited for; of further ones nobody waits for the end.
    hasty = case.slow and case.phase in BEFORE_MAIL and not case.several
    with server.running():
        first = attempt(record, plan.id, transport_to(server, certs, case, timeout=0.7 if hasty else 60.0))
        assert_told_truly(record, server)
        assert_right_at_once(case, first, states(record), server)
        server.faults.clear()
        for _ in range(4):
            if not open_plans(record):
                break
            clock.move(minutes=6)
            attempt(record, plan.id, transport_to(server, certs, case, timeout=60.0))
    assert_told_truly(record, server)
    assert_right_in_the_end(case, states(record), server)
    assert verify(record, record.receipt().head).ok
    assert server.hit or hasty, "the fault has fallen"
    if case.several and case.phase not in BEFORE_MAIL:
        assert server.crowd >= case.connections, "several connections were at work"


def server_for(case: Case, certs: Certificates) -> FaultServer:
    victim = VICTIM if case.personal and case.times == 1 else None
    # With several connections it is a further one that fails to come about: the first would have been the only one.
    further = case.several and case.phase in BEFORE_MAIL
    server = FaultServer(
        [Fault(case.phase, case.kind, victim, case.times, int(further))],
        tls=case.tls,
        context=certs.context,
        login=LOGIN,
        company=case.connections if case.several and not further else 1,
        waits_for_fault=further,
    )
    if case.way == "in turn":
        server.extensions = server.extensions[1:]
    elif case.way == "chunks":
        server.extensions = (*server.extensions, "CHUNKING")
    return server


def transport_to(server: FaultServer, certs: Certificates, case: Case, *, timeout: float) -> SmtpTransport:
    return smtp_to(
        server.port, tls=case.tls, ca_file=certs.ca_file, timeout=timeout, login=LOGIN, connections=case.connections
    )


def attempt(record: Database, plan_id: str, transport: SmtpTransport) -> Delivered | ServerUnavailable:
    try:
        return run(record, plan_id, transport)
    except ServerUnavailable as error:
        return error


def assert_told_truly(record: Database, server: FaultServer) -> None:
    """Hold each line of the log against what the server has in its hands, to the message."""
    assert_honest(record, server.count())
    held = dict(server.accepted)
    for row in log_rows(record):
        if row.state is State.ACCEPTED:
            assert f"Message-ID: {row.message_id}".encode() in held[row.email]
            assert row.code == 250
        if row.email in held:
            others = [address for address in PEOPLE if address != row.email and address.encode() in held[row.email]]
            assert not others, "nobody else's address is in a message"
        assert row.state is not State.SENDING, "nothing is left half told"


def assert_right_at_once(
    case: Case, first: Delivered | ServerUnavailable, now: dict[str, DeliveryState], server: FaultServer
) -> None:
    """After the fault: who was not hit has it, and who was is called what is known of them."""
    if case.times > 1 or case.phase in BEFORE_MAIL:
        if isinstance(first, ServerUnavailable):
            assert set(now.values()) == {State.QUEUED}, "a server that cannot be used leaves everybody queued"
        return
    assert isinstance(first, Delivered)
    hit = now[VICTIM] if case.personal else None
    # A connection that was lost says nothing of the message, which is tried again at once, unless time was up.
    again = State.ACCEPTED if case.kind not in {LATER, *SLOW} else State.DEFERRED
    if case.phase == "quit":
        assert first.complete
    elif case.kind.startswith("accept-"):
        assert hit is State.UNCERTAIN
    elif case.phase == "dot":
        known = {LATER: State.DEFERRED, NEVER: State.REJECTED, CLOSING: again}
        # Two answers in a row: a server's system holds the second back until we have acknowledged the first, and with
        # our next envelope unread closing throws it away. The dot has left, so nobody can know.
        lost = {State.UNCERTAIN} if case.kind == CLOSING and case.way == "chunks" else set()
        assert hit in {known.get(case.kind, State.UNCERTAIN), *lost}
    elif case.phase == "body" and case.kind not in REPLIES:
        assert hit in {again, State.UNCERTAIN}, "a small message may have left whole before the server is heard"
    elif hit is not None and case.kind == NEVER:
        assert hit is State.REJECTED
    elif hit is not None:
        # One that is spoken to in its middle has lost its connection, whatever was said. The first on its connection
        # comes back untried, and is sent at once: perhaps the server could not follow.
        at_once = case.phase == "body" or (case.connections > 1 and case.kind not in REPLIES)
        assert hit in {again, *([State.ACCEPTED] if at_once else [])}
    if case.phase != "mail":
        others = [state for address, state in now.items() if address != VICTIM and state is not State.ACCEPTED]
        assert others in ([], [State.UNCERTAIN] if case.abrupt else []), "nobody pays for somebody else's fault"


def assert_right_in_the_end(case: Case, now: dict[str, DeliveryState], server: FaultServer) -> None:
    """With the server well again: everybody has it but those who were refused for good and those in doubt."""
    reached = set(server.count())
    for address, state in now.items():
        if state is State.UNCERTAIN:
            of_its_own = case.phase in {"body", "dot"}
            assert of_its_own or case.abrupt, f"{address}: only a lost answer to the dot leaves a doubt"
        elif state is State.REJECTED:
            assert case.kind == NEVER
            assert case.personal
        else:
            assert state is State.ACCEPTED, f"{address} is lost: {state}"
    doubtful = [address for address, state in now.items() if state is State.UNCERTAIN]
    assert reached <= {a for a, state in now.items() if state in {State.ACCEPTED, State.UNCERTAIN}}
    if case.times == 1:
        assert len(doubtful) <= 1
    if case.tls != "none":
        assert not [line for line in server.in_the_clear if re.match("MAIL|RCPT|DATA|AUTH", line)]
