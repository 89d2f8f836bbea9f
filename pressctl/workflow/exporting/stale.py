"""Exports whose names tell of an embargo that is not the release's any more: moved, lifted, or laid on since.

A file in `out/` is never edited by hand, so an export replaces the one that it follows under the new name. In a folder
of the person's own choice nothing is removed; what is out of date there is named.
"""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from pressctl.export.base import Format, embargo_mark
from pressctl.model.moment import Moment


def outdated(folder: Path, slug: str, embargo: Moment | None) -> tuple[Path, ...]:
    """Return the release's exports in `folder` whose names do not say what holds now (`embargo`; nothing: none)."""
    extensions = "|".join(format_.value for format_ in Format)
    form = re.compile(
        rf"{re.escape(slug)}_[A-Za-z]{{2,3}}(?:-[A-Za-z0-9]+)*(?P<mark>_EMBARGOED[^.]*)?\.(?:{extensions})"
    )
    if not folder.is_dir():
        return ()
    found = ((path, form.fullmatch(path.name)) for path in sorted(folder.iterdir()))
    return tuple(path for path, match in found if match and (match["mark"] or "") != embargo_mark(embargo))


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
