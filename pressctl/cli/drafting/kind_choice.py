"""The question that comes before all others of `new`: which kind of release it shall be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressctl.config.validation import nearest
from pressctl.errors import NothingToDo

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pressctl.cli.session import Session
    from pressctl.workflow.office.kinds import ListedKind


def ask_kind(session: Session) -> str:
    """Show the kinds that can be used and return the name of the one that the person chooses.

    Raises:
        NothingToDo: none was chosen.
        Interrupted: the person stopped.
    """
    from pressctl.workflow.office.kinds import list_kinds

    usable = [listed for listed in list_kinds(session.workspace) if not listed.checked.problems]
    session.console.print("Which kind of release?\n")
    width = max(len(listed.name) for listed in usable)
    for number, listed in enumerate(usable, start=1):
        said = listed.kind.description if listed.kind else ""
        line = f"{number:>3}  {listed.name:<{width}}  {said}"
        session.console.print(line, markup=False, no_wrap=True, overflow="ellipsis")
    session.console.print()
    names = [listed.name for listed in usable]
    while True:
        answer = session.ask("Number or name, Enter to stop: ")
        if not answer:
            raise NothingToDo("nothing was begun", hint="pressctl kinds KIND shows what a kind asks for")
        chosen = _chosen(answer, names)
        if chosen is not None:
            session.console.print()
            return chosen
        session.console.print(f"  {session.symbols.failed} {_unknown(answer, usable)}", markup=False)


def _chosen(answer: str, names: Sequence[str]) -> str | None:
    """Return the kind that a number, a name or the beginning of one kind's name means."""
    if answer.isdecimal():
        return names[int(answer) - 1] if 1 <= int(answer) <= len(names) else None
    wanted = "-".join(answer.casefold().split())
    begun = [name for name in names if name.startswith(wanted)]
    return wanted if wanted in names else begun[0] if len(begun) == 1 else None


def _unknown(answer: str, usable: Sequence[ListedKind]) -> str:
    if answer.startswith("?"):
        return f"a number from the list, or how a name begins; pressctl kinds {usable[0].name} shows what it asks for"
    if answer.isdecimal():
        return f"there are {len(usable)} kinds"
    near = nearest("-".join(answer.casefold().split()), [listed.name for listed in usable])
    return f'no kind "{answer}"' + (f"; did you mean {near}?" if near else "")
