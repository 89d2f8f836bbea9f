"""`[media]`: how photographs leave, refused where it says what cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from pressctl.config.load import load_config
from pressctl.config.media import Media, PhotographsInMail
from pressctl.errors import BadInput

OFFICE = '[office]\nname = "Example"\n\n[media]\n'


def loaded(folder: Path, text: str) -> Media:
    path = folder / "pressctl.toml"
    path.write_text(OFFICE + text, encoding="utf-8")
    return load_config(path).media


def test_photographs_stand_in_the_mail_where_nothing_is_said(tmp_path: Path) -> None:
    media = loaded(tmp_path, "")
    assert (media.mail, media.max_pixels, media.quality) == (PhotographsInMail.EMBED, 1200, 82)
    assert media.max_message_mb == 25


def test_an_address_ends_with_a_stroke(tmp_path: Path) -> None:
    assert loaded(tmp_path, 'mail = "link"\nurl = "https://example.org/photos"\n').url == "https://example.org/photos/"


@pytest.mark.parametrize(
    ("text", "said", "line"),
    [
        ('mail = "link"\n', "wants url", 4),
        ('mail = "enclose"\n', "is none of", 5),
        ('url = "http://example.org/"\n', "is not an address", 5),
        ('url = "https://example.org/?a=b"\n', "is not an address", 5),
        ('url = "javascript:alert(1)"\n', "is not an address", 5),
        ("max_pixels = 10\n", "greater than or equal to 200", 5),
        ("quality = 100\n", "less than or equal to 95", 5),
        ("max_message_mb = 0\n", "greater than or equal to 1", 5),
        ("max_pixel = 800\n", "unknown key", 5),
    ],
)
def test_what_cannot_be_is_refused_with_its_line(tmp_path: Path, text: str, said: str, line: int) -> None:
    with pytest.raises(BadInput) as caught:
        loaded(tmp_path, text)
    (problem,) = caught.value.problems
    assert said in problem.message
    assert problem.line == line
