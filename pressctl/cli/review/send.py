"""`pressctl review send`: who is asked to look at a draft, until when; shown, confirmed, brought."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pressctl.cli.arguments import ENDS_WITH_JSON, SLUG, YES, split_list
from pressctl.cli.completion import complete_language
from pressctl.cli.session import Session, session_of
from pressctl.errors import ExitCode, Refused

if TYPE_CHECKING:
    from pressctl.workflow.review.asking import ReviewPlan


def send(
    context: typer.Context,
    slug: SLUG,
    *,
    to: Annotated[
        list[str] | None,
        typer.Option("--to", metavar="WHO", help="An organisation's key (its focal points), a person, an address."),
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(
            metavar="LANG", help="The copy's language; each one's own otherwise.", autocompletion=complete_language
        ),
    ] = None,
    due: Annotated[str | None, typer.Option(metavar="TIME", help="By when comments are wanted.")] = None,
    no_objection: Annotated[
        bool, typer.Option("--no-objection", help="With --due: say that silence until then is taken for consent.")
    ] = False,
    no_mail: Annotated[bool, typer.Option("--no-mail", help="Send nothing: the office hands the copies over.")] = False,
    since: Annotated[
        str | None, typer.Option(metavar="VERSION", help="Track what changed since; last: since each one's last copy.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show who would be asked; make and send nothing.")] = False,
    yes: YES = False,
    as_json: ENDS_WITH_JSON = False,
) -> None:
    """Send a draft for review: a copy in each one's language."""
    from pressctl.cli.review import send_view as view
    from pressctl.workflow.review.asking import ReviewOrder, plan_review, send_review

    session = session_of(context)
    order = ReviewOrder(slug, split_list(to), language, due, no_objection, mail=not no_mail, since=since)
    plan = plan_review(session.desk(), order)
    if not dry_run:
        session.introduce()
    if not as_json:
        view.show_plan(session, plan)
    if dry_run:
        view.end_dry_run(session, plan, as_json=as_json)
        return
    _confirm(session, plan, yes=yes)
    done = send_review(session.acting_desk(), plan)
    view.end(session, done, as_json=as_json)
    if not done.complete:
        raise typer.Exit(ExitCode.INCOMPLETE)


def _confirm(session: Session, plan: ReviewPlan, *, yes: bool) -> None:
    """Ask for the number of people where mail would really leave.

    Raises:
        Refused: the answer was another, or nobody sits there to be asked.
    """
    if yes or not plan.counts:
        return
    number = len(plan.people)
    if not session.interactive:
        raise Refused("nothing was sent: nobody is there to confirm", hint="add --yes to send without asking")
    if session.ask(f"Type {number} to send, anything else to stop: ") != str(number):
        raise Refused("nothing was sent")
