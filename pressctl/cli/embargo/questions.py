"""What is asked before an answer about an embargo counts for many, and before a lift is moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressctl.cli.session import Session
from pressctl.cli.telling.quantities import count
from pressctl.errors import Refused, UsageError

if TYPE_CHECKING:
    from pressctl.model.embargo import Answer
    from pressctl.workflow.embargo.agreeing import Meant
    from pressctl.workflow.embargo.moving import Move

_PAST = {"agreed": "agreed", "refused": "refused", "withdrawn": "taken it back"}


def confirm_segment(session: Session, meant: Meant, answer: Answer) -> None:
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


def ask_reason(session: Session) -> str:
    """Ask why a lift is moved.

    Raises:
        UsageError: nobody sits there to be asked.
    """
    if not session.interactive:
        raise UsageError("a reason is needed: --reason TEXT")
    session.console.print("The reason stands in the record for good; name no journalist in it.")
    return session.ask("Why: ")


def confirm_later(session: Session, move: Move) -> None:
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
