"""How findings and rules look in the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pressctl.cli.next_step import say_next
from pressctl.cli.quantities import count
from pressctl.cli.records import write_records
from pressctl.model.finding import Finding, Severity

if TYPE_CHECKING:
    from pressctl.checks.base import Rule
    from pressctl.checks.places import Places
    from pressctl.cli.session import Session
    from pressctl.workflow.checking import CheckedText

_STYLE = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFORMATION: "dim"}


def show_findings(session: Session, texts: Sequence[CheckedText]) -> None:
    """Write each finding with its line and what to do, and one line of summary; piped, one finding a line."""
    from pressctl.checks.places import Places

    console = session.console
    if console.soft_wrap:
        write_records(record for one in texts for record in _records(one, Places(one.text)))
    else:
        for one in texts:
            places = Places(one.text)
            if one.checked.findings:
                console.print(one.checked.path, style="bold", markup=False, overflow="fold")
            for finding in one.checked.findings:
                _show(session, finding, places)
    for one in texts:
        for crash in one.checked.crashes:
            said = f"{crash.path} is not checked by {crash.rule}, which failed: {crash.cause}"
            session.notices.print(f"{session.symbols.failed} {said}", markup=False)
    if not console.soft_wrap:
        _sum_up(session, texts)


def _records(one: CheckedText, places: Places) -> Iterable[tuple[str, ...]]:
    for finding in one.checked.findings:
        place = places.at(finding.start)
        where = f"{finding.path}:{place.line}:{place.column}"
        yield where, finding.severity.value, finding.rule, finding.message


def _show(session: Session, finding: Finding, places: Places) -> None:
    from textwrap import wrap

    from rich.text import Text

    console = session.console
    width = max(40, min(console.width, 100))
    place = places.at(finding.start)
    where = f"{place.line}:{place.column}"
    label = f"  {where}  {finding.severity.value}  {finding.rule}  "
    lines = wrap(finding.message, width - len(label)) or [""]
    first = (
        Text(f"  {where}  ")
        .append(finding.severity.value, _STYLE[finding.severity])
        .append(f"  {finding.rule}  ")
        .append(lines[0])
    )
    console.print(first)
    for line in lines[1:]:
        console.print(Text(" " * len(label) + line))
    number = str(place.line)
    snippet = places.snippet(finding.start, finding.end, width - len(number) - 6)
    if snippet.words.strip():
        console.print(Text(f"   {number} {session.symbols.rule} {snippet.words}", "dim"), soft_wrap=True)
        under = Text(f"   {' ' * len(number)} {session.symbols.rule} ", "dim").append(
            snippet.marks, _STYLE[finding.severity]
        )
        console.print(under, soft_wrap=True)
    for line in wrap(_what_to_do(finding), width - 6):
        console.print(Text(f"      {line}", "dim"))
    console.print()


def _what_to_do(finding: Finding) -> str:
    if finding.fix is None:
        return finding.advice or ""
    kind = "--fix" if finding.fix.safe else "--unsafe-fixes"
    (edit, *more) = finding.fix.edits
    new = edit.replacement.strip()
    if more or edit.start == edit.end or not new:
        return f"{kind} mends it"
    return f"{kind}: {new}"


def _sum_up(session: Session, texts: Sequence[CheckedText]) -> None:
    console, symbols = session.console, session.symbols
    found = [finding for one in texts for finding in one.checked.findings]
    if not found:
        if any(one.checked.crashes for one in texts):
            return
        console.print(f"{symbols.done} {count(len(texts), 'text')} checked, nothing to remark", markup=False)
        return
    tally = Counter(finding.severity for finding in found)
    parts = [
        count(tally[severity], name, many)
        for severity, name, many in (
            (Severity.ERROR, "error", "errors"),
            (Severity.WARNING, "warning", "warnings"),
            (Severity.INFORMATION, "remark", "remarks"),
        )
        if tally[severity]
    ]
    safe = sum(finding.fix is not None and finding.fix.safe for finding in found)
    unsafe = sum(finding.fix is not None and not finding.fix.safe for finding in found)
    said = f"{', '.join(parts)} in {count(len(texts), 'text')}"
    said += f" {symbols.dash} {safe} fixable with --fix" if safe else ""
    said += f" {symbols.dash} {unsafe} with --unsafe-fixes" if unsafe else ""
    console.print(said, markup=False)
    gravest = max(found, key=lambda finding: finding.severity.weight)
    say_next(console, f"pressctl rule {gravest.rule} says why; mend, then check again")


def show_statistics(session: Session, texts: Sequence[CheckedText]) -> None:
    """Write how often each rule found something, the most frequent first."""
    from pressctl.checks.catalogue import BY_CODE

    tally = Counter(finding.rule for one in texts for finding in one.checked.findings)
    rows = [(str(number), code, BY_CODE[code].title) for code, number in tally.most_common()]
    if session.console.soft_wrap:
        write_records(rows)
        return
    width = max((len(number) for number, _, _ in rows), default=0)
    for number, code, title in rows:
        session.console.print(f"{number:>{width}}  {code}  {title}", markup=False)
    _sum_up(session, texts)


def show_diff(session: Session, texts: Sequence[CheckedText], *, unsafe: bool) -> None:
    """Write what fixes would change, as a unified diff."""
    from difflib import unified_diff

    import typer

    changed = False
    for one in texts:
        new = one.mended(unsafe=unsafe)
        if new == one.text or one.file is None:
            continue
        changed = True
        name = one.checked.path
        lines = unified_diff(one.text.splitlines(), new.splitlines(), name, name, lineterm="")
        typer.echo("\n".join(lines))
    if not changed:
        session.notices.print(f"{session.symbols.done} nothing that can be mended", markup=False)


def list_rules(session: Session, rules: Sequence[Rule]) -> None:
    """Write one rule a line."""
    if session.console.soft_wrap:
        write_records((rule.code, rule.severity.value, rule.fixable.value, rule.title) for rule in rules)
        return
    for rule in rules:
        session.console.print(f"{rule.code}  {rule.severity.value:<12} {rule.title}", markup=False)
    say_next(session.console, "pressctl rule NAM001 explains one")


def show_rule(session: Session, rule: Rule) -> None:
    """Write a rule's page."""
    from pressctl.checks.rule_page import rule_page

    if session.console.soft_wrap:
        import typer

        typer.echo(rule_page(rule), nl=False)
        return
    from rich.markdown import Markdown

    session.console.print(Markdown(rule_page(rule)), width=min(session.console.width, 80))


def rule_fields(rule: Rule) -> dict[str, object]:
    """Return a rule as scripts read it."""
    return {
        "code": rule.code,
        "title": rule.title,
        "severity": rule.severity.value,
        "fix": rule.fixable.value,
        "source": list(rule.source),
        "why": rule.why,
        "bad": rule.bad.text,
        "good": rule.good.text,
        "caution": rule.caution,
        "languages": list(rule.languages),
    }
