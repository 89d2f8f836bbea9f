"""`pressctl log SLUG --dossier FILE.zip`: what was written, and what to mind about it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from pressctl.cli.session import Session
from pressctl.cli.telling.json_output import write_json
from pressctl.cli.telling.next_step import say_next
from pressctl.cli.telling.quantities import count, size
from pressctl.errors import ExitCode

if TYPE_CHECKING:
    from pressctl.workflow.dossier.writing import Dossier


def write(session: Session, slug: str, path: Path, *, with_names: bool, force: bool, as_json: bool) -> None:
    """Write the dossier and say what is in it; exit 1 where the record has been changed."""
    from pressctl.workflow.dossier.writing import write_dossier

    made = write_dossier(session.desk(), slug, path, with_names=with_names, replace=force)
    if as_json:
        write_json(_described(made))
    else:
        _show(session, made)
    if not made.verification.ok:
        raise typer.Exit(ExitCode.FINDINGS)


def _described(made: Dossier) -> dict[str, object]:
    return {
        "version": 1,
        "release": made.slug,
        "path": str(made.path),
        "bytes": made.octets,
        "sha256": made.sha256,
        "files": made.files,
        "with_names": made.with_names,
        "withheld": [{"name": one.name, "sha256": one.sha256, "why": one.why} for one in made.withheld],
        "record_ok": made.verification.ok,
        "events": made.verification.events,
        "head": made.verification.head,
    }


def _show(session: Session, made: Dossier) -> None:
    console, symbols = session.console, session.symbols
    console.print(f"{symbols.done} {made.path}: {count(made.files, 'file')}, {size(made.octets)}", markup=False)
    console.print(f"    sha256 {made.sha256}", markup=False)
    if made.verification.ok:
        console.print(f"    the record is whole: {count(made.verification.events, 'event')}", markup=False)
    else:
        console.print(f"{symbols.failed} the record has been changed: see pressctl log --verify", markup=False)
    if made.with_names:
        console.print(f"{symbols.warning} it names people and their addresses: keep it as the press list", markup=False)
    if made.embargo is not None:
        until = session.when(made.embargo)
        console.print(f"{symbols.warning} the release is under embargo until {until}", markup=False)
    for one in made.withheld:
        console.print(f"{symbols.quiet} not in it: {one.name}", markup=False)
        console.print(f"    {one.why}", markup=False)
    say_next(console, "unpack it and run python verify.py HEAD, with the head from a receipt")
