"""`pressctl variant`: a language to translate into, and what its original has changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pressctl.cli.arguments import SLUG
from pressctl.cli.completion import complete_language
from pressctl.cli.session import Session, session_of
from pressctl.cli.telling.json_output import write_json
from pressctl.cli.telling.next_step import say_next
from pressctl.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pressctl.workflow.translation.variants import Changes


READ = "read"
"""`pressctl variant read FILE` takes a translator's document back."""


_LANGUAGE = Annotated[
    str,
    typer.Argument(
        metavar="LANG",
        help="Language code, such as az. After read: a Word document that a translator returned.",
        autocompletion=complete_language,
    ),
]
_DONE = Annotated[bool, typer.Option("--done", help="Say that it translates the original as it is now.")]
_ANYWAY = Annotated[bool, typer.Option("--anyway", help="With --done: although it looks untranslated or untouched.")]
_CHANGES = Annotated[bool, typer.Option("--changes", help="Show what the original has changed since.")]
_DOCX = Annotated[bool, typer.Option("--docx", help="Write source beside target for a translator who works in Word.")]
_AS_JSON = Annotated[bool, typer.Option("--json", help="With --changes, --docx and read: one JSON object.")]


def variant(
    context: typer.Context,
    slug: SLUG,
    language: _LANGUAGE,
    *,
    done: _DONE = False,
    anyway: _ANYWAY = False,
    changes: _CHANGES = False,
    docx: _DOCX = False,
    as_json: _AS_JSON = False,
) -> None:
    """Make a language variant to translate, and keep it current."""
    session = session_of(context)
    _refuse_contradictions(
        {"--done": done, "--changes": changes, "--anyway": anyway, "--docx": docx, "--json": as_json}, slug
    )
    if docx or slug == READ:
        from pressctl.cli.translation import document

        if docx:
            document.write(session, slug, language, as_json=as_json)
        else:
            document.read(session, language, as_json=as_json)
    elif changes:
        _tell_changes(session, slug, language, as_json=as_json)
    elif done:
        _mark_done(session, slug, language, anyway=anyway)
    else:
        _add(session, slug, language)


def _refuse_contradictions(given: Mapping[str, bool], slug: str) -> None:
    if given["--docx"] or slug == READ:
        if given["--done"] or given["--changes"] or given["--anyway"] or (given["--docx"] and slug == READ):
            raise UsageError("--docx and read stand alone")
        return
    if given["--anyway"] and not given["--done"]:
        raise UsageError("--anyway belongs to --done")
    if given["--done"] and given["--changes"]:
        raise UsageError("--done and --changes are two things; ask for one")
    if given["--json"] and not given["--changes"]:
        raise UsageError("--json belongs to --changes, --docx and read")


def _add(session: Session, slug: str, language: str) -> None:
    from pressctl.workflow.translation.variants import add_variant

    path = add_variant(session.desk(), slug, language)
    session.console.print(f"{session.symbols.done} {path}", markup=False)
    session.console.print("  It holds the original's text, to be translated over; the facts stay in the original.")
    say_next(session.console, f"translate it, then pressctl variant {slug} {language} --done")


def _mark_done(session: Session, slug: str, language: str, *, anyway: bool) -> None:
    from pressctl.workflow.translation.variants import mark_done

    path = mark_done(session.acting_desk(), slug, language, anyway=anyway)
    session.console.print(f"{session.symbols.done} {path} translates the original as it is now", markup=False)
    say_next(session.console, f"pressctl preview {slug} --language {language}")


def _tell_changes(session: Session, slug: str, language: str, *, as_json: bool) -> None:
    """Tell what the original has changed since; exit 1 where that is something."""
    from pressctl.workflow.translation.variants import changes_since

    found = changes_since(session.desk(), slug, language)
    _print_json(found, language) if as_json else _show_changes(session, found, language)
    if not found.current:
        raise typer.Exit(ExitCode.FINDINGS)


def _print_json(found: Changes, language: str) -> None:
    write_json(
        {
            "version": 1,
            "slug": found.slug,
            "language": language,
            "current": found.current,
            "known": found.known,
            "blocks": [{"where": one.where, "before": one.before, "after": one.after} for one in found.blocks],
            "to_add": found.to_add or None,
        }
    )


def _show_changes(session: Session, found: Changes, language: str) -> None:
    console, symbols = session.console, session.symbols
    if found.current:
        console.print(f"{symbols.done} {language}.md translates the original as it is now", markup=False)
        return
    if not found.known:
        console.print(
            f"{symbols.warning} {language}.md is out of date; which blocks changed is not known here", markup=False
        )
    else:
        console.print(f"{symbols.warning} {language}.md is out of date: {found.summary()}", markup=False)
    for change in found.blocks:
        console.print(f"\n  {change.where}", style="bold", markup=False)
        for mark, text, style in (("-", change.before, "red"), ("+", change.after, "green")):
            for line in text.splitlines():
                console.print(f"    {mark} {line}", style=style, markup=False)
    if found.to_add:
        console.print(f"\n  Add to the front matter of {language}.md, and translate:", style="bold", markup=False)
        for line in found.to_add.splitlines():
            console.print(f"    {line}", markup=False)
    console.print()
    say_next(console, f"mend {language}.md, then pressctl variant {found.slug} {language} --done")
