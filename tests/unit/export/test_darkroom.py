"""Photographs made ready: upright, sRGB, no larger than needed, nothing beside the pixels, the same bytes each time."""

from __future__ import annotations

import contextlib
import io
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageDraw, ImageStat

from pressctl.errors import BadInput
from pressctl.export import darkroom
from pressctl.export.darkroom import LOGO, PAGE, Developed, Recipe, develop
from tests.examples import examples
from tests.photographs import MARKS, photograph, scene

SMALL = Recipe(300)


def opened(picture: Developed) -> Image.Image:
    image = Image.open(io.BytesIO(picture.content))
    assert image.size == (picture.width, picture.height)
    return image


def saved(path: Path, image: Image.Image, **how: object) -> Path:
    image.save(path, **how)
    return path


def test_nothing_but_the_picture_is_left_in_the_file(tmp_path: Path) -> None:
    path = photograph(tmp_path / "a.jpg")
    original = path.read_bytes()
    assert all(mark in original for mark in MARKS)
    picture = develop(path, SMALL)
    assert not [mark for mark in MARKS if mark in picture.content]
    image = opened(picture)
    assert not image.getexif()
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi", "progressive", "progression"}
    assert path.read_bytes() == original


def test_png_and_webp_and_tiff_lose_what_is_beside_the_picture_too(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F] = "SpyCam"
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", (40.0, 24.0, 33.0)
    for name, image in (("a.png", scene(400, 300)), ("b.webp", scene(400, 300)), ("c.tif", scene(400, 300))):
        path = saved(tmp_path / name, image, exif=exif)
        assert b"SpyCam" in path.read_bytes()
        picture = develop(path, SMALL)
        assert picture.media_type == "image/jpeg"
        assert b"SpyCam" not in picture.content
        assert not opened(picture).getexif()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_stands_upright_whichever_way_the_camera_was_held(tmp_path: Path, orientation: int) -> None:
    """Each orientation is undone: the sky (blue) is above, the table (brown) below."""
    turns = {
        1: None, 2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4,
    }  # fmt: skip
    upright = scene(400, 240)
    turn = turns[orientation]
    held = upright if turn is None else upright.transpose(Image.Transpose(turn))
    exif = Image.Exif()
    exif[0x0112] = orientation
    image = opened(develop(saved(tmp_path / "a.jpg", held, exif=exif, quality=95), PAGE))
    assert image.size == (400, 240)
    difference = ImageStat.Stat(Image.blend(image, Image.eval(upright, lambda value: 255 - value), 0.5)).mean
    assert all(abs(channel - 127.5) < 3 for channel in difference)


@pytest.mark.parametrize("name", ["a.tif", "a.png", "a.webp"])
def test_other_formats_stand_upright_too(tmp_path: Path, name: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    held = scene(400, 240).transpose(Image.Transpose.ROTATE_90)
    image = opened(develop(saved(tmp_path / name, held, exif=exif), SMALL)).convert("RGB")
    assert image.size == (300, 180)
    above, below = image.getpixel((5, 5)), image.getpixel((5, 170))
    assert isinstance(above, tuple)
    assert isinstance(below, tuple)
    assert above[2] > above[0]
    assert below[0] > below[2]


def test_a_large_one_is_made_smaller_and_a_small_one_is_left(tmp_path: Path) -> None:
    large = develop(photograph(tmp_path / "a.jpg", 900, 600), SMALL)
    assert (large.width, large.height) == (300, 200)
    small = develop(photograph(tmp_path / "b.jpg", 200, 120), SMALL)
    assert (small.width, small.height) == (200, 120)
    assert opened(large).info["progressive"] == 1


def test_the_size_on_paper_stays_that_of_the_file(tmp_path: Path) -> None:
    picture = develop(saved(tmp_path / "a.jpg", scene(900, 600), dpi=(300, 300)), SMALL)
    assert picture.width / picture.resolution == pytest.approx(900 / 300)


def test_few_colours_stay_lossless_and_many_become_jpeg(tmp_path: Path) -> None:
    chart = Image.new("RGB", (500, 300), "white")
    ImageDraw.Draw(chart).rectangle((10, 10, 200, 200), fill="#1F4E79")
    assert develop(saved(tmp_path / "chart.png", chart), SMALL).media_type == "image/png"
    assert develop(saved(tmp_path / "chart.gif", chart), SMALL).media_type == "image/png"
    assert develop(saved(tmp_path / "photo.png", scene(500, 300)), SMALL).media_type == "image/jpeg"
    assert develop(saved(tmp_path / "logo.png", scene(500, 300)), LOGO).media_type == "image/png"


def test_what_is_transparent_stays_so(tmp_path: Path) -> None:
    seal = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    ImageDraw.Draw(seal).ellipse((10, 10, 90, 90), fill=(200, 0, 0, 255))
    image = opened(develop(saved(tmp_path / "seal.png", seal), SMALL))
    assert image.mode == "RGBA"
    assert image.getpixel((0, 0)) == (0, 0, 0, 0)


def test_an_alpha_channel_that_hides_nothing_goes(tmp_path: Path) -> None:
    assert develop(saved(tmp_path / "a.png", scene(300, 200).convert("RGBA")), SMALL).media_type == "image/jpeg"


def test_colours_of_print_and_of_other_profiles_become_srgb(tmp_path: Path) -> None:
    red = Image.new("CMYK", (50, 50), (0, 255, 255, 0))
    shown = opened(develop(saved(tmp_path / "a.jpg", red), SMALL)).convert("RGB").getpixel((25, 25))
    assert isinstance(shown, tuple)
    assert shown[0] > 200
    assert max(shown[1:]) < 60
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    assert develop(saved(tmp_path / "b.jpg", scene(60, 40), icc_profile=lab), SMALL).width == 60


def test_a_profile_of_another_colour_space_is_applied_and_taken_out(tmp_path: Path) -> None:
    swapped = ImageCms.createProfile("sRGB")
    profile = ImageCms.ImageCmsProfile(swapped).tobytes().replace(b"sRGB", b"qRGB")
    picture = develop(saved(tmp_path / "a.jpg", scene(60, 40), icc_profile=profile), SMALL)
    assert "icc_profile" not in opened(picture).info


def test_sixteen_bits_of_grey_keep_their_middle(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.png", Image.new("I;16", (40, 40), 32768))
    assert opened(develop(path, SMALL)).convert("L").getpixel((5, 5)) == pytest.approx(128, abs=2)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "YCbCr", "F", "I"])
