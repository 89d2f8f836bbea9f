"""Pictures in the line of the text, with words for those who cannot see them."""

from __future__ import annotations

import io

from pressctl.export.darkroom import Developed
from pressctl.export.docx.elements import Element, run, w
from pressctl.export.docx.galley import Galley

MM = 36_000
"""EMU in a millimetre."""
TALLEST = 110 * MM
_EMU_IN_INCH = 914_400


def size_of(picture: Developed) -> tuple[int, int]:
    """Return width and height on paper, in EMU."""
    scale = _EMU_IN_INCH / picture.resolution
    return max(1, round(picture.width * scale)), max(1, round(picture.height * scale))


def fitted(picture: Developed, widest: int) -> tuple[int, int]:
    """Return the picture's size on paper, made smaller where it would leave the column."""
    width, height = size_of(picture)
    scale = min(1.0, widest / width, TALLEST / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def picture_run(galley: Galley, picture: Developed, alt: str, size: tuple[int, int]) -> Element:
    """Make a run that holds a picture."""
    number = next(galley.picture_numbers)
    inline = galley.part.new_pic_inline(io.BytesIO(picture.content), *size)
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")  # else LibreOffice leaves an eighth of an inch around it
    for properties in inline.iter("{*}docPr", "{*}cNvPr"):
        properties.set("id", str(number))
        properties.set("name", f"Picture {number}")
        properties.set("descr", alt)
    return run([w("drawing", inline)])
