"""`pressctl review status` and `pressctl review remind`: who has been asked, what is open, and asking again."""

from __future__ import annotations

from typing import Annotated

import typer

from pressctl.cli.arguments import AS_JSON, SLUG, YES
from pressctl.cli.completion import complete_slug
from pressctl.cli.session import session_of
from pressctl.errors import ExitCode, Refused


def status(
    context: typer.Context,
    slug: Annotated[
        str | None,
        typer.Argument(metavar="SLUG", help="A release; without it, all in review.", autocompletion=complete_slug),
    ] = None,
    as_json: AS_JSON = False,
) -> None:
    """Show who has been asked, who has answered, what is open."""
    from pressctl.cli.review import status_view as view
    from pressctl.workflow.review.status import review_status

    session = session_of(context)
    found = review_status(session.desk(), slug)
    if as_json:
        view.write_status_json(found)
    else:
        view.write_status(session, found, slug)


def remind(
    context: typer.Context,
    slug: SLUG,
    *,
    yes: YES = False,
) -> None:
    """Mail the copy once more to those who have not answered."""
    from pressctl.cli.review import status_view as view
    from pressctl.workflow.review import status as workflow

    session = session_of(context)
    reminders = workflow.plan_reminders(session.desk(), slug)
    view.show_reminders(session, reminders)
    if not reminders.people:
        return
    session.introduce()
    if not (yes or reminders.rehearsal):
        if not session.interactive:
            raise Refused("nobody was reminded: nobody is there to confirm", hint="add --yes to send without asking")
        number = str(len(reminders.people))
        if session.ask(f"Type {number} to send, anything else to stop: ") != number:
            raise Refused("nobody was reminded")
    done = workflow.remind(session.acting_desk(), reminders)
    view.show_reminded(session, done)
    if not done.complete:
        raise typer.Exit(ExitCode.INCOMPLETE)
