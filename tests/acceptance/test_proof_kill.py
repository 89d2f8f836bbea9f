"""The whole command, killed in and around the dialogue and resumed each time: everybody once but the doubtful.

Twenty moments in every run, three hundred in `make proof`. The server holds its dialogue still until the sender is
dead, so that a phase is met exactly; `after data` and `after accepted` fall into the record's own writing.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import sqlite3
import threading
import time
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pressctl.config.mail import Smtp
from tests.acceptance.conftest import PressOffice
from tests.acceptance.warm_python import RunningCommand
from tests.servers.brake import Brake
from tests.servers.fault_server import FaultServer
from tests.servers.real_server import certificates

pytestmark = [pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")]

LOGIN = ("press@example.org", "a-password-of-the-test")
CONNECTIONS = Smtp(host="usual").connections
CONNECTING = ("greeting", "ehlo", "starttls", "auth")
DIALOGUE = ("mail", "rcpt", "data", "body", "dot", "accepted")
WRITING = ("after data", "after accepted")
PHASES = (*CONNECTING, *DIALOGUE, *WRITING)


class Killer:
    """Kills the sender when the server is in a phase of the dialogue for the so manieth time."""

    def __init__(self, seed: int, far: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311  # a test's dice, seeded so that it repeats
        self.hit: list[str] = []
        self.crowds: list[int] = []
        """How many connections had mail under way at each hit."""
        self.server: FaultServer | None = None
        self._far = far
        self._victim: RunningCommand | None = None
        self._phase = ""
        self._pause: float | None = None
        self._countdown = 0
        self._lock = threading.Lock()

    def aim(self, moment: str, victim: RunningCommand) -> None:
        with self._lock:
            self._phase = moment.removeprefix("after ")
            self._pause = self.dice.uniform(0, 0.004) if moment != self._phase else None
            self._moment = moment
            # A further connection may be the one that is just being made.
            most = CONNECTIONS if moment in CONNECTING else self._far
            self._countdown = self.dice.randint(1, most)
            self._victim = victim
            if moment in DIALOGUE and len(self.hit) < 12 and self.server is not None:
                self.server.crowd = 0  # mail waits for a second connection again, however busy the machine is

    def by_the_clock(self, victim: RunningCommand) -> None:
        """Kill it when it has run for a while, or has sent as much as the others do: something must be left."""
        assert self.server is not None
        until = time.monotonic() + self.dice.uniform(0, 0.5)
        enough = len(self.server.accepted) + self._far
        while time.monotonic() < until and len(self.server.accepted) < enough:
            time.sleep(0.002)
        victim.kill()

    def at(self, phase: str, _: str) -> None:
        with self._lock:
            if self._victim is None or phase != self._phase:
                return
            self._countdown -= 1
            if self._countdown:
                return
            victim, self._victim = self._victim, None
            self.hit.append(self._moment)
            assert self.server is not None
            self.crowds.append(self.server.talks)
            if self._pause is None:
                victim.kill()
            else:
                threading.Timer(self._pause, victim.kill).start()


@pytest.mark.parametrize(
    ("kills", "readers", "far"),
    [pytest.param(20, 900, 40, id="twenty"), pytest.param(300, 9000, 60, id="three hundred", marks=pytest.mark.proof)],
)
def test_killed_and_resumed_everybody_is_served_once_but_the_doubtful(
    office: PressOffice, tmp_path: Path, kills: int, readers: int, far: int
) -> None:
    everybody = an_office_with(office, readers)
    certs = certificates(tmp_path)
    (office.root / "authority.pem").write_bytes(certs.ca_file.read_bytes())
    killer = Killer(20261124, far)
    server = FaultServer(tls="starttls", context=certs.context, login=LOGIN, on_phase=killer.at)
    killer.server = server
    server.company = 2
    moments = [PHASES[number % len(PHASES)] for number in range(kills * 9 // 10)]
    moments += ["by the clock"] * (kills - len(moments))
    killer.dice.shuffle(moments)
    most_in_doubt = 0
    with server.running():
        configure(office, server.port)
        for moment in moments:
            kill_at(killer, moment, start(office))
            in_dialogue = asked(office, "SELECT count(*) FROM delivery WHERE state = 'sending'")
            assert in_dialogue <= CONNECTIONS, "at most one message a connection is in doubt"
            most_in_doubt += in_dialogue
        final = office.run("send", "six", "--resume", "--json", PRESSCTL_SMTP_PASSWORD=LOGIN[1])
    assert final.code in {0, 5}, final.err
    assert set(PHASES) <= set(killer.hit), "each phase was hit"
    assert len(killer.hit) == len([moment for moment in moments if moment != "by the clock"]), "each moment was met"
    assert max(killer.crowds) > 1, "several connections were at work"
    assert_everybody_once(office, server, everybody, most_in_doubt)


@pytest.mark.proof
def test_eight_processes_at_one_plan_and_whoever_holds_it_killed(office: PressOffice) -> None:
    everybody = an_office_with(office, 900)
    dice = random.Random(20181030)  # noqa: S311  # a test's dice, seeded so that it repeats
    server = FaultServer()
    brake = Brake(server, pause=0.1)  # so that something is left to send when the fifth is killed
    with server.running():
        configure(office, server.port, tls="none")
        brake.after(5)
        first = [start(office, "--to", "all", "--yes")]
        brake.held()
        others = [start(office, "--resume", "--wait") for _ in range(7)]
        running = {one.pid: one for one in first + others}
        for _ in range(5):
            reached = len(server.accepted)
            wait_until(lambda reached=reached: len(server.accepted) > reached + 10)  # type: ignore[misc]
            time.sleep(dice.uniform(0, 0.02))
            holder = asked(office, "SELECT coalesce(max(holder), '') FROM plan")
            killed = running.pop(int(str(holder).split(":")[1]))
            killed.kill()
            killed.ended()
        brake.off()
        ended = [one.ended() for one in running.values()]
    assert {code for code, _, _ in ended} <= {0, 1, 5}, ended
    assert_everybody_once(office, server, everybody, 5 * CONNECTIONS)


@pytest.mark.proof
def test_eight_processes_that_all_plan_the_same_sending_mail_nobody_twice(office: PressOffice) -> None:
    everybody = an_office_with(office, 100)
    server = FaultServer()
    with server.running():
        configure(office, server.port, tls="none")
        ended = [one.ended() for one in [start(office, "--to", "all", "--yes") for _ in range(8)]]
    assert 0 in {code for code, _, _ in ended}
    assert {code for code, _, _ in ended} <= {0, 1, 4}, ended
    assert_everybody_once(office, server, everybody, 0)


def kill_at(killer: Killer, moment: str, victim: RunningCommand) -> None:
    if moment == "by the clock":
        killer.by_the_clock(victim)
    else:
        killer.aim(moment, victim)
    code, _, errors = victim.ended()
    assert code == -signal.SIGKILL, f"{moment} was not met: {errors}"


def assert_everybody_once(office: PressOffice, server: FaultServer, everybody: list[str], most_in_doubt: int) -> None:
    """Hold the log against what the server took: nobody lost, nobody twice, nobody in doubt without reason."""
    rows = json.loads(office.run("log", "six", "--json").out)["deliveries"]
    states = {row["address"]: row["state"] for row in rows}
    doubtful = {address for address, state in states.items() if state == "uncertain"}
    assert set(states) == set(everybody), "nobody is lost"
    assert set(states.values()) <= {"accepted", "uncertain"}
    assert len(doubtful) <= most_in_doubt
    taken = {address: data for address, data in server.accepted if b"Auto-Submitted" not in data}
    reached = Counter(address for address, data in server.accepted if b"Auto-Submitted" not in data)
    assert max(reached.values()) == 1, "nobody is mailed twice"
    assert set(states) - doubtful <= set(reached), "who is said to have it has it"
    assert set(reached) <= set(everybody)
    for row in rows:
        if row["address"] in taken:
            assert f"Message-ID: {row['message_id']}".encode() in taken[row["address"]], "the log knows each message"
    assert office.run("log", "--verify").code == 0


def an_office_with(office: PressOffice, readers: int) -> list[str]:
    office.without_copies()
    everybody = [f"reader{number:04d}@example.com" for number in range(readers)]
    rows = [f"{address},Reader,en" for address in everybody]
    (office.root / "contacts.csv").write_text("\n".join(("email,name,language", *rows)) + "\n", encoding="utf-8")
    return everybody


def configure(office: PressOffice, port: int, *, tls: str = "starttls") -> None:
    """Let mail leave by the server."""
    toml = office.root / "pressctl.toml"
    text = re.sub(r"(?m)^\[mail\][^\[]*(\[mail\.[^\[]*)*", "", toml.read_text(encoding="utf-8"))
    text += f'\n[mail]\ntransport = "smtp"\nfrom = "{LOGIN[0]}"\n\n[mail.smtp]\nhost = "127.0.0.1"\nport = {port}\n'
    text += f'tls = "{tls}"\n'
    if tls != "none":
        text += f'user = "{LOGIN[0]}"\nca_file = "authority.pem"\n'
    toml.write_text(text, encoding="utf-8")


def start(office: PressOffice, *arguments: str) -> RunningCommand:
    """Start the command; without arguments, a plan that waits is resumed, else one is made."""
    if not arguments:
        waiting = (office.root / "pressctl.db").exists() and asked(
            office, "SELECT count(*) FROM sqlite_master JOIN plan ON state = 'open'"
        )
        arguments = ("--resume",) if waiting else ("--to", "all", "--yes")
    return office.start("send", "six", *arguments, PRESSCTL_SMTP_PASSWORD=LOGIN[1])


def asked(office: PressOffice, question: str) -> int:
    """Ask the record as it stands, past all of our own code."""
    with closing(sqlite3.connect(office.root / "pressctl.db", timeout=15)) as connection, connection:
        answer: int = connection.execute(question).fetchone()[0]
    return answer


def wait_until(true: object, seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < until, "it never came to that"
        time.sleep(0.005)


@pytest.mark.proof
def test_what_is_scheduled_leaves_once_however_many_are_at_work_and_killed(office: PressOffice) -> None:
    everybody = an_office_with(office, 400)
    dice = random.Random(4)  # noqa: S311  # a test's dice, seeded so that it repeats
    server = FaultServer(on_phase=lambda phase, _: time.sleep(0.005) if phase == "dot" else None)
    with server.running():
        configure(office, server.port, tls="none")
        for ahead in (6, 15, 40):
            at = f"{datetime.now(UTC) + timedelta(seconds=ahead):%Y-%m-%dT%H:%M:%SZ}"
            planned = office.run("send", "six", "--to", "all", "--at", at, "--yes")
            if planned.code == 0:
                break
        assert planned.code == 0, planned.err
        early = office.run("work", "--once")
        assert early.code in {0, 1}, early.err
        in_doubt = 0
        for _ in range(4):
            workers = [office.start("work", "--once") for _ in range(3)]
            reached = len(server.accepted)
            until = time.monotonic() + 8
            while time.monotonic() < until and len(server.accepted) < reached + dice.randint(5, 30):
                time.sleep(0.01)
            for worker in workers:
                worker.kill()
                worker.ended()
            in_doubt += asked(office, "SELECT count(*) FROM delivery WHERE state = 'sending'")
        wait_until(lambda: bool(server.accepted or office.run("work", "--once").out), 60)
        last = office.run("work", "--once")
        assert last.code in {0, 1, 5}, last.err
    assert_everybody_once(office, server, everybody, in_doubt)
