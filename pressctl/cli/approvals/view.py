"""How approvals look: in the terminal, piped, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pressctl.cli.session import Session
from pressctl.cli.telling.folding import LEAST, wrapped
from pressctl.cli.telling.next_step import say_next
from pressctl.cli.telling.records import write_records
from pressctl.language.dates import brief_time
from pressctl.model.approval import Act, Approval, Difference, Extent, Subject
from pressctl.model.moment import utc_text
from pressctl.workflow.approvals.ledger import Ledger
from pressctl.workflow.approvals.needs import LedgerRow, Means, Need, Standing

if TYPE_CHECKING:
    from pressctl.workflow.approvals.signing import Recorded

_STANDINGS = {
    Standing.HOLDS: "holds",
    Standing.VOID: "void",
    Standing.TAKEN_BACK: "taken back",
    Standing.WITHDRAWAL: "withdrawn",
}
_MEANS = {
    Means.APPROVAL: "approved",
    Means.CARRIED: "carried over by the office",
    Means.NO_OBJECTION: "no objection in time",
}
_SHOWN = 60
"""Characters of a text that a difference shows on either side."""
_AROUND = 20
"""Characters of what stands around a difference."""


def described(ledger: Ledger) -> dict[str, object]:
    """Return a ledger for JSON."""
    return {
        "version": 1,
        "release": ledger.slug,
        "approvals": [_row(row) for row in ledger.rows],
        "needs": [_need(need) for need in ledger.needs],
    }


def _row(row: LedgerRow) -> dict[str, object]:
    act = row.approval
    return {
        "act": act.act.value,
        "standing": row.standing.value,
        "organisation": act.organisation,
        "person": act.person,
        "extent": act.subject.extent.value,
        "part": act.subject.part,
        "language": act.subject.language,
        "digest": act.subject.digest,
        "release_version": act.version,
        "copy": act.copy,
        "given_at": _utc(act.given),
        "recorded_at": _utc(act.recorded),
        "recorded_by": act.recorded_by,
        "evidence_sha256": act.evidence,
        "why": act.why,
        "differences": [_difference(one) for one in row.differences],
    }


def _difference(one: Difference) -> dict[str, str]:
    return {"where": one.where, "before": one.before, "after": one.after}


def _need(need: Need) -> dict[str, object]:
    return {
        "organisation": need.organisation,
        "name": need.name,
        "requirement": need.requirement.value,
        "language": need.language,
        "languages_that_wait": list(need.serves),
        "what": need.what,
        "met_by": need.met_by.value if need.met_by else None,
        "because": None if need.met_by else need.because,
    }


def _utc(moment: datetime) -> str:
    return utc_text(moment.replace(microsecond=0))


def show_ledger(session: Session, ledger: Ledger) -> None:
    """Write who has approved what, and what is missing; one record a line where it is piped."""
    console, symbols = session.console, session.symbols
    zone = ZoneInfo(session.config.office.timezone)
    if console.soft_wrap:
        write_records(_record(ledger, row, zone) for row in ledger.rows)
        write_records(("missing", need.organisation, need.what, need.because) for need in _missing(ledger))
        return
    console.print(ledger.slug, style="bold", markup=False)
    if not ledger.rows and not ledger.needs:
        console.print("\nNobody has signed anything yet, and no organisation in it asks to.")
    for row in ledger.rows:
        mark = {Standing.HOLDS: symbols.done, Standing.VOID: symbols.warning}.get(row.standing, symbols.quiet)
        console.print(f"\n  {mark} {_who(ledger, row)}", markup=False, no_wrap=True, overflow="ellipsis")
        for line in _told(row, zone):
            _line(session, line)
    if ledger.needs:
        console.print("\n  Wanted before it leaves", style="bold", markup=False)
    for name in dict.fromkeys(need.name for need in ledger.needs):
        console.print(f"    {name}", markup=False, no_wrap=True, overflow="ellipsis")
        for words, mark in _wanted(session, [need for need in ledger.needs if need.name == name]):
            _line(session, f"{mark} {words}")
    console.print(f"\nTimes are {zone.key}.", markup=False)
    say_next(console, _next(ledger, session.workspace.short_name(ledger.slug), session.config.office.organisation))


def _wanted(session: Session, needs: list[Need]) -> Iterator[tuple[str, str]]:
    """Yield (what stands how, mark), texts that stand alike together."""
    alike: dict[tuple[str, bool], list[str]] = {}
    for need in needs:
        words = _MEANS[need.met_by] if need.met_by else need.lack
        alike.setdefault((words, need.met_by is not None), []).append(need.what)
    for (words, met), whats in alike.items():
        yield f"{', '.join(whats)}  {words}", session.symbols.done if met else session.symbols.failed


def _missing(ledger: Ledger) -> Iterator[Need]:
    return (need for need in ledger.needs if need.met_by is None)


def _next(ledger: Ledger, slug: str, own: str | None) -> str:
    need = next(_missing(ledger), None)
    if need is None:
        return f"pressctl send {slug} --to all --dry-run"
    return need.command(slug, own)


def _who(ledger: Ledger, row: LedgerRow) -> str:
    act = row.approval
    name = ledger.names.get(act.organisation, act.organisation)
    return f"{name}: {_STANDINGS[row.standing]}"


def _told(row: LedgerRow, zone: ZoneInfo) -> Iterator[str]:
    act = row.approval
    by = f" by {act.person}" if act.person else ""
    proof = ", with evidence" if act.evidence else ""
    seen = f", seen as copy {act.copy}" if act.copy else ""
    match act.act:
        case Act.SIGNED:
            yield f"{_part_of(act)}, signed{by} {_at(act.given, zone)}{proof}{seen}, version {act.version}"
        case Act.CARRIED:
            yield f"{_part_of(act)}, carried over by {act.recorded_by} {_at(act.given, zone)}: {act.why}"
        case Act.WITHDRAWN:
            yield f"{_part_of(act)}, {_at(act.given, zone)}{proof}: {act.why}"
    for difference in row.differences:
        yield f"voided: {difference}"
        yield from _sides(difference)


def _sides(difference: Difference, *, whole: bool = False) -> Iterator[str]:
    cut = around_all if whole else around
    before, after = cut(difference.before, difference.after)
    if difference.before:
        yield f"  was   {before}"
    if difference.after:
        yield f"  is    {after}"


def around(before: str, after: str) -> tuple[str, str]:
    """Return both texts cut to what differs, with a little of what stands around it."""
    first = max(0, _alike(before, after) - _AROUND)
    return _cut(before, first), _cut(after, first)


def around_all(before: str, after: str) -> tuple[str, str]:
    """Return both texts cut to all that differs, from the first word to the last, with a little around it."""
    start = _alike(before, after)
    same = _alike(before[start:][::-1], after[start:][::-1])
    first, behind = max(0, start - _AROUND), _AROUND - same
    return _between(before, first, len(before) + behind), _between(after, first, len(after) + behind)


def _alike(one: str, other: str) -> int:
    """Return how many characters two texts have in common at their beginning."""
    return next((at for at, (mine, theirs) in enumerate(zip(one, other, strict=False)) if mine != theirs),
                min(len(one), len(other)))  # fmt: skip


def _between(text: str, first: int, last: int) -> str:
    return f"{'…' if first else ''}{text[first:last]}{'…' if last < len(text) else ''}"


def _cut(text: str, first: int) -> str:
    shown = text[first : first + _SHOWN]
    return f"{'…' if first else ''}{shown}{'…' if first + _SHOWN < len(text) else ''}"


def _part_of(act: Approval) -> str:
    """Say what was signed: `en.md`, `headline of en.md`, `the quotation by Leyla Example in en.md`."""
    return _part(act.subject)


def _part(subject: Subject) -> str:
    if not subject.language:
        return "all of it"
    file = f"{subject.language}.md"
    match subject.extent:
        case Extent.RELEASE:
            return file
        case Extent.FIELD:
            return f"{subject.part} of {file}"
        case Extent.QUOTATION:
            return f"the quotation by {subject.part} in {file}" if subject.part else f"a quotation in {file}"


def _at(moment: datetime, zone: ZoneInfo) -> str:
    return brief_time(moment.astimezone(zone), year=True)


def _record(ledger: Ledger, row: LedgerRow, zone: ZoneInfo) -> tuple[str, ...]:
    act = row.approval
    edits = "; ".join(map(str, row.differences))
    name = ledger.names.get(act.organisation, act.organisation)
    return (row.standing.value, act.organisation, name, act.person, _part_of(act), _at(act.given, zone), edits)


def _line(session: Session, text: str, indent: int = 6) -> None:
    for line in wrapped(text, max(LEAST, session.console.width - indent - 2)) or [""]:
        session.console.print(f"{' ' * indent}{line}", markup=False)


def say_recorded(session: Session, recorded: Recorded) -> None:
    """Say what was signed, by whom, and what binds it."""
    console, signing = session.console, recorded.signing
    console.print(f"{session.symbols.done} {signing.name} has approved {_part(signing.seen)}", markup=False)
    seen = f"as copy {signing.copy.id}" if signing.copy else "as it is now: no copy was sent to them"
    _line(session, f"signed by {signing.signer.name}, version {recorded.version}, {seen}; an edit voids it", 4)
    if not signing.signer.on_file:
        said = f"{session.symbols.warning} nobody called {signing.signer.name} is on file: look at the spelling"
        _line(session, said, 4)
    if signing.evidence is not None:
        proof = signing.evidence
        console.print(f"    evidence {proof.name}, sha256 {proof.sha256[:16]}…", markup=False)
    if recorded.carried:
        _line(session, "carried over to today's words on your responsibility; the record says so", 4)
    say_next(console, f"pressctl approve {session.workspace.short_name(signing.opened.release.slug)} --list")


def show_unseen(session: Session, organisation: str, found: list[tuple[str, tuple[Difference, ...]]]) -> None:
    """Show what an organisation has not seen: of each approval, where today's words differ."""
    console = session.console
    console.print(f"{session.symbols.warning} {organisation} has not seen these words:", markup=False)
    for what, edits in found:
        console.print(f"\n  {what}", markup=False)
        for difference in edits:
            _line(session, str(difference), 4)
            for side in _sides(difference, whole=True):
                _line(session, side, 4)
    console.print()


def signed_by(act: Approval) -> str:
    """Say what was signed, and by whom."""
    return f"{_part_of(act)}, signed by {act.person}" if act.person else _part_of(act)
