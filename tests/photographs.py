"""Photographs that look like some, made here, with everything in their files that must not leave an office."""

from __future__ import annotations

import io
import random
import re
from pathlib import Path

from PIL import Image, ImageCms, ImageDraw, ImageFilter

MARKS = (
    b"GPSMETHODMARK", b"MAKERNOTEMARK", b"SpyCam", b"SecretModel", b"USERCOMMENTMARK", b"XMPMARK", b"COMMENTMARK",
    b"SERIALMARK", b"GPSLatitude", b"Photoshop 3.0", b"IPTCMARK", b"Nadir Photographer", b"2018:10:30",
    b"Exif\x00\x00",
)  # fmt: skip
"""What stands in the files of `photograph` beside the picture; none of it may be found in anything that leaves."""

_XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="40,24.552N" '
    b'xmlns:dc="http://purl.org/dc/elements/1.1/" dc:rights="XMPMARK"/></rdf:RDF></x:xmpmeta>'
)


def scene(width: int = 900, height: int = 600, seed: int = 1) -> Image.Image:
    """Return a picture of people behind a table: sky above, table below, so that one sees how it is turned."""
    chance = random.Random(seed)  # noqa: S311 - the same picture each time
    small = (max(1, width // 4), max(1, height // 4))
    grain = Image.frombytes("L", small, chance.randbytes(small[0] * small[1])).resize((width, height)).convert("RGB")
    light = Image.linear_gradient("L").resize((width, height))
    sky = Image.merge(
        "RGB",
        (
            light.point(lambda value: 60 + value // 2),
            light.point(lambda value: 110 + value // 4),
            light.point(lambda value: 230 - value // 2),
        ),
    )
    image = Image.blend(grain, sky, 0.8)
    draw = ImageDraw.Draw(image)
    for place in range(6):
        left, top, size = int(width * (0.1 + 0.14 * place)), int(height * 0.45), int(height * 0.09)
        draw.ellipse((left, top, left + size, top + size), fill=(210, 170, 140))
        coat = tuple(chance.randrange(30, 200) for _ in range(3))
        draw.rectangle((left - size // 3, top + size, left + size + size // 3, height), fill=coat)
    draw.rectangle((0, int(height * 0.8), width, height), fill=(120, 80, 50))
    return image.filter(ImageFilter.GaussianBlur(1))


def photograph(path: Path, width: int = 900, height: int = 600, *, seed: int = 1, orientation: int = 1) -> Path:
    """Write a photograph as a telephone and an agency leave it: place, maker's note, XMP, IPTC, comment, profile."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x0110] = orientation, "SpyCam Works", "SecretModel 9"
    exif[0x013B] = "Nadir Photographer"
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (40.0, 24.0, 33.125), "E", (49.0, 52.0, 1.75)
    place[27], place[29] = b"ASCII\0\0\0GPSMETHODMARK", "2018:10:30"
    details = exif.get_ifd(0x8769)
    details[0x927C], details[0x9286] = b"MAKERNOTEMARK-4711", b"ASCII\0\0\0USERCOMMENTMARK"
    details[0xA431] = "SERIALMARK77"
    written = io.BytesIO()
    scene(width, height, seed).save(
        written,
        "JPEG",
        quality=90,
        exif=exif.tobytes(),
        xmp=_XMP,
        comment=b"COMMENTMARK",
        icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
    )
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x0eIPTCMARK-place"
    segment = b"\xff\xed" + (len(iptc) + 2).to_bytes(2, "big") + iptc
    data = written.getvalue()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data[:2] + segment + data[2:])
    return path


def with_media(text: str, *files: str) -> str:
    """Return a release's text with these files under `media`."""
    entries = "".join(
        f"  - file: {file}\n    alt: What {Path(file).stem} shows\n    caption: Caption of {Path(file).stem}\n"
        "    credit: Nadir Example\n"
        for file in files
    )
    return re.sub(r"\A---\n(.*?\n)---\n", lambda found: f"---\n{found[1]}media:\n{entries}---\n", text, flags=re.DOTALL)
