"""`pressctl list` and `pressctl show`: what releases there are, and how one of them stands."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from pressctl.cli.arguments import AS_JSON, SLUG
from pressctl.cli.releases.notes import outdated_told
from pressctl.cli.session import Session, session_of
from pressctl.cli.telling.folding import say_beside
from pressctl.cli.telling.json_output import write_json
from pressctl.cli.telling.next_step import say_next
from pressctl.cli.telling.quantities import count
from pressctl.cli.telling.records import write_records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from pressctl.model.moment import Moment
    from pressctl.workflow.catalogue import Standing
    from pressctl.workflow.listing import Listed
    from pressctl.workflow.opening import Opened


def list_(context: typer.Context, as_json: AS_JSON = False) -> None:
    """List the releases, the newest first."""
    from pressctl.workflow.listing import list_releases

    session = session_of(context)
    if as_json:
        _print_json(session)
        return
    found = list_releases(session.workspace, lambda: session.config)
    if found:
        _table(session, found)
    else:
        session.console.print("No releases yet.")
        say_next(session.console, "pressctl new announcement")


def _print_json(session: Session) -> None:
    from pressctl.workflow.catalogue import described, read_all

    releases = [
        described(read.opened, read.standing) if read.opened else {"slug": read.slug, "problems": read.problems}
        for read in read_all(session.desk())
    ]
    write_json({"version": 1, "releases": releases})


def _table(session: Session, found: tuple[Listed, ...]) -> None:
    now = session.clock_of("UTC")()
    if not sys.stdout.isatty():  # without the console: what draws in a terminal takes a tenth of the time to load
        write_records((entry.slug, _languages(entry), _state(entry, now), _headline(entry)) for entry in found)
        return
    for entry in found:
        _entry(session.console, entry, now)


def _entry(console: Console, entry: Listed, now: Moment) -> None:
    console.print(entry.slug, style="bold", markup=False)
    headline = _headline(entry)
    if headline:
        room = max(30, console.width - 4)
        console.print(f"  {headline if len(headline) <= room else headline[: room - 1] + '…'}", markup=False)
    console.print(f"  {' · '.join(part for part in (_languages(entry), _state(entry, now)) if part)}", markup=False)


def _headline(entry: Listed) -> str:
    return entry.seen.headline if entry.seen else ""


def _languages(entry: Listed) -> str:
    return ", ".join(entry.seen.languages) if entry.seen else ""


def _state(entry: Listed, now: Moment) -> str:
    if entry.seen is None:
        return f"! {count(entry.problems, 'problem')}: pressctl show {entry.slug}"
    progress = entry.progress
    parts = [f"version {progress.version}" if progress.version else "draft"]
    if progress.version:
        parts.append(_received(progress.received, progress.newest) or "not sent yet")
    if progress.withdrawn:
        parts.append("withdrawn")
    elif progress.corrected:
        parts.append(f"version {progress.corrected} corrected")
    if progress.uncertain:
        parts.append(f"{progress.uncertain} in doubt")
    if progress.leaves is not None and now.instant < progress.leaves.instant:
        parts.append(f"leaves {progress.leaves.local():%Y-%m-%d %H:%M}")
    elif progress.unfinished:
        parts.append("sending unfinished")
    if entry.under_embargo(now):
        parts.append("under embargo")
    return ", ".join(parts)


def show(
    context: typer.Context,
    slug: SLUG,
    as_json: AS_JSON = False,
) -> None:
    """Show how a release stands, what it lacks and who has it."""
    from pressctl.workflow.catalogue import described, show_release
    from pressctl.workflow.opening import open_release

    session = session_of(context)
    opened = open_release(session.workspace, session.config, slug)
    standing = show_release(session.desk(), opened)
    if as_json:
        write_json(described(opened, standing))
    else:
        _sheet(session, opened, standing)


def _earlier(opened: Opened) -> str:
    earlier = opened.earlier
    return f"version {earlier.number} of {earlier.slug}" if earlier else ""


def _sheet(session: Session, opened: Opened, standing: Standing) -> None:
    console = session.console
    console.print(opened.release.headline, style="bold", markup=False)
    console.print(f"{opened.release.slug} · {opened.kind.title}\n", markup=False)
    for label, value in _facts(opened, session.clock()):
        if value:
            say_beside(console, label, value)
    console.print()
    _texts(session, opened)
    console.print()
    _approvals(session, standing)
    say_beside(console, "Standing", _standing(standing, session.clock()))
    _put_right(session, standing)
    for told in outdated_told(standing.outdated, session.workspace.short_name(opened.release.slug)):
        console.print(f"{session.symbols.warning} {told}", markup=False)
    _next(session, opened, standing)


def _facts(opened: Opened, now: Moment) -> Iterator[tuple[str, str]]:
    """Yield (label, what it says) of the release; what it does not have is empty."""
    from pressctl.language.dates import embargo_moment
    from pressctl.model.kind import Effect
    from pressctl.workflow.remarks import embargo_remark

    release, edition = opened.release, opened.release.original_edition
    passed = "; it has passed: the release says For immediate release" if embargo_remark(edition, now) else ""
    yield "Dateline", f"{edition.dateline.place}, {edition.dateline.date:%d %B %Y}".replace(", 0", ", ")
    yield "Embargo", f"until {embargo_moment(edition.embargo.until, 'en')}{passed}" if edition.embargo else "none"
    yield "Embargo of", opened.borrowed_embargo or ""
    yield "Withdraws" if opened.kind.effect is Effect.WITHDRAWAL else "Corrects", _earlier(opened)
    yield "Organisers", "; ".join(organiser.name for organiser in edition.organisers)
    yield "Speakers", "; ".join(speaker.name for speaker in edition.speakers)
    yield "Contact", "; ".join(contact.name for contact in edition.contacts)
    yield "Copies", f"{count(len(release.copy_to), 'address', 'addresses')}" if release.copy_to else ""


def _texts(session: Session, opened: Opened) -> None:
    """Write how the text of each language stands, and what is worth a remark."""
    console, symbols, release = session.console, session.symbols, opened.release
    stale, lacking = opened.stale(), opened.lacking()
    for language in release.languages:
        note = "original" if language == release.original else stale.get(language, "translation current")
        mark = symbols.warning if language in stale or language in lacking else symbols.done
        console.print(f"  {mark} {language}.md  {note}", markup=False)
        for why in lacking.get(language, ()):
            console.print(f"      lacks: {why}", markup=False)
    for remark in opened.remarks():
        console.print(f"  {symbols.warning} {remark}", markup=False)


def _put_right(session: Session, standing: Standing) -> None:
    """Write which corrections of it have left, and whether it was withdrawn."""
    from pressctl.model.kind import Effect

    for one in standing.put_right:
        at = session.when(one.at)
        gone = one.effect is Effect.WITHDRAWAL
        what = "" if gone else f"version {one.version}, "
        said = f"{what}{at}, by {one.slug}, which {one.received:,} have"
        say_beside(session.console, "Withdrawn" if gone else "Corrected", said)


def _approvals(session: Session, standing: Standing) -> None:
    """Write whose approval holds, was voided by which edit, or is missing."""
    ledger = standing.approvals
    if ledger is None:
        return
    held = [ledger.names.get(key, key) for key in ledger.approved_by]
    if held:
        say_beside(session.console, "Approved by", "; ".join(held))
    wanting = dict.fromkeys(need.because for need in ledger.needs if need.met_by is None)
    for number, because in enumerate((*wanting, *ledger.voided_unasked)):
        say_beside(session.console, "" if number else "Approvals", f"{session.symbols.warning} {because}")


def _received(number: int, newest: int) -> str:
    """Return how many have a release, and how many of them not its last version; nothing where nobody has it."""
    if not number or newest >= number:
        return f"received by {number:,}" if number else ""
    if not newest:
        return f"received by {number:,} in an earlier version"
    return f"received by {number:,}, {number - newest:,} of them in an earlier version"


def _standing(standing: Standing, now: Moment) -> str:
    if not standing.versions:
        return "draft; nothing has left the office"
    received = _received(standing.received, standing.newest) or "nobody has it yet"
    parts = [f"version {standing.versions[-1].number}", received]
    if standing.uncertain:
        parts.append(f"{standing.uncertain} of them in doubt")
    for plan in standing.unfinished:
        scheduled = plan.scheduled(now.instant)
        when = f"leaves {scheduled.local():%Y-%m-%d %H:%M}" if scheduled else "is unfinished"
        parts.append(f"plan {plan.id} {when}")
    return ", ".join(parts)


def _next(session: Session, opened: Opened, standing: Standing) -> None:
    slug = session.workspace.short_name(opened.release.slug)
    stale = next(iter(opened.stale()), None)
    now = session.clock().instant
    if standing.unfinished and all(plan.scheduled(now) for plan in standing.unfinished):
        command = f"pressctl work, which must run then; pressctl stop {slug} cancels it"
    elif standing.unfinished:
        command = f"pressctl send {slug} --resume"
    elif stale is not None:
        command = f"pressctl variant {slug} {stale} --changes"
    elif standing.received:
        command = f"pressctl log {slug}"
    elif not any(session.workspace.release(opened.release.slug).glob("out/*")):
        command = f"pressctl preview {slug}, or pressctl export {slug}"
    else:
        command = f"pressctl send {slug} --to all --dry-run"
    say_next(session.console, command)
