"""`pressctl export`: the release as Word, PDF, HTML, plain text and e-mail files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pressctl.cli.arguments import ENDS_WITH_JSON, split_list
from pressctl.cli.completion import complete_kind, complete_slug
from pressctl.cli.exporting.view import described, show_written
from pressctl.cli.session import Session, session_of
from pressctl.cli.telling.json_output import write_json
from pressctl.errors import UsageError
from pressctl.frozen import replace

if TYPE_CHECKING:
    from pressctl.config.looks import LookName
    from pressctl.export.base import Format
    from pressctl.workflow.exporting.one import ExportOrder


_SLUGS = Annotated[
    list[str] | None,
    typer.Argument(metavar="SLUG", help="The releases, or parts of their names.", autocompletion=complete_slug),
]
_EVERY = Annotated[bool, typer.Option("--all", help="Every release of the workspace.")]
_KIND = Annotated[
    str | None,
    typer.Option(metavar="KIND", help="With --all: releases of this kind.", autocompletion=complete_kind),
]
_SINCE = Annotated[str | None, typer.Option(metavar="DATE", help="With --all: datelined on this day or later.")]
_FORMATS = Annotated[
    list[str] | None, typer.Option("--format", "-f", help="docx, pdf, html, txt or eml; several with commas. [all]")
]
_LANGUAGES = Annotated[
    list[str] | None, typer.Option("--language", "-l", help="Language code; several with commas. [all]")
]
_OUTPUT = Annotated[Path | None, typer.Option("--output", "-o", metavar="DIR", help="Folder to write to.")]
_LOOK = Annotated[
    str | None,
    typer.Option("--look", metavar="NAME", help="modern or classic, in place of the office's own layouts."),
]
_VIA = Annotated[
    str | None,
    typer.Option("--via", metavar="PROGRAM", help="libreoffice: make the PDF of the very Word document."),
]


def export(
    context: typer.Context,
    slugs: _SLUGS = None,
    *,
    every: _EVERY = False,
    kind: _KIND = None,
    since: _SINCE = None,
    formats: _FORMATS = None,
    languages: _LANGUAGES = None,
    output: _OUTPUT = None,
    look: _LOOK = None,
    via: _VIA = None,
    as_json: ENDS_WITH_JSON = False,
) -> None:
    """Write the release as DOCX, PDF, HTML, plain text and e-mail."""
    from pressctl.workflow.exporting.one import ExportOrder

    session = session_of(context)
    named = tuple(dict.fromkeys(slugs or ()))
    narrowed = {"--kind": kind, "--since": since}
    _refuse_contradictions(named, narrowed, every=every)
    order = ExportOrder(_formats(formats), split_list(languages), output, _look(look))
    with _typesetter(session, via, order) as order:
        if every or len(named) > 1:
            from pressctl.cli.exporting.many import export_several

            export_several(session, order, named, kind, since, as_json=as_json)
        else:
            _export_one(session, named[0], order, as_json=as_json)
    if order.look is None and any(format_.value == "docx" for format_ in order.formats):
        from pressctl.cli.releases.notes import show_lent

        show_lent(session)


def _export_one(session: Session, slug: str, order: ExportOrder, *, as_json: bool) -> None:
    from pressctl.cli.releases.notes import counted, show_faults
    from pressctl.workflow.checking.faults import faults_of
    from pressctl.workflow.exporting.one import export as export_release
    from pressctl.workflow.opening import open_release

    opened = open_release(session.workspace, session.config, slug)
    written = export_release(session.desk(), opened, order)
    faults = faults_of(opened, session.clock())
    if as_json:
        write_json({"version": 1, "files": described(written), "check": counted(faults)})
    else:
        show_written(session, opened, written)
        show_faults(session, faults, session.workspace.short_name(opened.release.slug))


def _refuse_contradictions(named: tuple[str, ...], narrowed: dict[str, str | None], *, every: bool) -> None:
    if not named and not every:
        raise UsageError("which release? name one, or --all", hint="pressctl list shows the releases")
    if named and every:
        raise UsageError("--all is every release; leave the names out")
    idle = [option for option, value in narrowed.items() if value is not None and not every]
    if idle:
        raise UsageError(f"{idle[0]} narrows --all; it has no say over releases that are named")


@contextmanager
def _typesetter(session: Session, via: str | None, order: ExportOrder) -> Iterator[ExportOrder]:
    """Yield the order with what makes its PDF, ready as long as files are written."""
    if via is None:
        yield order
        return
    from pressctl.export.base import Format
    from pressctl.export.libreoffice import libreoffice

    if via.lower() != "libreoffice":
        raise UsageError(f'no program "{via}"; --via libreoffice is what there is')
    if Format.PDF not in order.formats:
        raise UsageError("--via says how the PDF is made; add pdf to --format")
    with libreoffice(session.desk().environment) as program:
        yield replace(order, typesetter=program)


def _formats(given: list[str] | None) -> tuple[Format, ...]:
    from pressctl.export.base import Format

    known = [format_.value for format_ in Format]
    names = tuple(name.lower().lstrip(".") for name in split_list(given)) or tuple(known)
    unknown = [name for name in names if name not in known]
    if unknown:
        raise UsageError(f'no format "{unknown[0]}"; formats are {", ".join(known)}')
    return tuple(dict.fromkeys(Format(name) for name in names))


def _look(name: str | None) -> LookName | None:
    from pressctl.config.looks import LookName

    known = [look.value for look in LookName]
    if name is not None and name.lower() not in known:
        raise UsageError(f'no look "{name}"; looks are {" and ".join(known)}')
    return LookName(name.lower()) if name is not None else None
