"""`pressctl contacts optout`: readers who ask not to be mailed any more, by address, token or saved mail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pressctl.cli.arguments import AS_JSON
from pressctl.cli.session import session_of
from pressctl.cli.telling.json_output import write_json
from pressctl.errors import ExitCode

if TYPE_CHECKING:
    from pressctl.cli.session import Session
    from pressctl.workflow.contacts.opting_out import Heard


def optout(
    context: typer.Context,
    given: Annotated[
        list[str], typer.Argument(metavar="ADDRESS|FILE.eml...", help="An address, a saved mail, or a token.")
    ],
    as_json: AS_JSON = False,
) -> None:
    """Take readers who asked for it off every sending.

    They are named by address, or by the mail that they wrote.

    A mail counts when it holds the token that its reader was given, or answers a message of theirs, and comes from
    the same address.
    """
    from pressctl.workflow.contacts.opting_out import opt_out

    session = session_of(context)
    session.do_without_config()
    session.introduce()
    heard = opt_out(session.acting_desk(), given)
    if as_json:
        write_json({"version": 1, "heard": [_described(one) for one in heard]})
    else:
        for one in heard:
            _say(session, one)
    code = max((one.refused.exit_code for one in heard if one.refused is not None), default=ExitCode.DONE)
    if code is not ExitCode.DONE:
        raise typer.Exit(code)


def _say(session: Session, one: Heard) -> None:
    console, symbols = session.console, session.symbols
    if one.refused is not None:
        console.print(f"{symbols.failed} {one.given}: {one.refused.message}", markup=False, style="red")
        if one.refused.hint:
            console.print(f"    {one.refused.hint}", markup=False)
    elif one.already:
        console.print(f"{symbols.quiet} {one.address} is marked do not mail already", markup=False)
    else:
        console.print(f"{symbols.done} {one.address} is left out of every sending from now on", markup=False)


def _described(one: Heard) -> dict[str, object]:
    return {
        "given": one.given,
        "address": one.address or None,
        "already": one.already,
        "refused": one.refused.message if one.refused is not None else None,
    }
