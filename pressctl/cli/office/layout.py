"""`pressctl layout`: which layouts set a release, what is wrong with the office's own, a copy of ours to change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pressctl.cli.arguments import AS_JSON
from pressctl.cli.session import Session, session_of
from pressctl.cli.telling.json_output import write_json
from pressctl.cli.telling.next_step import say_next
from pressctl.cli.telling.quantities import count
from pressctl.cli.telling.records import write_records
from pressctl.errors import BadInput, ExitCode

if TYPE_CHECKING:
    from pressctl.export.flaws import Flaw
    from pressctl.workflow.office.layouts import Checked, LayoutFile

app = typer.Typer(
    help="Layouts: list them, check the office's own, copy one to change it.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command(name="list")
def list_(context: typer.Context, as_json: AS_JSON = False) -> None:
    """List the layouts that set a release, and where each comes from."""
    from pressctl.workflow.office.layouts import list_layouts

    session = session_of(context)
    found = list_layouts(session.workspace, session.config)
    look = session.config.office.look
    if as_json:
        write_json({"version": 1, "look": look.value, "layouts": [_file_fields(file) for file in found]})
        return
    console = session.console
    rows = [
        (file.name, file.sets, _shown(session, file.path) if file.own else f"built in, {look.value} look")
        for file in found
    ]
    if console.soft_wrap:
        write_records(rows)
        return
    for name, sets, where in rows:
        console.print(f"{name:<18}{sets or 'sets nothing':<28}{where}", markup=False)
    console.print()
    say_next(console, "pressctl layout copy house.docx gives you one to change")


@app.command()
def check(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="A layout anywhere; the workspace's own if left out.")
    ] = None,
    as_json: AS_JSON = False,
) -> None:
    """Say what is wrong with the office's own layouts.

    And what happens meanwhile.
    """
    from pressctl.workflow.office.layouts import check_layouts

    session = session_of(context)
    checked = check_layouts(session.workspace, session.config, file)
    if as_json:
        write_json({"version": 1, "layouts": [_checked_fields(one) for one in checked]})
    elif session.console.soft_wrap:
        _list_flaws(session, checked)
    else:
        _show_flaws(session, checked)
    unreadable = [one.file for one in checked for flaw in one.flaws if flaw.kind == "unreadable"]
    if unreadable:
        raise BadInput(f"{_shown(session, unreadable[0].path)} cannot be used", hint="the list above says why")
    if any(one.flaws for one in checked):
        raise typer.Exit(ExitCode.FINDINGS)


@app.command()
def copy(
    context: typer.Context,
    names: Annotated[list[str] | None, typer.Argument(metavar="NAME", help="Such as house.typ. [house.docx]")] = None,
) -> None:
    """Copy a built-in layout into the workspace, to be changed there."""
    from pressctl.workflow.office.layouts import copy_layouts

    session = session_of(context)
    for path in copy_layouts(session.workspace, session.config, tuple(names or ["house.docx"])):
        session.console.print(f"{session.symbols.done} {_shown(session, path)}", markup=False)
    say_next(session.console, "change it, keep the names of its styles, then pressctl layout check")


def _list_flaws(session: Session, checked: tuple[Checked, ...]) -> None:
    """Write one finding a line."""
    write_records(
        (
            _shown(session, one.file.path) + (f":{flaw.line}" if flaw.line else ""),
            flaw.kind.value,
            flaw.message,
            flaw.meanwhile,
        )
        for one in checked
        for flaw in one.flaws
    )


def _show_flaws(session: Session, checked: tuple[Checked, ...]) -> None:
    console, symbols = session.console, session.symbols
    for one in checked:
        if not one.file.own:
            continue
        mark = symbols.warning if one.flaws else symbols.done
        said = count(len(one.flaws), "finding") if one.flaws else "nothing to remark"
        console.print(
            f"{mark} {_shown(session, one.file.path)}  {said}", markup=False, style="bold" if one.flaws else ""
        )
        for group in _groups(one.flaws):
            _show_group(session, group)
    builtin = [one.file.name for one in checked if not one.file.own]
    if builtin:
        console.print(f"{symbols.quiet} built in: {', '.join(builtin)}", markup=False)
    flaws = sum(len(one.flaws) for one in checked)
    console.print()
    if flaws:
        console.print(count(flaws, "finding"))
        say_next(console, "mend what matters; pressctl layout copy gives you ours to compare")
    else:
        own = sum(one.file.own for one in checked)
        words = f"{count(own, 'layout')} of your own, in order" if own else "no layout of your own"
        console.print(words)
        own_next = "pressctl export SLUG --format docx,pdf shows a release on it"
        say_next(console, own_next if own else "pressctl layout copy house.docx gives you one to change")


def _groups(flaws: tuple[Flaw, ...]) -> list[list[Flaw]]:
    """Return the flaws, those of one kind together where the same is done about them."""
    groups: dict[tuple[str, str], list[Flaw]] = {}
    for flaw in flaws:
        groups.setdefault((flaw.kind.value, flaw.meanwhile), []).append(flaw)
    return list(groups.values())


def _show_group(session: Session, group: list[Flaw]) -> None:
    from textwrap import wrap

    width = max(40, session.console.width)
    for flaw in group:
        line = f"line {flaw.line}: " if flaw.line else ""
        for text in wrap(
            f"{line}{flaw.message}", width, initial_indent="    ", subsequent_indent="      ", break_long_words=False
        ):
            session.console.print(text, markup=False)
    for text in wrap(
        f"Meanwhile: {group[0].meanwhile}",
        width,
        initial_indent="      ",
        subsequent_indent="      ",
        break_long_words=False,
    ):
        session.console.print(text, markup=False, style="dim")


def _shown(session: Session, path: Path) -> str:
    root = session.workspace.root
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def _file_fields(file: LayoutFile) -> dict[str, object]:
    return {"name": file.name, "sets": file.sets, "path": str(file.path), "own": file.own}


def _checked_fields(one: Checked) -> dict[str, object]:
    flaws = [
        {"kind": flaw.kind.value, "message": flaw.message, "meanwhile": flaw.meanwhile, "line": flaw.line}
        for flaw in one.flaws
    ]
    return {**_file_fields(one.file), "findings": flaws}
