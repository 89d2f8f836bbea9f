from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pressctl import kept, patterns
from pressctl.workflow.checking.documents import check_document
from pressctl.workflow.checking.house import house_of
from tests.unit.kept_files import damage

CASES = (
    (r"(?P<day>\d{1,2})\s+(?P<month>mayıs|июня)(?=\W|$)", re.IGNORECASE),
    (r"(?-i:[A-ZÀ-Þ])(\w+) # a name", re.VERBOSE | re.IGNORECASE),
    (r"(?i:said|says)\s+(?P<who>[^,.]{2,40}?),|^\s*$", re.MULTILINE),
    (r"a|b|c", 0),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A cache that is empty, and a run that has compiled nothing yet."""
    monkeypatch.setattr(kept, "_cache_folder", lambda: tmp_path)
    monkeypatch.setattr(patterns, "_WORTH_WRITING", 1)
    _next_run()
    yield tmp_path
    _next_run()


def _next_run() -> None:
    patterns.compiled.cache_clear()
    patterns._kept.cache_clear()


def _kept_file(folder: Path) -> Path:
    (file,) = (folder / "pressctl").iterdir()
    return file


def _no_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("compiled again")

    monkeypatch.setattr(patterns, "_form", refuse)
    monkeypatch.setattr(patterns.re, "compile", refuse)


@pytest.mark.parametrize(("expression", "flags"), CASES)
def test_a_pattern_is_the_one_that_re_makes_in_this_run_and_in_the_next(
    folder: Path, monkeypatch: pytest.MonkeyPatch, expression: str, flags: int
) -> None:
    expected = re.compile(expression, flags)
    assert patterns.compiled(expression, flags) == expected
    patterns.keep()
    _next_run()
    _no_compiler(monkeypatch)
    found = patterns.compiled(expression, flags)
    assert (found, found.groups, dict(found.groupindex)) == (expected, expected.groups, dict(expected.groupindex))


def test_what_several_runs_compile_is_kept_together(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for expression, flags in CASES:
        patterns.compiled(expression, flags)
        patterns.keep()
        _next_run()
    _no_compiler(monkeypatch)
    assert [patterns.compiled(*case).pattern for case in CASES] == [expression for expression, _ in CASES]


@pytest.mark.parametrize("how", ["cut", "changed", "empty", "another", "folder"])
def test_a_file_that_cannot_be_used_is_passed_over_and_written_anew(folder: Path, how: str) -> None:
    patterns.compiled("(a+)b", 0)
    patterns.keep()
    file = _kept_file(folder)
    whole = file.read_bytes()
    damage(file, how)
    _next_run()
    assert patterns.compiled("(a+)b", 0) == re.compile("(a+)b")
    patterns.keep()
    assert how == "folder" or file.read_bytes() == whole


def test_code_that_python_does_not_verify_is_compiled_again(folder: Path) -> None:
    patterns._kept().forms[("a+b", 0)] = (32, b"\xff\xff\xff\xff", 0, {})
    assert patterns.compiled("a+b", 0) == re.compile("a+b")


def test_a_python_that_is_built_otherwise_compiles_as_ever(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: str) -> None:
        raise ImportError("no such module")

    monkeypatch.setattr(patterns, "_inside", missing)
    assert patterns.compiled("(a|b)+", 0) == re.compile("(a|b)+")
    patterns.keep()
    assert not list(folder.iterdir())


def test_a_folder_that_takes_no_file_stops_nobody(folder: Path) -> None:
    (folder / "pressctl").write_text("a file", encoding="utf-8")
    assert patterns.compiled("x{2,}", 0) == re.compile("x{2,}")
    patterns.keep()


def test_an_expression_that_is_none_is_refused_as_re_refuses_it(folder: Path) -> None:
    with pytest.raises(re.error, match="missing"):
        patterns.compiled("(a", 0)


def test_a_file_that_has_grown_is_begun_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "_GREATEST", 100)
    patterns.compiled("first|second|third", 0)
    patterns.keep()
    _next_run()
    patterns.compiled("fourth", 0)
    patterns.keep()
    _next_run()
    assert [expression for expression, _ in patterns._kept().forms] == ["fourth"]


def test_no_word_of_a_text_is_kept(folder: Path, tmp_path: Path) -> None:
    text = tmp_path / "release.txt"
    text.write_text(
        "Quillamore Trust opens Brastow library\n\n"
        "Vellingby, 3 March 2031 – The Quillamore Trust (QMT) opens a library on Tuesday.\n\n"
        "“We are open,” said Ondra Vexley, director of the QMT.\n\n"
        "About the Quillamore Trust\n\nThe Quillamore Trust lends books.\n\n"
        "Media contact: Ondra Vexley, ondra@vexley.example, +44 20 7946 0000\n",
        encoding="utf-8",
    )
    checked = check_document(house_of(None, date(2031, 3, 2), information=True), text)
    assert checked.checked.findings
    kept = " ".join(expression for expression, _ in patterns._kept().new)
    assert not re.findall(r"(?i)quillamore|brastow|vellingby|vexley|qmt", kept)
