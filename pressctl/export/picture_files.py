"""Picture files: found inside their folder, known by their first bytes, refused with a reason."""

from __future__ import annotations

import base64
from pathlib import Path, PurePosixPath

from pressctl.errors import Problem

_SIGNATURES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}
_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".jpe", ".gif"})
_ELSEWHERE = frozenset({".webp", ".avif", ".heic", ".heif", ".svg", ".tif", ".tiff", ".bmp"})


def looks_like_picture(file: str) -> bool:
    """Say whether a file's name claims a picture, be it one that can be set or not."""
    return PurePosixPath(file).suffix.lower() in _SUFFIXES | _ELSEWHERE


def media_type(content: bytes) -> str | None:
    """Return the media type that the first bytes show, or nothing: not a picture that everybody can open."""
    return next((name for start, name in _SIGNATURES.items() if content.startswith(start)), None)


def picture_path(folder: Path, file: str, where: str) -> Path | Problem:
    """Return the picture's path under `folder` (links resolved), or what is wrong with it."""
    root = folder.resolve()
    try:
        path = (root / file).resolve()
    except (OSError, ValueError):
        return Problem(f"{file!r} is no path of a file", where=where)
    if not path.is_relative_to(root):
        return Problem(f"{file} leads outside its folder", where=where)
    if not path.is_file():
        return Problem(f"there is no picture {file}", where=where, hint="put the file there, or mend its name")
    return _fault(path, file, where) or path


def _fault(path: Path, file: str, where: str) -> Problem | None:
    if path.suffix.lower() in _ELSEWHERE:
        return Problem(f"{file} is a picture that Word and mail do not show", where=where, hint="save as JPEG or PNG")
    try:
        with path.open("rb") as stream:
            start = stream.read(16)
    except OSError as error:
        return Problem(f"{file} cannot be read: {error.strerror}", where=where)
    if media_type(start) is None:
        return Problem(f"{file} is not a picture: neither PNG, JPEG nor GIF", where=where)
    return None


def data_uri(path: Path) -> str:
    """Return the picture as a `data:` URI, for a page that stands alone."""
    content = path.read_bytes()
    return f"data:{media_type(content)};base64,{base64.b64encode(content).decode('ascii')}"
