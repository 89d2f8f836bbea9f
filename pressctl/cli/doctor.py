"""`pressctl doctor`: what could stand in the way of the next sending."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from pressctl.cli.arguments import AS_JSON
from pressctl.cli.session import Session, session_of
from pressctl.cli.telling.folding import LEAST, wrapped
from pressctl.cli.telling.json_output import write_json
from pressctl.cli.telling.quantities import count
from pressctl.cli.telling.records import write_records
from pressctl.errors import BadInput, ExitCode

if TYPE_CHECKING:
    from pressctl.workflow.doctor.base import Diagnosis, Examined
    from pressctl.workflow.doctor.examination import Theme

_TITLES = {
    "office": "Office", "templates": "Templates", "contacts": "Contacts", "record": "Record", "mail": "Mail",
    "server": "Mail server", "domain": "Sending domain", "machine": "Machine", "folder": "Folder",
}  # fmt: skip
_STYLES = {"good": "green", "remark": "yellow", "wrong": "red", "unknown": "dim"}
_WORDS = {"good": "ok", "remark": "look", "wrong": "wrong", "unknown": "unknown"}
_INDENT = 20


def doctor(
    context: typer.Context,
    offline: Annotated[
        bool, typer.Option("--offline", help="Ask no other machine: no mail server, no domain.")
    ] = False,
    as_json: AS_JSON = False,
) -> None:
    """Look for what could stand in the way of the next sending."""
    from pressctl.workflow.doctor.examination import examine

    session = session_of(context)
    failure = _unreadable_config(session)
    found: list[Examined] = [_configuration(failure)] if failure else []
    for examined in [] if as_json else found:
        _show(session, examined)
    status = session.notices.status("") if sys.stderr.isatty() else None

    def begin(theme: Theme) -> None:
        if status is not None and theme.asks_the_net:
            status.update(f"Asking about the {_TITLES[theme.name].lower()} …")
            status.start()

    try:
        for examined in examine(session.desk(), offline=offline, without_config=failure is not None, begin=begin):
            found.append(examined)
            if status is not None:
                status.stop()
            if not as_json:
                _show(session, examined)
    finally:
        if status is not None:
            status.stop()
    verdicts = [diagnosis.verdict.value for examined in found for diagnosis in examined.diagnoses]
    if as_json:
        _print_json(found)
    else:
        _conclude(session, verdicts)
    if "wrong" in verdicts:
        raise typer.Exit(ExitCode.FINDINGS)


def _unreadable_config(session: Session) -> BadInput | None:
    """Return why `pressctl.toml` cannot be used; the rest is then examined without it."""
    try:
        _ = session.config
    except BadInput as error:
        session.do_without_config(say=False)
        return error
    return None


def _configuration(failure: BadInput) -> Examined:
    from pressctl.workflow.doctor.base import Examined, wrong

    problems = failure.problems
    told = [wrong(one.place() or "pressctl.toml", one.message, one.hint) for one in problems]
    return Examined("office", tuple(told) or (wrong("pressctl.toml", failure.message, failure.hint),))


def _show(session: Session, examined: Examined) -> None:
    if session.console.soft_wrap:
        write_records(
            (examined.theme, _WORDS[one.verdict.value], one.what, one.finding, one.todo or "")
            for one in examined.diagnoses
        )
        return
    session.console.print(_TITLES[examined.theme], style="bold", markup=False)
    for one in examined.diagnoses:
        _line(session, one)


def _line(session: Session, one: Diagnosis) -> None:
    console, symbols = session.console, session.symbols
    marks = {"good": symbols.done, "remark": symbols.warning, "wrong": symbols.failed, "unknown": symbols.quiet}
    mark, style = marks[one.verdict.value], _STYLES[one.verdict.value]
    room = max(LEAST, console.width - _INDENT)
    lines = wrapped(one.finding, room) or [""]
    head = f"  [{style}]{mark}[/] "
    console.print(head, end="")
    console.print(
        f"{one.what:<{_INDENT - 4}}" if len(one.what) < _INDENT - 4 else f"{one.what}  ", end="", markup=False
    )
    console.print(lines[0], markup=False, soft_wrap=True)
    for line in lines[1:]:
        console.print(" " * _INDENT + line, markup=False, soft_wrap=True)
    if one.todo:
        todo = wrapped(one.todo, room - 2)
        for number, line in enumerate(todo):
            console.print(
                " " * _INDENT + ("→ " if number == 0 else "  ") + line, markup=False, soft_wrap=True, style="dim"
            )


def _conclude(session: Session, verdicts: list[str]) -> None:
    wrong, looks = verdicts.count("wrong"), verdicts.count("remark")
    parts = [f"{wrong} wrong"] if wrong else []
    if looks:
        parts.append(f"{looks} to look at")
    if verdicts.count("unknown"):
        parts.append(f"{verdicts.count('unknown')} unknown")
    told = ", ".join(parts) or "all is well"
    if not session.console.soft_wrap:
        session.console.print()
    session.notices.print(f"{count(len(verdicts), 'thing')} examined: {told}", markup=False)


def _print_json(found: list[Examined]) -> None:
    write_json(
        {
            "version": 1,
            "diagnoses": [
                {
                    "theme": examined.theme,
                    "what": one.what,
                    "verdict": one.verdict.value,
                    "finding": one.finding,
                    "todo": one.todo,
                }
                for examined in found
                for one in examined.diagnoses
            ],
        }
    )
