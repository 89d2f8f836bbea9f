"""How the files of an export are told of: a line for each, or for many; what must not get out yet; as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pressctl.cli.session import Session
from pressctl.cli.telling.quantities import count, size

if TYPE_CHECKING:
    from pressctl.workflow.exporting.one import Exported
    from pressctl.workflow.opening import Opened

_FEW_NOTICES = 3
"""Files that a terminal is told of by their names."""
_FEW = 10
"""Files that are named each in a line of its own."""
_WHY = {
    "embargo": "names an embargo that is not today's: export it again",
    "language": "is in a language that the release has no more: delete it",
}


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


def show_written(session: Session, opened: Opened, written: tuple[Exported, ...]) -> None:
    """Show the files of one release, what must not get out yet, and how the release stands."""
    from pressctl.cli.releases.notes import show_state

    console = session.console
    if console.soft_wrap:
        for file in written:
            console.print(_shown(file.path), markup=False)
    else:
        where = f"{count(len(written), 'file')} in {_shown(written[0].path.parent)}/"
        console.print(f"{session.symbols.done} {where}", markup=False)
        for line in listed(written, console.width - len("    ")):
            console.print(f"    {line}", markup=False)
    for maker in dict.fromkeys(file.made_by for file in written if file.made_by != "pressctl"):
        session.notices.print(f"{session.symbols.quiet} PDF of the Word document, by {maker}", markup=False)
    _show_embargo(session, opened, written)
    show_state(session, opened)


def listed(written: tuple[Exported, ...], room: int) -> Iterator[str]:
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
    """Warn of what must not get out yet, and of files there whose names say what does not hold any more."""
    from pressctl.cli.releases.notes import outdated_told
    from pressctl.workflow.exporting.stale import outdated

    notices, mark = session.notices, session.symbols.warning
    held = written[0].embargo
    if held is not None:
        until = session.when(held)
        notices.print(f"{mark} under embargo until {until}", markup=False)
    replaced = [path for file in written for path in file.replaced]
    folders = dict.fromkeys(file.path.parent for file in written)
    old = [one for folder in folders for one in outdated(folder, opened.release, session.clock())]
    if notices.soft_wrap or len(replaced) <= _FEW_NOTICES:
        for path in replaced:
            notices.print(f"{session.symbols.quiet} removed {path.name}", markup=False)
    else:
        told = f"removed {len(replaced)} files that these replace: their names told of another embargo, or of none"
        notices.print(f"{session.symbols.quiet} {told}", markup=False)
    if notices.soft_wrap or len(old) <= _FEW_NOTICES:
        for one in old:
            notices.print(f"{mark} {one.path.name} {_WHY[one.cause.value]}", markup=False)
    else:
        for told in outdated_told(old, session.workspace.short_name(opened.release.slug)):
            notices.print(f"{mark} {told}", markup=False)


def _shown(path: Path) -> str:
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)
