"""How the log and its verification look: in the terminal, piped, and as a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import typer

from pressctl.cli.session import Session
from pressctl.cli.telling.json_output import write_json
from pressctl.cli.telling.next_step import say_next
from pressctl.cli.telling.quantities import count
from pressctl.cli.telling.records import write_records
from pressctl.errors import ExitCode
from pressctl.language.dates import brief_time
from pressctl.mail.verdicts import names_nobody
from pressctl.model.delivery import DeliveryState
from pressctl.model.kind import Effect
from pressctl.model.moment import utc_text
from pressctl.model.plain_words import STATES

if TYPE_CHECKING:
    from pressctl.store.histories import PlanTold
    from pressctl.store.record.reading import Verification
    from pressctl.store.sending.delivery_log import LogRow
    from pressctl.store.sending.put_right import PutRight

_STATE = max(len(word) for word in STATES.values())
_TROUBLED = {DeliveryState.DEFERRED, DeliveryState.REJECTED, DeliveryState.UNCERTAIN, DeliveryState.BOUNCED}

COLUMNS = (
    "when",
    "zone",
    "release",
    "version",
    "language",
    "list",
    "purpose",
    "state",
    "name",
    "address",
    "answer",
    "plan",
)


def described(row: LogRow) -> dict[str, object]:
    """Return one delivery for JSON: the technical state beside the press officer's word for it."""
    return {
        "release": row.slug,
        "plan": row.plan_id,
        "purpose": row.purpose,
        "version": row.version,
        "language": row.language,
        "list": row.channel.value,
        "address": row.email,
        "name": row.name,
        "state": row.state.value,
        "said": STATES[row.state],
        "at": utc_text(row.at),
        "attempts": row.attempts,
        "code": row.code,
        "enhanced": row.enhanced,
        "answer": row.reply,
        "message_id": row.message_id,
        "test": row.test,
        "rehearsal": row.rehearsal,
        "due": utc_text(row.due) if row.due else None,
        "leaves": utc_text(row.leaves) if row.leaves else None,
        "embargo_ground": row.ground.value if row.ground else None,
    }


def described_plan(told: PlanTold) -> dict[str, object]:
    """Return one plan for JSON: what was decided, and who got nothing and why."""
    plan = told.plan
    return {
        "plan": plan.id,
        "release": plan.slug,
        "release_version": plan.version,
        "purpose": plan.purpose,
        "headline": plan.headline,
        "transport": plan.transport,
        "route": plan.route,
        "created_at": plan.created_at,
        "created_by": plan.created_by,
        "state": plan.state,
        "test": plan.test,
        "rehearsal": plan.transport == "folder",
        "embargo_until": plan.embargo_until,
        "not_before": plan.not_before,
        "not_after": plan.not_after,
        "effect": plan.effect,
        "corrects": {"id": plan.corrects_id, "version": plan.corrects_version} if plan.effect else None,
        "overrides": [{"gate": one.gate, "because": one.because, "reason": one.reason} for one in told.overrides],
        "left_out": [
            {"address": one.email, "name": one.name, "reason": one.reason.value, "detail": one.detail}
            for one in told.left_out
        ],
    }


