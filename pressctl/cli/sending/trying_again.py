"""`send --resend-uncertain` and `send --only-failed`: who is meant, the question, and the messages once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from pressctl.cli.sending import under_way
from pressctl.cli.session import Session
from pressctl.cli.telling.json_output import write_json
from pressctl.cli.telling.quantities import count
from pressctl.errors import ExitCode, Refused
from pressctl.language.dates import brief_time
from pressctl.model.delivery import DeliveryState

if TYPE_CHECKING:
    from pressctl.workflow.sending.dispatching import Dispatched
    from pressctl.workflow.sending.trying_again import Again

_SHOWN = 20


def send_again(session: Session, slug: str, state: DeliveryState, *, yes: bool, dry_run: bool, as_json: bool) -> None:
    """Show whom, ask, and send the same messages once more.

    Raises:
        Refused: the answer was another, or nobody sits there to be asked.
    """
    from pressctl.workflow.sending.trying_again import to_try_again, try_again

    again = to_try_again(session.desk(), slug, state)
    if not as_json:
        _show(session, again)
    if dry_run:
        if as_json:
            write_json({"version": 1, "again": [_described(again, number) for number in range(len(again.messages))]})
        return
    session.introduce()
    _confirm(session, again, slug, yes=yes)
    with under_way.watching(session, len(again.messages)) as watch:
        done = list(try_again(session.acting_desk(), again, watch))
    _end(session, done, as_json=as_json)


def _show(session: Session, again: Again) -> None:
    console, symbols = session.console, session.symbols
    said = "may have it: no answer came" if again.state is DeliveryState.UNCERTAIN else "was refused"
    if len(again.messages) > 1 and again.state is DeliveryState.REJECTED:
        said = "were refused"
    console.print(f"{count(len(again.messages), 'person', 'people')} {said}", style="bold", markup=False)
    for one in again.messages[:_SHOWN]:
        who = f"{one.name} <{one.email}>" if one.name else one.email
        at = one.at.astimezone(session.clock().local().tzinfo)
        console.print(f"  {brief_time(at):>12}  {who}   {' '.join(one.reply.split())}", markup=False)
    if len(again.messages) > _SHOWN:
        console.print(f"  … and {len(again.messages) - _SHOWN:,} more", markup=False)
    if again.opted_out:
        console.print(f"{symbols.quiet} {len(again.opted_out)} left alone: do not mail", markup=False)
    if again.state is DeliveryState.UNCERTAIN:
        console.print(
            "Whoever has it gets it a second time, with the same Message-ID; most mail programs show both.",
            markup=False,
        )
    console.print("They get the words in which it was planned then.", markup=False)


def _confirm(session: Session, again: Again, slug: str, *, yes: bool) -> None:
    if yes:
        return
    number = len(again.messages)
    if not session.interactive:
        option = "--resend-uncertain" if again.state is DeliveryState.UNCERTAIN else "--only-failed"
        raise Refused("nothing was sent: nobody is there to confirm", hint=f"pressctl send {slug} {option} --yes")
    if session.ask(f"Type {number} to send it again, anything else to stop: ") != str(number):
        raise Refused("nothing was sent")


def _end(session: Session, done: list[Dispatched], *, as_json: bool) -> None:
    if as_json:
        write_json({"version": 1, "sendings": [under_way.result(one) for one in done]})
    else:
        for one in done:
            session.console.print(f"Plan {one.plan.id} stands so now:", markup=False)
            under_way.say(session, one)
    code = max((under_way.exit_code(one) for one in done), default=ExitCode.DONE)
    if code is not ExitCode.DONE:
        raise typer.Exit(code)


def _described(again: Again, number: int) -> dict[str, object]:
    one = again.messages[number]
    return {
        "address": one.email,
        "name": one.name,
        "state": one.state.value,
        "plan": one.plan_id,
        "purpose": one.purpose,
        "version": one.version,
        "attempts": one.attempts,
        "answer": one.reply,
    }
