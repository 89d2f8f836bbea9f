"""A sending that is disturbed: Ctrl-C at odd moments, stop, sleep, edits and locks meanwhile; names in two forms."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress as suppressed
from pathlib import Path

import pytest

from pressctl.errors import ExitCode, PressctlError
from pressctl.model.delivery import DeliveryState
from pressctl.store.people.suppressions import suppress
from pressctl.store.record import opening
from pressctl.store.record.database import Database
from pressctl.workflow.sending import delivering
from tests.acceptance.conftest import PressOffice
from tests.acceptance.test_proof_kill import (
    CONNECTIONS,
    an_office_with,
    asked,
    assert_everybody_once,
    configure,
    start,
    wait_until,
)  # fmt: skip
from tests.servers.brake import Brake
from tests.servers.fault_server import FaultServer
from tests.servers.sendings import ACTOR, a_record, assert_honest, plan_for, run, smtp_to, states

State = DeliveryState
PEOPLE = [f"reader{number:02d}@example.com" for number in range(24)]
posix = pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Database]:
    with a_record(tmp_path / "pressctl.db") as database:
        yield database


@posix
@pytest.mark.parametrize(
    ("presses", "times"),
    [pytest.param(5, 1, id="once"), pytest.param(40, 2, id="twice", marks=pytest.mark.proof)],
)
def test_ctrl_c_at_odd_moments(office: PressOffice, presses: int, times: int) -> None:
    everybody = an_office_with(office, 60 * presses)
    dice = random.Random(presses)  # noqa: S311  # a test's dice, seeded so that it repeats
    in_doubt = 0
    server = FaultServer()
    with server.running():
        configure(office, server.port, tls="none")
        first = start(office, "--to", "all", "--yes")
        wait_until(lambda: len(server.accepted) > 0)
        first.kill()
        first.ended()
        in_doubt += asked(office, "SELECT count(*) FROM delivery WHERE state = 'sending'")
        for _ in range(presses):
            process = start(office, "--resume")
            time.sleep(dice.uniform(0.0, 0.5))
            for _ in range(times):
                with suppressed(ProcessLookupError):  # a quick machine had sent everything by then
                    os.kill(process.pid, signal.SIGINT)
                time.sleep(dice.choice([0, 0.001, 0.01]))
            code, _, errors = process.ended()
            assert times > 1 or "Traceback" not in errors, errors
            # Before Python has begun, and when it is ending, a Ctrl-C ends the process itself.
            # One that was felt too late to stop anything: all has been sent, and the doubtful of the kill remain.
            waiting = asked(office, "SELECT count(*) FROM delivery WHERE state IN ('queued', 'deferred')")
            all_sent = {ExitCode.DONE, ExitCode.FINDINGS, ExitCode.INCOMPLETE} if waiting == 0 else set()
            assert code in {ExitCode.INTERRUPTED, -signal.SIGINT, *all_sent}, errors
            left = asked(office, "SELECT count(*) FROM delivery WHERE state = 'sending'")
            assert left <= (CONNECTIONS if times > 1 else 0), "pressed once, what is in flight is finished"
            in_doubt += left
        final = office.run("send", "six", "--resume")
        assert final.code in {0, 1, 5}, final.err
    assert_everybody_once(office, server, everybody, in_doubt)


@posix
def test_a_sender_that_sleeps_keeps_its_plan_and_goes_on(office: PressOffice) -> None:
    everybody = an_office_with(office, 300)
    server = FaultServer()
    brake = Brake(server)
    with server.running():
        configure(office, server.port, tls="none")
        brake.after(20)
        sleeper = start(office, "--to", "all", "--yes")
        for more in (20, 20, None):
            brake.held()
            os.kill(sleeper.pid, signal.SIGSTOP)
            brake.off()
            other = office.run("send", "six", "--resume")
            assert other.code == ExitCode.REFUSED, other.err
            if more is not None:
                brake.after(more)
            os.kill(sleeper.pid, signal.SIGCONT)
        code, _, errors = sleeper.ended()
        assert code == 0, errors
    assert_everybody_once(office, server, everybody, 0)


@pytest.mark.proof
@posix
def test_stop_and_send_against_each_other(office: PressOffice) -> None:
    everybody = an_office_with(office, 600)
    dice = random.Random(7)  # noqa: S311  # a test's dice, seeded so that it repeats
    server = FaultServer()
    brake = Brake(server, pause=0.3)  # so that there is something to stop, on a machine however busy
    with server.running():
        configure(office, server.port, tls="none")
        for _ in range(4):
            brake.after(dice.randint(3, 40))
            process = start(office, "--to", "all", "--yes")
            brake.held()
            assert office.run("stop", "six").code == 0
            reached = len(server.accepted)
            brake.off()
            code, _, errors = process.ended()
            assert code in {0, 1, 5}, errors
            receipts = sum(b"Auto-Submitted" in data for _, data in server.accepted[reached:])
            assert len(server.accepted) - reached - receipts <= CONNECTIONS, "no more than what was on its way"
        assert office.run("send", "six", "--to", "all", "--yes").code == 0
    rows = json.loads(office.run("log", "six", "--json").out)["deliveries"]
    count = Counter(address for address, _ in server.mails())
    assert count == dict.fromkeys(everybody, 1)
    assert Counter(row["address"] for row in rows if row["state"] == "accepted") == count
    assert {row["state"] for row in rows} == {"accepted", "cancelled"}


@posix
def test_edits_of_list_and_release_meanwhile_change_nothing(office: PressOffice) -> None:
    everybody = an_office_with(office, 200)
    server = FaultServer()
    brake = Brake(server)
    with server.running():
        configure(office, server.port, tls="none")
        brake.after(10)
        process = start(office, "--to", "all", "--yes")
        brake.held()
        (office.root / "contacts.csv").write_text("email\nbroken\n", encoding="utf-8")
        text = office.file("en").read_text(encoding="utf-8")
        office.file("en").write_text(text.replace("headline: ", "headline: Changed ", 1), encoding="utf-8")
        process.kill()
        process.ended()
        brake.off()
        in_doubt = asked(office, "SELECT count(*) FROM delivery WHERE state = 'sending'")
        (office.root / "contacts.csv").unlink()
        resumed = office.run("send", "six", "--resume")
        assert resumed.code in {0, 5}, resumed.err
    assert_everybody_once(office, server, everybody, in_doubt)
    assert not [data for _, data in server.accepted if b"Subject: Changed" in data]


@pytest.mark.parametrize("phase", ["mail", "rcpt", "data", "dot", "accepted"])
@pytest.mark.parametrize("connections", [1, 4])
def test_whoever_opts_out_in_the_middle_gets_nothing_from_then_on(
    record: Database, phase: str, connections: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivering, "PER_LINK", 2)
    plan = plan_for(record, PEOPLE)
    out: set[str] = set()
    before: list[str] = []
    once = threading.Lock()

    def opt_out(at: str, _: str) -> None:
        with once:
            if at == phase and len(server.seen) >= 3 and not out:
                with a_record(record.path) as other, other.transaction(ACTOR) as change:
                    before.extend(server.count())
                    for address in PEOPLE[5:20]:
                        suppress(change, address, reason="asked")
                out.update(PEOPLE[5:20])

    server = FaultServer(on_phase=opt_out, company=connections)
    with server.running():
        assert run(record, plan, smtp_to(server.port, connections=connections)).complete
    late = {address for address in server.count() if address in out} - set(before)
    assert len(late) <= connections, "but for the messages whose content was on its way"
    assert server.count() == {address: 1 for address in PEOPLE if address not in out or address in {*late, *before}}
    assert_honest(record, server.count())


@pytest.mark.parametrize(
    "phase", [*(pytest.param(one, marks=pytest.mark.proof) for one in ("mail", "data", "dot")), "accepted"]
)
def test_a_record_that_another_program_locks_is_said_so_and_nobody_is_mailed_twice(
    record: Database, phase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.3)
    with a_record(record.path) as sending:
        plan = plan_for(sending, PEOPLE)
        locked: list[sqlite3.Connection] = []

        def lock(at: str, whom: str) -> None:
            if (at, whom) == (phase, PEOPLE[6] if phase != "mail" else "") and not locked and len(server.seen) >= 3:
                other = sqlite3.connect(record.path, isolation_level=None, check_same_thread=False, timeout=10)
                other.execute("BEGIN IMMEDIATE")
                locked.append(other)

        server = FaultServer(on_phase=lock)
        with server.running():
            with pytest.raises(PressctlError, match="in use by another program"):
                run(sending, plan, smtp_to(server.port, connections=1))
            locked[0].close()
            result = run(sending, plan, smtp_to(server.port))
        assert set(result.counts) <= {State.ACCEPTED, State.UNCERTAIN}
        assert result.counts.get(State.UNCERTAIN, 0) <= 1
        assert_honest(sending, server.count())


SAME = [
    ("j.doe@example.com", "J.Doe@EXAMPLE.com"),
    ("müller@example.com", "mu\u0308ller@example.com"),
    ("anna@bücher.example.com", "anna@xn--bcher-kva.example.com"),
    ("anna@bücher.example.com", "anna@BÜCHER.example.com"),
    ("ıl@example.com", "ıl@Example.Com"),
    ("straße@example.com", "STRASSE@example.com"),
]


@pytest.mark.parametrize(("one", "other"), SAME, ids=ascii)
def test_one_person_in_two_forms_is_refused_on_the_list_and_mailed_once_as_copy(
    office: PressOffice, one: str, other: str
) -> None:
    office.without_copies()
    rows = [("email", "name", "language"), (one, "One", "en"), (other, "Other", "en")]
    text = "\n".join(",".join(row) for row in rows) + "\n"
    (office.root / "contacts.csv").write_text(text, encoding="utf-8")
    refused = office.run("send", "six", "--to", "all", "--yes")
    assert refused.code == ExitCode.BAD_INPUT
    assert "row 3" in refused.err or ":3" in refused.err, refused.err
    (office.root / "contacts.csv").write_text("\n".join(text.split("\n")[:2]) + "\n", encoding="utf-8")
    release = office.file("en").read_text(encoding="utf-8")
    release = release.replace("\nboilerplates:", f'\ncopy_to:\n  - "{other}"\nboilerplates:', 1)
    office.file("en").write_text(release, encoding="utf-8")
    server = FaultServer()
    with server.running():
        configure(office, server.port, tls="none")
        sent = office.run("send", "six", "--to", "all", "--yes")
        assert sent.code == 0, sent.err
    reached = [address for address, _ in server.mails()]
    assert len(reached) == 1, f"mailed twice: {reached}"


def test_a_local_part_that_the_server_cannot_carry_is_refused_alone(record: Database) -> None:
    plan = plan_for(record, ["anna@example.com", "жанна@example.com", "anna@bücher.example.com"])
    server = FaultServer(extensions=("PIPELINING",))
    with server.running():
        run(record, plan, smtp_to(server.port))
    assert {address for address, state in states(record).items() if state is State.REJECTED} == {"жанна@example.com"}
    assert set(server.count()) == {"anna@example.com", "anna@xn--bcher-kva.example.com"}
