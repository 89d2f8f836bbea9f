"""`pressctl check`, `rule` and `import`, as a press officer runs them."""

from __future__ import annotations

import json
from pathlib import Path

from tests.acceptance.conftest import PressOffice

FOREIGN = """FOR IMMEDIATE RELEASE

Clinic opens in Ganja for children of seasonal workers

GANJA, 14 May 2027 – The Example Health Fund opened a clinic on Friday.

"Parents no longer lose a day\u2019s pay for a vaccination," said Sevda Example, head of the Example Health Fund.

About the Example Health Fund
The Example Health Fund runs eleven clinics.

Media contact: Rauf Example, rauf@health.example.org, +994 12 555 01 44

###
"""


def test_a_foreign_text_becomes_a_release_that_can_be_checked(office: PressOffice, tmp_path: Path) -> None:
    source = tmp_path / "old release.txt"
    source.write_text(FOREIGN, encoding="utf-8")
    looked = json.loads(office.run("import", str(source), "--dry-run", "--json").out)
    told = looked["imports"][0] if "imports" in looked else looked
    assert told["release"]["headline"] == "Clinic opens in Ganja for children of seasonal workers"
    assert told["release"]["dateline"]["date"] == "2027-05-14"
    assert told["release"]["contacts"][0]["emails"] == ["rauf@health.example.org"]
    assert not list((office.root / "releases").glob("*clinic*")), "a dry run writes nothing"
    ended = office.run("import", str(source))
    assert ended.code == 0, ended.out + ended.err
    assert office.run("show", "clinic").code == 0
    assert office.run("check", "clinic").code == 0


def test_findings_their_places_and_the_exit_code(office: PressOffice, tmp_path: Path) -> None:
    source = tmp_path / "draft.txt"
    source.write_text(FOREIGN.replace("on Friday", "yesterday (13/05)"), encoding="utf-8")
    ended = office.run("check", str(source), "--json")
    assert ended.code == 1
    found = {one["rule"]: one for one in json.loads(ended.out)["findings"]}
    text = source.read_text(encoding="utf-8")
    start, end = (found["DAT003"][edge]["offset"] for edge in ("start", "end"))
    assert "13/05" in text[start:end]
    assert found["DAT003"]["start"]["line"] == 5
    assert office.run("check", str(source), "--ignore", "DAT003").code == 0
    assert office.run("check", str(source), "--exit-zero").code == 0
    assert office.run("check", str(tmp_path / "gone.txt")).code == 3


def test_the_sample_has_no_errors_and_a_rule_is_explained(office: PressOffice) -> None:
    assert office.run("check", "six").code == 0
    assert "# DAT003" in office.run("rule", "DAT003").out
    wrong = office.run("rule", "DOT003")
    assert wrong.code == 2
    assert 'no rule "DOT003"' in wrong.err


def test_remarks_are_counted_for_people_and_listed_for_programs(office: PressOffice, tmp_path: Path) -> None:
    source = tmp_path / "draft.txt"
    source.write_text(FOREIGN.replace("opened a clinic", "opened a world-class clinic"), encoding="utf-8")
    assert "LNG001" not in office.run("check", str(source)).out
    assert "LNG001" in office.run("check", str(source), "--select", "LNG").out
    found = {one["rule"]: one for one in json.loads(office.run("check", str(source), "--json").out)["findings"]}
    assert found["LNG001"]["severity"] == "information"
    ended = office.run("check", str(source), "--fail-on", "information")
    assert "LNG001" in ended.out
    assert ended.code == 1
    assert office.run("check", str(source), "--json").code == 0


def test_one_file_that_cannot_be_read_does_not_hide_the_others(office: PressOffice, tmp_path: Path) -> None:
    good = tmp_path / "draft.txt"
    good.write_text(FOREIGN, encoding="utf-8")
    ended = office.run("check", str(tmp_path / "gone.txt"), str(good), "--json")
    assert ended.code == 3
    assert {one["path"] for one in json.loads(ended.out)["findings"]} <= {str(good)}
    assert "1 of 2 files could not be read" in ended.err
    assert "gone.txt" in ended.err
