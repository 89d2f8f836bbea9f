"""`pressctl embargo`: who agreed to keep it, who holds the release, and the lift."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pressctl.cli.arguments import AS_JSON, SLUG
from pressctl.cli.completion import complete_contact, complete_slug
from pressctl.cli.embargo.questions import ask_reason, confirm_later, confirm_segment
from pressctl.cli.session import Session, session_of
from pressctl.cli.telling.json_output import write_json
from pressctl.errors import UsageError

if TYPE_CHECKING:
    from pressctl.workflow.embargo.agreeing import Statement

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
    from pressctl.cli.embargo import view
    from pressctl.workflow.embargo.moving import move_embargo, plan_move

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
        confirm_later(session, move)
    why = reason if reason is not None else ask_reason(session)
    path = move_embargo(session.acting_desk(), move, why)
    view.show_moved(session, move, path)


def _record(session: Session, slug: str, words: list[str], statement: Statement, *, yes: bool) -> None:
    from pressctl.cli.embargo import view
    from pressctl.workflow.embargo.agreeing import people_meant, record_answers

    meant = people_meant(session.desk(), words)
    session.introduce()
    if meant.segments and not yes:
        confirm_segment(session, meant, statement.answer)
    recorded = record_answers(session.acting_desk(), slug, meant.contacts, statement)
    view.show_recorded(session, recorded, statement.answer)
