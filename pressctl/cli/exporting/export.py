"""`pressctl export`: the release as Word, PDF, HTML, plain text and e-mail files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pressctl.cli.arguments import ENDS_WITH_JSON, split_list
from pressctl.cli.completion import complete_kind, complete_slug
from pressctl.cli.session import Session, session_of
from pressctl.cli.telling.json_output import write_json
from pressctl.cli.telling.quantities import count, size
from pressctl.errors import UsageError

_FEW_NOTICES = 3
"""Files that a terminal is told of by their names."""
_FEW = 10
"""Files that are named each in a line of its own."""

if TYPE_CHECKING:
    from pressctl.config.looks import LookName
    from pressctl.export.base import Format
    from pressctl.workflow.exporting.one import Exported, ExportOrder
    from pressctl.workflow.opening import Opened


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
        _show(session, opened, written)
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


def described(written: tuple[Exported, ...]) -> list[dict[str, object]]:
    """Return the files as JSON tells of them."""
    return [
        {
            "path": str(file.path),
            "format": file.format.value,
            "language": file.language,
            "bytes": file.octets,
            "sha256": file.sha256,
            "made_by": file.made_by,
            "replaced": [str(path) for path in file.replaced],
            "embargo": str(file.embargo) if file.embargo else None,
        }
        for file in written
    ]


def _show(session: Session, opened: Opened, written: tuple[Exported, ...]) -> None:
    from pressctl.cli.releases.notes import show_state

    console = session.console
    if console.soft_wrap:
        for file in written:
            console.print(_shown(file.path), markup=False)
    else:
        where = f"{count(len(written), 'file')} in {_shown(written[0].path.parent)}/"
        console.print(f"{session.symbols.done} {where}", markup=False)
        for line in _listed(written, console.width - len("    ")):
            console.print(f"    {line}", markup=False)
    for maker in dict.fromkeys(file.made_by for file in written if file.made_by != "pressctl"):
        session.notices.print(f"{session.symbols.quiet} PDF of the Word document, by {maker}", markup=False)
    _show_embargo(session, opened, written)
    show_state(session, opened)


def _listed(written: tuple[Exported, ...], room: int) -> Iterator[str]:
    """Yield a line for each file; for many, or for long names, one name for all and a line for each language."""
    lines = [f"{size(file.octets):>7}  {file.path.name}" for file in written]
    if len(lines) == 1 or (len(lines) <= _FEW and max(map(len, lines)) <= room):
        yield from lines
        return
    for language in dict.fromkeys(file.language for file in written):
        sizes = [f"{file.format} {size(file.octets)}" for file in written if file.language == language]
        yield f"{language:<4}{' · '.join(sizes)}"
    yield f"each named as {written[0].path.name}"


def _show_embargo(session: Session, opened: Opened, written: tuple[Exported, ...]) -> None:
    """Warn of what must not get out yet, and of files whose names tell of an embargo that is not this one."""
    from pressctl.workflow.exporting.stale import outdated

    notices, mark = session.notices, session.symbols.warning
    held = written[0].embargo
    if held is not None:
        until = session.when(held)
        notices.print(f"{mark} under embargo until {until}", markup=False)
    replaced = [path for file in written for path in file.replaced]
    folders = dict.fromkeys(file.path.parent for file in written)
    old = [path for folder in folders for path in outdated(folder, opened.release.slug, held)]
    if notices.soft_wrap or len(replaced) <= _FEW_NOTICES:
        for path in replaced:
            notices.print(f"{session.symbols.quiet} removed {path.name}", markup=False)
    else:
        told = f"removed {len(replaced)} files that these replace: their names told of another embargo, or of none"
        notices.print(f"{session.symbols.quiet} {told}", markup=False)
    if notices.soft_wrap or len(old) <= _FEW_NOTICES:
        for path in old:
            notices.print(f"{mark} {path.name} names an embargo that is not today's: export it again", markup=False)
    else:
        told = f"{len(old)} other files there have names that tell of another embargo than today's, or of none"
        notices.print(f"{mark} {told}: export them again", markup=False)


def _shown(path: Path) -> str:
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)
