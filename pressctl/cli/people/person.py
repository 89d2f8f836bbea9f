"""`pressctl contacts show`, `export --person` and `erase`: one person's rights, in the terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pressctl.cli.arguments import AS_JSON
from pressctl.cli.completion import complete_contact
from pressctl.cli.session import Session, session_of
from pressctl.cli.telling.json_output import write_json
from pressctl.cli.telling.next_step import say_next
from pressctl.cli.telling.quantities import count, size
from pressctl.errors import ExitCode, NothingToDo, UsageError

if TYPE_CHECKING:
    from pressctl.workflow.people.erasing import Erased, Erasure
    from pressctl.workflow.people.person import Identity

WHO = Annotated[
    str,
    typer.Argument(
        metavar="WHO",
        help="An address, a name, or a part of either.",
        show_default=False,
        autocompletion=complete_contact,
    ),
]


def show(
    context: typer.Context,
    who: WHO,
    as_json: AS_JSON = False,
) -> None:
    """Show all that is on file about a person.

    And everything that was ever sent to them.
    """
    from pressctl.cli.people.view import show_person
    from pressctl.model.plain_words import STATES
    from pressctl.store.press_list.removal import rows_of
    from pressctl.workflow.people.described import described
    from pressctl.workflow.people.person import look_up

    session = session_of(context)
    session.do_without_config()
    person = look_up(session.desk(), choose(session, who))
    if as_json:
        own = rows_of(session.workspace.contacts_file, person.identity.key)
        write_json({"version": 1, **described(person, own, STATES)})
    else:
        show_person(session, person)


def export_person(session: Session, who: str, path: Path, *, replace: bool = False, as_json: bool = False) -> None:
    """Write everything that is held on a person into FILE.zip, FILE.json or FILE.txt: `contacts export --person`."""
    from pressctl.model.plain_words import STATES
    from pressctl.workflow.people.files import hand_over

    handed = hand_over(session.desk(), choose(session, who), path, STATES, replace=replace)
    if as_json:
        write_json({"version": 1, "file": str(handed.path), "bytes": handed.octets, "mails": handed.mails})
        return
    name = handed.person.identity.name or handed.person.identity.address
    said = f"{handed.path} ({size(handed.octets)}): all that is held on {name}, {count(handed.mails, 'mail')}"
    session.console.print(f"{session.symbols.done} {said}", markup=False)
    say_next(session.console, "hand it over by a safe road, then delete it")


def erase(
    context: typer.Context,
    who: WHO,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="For scripts: do not ask for the address.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would go and what stays; change nothing.")] = (
        False
    ),
    as_json: AS_JSON = False,
) -> None:
    """Erase a person: list, record, mails and copies.

    A keyed hash stays, so that they are never mailed again.
    """
    from pressctl.cli.people.view import erasure_fields, show_erased, show_erasure
    from pressctl.workflow.people.erasing import plan_erasure

    session = session_of(context)
    session.do_without_config()
    chosen = choose(session, who)
    with _looking(session) as progress:
        found = plan_erasure(session.desk(), chosen, progress)
    if dry_run:
        write_json({"version": 1, **erasure_fields(found)}) if as_json else show_erasure(session, found)
        return
    if not (as_json or (found.nothing and found.erased_at)):
        show_erasure(session, found)
    session.introduce()
    if not yes:
        _confirm(session, found)
    done = _erase(session, found)
    if as_json:
        write_json({"version": 1, **erasure_fields(found), "done": _counts(done)})
    else:
        show_erased(session, found, done)
    if done.left:
        raise typer.Exit(ExitCode.FINDINGS)


def _erase(session: Session, found: Erasure) -> Erased:
    from pressctl.workflow.people.erasing import erase as erase_person

    desk = session.acting_desk()
    with _looking(session) as progress:
        return erase_person(desk, found, progress=progress)


def _counts(done: Erased) -> dict[str, int]:
    return {
        "rows": done.rows,
        "deliveries": done.deliveries,
        "cancelled": done.cancelled,
        "files_deleted": done.deleted,
        "files_cleaned": done.cleaned,
    }


def choose(session: Session, who: str) -> Identity:
    """Return whom `who` means; in a terminal, asks where several are meant."""
    from pressctl.workflow.people.person import Ambiguous, identify

    try:
        return identify(session.desk(), who)
    except Ambiguous as error:
        if not session.interactive or len(error.candidates) > 20:
            raise
        candidates = error.candidates
    for number, each in enumerate(candidates, start=1):
        session.console.print(f"{number:>3}  {each.address}  {each.name}".rstrip(), markup=False)
    answer = session.ask("Which one? Number, or Enter to stop: ")
    if not answer:
        raise NothingToDo("nothing was done")
    if not (answer.isdecimal() and 1 <= int(answer) <= len(candidates)):
        raise UsageError(f'"{answer}" is none of the numbers')
    return candidates[int(answer) - 1]


def _confirm(session: Session, found: Erasure) -> None:
    """Ask for the address to be typed: erasing cannot be taken back."""
    from pressctl.model.contact import recipient_key

    if not session.interactive:
        raise UsageError("erasing asks for the address to be typed in a terminal; in a script it needs --yes")
    session.console.print("Erasing cannot be taken back.", markup=False)
    typed = session.ask("Type the address to erase this person, anything else to stop: ")
    try:
        same = recipient_key(typed) == found.identity.key
    except ValueError:
        same = False
    if not same:
        raise NothingToDo("nothing was changed")


class _looking:  # noqa: N801  # read as a phrase: with _looking(session) as progress
    """Show how far the look through the folder is, where a person sits there."""

    def __init__(self, session: Session) -> None:
        self._status = session.notices.status("Looking through the folder …")

    def __enter__(self) -> Callable[[int, int], None]:
        self._status.__enter__()

        def progress(done: int, total: int) -> None:
            if done % 50 == 0:
                self._status.update(f"Looking through the folder: {done:,} of {total:,} files")

        return progress

    def __exit__(self, *_: object) -> None:
        self._status.__exit__(None, None, None)
