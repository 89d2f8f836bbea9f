"""`pressctl correct` and `pressctl withdraw`: a wrong release put right, in minutes, with everybody who has it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from pressctl.cli.arguments import ENDS_WITH_JSON, OVERRIDE, SLUG, WHY, YES_PASSES_NO_GATE, split_list
from pressctl.cli.corrections.questions import ask
from pressctl.cli.corrections.view import remind, show_case, show_where
from pressctl.cli.session import Session, session_of
from pressctl.cli.telling.next_step import say_next
from pressctl.cli.telling.quantities import count
from pressctl.errors import UsageError
from pressctl.model.kind import Effect

if TYPE_CHECKING:
    from pressctl.workflow.corrections.case import Case, Said

_VERSION = Annotated[int | None, typer.Option("--version", metavar="N", help="Which version; the newest that left.")]
_DRAFT = Annotated[bool, typer.Option("--draft", help="Only write the notice, to be edited or approved first.")]
_DRY_RUN = Annotated[bool, typer.Option("--dry-run", help="Write the notice, show the plan, send nothing.")]
_ATTACH = Annotated[list[str] | None, typer.Option(metavar="FORMAT", help="Attach the notice, too: docx or pdf.")]


def correct(
    context: typer.Context,
    slug: SLUG,
    *,
    wrong: Annotated[
        list[str] | None,
        typer.Option(metavar="[LANG=]TEXT", help="What was wrong: the words as they stand, or a sentence."),
    ] = None,
    right: Annotated[list[str] | None, typer.Option(metavar="[LANG=]TEXT", help="What is right.")] = None,
    notice_only: Annotated[bool, typer.Option("--notice-only", help="Without the corrected text below it.")] = False,
    version: _VERSION = None,
    draft: _DRAFT = False,
    dry_run: _DRY_RUN = False,
    yes: YES_PASSES_NO_GATE = False,
    attach: _ATTACH = None,
    override: OVERRIDE = None,
    why: WHY = None,
    as_json: ENDS_WITH_JSON = False,
) -> None:
    """Send a labelled correction to those who have the wrong version.

    Each gets it in the language in which they have the release, as an answer to their own message.
    """
    from pressctl.workflow.corrections.wording import said_by_language

    session = session_of(context)
    case = _open(session, slug, Effect.CORRECTION, version, quiet=as_json, stop=not dry_run)
    given = said_by_language(case, {"wrong": wrong or (), "right": right or ()})
    notice, said = _notice(session, case, given, text_follows=not notice_only, quiet=as_json)
    if draft:
        say_next(session.console, f"pressctl correct {slug}, once it is as it should be")
        return
    if not as_json:
        remind(session, case, said)
    _send(session, notice, attach=attach, override=override, why=why, yes=yes, dry_run=dry_run, as_json=as_json)


def withdraw(
    context: typer.Context,
    slug: SLUG,
    *,
    reason: Annotated[
        list[str] | None, typer.Option(metavar="[LANG=]TEXT", help="Why, in a sentence; it is published.")
    ] = None,
    draft: _DRAFT = False,
    dry_run: _DRY_RUN = False,
    yes: YES_PASSES_NO_GATE = False,
    attach: _ATTACH = None,
    override: OVERRIDE = None,
    why: WHY = None,
    as_json: ENDS_WITH_JSON = False,
) -> None:
    """Ask those who have a release not to publish it; stop the rest."""
    from pressctl.workflow.corrections.wording import said_by_language

    session = session_of(context)
    case = _open(session, slug, Effect.WITHDRAWAL, None, quiet=as_json, stop=not dry_run)
    said = said_by_language(case, {"reason": reason or ()})
    notice, _ = _notice(session, case, said, quiet=as_json)
    if draft:
        say_next(session.console, f"pressctl withdraw {slug}, once it is as it should be")
        return
    _send(session, notice, attach=attach, override=override, why=why, yes=yes, dry_run=dry_run, as_json=as_json)


def _open(session: Session, slug: str, effect: Effect, version: int | None, *, quiet: bool, stop: bool) -> Case:
    """Look at what went wrong; stop what of it has not left, unless this is a dry run; say both."""
    from pressctl.workflow.corrections.case import open_case, stop_wrong

    case = open_case(session.desk(), slug, effect, version)
    session.introduce()
    stopped = stop_wrong(session.acting_desk(), case) if stop else 0
    if not quiet:
        show_case(session, case, stopped)
    return case


def _notice(
    session: Session, case: Case, said: Mapping[str, Said], *, text_follows: bool = True, quiet: bool = False
) -> tuple[str, Mapping[str, Said]]:
    """Return the slug of the notice, begun earlier or drafted now, and what was said for it in this run."""
    from pressctl.workflow.corrections.notice import draft_notice

    if case.begun is not None:
        if any(not one.empty for one in said.values()):
            raise UsageError(
                f"releases/{case.begun}/ is drafted already, and its words stand there",
                hint="edit its files, or delete the folder to begin anew; then run this again without words",
            )
        if not quiet:
            session.console.print(f"{session.symbols.quiet} goes on with releases/{case.begun}/", markup=False)
        return case.begun, said
    if case.unserved is not None and all(one.empty for one in said.values()):
        slug, number = case.unserved
        if not quiet:
            more = f"goes on with releases/{slug}/: {count(number, 'person has', 'people have')} not had it"
            session.console.print(f"{session.symbols.quiet} {more}", markup=False)
        return slug, said
    given = [language for language, one in said.items() if one.wrong]
    if not quiet:
        for language in given:
            show_where(session, case, language, said[language])
    if session.interactive:
        said = ask(session, case, said, text_follows=text_follows)
    slug = draft_notice(session.acting_desk(), case, said, text_follows=text_follows)
    if not quiet:
        files = ", ".join(f"{language}.md" for language in case.languages)
        session.console.print(f"{session.symbols.done} releases/{slug}/", markup=False)
        session.console.print(f"    {files}\n", markup=False)
    return slug, said


def _send(
    session: Session,
    slug: str,
    *,
    attach: list[str] | None,
    override: list[str] | None,
    why: str | None,
    yes: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Plan, show, confirm and send the notice, as `send` does."""
    from pressctl.cli.sending.ordering import carry_out, overrides
    from pressctl.workflow.sending.preparing import Order

    order = Order(slug, attach=split_list(attach), overrides=overrides(override, why))
    kept = "The notice is kept, and nothing was sent: the same command without words goes on with it. "
    kept += f"To begin anew, delete releases/{slug}/"
    carry_out(session, order, yes=yes, dry_run=dry_run, as_json=as_json, kept=kept)
