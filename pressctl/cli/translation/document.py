"""`pressctl variant SLUG LANG --docx` and `pressctl variant read FILE`: a translator's document, out and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from pressctl.cli.session import Session
from pressctl.cli.telling.json_output import write_json
from pressctl.cli.telling.next_step import say_next
from pressctl.cli.telling.quantities import count
from pressctl.errors import ExitCode

if TYPE_CHECKING:
    from pressctl.workflow.translation.answers import Told, TranslationRead


def write(session: Session, slug: str, language: str, *, as_json: bool) -> None:
    """Write the document and say what is in it."""
    from pressctl.workflow.translation.copies import make_translation

    made = make_translation(session.acting_desk(), slug, language)
    path = made.path.relative_to(session.workspace.root).as_posix()
    if as_json:
        write_json(
            {
                "version": 1,
                "release": made.slug,
                "language": made.language,
                "translation": made.id,
                "path": path,
                "texts": made.texts,
                "translated": made.translated,
                "only_changed": made.only_changed,
                "gone": made.gone,
            }
        )
        return
    console = session.console
    console.print(f"{session.symbols.done} {path}", markup=False)
    what = "that the original has changed since" if made.only_changed else "to translate"
    done = f", {made.translated} of them translated already" if made.translated else ""
    console.print(f"  {count(made.texts, 'text')} {what}{done}", markup=False)
    if made.gone:
        console.print(
            f"{session.symbols.warning} {count(made.gone, 'block')} of {language}.md "
            "is no more in the original: take it out by hand",
            markup=False,
        )
    say_next(console, "give it to the translator; then pressctl variant read FILE")


def read(session: Session, file: str, *, as_json: bool) -> None:
    """Read the document back; exit 1 where something is left to do."""
    from pressctl.workflow.translation.answers import read_translation

    found = read_translation(session.acting_desk(), Path(file))
    if as_json:
        write_json(_described(found))
    else:
        _show(session, found)
    if found.untranslated or found.unplaced:
        raise typer.Exit(ExitCode.FINDINGS)


def _show(session: Session, found: TranslationRead) -> None:
    console, symbols = session.console, session.symbols
    mark = symbols.done if found.written else symbols.quiet
    console.print(f"{mark} {count(len(found.written), 'text')} written into {found.path}", markup=False)
    if found.unchanged:
        console.print(f"{symbols.quiet} {count(found.unchanged, 'text')} as before", markup=False)
    _list(session, symbols.warning, f"{count(len(found.untranslated), 'text')} left untranslated", found.untranslated)
    _list(session, symbols.failed, f"{count(len(found.unplaced), 'text')} could not be placed", found.unplaced)
    for path in found.plain_now:
        console.print(f"{symbols.warning} {path}: stress or a link could not be kept", markup=False)
    if found.changed_since:
        console.print(f"{symbols.warning} the original has changed since this was given to translate", markup=False)
    slug = session.workspace.short_name(found.slug)
    ready = not (found.untranslated or found.unplaced or found.changed_since)
    say_next(console, f"pressctl variant {slug} {found.language} {'--done' if ready else '--docx'}")


def _list(session: Session, mark: str, title: str, told: tuple[Told, ...]) -> None:
    if not told:
        return
    session.console.print(f"{mark} {title}", markup=False)
    for one in told:
        why = f"    {one.path}: {one.why}" if one.why else f"    {one.path}"
        session.console.print(why, markup=False)
        said = " ".join(one.text.split())
        session.console.print(f"      {said}", markup=False, no_wrap=True, overflow="ellipsis")


def _described(found: TranslationRead) -> dict[str, object]:
    def listed(told: tuple[Told, ...]) -> list[dict[str, str]]:
        return [{"path": one.path, "text": one.text, "why": one.why} for one in told]

    return {
        "version": 1,
        "release": found.slug,
        "language": found.language,
        "path": found.path.as_posix(),
        "written": list(found.written),
        "unchanged": found.unchanged,
        "untranslated": listed(found.untranslated),
        "unplaced": listed(found.unplaced),
        "without_stress": list(found.plain_now),
        "original_changed": found.changed_since,
    }
