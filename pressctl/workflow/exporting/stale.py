"""Exports that no export replaces any more: of an embargo that has moved, lifted or been laid on, of a deleted variant.

A file in `out/` is never edited by hand, so an export replaces the one that it follows under the new name. In a folder
of the person's own choice nothing is removed, and nowhere what could not be made again; what is out of date is named.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from pressctl.export.base import Format, embargo_mark
from pressctl.frozen import Frozen
from pressctl.model.moment import Moment
from pressctl.model.release import Release


class Cause(StrEnum):
    """Why an export is out of date."""

    EMBARGO = "embargo"
    """Its name tells of another embargo than today's, or of none."""
    LANGUAGE = "language"
    """The release has no text in its language any more."""


class Outdated(Frozen):
    """An export that is out of date."""

    path: Path
    cause: Cause


def outdated(folder: Path, release: Release, now: Moment) -> tuple[Outdated, ...]:
    """Return the release's exports in `folder` whose names say what does not hold any more."""
    extensions = "|".join(format_.value for format_ in Format)
    form = re.compile(
        rf"{re.escape(release.slug)}_(?P<language>[A-Za-z]{{2,3}}(?:-[A-Za-z0-9]+)*)"
        rf"(?P<mark>_EMBARGOED[^.]*)?\.(?:{extensions})"
    )
    mark = embargo_mark(release.original_edition.held_until(now))
    found = []
    for name in sorted(os.listdir(folder)) if folder.is_dir() else ():  # noqa: PTH208  # of hundreds of releases
        match = form.fullmatch(name)
        if match and match["language"] not in release.languages:
            found.append(Outdated(folder / name, Cause.LANGUAGE))
        elif match and (match["mark"] or "") != mark:
            found.append(Outdated(folder / name, Cause.EMBARGO))
    return tuple(found)


def remove_replaced(written: Path, slug: str, language: str) -> tuple[Path, ...]:
    """Remove the earlier exports that `written` replaces under another embargo's name; return those that went."""
    form = re.compile(rf"{re.escape(f'{slug}_{language}')}(?:_EMBARGOED[^.]*)?{re.escape(written.suffix)}")
    replaced = []
    for path in sorted(written.parent.iterdir()):
        if path != written and form.fullmatch(path.name):
            with suppress(OSError):  # open in Word on Windows: it stays, and `outdated` names it
                path.unlink()
                replaced.append(path)
    return tuple(replaced)
