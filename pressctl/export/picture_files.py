"""Picture files: found inside their folder, and made ready once so that every output can use them."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from pressctl.errors import BadInput, Problem
from pressctl.export.darkroom import LOGO, Recipe, develop
from pressctl.model.pictures import START, picture_type

_SUFFIXES = frozenset(
    {".png", ".jpg", ".jpeg", ".jpe", ".gif", ".webp", ".tif", ".tiff", ".avif", ".heic", ".heif", ".svg", ".bmp"}
)


def looks_like_picture(folder: Path, file: str) -> bool:
    """Say whether a file of the release claims to be a picture by its name, or is one by its first bytes."""
    if PurePosixPath(file).suffix.lower() in _SUFFIXES:
        return True
    try:
        with (folder / file).open("rb") as stream:
            return picture_type(stream.read(START)) is not None
    except (OSError, ValueError):
        return False


def picture_path(folder: Path, file: str, where: str, recipe: Recipe) -> Path | Problem:
    """Return the picture's path under `folder` (links resolved), or what is wrong with it: it is made ready to see."""
    root = folder.resolve()
    try:
        path = (root / file).resolve()
    except (OSError, ValueError):
        return Problem(f"{file!r} is no path of a file", where=where)
    if not path.is_relative_to(root):
        return Problem(f"{file} leads outside its folder", where=where)
    if not path.is_file():
        return Problem(f"there is no picture {file}", where=where, hint="put the file there, or mend its name")
    try:
        develop(path, recipe)
    except BadInput as error:
        return Problem(error.message, where=where, hint=error.hint)
    return path


def logo_uri(path: Path) -> str:
    """Return a logo as a `data:` URI, for a page that stands alone."""
    return develop(path, LOGO).data_uri()


def logo_ratio(path: Path) -> float:
    """Return how many times wider than high a logo is, to two places."""
    logo = develop(path, LOGO)
    return round(logo.width / logo.height, 2)
