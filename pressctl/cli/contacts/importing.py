"""`pressctl contacts import`: people from other programs' lists, asked about where there is something to decide."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pressctl.cli.arguments import split_list
from pressctl.cli.session import Session, session_of
from pressctl.errors import ExitCode, Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pressctl.store.lists.base import ForeignTable, Reading
    from pressctl.store.lists.mapping import Proposal
    from pressctl.store.lists.merging import OnDuplicate
    from pressctl.store.press_list.reading import ContactFile
    from pressctl.workflow.contacts.importing import Mapped
    from pressctl.workflow.contacts.merging import Arbiter, ForAll, ImportPlan
    from pressctl.workflow.contacts.typed_cells import Typed

_RULES = ("fill", "update", "keep", "skip")
_SHOW_AFTER = 1.0
"""Seconds after which a bar appears."""


_FILES = Annotated[list[Path], typer.Argument(metavar="FILE", help="CSV, XLSX or vCard (.vcf).")]
_MAPS = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="HEADING=COLUMN|FILE.toml",
        help="Where a column goes: outlet; - leaves it out, + keeps it as your own. Repeatable.",
    ),
]
_SAVE_MAP = Annotated[Path | None, typer.Option("--save-map", metavar="FILE.toml", help="Keep the mapping for --map.")]
_BASIS = Annotated[
    str | None,
    typer.Option(metavar="TEXT", help='Why: "legitimate interest, 2026-11-24, trade fair list".'),
]
_TAG = Annotated[list[str] | None, typer.Option(metavar="TAG", help="For everybody; repeatable.")]
_LANGUAGE = Annotated[str | None, typer.Option(metavar="CODES", help="For those without one.")]
_COUNTRY = Annotated[str | None, typer.Option(metavar="CODE", help="For those without one.")]
_ON_DUPLICATE = Annotated[
    str | None,
    typer.Option(
        metavar="|".join(_RULES),
        help="People on the list already. fill: empty cells and tags only (default where nobody is asked).",
    ),
]
_ENCODING = Annotated[
    str | None, typer.Option(metavar="NAME", help="Of text, if the guess is wrong: windows-1251, mac-roman …")
]
_SHEET = Annotated[str | None, typer.Option(metavar="NAME", help="Of a workbook.")]
_REPORT = Annotated[Path | None, typer.Option(metavar="FILE.csv", help="Write every row and cell that was not taken.")]
_DRY_RUN = Annotated[bool, typer.Option("--dry-run", help="Say what would be taken; write nothing.")]
_YES = Annotated[bool, typer.Option("--yes", help="Ask nothing.")]
_AS_JSON = Annotated[bool, typer.Option("--json", help="One JSON object; asks nothing.")]


def import_(
    context: typer.Context,
    files: _FILES,
    *,
    maps: _MAPS = None,
    save_map: _SAVE_MAP = None,
    basis: _BASIS = None,
    tag: _TAG = None,
    language: _LANGUAGE = None,
    country: _COUNTRY = None,
    on_duplicate: _ON_DUPLICATE = None,
    encoding: _ENCODING = None,
    sheet: _SHEET = None,
    report: _REPORT = None,
    dry_run: _DRY_RUN = False,
    yes: _YES = False,
    as_json: _AS_JSON = False,
) -> None:
    """Take people over from other programs' lists.

    What is not taken is said, row by row.
    """
    from pressctl.workflow.contacts import importing

    session = session_of(context)
    asks = session.interactive and not yes and not as_json
    onto = importing.list_to_import_into(session.workspace)
    tables = _tables(session, files, encoding, sheet, asks=asks)
    lists = _mapped(session, tables, onto, _said(maps or []), asks=asks)
    for_all = _for_all(session, lists, (basis, language, country, split_list(tag)), asks=asks)
    with _progress(session, 2 * sum(len(table.rows) for table in tables), shown=not as_json) as (step, hide):
        arbiter = _arbiter(session, on_duplicate, hide, asks=asks)
        plan = importing.plan_import(session.workspace, onto, lists, for_all, arbiter, step=step)
    _keep(lists, plan, save_map, report)
    if dry_run:
        importing.check_plan(plan)
    else:
        importing.carry_out(session.workspace, plan)
    _end(session, lists, plan, report, dry_run=dry_run, as_json=as_json)


def _keep(lists: Sequence[Mapped], plan: ImportPlan, save_map: Path | None, report: Path | None) -> None:
    """Write the mapping and the report, if they are wanted: before the list, so that neither can fail after it."""
    from pressctl.workflow.contacts.reports import write_mapping, write_report

    if save_map is not None:
        write_mapping(save_map, lists)
    if report is not None:
        write_report(report, plan)


def _end(
    session: Session, lists: Sequence[Mapped], plan: ImportPlan, report: Path | None, *, dry_run: bool, as_json: bool
) -> None:
    """Say how it ended; exit 1 where somebody was not taken."""
    from pressctl.cli.contacts.import_view import show_outcome, write_outcome

    if as_json:
        write_outcome(lists, plan, dry_run=dry_run)
    else:
        show_outcome(session, lists, plan, report, dry_run=dry_run)
    if plan.not_taken:
        raise typer.Exit(ExitCode.FINDINGS)


def _tables(
    session: Session, files: Sequence[Path], encoding: str | None, sheet: str | None, *, asks: bool
) -> list[ForeignTable]:
    from pressctl.store.lists.base import Reading

    reading = Reading(encoding, sheet)
    return [_read(session, file, _called(file, files), reading, asks=asks) for file in files]


def _called(file: Path, files: Sequence[Path]) -> str:
    """Return what to call a file: its name, or its path where another has that name."""
    return file.name if [each.name for each in files].count(file.name) == 1 else str(file)


def _read(session: Session, path: Path, name: str, reading: Reading, *, asks: bool) -> ForeignTable:
    """Read one list; which sheet of a workbook is asked where several hold addresses."""
    from pressctl.frozen import replace
    from pressctl.store.lists.base import SeveralSheets
    from pressctl.workflow.contacts.importing import read_foreign

    try:
        return read_foreign(path, reading, name)
    except SeveralSheets as several:
        if not asks:
            raise
        from pressctl.cli.contacts.import_questions import ask_sheet

        return read_foreign(path, replace(reading, sheet=ask_sheet(session, name, several.sheets)), name)


def _said(maps: Sequence[str]) -> dict[str, str]:
    """Read `--map "Heading=column"` and `--map FILE.toml`."""
    from pressctl.workflow.contacts.reports import read_mapping

    said: dict[str, str] = {}
    for text in maps:
        heading, equals, target = text.rpartition("=")
        if equals and heading.strip() and target.strip():
            said[heading.strip()] = target.strip()
        elif text.endswith(".toml"):
            said |= read_mapping(Path(text))
        else:
            raise UsageError(f'--map "{text}" is neither HEADING=COLUMN nor a .toml file', hint='--map "Firma=outlet"')
    return said


def _mapped(
    session: Session, tables: Sequence[ForeignTable], onto: ContactFile, said: Mapping[str, str], *, asks: bool
) -> list[Mapped]:
    """Settle where the columns of every list go.

    Raises:
        UsageError: nobody is asked and something is undecided, or a heading of `--map` is in no list.
    """
    from pressctl.cli.contacts.import_questions import ask_mapping
    from pressctl.workflow.contacts.importing import Mapped, proposed_mapping, undecided

    proposals: list[tuple[ForeignTable, Proposal]] = []
    strange = set(said)
    for table in tables:
        proposal, missing = proposed_mapping(table, onto, said)
        strange &= missing
        proposals.append((table, proposal))
    if strange and tables:
        headings = ", ".join(f'"{heading}"' for heading in tables[0].header[:10])
        named = ", ".join(f'"{heading}"' for heading in sorted(strange))
        raise UsageError(f"no list has a column {named}", hint=f"{tables[0].name} has {headings}")
    lists = [
        Mapped(table, ask_mapping(session, table, proposal, onto.foreign) if asks else proposal)
        for table, proposal in proposals
    ]
    for each in lists:
        doubt = undecided(each)
        if doubt is not None:
            raise doubt
    return lists


def _for_all(
    session: Session,
    lists: Sequence[Mapped],
    said: tuple[str | None, str | None, str | None, tuple[str, ...]],
    *,
    asks: bool,
) -> ForAll:
    """Return what holds for everybody; the basis is asked for, or demanded.

    Raises:
        UsageError: it is missing or wrong.
    """
    from pressctl.workflow.contacts.importing import for_all_faults, lacks_basis
    from pressctl.workflow.contacts.merging import ForAll

    typed = session.typed()
    basis, language, country, tags = said
    for_all = ForAll(
        language=_of_everybody(typed, "language", language), country=_of_everybody(typed, "country", country), tags=tags
    )
    faults = for_all_faults(for_all)
    if faults:
        raise UsageError("what is said of everybody cannot be taken", problems=faults)
    if basis is None and asks and lacks_basis(lists):
        from pressctl.cli.contacts.import_questions import ask_basis

        basis = ask_basis(session, typed)
    if basis is not None or lacks_basis(lists):
        try:
            basis = typed.basis(basis or "")
        except ValueError as error:
            example = f"legitimate interest, {typed.today}, {lists[0].table.name}"
            raise UsageError(str(error), hint=f'--basis "{example}"') from error
    return ForAll(basis or "", for_all.language, for_all.country, for_all.tags)


def _of_everybody(typed: Typed, column: str, text: str | None) -> str:
    """Return what an option says of everybody, as a cell."""
    try:
        return typed.cell(column, text or "")
    except ValueError as error:
        problem = Problem(str(error), where=f"--{column}")
        raise UsageError("what is said of everybody cannot be taken", problems=[problem]) from error


def _arbiter(session: Session, rule: str | None, hide: Callable[[], None], *, asks: bool) -> Arbiter:
    from pressctl.store.lists.merging import OnDuplicate
    from pressctl.workflow.contacts.merging import ByRule

    if rule is not None and rule not in _RULES:
        raise UsageError(f'--on-duplicate "{rule}": there are {", ".join(_RULES)}')
    if rule is None and asks:
        from pressctl.cli.contacts.import_questions import AskingArbiter

        return AskingArbiter(session, hide)
    chosen: OnDuplicate = OnDuplicate(rule or "fill")
    return ByRule(chosen)


@contextmanager
def _progress(session: Session, total: int, *, shown: bool) -> Iterator[tuple[Callable[[], None], Callable[[], None]]]:
    """Show a bar on stderr once the work has taken a second.

    Yields what counts a step, and what takes the bar away before a question is asked.
    """
    import time

    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    if not (shown and session.notices.is_terminal):
        yield (lambda: None), (lambda: None)
        return
    bar = Progress(
        TextColumn("  Reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=session.notices,
        transient=True,
    )
    task = bar.add_task("", total=total)
    due = time.monotonic() + _SHOW_AFTER

    def step() -> None:
        bar.advance(task)
        if not bar.live.is_started and time.monotonic() > due:
            bar.start()

    def hide() -> None:
        nonlocal due
        bar.stop()
        due = time.monotonic() + _SHOW_AFTER

    try:
        yield step, hide
    finally:
        bar.stop()
