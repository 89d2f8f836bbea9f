"""How the embargo ledger looks, in the terminal, piped and as JSON; and how what was recorded or moved is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pressctl.cli.session import Session
from pressctl.cli.telling.next_step import say_next
from pressctl.cli.telling.quantities import count
from pressctl.cli.telling.records import write_records
from pressctl.language.dates import brief_time
from pressctl.model.moment import Moment, utc_text
from pressctl.model.release import EmbargoStatus
from pressctl.workflow.embargo.ledger import Ledger, LedgerRow, Standing, Unreadable

if TYPE_CHECKING:
    from pathlib import Path

    from pressctl.model.embargo import Answer
    from pressctl.store.agreements.embargoes import Holding
    from pressctl.workflow.embargo.agreeing import Recorded
    from pressctl.workflow.embargo.moving import Move

BOUND_BY = {
    Standing.AGREED: "agreed for this release",
    Standing.TRUSTED: "trusted on file",
    Standing.COPY: "copies, who make the news with the office",
    Standing.MOVED: "agreed to an earlier time; the embargo was moved",
    Standing.REFUSED: "refused",
    Standing.WITHDRAWN: "took the agreement back",
    Standing.NONE: "has not been asked",
}
"""What binds a person, in a press officer's words."""

_WITHOUT = "Has it without agreement"


def described(ledger: Ledger | Unreadable, now: Moment) -> dict[str, object]:
    """Return a ledger for JSON; a release that cannot be read counts as embargoed."""
    if isinstance(ledger, Unreadable):
        return {"release": ledger.slug, "status": "unreadable", "problems": ledger.problems}
    until = ledger.until
    return {
        "release": ledger.slug,
        "headline": ledger.headline,
        "status": ledger.status.value,
        "until": str(until) if until else None,
        "until_utc": utc_text(until.instant) if until else None,
        "seconds_left": max(0, int((until.instant - now.instant).total_seconds())) if until else None,
        "trusted_on_file": ledger.trusted,
        "people": [_row(row) for row in ledger.rows],
    }


def _row(row: LedgerRow) -> dict[str, object]:
    said = row.answer
    return {
        "address": row.email,
        "name": row.name,
        "bound_by": row.standing.value,
        "has_it_without_agreement": row.unbound,
        "answer": said.answer.value if said else None,
        "answered_at": utc_text(said.answered) if said else None,
        "agreed_until": str(said.until) if said else None,
        "recorded_at": utc_text(said.recorded) if said else None,
        "recorded_by": said.recorded_by if said else None,
        "evidence_sha256": said.evidence if said else None,
        "evidence_kept": row.evidence_kept,
        "note": said.note if said else "",
        "holds": [
            {
                "release_version": one.version,
                "language": one.language,
                "state": one.state.value,
                "at": utc_text(one.at),
                "ground": one.ground.value if one.ground else None,
            }
            for one in row.held
        ],
    }


def show_overview(session: Session, found: Iterable[Ledger | Unreadable], now: Moment) -> None:
    """Write one line for each release that is under embargo, or has a ledger."""
    console = session.console
    shown = tuple(found)
    if not shown:
        console.print("Nothing is under embargo.")
        say_next(console, "pressctl list")
        return
    if console.soft_wrap:
        write_records(_overview(session, ledger, now) for ledger in shown)
        return
    for ledger in shown:
        slug, when, rest, who = _overview(session, ledger, now)
        console.print(slug, style="bold", markup=False)
        console.print(f"    {when}{f', {rest}' if rest else ''}", markup=False)
        if who:
            console.print(f"    {who}", markup=False)
    say_next(console, "pressctl embargo list SLUG")


def _overview(session: Session, ledger: Ledger | Unreadable, now: Moment) -> tuple[str, str, str, str]:
    if isinstance(ledger, Unreadable):
        told = f"cannot be read ({count(ledger.problems, 'problem')}): treat it as embargoed"
        return ledger.slug, told, "", ""
    return ledger.slug, _when(session, ledger), _left(ledger, now), _sums(ledger)


