"""`pressctl embargo`: who agreed to keep it, who holds the release, and the lift."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pressctl.cli.arguments import AS_JSON, SLUG
from pressctl.cli.completion import complete_contact, complete_slug
from pressctl.cli.session import Session, session_of
from pressctl.cli.telling.json_output import write_json
from pressctl.cli.telling.next_step import say_next
from pressctl.cli.telling.quantities import count
from pressctl.errors import Refused, UsageError

if TYPE_CHECKING:
    from pressctl.model.embargo import Answer
    from pressctl.workflow.embargo.agreeing import Meant, Move, Recorded, Statement

app = typer.Typer(
    help="Who agreed to an embargo, who holds the release, the lift.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_CONTACTS = Annotated[
    list[str],
    typer.Argument(
        metavar="CONTACT", help="An address, a part of a name, a segment or a tag.", autocompletion=complete_contact
    ),
]
_SAID_AT = Annotated[str | None, typer.Option("--at", metavar="TIME", help="When they said so, if not now.")]
_EVIDENCE = Annotated[
    Path | None, typer.Option(metavar="FILE", help="What proves it (a mail, a scan); copied into the record.")
]
_NOTE = Annotated[str, typer.Option(metavar="TEXT", help="How it was said; erased with the person.")]
_YES = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask before recording a whole segment.")]


def _recording(name: str, answer: str, told: str) -> None:
    """Add a command that records one of the answers: they differ in nothing else."""

    @app.command(name, help=told)
    def record(
        context: typer.Context,
        slug: SLUG,
        contacts: _CONTACTS,
        *,
        evidence: _EVIDENCE = None,
        at: _SAID_AT = None,
        note: _NOTE = "",
        yes: _YES = False,
    ) -> None:
        from pressctl.model.embargo import Answer
        from pressctl.workflow.embargo.agreeing import Statement

        _record(session_of(context), slug, contacts, Statement(Answer(answer), at, evidence, note), yes=yes)


_recording("agree", "agreed", "Record that contacts agreed to this embargo.")
_recording(
    "refuse",
    "refused",
    """Record a no: nothing before the lift.

    That goes before trust on file: they are left out of every sending until the embargo lifts.
    """,
)
_recording("withdraw", "withdrawn", "Record that contacts took their agreement back.")


@app.command("list")
def list_(
    context: typer.Context,
    slug: Annotated[
        str | None,
        typer.Argument(
            metavar="SLUG", help="A release; without it, all that are under embargo.", autocompletion=complete_slug
        ),
    ] = None,
    as_json: AS_JSON = False,
) -> None:
    """Show who agreed, who holds what, and the lift."""
    from pressctl.cli.embargo import view
    from pressctl.workflow.embargo.ledger import ledger_of, ledgers

    session = session_of(context)
    desk = session.desk()
    now = desk.clock()
    one = ledger_of(desk, slug) if slug is not None else None
    if as_json:
        found = ledgers(desk) if one is None else (one,)
        write_json({"version": 1, "releases": [view.described(ledger, now) for ledger in found]})
    elif one is None:
        view.show_overview(session, ledgers(desk), now)
    else:
        view.show_ledger(session, one, now)


@app.command()
def lift(
    context: typer.Context,
    slug: SLUG,
    *,
    now: Annotated[bool, typer.Option("--now", help="Lift it at once.")] = False,
    at: Annotated[str | None, typer.Option(metavar="TIME", help="Move the lift to this time.")] = None,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help="Why; the record keeps it.")] = None,
) -> None:
    """Lift an embargo early, or move its time.

    The release's file is changed in that place alone; the reason stands in the record.
    """
    from pressctl.workflow.embargo.agreeing import move_embargo, plan_move

    session = session_of(context)
    if now == (at is not None):
        today = session.clock().local().date()
        raise UsageError(
            "say when: --now, or --at TIME", hint=f'pressctl embargo lift {slug} --at "{today} 18:00" --reason TEXT'
        )
    if reason is not None and not reason.strip():
        raise UsageError("a reason is needed: --reason TEXT")
    move = plan_move(session.desk(), slug, at)
    session.introduce()
    if move.breaks_promises:
        _confirm_later(session, move)
    why = reason if reason is not None else _ask_reason(session)
    path = move_embargo(session.acting_desk(), move, why)
    _say_moved(session, move, path)


def _record(session: Session, slug: str, words: list[str], statement: Statement, *, yes: bool) -> None:
    from pressctl.workflow.embargo.agreeing import people_meant, record_answers

    meant = people_meant(session.desk(), words)
    session.introduce()
    if meant.segments and not yes:
        _confirm_segment(session, meant, statement.answer)
    recorded = record_answers(session.acting_desk(), slug, meant.contacts, statement)
    _say_recorded(session, recorded, statement.answer)


def _confirm_segment(session: Session, meant: Meant, answer: Answer) -> None:
    """Ask for the number of people before one word stands for many: each of them must have said so.

    Raises:
        Refused: the answer was another, or nobody sits there to be asked.
    """
    number = len(meant.contacts)
    if not session.interactive:
        raise Refused(
            f"{' '.join(meant.segments)} names {count(number, 'person', 'people')}; nothing was recorded",
            hint="--yes records it for all of them",
        )
    for contact in meant.contacts:
        name = contact.display_name()
        session.console.print(f"  {name} <{contact.email}>" if name else f"  {contact.email}", markup=False)
    session.console.print(f"Has each of them {_PAST[answer.value]}?")
    if session.ask(f"Type {number} to record it, anything else to stop: ") != str(number):
        raise Refused("nothing was recorded")


_PAST = {"agreed": "agreed", "refused": "refused", "withdrawn": "taken it back"}
_SAID = {"agreed": "agreed to the embargo", "refused": "refused the embargo", "withdrawn": "taken the agreement back"}


def _say_recorded(session: Session, recorded: Recorded, answer: Answer) -> None:
    console, symbols = session.console, session.symbols
    number = len(recorded.contacts)
    who = recorded.contacts[0].email if number == 1 else count(number, "person", "people")
    have = "has" if number == 1 else "have"
    until = session.when(recorded.until)
    short = session.workspace.short_name(recorded.slug)
    console.print(f"{symbols.done} {who} {have} {_SAID[answer.value]} of {short}", markup=False)
    console.print(f"    until {until}", markup=False)
    if recorded.evidence is not None:
        console.print(f"    evidence {recorded.evidence.name}, sha256 {recorded.evidence.sha256[:16]}…", markup=False)
    if recorded.already:
        console.print(f"{symbols.quiet} {len(recorded.already)} had said so already", markup=False)
    for holder in recorded.holders:
        console.print(f"{symbols.warning} {holder.email} has the release already: speak to them", markup=False)
    say_next(console, f"pressctl embargo list {short}")


def _ask_reason(session: Session) -> str:
    if not session.interactive:
        raise UsageError("a reason is needed: --reason TEXT")
    session.console.print("The reason stands in the record for good; name no journalist in it.")
    return session.ask("Why: ")


def _confirm_later(session: Session, move: Move) -> None:
    """Show who holds the release under a promise that ends earlier, and ask for its name.

    Raises:
        Refused: the answer was another, or nobody sits there to be asked.
    """
    holders = move.holders
    have = f"{count(len(holders), 'person has', 'people have')} the release and may publish it at {move.old}"
    if not session.interactive:
        raise Refused(
            f"the embargo was not moved: {have}",
            hint="a person does this in a terminal: it cannot be promised for others",
        )
    session.console.print(f"{session.symbols.warning} {have}:", markup=False)
    for row in holders:
        session.console.print(f"    {f'{row.name} <{row.email}>' if row.name else row.email}", markup=False)
    session.console.print("They keep their word, not yours: each must be asked again.")
    if session.ask("Type the release's name to move it, anything else to stop: ") != move.opened.release.slug:
        raise Refused("the embargo was not moved")


def _say_moved(session: Session, move: Move, path: Path) -> None:
    console, symbols = session.console, session.symbols
    slug = session.workspace.short_name(move.opened.release.slug)
    old, new = (session.when(each) for each in (move.old, move.new))
    console.print(f"{symbols.done} {path.name}: {'lifted now' if move.lifts else f'lifts {new}'}", markup=False)
    console.print(f"    it was {old}", markup=False)
    holders = len(move.holders)
    if holders:
        console.print(f"  {count(holders, 'person has', 'people have')} it under the embargo", markup=False)
    for plan in move.unfinished:
        said = f"plan {plan.id} is unfinished and names the old time: pressctl stop {slug}"
        console.print(f"{symbols.warning} {said}", markup=False)
    if move.to_ask_again:
        console.print(
            f"{symbols.warning} {len(move.to_ask_again)} agreed to the old time only and must be asked again",
            markup=False,
        )
    console.print(f"  Files made before name the old time: pressctl export {slug}", markup=False)
    for step in _next_steps(move, slug):
        say_next(console, step)


def _next_steps(move: Move, slug: str) -> list[str]:
    if move.breaks_promises:
        return ["speak to them; who agrees anew:", f"      pressctl embargo agree {slug} CONTACT"]
    told = f'pressctl send {slug} --to received:{slug} --update "The embargo is lifted"'
    steps = [f"pressctl send {slug} --to all"] if move.lifts else [f"pressctl embargo list {slug}"]
    return [*steps, told] if move.holders and move.lifts else steps
