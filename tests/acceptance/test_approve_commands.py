"""`pressctl approve` as an officer uses it: words that are signed, edits that void, gates that hold."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.conftest import PressOffice
from tests.acceptance.terminal import terminal

NIGAR = "Neither can those who stop them"


@pytest.fixture
def wanted(office: PressOffice, tmp_path: Path) -> PressOffice:
    """Return the sample office in which parliament signs every language, and the delegation the original."""
    require(office, "milli-majlis", "true")
    require(office, "eu-delegation", '"original"')
    office.without_copies()
    (office.root / "Re text.eml").write_bytes(b"We agree.")
    return office


def require(office: PressOffice, organisation: str, what: str) -> None:
    path = office.root / "pressctl.toml"
    text = path.read_text(encoding="utf-8")
    heading = f"[organisations.{organisation}]\n"
    path.write_text(text.replace(heading, f"{heading}requires_approval = {what}\n"), encoding="utf-8")


def edit(office: PressOffice, old: str, new: str, language: str = "en") -> None:
    path = office.file(language)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def sign(office: PressOffice, organisation: str, *more: str, person: str = "Rashad Example") -> None:
    ended = office.run("approve", "six", "--for", organisation, "--by", person, "--evidence", "Re text.eml", *more)
    assert ended.code == 0, ended.err


def ledger(office: PressOffice) -> dict[str, Any]:
    ended = office.run("approve", "six", "--list", "--json")
    assert ended.code == 0, ended.err
    found: dict[str, Any] = json.loads(ended.out)
    return found


def standings(office: PressOffice) -> list[tuple[str, str]]:
    return [(row["organisation"], row["standing"]) for row in ledger(office)["approvals"]]


def missing(office: PressOffice) -> set[tuple[str, str]]:
    return {(need["organisation"], need["what"]) for need in ledger(office)["needs"] if need["met_by"] is None}


def gates(office: PressOffice) -> list[str]:
    ended = office.run("send", "six", "--to", "all", "--dry-run", "--json")
    return [gate["because"] for gate in json.loads(ended.out)["gates"]]


def test_a_release_that_lacks_an_approval_does_not_leave(wanted: PressOffice) -> None:
    ended = wanted.run("send", "six", "--to", "all", "--yes")
    assert ended.code == 4
    assert "Milli Majlis of the Republic of Azerbaijan has not approved en.md" in ended.err
    assert "Delegation of the European Union to Azerbaijan has not approved en.md" in ended.err
    assert "--override approval" in ended.err
    assert not list((wanted.root / "outbox").glob("**/*.eml"))
    for language in ("en", "az", "ru", "ar", "fr"):
        sign(wanted, "milli-majlis", "--language", language)
    sign(wanted, "eu-delegation", person="Elena Example")
    assert missing(wanted) == set()
    ended = wanted.run("send", "six", "--to", "all", "--yes")
    assert ended.code == 0, ended.err
    assert "approved by milli-majlis, eu-delegation" in ended.out


def test_a_comma_in_a_quotation_voids_and_a_phone_number_does_not(wanted: PressOffice) -> None:
    sign(wanted, "eu-delegation", person="elena@delegation.example.org")
    toml = wanted.root / "pressctl.toml"
    text = toml.read_text(encoding="utf-8")
    assert "+994 12 555 01 00" in text
    toml.write_text(text.replace("+994 12 555 01 00", "+994 12 555 01 09"), encoding="utf-8")
    assert standings(wanted) == [("eu-delegation", "holds")]
    edit(wanted, NIGAR, "Neither can those, who stop them")
    assert standings(wanted) == [("eu-delegation", "void")]
    (row,) = ledger(wanted)["approvals"]
    assert [one["where"] for one in row["differences"]] == ["the quotation by Nigar Example"]
    because = "the approval of en.md by Elena Example for Delegation of the European Union to Azerbaijan is void"
    assert any(one.startswith(because) and "the quotation by Nigar Example changed" in one for one in gates(wanted))
    checked = json.loads(wanted.run("check", "six", "--json").out)
    (finding,) = [one for one in checked["findings"] if one["rule"] == "APP001"]
    assert finding["path"].endswith("en.md")
    text = wanted.file("en").read_text(encoding="utf-8")
    assert "those, who stop them" in text[finding["start"]["offset"] : finding["end"]["offset"]]
    shown = " ".join(wanted.run("show", "six").out.split())
    assert f"{because}: the quotation by Nigar Example changed since" in shown
    edit(wanted, "Neither can those, who stop them", NIGAR)
    assert standings(wanted) == [("eu-delegation", "holds")]


def test_a_quotation_is_signed_by_itself_wherever_it_stands(office: PressOffice) -> None:
    require(office, "example-mission", '"quotations"')
    assert missing(office) == {("example-mission", "the quotation by Nigar Example")}
    planned = office.run("send", "six", "--to", "all", "--dry-run").out
    assert "--for example-mission --by NAME --quote 1" in " ".join(planned.split())
    assert office.run("approve", "six", "--for", "example-mission", "--by", "nigar-example", "--quote", "1").code == 0
    assert missing(office) == set()
    edit(office, "The event begins at 10:00.", "The event begins at ten.")
    assert missing(office) == set()
    edit(office, NIGAR, "Nor can those who stop them")
    assert missing(office) == {("example-mission", "the quotation by Nigar Example")}


def test_a_field_is_signed_by_itself(wanted: PressOffice) -> None:
    sign(wanted, "iom", "--field", "headline")
    edit(wanted, NIGAR, "Nor can those who stop them")
    assert standings(wanted) == [("iom", "holds")]
    edit(wanted, "headline: Six organizations", "headline: Six partners")
    assert standings(wanted) == [("iom", "void")]


def test_a_third_party_wants_evidence_and_the_record_keeps_it(wanted: PressOffice) -> None:
    ended = wanted.run("approve", "six", "--for", "milli-majlis", "--by", "Rashad Example")
    assert ended.code == 2
    assert "wants its evidence" in ended.err
    quoted = wanted.run("approve", "six", "--for", "milli-majlis", "--by", "Rashad Example", "--quote", "1")
    assert '--by "Rashad Example" --quote 1 --evidence FILE' in " ".join(quoted.err.split())
    sign(wanted, "milli-majlis")
    (row,) = ledger(wanted)["approvals"]
    assert row["evidence_sha256"] == hashlib.sha256(b"We agree.").hexdigest()
    record = sqlite3.connect(wanted.root / "pressctl.db")
    (kept,) = record.execute("SELECT bytes FROM evidence").fetchone()
    (data,) = record.execute("SELECT data FROM event WHERE type = 'approved'").fetchone()
    record.close()
    assert kept == b"We agree."
    assert "Rashad" not in data
    assert json.loads(data)["organisation"] == "milli-majlis"
    assert wanted.run("log", "--verify").code == 0


def test_what_is_asked_wrongly_is_refused_with_the_next_step(wanted: PressOffice) -> None:
    cases = {
        ("--for", "milli-majlys", "--by", "R"): 'did you mean "milli-majlis"?',
        ("--for", "iom", "--by", "R", "--evidence", "none.eml"): "none.eml is no file",
        ("--for", "iom", "--by", " ", "--evidence", "Re text.eml"): "who signed? --by NAME",
        ("--for", "iom", "--by", "R", "--evidence", "Re text.eml", "--quote", "7"): "en.md has no quotation 7",
        ("--for", "iom", "--by", "R", "--evidence", "Re text.eml", "--field", "colour"): 'no field "colour" to sign',
        ("--for", "iom", "--by", "R", "--evidence", "Re text.eml", "--language", "de"): "has no de",
        ("--for", "iom", "--by", "R", "--evidence", "Re text.eml", "--of", "2018-10-24-r9"): 'no copy "2018-10-24-r9"',
        ("--for", "iom", "--by", "R", "--evidence", "Re text.eml", "--at", "2099-01-01 10:00"): "has not come yet",
        ("--for", "iom", "--carry"): "this wants its reason",
        ("--for", "iom", "--withdraw", "--carry", "--why", "x"): "opposites",
    }
    for arguments, said in cases.items():
        ended = wanted.run("approve", "six", *arguments)
        assert ended.code in {2, 3}, (arguments, ended)
        assert said in ended.err, (arguments, ended.err)
    assert ledger(wanted)["approvals"] == []


def test_what_is_taken_back_does_not_stand_any_more(wanted: PressOffice) -> None:
    sign(wanted, "eu-delegation")
    ended = wanted.run("approve", "six", "--for", "eu-delegation", "--withdraw", "--why", "the programme was moved")
    assert ended.code == 0, ended.err
    assert standings(wanted) == [("eu-delegation", "taken-back"), ("eu-delegation", "withdrawal")]
    assert "\tall of it\t" in wanted.run("approve", "six", "--list").out
    assert ("eu-delegation", "en.md") in missing(wanted)
    sign(wanted, "eu-delegation")
    assert ("eu-delegation", "en.md") not in missing(wanted)


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a POSIX matter")
def test_the_office_carries_a_voided_approval_over_as_its_own_act(
    wanted: PressOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "configuration"))
    (tmp_path / "configuration" / "pressctl").mkdir(parents=True)
    (tmp_path / "configuration" / "pressctl" / "config.toml").write_text(
        '[me]\nname = "Leyla Example"\n', encoding="utf-8"
    )
    sign(wanted, "eu-delegation")
    edit(wanted, "The event begins at 10:00.", "The event begins at ten.")
    edit(wanted, "The speakers are Ali", "The speakers will be Ali")
    carry = ("approve", "six", "--for", "eu-delegation", "--carry", "--why", "a numeral written out")
    assert wanted.run(*carry).code == 4
    with terminal(wanted.root, *carry) as screen:
        screen.wait_for("was")
        assert "The event begins at 10:00" in screen.text
        assert "The event begins at ten" in screen.text
        screen.wait_for("Type the release's name")
        assert "The speakers will be Ali" in " ".join(screen.text.split()), (
            "all that differs is shown, not its beginning"
        )
        screen.answer("Type the release's name", "no")
        assert screen.end() == 4
    with terminal(wanted.root, *carry) as screen:
        screen.answer("Type the release's name", wanted.slug)
        assert screen.end() == 0, screen.text
    assert standings(wanted) == [("eu-delegation", "void"), ("eu-delegation", "holds")]
    needs = [need for need in ledger(wanted)["needs"] if need["organisation"] == "eu-delegation"]
    assert [need["met_by"] for need in needs] == ["carried"]


def test_erasing_who_signed_keeps_the_fact_and_forgets_the_person(wanted: PressOffice) -> None:
    who = "rashad@majlis.example.com"
    sign(wanted, "milli-majlis", person=who)
    assert "approved version 1" in wanted.run("contacts", "show", who).out
    ended = wanted.run("contacts", "erase", who, "--yes")
    assert ended.code == 1, ended.err  # the office's own file names them, and is the office's to change
    (row,) = ledger(wanted)["approvals"]
    assert (row["person"], row["standing"]) == ("", "holds")
    record = sqlite3.connect(wanted.root / "pressctl.db")
    assert record.execute("SELECT bytes FROM evidence").fetchone() == (None,)
    record.close()
    assert wanted.run("log", "--verify").code == 0


def test_the_dossier_tells_who_signed(wanted: PressOffice) -> None:
    sign(wanted, "milli-majlis")
    assert wanted.run("log", "six", "--dossier", "d.zip").code == 0
    with zipfile.ZipFile(wanted.root / "d.zip") as archive:
        names = archive.namelist()
        acts = json.loads(archive.read(next(name for name in names if name.endswith("approvals.json"))))
    assert [(act["organisation"], act["act"], act["person"]) for act in acts] == [("milli-majlis", "signed", None)]


def test_an_organisation_is_named_as_people_name_it_and_a_stranger_is_pointed_out(wanted: PressOffice) -> None:
    for named in ("IOM", "international organization for migration", "iom"):
        ended = wanted.run("approve", "six", "--for", named, "--by", "Girgi Example", "--evidence", "Re text.eml")
        assert ended.code == 0, ended.err
        assert "nobody called Girgi Example is on file" in " ".join(ended.out.split())
    assert {row["organisation"] for row in ledger(wanted)["approvals"]} == {"iom"}
    edit(wanted, NIGAR, "Nor can those who stop them")
    planned = wanted.run("send", "six", "--to", "all", "--dry-run")
    assert "the approval of en.md for International Organization for Migration is void" in planned.out + planned.err
