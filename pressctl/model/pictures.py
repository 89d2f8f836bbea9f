"""Which kind of picture a file is, by its first bytes: a name can say anything."""

from __future__ import annotations

START = 64
"""How many bytes say it."""

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_AVIF_BRANDS = frozenset({b"avif", b"avis"})


def picture_type(start: bytes) -> str | None:
    """Return the media type that the first bytes (`START` are enough) show, or nothing: no picture that we know."""
    found = next((name for signature, name in _SIGNATURES if start.startswith(signature)), None)
    if found is not None:
        return found
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "image/webp"
    if start[4:8] == b"ftyp" and start[8:12] in _AVIF_BRANDS:
        return "image/avif"
    if start[4:8] == b"ftyp" and start[8:12] in _HEIF_BRANDS:
        return "image/heic"
    return "image/svg+xml" if _is_svg(start) else None


def wrong_kind(start: bytes) -> str | None:
    """Return why a file that begins so cannot be used as a picture, or nothing where it can."""
    if not start:
        return "is empty: the file has 0 bytes"
    match picture_type(start):
        case "image/svg+xml":
            return "is an SVG drawing, which Word and mail do not show; export it as PNG"
        case "image/heic":
            return "is a HEIC photograph, which only some telephones open; save it as JPEG"
        case None:
            return "is not an image (PNG, JPEG, GIF, WebP, TIFF or AVIF)"
        case _:
            return None


def _is_svg(start: bytes) -> bool:
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return text.startswith((b"<svg", b"<!doctype svg")) or (text.startswith(b"<?xml") and b"svg" in text)
