"""What the check has against a release that is about to leave: the gate of `send`, the warning of `export`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from pressctl.frozen import Frozen, replace
from pressctl.model.finding import Finding, Severity
from pressctl.model.moment import Moment
from pressctl.workflow.checking.documents import CheckedText, check_opened
from pressctl.workflow.checking.house import house_of
from pressctl.workflow.opening import Opened

_MOST = 12
"""So many are named of a language; more would hide the command that shows them all."""


class Faults(Frozen):
    """What the check found in a release, all languages."""

    blocking: Mapping[str, tuple[str, ...]]
    """Language → what keeps it from leaving, each with its place: `en.md:12:4 … (NAM001)`."""
    counts: Mapping[Severity, int]

    @property
    def clean(self) -> bool:
        """Say whether there is nothing above mere information, and every rule ran."""
        return not self.blocking and not (self.counts.get(Severity.ERROR, 0) + self.counts.get(Severity.WARNING, 0))


def faults_of(opened: Opened, now: Moment) -> Faults:
    """Check every language of a release, with the office's own rules and exceptions.

    What a rule says of the facts in the front matter stands in the original's file and concerns every language.
    """
    house = replace(house_of(opened.config, now.local().date()), now=now.instant)
    texts = check_opened(opened, house)
    severities = opened.config.check.gate.severities
    shared = tuple(_of_the_facts(texts[0], severities)) if texts else ()
    blocking = {}
    for text in texts:
        own = tuple(_blocking(text, severities))
        found = own if text is texts[0] else (*shared, *own)
        if found:
            blocking[text.language] = _shortened(found)
    counts = Counter(finding.severity for text in texts for finding in text.checked.findings)
    return Faults(blocking, dict(counts))


def _blocking(text: CheckedText, severities: frozenset[Severity]) -> Iterator[str]:
    for finding in text.checked.findings:
        if finding.severity in severities:
            yield _words(text, finding)
    if severities:
        for crash in text.checked.crashes:
            yield f"{_file(text)} was not checked by {crash.rule}, which failed: {crash.cause}"


def _of_the_facts(text: CheckedText, severities: frozenset[Severity]) -> Iterator[str]:
    from pressctl.checks.catalogue import BY_CODE

    for finding in text.checked.findings:
        if finding.severity in severities and BY_CODE[finding.rule].facts:
            yield _words(text, finding)


def _words(text: CheckedText, finding: Finding) -> str:
    from pressctl.checks.places import Places

    place = Places(text.text).at(finding.start)
    return f"{_file(text)}:{place.line}:{place.column} {finding.message} ({finding.rule})"


def _file(text: CheckedText) -> str:
    return text.file.name if text.file is not None else text.checked.path


def _shortened(found: tuple[str, ...]) -> tuple[str, ...]:
    rest = len(found) - _MOST
    return found if rest <= 1 else (*found[:_MOST], f"and {rest} more")
