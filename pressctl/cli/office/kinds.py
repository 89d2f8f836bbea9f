"""`pressctl kinds`: which kinds of release there are, what one of them asks for, and a copy of it to change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pressctl.cli.arguments import AS_JSON
from pressctl.cli.completion import complete_kind
from pressctl.cli.session import Session, session_of
from pressctl.cli.telling.folding import say_indented
from pressctl.cli.telling.json_output import write_json
from pressctl.cli.telling.next_step import say_next
from pressctl.cli.telling.records import write_records
from pressctl.errors import UsageError

if TYPE_CHECKING:
    from pressctl.model.kind import Kind, Question
    from pressctl.workflow.office.kinds import ListedKind


def kinds(
    context: typer.Context,
    kind: Annotated[
        str | None, typer.Argument(metavar="KIND", help="One of them; without it, all.", autocompletion=complete_kind)
    ] = None,
    copy_as: Annotated[
        str | None,
        typer.Option("--copy-as", metavar="NAME", help="Copy KIND to templates/NAME, to be changed there."),
    ] = None,
    as_json: AS_JSON = False,
) -> None:
    """List the kinds of release, or show what one of them asks for."""
    from pressctl.workflow.office.kinds import copy_kind, faulty, list_kinds, show_kind

    session = session_of(context)
    if copy_as is not None:
        if kind is None:
            raise UsageError("which kind is to be copied?", hint="pressctl kinds KIND --copy-as NAME")
        _copied(session, copy_kind(session.workspace, kind, copy_as), copy_as)
        return
    if kind is not None:
        shown = show_kind(session.workspace_if_any(), kind)
        if as_json:
            write_json({"version": 1, "kind": _described(shown) | _asked(shown)})
        else:
            _show(session, shown)
        return
    found = list_kinds(session.workspace_if_any())
    if as_json:
        write_json({"version": 1, "kinds": [_described(listed) for listed in found]})
    else:
        list_shown(session, found)
    broken = tuple(listed for listed in found if listed.checked.problems)
    if broken:
        raise faulty(broken)


def list_shown(session: Session, found: tuple[ListedKind, ...]) -> None:
    """Print the list: a kind in two lines, or, piped, in one."""
    console = session.console
    if console.soft_wrap:
        write_records((one.name, one.source, _languages(one.kind), _state(session, one)) for one in found)
        return
    for listed in found:
        console.print(listed.name, style="bold", markup=False)
        say_indented(console, _state(session, listed), "  ")
        source = " · ".join(part for part in (_origin(listed), _languages(listed.kind)) if part)
        say_indented(console, source, "  ", style="dim")
    usable = next((listed.name for listed in found if not listed.checked.problems), None)
    if usable is not None:
        say_next(console, f"pressctl kinds {usable}, or pressctl new {usable}")


def _state(session: Session, listed: ListedKind) -> str:
    from pressctl.cli.telling.quantities import count

    if listed.checked.problems:
        mark = session.symbols.failed
        return f"{mark} {count(len(listed.checked.problems), 'problem')}: pressctl kinds {listed.name}"
    return listed.kind.description if listed.kind else ""


def _origin(listed: ListedKind) -> str:
    return f"{listed.source}, instead of the built-in one" if listed.hides else listed.source


def _languages(kind: Kind | None) -> str:
    return ", ".join(kind.languages) if kind else ""


def _copied(session: Session, folder: str, name: str) -> None:
    done = session.symbols.done
    session.console.print(f"{done} {folder} is yours to change: kind.toml and the drafts", markup=False)
    session.console.print("  templates/README.md explains every key of them.", markup=False)
    say_next(session.console, f"pressctl kinds {name}")


def _show(session: Session, listed: ListedKind) -> None:
    kind, console = listed.kind, session.console
    if kind is None:
        return
    console.print(kind.title, style="bold", markup=False)
    say_indented(console, kind.description, "")
    say_indented(console, f"{_origin(listed)} · drafts in {_languages(kind)}", "", style="dim")
    console.print("\nIt asks for (* needs an answer)")
    for question in kind.questions:
        _question(session, question)
    if kind.requires:
        console.print("\nA complete one has")
        for requirement in kind.requires:
            say_indented(console, f"{requirement.what}: {requirement.why}", "  ")
    console.print()
    if listed.sample is not None:
        console.print("  Sample: pressctl init DIR --samples writes one; its answers are in", markup=False)
        console.print(f"    {listed.sample}", markup=False)
    say_next(console, f"pressctl new {kind.name}")


def _question(session: Session, question: Question) -> None:
    console = session.console
    mark = " *" if question.required else ""
    kind = f"{question.type}: {', '.join(question.choices)}" if question.choices else str(question.type)
    condition = f", if {question.needs} is answered" if question.needs else ""
    say_indented(console, f"{question.path}{mark}  ({kind}{condition})", "  ", style="bold")
    say_indented(console, question.prompt, "      ")
    if question.help:
        say_indented(console, question.help, "      ", style="dim")
    if question.writes:
        say_indented(console, f"The draft says: “{question.writes}”", "      ", style="dim")


def _described(listed: ListedKind) -> dict[str, object]:
    """Return a kind for JSON."""
    kind = listed.kind
    return {
        "name": listed.name,
        "title": kind.title if kind else None,
        "description": kind.description if kind else None,
        "source": "built-in" if listed.builtin else f"templates/{listed.name}",
        "replaces_built_in": listed.hides,
        "languages": list(kind.languages) if kind else [],
        "usable": not listed.checked.problems,
        "problems": [
            {"path": problem.path, "line": problem.line, "message": problem.message, "hint": problem.hint}
            for problem in listed.checked.problems
        ],
    }


def _asked(listed: ListedKind) -> dict[str, object]:
    kind = listed.kind
    if kind is None:
        return {}
    return {
        "questions": [
            {
                "path": question.path,
                "type": str(question.type),
                "prompt": question.prompt,
                "required": question.required,
                "needs": question.needs,
                "default": question.default,
                "example": question.help,
                "writes": question.writes,
                "choices": list(question.choices),
            }
            for question in kind.questions
        ],
        "requires": [{"path": one.path, "what": one.what, "why": one.why} for one in kind.requires],
        "sections": [str(section) for section in kind.sections],
        "sample": str(listed.sample) if listed.sample else None,
    }
