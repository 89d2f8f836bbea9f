"""The real release whose defects a sharp editor listed: which of them are found, by which rule, at which place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pressctl.checks.base import NameOnFile, Subject
from pressctl.checks.catalogue import RULES
from pressctl.checks.check import Selection, check
from pressctl.model.finding import Checked, Severity
from pressctl.model.manuscript import Manuscript

SAMPLE = Path(__file__).parents[4] / "shared" / "data" / "iom-azerbaijan.txt"

FOUND = [
    ("H1", "NAM001", 1800), ("H2", "NAM001", 1846), ("H2 case", "NAM002", 1846), ("H3", "CON002", 2601),
    ("H4", "DAT003", 124), ("H5", "NAM003", 1445), ("H6", "NAM003", 1396), ("H8", "CON003", 2579),
    ("H9", "NAM005", 2472), ("H10", "TYP004", 346), ("H11", "ACR001", 145), ("H12", "ACR002", 177),
    ("H13", "ACR003", 1077), ("H14", "DAT008", 207), ("H15 chair", "LNG005", 1755), ("H15 speaker", "LNG005", 1846),
    ("H15 director", "LNG005", 1899), ("S17", "STR001", 2499), ("S18", "STR002", 2499), ("S19", "STR003", 1),
    ("S21", "CON006", 2537), ("S22", "ORG003", 1107), ("S23", "HED002", 1), ("S24 lead", "STR005", 118),
    ("S24 peg", "STR005", 1181), ("S24 speakers", "STR005", 1665), ("Y25", "DAT010", 132), ("Y26", "LNG007", 1220),
    ("Y26 session", "LNG007", 2210), ("Y27", "LNG001", 870), ("Y27 end", "LNG001", 2444), ("Y28", "LNG006", 1614),
    ("Y28 level", "LNG006", 1702),
]  # fmt: skip


@pytest.fixture(scope="module")
def checked(plain: Callable[..., Manuscript]) -> Checked:
    if not SAMPLE.exists():
        pytest.skip("the sample release is no part of the project and does not stand beside it")
    on_file = (NameOnFile("bahar-muradova", ("Bahar Muradova",), person=True),)
    subject = Subject(plain(SAMPLE.read_text(encoding="utf-8"), "sample.txt"), date(2018, 11, 1), on_file=on_file)
    return check(subject, RULES, Selection(select=("ALL",)))


@pytest.mark.parametrize(("defect", "rule", "place"), FOUND, ids=[defect for defect, _, _ in FOUND])
def test_a_listed_defect_is_found_at_its_place(defect: str, rule: str, place: int, checked: Checked) -> None:
    assert (rule, place) in {(finding.rule, finding.start) for finding in checked.findings}


def test_a_speaker_on_file_is_found_misspelt(checked: Checked) -> None:
    assert [finding.start for finding in checked.findings if finding.rule == "NAM004"] == [1815]


def test_every_error_is_a_listed_defect(checked: Checked) -> None:
    errors = {(one.rule, one.start) for one in checked.findings if one.severity is Severity.ERROR}
    assert errors == {
        ("DAT003", 124),
        ("NAM001", 1800),
        ("NAM001", 1846),
        ("NAM002", 1846),
        ("CON002", 2601),
        ("NAM004", 1815),
    }
