"""`pressctl init`: a new press office in a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pressctl.cli.next_step import say_next
from pressctl.cli.session import Session, session_of

if TYPE_CHECKING:
    from pressctl.workflow.founding import Founded, OfficeAnswers


def init(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the new workspace.")],
    interactive: Annotated[
        bool, typer.Option("--interactive", "-i", help="Ask for the office's name, zone, languages and address.")
    ] = False,
    samples: Annotated[
        bool, typer.Option("--samples", help="A sample release of every kind, not of the joint event alone.")
    ] = False,
) -> None:
    """Make a workspace with a sample release, templates and contacts."""
    from pressctl.config.me import system_user
    from pressctl.workflow.founding import found_office

    session = session_of(context)
    answers = _ask_office(session) if interactive else None
    founded = found_office(folder, session.clock_of("UTC"), system_user().name, answers, every_sample=samples)
    _show(session, founded, folder)


def _show(session: Session, founded: Founded, folder: Path) -> None:
    console = session.console
    there = "one is there" if founded.samples == 1 else f"{founded.samples} are there, one of each kind"
    console.print(f"{session.symbols.done} {folder} is a press office now", markup=False)
    for name, what in (
        ("pressctl.toml", "the office: organisations, people, segments, how mail leaves"),
        ("contacts.csv", "the journalists: invented ones, replace them by your own"),
        ("releases/", f"a folder for each release; {there}, in several languages"),
        ("templates/", "room for kinds and layouts of your own"),
    ):
        console.print(f"    {name}", markup=False)
        console.print(f"      {what}", markup=False)
    console.print("  Mail goes to the folder outbox/ until pressctl.toml says otherwise.")
    say_next(console, f"cd {folder}, then pressctl preview {founded.workspace.short_name(founded.slug)}")


def _ask_office(session: Session) -> OfficeAnswers:
    from pressctl.config.schema import clean_line, email_address, language_code
    from pressctl.model.moment import known_zone
    from pressctl.workflow.founding import OfficeAnswers

    def zone(text: str) -> str:
        if not known_zone(text):
            raise ValueError(f'"{text}" is not a time zone; zones are named like Asia/Baku or Europe/Brussels')
        return text

    def languages(text: str) -> str:
        codes = [language_code(code.strip()) for code in text.split(",") if code.strip()]
        return ",".join(codes)

    session.console.print("A new office. 4 questions; Enter takes what stands in brackets.\n")
    name = _ask(session, "1  Office's name", "Example Mission", clean_line)
    timezone = _ask(session, "2  Time zone", "Asia/Baku", zone)
    spoken = _ask(session, "3  Languages, the first is the one you write in", "en, az, ru", languages)
    address = _ask(session, "4  E-mail address that releases come from", "press@example.org", email_address)
    return OfficeAnswers(name, timezone, tuple(spoken.split(",")), address)


def _ask(session: Session, question: str, default: str, read: Callable[[str], str]) -> str:
    """Ask until the answer can be read; Enter takes the default."""
    while True:
        answer = session.ask(f" {question} [{default}]: ") or default
        try:
            return read(answer)
        except ValueError as error:
            session.console.print(f"      {session.symbols.failed} {error}", markup=False)
