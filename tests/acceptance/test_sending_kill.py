"""`kill -9` inside the dialogue, two senders at once, a full disk: nobody is mailed twice, nobody is lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pressctl.errors import Incomplete
from pressctl.model.delivery import DeliveryState
from pressctl.store.database import Database
from pressctl.store.plans import counts
from pressctl.store.record import verify
from pressctl.workflow.roads import folder_transport
from tests.servers.fault_server import Fault, FaultServer
from tests.servers.real_server import certificates, real_server
from tests.servers.sendings import a_record, assert_honest, plan_for, run, smtp_to, states

State = DeliveryState
ROOT = Path(__file__).resolve().parents[2]
PHASES = ("greeting", "ehlo", "mail", "rcpt", "data", "body", "dot", "accepted")
PEOPLE = [f"reader{number:03d}@example.com" for number in range(200)]


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Database]:
    with a_record(tmp_path / "pressctl.db") as database:
        yield database


def sender(record: Database, plan_id: str, server: FaultServer, ca_file: Path | None) -> subprocess.Popen[bytes]:
    """Start a sender as a process of its own."""
    arguments = [str(record.path), plan_id, str(server.port), str(ca_file or ""), server.tls]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.servers.sendings", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


class Killer:
    """Kills the sender at the very moment when the server is in a phase of the dialogue."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311  # a test's dice, seeded so that it repeats
        self.hit: list[str] = []
        self.victim: subprocess.Popen[bytes] | None = None
        self._phase = ""
        self._countdown = 0

    def aim(self, phase: str, victim: subprocess.Popen[bytes]) -> None:
        self._phase, self.victim = phase, victim
        self._countdown = 1 if phase in {"greeting", "ehlo"} else self.dice.randint(1, 12)

    def at(self, phase: str, _: str) -> None:
        if self.victim is None or phase != self._phase:
            return
        self._countdown -= 1
        if self._countdown == 0:
            os.kill(self.victim.pid, signal.SIGKILL)
            self.victim.wait()
            self.hit.append(phase)
            self.victim = None


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")
def test_killed_at_ten_moments_everybody_is_served_once_but_the_doubtful(record: Database, tmp_path: Path) -> None:
    plan = plan_for(record, PEOPLE)
    certs = certificates(tmp_path)
    killer = Killer(seed=20181030)
    server = FaultServer(tls="starttls", context=certs.context, on_phase=killer.at)
    moments = [*PHASES, *killer.dice.sample(PHASES[2:], 2)]
    killer.dice.shuffle(moments)
    doubtful: set[str] = set()
    with server.running():
        for moment in moments:
            # The server holds the dialogue still until the sender is dead, so that the moment is met exactly.
            killer.victim = None
            process = sender(record, plan.id, server, certs.ca_file)
            killer.aim(moment, process)
            process.communicate(timeout=30)
            assert process.returncode == -signal.SIGKILL, f"{moment} was not met"
        last = sender(record, plan.id, server, certs.ca_file)
        _, errors = last.communicate(timeout=60)
        assert last.returncode == 0, errors.decode()
    final = states(record)
    doubtful = {address for address, state in final.items() if state is State.UNCERTAIN}
    assert sorted(killer.hit) == sorted(moments)
    assert set(final.values()) == {State.ACCEPTED, State.UNCERTAIN}
    assert 1 <= len(doubtful) <= len(moments), "at most one connection's message a kill"
    assert_honest(record, server.count())
    assert verify(record, record.receipt().head).ok


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")
def test_a_kill_before_the_connection_speaks_leaves_no_doubt(record: Database, tmp_path: Path) -> None:
    plan = plan_for(record, PEOPLE[:3])
    killer = Killer(seed=1)
    server = FaultServer(on_phase=killer.at)
    with server.running():
        process = sender(record, plan.id, server, None)
        killer.aim("greeting", process)
        process.communicate(timeout=30)
        assert run(record, plan, smtp_to(server.port)).counts == {State.ACCEPTED: 3}
    assert killer.hit == ["greeting"]


def test_two_hundred_go_through_a_real_server_over_tls_once_each(record: Database, tmp_path: Path) -> None:
    plan = plan_for(record, PEOPLE)
    certs = certificates(tmp_path)
    with real_server(certs.context) as mailbox:
        result = run(record, plan, smtp_to(mailbox.port, tls="starttls", ca_file=certs.ca_file))
    assert result.counts == {State.ACCEPTED: 200}
    assert sorted(recipients[0] for _, recipients, _ in mailbox.taken) == PEOPLE
    assert all(len(recipients) == 1 for _, recipients, _ in mailbox.taken)
    assert mailbox.sessions_with_tls == 200


def test_two_processes_on_one_plan_mail_nobody_twice(record: Database) -> None:
    plan = plan_for(record, PEOPLE)
    server = FaultServer()
    with server.running():
        processes = [sender(record, plan.id, server, None) for _ in range(2)]
        outputs = [process.communicate(timeout=60) for process in processes]
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


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 8 MB, where mounting is allowed."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = (
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=8m,mode=0700", "tmpfs", str(folder)],
            capture_output=True,
            check=False,
        )
        if sys.platform == "linux"
        else None
    )
    if mounted is None or mounted.returncode:
        pytest.skip("a small file system cannot be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_says_so_and_the_sending_goes_on_later(small_disk: Path, tmp_path: Path) -> None:
    with a_record(small_disk / "pressctl.db") as record:
        plan = plan_for(record, PEOPLE[:60])
        ballast = small_disk / "ballast"
        server = FaultServer()
        with server.running():
            fill(ballast)
            with pytest.raises(Incomplete, match="no space left"):
                run(record, plan, smtp_to(server.port))
            ballast.unlink()
            result = run(record, plan, smtp_to(server.port))
        assert set(result.counts) <= {State.ACCEPTED, State.UNCERTAIN}
        assert result.counts.get(State.UNCERTAIN, 0) <= 1
        assert_honest(record, server.count())
        assert verify(record).ok


def fill(ballast: Path) -> None:
    """Take all the room that is left, but for a little that the record may use up first."""
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            file.truncate(max(0, file.tell() - 16 * 4096))


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
