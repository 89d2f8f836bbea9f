"""Check one manuscript: run the rules that are selected, leave out what the file asks to pass over, order the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from fnmatch import fnmatch

from pressctl.checks.base import Fixable, Found, Reading, Rule, Subject
from pressctl.checks.silencing import Silence
from pressctl.frozen import Frozen, field
from pressctl.model.finding import Checked, Crash, Finding, Fix, Severity

ALL = "ALL"
"""Selects every rule, those that are off by default too."""


class Selection(Frozen):
    """Which rules run. Codes may be cut short: `NAM` stands for every rule about names."""

    select: tuple[str, ...] = ()
    """Nothing selects what is no mere information."""
    ignore: tuple[str, ...] = ()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    """By code or prefix; the longest that fits counts. A severity above information switches a rule on."""
    per_file: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Pattern of a path, such as `releases/2018-*/*.md` → codes to ignore there."""
    information: bool = False
    """Whether rules that merely inform run, too, where nothing is selected: for programs, which sort by severity."""

    def severity(self, rule: Rule) -> Severity | None:
        """Return the severity that the office gives a rule, if it gives one."""
        fitting = [prefix for prefix in self.severities if rule.code.startswith(prefix)]
        return self.severities[max(fitting, key=len)] if fitting else None

    def runs(self, rule: Rule, path: str) -> bool:
        """Say whether a rule runs on a file; the longer of two prefixes decides, and of equals the one that ignores."""
        if not (self.select or self.ignore or self.severities or self.per_file):  # asked of every rule, for every text
            return self.information or rule.severity is not Severity.INFORMATION
        ignored = _reach(rule.code, (*self.ignore, *self._ignored_in(path)))
        selected = _reach(rule.code, self.select)
        informs = (self.severity(rule) or rule.severity) is Severity.INFORMATION
        if not self.select and (self.information or not informs):
            selected = 0
        return selected > ignored

    def _ignored_in(self, path: str) -> Iterable[str]:
        for pattern, codes in self.per_file.items():
            if fnmatch(path.replace("\\", "/"), pattern):
                yield from codes


def _reach(code: str, prefixes: Iterable[str]) -> int:
    """Return the length of the longest prefix that fits, 0 for ALL, -1 for none."""
    return max((0 if one == ALL else len(one) for one in prefixes if one == ALL or code.startswith(one)), default=-1)


def unknown_codes(codes: Iterable[str], rules: Iterable[Rule]) -> tuple[str, ...]:
    """Return those that fit no rule."""
    known = tuple(rule.code for rule in rules)
    return tuple(one for one in codes if one != ALL and not any(code.startswith(one) for code in known if one))


def check(subject: Subject, rules: Iterable[Rule], selection: Selection | None = None) -> Checked:
    """Run the selected rules over one manuscript.

    A rule that fails becomes a `Crash`, and the others run on: what it would have found is not known, so whoever
    reads the result must not call the file clean.
    """
    selection = selection or Selection()
    manuscript = subject.manuscript
    reading = Reading(subject)
    findings: list[Finding] = []
    crashes: list[Crash] = []
    for rule in rules:
        if rule.facts and subject.original is not None:
            continue
        if not rule.applies_to(manuscript.language) or not selection.runs(rule, manuscript.path):
            continue
        try:
            found = list(rule.find(reading))
        except Exception as error:  # noqa: BLE001 - the one place: a gate fails closed, whatever a rule stumbles over
            crashes.append(Crash(rule.code, manuscript.path, f"{type(error).__name__}: {error}"))
            continue
        given = selection.severity(rule)
        findings.extend(_finding(one, rule, given, manuscript.path) for one in found)
    return _without_silenced(subject, findings, crashes)


def _without_silenced(subject: Subject, findings: list[Finding], crashes: list[Crash]) -> Checked:
    silence = Silence.of(subject.manuscript.text)
    kept: dict[tuple[str, int, int], Finding] = {}
    silenced: Counter[str] = Counter()
    for finding in findings:
        if silence.covers(finding.rule, finding.start):
            silenced[finding.rule] += 1
        else:
            kept.setdefault((finding.rule, finding.start, finding.end), finding)
    ordered = sorted(kept.values(), key=lambda one: (one.start, one.end, one.rule))
    return Checked(subject.manuscript.path, tuple(ordered), tuple(crashes), dict(silenced) if silenced else None)


def _finding(found: Found, rule: Rule, given: Severity | None, path: str) -> Finding:
    safe = rule.fixable is Fixable.SAFE if found.safe is None else found.safe
    return Finding(
        rule=rule.code,
        severity=given or found.severity or rule.severity,
        message=found.message,
        path=path,
        start=found.start,
        end=found.end,
        advice=found.advice,
        fix=Fix(safe, tuple(sorted(found.edits, key=lambda edit: edit.start))) if found.edits else None,
    )
