"""The machine's clock is set back and on while a sending runs: nobody twice, nobody lost, and no second sender."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from pressctl.errors import ExitCode
from pressctl.model.delivery import DeliveryState
from pressctl.store.record.database import Database
from pressctl.store.sending.leases import LEASE_SECONDS, PlanBusy
from tests.acceptance.conftest import PressOffice, surroundings
from tests.acceptance.test_proof_kill import an_office_with, assert_everybody_once, configure
from tests.servers.fault_server import FaultServer
from tests.servers.sendings import StepClock, a_record, assert_honest, plan_for, run, smtp_to

State = DeliveryState
PEOPLE = [f"reader{number:02d}@example.com" for number in range(24)]
STEPS = [timedelta(hours=-2), timedelta(days=-400), timedelta(seconds=LEASE_SECONDS * 3), timedelta(days=30)]


@pytest.mark.parametrize("step", STEPS, ids=str)
def test_a_step_of_the_clock_in_the_middle_lets_nobody_else_in(
    record: Database, clock: StepClock, step: timedelta
) -> None:
    plan = plan_for(record, PEOPLE)
    refused: list[PlanBusy] = []

    def move(phase: str, recipient: str) -> None:
        if (phase, recipient) in {("dot", PEOPLE[3]), ("data", PEOPLE[11])}:
            clock.now += step
            with a_record(record.path, clock) as other:
                try:
                    run(other, plan, smtp_to(server.port))
                except PlanBusy as error:
                    refused.append(error)

    server = FaultServer(on_phase=move)
    with server.running():
        assert run(record, plan, smtp_to(server.port)).counts == {State.ACCEPTED: len(PEOPLE)}
    assert len(refused) == 2
    assert server.count() == dict.fromkeys(PEOPLE, 1)
    assert_honest(record, server.count())


@pytest.mark.proof
def test_the_clock_of_the_machine_is_set_while_the_command_sends(
    office: PressOffice, tmp_path: Path, program: Callable[[str], str]
) -> None:
    program("faketime")
    library = next(iter(Path("/usr/lib").glob("*/faketime/libfaketime.so.1")), None)
    assert library is not None
    everybody = an_office_with(office, 60)
    time_file = tmp_path / "time"
    time_file.write_text("+0")
    around = surroundings(
        {
            "LD_PRELOAD": str(library),
            "FAKETIME_TIMESTAMP_FILE": str(time_file),
            "FAKETIME_NO_CACHE": "1",
            "DONT_FAKE_MONOTONIC": "1",
        }
    )
    steps = {10: "-2h", 20: "+20d", 30: "-100d", 40: "+1h"}
    second: list[int] = []

    def set_clock(phase: str, _: str) -> None:
        if phase == "accepted" and (step := steps.pop(len(server.accepted), None)):
            time_file.write_text(step)
            if len(steps) == 2:
                second.append(sent("--resume").returncode)

    def sent(*how: str) -> subprocess.CompletedProcess[str]:
        line = [sys.executable, "-m", "pressctl", "send", "six", *how]
        return subprocess.run(line, cwd=office.root, env=around, capture_output=True, text=True, check=False)

    server = FaultServer(on_phase=set_clock)
    with server.running():
        configure(office, server.port, tls="none")
        first = sent("--to", "all", "--yes")
        assert first.returncode == 0, first.stderr
    assert not steps, "every step was made"
    assert second == [ExitCode.REFUSED], "another process stays out"
    assert_everybody_once(office, server, everybody, 0)
