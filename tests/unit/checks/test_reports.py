"""Findings for other programs, snippets for people, and the rules' pages."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from unicodedata import category, east_asian_width

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressctl.checks.base import Subject
from pressctl.checks.catalogue import BY_CODE, RULES
from pressctl.checks.check import check
from pressctl.checks.places import Places
from pressctl.checks.reports import github_lines, json_report, sarif_report
from pressctl.checks.rule_page import rule_page
from pressctl.model.finding import Checked, Crash, Finding, Severity
from pressctl.model.manuscript import Manuscript

TEXT = "Six partners open school\r\n\r\nBaku, 30 October 2018 – The MIlli Majlis, the Milli Majlis.\r\n"


@pytest.fixture
def checked(plain: Callable[..., Manuscript]) -> Checked:
    return check(Subject(plain(TEXT, "a,b.txt"), date(2018, 10, 30)), [BY_CODE["NAM002"]])


def test_json_says_line_column_and_offset(checked: Checked) -> None:
    report = json_report([checked], {"a,b.txt": TEXT})
    assert json.loads(json.dumps(report)) == {
        "version": 1,
        "findings": [
            {
                "rule": "NAM002",
                "severity": "error",
                "message": 'A capital in the middle of "MIlli": Milli',
                "advice": None,
                "path": "a,b.txt",
                "start": {"line": 3, "column": 29, "offset": 56},
                "end": {"line": 3, "column": 34, "offset": 61},
                "fix": {"safe": False, "edits": [{"start": 56, "end": 61, "replacement": "Milli"}]},
            }
        ],
        "crashed": [],
    }


def test_sarif_counts_code_points_and_lists_the_rules(checked: Checked) -> None:
    report = sarif_report([checked], {"a,b.txt": TEXT}, RULES, "1.0")
    run = report["runs"][0]  # type: ignore[index]
    assert len(run["tool"]["driver"]["rules"]) == len(RULES)
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (region["charOffset"], region["charLength"], region["startColumn"]) == (56, 5, 29)
    assert run["invocations"][0]["executionSuccessful"] is True


def test_a_crash_is_no_success_in_any_format() -> None:
    crashed = Checked("a.txt", (), (Crash("NAM001", "a.txt", "KeyError: 1"),))
    run = sarif_report([crashed], {"a.txt": ""}, (), "1.0")["runs"][0]  # type: ignore[index]
    assert run["invocations"][0]["executionSuccessful"] is False
    assert list(github_lines([crashed], {"a.txt": ""})) == [
        "::error file=a.txt::NAM001 failed, so this file is not checked: KeyError: 1"
    ]
    assert json_report([crashed], {"a.txt": ""})["crashed"] == [
        {"rule": "NAM001", "path": "a.txt", "cause": "KeyError: 1"}
    ]


def test_github_gets_its_separators_escaped(checked: Checked) -> None:
    assert list(github_lines([checked], {"a,b.txt": TEXT})) == [
        (
            "::error file=a%2Cb.txt,line=3,endLine=3,col=29,endColumn=34,title=NAM002::"
            'A capital in the middle of "MIlli": Milli'
        )
    ]


def columns(text: str) -> int:
    wide = sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
    return wide - sum(category(sign) in {"Mn", "Me"} for sign in text)


def test_a_snippet_underlines_the_defect() -> None:
    snippet = Places(TEXT).snippet(56, 61)
    assert snippet.line == 3
    assert snippet.words == "Baku, 30 October 2018 – The MIlli Majlis, the Milli Majlis."
    assert snippet.marks == " " * 28 + "^^^^^"


def test_a_long_line_is_cut_around_the_defect() -> None:
    text = "word " * 60 + "MIlli" + " word" * 60
    snippet = Places(text).snippet(300, 305, 60)
    assert len(snippet.words) <= 60
    assert snippet.words[snippet.marks.index("^") :].startswith("MIlli")


def test_wide_characters_are_counted_as_a_terminal_shows_them() -> None:
    text = "学校" * 30 + " the the " + "学校" * 30
    snippet = Places(text).snippet(65, 68, 60)
    assert columns(snippet.words) <= 60
    before, _, _ = snippet.words.rpartition("the 学")
    assert columns(before) == snippet.marks.index("^")


def test_under_a_line_from_the_right_stand_the_words_themselves() -> None:
    assert Places("مدرسة في في باكو").snippet(9, 11).marks == "^ في"


@given(st.text(max_size=200), st.integers(0, 200), st.integers(0, 20))
def test_every_place_has_a_snippet(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    snippet = Places(text).snippet(start, min(len(text), start + length), 40)
    assert "\n" not in snippet.words
    assert columns(snippet.words) <= 40
    assert columns(snippet.marks) <= 41, "a mark may stand behind the last column"
    assert snippet.marks.strip() == snippet.marks.lstrip()
    assert 1 <= Places(text).at(start).line <= text.count("\n") + text.count("\r") + 1


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_a_page(rule: object) -> None:
    page = rule_page(rule)  # type: ignore[arg-type]
    assert page.startswith("# ")
    assert "⟦" not in page
    assert "## Instead" in page


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("old release.txt", "old%20release.txt"),
        ("/office/ə.txt", "file:///office/%C9%99.txt"),
        ("C:\\office\\a.txt", "file:///C:/office/a.txt"),
        ("releases\\x\\en.md", "releases/x/en.md"),
    ],
)
def test_a_path_becomes_an_address_in_sarif(path: str, uri: str) -> None:
    finding = Finding("NAM001", Severity.ERROR, "m", path, 0, 1)
    report = sarif_report([Checked(path, (finding,))], {path: "text"}, RULES, "1")
    (run,) = report["runs"]  # type: ignore[misc]  # a report is plain JSON
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": uri}