def test_every_kind_of_pixel_is_taken(tmp_path: Path, mode: str) -> None:
    image = scene(64, 48).convert("L").convert(mode) if mode in {"F", "I"} else scene(64, 48).convert(mode)
    assert develop(saved(tmp_path / "a.tif", image), SMALL).width == 64


def test_the_same_file_gives_the_same_bytes_without_the_cache(tmp_path: Path) -> None:
    path = photograph(tmp_path / "a.jpg")
    first = develop(path, SMALL)
    assert develop(path, SMALL) is first
    darkroom._developed.cache_clear()
    assert develop(path, SMALL) == first
    assert develop(path, SMALL) is not first


def test_a_file_that_is_replaced_is_made_ready_anew(tmp_path: Path) -> None:
    path = photograph(tmp_path / "a.jpg")
    first = develop(path, SMALL)
    photograph(path, 620, 400)
    assert develop(path, SMALL) != first


def test_what_a_file_is_decides_and_not_its_name(tmp_path: Path) -> None:
    path = photograph(tmp_path / "a.jpg").rename(tmp_path / "a.png")
    assert develop(path, SMALL).media_type == "image/jpeg"


def bomb(width: int, height: int) -> bytes:
    """Return a PNG that says it is large and holds next to nothing."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty: the file has 0 bytes"),
        (b"not a picture", "is not an image"),
        (b"<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg'/>", "is an SVG drawing"),
        (b"\xef\xbb\xbf <svg/>", "is an SVG drawing"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "is a HEIC photograph"),
        (b"\x89PNG\r\n\x1a\nnot a picture", "is damaged"),
        (b"\xff\xd8\xff\xe0nothing", "is damaged"),
        (b"GIF89a", "is damaged"),
        (b"II*\x00\x08\x00\x00\x00", "is damaged"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "is damaged"),
        (bomb(50_000, 50_000), "is too large: far more pixels"),
        (bomb(12_000, 12_000), "is too large: 12,000 × 12,000 pixels"),
    ],
)
def test_what_cannot_be_shown_is_refused_by_name_with_what_to_do(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "odd.jpg"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=said) as caught:
        develop(path, SMALL)
    assert caught.value.message.startswith("odd.jpg ")
    assert caught.value.hint


def test_half_a_photograph_is_refused(tmp_path: Path) -> None:
    path = photograph(tmp_path / "a.jpg")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(BadInput, match="is damaged, or only a part"):
        develop(path, SMALL)


def test_an_avif_that_points_to_no_picture_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.avif", scene(40, 30))
    path.write_bytes(path.read_bytes().replace(b"pitm", b"pitn"))  # the box that names the primary picture
    with pytest.raises(BadInput, match="is damaged, or only a part"):
        develop(path, SMALL)


def test_a_wide_photograph_of_twelve_thousand_pixels_is_taken(tmp_path: Path) -> None:
    picture = develop(saved(tmp_path / "wide.jpg", Image.new("RGB", (12_000, 1_500), "#446688"), quality=50), PAGE)
    assert (picture.width, picture.height) == (1600, 200)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"gone\.jpg cannot be read"):
        develop(tmp_path / "gone.jpg")


@examples(60)
@given(st.data())
def test_a_damaged_file_is_shown_or_refused_and_never_more(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Whatever is done to the bytes of a picture, it is developed or refused as bad input."""
    form, name = data.draw(
        st.sampled_from([("JPEG", "a.jpg"), ("PNG", "a.png"), ("GIF", "a.gif"), ("TIFF", "a.tif"), ("AVIF", "a.avif")])
    )
    written = io.BytesIO()
    scene(40, 30).save(written, form)
    content = bytearray(written.getvalue())
    for place in data.draw(st.lists(st.integers(8, len(content) - 1), min_size=1, max_size=12)):
        content[place] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("damaged") / name
    path.write_bytes(bytes(content))
    with contextlib.suppress(BadInput):
        assert develop(path, SMALL).width > 0