def show_ledger(session: Session, ledger: Ledger, now: Moment) -> None:
    """Write the ledger of one release: people by what binds them; one record a line where it is piped."""
    console = session.console
    zone = ZoneInfo(session.config.office.timezone)
    if console.soft_wrap:
        write_records(_record(row, zone) for row in ledger.rows)
        return
    console.print(ledger.headline, style="bold", markup=False)
    left = _left(ledger, now)
    console.print(_when(session, ledger), markup=False)
    if left:
        console.print(f"{left[:1].upper()}{left[1:]}", markup=False)
    for title, rows in _groups(ledger):
        console.print(f"\n  {title}", markup=False, style="bold")
        for row in rows:
            console.print(f"    {_who(row)}", markup=False, no_wrap=True, overflow="ellipsis")
            for line in _told(row, zone):
                console.print(f"      {line}", markup=False)
    console.print(f"\n{_sums(ledger) or 'Nobody has been asked yet.'}", markup=False)
    console.print(f"Times are {zone.key}.", markup=False)
    say_next(console, _next(session, ledger))


def _groups(ledger: Ledger) -> Iterator[tuple[str, list[LedgerRow]]]:
    """Yield what is urgent first: who has it and is bound by nothing."""
    unbound = [row for row in ledger.rows if row.unbound]
    if unbound:
        yield f"! {_WITHOUT}", unbound
    for standing in Standing:
        rows = [row for row in ledger.rows if row.standing is standing and not row.unbound]
        if rows:
            words = BOUND_BY[standing]
            yield f"{words[:1].upper()}{words[1:]}", rows


def _who(row: LedgerRow) -> str:
    if not row.email:
        return "erased"
    return f"{row.name} <{row.email}>" if row.name else row.email


def _told(row: LedgerRow, zone: ZoneInfo) -> Iterator[str]:
    said = row.answer
    if row.unbound:
        yield BOUND_BY[row.standing]
    if said is not None:
        proof = "" if said.evidence is None else ", with evidence" if row.evidence_kept else ", evidence erased"
        yield f"{said.answer.value} {_at(said.answered, zone)}{proof}"
        if said.note:
            yield said.note
    for one in row.held:
        yield _held(one, zone)


def _held(one: Holding, zone: ZoneInfo) -> str:
    doubt = " (may have arrived)" if one.state.value == "uncertain" else ""
    ground = " by override" if one.ground is not None and one.ground.value == "override" else ""
    return f"has version {one.version} in {one.language} since {_at(one.at, zone)}{ground}{doubt}"


def _at(instant: datetime, zone: ZoneInfo) -> str:
    return brief_time(instant.astimezone(zone))


def _when(session: Session, ledger: Ledger) -> str:
    if ledger.until is None:
        return "No embargo"
    until = session.when(ledger.until)
    return f"Under embargo until {until}" if ledger.status is EmbargoStatus.HELD else f"Lifted {until}"


def _left(ledger: Ledger, now: Moment) -> str:
    if ledger.until is None or ledger.status is not EmbargoStatus.HELD:
        return ""
    return f"{remaining(ledger.until.instant - now.instant)} left"


def remaining(time: timedelta) -> str:
    """Return `2 days 4 hours`, `3 hours 5 minutes`, `12 minutes`: the two largest parts."""
    minutes = int(time.total_seconds()) // 60
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [(days, "day"), (hours, "hour"), (rest, "minute")]
    while len(parts) > 1 and not parts[0][0]:
        parts.pop(0)
    said = [count(number, name) for number, name in parts[:2] if number]
    return " ".join(said) or "less than a minute"


def _sums(ledger: Ledger) -> str:
    """Return `3 agreed · 2 trusted on file · 1 has it without agreement`."""
    numbers = [
        (sum(row.standing is Standing.AGREED for row in ledger.rows), "agreed"),
        (sum(row.standing is Standing.TRUSTED for row in ledger.rows) + ledger.trusted, "trusted on file"),
        (sum(row.standing in {Standing.REFUSED, Standing.WITHDRAWN} for row in ledger.rows), "said no"),
        (sum(bool(row.held) for row in ledger.rows), "hold it"),
        (sum(row.unbound for row in ledger.rows), "without agreement"),
    ]
    return " · ".join(f"{number} {what}" for number, what in numbers if number)


