"""`pressctl check` and `pressctl rule` as a person and a script run them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import typer
from click.testing import Result
from typer.testing import CliRunner

from pressctl.checks.catalogue import BY_CODE, RULES
from pressctl.cli.checking.check import check, rule
from pressctl.cli.session import Session
from pressctl.errors import BadInput, UsageError

BROKEN = """Six partners open school

Baku, 30 October 2018 – The MIlli Majlis and the Milli Majlis opened  a school.

Media contact: Nigar Example, press@example.org, Tel:
"""
CLEAN = """FOR IMMEDIATE RELEASE

Exampleland Aid opens school for nurses

Baku, 30 October 2018 – Exampleland Aid opened a school for nurses on Tuesday.

“Nurses learn here what hospitals need, and stay in the region,” said Ana Example, Minister of Health.

About Exampleland Aid

Exampleland Aid is a charity in Baku.

Media contact: Nigar Example, Press Officer, press@example.org
"""
OFFICE = """[office]
name = "Example Press Office"
[check]
profile = "iom"
ignore = ["STR001"]
severity = {NAM002 = "warning"}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "broken.txt").write_bytes(BROKEN.encode())
    (tmp_path / "clean.txt").write_bytes(CLEAN.encode())
    return tmp_path


def run(name: str, *arguments: str) -> Result:
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command(name)({"check": check, "rule": rule}[name])
    return CliRunner().invoke(app, list(arguments), obj=Session())


def test_a_finding_ends_with_one_and_is_a_line_when_piped(folder: Path) -> None:
    result = run("check", "broken.txt")
    assert result.exit_code == 1
    assert 'broken.txt:3:29\terror\tNAM002\tA capital in the middle of "MIlli": Milli' in result.stdout.splitlines()


def test_a_clean_text_ends_with_nothing(folder: Path) -> None:
    result = run("check", "clean.txt")
    assert (result.exit_code, result.stdout) == (0, "")


def test_json_holds_the_places(folder: Path) -> None:
    found = {
        finding["rule"]: finding for finding in json.loads(run("check", "broken.txt", "--json").stdout)["findings"]
    }
    start = found["CON002"]["start"]
    assert BROKEN[start["offset"] :].startswith("Tel:")
    assert (start["line"], start["column"]) == (5, 50)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--exit-zero",), 0),
        (("--select", "STR"), 0),
        (("--select", "STR", "--fail-on", "warning"), 1),
        (("--ignore", "NAM,CON"), 0),
        (("--output-format", "sarif"), 1),
        (("--output-format", "github"), 1),
        (("--statistics",), 1),
    ],
)
def test_what_ends_with_one_can_be_chosen(arguments: tuple[str, ...], code: int, folder: Path) -> None:
    assert run("check", "broken.txt", *arguments).exit_code == code


def test_fixes_are_shown_before_they_are_made(folder: Path) -> None:
    result = run("check", "broken.txt", "--diff", "--unsafe-fixes")
    assert "+Baku, 30 October 2018 – The Milli Majlis and the Milli Majlis opened  a school." in result.stdout
    assert (folder / "broken.txt").read_bytes() == BROKEN.encode()


def test_safe_fixes_are_made_and_unsafe_ones_only_when_asked_for(folder: Path) -> None:
    run("check", "broken.txt", "--fix", "--select", "ALL")
    assert (folder / "broken.txt").read_text(encoding="utf-8") == BROKEN.replace("opened  a", "opened a")
    run("check", "broken.txt", "--unsafe-fixes")
    assert "MIlli" not in (folder / "broken.txt").read_text(encoding="utf-8")


def test_an_office_has_its_own_style(folder: Path) -> None:
    (folder / "pressctl.toml").write_text(OFFICE, encoding="utf-8")
    found = json.loads(run("check", "broken.txt", "--json").stdout)["findings"]
    assert {finding["severity"] for finding in found if finding["rule"] == "NAM002"} == {"warning"}
    assert "STR001" not in {finding["rule"] for finding in found}


def test_the_sample_office_has_no_error_in_its_release(folder: Path) -> None:
    root = Path(__file__).parents[4]
    shutil.copy(root / "pressctl.toml", folder)
    shutil.copytree(root / "releases", folder / "releases")
    result = run("check")
    assert result.exit_code == 0, result.stdout
    assert run("check", "working-nowhere").exception is not None


def test_a_document_that_cannot_be_read_is_no_clean_one(folder: Path) -> None:
    assert isinstance(run("check", "absent.txt").exception, BadInput)
    assert isinstance(run("check", "broken.txt", "--select", "FOO").exception, UsageError)


def test_a_rule_is_explained(folder: Path) -> None:
    assert run("rule", "nam001").stdout.startswith("# NAM001: One name spelt two ways")
    assert len(run("rule").stdout.splitlines()) == len(RULES)
    assert json.loads(run("rule", "DAT005", "--json").stdout)["rules"][0]["why"] == BY_CODE["DAT005"].why
    assert isinstance(run("rule", "NAM099").exception, UsageError)
