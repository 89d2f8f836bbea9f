"""`pressctl init`: a new press office in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pressctl.cli.session import Session, session_of
from pressctl.cli.telling.next_step import say_next
from pressctl.errors import UsageError
from pressctl.language.shell_words import shell_word

if TYPE_CHECKING:
    from pressctl.workflow.office.founding import Founded


def init(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the new workspace.")],
    interactive: Annotated[
        bool, typer.Option("--interactive", "-i", help="Your own office: asks for it, and puts nothing invented there.")
    ] = False,
    samples: Annotated[
        bool, typer.Option("--samples", help="A sample release of every kind, not of the joint event alone.")
    ] = False,
) -> None:
    """Make a workspace: the sample office to look at, or your own."""
    from pressctl.config.me import system_user
    from pressctl.store.half_given import HalfGiven
    from pressctl.workflow.office.founding import found_office, refuse_what_is_in_the_way

    session = session_of(context)
    if interactive and samples:
        raise UsageError(
            "--samples belongs to the sample office, --interactive makes your own, with nothing invented in it",
            hint=f"leave one of them out: pressctl init {shell_word(folder)} --samples, "
            f"or pressctl init {shell_word(folder)} --interactive",
        )
    refuse_what_is_in_the_way(folder)
    answers, kept = None, HalfGiven(folder / ".pressctl" / "office.json")
    if interactive:
        from pressctl.cli.office.init_questions import ask_office

        answers = ask_office(session, folder, kept)
    founded = found_office(folder, session.clock_of("UTC"), system_user().name, answers, every_sample=samples)
    kept.forget()  # also where somebody has stopped, and made the sample office instead
    _show(session, founded, folder)


def _show(session: Session, founded: Founded, folder: Path) -> None:
    console, own = session.console, not founded.slug
    here = founded.workspace.root == Path.cwd()
    there = "one is there" if founded.samples == 1 else f"{founded.samples} are there, one of each kind"
    console.print(f"{session.symbols.done} {'this folder' if here else folder} is a press office now", markup=False)
    for name, what in (
        ("pressctl.toml", f"the {'office' if own else 'sample office'}: organisations, people, segments, mail"),
        ("contacts.csv", "the journalists: empty as yet" if own else "the journalists: invented ones"),
        ("releases/", f"a folder for each release; {'none yet' if own else f'{there}, in several languages'}"),
        ("templates/", "room for kinds and layouts of your own"),
    ):
        console.print(f"    {name}", markup=False)
        console.print(f"      {what}", markup=False)
    console.print("  Mail goes to the folder outbox/ until pressctl.toml says otherwise.")
    go = "" if here else f"cd {shell_word(folder)}, then "
    if own:
        key = founded.organisation
        console.print("  Journalists: pressctl contacts import FILE, or pressctl contacts add.")
        console.print(f"  Logo: pressctl office edit organisation {key} --set logo=FILE", markup=False)
        console.print("  Whom you quote: pressctl office add person, or Name | title where it is asked.")
        say_next(console, f"{go}pressctl new announcement")
        return
    console.print("  For your own office: pressctl init --interactive DIR.")
    say_next(console, f"{go}pressctl preview {founded.workspace.short_name(founded.slug)}")
