"""Many releases exported, as the officer sees it: how far it is, how it ended, and what was broken."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

import typer

from pressctl.cli.exporting.view import described
from pressctl.cli.interrupt import finish_in_flight
from pressctl.cli.session import Session
from pressctl.cli.telling.json_output import write_json
from pressctl.cli.telling.progress_lines import lines_on
from pressctl.cli.telling.quantities import count, size
from pressctl.errors import ExitCode, NothingToDo

if TYPE_CHECKING:
    from pressctl.workflow.exporting.many import ManyExported, Reached, Selection
    from pressctl.workflow.exporting.one import ExportOrder

_PATIENCE = 1.0
"""Seconds of work that need no bar."""


def export_several(
    session: Session,
    order: ExportOrder,
    named: tuple[str, ...],
    kind: str | None,
    since: str | None,
    *,
    as_json: bool,
) -> None:
    """Export the releases that are named, or all of a kind and since a day; leave with 0, 3 or 130."""
    from pressctl.workflow.exporting.many import export_many, what_failed

    selection = _selection(session, named, kind, since)
    files: list[dict[str, object]] = []
    embargoed = 0
    with _stopping(session) as stop, _progress(session, len(selection.slugs)) as show:

        def reached(state: Reached) -> None:
            nonlocal embargoed
            embargoed += any(file.embargo is not None for file in state.files)
            if as_json:
                files.extend(described(state.files))
            show(state)

        done = export_many(session.desk(), selection, order, stop=stop, progress=reached)
    if as_json:
        write_json(_described(done, files))
    else:
        _say(session, done)
    if embargoed:
        told = (
            f"{count(embargoed, 'release is', 'releases are')} under embargo; the names of their files say until when"
        )
        session.notices.print(f"{session.symbols.warning} {told}", markup=False)
    if done.failed:
        raise what_failed(done.failed, len(selection.slugs))
    if done.left:
        raise typer.Exit(ExitCode.INTERRUPTED)
    if not done.releases:
        raise NothingToDo("no release is of that kind, day and language; nothing was written")


def _selection(session: Session, named: tuple[str, ...], kind: str | None, since: str | None) -> Selection:
    from pressctl.workflow.exporting.many import Selection

    workspace = session.workspace
    slugs = tuple(dict.fromkeys(workspace.find_slug(part) for part in named)) if named else workspace.slugs()
    if not slugs:
        raise NothingToDo("there is no release yet", hint="pressctl new KIND begins one")
    if kind is not None:
        from pressctl.source.kinds import load_kind

        load_kind(workspace, kind)  # a kind that does not exist is an error, not an empty list
    return Selection(slugs, kind, _day(session, since) if since is not None else None)


def _day(session: Session, text: str) -> date:
    from pressctl.workflow.typed_times import day_of

    return day_of(text, session.clock(), session.config, option="--since")


@contextmanager
def _stopping(session: Session) -> Iterator[Callable[[], bool]]:
    def announce() -> None:
        session.notices.print("  Stopping after the release that is being written; Ctrl-C again stops at once.")

    with finish_in_flight(announce) as stop:
        yield stop


@contextmanager
def _progress(session: Session, total: int) -> Iterator[Callable[[Reached], None]]:
    """Yield what shows progress on stderr: a bar once it takes longer than a second, or a line every few seconds."""
    if session.notices.soft_wrap:
        yield lines_on(session.notices)
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("  Exporting"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(compact=True), TextColumn("left"),
    )  # fmt: skip
    begun = time.monotonic()
    bar = Progress(*columns, console=session.notices, transient=True)
    task = bar.add_task("", total=total, rate="")
    shown = False

    def show(state: Reached) -> None:
        nonlocal shown
        passed = time.monotonic() - begun
        bar.update(task, completed=state.done, rate=f"{state.done / max(passed, 0.001):.1f}/s")
        if not shown and passed > _PATIENCE:
            shown = True
            bar.start()

    try:
        yield show
    finally:
        if shown:
            bar.stop()


def _say(session: Session, done: ManyExported) -> None:
    symbols, console = session.symbols, session.console
    if done.releases:
        console.print(
            f"{symbols.done} {count(done.releases, 'release')}, {count(done.files, 'file')}, {size(done.octets)}",
            markup=False,
        )
    if done.left:
        console.print(
            f"{symbols.warning} stopped: {count(len(done.left), 'release')} not reached, the first is {done.left[0]}",
            markup=False,
        )


def _described(done: ManyExported, files: list[dict[str, object]]) -> dict[str, object]:
    return {
        "version": 1,
        "files": files,
        "failed": [
            {
                "release": one.slug,
                "message": one.error.message,
                "problems": [{"place": found.place(), "message": found.message} for found in one.error.problems],
            }
            for one in done.failed
        ],
        "not_reached": list(done.left),
    }
