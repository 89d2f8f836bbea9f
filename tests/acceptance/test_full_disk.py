"""A disk that is full at any write: the record and the server agree, and the sending goes on when there is room."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from pressctl.errors import ExitCode, Incomplete
from pressctl.model.delivery import DeliveryState
from pressctl.store.record.reading import verify
from tests.acceptance.conftest import PressOffice
from tests.acceptance.test_proof_kill import an_office_with, assert_everybody_once, configure
from tests.servers.brake import Brake
from tests.servers.fault_server import FaultServer
from tests.servers.sendings import a_record, assert_honest, plan_for, run, smtp_to

State = DeliveryState
PEOPLE = [f"reader{number:03d}@example.com" for number in range(200)]
BLOCK = 4096


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 16 MB, where mounting is allowed."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = (
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=16m,mode=0700", "tmpfs", str(folder)],
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


def test_a_full_disk_says_so_and_the_sending_goes_on_later(small_disk: Path) -> None:
    with a_record(small_disk / "pressctl.db") as record:
        plan = plan_for(record, PEOPLE)
        ballast = small_disk / "ballast"
        server = FaultServer()
        with server.running():
            for blocks in (0, 5, 15, 40):
                fill(ballast, blocks)
                with pytest.raises(Incomplete, match="no space left"):
                    run(record, plan, smtp_to(server.port))
                ballast.unlink()
                assert max(server.count().values(), default=0) <= 1
            result = run(record, plan, smtp_to(server.port))
        assert set(result.counts) <= {State.ACCEPTED, State.UNCERTAIN}
        assert result.counts.get(State.UNCERTAIN, 0) <= 4 * 4, "at most one message a connection and a failure"
        assert_honest(record, server.count())
        assert verify(record).ok


@pytest.mark.proof
@pytest.mark.parametrize(
    ("steps", "readers"),
    [
        pytest.param((0, 2, 12, 48), 80, id="four"),
        pytest.param((*range(24), *range(24, 60, 3), *range(60, 300, 20)), 300, id="fifty", marks=pytest.mark.proof),
    ],
)
def test_the_whole_command_on_a_disk_that_is_full_at_any_write(
    office: PressOffice, small_disk: Path, steps: tuple[int, ...], readers: int
) -> None:
    shutil.copytree(office.root, small_disk / "office")
    office = PressOffice(small_disk / "office")
    everybody = an_office_with(office, readers)
    disk = SmallDisk(office, small_disk / "ballast")
    server = FaultServer()
    with server.running():
        configure(office, server.port, tls="none")
        disk.send("--to", "all", "--yes", steps=tuple(blocks for blocks in steps if blocks < 60))
        assert not server.accepted, "no message leaves before the plan is durable"
        brake = Brake(server)
        brake.after(2)
        stopped = office.start("send", "six", "--to", "all", "--yes")
        brake.held()
        stopped.kill()
        stopped.ended()
        brake.off()
        disk.send("--resume", steps=steps)
        final = office.run("send", "six", "--resume")
        assert final.code in {0, 1, 5}, final.err
    assert disk.full > len(steps), "the disk was full, and it was said"
    assert_everybody_once(office, server, everybody, 4 * (len(steps) + 1))


class SmallDisk:
    """A command run with little room left, and how often it said that there was none."""

    def __init__(self, office: PressOffice, ballast: Path) -> None:
        self.full = 0
        self._office = office
        self._ballast = ballast

    def send(self, *how: str, steps: tuple[int, ...]) -> None:
        for blocks in steps:
            self.empty_the_log()
            fill(self._ballast, blocks)
            ended = self._office.run("send", "six", *how)
            self._ballast.unlink()
            if "no space left" not in ended.err.lower():
                return
            assert ended.code == ExitCode.INCOMPLETE
            self.full += 1

    def empty_the_log(self) -> None:
        """Let go of the room that the record's log has already, so that every write wants some."""
        record = self._office.root / "pressctl.db"
        if record.exists():
            connection = sqlite3.connect(record)
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.close()


def fill(ballast: Path, blocks: int) -> None:
    """Take all the room that is left, but for so many blocks that may be used up first."""
    with ballast.open("wb", buffering=0) as file:
        for size in (256 * BLOCK, BLOCK):
            with suppress(OSError):
                while True:
                    file.write(bytes(size))
        file.truncate(max(0, file.tell() - blocks * BLOCK))
