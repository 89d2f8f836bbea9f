"""How an import is told: a line for each thing taken, then what has no place, then what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape

if TYPE_CHECKING:
    from pressctl.cli.session import Session
    from pressctl.workflow.importing.document import Taken
    from pressctl.workflow.importing.taking import Foreign, Imported

_MOST_UNPLACED = 8
_SURE = ((0.9, "sure"), (0.7, "likely"), (0.5, "perhaps"), (0.0, "in part"))


def show_import(session: Session, foreign: Foreign, imported: Imported | None) -> None:
    """Print what was taken of one document, and where it went."""
    from pressctl.workflow.importing.document import taken_from

    console = session.console
    console.print(f"[bold]{escape(foreign.name)}[/bold]  {foreign.format}")
    width = console.width if console.is_terminal else 0
    for taken in taken_from(foreign):
        console.print(_line(taken, width), highlight=False)
        if taken.remark:
            console.print(f"{'':15}{escape(taken.remark)}", style="yellow")
    for notice in foreign.notices:
        console.print(f"  Note         {escape(notice)}")
    _show_unplaced(session, foreign, width)
    _show_end(session, imported)


def _line(taken: Taken, width: int) -> str:
    where = "" if taken.lines is None else _where(*taken.lines)
    sure = next((word for least, word in _SURE if taken.sure is not None and taken.sure >= least), "")
    room = max(20, width - 38) if width else 0
    words = " ".join(taken.words.split())
    if room and len(words) > room:
        words = f"{words[: room - 1]}…"
    padded = words.ljust(room) if room else words
    return escape(f"  {taken.field.capitalize():<12} {padded}  {where:<11} {sure}".rstrip())


def _where(first: int, last: int) -> str:
    return f"line {first}" if first == last else f"lines {first}–{last}"


def _show_unplaced(session: Session, foreign: Foreign, width: int) -> None:
    unplaced = foreign.manuscript.unplaced
    if not unplaced:
        session.console.print("  Everything has its place.")
        return
    lines = "1 passage has" if len(unplaced) == 1 else f"{len(unplaced)} passages have"
    session.console.print(f"  {lines} no place in a release:")
    for piece in unplaced[:_MOST_UNPLACED]:
        words = " ".join(piece.text.split())
        room = max(20, width - 18) if width else 200
        shown = words if len(words) <= room else f"{words[: room - 1]}…"
        session.console.print(escape(f"    {_where(*foreign.lines(piece)):<12}{shown}"))
    if len(unplaced) > _MOST_UNPLACED:
        session.console.print(f"    and {len(unplaced) - _MOST_UNPLACED} more (--json has them all)")


def _show_end(session: Session, imported: Imported | None) -> None:
    console = session.console
    if imported is None:
        console.print("Nothing was written. Without --dry-run this becomes a release.")
        return
    console.print(escape(f"Written: releases/{imported.slug}/{imported.path.name} ({imported.kind})"))
    for problem in imported.problems:
        place = f"{imported.path.name}:{problem.line}" if problem.line else imported.path.name
        said = f"{problem.where}: {problem.message}" if problem.where else problem.message
        console.print(escape(f"  {place}  {said}"), style="yellow")
    if imported.problems:
        console.print(escape(f"Put this right, then: pressctl preview {imported.slug}"))
    else:
        console.print(escape(f"Next: pressctl preview {imported.slug}"))
