"""`send --at` and `pressctl work`, as an officer and as a system use them, through a real mail server."""

from __future__ import annotations

import json
import os
import plistlib
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.parsers.expat import ExpatError

import pytest

from tests.acceptance.conftest import Ended, PressOffice
from tests.acceptance.terminal import terminal
from tests.servers.fault_server import Fault, FaultServer


@pytest.fixture
def office_with(office: PressOffice, server: FaultServer) -> PressOffice:
    office.without_copies()
    rows = [f"reader{n}@example.com,Reader {n},en" for n in range(1, 4)]
    (office.root / "contacts.csv").write_text("\n".join(("email,name,language", *rows)) + "\n", encoding="utf-8")
    office.environment["PRESSCTL_SMTP_URL"] = f"smtp://127.0.0.1:{server.port}"
    return office


def scheduled(office: PressOffice, *, grace: float = 600) -> tuple[datetime, Ended]:
    """Schedule the release a few seconds from now, however slow the machine is; return when it leaves."""
    for ahead in (4, 8, 16, 32):
        leaves = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=ahead)
        end = leaves + timedelta(seconds=grace)
        ended = office.run("send", "six", "--to", "all", "--at", at(leaves), "--not-after", at(end), "--yes")
        if ended.code == 0:
            return leaves, ended
        assert "has passed" in ended.err or "time has come" in ended.err, ended.out + ended.err
    raise AssertionError("this machine is too slow to schedule anything")


def at(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}Z"


def start_work(office: PressOffice) -> subprocess.Popen[str]:
    environment = {**os.environ, **office.environment, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "pressctl", "work"],
        cwd=office.root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def wait_until(moment: datetime) -> None:
    time.sleep(max(0.0, (moment - datetime.now(UTC)).total_seconds()) + 0.1)


def readers(server: FaultServer) -> list[str]:
    return sorted(recipient for recipient, _ in server.accepted if recipient.startswith("reader"))


THREE = ["reader1@example.com", "reader2@example.com", "reader3@example.com"]


def test_what_is_scheduled_is_shown_everywhere_and_leaves_when_work_runs(
    office_with: PressOffice, server: FaultServer
) -> None:
    ended = office_with.run("send", "six", "--to", "all", "--at", at(datetime.now(UTC) + timedelta(days=1)), "--yes")
    assert "3 messages leave on" in ended.out
    assert "pressctl work" in ended.out
    assert ", leaves 2" in office_with.run("list").out
    (told,) = json.loads(office_with.run("log", "six", "--json").out)["plans"]
    assert told["not_before"] < told["not_after"]
    assert office_with.run("send", "six", "--resume").code == 4
    assert office_with.run("work", "--once").out == ""
    assert not readers(server)
    assert office_with.run("stop", "six").code == 0
    leaves, _ = scheduled(office_with)
    wait_until(leaves)
    ended = office_with.run("work", "--once")
    assert ended.code == 0, ended.out + ended.err
    assert "3 taken by the mail server" in ended.out
    assert readers(server) == THREE
    assert office_with.run("work", "--once").out == ""


@pytest.mark.proof
def test_what_is_late_is_not_sent_unasked(office_with: PressOffice, server: FaultServer) -> None:
    leaves, _ = scheduled(office_with, grace=1)
    wait_until(leaves + timedelta(seconds=1))
    ended = office_with.run("work", "--once")
    assert ended.code == 5
    assert "3 messages should have left" in ended.err
    assert "--resume sends it all the same" in ended.err
    assert not readers(server)
    assert office_with.run("send", "six", "--resume").code == 0
    assert readers(server) == THREE


@pytest.mark.proof
def test_stop_cancels_it(office_with: PressOffice, server: FaultServer) -> None:
    leaves, _ = scheduled(office_with)
    assert "3 messages stopped before leaving" in office_with.run("stop", "six").out
    wait_until(leaves)
    assert office_with.run("work", "--once").code == 0
    assert not readers(server)


def test_what_cannot_be_scheduled(office: PressOffice) -> None:
    assert office.run("send", "six", "--test", "press@example.org", "--at", "18:00").code == 2
    assert office.run("send", "six", "--to", "all", "--not-after", "18:00").code == 2
    assert office.run("send", "six", "--to", "all", "--at", "lift").code == 3


@pytest.mark.proof
def test_two_at_work_one_waits_and_takes_over(office_with: PressOffice, server: FaultServer) -> None:
    first = start_work(office_with)
    until = time.monotonic() + 120
    while not (office_with.root / ".pressctl" / "work.lock").exists() and time.monotonic() < until:
        time.sleep(0.1)
    second = start_work(office_with)
    try:
        assert second.stdout is not None
        assert second.stdout.readline() == "another pressctl work looks after this workspace; waiting for it to end.\n"
        first.send_signal(signal.SIGINT if sys.platform != "win32" else signal.SIGTERM)
        first.communicate(timeout=60)
        assert first.returncode == 0
        scheduled(office_with)
        until = time.monotonic() + 120
        while len(readers(server)) < 3 and time.monotonic() < until:
            time.sleep(0.1)
    finally:
        second.terminate()
        out, err = second.communicate(timeout=60)
        if first.poll() is None:
            first.kill()
            first.communicate()
    assert readers(server) == THREE, out + err
    assert "3 taken by the mail server" in out


@pytest.mark.proof
@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a POSIX matter")
def test_a_laptop_that_slept_asks(
    office_with: PressOffice,
    server: FaultServer,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    home = tmp_path / "configuration"
    home.mkdir()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home))
    (home / "pressctl").mkdir()
    (home / "pressctl" / "config.toml").write_text('[me]\nname = "Leyla Example"\n', encoding="utf-8")
    leaves, _ = scheduled(office_with, grace=1)
    wait_until(leaves + timedelta(seconds=1))
    with terminal(office_with.root, "work", **office_with.environment) as screen:
        screen.answer("Send it now, late? [y/N]", "y")
        screen.wait_for("3 taken by the mail server")
        screen.wait_for("Nothing is scheduled")
        screen.type("\x03")
        assert screen.end() == 0
    assert readers(server) == THREE


def test_a_system_is_told_how_to_run_it(office: PressOffice) -> None:
    systemd = office.run("work", "--unit", "systemd").out
    assert f"--workspace {office.root} work --once" in systemd
    assert "OnCalendar=minutely" in systemd
    launchd = office.run("work", "--unit", "launchd").out
    try:
        plist = plistlib.loads(launchd.encode())
    except ExpatError as error:
        pytest.fail(f"{error}\n{launchd}")
    assert plist["ProgramArguments"][-2:] == ["work", "--once"]
    assert plist["StartInterval"] == 60
    assert "schtasks /Create" in office.run("work", "--unit", "windows").out
    assert office.run("work", "--unit", "systemd", "--once").code == 2


@pytest.mark.proof
def test_a_server_that_takes_nothing_is_not_asked_every_few_seconds(
    office_with: PressOffice, server: FaultServer
) -> None:
    leaves, _ = scheduled(office_with)
    server.faults = [Fault("mail", "550 5.7.1 not this sender")]
    wait_until(leaves)
    process = start_work(office_with)
    until = time.monotonic() + 120
    while not server.commands and time.monotonic() < until:
        time.sleep(0.1)
    time.sleep(11)
    process.terminate()
    out, err = process.communicate(timeout=60)
    assert not readers(server)
    assert out.count("takes nothing from this sender") == 1, out + err
