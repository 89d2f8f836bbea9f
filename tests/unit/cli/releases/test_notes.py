"""What is said of a release beside the result of a command."""

from __future__ import annotations

import pytest

from pressctl.cli.releases.notes import show_faults
from pressctl.cli.session import Session
from pressctl.model.finding import Severity
from pressctl.workflow.checking.faults import Faults


@pytest.mark.parametrize(
    ("faults", "said"),
    [
        (Faults({}, {}), "check: nothing found"),
        (Faults({}, {Severity.INFORMATION: 3}), "check: no errors and no warnings"),
        (Faults({}, {Severity.WARNING: 2}), "the check finds 2 warnings: pressctl check six"),
        (Faults({"en": ("x",)}, {Severity.ERROR: 1}), "the check finds 1 error, and send will refuse it"),
        (Faults({"en": ("a rule failed",)}, {}), ""),
    ],
)
def test_what_the_check_found_is_said_in_a_line(faults: Faults, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    show_faults(Session(), faults, "six")
    shown = capsys.readouterr().err
    assert said in shown
    assert bool(shown) is bool(said)
