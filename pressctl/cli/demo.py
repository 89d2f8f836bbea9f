"""`pressctl demo`: the main job from draft to record, in a folder of its own, without a question or a server."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pressctl.cli.session import Session, session_of
from pressctl.cli.telling.next_step import say_next
from pressctl.language.shell_words import shell_word

if TYPE_CHECKING:
    from pressctl.workflow.opening import Opened

LANGUAGES = ("en", "az", "ru")


def demo(
    context: typer.Context,
    folder: Annotated[Path | None, typer.Argument(metavar="DIR", help="Where; a new temporary folder.")] = None,
) -> None:
    """See the whole way from draft to record, without a server."""
    import tempfile

    from pressctl.config.me import system_user
    from pressctl.workflow.office.founding import found_office

    console = session_of(context).console
    root = folder or Path(tempfile.mkdtemp(prefix="pressctl-demo-")) / "press-office"
    founded = found_office(root, Session.clock_of("UTC"), system_user().name)
    desk = Session(root, me=system_user())
    console.print("A joint event, from the draft to the record. Nothing leaves this machine.\n", style="bold")
    _step(desk, 1, "A press office in a folder", f"pressctl init {root.name}")
    console.print(f"    {root}", markup=False)
    _step(desk, 2, "A release, drafted from answers, with its translations", "pressctl new joint-event --answers FILE")
    console.print(f"    releases/{founded.slug}/", markup=False)
    opened = _export(desk, founded.slug)
    _send(desk, opened)
    _record(desk, opened)
    console.print(f"\nLook around: cd {shell_word(root)}", markup=False)
    say_next(console, f"pressctl preview {_short(opened)}, or pressctl init my-office for your own")


def _step(session: Session, number: int, what: str, command: str) -> None:
    session.console.print(f"\n{number}  {what}", style="bold", markup=False)
    session.console.print(f"    $ {command}", style="dim", markup=False)


def _short(opened: Opened) -> str:
    """Return enough of the slug to name it."""
    return opened.workspace.short_name(opened.release.slug)


def _export(session: Session, slug: str) -> Opened:
    from pressctl.cli.telling.quantities import size
    from pressctl.export.base import Format
    from pressctl.workflow.exporting.one import ExportOrder, export
    from pressctl.workflow.opening import open_release

    opened = open_release(session.workspace, session.config, slug)
    _step(
        session, 3, "Exported in three languages", f"pressctl export {_short(opened)} --language {','.join(LANGUAGES)}"
    )
    for file in export(session.desk(), opened, ExportOrder(tuple(Format), LANGUAGES)):
        session.console.print(f"    out/…_{file.language}.{file.format}  {size(file.octets)}", markup=False)
    return opened


def _send(session: Session, opened: Opened) -> None:
    from pressctl.cli.sending.under_way import dispatched, end, show
    from pressctl.workflow.sending.preparing import Order, prepare

    _step(session, 4, "Planned, and sent into the outbox", f"pressctl send {_short(opened)} --to all")
    session.console.print()
    prepared = prepare(session.desk(), Order(opened.release.slug, ("all",)))
    show(session, prepared)
    end(session, dispatched(session, prepared), as_json=False)


def _record(session: Session, opened: Opened) -> None:
    from pressctl.cli.log.view import show_log, show_verification
    from pressctl.workflow.reporting import read_log, verify_record

    _step(session, 5, "The record", f"pressctl log {_short(opened)}, pressctl log --verify")
    session.console.print()
    show_log(session, read_log(session.desk(), opened.release.slug))
    show_verification(session, verify_record(session.desk(), None))
