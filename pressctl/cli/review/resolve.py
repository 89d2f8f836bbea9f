"""`pressctl review resolve`: a Word document with all its tracked changes accepted, or all rejected."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pressctl.cli.session import session_of
from pressctl.cli.telling.quantities import count
from pressctl.errors import UsageError


def resolve(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="IN.docx", help="Any Word document.")],
    *,
    accept: Annotated[bool, typer.Option("--accept-all", help="Accept every tracked change.")] = False,
    reject: Annotated[bool, typer.Option("--reject-all", help="Reject every tracked change.")] = False,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="OUT.docx", help="Where to write the result.")],
) -> None:
    """Accept or reject all tracked changes of a Word document.

    In the body, tables, text boxes, headers, footers and notes. Comments stay, unless the words that they were about
    are gone.
    """
    from pressctl.ooxml.settling.way import Way
    from pressctl.workflow.review.resolving import resolve as resolve_file

    if accept == reject:
        raise UsageError("say which: --accept-all, or --reject-all")
    session = session_of(context)
    marks = resolve_file(file, Way.ACCEPT if accept else Way.REJECT, output)
    done = "accepted" if accept else "rejected"
    said = f"{count(marks, 'tracked change')} {done}" if marks else "there was no tracked change in it"
    session.console.print(f"{session.symbols.done} {output}: {said}", markup=False)