def csv_of(rows: Iterable[LogRow]) -> str:
    """Return the log as a spreadsheet file: CRLF, no cell that a spreadsheet program would run as a formula."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        fields = (
            utc_text(row.at),
            "UTC",
            row.slug,
            str(row.version),
            row.language,
            row.channel.value,
            _purpose(row),
            STATES[row.state],
            row.name,
            row.email or "erased",
            row.reply,
            row.plan_id,
        )
        writer.writerow([_harmless(field) for field in fields])
    return sheet.getvalue()


def _harmless(cell: str) -> str:
    """Return the cell so that no spreadsheet program runs it as a formula."""
    return f"'{cell}" if cell.lstrip()[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell


def show_log(
    session: Session,
    rows: tuple[LogRow, ...],
    put_right: tuple[PutRight, ...] = (),
    *,
    uncertain: bool = False,
    reviewed: tuple[str, ...] = (),
) -> None:
    """Write the log, plan by plan; one record a line where it is piped. Without a row, who was asked for a review."""
    console = session.console
    if not rows:
        console.print("Nobody is in doubt." if uncertain else "Nothing has been sent to journalists yet.")
        if reviewed and not uncertain:
            console.print(f"{count(len(reviewed), 'release is', 'releases are')} out for review.")
            say_next(console, f"pressctl review status {session.workspace.short_name(reviewed[0])}")
        return
    zone = ZoneInfo(session.config.office.timezone)
    if console.soft_wrap:
        write_records(_record(row, zone) for row in rows)
        return
    for plan_id in dict.fromkeys(row.plan_id for row in rows):
        of_plan = [row for row in rows if row.plan_id == plan_id]
        console.print(_heading(of_plan[0]), style="bold", markup=False)
        waits = next((row.leaves for row in of_plan if row.state is DeliveryState.QUEUED and row.leaves), None)
        if waits is not None:
            console.print(f"  leaves {waits.astimezone(zone):%d %B %Y, %H:%M}".replace(" 0", " "), markup=False)
        for line in _about(of_plan[0], put_right):
            console.print(f"  {line}", markup=False)
        for row in of_plan:
            for line in _lines(row, zone, console.width):
                console.print(line, markup=False, no_wrap=True, overflow="ellipsis")
        console.print()
    console.print(f"Times are {zone.key}. {_counts(rows)}", markup=False)
    if any(row.state is DeliveryState.REJECTED and names_nobody(row.enhanced, row.reply) for row in rows):
        say_next(console, "pressctl contacts check, which names addresses that do not exist")


def _heading(row: LogRow) -> str:
    purpose = _purpose(row)
    return f"{row.slug}\nplan {row.plan_id} · version {row.version}{'' if purpose == 'release' else f' · {purpose}'}"


def _about(row: LogRow, put_right: tuple[PutRight, ...]) -> Iterator[str]:
    """Yield what a sending has put right, and what has put it right."""
    done = {Effect.CORRECTION: "corrects", Effect.WITHDRAWAL: "withdraws"}
    if row.test or row.rehearsal:
        return
    for one in put_right:
        version = "" if one.effect is Effect.WITHDRAWAL else f"version {one.version} of "
        if one.release_id == row.release_id:
            yield f"{done[one.effect]} {version}{one.of_slug}"
        elif one.of == row.release_id and (one.effect is Effect.WITHDRAWAL or one.version == row.version):
            past = "withdrawn" if one.effect is Effect.WITHDRAWAL else "corrected"
            yield f"{past} by {one.slug}"


def _purpose(row: LogRow) -> str:
    """Return `release`, `update 1`, and whether it was a test or a rehearsal only."""
    note = ", test copy" if row.test else ", rehearsal: nothing was sent" if row.rehearsal else ""
    return row.purpose.replace("-", " ") + note


def _lines(row: LogRow, zone: ZoneInfo, width: int) -> Iterator[str]:
    """Yield a delivery in one line, and what the server said where that was no plain yes."""
    local = row.at.astimezone(zone)
    lead = f"  {brief_time(local):>12}  {row.language:<3} {STATES[row.state]:<{_STATE}}  "
    yield lead + _who(row, width - len(lead))
    if row.reply and row.state in _TROUBLED:
        yield f"    {' '.join(row.reply.split())}"


def _who(row: LogRow, room: int) -> str:
    """Return name and address, or the address alone where there is no room for both."""
    from rich.cells import cell_len

    if not row.email:
        return "erased"
    both = f"{row.name} <{row.email}>" if row.name else row.email
    return both if cell_len(both) <= room else row.email


def _record(row: LogRow, zone: ZoneInfo) -> tuple[str, ...]:
    return (
        f"{row.at.astimezone(zone):%Y-%m-%d %H:%M}",
        row.slug,
        row.plan_id,
        str(row.version),
        row.language,
        _purpose(row),
        STATES[row.state],
        row.email or "erased",
        row.name,
        " ".join(row.reply.split()),
    )


def _counts(rows: Iterable[LogRow]) -> str:
    from collections import Counter

    states = Counter(row.state for row in rows)
    return " · ".join(f"{number} {STATES[state]}" for state, number in states.most_common())


def show_verification(session: Session, found: Verification, *, as_json: bool = False) -> None:
    """Say whether the record is whole and what cannot be proved; exit 1 where it was changed."""
    if as_json:
        faults = [{"event": fault.event, "message": fault.message} for fault in found.faults]
        write_json(
            {
                "version": 1,
                "ok": found.ok,
                "events": found.events,
                "head": found.head,
                "faults": faults,
                "unproved": list(found.unproved),
            }
        )
    else:
        console, symbols = session.console, session.symbols
        mark, word = (symbols.done, "is whole") if found.ok else (symbols.failed, "has been changed")
        console.print(f"{mark} The record {word}: {count(found.events, 'event')}, head {found.head}", markup=False)
        for fault in found.faults:
            console.print(f"    {fault.message}", markup=False)
        for sentence in found.unproved:  # after a rehearsal alone it is no fault, and nothing to be warned of
            console.print(f"{symbols.warning if found.receipts else '   '} {sentence}", markup=False)
    if not found.ok:
        raise typer.Exit(ExitCode.FINDINGS)
