"""Pictures in the line of the text, with words for those who cannot see them."""

from __future__ import annotations

import struct
from pathlib import Path

from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.image.image import Image as Measured

from pressctl.errors import BadInput
from pressctl.export.docx.elements import Element, run, w
from pressctl.export.docx.galley import Galley

MM = 36_000
"""EMU in a millimetre."""
TALLEST = 110 * MM


def size_of(path: Path) -> tuple[int, int]:
    """Return width and height in EMU at the resolution that the file claims.

    Raises:
        BadInput: the file cannot be read or is not a picture that Word shows.
    """
    try:
        image = Measured.from_file(str(path))
        width, height = int(image.width), int(image.height)
    except OSError as error:
        raise BadInput(f"{path.name} cannot be read: {error.strerror or error}") from error
    except (
        InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError, struct.error, ValueError, KeyError,
        IndexError, AttributeError, ZeroDivisionError,
    ) as error:  # fmt: skip  # the last five are what python-docx lets through on a broken header
        raise BadInput(f"{path.name} is not a picture that Word can show", hint="save it as JPEG or PNG") from error
    if width <= 0 or height <= 0:
        raise BadInput(f"{path.name} is a picture without extent", hint="save it again as JPEG or PNG")
    return width, height


def fitted(path: Path, widest: int, tallest: int = TALLEST) -> tuple[int, int]:
    """Return the picture's size, made smaller where it would leave the column."""
    width, height = size_of(path)
    scale = min(1.0, widest / width, tallest / height)
    return round(width * scale), round(height * scale)


def picture_run(galley: Galley, path: Path, alt: str, size: tuple[int, int]) -> Element:
    """Make a run that holds a picture."""
    number = next(galley.picture_numbers)
    inline = galley.part.new_pic_inline(str(path), *size)
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")  # else LibreOffice leaves an eighth of an inch around it
    for properties in inline.iter("{*}docPr", "{*}cNvPr"):
        properties.set("id", str(number))
        properties.set("name", f"Picture {number}")
        properties.set("descr", alt)
    return run([w("drawing", inline)])