def _record(row: LedgerRow, zone: ZoneInfo) -> tuple[str, ...]:
    last = row.held[-1] if row.held else None
    return (
        row.standing.value,
        row.email or "erased",
        row.name,
        f"{row.answer.answered.astimezone(zone):%Y-%m-%d %H:%M}" if row.answer else "",
        str(last.version) if last else "",
        last.language if last else "",
        f"{last.at.astimezone(zone):%Y-%m-%d %H:%M}" if last else "",
        "without agreement" if row.unbound else "",
    )


def _next(session: Session, ledger: Ledger) -> str:
    slug = session.workspace.short_name(ledger.slug)
    if ledger.status is EmbargoStatus.HELD:
        return f"pressctl embargo agree {slug} CONTACT, or pressctl send {slug} --to SEGMENT"
    return f"pressctl send {slug} --to all"


_SAID = {"agreed": "agreed to the embargo", "refused": "refused the embargo", "withdrawn": "taken the agreement back"}


def show_recorded(session: Session, recorded: Recorded, answer: Answer) -> None:
    """Show what was recorded, and who holds the release against it."""
    console, symbols = session.console, session.symbols
    number = len(recorded.contacts)
    who = recorded.contacts[0].email if number == 1 else count(number, "person", "people")
    have = "has" if number == 1 else "have"
    until = session.when(recorded.until)
    short = session.workspace.short_name(recorded.slug)
    console.print(f"{symbols.done} {who} {have} {_SAID[answer.value]} of {short}", markup=False)
    console.print(f"    until {until}", markup=False)
    if recorded.evidence is not None:
        console.print(f"    evidence {recorded.evidence.name}, sha256 {recorded.evidence.sha256[:16]}…", markup=False)
    if recorded.already:
        console.print(f"{symbols.quiet} {len(recorded.already)} had said so already", markup=False)
    for holder in recorded.holders:
        console.print(f"{symbols.warning} {holder.email} has the release already: speak to them", markup=False)
    say_next(console, f"pressctl embargo list {short}")


def show_moved(session: Session, move: Move, path: Path) -> None:
    """Show where the lift stands now, and what is to be done about it."""
    console, symbols = session.console, session.symbols
    slug = session.workspace.short_name(move.opened.release.slug)
    old, new = (session.when(each) for each in (move.old, move.new))
    console.print(f"{symbols.done} {path.name}: {'lifted now' if move.lifts else f'lifts {new}'}", markup=False)
    console.print(f"    it was {old}", markup=False)
    holders = len(move.holders)
    if holders:
        console.print(f"  {count(holders, 'person has', 'people have')} it under the embargo", markup=False)
    for plan in move.unfinished:
        said = f"plan {plan.id} is unfinished and names the old time: pressctl stop {slug}"
        console.print(f"{symbols.warning} {said}", markup=False)
    for notice in move.notices:
        name = session.workspace.short_name(notice)
        how = "--now" if move.lifts else "--at …"
        said = f"{name} names the old time, too: pressctl embargo lift {name} {how}"
        console.print(f"{symbols.warning} {said}", markup=False)
    if move.to_ask_again:
        console.print(
            f"{symbols.warning} {len(move.to_ask_again)} agreed to the old time only and must be asked again",
            markup=False,
        )
    console.print(f"  Files made before name the old time: pressctl export {slug}", markup=False)
    for step in _next_steps(move, slug):
        say_next(console, step)


def _next_steps(move: Move, slug: str) -> list[str]:
    if move.breaks_promises:
        return ["speak to them; who agrees anew:", f"      pressctl embargo agree {slug} CONTACT"]
    if move.lifts and move.opened.release.original_edition.corrects is not None:
        return [f"pressctl send {slug}, to those who have what it is about and not this"]
    told = f'pressctl send {slug} --to received:{slug} --update "The embargo is lifted"'
    steps = [f"pressctl send {slug} --to all"] if move.lifts else [f"pressctl embargo list {slug}"]
    return [*steps, told] if move.holders and move.lifts else steps
