"""`pressctl contacts export`: the press list for other programs, or all that is held on one person."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pressctl.cli.arguments import AS_JSON, split_list
from pressctl.cli.completion import complete_contact, complete_segment
from pressctl.cli.people.person import export_person
from pressctl.cli.session import Session, session_of
from pressctl.cli.telling.json_output import write_json
from pressctl.cli.telling.next_step import say_next
from pressctl.cli.telling.quantities import count, size
from pressctl.errors import UsageError

if TYPE_CHECKING:
    from pressctl.workflow.contacts.exporting import Exported


_FILE = Annotated[
    Path, typer.Argument(metavar="FILE", help="FILE.csv, .xlsx or .vcf; with --person FILE.zip, .json or .txt.")
]
_TO = Annotated[
    list[str] | None,
    typer.Option(
        "--to",
        "-s",
        metavar="NAME|EXPR",
        help="Only these: a segment, a tag or an expression.",
        autocompletion=complete_segment,
    ),
]
_PERSON = Annotated[
    str | None,
    typer.Option(
        "--person", metavar="WHO", help="All that is held on this person instead.", autocompletion=complete_contact
    ),
]
_COLUMNS = Annotated[list[str] | None, typer.Option(metavar="COLUMNS", help="Only these: email,name,outlet")]
_EXCEL = Annotated[bool, typer.Option("--excel", help="CSV with semicolons, as Excel opens it by itself.")]
_VCARD = Annotated[int, typer.Option(metavar="3|4", help="The version of vCards.")]
_FORCE = Annotated[bool, typer.Option("--force", "--replace", help="Write over the file if it is there.")]


def export(
    context: typer.Context,
    file: _FILE,
    *,
    to: _TO = None,
    columns: _COLUMNS = None,
    excel: _EXCEL = False,
    vcard: _VCARD = 4,
    person: _PERSON = None,
    force: _FORCE = False,
    as_json: AS_JSON = False,
) -> None:
    """Write the press list for other programs.

    No cell of it is a formula to a spreadsheet program.
    """
    from pressctl.store.lists.writing import Manner
    from pressctl.workflow.contacts.exporting import export_contacts

    session = session_of(context)
    if person is not None:
        if to or columns or excel:
            raise UsageError("--person hands over all that is held on one person; it goes with no choice of columns")
        export_person(session, person, file, replace=force, as_json=as_json)
        return
    if vcard not in {3, 4}:
        raise UsageError(f"--vcard {vcard}: there are 3 and 4")
    manner = Manner(excel=excel, vcard=f"{vcard}.0")
    chosen = split_list(columns)
    done = export_contacts(
        session.workspace, session.config, file, manner, segments=to or (), columns=chosen, force=force
    )
    write_json(_described(done)) if as_json else _say(session, done)


def _described(done: Exported) -> dict[str, object]:
    return {
        "version": 1,
        "file": str(done.path),
        "contacts": done.contacts,
        "columns": list(done.columns),
        "bytes": done.octets,
        "do_not_mail": done.silent,
        "kept_by_git": done.kept_by_git,
    }


def _say(session: Session, done: Exported) -> None:
    symbols = session.symbols
    said = [
        f"{symbols.done} {done.path} ({size(done.octets)}): {count(done.contacts, 'contact')}; only you can read it"
    ]
    if done.silent:
        said.append(f"{symbols.warning} {done.silent:,} of them marked do not mail: whoever gets the file must know")
    if done.kept_by_git:
        said.append(f"{symbols.warning} git would keep this file, and with it personal data, for ever")
    said += [f"{symbols.quiet} Not carried: {phrase}" for phrase in done.cannot_carry]
    for line in said:
        session.console.print(line, markup=False)
    say_next(session.console, "it holds personal data; hand it over by a safe road, then delete it")
