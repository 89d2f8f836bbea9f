"""`pressctl help`: the guide's pages, and what a command can do."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from pressctl.cli.arguments import AS_JSON
from pressctl.cli.completion import Offer
from pressctl.cli.session import Session, session_of
from pressctl.cli.telling.json_output import write_json
from pressctl.cli.telling.next_step import say_next
from pressctl.cli.telling.records import write_records
from pressctl.errors import UsageError

_WIDEST = 88
"""Columns; a longer line is hard to read."""


def _complete_topic(incomplete: str) -> list[Offer]:
    """Offer the guide's pages."""
    from pressctl.workflow.guide import topics

    return [(topic.name, topic.title) for topic in topics() if topic.name.startswith(incomplete)]


def help_(
    context: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="TOPIC",
            help="A page of the guide, or a command; without it, a list.",
            autocompletion=_complete_topic,
        ),
    ] = None,
    as_json: AS_JSON = False,
) -> None:
    """Explain a topic: workspace, segments, embargo and others."""
    from pressctl.workflow.guide import topic, topics

    session = session_of(context)
    if name is None:
        found = [{"topic": page.name, "title": page.title, "summary": page.summary} for page in topics()]
        write_json({"version": 1, "topics": found}) if as_json else _list(session, found)
    elif _is_command(context, name) and name not in {page.name for page in topics()}:
        if as_json:
            raise UsageError(f"{name} is a command; its help is text", hint=f"pressctl {name} --help")
        _show_command(context, name)
    elif as_json:
        page = topic(name)
        write_json({"version": 1, "topic": page.name, "title": page.title, "summary": page.summary, "text": page.text})
    else:
        _show(session, topic(name).text)
        if _is_command(context, name):
            session.notices.print(f"\n  The command: pressctl {name} --help", markup=False)


def _list(session: Session, found: list[dict[str, str]]) -> None:
    if not sys.stdout.isatty():
        write_records((page["topic"], page["summary"]) for page in found)
        return
    width = max(len(page["topic"]) for page in found)
    for page in found:
        session.console.print(f"{page['topic']:<{width}}  {page['summary']}", markup=False)
    session.console.print()
    say_next(session.console, "pressctl help TOPIC, or pressctl help COMMAND")


def _is_command(context: typer.Context, name: str) -> bool:
    root = context.find_root()
    return name in root.command.list_commands(root)  # type: ignore[attr-defined]  # the root is a group


def _show_command(context: typer.Context, name: str) -> None:
    root = context.find_root()
    command = root.command.get_command(root, name)  # type: ignore[attr-defined]  # as above
    with command.make_context(name, ["--help"], parent=root):  # prints, and ends the run
        pass


def _show(session: Session, text: str) -> None:
    if not sys.stdout.isatty():
        typer.echo(text.rstrip("\n"))
        return
    from rich.markdown import Markdown

    width = min(session.console.width, _WIDEST)
    session.console.print(Markdown(text, code_theme="bw", hyperlinks=False), width=width)
