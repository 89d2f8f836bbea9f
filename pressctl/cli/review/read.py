"""`pressctl review read`: what came back, as a person reads it, as JSON, or as a page to pass on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pressctl.cli.arguments import AS_JSON
from pressctl.cli.session import session_of


def read(
    context: typer.Context,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Word documents that came back, or mails (.eml).")
    ],
    *,
    as_name: Annotated[
        str | None, typer.Option("--as", metavar="NAME", help='Who is meant by an author called "User".')
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE.html", help="Write it as a page to pass on.")
    ] = None,
    as_json: AS_JSON = False,
) -> None:
    """Show every change and comment of Word documents that came back.

    Each is led to its place in the copy that was sent, tracked or not. The files stay as they are, and so does the
    release: pressctl review apply takes changes over.
    """
    from pressctl.workflow.review.reading import read_returned

    session = session_of(context)
    found = read_returned(session.workspace_if_any(), files, as_name)
    if html is not None:
        from pressctl.workflow.review.page import write_page

        write_page(html, found)
    if as_json:
        from pressctl.cli.telling.json_output import write_json
        from pressctl.workflow.review.document import review_document

        write_json(review_document(found))
        return
    from pressctl.cli.review.read_view import show

    show(session, found, files)
    if html is not None:
        session.notices.print(f"{session.symbols.done} {html}", markup=False)
