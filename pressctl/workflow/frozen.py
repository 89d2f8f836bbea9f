"""Versions that were frozen, as editions and sheets again: what they said, set in today's layout."""

from __future__ import annotations

from pathlib import Path

from pressctl.errors import BadInput, Problem
from pressctl.export.picture_files import looks_like_picture
from pressctl.export.sheet import Sheet
from pressctl.frozen import replace
from pressctl.language.dates import brief_day
from pressctl.model.moment import Moment
from pressctl.model.release import Edition
from pressctl.model.snapshots import NotASnapshot, edition_in
from pressctl.model.text import Block, Image, ItemList, Paragraph, Words
from pressctl.store.record.database import Database
from pressctl.store.record.versions import Version, editions, snapshot, versions
from pressctl.workflow.opening import Opened
from pressctl.workflow.sheets import sheet_of


def version_of(database: Database, release_id: str, number: int) -> Version:
    """Return a version.

    Raises:
        BadInput: there is none of this number; those that there are are named.
    """
    known = versions(database, release_id)
    found = next((version for version in known if version.number == number), None)
    if found is None:
        raise BadInput(
            f"there is no version {number}" if known else "nothing was frozen yet",
            problems=[
                Problem(f"{brief_day(one.frozen_at)}, {one.reason}", where=f"version {one.number}") for one in known
            ],
            hint="a version is frozen when it is sent for review, approved or sent",
        )
    return found


def frozen_edition(database: Database, version: Version, release_id: str, language: str) -> Edition | None:
    """Return what a version says in a language; nothing where it had not that language.

    Raises:
        BadInput: the record holds something else under it.
    """
    kept = next((one for one in editions(database, release_id, version.number) if one.language == language), None)
    content = snapshot(database, kept.snapshot) if kept is not None else None
    if content is None:
        return None
    try:
        return edition_in(content)
    except NotASnapshot as error:
        raise BadInput(f"version {version.number} cannot be read from the record: {error}") from error


def sheet_of_version(database: Database, opened: Opened, version: Version, language: str, now: Moment) -> Sheet | None:
    """Return the sheet of a version as it stands at a moment; nothing where it had not that language.

    Raises:
        BadInput: the record holds something else under it, or the layout cannot be used.
    """
    edition = frozen_edition(database, version, opened.release.id, language)
    return sheet_of(opened, _with_pictures_there(edition, opened.folder), now) if edition is not None else None


def _with_pictures_there(edition: Edition, folder: Path) -> Edition:
    """Return the edition without the pictures that are not in the release's folder any more; their words stay."""
    media = tuple(
        one for one in edition.media if looks_like_picture(folder, one.file) and (folder / one.file).is_file()
    )
    return replace(edition, media=media, body=_blocks(edition.body, folder), notes=_blocks(edition.notes, folder))


def _blocks(blocks: tuple[Block, ...], folder: Path) -> tuple[Block, ...]:
    return tuple(_block(block, folder) for block in blocks)


def _block(block: Block, folder: Path) -> Block:
    match block:
        case Image(file=file, alt=alt) if not (folder / file).is_file():
            return Paragraph((Words(alt or file),))
        case ItemList(items=items):
            return replace(block, items=tuple(_blocks(item, folder) for item in items))
        case _:
            return block
