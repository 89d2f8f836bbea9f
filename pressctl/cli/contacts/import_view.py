"""How an import ended: what was taken, what was not and why, what did not come over whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pressctl.cli.telling.json_output import write_json
from pressctl.cli.telling.quantities import count

if TYPE_CHECKING:
    from pressctl.cli.session import Session
    from pressctl.store.lists.base import LossKind
    from pressctl.store.lists.candidates import Reason
    from pressctl.workflow.contacts.importing import Mapped
    from pressctl.workflow.contacts.merging import FileLoss, ImportPlan

SHOWN = 5
"""Examples of one kind; --report and --json have all."""

_REASONS = {
    "no-address": "no e-mail address",
    "not-an-address": "not an e-mail address",
    "forbidden-characters": "a cell that no list may hold",
    "unreadable": "cannot be read",
    "do-not-mail": "marked do not mail",
    "on-the-list": "on the list already",
    "twice-in-the-lists": "twice in what is imported",
    "declined": "left out by you",
}
_LOSSES = {
    "column-left-out": "columns left out",
    "above-the-header": "rows above the header",
    "sheet-not-read": "sheets not read",
    "hidden": "hidden, and read all the same",
    "formula": "formulas",
    "date-rewritten": "dates",
    "number-as-text": "numbers for phones",
    "merged-cells": "merged cells",
    "error-value": "errors of the spreadsheet",
    "link": "links",
    "photo": "pictures and sounds",
    "second-address": "second addresses",
    "second-value": "second values",
    "cut": "cut",
    "unreadable-characters": "letters that were lost",
    "value-left-out": "values left out",
    "property-left-out": "properties left out",
    "broken-line": "broken lines",
    "more-cells-than-headings": "more cells than headings",
    "kept-what-was-there": "cells that stay as they were",
    "replaced": "cells replaced",
    "probably-the-same-person": "probably there already, and taken",
}


def show_outcome(
    session: Session, lists: Sequence[Mapped], plan: ImportPlan, report: Path | None, *, dry_run: bool
) -> None:
    """Write the outcome for a person; piped, the same words without colour."""
    symbols = session.symbols
    units = {each.table.name: each.table.unit for each in lists}
    for each in lists:
        said = [count(len(each.table.rows), each.table.unit), *each.table.read_as]
        _print(session, f"{each.table.name}: {', '.join(said)}", "dim")
    parts = [f"{plan.taken:,} new"]
    if plan.merged:
        parts.append(f"{plan.merged:,} merged ({count(plan.changed, 'row')} of the list changed)")
    verb = "would be on the list" if dry_run else "on the list"
    reached = plan.taken + plan.merged
    mark = symbols.done if reached else symbols.warning
    _print(session, f"{mark} {reached:,} of {count(plan.rows, 'row')} {verb}: {', '.join(parts)}", "bold")
    if plan.changes.columns:
        _print(session, f"{symbols.quiet} New columns in {plan.onto.name}: {', '.join(plan.changes.columns)}")
    if plan.not_taken:
        _print(session, f"{symbols.warning} {count(len(plan.not_taken), 'row')} not taken", "bold")
        for reason, number in plan.by_reason().items():
            _reason(session, plan, reason, number, units)
    if plan.losses:
        _print(session, f"{symbols.warning} Not everything came over as it was", "bold")
        _losses(session, plan.losses, units)
    if report is not None:
        _print(session, f"{symbols.done} {report}: every row and cell of this; it holds personal data")
    if dry_run:
        _print(session, "Dry run: contacts.csv is as it was.")
    following = "pressctl contacts check" if not dry_run else "the same without --dry-run"
    if report is None and (plan.not_taken or plan.losses):
        following = f"{following}; --report FILE.csv lists every row"
    _print(session, f"  Next: {following}")


def write_outcome(lists: Sequence[Mapped], plan: ImportPlan, *, dry_run: bool) -> None:
    """Write the outcome as one JSON object."""
    write_json(
        {
            "version": 1,
            "dry_run": dry_run,
            "files": [
                {
                    "file": each.table.name,
                    "read_as": list(each.table.read_as),
                    "rows": len(each.table.rows),
                    "mapping": {
                        column.heading: column.target
                        for column in each.mapping.columns
                        if column.filled or column.target
                    },
                }
                for each in lists
            ],
            "rows": plan.rows,
            "taken": plan.taken,
            "merged": plan.merged,
            "changed": plan.changed,
            "not_taken": len(plan.not_taken),
            "not_taken_by_reason": {reason.value: number for reason, number in plan.by_reason().items()},
            "new_columns": list(plan.changes.columns),
            "rows_not_taken": [
                {"file": n.file, "row": n.row, "column": n.column, "reason": n.reason.value, "message": n.message}
                for n in plan.not_taken
            ],
            "losses": [
                {
                    "file": each.file,
                    "kind": each.loss.kind.value,
                    "row": each.loss.row,
                    "column": each.loss.column,
                    "count": each.loss.count,
                    "message": each.loss.message,
                }
                for each in plan.losses
            ],
        }
    )


def _reason(session: Session, plan: ImportPlan, reason: Reason, number: int, units: Mapping[str, str]) -> None:
    found = [each for each in plan.not_taken if each.reason is reason]
    _print(session, f"    {_REASONS[reason.value]:<42}{number:>7,}")
    several = len(units) > 1
    for each in found[:SHOWN]:
        place = f"{each.file} {units[each.file]} {each.row}" if several else f"{units[each.file]} {each.row}"
        said = "" if reason.value in {"no-address", "do-not-mail"} else f"  {each.message}"
        column = f", {each.column}" if each.column and reason.value == "forbidden-characters" else ""
        _print(session, f"      {place}{column}{said}", "dim")
    if number > SHOWN:
        _print(session, f"      and {number - SHOWN:,} more", "dim")


def _losses(session: Session, losses: Sequence[FileLoss], units: Mapping[str, str]) -> None:
    by_kind: dict[LossKind, list[FileLoss]] = defaultdict(list)
    for each in losses:
        by_kind[each.loss.kind].append(each)
    for kind, title in _LOSSES.items():
        found = next((each for key, each in by_kind.items() if key.value == kind), None)
        if not found:
            continue
        if kind == "column-left-out":
            _columns(session, title, found)
            continue
        _print(session, f"    {title:<42}{sum(each.loss.count for each in found):>7,}")
        for each in found[:SHOWN]:
            _print(session, f"      {_place(each, units)}{each.loss.message}", "dim")
        if len(found) > SHOWN:
            _print(session, f"      and {len(found) - SHOWN:,} more", "dim")


def _columns(session: Session, title: str, found: Sequence[FileLoss]) -> None:
    """Write the columns that were left out in one line: there may be many."""
    named = ", ".join(f"{each.loss.column} ({each.loss.count:,})" for each in found)
    _print(session, f"    {title:<42}{len(found):>7,}")
    _print(session, f"      {named}", "dim")


def _place(each: FileLoss, units: Mapping[str, str]) -> str:
    file = each.file if len(units) > 1 else ""
    row = f"{units[each.file]} {each.loss.row}" if each.loss.row else ""
    parts = [" ".join(part for part in (file, row) if part), each.loss.column or ""]
    said = ", ".join(part for part in parts if part)
    number = f" ({each.loss.count:,})" if each.loss.count > 1 else ""
    return f"{said}{number}  " if said else ""


def _print(session: Session, text: str, style: str = "") -> None:
    session.console.print(text, markup=False, style=style)
