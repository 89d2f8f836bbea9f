"""The longer proof: the whole command, killed at forty moments in and around the dialogue, and resumed each time."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.acceptance.conftest import PressOffice
from tests.acceptance.test_sending_kill import PHASES, Killer
from tests.servers.fault_server import FaultServer
from tests.servers.real_server import certificates

pytestmark = [pytest.mark.proof, pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")]

READERS = [f"reader{number:03d}@example.com" for number in range(500)]
KILLS = 40


def test_the_command_killed_at_forty_moments_serves_everybody_once_but_the_doubtful(
    office: PressOffice, tmp_path: Path
) -> None:
    office.without_copies()
    rows = [f"{address},Reader,en" for address in READERS]
    (office.root / "contacts.csv").write_text("\n".join(("email,name,language", *rows)) + "\n", encoding="utf-8")
    certs = certificates(tmp_path)
    (office.root / "authority.pem").write_bytes(certs.ca_file.read_bytes())
    killer = Killer(seed=20261124)
    server = FaultServer(tls="starttls", context=certs.context, on_phase=killer.at)
    phases = [PHASES[number % len(PHASES)] for number in range(KILLS - 8)]
    moments = [*phases, *(["by the clock"] * 8)]
    killer.dice.shuffle(moments)
    with server.running():
        configure(office, server.port)
        for moment in moments:
            killer.victim = None
            process = start(office)
            if moment == "by the clock":
                time.sleep(killer.dice.uniform(0.2, 1.2))
                process.send_signal(signal.SIGKILL)
            else:
                killer.aim(moment, process)
            process.wait(timeout=60)
        final = office.run("send", "six", "--resume", "--json")
        rows_of_log = json.loads(office.run("log", "six", "--json").out)["deliveries"]
    assert set(PHASES) <= set(killer.hit), "each phase was hit"
    assert final.code in {0, 1, 5}, final.err
    states = {row["address"]: row["state"] for row in rows_of_log}
    doubtful = {address for address, state in states.items() if state == "uncertain"}
    assert set(states) == set(READERS), "nobody is lost"
    assert set(states.values()) <= {"accepted", "uncertain"}
    assert len(doubtful) <= KILLS, "at most one message a connection"
    reached = Counter(address for address, data in server.accepted if b"Auto-Submitted" not in data)
    assert {address for address, times in reached.items() if times > 1} == set(), "nobody is mailed twice"
    assert {address for address, state in states.items() if state == "accepted"} <= set(reached)
    assert office.run("log", "--verify").code == 0


def configure(office: PressOffice, port: int) -> None:
    """Let mail leave by the server."""
    toml = office.root / "pressctl.toml"
    text = re.sub(r"(?m)^\[mail\][^\[]*(\[mail\.[^\[]*)*", "", toml.read_text(encoding="utf-8"))
    text += (
        '\n[mail]\ntransport = "smtp"\nfrom = "press@example.org"\n\n'
        f'[mail.smtp]\nhost = "127.0.0.1"\nport = {port}\ntls = "starttls"\nca_file = "authority.pem"\n'
    )
    toml.write_text(text, encoding="utf-8")


def start(office: PressOffice) -> subprocess.Popen[bytes]:
    """Start the command: a plan that waits is resumed, else one is made."""
    waiting = json.loads(office.run("show", "six", "--json").out)["unfinished_plans"]
    arguments = ["--resume"] if waiting else ["--to", "all", "--yes"]
    return subprocess.Popen(
        [sys.executable, "-m", "pressctl", "send", "six", *arguments],
        cwd=office.root,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
