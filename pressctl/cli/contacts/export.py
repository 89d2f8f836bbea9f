"""`pressctl contacts export`: the press list for other programs, or all that is held on one person."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pressctl.cli.arguments import AS_JSON, split_list
from pressctl.cli.completion import complete_contact, complete_segment
from pressctl.cli.people.person import export_person
from pressctl.cli.session import session_of
from pressctl.cli.telling.json_output import write_json
from pressctl.cli.telling.next_step import say_next
from pressctl.cli.telling.quantities import count, size
from pressctl.errors import UsageError


def export(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="FILE.csv, .xlsx or .vcf; with --person FILE.zip, .json or .txt."),
    ],
    *,
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to",
            "-s",
            metavar="NAME|EXPR",
            help="Only these: a segment, a tag or an expression.",
            autocompletion=complete_segment,
        ),
    ] = None,
    columns: Annotated[list[str] | None, typer.Option(metavar="COLUMNS", help="Only these: email,name,outlet")] = None,
    excel: Annotated[bool, typer.Option("--excel", help="CSV with semicolons, as Excel opens it by itself.")] = False,
    vcard: Annotated[int, typer.Option(metavar="3|4", help="The version of vCards.")] = 4,
    person: Annotated[
        str | None,
        typer.Option(
            "--person",
            metavar="WHO",
            help="All that is held on this person instead.",
            autocompletion=complete_contact,
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", "--replace", help="Write over the file if it is there.")] = False,
    as_json: AS_JSON = False,
) -> None:
    """Write the press list for other programs, safe against spreadsheet formulas."""
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
    done = export_contacts(
        session.workspace,
        session.config,
        file,
        manner,
        segments=to or (),
        columns=split_list(columns),
        force=force,
    )
    if as_json:
        write_json(
            {
                "version": 1,
                "file": str(done.path),
                "contacts": done.contacts,
                "columns": list(done.columns),
                "bytes": done.octets,
                "do_not_mail": done.silent,
                "kept_by_git": done.kept_by_git,
            }
        )
        return
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
