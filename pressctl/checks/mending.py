"""Mend what can be mended: edits applied from the file's end, none over another."""

from __future__ import annotations

from collections.abc import Iterable

from pressctl.frozen import Frozen
from pressctl.model.finding import Finding


class Mended(Frozen):
    """A text after one round of fixes."""

    text: str
    applied: tuple[Finding, ...]
    """In the order of the file; places are those before the fixes."""


def mend(text: str, findings: Iterable[Finding], *, unsafe: bool = False) -> Mended:
    """Apply the fixes of the findings; of two that overlap the first in the file counts."""
    applied: list[Finding] = []
    reached = 0
    for finding in sorted(findings, key=lambda one: one.fix.edits[0].start if one.fix and one.fix.edits else 0):
        if finding.fix is None or not finding.fix.edits or not (unsafe or finding.fix.safe):
            continue
        if finding.fix.edits[0].start >= reached:
            applied.append(finding)
            reached = max(finding.fix.edits[-1].end, finding.fix.edits[-1].start + 1)
    edits = [edit for finding in applied if finding.fix for edit in finding.fix.edits]
    for edit in reversed(edits):
        text = text[: edit.start] + edit.replacement + text[edit.end :]
    return Mended(text, tuple(applied))
