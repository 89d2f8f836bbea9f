"""`pressctl redline`: what changed between two versions, as a Word document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pressctl.cli.arguments import AS_JSON, SLUG
from pressctl.cli.completion import complete_language
from pressctl.cli.session import Session, session_of
from pressctl.cli.telling.json_output import write_json
from pressctl.cli.telling.next_step import say_next

if TYPE_CHECKING:
    from pressctl.workflow.review.redlining import Redlines


def redline(
    context: typer.Context,
    slug: SLUG,
    *,
    from_version: Annotated[int, typer.Option("--from", metavar="VERSION", help="The older version.")],
    to_version: Annotated[
        int | None, typer.Option("--to", metavar="VERSION", help="The newer version; the last one otherwise.")
    ] = None,
    language: Annotated[
        str | None, typer.Option(metavar="LANG", help="One language; all otherwise.", autocompletion=complete_language)
    ] = None,
    output: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder for the files; the release's own out/ otherwise.")
    ] = None,
    as_json: AS_JSON = False,
) -> None:
    """Write what changed between two versions as tracked changes."""
    from pressctl.workflow.review.redlining import RedlineOrder
    from pressctl.workflow.review.redlining import redline as write

    session = session_of(context)
    done = write(session.desk(), RedlineOrder(slug, from_version, to_version, language, output))
    root = session.workspace.root
    shown = [file.path.relative_to(root) if file.path.is_relative_to(root) else file.path for file in done.files]
    write_json(_described(done, shown)) if as_json else _say(session, done, shown)


def _described(done: Redlines, shown: list[Path]) -> dict[str, object]:
    files = zip(shown, done.files, strict=True)
    return {
        "version": 1,
        "release": done.slug,
        "from": done.old.number,
        "to": done.new.number,
        "files": [{"path": path.as_posix(), "language": file.language} for path, file in files],
        "unchanged": list(done.unchanged),
        "passed_over": list(done.passed_over),
        "newer_text": done.newer_text,
    }


def _say(session: Session, done: Redlines, shown: list[Path]) -> None:
    console, symbols = session.console, session.symbols
    for path in shown:
        console.print(f"{symbols.done} {path}", markup=False)
    if done.unchanged:
        console.print(f"{symbols.quiet} nothing has changed in {', '.join(done.unchanged)}", markup=False)
    if done.passed_over:
        console.print(f"{symbols.quiet} only in one of both versions: {', '.join(done.passed_over)}", markup=False)
    if done.newer_text:
        console.print(
            f"{symbols.warning} today's text is newer than version {done.new.number} and not in it", markup=False
        )
    say_next(console, "open it in Word or LibreOffice: accepted it is the newer version, rejected the older one")
