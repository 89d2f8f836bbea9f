"""What every test may use: the programs that some tests drive, and the rule for their absence."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says how busy the machine is; what must be quick is measured in bench/. On a CI machine
# Hypothesis has a profile of its own, which is as patient.
_PATIENT = settings(
    settings.get_profile("ci" if os.environ.get("CI") == "true" else "default"),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("every day", _PATIENT, max_examples=30)
settings.register_profile("proof", _PATIENT, max_examples=100)
settings.load_profile("every day")


def pytest_collection_finish() -> None:
    """Let no collection of garbage look through thousands of collected tests again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def program() -> Callable[[str], str]:
    """Return a function that finds a program, or skips the test with the reason; with CI=true a skip is a failure."""

    def find(name: str) -> str:
        found = shutil.which(name)
        if found is not None:
            return found
        reason = f"{name} is not installed"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{reason}, and CI must have every part")
        pytest.skip(reason)

    return find


@pytest.fixture(autouse=True)
def _own_configuration(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the tester's own configuration out of the tests, and the tests out of it."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.getbasetemp() / "configuration"))
    for name in ("PRESSCTL_SMTP_URL", "PRESSCTL_SMTP_PASSWORD", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
