"""How findings and rules look in the terminal."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pressctl.cli.telling.folding import wrapped
from pressctl.cli.telling.next_step import say_next
from pressctl.cli.telling.quantities import count
from pressctl.cli.telling.records import write_records
from pressctl.model.finding import Finding, Severity

if TYPE_CHECKING:
    from pressctl.checks.base import Rule
    from pressctl.checks.places import Places
    from pressctl.cli.session import Session
    from pressctl.workflow.checking.documents import CheckedText

_STYLE = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFORMATION: "dim"}


def show_findings(session: Session, texts: Sequence[CheckedText], remarks: int = 0) -> None:
    """Write each finding with its line and what to do, and one line of summary; piped, one finding a line.

    `remarks` counts what was found and is not shown because it is merely worth a look.
    """
    from pressctl.checks.places import Places

    if not sys.stdout.isatty():  # no console is made for it: that alone takes as long as the check
        write_records(record for one in texts for record in _records(one, Places(one.text)))
    else:
        console = session.console
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
    if sys.stdout.isatty():
        _sum_up(session, texts, remarks)


def _records(one: CheckedText, places: Places) -> Iterable[tuple[str, ...]]:
    for finding in one.checked.findings:
        place = places.at(finding.start)
        where = f"{finding.path}:{place.line}:{place.column}"
        yield where, finding.severity.value, finding.rule, finding.message


def _show(session: Session, finding: Finding, places: Places) -> None:
    from rich.text import Text

    console = session.console
    width = max(40, min(console.width, 100))
    place = places.at(finding.start)
    where = f"{place.line}:{place.column}"
    label = f"  {where}  {finding.severity.value}  {finding.rule}  "
    lines = wrapped(finding.message, width - len(label)) or [""]
    first = (
        Text(f"  {where}  ")
        .append(finding.severity.value, _STYLE[finding.severity])
        .append(f"  {finding.rule}  ")
        .append(lines[0])
    )
    console.print(first)
    for line in lines[1:]:
        console.print(Text(" " * len(label) + line), soft_wrap=True)
    number = str(place.line)
    snippet = places.snippet(finding.start, finding.end, width - len(number) - 7)
    if snippet.words.strip():
        console.print(Text(f"   {number} {session.symbols.rule} {snippet.words}", "dim"), soft_wrap=True)
        under = Text(f"   {' ' * len(number)} {session.symbols.rule} ", "dim").append(
            snippet.marks, _STYLE[finding.severity]
        )
        console.print(under, soft_wrap=True)
    for line in wrapped(_what_to_do(finding), width - 6):
        console.print(Text(f"      {line}", "dim"), soft_wrap=True)
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


def _sum_up(session: Session, texts: Sequence[CheckedText], remarks: int) -> None:
    console, symbols = session.console, session.symbols
    found = [finding for one in texts for finding in one.checked.findings]
    if not found:
        if any(one.checked.crashes for one in texts):
            return
        console.print(f"{symbols.done} {count(len(texts), 'text')} checked, nothing to remark", markup=False)
        _left_out(session, remarks)
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
    _left_out(session, remarks)
    gravest = max(found, key=lambda finding: finding.severity.weight)
    say_next(console, f"pressctl rule {gravest.rule} says why; mend, then check again")


def show_unanswered(session: Session, names: Sequence[str]) -> None:
    """Say what the net did not tell in time."""
    few, more = names[:3], len(names) - 3
    said = ", ".join(few) + (f" and {more} more" if more > 0 else "")
    session.notices.print(f"{session.symbols.dash} no answer, so nothing is known of: {said}", markup=False)


def show_no_dictionary(session: Session, languages: Sequence[str]) -> None:
    """Say for which languages spelling was not checked."""
    from pressctl.language.territories import languages as names

    said = ", ".join(names().get(code, code) for code in languages)
    how = f"install one, such as the package hunspell-{languages[0]}"
    session.notices.print(
        f"{session.symbols.dash} no dictionary of {said} is here, so spelling was not checked; {how}", markup=False
    )


def show_unmendable(session: Session, texts: Sequence[CheckedText]) -> None:
    """Say which files are not mended, although something could be: their text is not theirs letter for letter."""
    for one in texts:
        why = "only a release, or a text file in UTF-8, can be mended"
        session.notices.print(f"{session.symbols.dash} {one.checked.path} stays as it is: {why}", markup=False)


def _left_out(session: Session, remarks: int) -> None:
    if remarks:
        session.console.print(f"{count(remarks, 'remark')} more with --select ALL", style="dim", markup=False)


def show_statistics(session: Session, texts: Sequence[CheckedText], remarks: int = 0) -> None:
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
    _sum_up(session, texts, remarks)


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
