"""Whatever a release says, each word of it is led to its field: pieces stand in order where their bookmark begins."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import PIL.Image
import pytest
from hypothesis import given
from lxml import etree

from pressctl.export.composition import compose
from pressctl.export.docx.review_copy import Copied, Draft, render_copy
from pressctl.export.docx.tracking import Author
from pressctl.export.pieces import pieces
from pressctl.frozen import replace
from pressctl.language.labels import load_labels
from pressctl.model.release import Dateline, Edition, Media
from pressctl.model.text import Image, Paragraph, Words
from tests.property.editions import editions
from tests.property.test_redline import HOUSE, NOW, SLOW, STAMPED, W, sample, sheet, words

DRAFT = Draft("DRAFT", "How to answer", ("Please.",), (), "urn:x", (("pressctl_copy", "1"),))


def copied(edition: Edition) -> Copied:
    made = sheet(edition)
    return render_copy(made, HOUSE, DRAFT, pieces(made, edition), stamped=STAMPED)


def stand_where_they_should(done: Copied) -> Counter[str]:
    """Find every piece of a copy in its paragraph; return what of the body belongs to no field."""
    with zipfile.ZipFile(io.BytesIO(done.content)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))[0]
    left: Counter[str] = Counter()
    seen: set[str] = set()
    for paragraph in body.iter(f"{W}p"):
        names = [str(mark.get(f"{W}name")) for mark in paragraph.iter(f"{W}bookmarkStart")]
        seen.update(names)
        text, place = words(paragraph).replace("\n", "\u2028").replace("\ufffc", ""), 0
        for piece in done.anchors[names[0]].pieces if names else ():
            start = text.find(piece.text, place)
            assert start >= 0, (piece, text)
            left[text[place:start].strip()] += 1
            place = start + len(piece.text)
        assert all(not done.anchors[name].pieces for name in names[1:])
        left[text[place:].strip()] += 1
    assert seen == set(done.anchors)
    return left


@SLOW
@given(editions())
def test_every_piece_stands_in_the_paragraph_of_its_bookmark(edition: Edition) -> None:
    done = copied(edition)
    stand_where_they_should(done)
    assert len([piece for one in done.anchors.values() for piece in one.pieces]) == len(pieces(sheet(edition), edition))


@SLOW
@given(editions(language="ar"))
def test_so_it_is_from_right_to_left(edition: Edition) -> None:
    stand_where_they_should(copied(edition))


def test_captions_and_credits_of_pictures_are_led_to_their_fields(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    PIL.Image.new("RGB", (40, 30), "navy").save(tmp_path / "media" / "a.png")
    PIL.Image.new("RGB", (40, 30), "red").save(tmp_path / "media" / "b.png")
    edition = replace(
        simple(),
        body=(*simple().body, Image("media/a.png", "A hall", "Delegates meet", "Nino Example")),
        media=(Media("media/b.png", "A wall", "A caption"), Media("media/b.png", "A wall", None, "Somebody")),
    )
    opened = sample()
    made = compose(
        edition, release=opened.release, kind=opened.kind, config=opened.config, labels=load_labels(None, "en"),
        now=NOW, folder=tmp_path, workspace=opened.workspace,
    )  # fmt: skip
    done = render_copy(made, HOUSE, DRAFT, pieces(made, edition), stamped=STAMPED)
    left = stand_where_they_should(done)
    found = {piece.path: piece.text for one in done.anchors.values() for piece in one.pieces}
    assert found["body[2].caption"] == "Delegates meet"
    assert found["body[2].credit"] == "Nino Example"
    assert found["media[1].caption"] == "A caption"
    assert found["media[2].credit"] == "Somebody"
    assert left[". Photo:"] == left["Photo:"] == 1


def simple() -> Edition:
    return Edition("en", "A headline", Dateline("Baku", date(2018, 10, 30)), (Paragraph((Words("A line."),)),))


@pytest.mark.proof
@SLOW
@given(editions(), editions())
def test_changes_since_an_earlier_version_do_not_move_a_field(old: Edition, new: Edition) -> None:
    made = sheet(new)
    since = replace(DRAFT, since=(sheet(old), Author("Office", STAMPED)))
    done = render_copy(made, HOUSE, since, pieces(made, new), stamped=STAMPED)
    assert done.anchors == copied(new).anchors
