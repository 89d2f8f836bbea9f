"""What changed between two versions, as a Word document with tracked changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pressctl.errors import BadInput, NothingToDo, UsageError
from pressctl.export.docx.redlined import render_redline
from pressctl.export.docx.tracking import Author
from pressctl.export.layouts import HOUSE_LAYOUT, layout
from pressctl.frozen import Frozen, replace
from pressctl.language.review_words import load_review_words
from pressctl.model.digest import version_digest
from pressctl.store.files import file_error, make_private_folder, write_atomically
from pressctl.store.record.database import Database
from pressctl.store.record.versions import Version, editions, versions
from pressctl.workflow.desk import Desk
from pressctl.workflow.frozen import sheet_of_version, version_of
from pressctl.workflow.opening import Opened, open_release
from pressctl.workflow.record import record_to_read


class RedlineOrder(Frozen):
    """What is wanted."""

    slug: str
    old: int
    new: int | None = None
    """The last version, where none is named."""
    language: str | None = None
    """All that both versions have, where none is named."""
    output: Path | None = None
    """Where the files go; the release's own `out/` where nothing is said."""


class Redline(Frozen):
    """One document that was written."""

    path: Path
    language: str


class Redlines(Frozen):
    """What was written."""

    slug: str
    old: Version
    new: Version
    files: tuple[Redline, ...]
    unchanged: tuple[str, ...]
    """Languages in which both versions say the same; no document is written."""
    passed_over: tuple[str, ...]
    """Languages that only one of both versions has."""
    newer_text: bool
    """Today's text is another than the newer version's."""


def redline(desk: Desk, order: RedlineOrder) -> Redlines:
    """Write a document for each language that both versions have.

    Raises:
        BadInput: no such release, version or language; or a folder that cannot be written.
        NothingToDo: nothing was frozen yet, or nothing has changed.
        UsageError: both versions are one.
    """
    opened = open_release(desk.workspace, desk.config, order.slug)
    with record_to_read(desk) as database:
        known = versions(database, opened.release.id) if database is not None else ()
        if database is None or not known:
            raise NothingToDo(
                f"nothing of {opened.release.slug} was frozen yet",
                hint="a version is frozen when it is sent for review, approved or sent",
            )
        old = version_of(database, opened.release.id, order.old)
        new = version_of(database, opened.release.id, order.new) if order.new is not None else known[-1]
        if old.number == new.number:
            raise UsageError(f"version {old.number} is one and the same: name an earlier one with --from")
        both, passed_over = _languages(database, opened, old, new, order.language)
        made = list(_made(desk, database, opened, (old, new), both))
    if not made:
        raise NothingToDo(f"versions {old.number} and {new.number} say the same in {', '.join(both)}")
    folder = _folder(opened, order.output)
    for _, name, data in made:
        write_atomically(folder / name, data)
    files = tuple(Redline(folder / name, language) for language, name, _ in made)
    unchanged = tuple(language for language in both if language not in {file.language for file in files})
    newer_text = known[-1].number == new.number and new.digest != version_digest(opened.release)
    return Redlines(opened.release.slug, old, new, files, unchanged, passed_over, newer_text)


def _languages(
    database: Database, opened: Opened, old: Version, new: Version, wanted: str | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the languages that both have, the original first, and those that one of them has."""
    had, has = (
        {one.language for one in editions(database, opened.release.id, version.number)} for version in (old, new)
    )
    if wanted is not None and wanted not in had & has:
        there = ", ".join(sorted(had & has)) or "none"
        raise BadInput(f"versions {old.number} and {new.number} do not both have {wanted}; in common: {there}")
    both = sorted(had & has, key=lambda language: (language != opened.release.original, language))
    return (wanted,) if wanted is not None else tuple(both), tuple(sorted(had ^ has))


def _made(
    desk: Desk, database: Database, opened: Opened, pair: tuple[Version, Version], languages: tuple[str, ...]
) -> Iterator[tuple[str, str, bytes]]:
    """Yield language, name and content of each document in which something has changed."""
    old, new = pair
    now = replace(desk.clock(), instant=new.frozen_at)
    for language in languages:
        was, has = (sheet_of_version(database, opened, version, language, now) for version in pair)
        if was is None or has is None or was == has:
            continue
        line = load_review_words(opened.workspace, language).redline.format(old=old.number, new=new.number)
        title = f"{line}{has.colon}{has.properties.title}"
        named = replace(has, properties=replace(has.properties, title=title))
        author = Author(has.properties.author, new.frozen_at)
        template = layout(opened.workspace, HOUSE_LAYOUT, has.look)
        name = f"{opened.release.slug}_{language}_v{old.number}-v{new.number}_REDLINE.docx"
        yield language, name, render_redline(was, named, template, author, line, stamped=new.frozen_at)


def _folder(opened: Opened, output: Path | None) -> Path:
    if output is None:
        make_private_folder(opened.folder / "out")
        return opened.folder / "out"
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise file_error(output, error) from error
    return output
