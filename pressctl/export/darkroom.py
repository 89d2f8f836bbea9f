"""Photographs made ready for readers: upright, no larger than needed, and with nothing but the picture in the file.

The office's own file in `media/` is only read. What leaves is made anew from its pixels, so that no place where it was
taken, no thumbnail, no maker's note and no caption of an agency's database goes along. Colours are converted to sRGB,
which everything shows alike without a profile. The same file and the same Pillow give the same bytes, for plans freeze
them.
"""

from __future__ import annotations

import base64
import io
import warnings
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pressctl.errors import BadInput
from pressctl.frozen import Frozen
from pressctl.model.pictures import START, picture_type, wrong_kind

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels

LARGEST_FILE = 200_000_000
"""Octets of a file that is read at all."""
MOST_PIXELS = 100_000_000
"""What is decoded at once, 10,000 × 10,000. A JPEG is decoded at a fraction of its size and may be larger."""
DRAWING = 4096
"""A lossless picture of fewer colours is a chart, a logo or a screenshot: JPEG would blur its edges."""
_ANY_RESOLUTION = 72.0
_KEPT = 32
_ORIENTATION = 274
_READERS = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/gif": "GIF",
    "image/webp": "WEBP",
    "image/tiff": "TIFF",
    "image/avif": "AVIF",
}
"""Pillow's reader of each kind that is taken; no other may look at the file."""
_SAVE_AS = "save it again in a picture program as JPEG or PNG"


class Recipe(Frozen):
    """What a picture is made into."""

    longest: int
    """Pixels of the longer side at most; a smaller picture stays as it is."""
    quality: int = 82
    """Of JPEG, 1 to 95."""
    drawing: bool = False
    """A logo: what is lossless stays lossless, whatever its colours."""


PAGE = Recipe(1600)
"""For paper and page: 250 dots an inch across the column of an A4 sheet."""
LOGO = Recipe(1200, drawing=True)


class Developed(Frozen):
    """A picture as readers get it: JPEG or PNG."""

    content: bytes
    media_type: str
    width: int
    """In pixels, as it is seen."""
    height: int
    resolution: float
    """Pixels to an inch: on paper it is as large as the office's own file claims to be."""

    @property
    def ending(self) -> str:
        """The extension of its file: `jpg` or `png`."""
        return "jpg" if self.media_type == "image/jpeg" else "png"

    def data_uri(self) -> str:
        """Return it as a `data:` URI, for a page that stands alone."""
        return f"data:{self.media_type};base64,{base64.b64encode(self.content).decode('ascii')}"


def develop(path: Path, recipe: Recipe = PAGE) -> Developed:
    """Return the picture at `path` made ready by a recipe; within a run, the same file is made ready once.

    Raises:
        BadInput: it cannot be read, is no picture or another kind than those taken, is damaged, or is too large.
    """
    try:
        state = path.stat()
    except OSError as error:
        raise BadInput(f"{path.name} cannot be read: {error.strerror or error}") from error
    return _developed(path, state.st_mtime_ns, state.st_size, recipe)


@lru_cache(maxsize=_KEPT)
def _developed(path: Path, changed: int, octets: int, recipe: Recipe) -> Developed:
    if octets > LARGEST_FILE:
        raise BadInput(f"{path.name} has {octets // 1_000_000:,} MB, which no mail and no page can use", hint=_SAVE_AS)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path.name} cannot be read: {error.strerror or error}") from error
    if wrong := wrong_kind(content[:START]):
        raise BadInput(f"{path.name} {wrong}", hint=_SAVE_AS)
    kind = picture_type(content[:START]) or ""
    lossless = kind in {"image/png", "image/gif", "image/tiff"}
    try:
        with warnings.catch_warnings():
            # Pillow warns of much that it can show all the same; whether a picture is too large is decided here.
            warnings.simplefilter("ignore")
            negative = _decoded(path.name, content, _READERS[kind], recipe.longest)
    except _faults() as error:
        raise BadInput(f"{path.name} is damaged, or only a part of a picture", hint=_SAVE_AS) from error
    return _printed(negative, recipe, lossless=lossless)


def _faults() -> tuple[type[Exception], ...]:
    """Return what Pillow lets through on files that are damaged or made to harm."""
    import struct
    import zlib

    return (
        OSError,
        SyntaxError,
        ValueError,
        TypeError,
        LookupError,
        EOFError,
        ArithmeticError,
        RuntimeError,
        MemoryError,
        struct.error,
        zlib.error,
    )


