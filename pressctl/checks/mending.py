"""Mend what can be mended: edits applied from the file's end, none over another, and the text checked again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pressctl.model.finding import Checked, Finding

_ROUNDS = 10
"""A fix may uncover another; two that undo each other must not go on for ever."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A text after its fixes."""

    text: str
    applied: tuple[Finding, ...]
    """In the order in which they were applied, round by round; places are those of their round."""


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


def mend_and_check(text: str, check_text: Callable[[str], Checked], *, unsafe: bool = False) -> tuple[Mended, Checked]:
    """Mend until nothing more can be mended; return the text and what is left."""
    applied: list[Finding] = []
    checked = check_text(text)
    for _ in range(_ROUNDS):
        mended = mend(text, checked.findings, unsafe=unsafe)
        if not mended.applied:
            break
        applied.extend(mended.applied)
        text, checked = mended.text, check_text(mended.text)
    return Mended(text, tuple(applied)), checked
