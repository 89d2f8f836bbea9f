"""`pressctl import`: a release that somebody else wrote becomes a release file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pressctl.cli.arguments import AS_JSON
from pressctl.cli.completion import complete_kind
from pressctl.cli.session import session_of
from pressctl.errors import BadInput, ExitCode, UsageError

if TYPE_CHECKING:
    from pressctl.workflow.importing.taking import Foreign


def import_(
    context: typer.Context,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Text, Markdown, HTML, DOCX or .eml; - is standard input.")
    ],
    *,
    into: Annotated[
        str | None, typer.Option("--into", metavar="SLUG", help="Folder of the new release; else day and headline.")
    ] = None,
    as_kind: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar="KIND",
            help="Kind of release; else what its status line says.",
            autocompletion=complete_kind,
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be taken; write nothing.")] = False,
    as_json: AS_JSON = False,
) -> None:
    """Make a release of a text, web page, Word document or mail.

    It says what it took from which lines, how sure it is, and what has no place. The document itself is kept beside
    the release, in its folder imported/.
    """
    from pressctl.workflow.importing.document import document_of
    from pressctl.workflow.importing.taking import import_release

    session = session_of(context)
    if into is not None and len(files) > 1:
        raise UsageError("--into takes one document", hint="without it each release gets a slug of its own")
    read = [_read(file) for file in files]
    written = [None if dry_run else import_release(session.desk(), each, into, as_kind) for each in read]
    if as_json:
        from pressctl.cli.telling.json_output import write_json

        documents = [document_of(one, made) for one, made in zip(read, written, strict=True)]
        write_json(documents[0] if len(documents) == 1 else {"version": 1, "documents": documents})
    else:
        from pressctl.cli.importing.view import show_import

        for one, made in zip(read, written, strict=True):
            show_import(session, one, made)
    if any(made is not None and made.problems for made in written):
        raise typer.Exit(ExitCode.FINDINGS)


def _read(file: Path) -> Foreign:
    """Read a document, or what comes on standard input.

    Raises:
        BadInput: it cannot be read; the problem names the file.
    """
    from pressctl.workflow.importing.taking import read_foreign_release

    if str(file) != "-":
        return read_foreign_release(file)
    data = sys.stdin.buffer.read()
    if not data.strip():
        raise BadInput("nothing came on standard input", hint="pressctl import - < release.txt")
    return read_foreign_release(None, data)
