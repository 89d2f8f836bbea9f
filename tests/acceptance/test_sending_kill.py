"""`kill -9` inside the dialogue, two senders at once, a full disk: nobody is mailed twice, nobody is lost."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from pressctl.errors import Incomplete
from pressctl.model.delivery import DeliveryState
from pressctl.store.record.database import Database
from pressctl.store.sending.plans import counts
from pressctl.workflow.sending.roads import folder_transport
from tests.servers.fault_server import Fault, FaultServer
from tests.servers.real_server import certificates, real_server
from tests.servers.sendings import a_record, plan_for, run, smtp_to, states

State = DeliveryState
ROOT = Path(__file__).resolve().parents[2]
PEOPLE = [f"reader{number:03d}@example.com" for number in range(200)]


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Database]:
    with a_record(tmp_path / "pressctl.db") as database:
        yield database


def sender(record: Database, plan_id: str, server: FaultServer, ca_file: Path | None) -> subprocess.Popen[bytes]:
    """Start a sender as a process of its own."""
    arguments = [str(record.path), plan_id, str(server.port), str(ca_file or ""), server.tls]
    return subprocess.Popen(
        [sys.executable, str(ROOT / "tests" / "servers" / "sendings.py"), *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")
def test_a_kill_before_the_connection_speaks_leaves_no_doubt(record: Database, tmp_path: Path) -> None:
    plan = plan_for(record, PEOPLE[:3])
    connected, killed = threading.Event(), threading.Event()

    def hold_still(phase: str, _: str) -> None:
        if phase == "greeting" and not killed.is_set():
            connected.set()
            killed.wait(30)

    server = FaultServer(on_phase=hold_still)
    with server.running():
        process = sender(record, plan.id, server, None)
        assert connected.wait(30)
        process.kill()
        process.communicate(timeout=120)
        killed.set()
        assert run(record, plan, smtp_to(server.port)).counts == {State.ACCEPTED: 3}


def test_two_hundred_go_through_a_real_server_over_tls_once_each(record: Database, tmp_path: Path) -> None:
    plan = plan_for(record, PEOPLE)
    certs = certificates(tmp_path)
    with real_server(certs.context) as mailbox:
        result = run(record, plan, smtp_to(mailbox.port, tls="starttls", ca_file=certs.ca_file, timeout=30))
    assert result.counts == {State.ACCEPTED: 200}
    assert sorted(recipients[0] for _, recipients, _ in mailbox.taken) == PEOPLE
    assert all(len(recipients) == 1 for _, recipients, _ in mailbox.taken)
    assert mailbox.sessions_with_tls == 200


def test_two_processes_on_one_plan_mail_nobody_twice(record: Database) -> None:
    plan = plan_for(record, PEOPLE)
    server = FaultServer()
    with server.running():
        processes = [sender(record, plan.id, server, None) for _ in range(2)]
        outputs = [process.communicate(timeout=120) for process in processes]
    assert 0 in [process.returncode for process in processes], outputs
    for process, (_, errors) in zip(processes, outputs, strict=True):
        assert process.returncode == 0 or b"is being sent by another process" in errors
    assert server.count() == dict.fromkeys(PEOPLE, 1)


def test_two_plans_for_the_same_people_mail_nobody_twice(record: Database) -> None:
    first, second = plan_for(record, PEOPLE[:20]), plan_for(record, PEOPLE[10:30])
    server = FaultServer()
    with server.running():
        for plan in (first, second):
            run(record, plan, smtp_to(server.port))
    assert server.count() == dict.fromkeys(PEOPLE[:30], 1)


def test_an_outbox_without_room_leaves_the_rest_queued(
    record: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = plan_for(record, PEOPLE[:5], transport="folder")
    transport = folder_transport(tmp_path / "outbox")
    write, written = transport._write, []

    def until_full(path: Path, data: bytes) -> None:
        if len(written) == 2:
            raise Incomplete(f"{path} cannot be written: no space left on the device")
        written.append(path)
        write(path, data)

    monkeypatch.setattr(transport, "_write", until_full)
    with pytest.raises(Incomplete):
        run(record, plan, transport)
    assert counts(record, plan.id) == {State.WRITTEN: 2, State.QUEUED: 3}
    monkeypatch.undo()
    assert run(record, plan, transport).counts == {State.WRITTEN: 5}


def test_a_fault_after_the_kill_changes_nothing_for_the_doubtful(record: Database) -> None:
    plan = plan_for(record, PEOPLE[:3])
    server = FaultServer([Fault("dot", "accept-drop", recipient=PEOPLE[1], times=1)])
    with server.running():
        for _ in range(3):
            run(record, plan, smtp_to(server.port))
    assert states(record)[PEOPLE[1]] is State.UNCERTAIN
    assert server.count() == dict.fromkeys(PEOPLE[:3], 1)
