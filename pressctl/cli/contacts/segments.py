"""`pressctl segments`: the office's segments and the tags in use, and who is in one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, Annotated

import typer

from pressctl.cli.arguments import AS_JSON, LIMIT
from pressctl.cli.completion import complete_segment
from pressctl.cli.session import Session, session_of
from pressctl.cli.telling.json_output import write_json
from pressctl.cli.telling.next_step import say_next
from pressctl.cli.telling.quantities import count
from pressctl.cli.telling.records import write_records
from pressctl.errors import ExitCode, NothingToDo

if TYPE_CHECKING:
    from pressctl.workflow.contacts.segments import SegmentInfo, SegmentMembers

_TAGS_SHOWN = 40


def segments(
    context: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME", help="A segment, a tag or an expression: who is in it.", autocompletion=complete_segment
        ),
    ] = None,
    *,
    limit: LIMIT = None,
    as_json: AS_JSON = False,
) -> None:
    """List segments and tags with their counts, or who is in one."""
    from pressctl.workflow.contacts.segments import list_segments, members

    session = session_of(context)
    if name is not None:
        _show_members(session, members(session.workspace, session.config, name), limit, as_json=as_json)
        return
    found = list_segments(session.workspace, session.config)
    if as_json:
        write_json({"version": 1, "segments": [_described(info) for info in found]})
    else:
        _show_list(session, found)
    if any(info.problem for info in found):
        raise typer.Exit(ExitCode.FINDINGS)


def _show_list(session: Session, found: Sequence[SegmentInfo]) -> None:
    console = session.console
    if console.soft_wrap:
        write_records(_record(info) for info in found)
        return
    named = [info for info in found if not info.is_tag]
    tags = [info for info in found if info.is_tag]
    width = max(len(info.name) for info in found[:_TAGS_SHOWN])
    for info in named:
        _show_one(session, info, width)
    if tags:
        console.print("\nTags, each a segment by itself", style="bold")
        for info in tags[:_TAGS_SHOWN]:
            _show_one(session, info, width)
        if len(tags) > _TAGS_SHOWN:
            console.print(f"  and {len(tags) - _TAGS_SHOWN:,} more; --json lists them", markup=False)
    example = next((info.name for info in named[1:] if info.count), None) or next((info.name for info in tags), "all")
    console.print()
    say_next(console, f"pressctl segments {example}")


def _show_one(session: Session, info: SegmentInfo, width: int) -> None:
    console = session.console
    if info.problem is not None:
        place = f"{info.problem.place()}  " if info.problem.line else ""
        console.print(f"{session.symbols.failed} {info.name:<{width}}  {place}{info.problem.message}", markup=False)
        for line in wrap(info.problem.hint or "", max(30, console.width - width - 4), break_long_words=False):
            console.print(f"  {'':<{width}}  {line}", markup=False, style="dim")
    else:
        console.print(f"  {info.name:<{width}}  {info.count:>7,}  {_split(info.languages)}".rstrip(), markup=False)
    if info.expression:
        said = f"  {'':<{width}}  {info.expression}"
        console.print(said, markup=False, style="dim", no_wrap=True, overflow="ellipsis")


def _record(info: SegmentInfo) -> tuple[str, ...]:
    kind = "broken" if info.problem else "tag" if info.is_tag else "segment"
    return (info.name, kind, str(info.count), _split(info.languages), info.expression)


def _split(languages: Mapping[str, int]) -> str:
    return ", ".join(f"{language or 'no language in common'} {number:,}" for language, number in languages.items())


def _show_members(session: Session, found: SegmentMembers, limit: int | None, *, as_json: bool) -> None:
    info = found.info
    if as_json:
        people = [
            {"row": each.row, "email": each.email, "name": each.display_name(), "language": list(each.languages)}
            for each in found.contacts[: limit or None]
        ]
        write_json({"version": 1, "segment": _described(info), "contacts": people})
    elif found.contacts:
        from pressctl.cli.contacts.table import show_contacts
        from pressctl.workflow.contacts.press_list import Listing

        if not session.console.soft_wrap:
            session.console.print(f"{info.name}: {count(info.count, 'contact')}", style="bold", markup=False)
            session.console.print(f"  {_split(info.languages)}", markup=False)
            if info.expression:
                session.console.print(f"  {info.expression}", style="dim", markup=False)
            session.console.print()
        show_contacts(session.console, Listing(found.contacts, ()), limit=limit)
    if not found.contacts:
        raise NothingToDo(f'nobody is in "{info.name}"', hint="pressctl segments lists them with their counts")


def _described(info: SegmentInfo) -> dict[str, object]:
    problem = info.problem
    return {
        "name": info.name,
        "kind": "tag" if info.is_tag else "segment",
        "expression": info.expression or None,
        "count": info.count,
        "languages": {language or "none": number for language, number in info.languages.items()},
        "line": info.line,
        "problem": {"message": problem.message, "line": problem.line, "column": problem.column, "hint": problem.hint}
        if problem
        else None,
    }
