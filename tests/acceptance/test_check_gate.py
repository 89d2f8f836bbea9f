"""What the check calls wrong does not leave: `export` warns of it, `send` refuses it."""

from __future__ import annotations

import json

import pytest

from tests.acceptance.conftest import PressOffice

MISSPELT = "The MIlli Majlis takes part.\n"


@pytest.fixture
def faulty(office: PressOffice) -> PressOffice:
    """A release in one language in which a name is misspelt."""
    file = office.file("en")
    for language in ("az", "ru", "ar", "fr"):
        office.file(language).unlink()
    file.write_text(f"{file.read_text(encoding='utf-8').rstrip()}\n\n{MISSPELT}", encoding="utf-8")
    return office


def test_send_refuses_an_error_and_names_its_place(faulty: PressOffice) -> None:
    for arguments in (("--yes",), ("--dry-run",)):
        refused = faulty.run("send", "six", "--to", "all", *arguments)
        said = " ".join((refused.out + refused.err).split())
        assert refused.code == 4, said
        assert "MIlli" in said
        assert "(NAM002)" in said
        assert "en.md:" in said
        assert "pressctl check" in said
    assert not list(faulty.root.glob("outbox/**/*.eml"))


def test_yes_does_not_pass_the_gate_and_an_office_may_move_it(faulty: PressOffice) -> None:
    reason = ("--override", "check", "--why", "spelt so on their own letterhead")
    assert faulty.run("send", "six", "--to", "all", "--yes", *reason).code == 4
    toml = faulty.root / "pressctl.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(f'{text}\n[check]\ngate = "warning"\nseverity = {{ NAM = "information" }}\n', encoding="utf-8")
    by_warnings = faulty.run("send", "six", "--to", "all", "--yes")
    assert (by_warnings.code, "NAM002" in by_warnings.err) == (4, False)
    toml.write_text(f'{text}\n[check]\ngate = "off"\n', encoding="utf-8")
    assert faulty.run("send", "six", "--to", "all", "--yes").code == 0


def test_a_silenced_finding_is_no_obstacle(faulty: PressOffice) -> None:
    file = faulty.file("en")
    silenced = file.read_text(encoding="utf-8").replace(MISSPELT, f"<!-- pressctl: ignore NAM -->\n{MISSPELT}")
    file.write_text(silenced, encoding="utf-8")
    assert faulty.run("send", "six", "--to", "all", "--yes").code == 0


def test_a_test_copy_to_oneself_passes(faulty: PressOffice) -> None:
    assert faulty.run("send", "six", "--test", "nigar@example.org").code == 0


def test_export_warns_in_one_line_and_says_so_as_json(faulty: PressOffice) -> None:
    ended = faulty.run("export", "six", "-f", "txt", "-l", "en")
    assert ended.code == 0
    assert "send will refuse it: pressctl check" in " ".join(ended.err.split())
    known = json.loads(faulty.run("export", "six", "-f", "txt", "-l", "en", "--json").out)["check"]
    assert known["errors"] >= 1
    assert known["blocks_sending"] is True
