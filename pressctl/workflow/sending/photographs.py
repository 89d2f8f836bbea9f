"""How a release's photographs go with its mail, as `[media]` says: shown, linked to, attached, or named."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from pressctl.config.media import Media, PhotographsInMail
from pressctl.export.darkroom import Recipe, develop
from pressctl.export.sheet import Photographs, Sheet, Shown, photographs_on
from pressctl.frozen import Frozen, replace
from pressctl.model.delivery import Attachment

_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices: no file of such a name can be saved there."""
_NO_NAME = re.compile(r"[^\w.-]+")


class Illustrated(Frozen):
    """A sheet for a mail, and the photographs that go along."""

    sheet: Sheet
    """Says where the mail finds each photograph."""
    photographs: tuple[Attachment, ...]
    """Each made once, whoever gets it; frozen with the plan."""


def illustrated(sheet: Sheet, slug: str, media: Media) -> Illustrated:
    """Return the sheet as a mail shows it.

    Raises:
        BadInput: a photograph cannot be read any more.
    """
    paths = tuple(photographs_on(sheet))
    recipe = sheet.photographs.recipe
    if media.mail is PhotographsInMail.LINK and media.url is not None:
        links = {path: _published(path, sheet.folder, slug, media.url) for path in paths}
        return Illustrated(replace(sheet, photographs=Photographs(recipe, links=links, in_mail=True)), ())
    if media.mail not in {PhotographsInMail.EMBED, PhotographsInMail.ATTACH}:
        return Illustrated(replace(sheet, photographs=Photographs(recipe, in_mail=True)), ())
    made = dict(_made(paths, Recipe(media.max_pixels, media.quality)))
    shown = (
        {path: Shown(f"cid:{file.content_id}", width) for path, (file, width) in made.items()}
        if media.mail is PhotographsInMail.EMBED
        else {}
    )
    files = tuple({file.sha256: file for file, _ in made.values()}.values())
    return Illustrated(replace(sheet, photographs=Photographs(recipe, shown, in_mail=True)), files)


def _published(path: Path, folder: Path, slug: str, base: str) -> str:
    """Return the address at which the office publishes a photograph: `<base><slug>/<file>`."""
    parts = path.resolve().relative_to(folder.resolve()).parts
    file = "/".join(parts[1:] if parts[0] == "media" and len(parts) > 1 else parts)
    return f"{base}{quote(f'{slug}/{file}')}"


def _made(paths: tuple[Path, ...], recipe: Recipe) -> Iterator[tuple[Path, tuple[Attachment, int]]]:
    """Yield each photograph as a file of its own name; a second one of that name is told apart by its content."""
    taken: dict[str, str] = {}
    for path in paths:
        picture = develop(path, recipe)
        digest = hashlib.sha256(picture.content).hexdigest()
        stem = _NO_NAME.sub("_", path.stem).strip("._") or "photograph"
        if _DEVICE.fullmatch(stem):
            stem = f"{stem}_"
        name = f"{stem}.{picture.ending}"
        if taken.setdefault(name.casefold(), digest) != digest:
            name = f"{stem}-{digest[:8]}.{picture.ending}"
        yield path, (Attachment(name, picture.media_type, picture.content, digest), picture.width)
