"""`pressctl preview`: how a release reads, in the terminal or in a browser, and as one person gets it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pressctl.cli.arguments import SLUG
from pressctl.cli.completion import complete_contact, complete_language
from pressctl.cli.session import Session, session_of
from pressctl.cli.telling.json_output import write_json
from pressctl.errors import UsageError

if TYPE_CHECKING:
    from pressctl.workflow.opening import Opened
    from pressctl.workflow.sending.mailing import PersonalMail


def preview(
    context: typer.Context,
    slug: SLUG,
    *,
    language: Annotated[
        str | None,
        typer.Option("--language", "-l", help="Which language; the original's.", autocompletion=complete_language),
    ] = None,
    as_: Annotated[
        str | None,
        typer.Option(
            "--as", metavar="CONTACT", help="The mail as this person gets it.", autocompletion=complete_contact
        ),
    ] = None,
    open_: Annotated[bool, typer.Option("--open", help="Show it in a browser.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object: the text, or with --as the mail.")] = False,
) -> None:
    """Show how a release reads."""
    from pressctl.workflow.opening import open_release
    from pressctl.workflow.sending.mailing import mail_for

    if as_ is not None and language is not None:
        raise UsageError("--as shows the language that this person gets; leave --language out")
    if as_json and open_:
        raise UsageError("--open and --json are two things; ask for one")
    session = session_of(context)
    opened = open_release(session.workspace, session.config, slug)
    if as_ is not None:
        mail = mail_for(session.desk(), opened, as_)
        if as_json:
            _print_mail(opened, mail)
            return
        _browse(session, opened, mail.html, f"{mail.language}.mail") if open_ else _show_mail(session, mail)
        return
    if as_json:
        _print_text(session, opened, language)
    else:
        _preview_sheet(session, opened, language, browse=open_)


def _preview_sheet(session: Session, opened: Opened, language: str | None, *, browse: bool) -> None:
    from pressctl.cli.releases.notes import show_state
    from pressctl.export.html import render_html
    from pressctl.export.text import render_text
    from pressctl.workflow.sheets import sheet_of

    (edition,) = opened.editions((language or opened.release.original,))
    sheet = sheet_of(opened, edition, session.clock())
    if browse:
        _browse(session, opened, render_html(sheet, workspace=opened.workspace), sheet.language)
    elif session.console.soft_wrap:
        session.console.print(render_text(sheet), markup=False)
    else:
        from pressctl.cli.releases.sheet_view import show_sheet

        show_sheet(session.console, sheet)
    show_state(session, opened)


def _print_text(session: Session, opened: Opened, language: str | None) -> None:
    from pressctl.export.text import render_text
    from pressctl.workflow.sheets import sheet_of

    (edition,) = opened.editions((language or opened.release.original,))
    sheet = sheet_of(opened, edition, session.clock())
    told = {"slug": opened.release.slug, "language": sheet.language, "title": sheet.properties.title}
    write_json({"version": 1, **told, "text": render_text(sheet)})


def _print_mail(opened: Opened, mail: PersonalMail) -> None:
    fields = {"from": mail.sender, "to": mail.recipient, "reply_to": mail.reply_to, "subject": mail.subject}
    told = {"slug": opened.release.slug, "language": mail.language, **fields}
    write_json({"version": 1, **told, "text": mail.text, "html": mail.html})


def _show_mail(session: Session, mail: PersonalMail) -> None:
    console = session.console
    for label, value in (
        ("From", mail.sender),
        ("To", mail.recipient),
        ("Reply-To", mail.reply_to),
        ("Subject", mail.subject),
    ):
        if value:
            console.print(f"{label + ':':<10}{value}", markup=False, style="dim" if label != "Subject" else "bold")
    console.print()
    console.print(mail.text, markup=False)


def _browse(session: Session, opened: Opened, html: str, name: str) -> None:
    """Write the page where the release's exports are, and open it; say where it is in any case."""
    import webbrowser

    from pressctl.workflow.exporting.one import write_preview

    path = write_preview(opened, html, name)
    opened_it = webbrowser.open(path.resolve().as_uri())
    session.console.print(f"{session.symbols.done if opened_it else session.symbols.warning} {path}", markup=False)
    if not opened_it:
        session.console.print("  No browser could be started; open the file by hand.")
