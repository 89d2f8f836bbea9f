"""What a check found, for other programs: JSON of our own, SARIF 2.1.0, and the annotations of GitHub's runners."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath, PureWindowsPath
from urllib.parse import quote

from pressctl.checks.base import Rule
from pressctl.checks.places import Place, Places
from pressctl.model.finding import Checked, Finding, Severity

_SARIF_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "note"}
_GITHUB_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "notice"}


def json_report(checked: Sequence[Checked], texts: Mapping[str, str]) -> dict[str, object]:
    """Return the findings of all files; `texts` holds what was checked, by path."""
    return {
        "version": 1,
        "findings": [
            _json_finding(finding, places) for one, places in _with_places(checked, texts) for finding in one.findings
        ],
        "crashed": [
            {"rule": crash.rule, "path": crash.path, "cause": crash.cause} for one in checked for crash in one.crashes
        ],
    }


def _with_places(checked: Iterable[Checked], texts: Mapping[str, str]) -> Iterator[tuple[Checked, Places]]:
    for one in checked:
        yield one, Places(texts[one.path])


def _json_finding(finding: Finding, places: Places) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "advice": finding.advice,
        "path": finding.path,
        "start": _json_place(places.at(finding.start)),
        "end": _json_place(places.at(finding.end)),
        "fix": {
            "safe": finding.fix.safe,
            "edits": [
                {"start": edit.start, "end": edit.end, "replacement": edit.replacement} for edit in finding.fix.edits
            ],
        }
        if finding.fix
        else None,
    }


def _json_place(place: Place) -> dict[str, int]:
    return {"line": place.line, "column": place.column, "offset": place.offset}


def sarif_report(
    checked: Sequence[Checked], texts: Mapping[str, str], rules: Iterable[Rule], version: str
) -> dict[str, object]:
    """Return one SARIF 2.1.0 run; a rule that crashed makes the run unsuccessful (§3.20.14)."""
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {"name": "pressctl", "version": version, "rules": [_sarif_rule(rule) for rule in rules]}
                },
                "columnKind": "unicodeCodePoints",
                "invocations": [_sarif_invocation(checked)],
                "results": [
                    _sarif_result(finding, places)
                    for one, places in _with_places(checked, texts)
                    for finding in one.findings
                ],
            }
        ],
    }


def _sarif_rule(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "defaultConfiguration": {
            "level": _SARIF_LEVEL[rule.severity],
            "enabled": rule.severity is not Severity.INFORMATION,
        },
    }


def _sarif_invocation(checked: Iterable[Checked]) -> dict[str, object]:
    crashes = [crash for one in checked for crash in one.crashes]
    return {
        "executionSuccessful": not crashes,
        "toolExecutionNotifications": [
            {
                "level": "error",
                "message": {"text": f"{crash.path}: {crash.cause}"},
                "associatedRule": {"id": crash.rule},
            }
            for crash in crashes
        ],
    }


def _sarif_result(finding: Finding, places: Places) -> dict[str, object]:
    start, end = places.at(finding.start), places.at(finding.end)
    location = {"uri": _uri(finding.path)}
    result: dict[str, object] = {
        "ruleId": finding.rule,
        "level": _SARIF_LEVEL[finding.severity],
        "message": {"text": finding.message},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": location,
                    "region": {
                        "startLine": start.line,
                        "startColumn": start.column,
                        "endLine": end.line,
                        "endColumn": end.column,
                        "charOffset": start.offset,
                        "charLength": end.offset - start.offset,
                    },
                }
            }
        ],
    }
    if finding.fix:
        result["fixes"] = [
            {
                "artifactChanges": [
                    {
                        "artifactLocation": location,
                        "replacements": [
                            {
                                "deletedRegion": {"charOffset": edit.start, "charLength": edit.end - edit.start},
                                "insertedContent": {"text": edit.replacement},
                            }
                            for edit in finding.fix.edits
                        ],
                    }
                ]
            }
        ]
    return result


def _uri(path: str) -> str:
    """Return a path as SARIF wants it (§3.4.3, RFC 3986): relative as it is, absolute as a `file:` address."""
    pure = PureWindowsPath(path) if "\\" in path or PureWindowsPath(path).drive else PurePosixPath(path)
    return pure.as_uri() if pure.is_absolute() else quote(pure.as_posix(), safe="/")


def github_lines(checked: Iterable[Checked], texts: Mapping[str, str]) -> Iterator[str]:
    """Return a workflow command for each finding and each crash."""
    for one, places in _with_places(checked, texts):
        for finding in one.findings:
            start, end = places.at(finding.start), places.at(finding.end)
            columns = (
                f",col={start.column},endColumn={end.column}" if start.line == end.line else f",col={start.column}"
            )
            level = _GITHUB_LEVEL[finding.severity]
            where = f"file={_property(finding.path)},line={start.line},endLine={end.line}{columns}"
            yield f"::{level} {where},title={finding.rule}::{_data(finding.message)}"
        for crash in one.crashes:
            words = f"{crash.rule} failed, so this file is not checked: {crash.cause}"
            yield f"::error file={_property(crash.path)}::{_data(words)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
