"""A press office to run commands in, as a user would: whole processes, output piped."""

from __future__ import annotations

import atexit
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from pressctl.store.record.database import Database
from tests.acceptance.warm_python import RunningCommand, WarmPython
from tests.servers.fault_server import FaultServer
from tests.servers.sendings import StepClock, a_record


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class PressOffice:
    """A workspace and the command line in it."""

    root: Path
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, *arguments: str, typed: str = "", **environment: str) -> Ended:
        """Run `pressctl ARGUMENTS` in the workspace; it must leave no traceback, whatever happens."""
        ended = run(self.root, *arguments, typed=typed, **{**self.environment, **environment})
        assert "Traceback" not in ended.err, ended.err
        return ended

    def start(self, *arguments: str, **environment: str) -> RunningCommand:
        """Start `pressctl ARGUMENTS` and do not wait for its end; POSIX alone."""
        return warm_python().start(arguments, self.root, "", surroundings({**self.environment, **environment}))

    @property
    def slug(self) -> str:
        """The sample release."""
        (folder,) = (path for path in (self.root / "releases").iterdir() if path.is_dir())
        return folder.name

    def file(self, language: str) -> Path:
        """The sample release's file in a language."""
        return self.root / "releases" / self.slug / f"{language}.md"

    def without_copies(self) -> None:
        """Take the copies out of the sample release, so that a test may count journalists alone."""
        text = self.file("en").read_text(encoding="utf-8")
        self.file("en").write_text(re.sub(r"(?m)^copy_to:\n(  - .*\n)+", "", text), encoding="utf-8")


def run(folder: Path, *arguments: str, typed: str = "", **environment: str) -> Ended:
    """Run `pressctl ARGUMENTS` in a folder, with `typed` on its standard input."""
    around = surroundings(environment)
    if hasattr(os, "fork"):
        return Ended(*warm_python().run(arguments, folder, typed, around))
    ended = subprocess.run(
        [sys.executable, "-m", "pressctl", *arguments],
        cwd=folder,
        input=typed,
        capture_output=True,
        encoding="utf-8",
        env=around,
        timeout=120,
        check=False,
    )
    return Ended(ended.returncode, ended.stdout, ended.stderr)


def surroundings(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment in which a command runs."""
    return {**os.environ, "PYTHONUTF8": "1", "COLUMNS": "80", **environment}


@cache
def warm_python() -> WarmPython:
    """Return the Python of these tests that has read every library, started when it is first wanted."""
    warm = WarmPython(Path(tempfile.mkdtemp(prefix="pressctl-")) / "door")
    atexit.register(warm.close)
    return warm


@pytest.fixture(scope="session")
def _fresh_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fresh")
    ended = run(folder, "init", "office")
    assert ended.code == 0, ended.err
    return folder / "office"


@pytest.fixture
def office(_fresh_office: Path, tmp_path: Path) -> PressOffice:
    """Return a new workspace with the sample release, as `pressctl init` makes it."""
    root = tmp_path / "office"
    shutil.copytree(_fresh_office, root)
    return PressOffice(root)


@pytest.fixture
def server() -> Iterator[FaultServer]:
    """Return a mail server that takes everything, until a test gives it faults."""
    with FaultServer().running() as running:
        yield running


@pytest.fixture
def clock() -> StepClock:
    """Return the clock of `record`."""
    return StepClock()


@pytest.fixture
def record(tmp_path: Path, clock: StepClock) -> Iterator[Database]:
    """Return a record of its own, without an office around it."""
    with a_record(tmp_path / "pressctl.db", clock) as database:
        yield database
