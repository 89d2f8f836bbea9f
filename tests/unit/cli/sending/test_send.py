"""Options of `send` that have no say in what was asked for are refused, never ignored."""

from __future__ import annotations

import pytest
import typer
from typer.testing import CliRunner

from pressctl.cli.sending.send import send
from pressctl.errors import UsageError


def refusal_of(*arguments: str) -> str:
    app = typer.Typer()
    app.command()(send)
    ended = CliRunner().invoke(app, ["six", *arguments])
    assert isinstance(ended.exception, UsageError)
    return str(ended.exception)


@pytest.mark.parametrize("option", ["--to", "--test", "--update", "--why", "--at", "--not-after", "--attach"])
@pytest.mark.parametrize("mode", ["--resume", "--only-failed", "--resend-uncertain"])
def test_a_plan_that_was_made_is_not_told_anew(mode: str, option: str) -> None:
    assert f"{option} cannot change" in refusal_of(mode, option, "18:00")


def test_a_test_copy_goes_to_one_address_at_once() -> None:
    assert "leave --to out" in refusal_of("--test", "ana@desk.example", "--to", "all")
    assert "leave --at out" in refusal_of("--test", "ana@desk.example", "--at", "18:00")


def test_which_plan_is_a_matter_of_resuming() -> None:
    assert "belong to --resume" in refusal_of("--plan", "2031-03-03-a1")
