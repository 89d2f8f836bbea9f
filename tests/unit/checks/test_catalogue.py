"""Every rule is registered, has its provenance, and finds in its own examples what it says."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pkgutil import iter_modules

import pytest

from pressctl.checks import rules
from pressctl.checks.base import SOURCES, Example, Fixable, Rule, Subject
from pressctl.checks.catalogue import BY_CODE, RULES
from pressctl.checks.check import Selection, check
from pressctl.checks.mending import mend
from pressctl.checks.profiles import PROFILES
from pressctl.model.finding import Checked
from pressctl.model.manuscript import Manuscript

Reader = Callable[..., Manuscript]


def run(rule: Rule, example: Example, plain: Reader, today: date, text: str | None = None) -> Checked:
    subject = Subject(
        plain(example.text if text is None else text, language=example.language),
        today,
        PROFILES[example.profile],
        example.on_file,
        example.edition() if example.edition else None,
        example.original() if example.original else None,
        **example.known,  # type: ignore[arg-type]  # named by the example as Subject names them
    )
    return check(subject, (rule,), Selection(select=("ALL",)))


def by_code(rule: Rule) -> str:
    return rule.code


def test_every_rule_of_every_module_is_listed_once() -> None:
    made = [
        value
        for module in iter_modules(rules.__path__)
        for name, value in inspect.getmembers(import_module(f"{rules.__name__}.{module.name}"))
        if isinstance(value, Rule) and name == value.code
    ]
    assert sorted(rule.code for rule in made) == sorted(rule.code for rule in RULES)
    assert len(BY_CODE) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=by_code)
def test_a_rule_says_where_it_comes_from_and_why(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z]{3}\d{3}", rule.code)
    assert rule.source
    assert set(rule.source) <= set(SOURCES)
    assert rule.title
    assert rule.why.endswith(".")
    assert "⟦" in rule.bad.marked
    assert "⟦" not in rule.good.marked


@pytest.mark.parametrize("rule", RULES, ids=by_code)
def test_a_bad_example_gives_exactly_its_finding(rule: Rule, plain: Reader, today: date) -> None:
    checked = run(rule, rule.bad, plain, today)
    assert not checked.crashes
    assert tuple((finding.start, finding.end) for finding in checked.findings) == rule.bad.spans


@pytest.mark.parametrize("rule", RULES, ids=by_code)
def test_a_good_example_gives_none(rule: Rule, plain: Reader, today: date) -> None:
    checked = run(rule, rule.good, plain, today)
    assert not checked.crashes
    assert checked.findings == ()


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.fixable is not Fixable.NO], ids=by_code)
def test_a_fix_mends_what_was_found(rule: Rule, plain: Reader, today: date) -> None:
    checked = run(rule, rule.bad, plain, today)
    if not any(finding.fix for finding in checked.findings):
        pytest.skip("the example is one that only a person can mend")
    mended = mend(rule.bad.text, checked.findings, unsafe=True)
    assert run(rule, rule.bad, plain, today, mended.text).findings == ()


@pytest.mark.parametrize("rule", RULES, ids=by_code)
def test_only_a_rule_that_calls_itself_fixable_offers_a_fix(rule: Rule, plain: Reader, today: date) -> None:
    for finding in run(rule, rule.bad, plain, today).findings:
        assert finding.fix is None or rule.fixable is not Fixable.NO