class _Negative(Frozen):
    """A picture as its file has it."""

    image: Pixels
    """Mode L, RGB, RGBA or CMYK; loaded."""
    orientation: int
    """How the camera was held (Exif 2.3, tag 274)."""
    profile: bytes | None
    """The ICC profile of its colours."""
    resolution: float


def _decoded(name: str, content: bytes, reader: str, longest: int) -> _Negative:
    """Decode a picture, a JPEG at no more than is needed of it.

    Raises:
        BadInput: it has too many pixels.
    """
    from PIL import Image

    try:
        image = Image.open(io.BytesIO(content), formats=(reader,))
    except Image.DecompressionBombError as error:
        raise _too_large(name) from error
    whole = max(image.size)
    if image.format in {"JPEG", "MPO"}:
        image.draft(None, (longest, longest))
    if image.width * image.height > MOST_PIXELS:
        raise _too_large(name, image.size)
    claimed = image.info.get("dpi")
    image.load()
    profile = image.info.get("icc_profile")
    resolution = float(claimed[0]) if isinstance(claimed, tuple) and claimed else _ANY_RESOLUTION
    if not 20 <= resolution <= 2400:
        resolution = _ANY_RESOLUTION
    return _Negative(
        _in_plain_mode(image),
        image.getexif().get(_ORIENTATION, 1),
        profile if isinstance(profile, bytes) and profile else None,
        resolution * max(image.size) / whole,
    )


def _too_large(name: str, size: tuple[int, int] | None = None) -> BadInput:
    extent = f"{size[0]:,} × {size[1]:,} pixels" if size else "far more pixels than any screen or page"
    return BadInput(f"{name} is too large: {extent}", hint="save a smaller copy: 4,000 pixels are enough for print")


def _in_plain_mode(image: Pixels) -> Pixels:
    """Return the pixels as L, RGB, RGBA or CMYK; transparency that hides nothing goes."""
    if image.mode.startswith("I"):  # 16 bits of grey; Pillow's own conversion cuts off what is above 255
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in {"P", "PA", "LA", "La", "RGBa"} or "transparency" in image.info:
        image = image.convert("RGBA")
    if image.mode not in {"L", "RGB", "RGBA", "CMYK"}:
        image = image.convert("L" if image.mode == "1" else "RGB")
    if image.mode == "RGBA" and image.getchannel("A").getextrema() == (255, 255):
        return image.convert("RGB")
    return image


def _printed(negative: _Negative, recipe: Recipe, *, lossless: bool) -> Developed:
    """Return the picture: made smaller, turned upright, in sRGB, and nothing beside its pixels."""
    drawing = lossless and (recipe.drawing or negative.image.getcolors(DRAWING) is not None)
    image, scale = _no_larger(negative.image, recipe.longest)
    image = _in_srgb(_upright(image, negative.orientation), negative.profile)
    image.info.clear()
    resolution = negative.resolution * scale
    written = io.BytesIO()
    dots = (max(1, round(resolution)),) * 2
    if drawing or image.mode == "RGBA":
        image.save(written, "PNG", optimize=True, dpi=dots)
        return Developed(written.getvalue(), "image/png", *image.size, resolution)
    image.save(written, "JPEG", quality=recipe.quality, optimize=True, progressive=True, dpi=dots)
    return Developed(written.getvalue(), "image/jpeg", *image.size, resolution)


def _no_larger(image: Pixels, longest: int) -> tuple[Pixels, float]:
    """Return the picture within its bounds, and by how much it was made smaller: first, to save the rest work."""
    from PIL import Image

    longer = max(image.size)
    if longer <= longest:
        return image.copy(), 1.0
    scale = longest / longer
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0), scale


def _upright(image: Pixels, orientation: int) -> Pixels:
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    turn = turns.get(orientation)
    return image if turn is None else image.transpose(turn)


def _in_srgb(image: Pixels, profile: bytes | None) -> Pixels:
    """Return the picture with its colours in sRGB; a profile that is broken, or fits other pixels, says nothing."""
    from PIL import ImageCms

    converted: Pixels | None = None
    if profile is not None:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if "sRGB" not in ImageCms.getProfileDescription(source):
                mode = "RGBA" if image.mode == "RGBA" else "RGB"
                target = ImageCms.createProfile("sRGB")
                converted = ImageCms.profileToProfile(image, source, target, outputMode=mode)
        except (ImageCms.PyCMSError, OSError, ValueError):
            converted = None
    shown = image if converted is None else converted
    return shown.convert("RGB") if shown.mode == "CMYK" else shown
