"""What changed between two versions, as an officer asks for it; and what each reviewer has not seen yet."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import PIL.Image
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from tests.acceptance.conftest import PressOffice

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def tracked(data: bytes) -> list[tuple[str, str]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    return [
        (one.tag.removeprefix(W), "".join(one.itertext()))
        for one in body.iter(f"{W}ins", f"{W}del")
        if one.getparent().tag != f"{W}rPr"
    ]


def change(office: PressOffice, old: str, new: str, language: str = "en") -> None:
    file = office.file(language)
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def three(office: PressOffice) -> PressOffice:
    """Return an office with three versions of the release, each sent for review in a rehearsal."""
    asking = ("review", "send", "six", "--to", "eu-delegation")
    assert office.run(*asking, "--to", "iom").code == 0
    change(office, "headline: Six", "headline: Seven")
    assert office.run(*asking).code == 0
    change(office, "headline: Seven", "headline: Seven or eight")
    assert office.run(*asking).code == 0
    return office


def made(office: PressOffice, *arguments: str) -> list[Path]:
    ended = office.run("redline", "six", *arguments, "--json")
    assert ended.code == 0, ended.err
    return [office.root / file["path"] for file in json.loads(ended.out)["files"]]


def test_each_language_in_which_something_has_changed_has_a_document(three: PressOffice) -> None:
    (first,) = made(three, "--from", "1", "--to", "2")
    assert first.name == f"{three.slug}_en_v1-v2_REDLINE.docx"
    assert tracked(first.read_bytes()) == [("del", "Six"), ("ins", "Seven")]
    (last,) = made(three, "--from", "1")
    assert tracked(last.read_bytes()) == [("del", "Six"), ("ins", "Seven or eight")]
    (back,) = made(three, "--from", "3", "--to", "2", "--output", "elsewhere")
    assert back.parent.name == "elsewhere"
    assert tracked(back.read_bytes()) == [("del", " or eight")]
    said = three.run("redline", "six", "--from", "1").out
    assert "nothing has changed in ar, az, fr, ru" in said


def test_todays_text_is_said_to_be_newer(three: PressOffice) -> None:
    assert "today's text" not in three.run("redline", "six", "--from", "1").out
    change(three, "headline: Seven or eight", "headline: Nine")
    assert "today's text is newer than version 3" in three.run("redline", "six", "--from", "1").out


def test_what_cannot_be_compared_is_said(three: PressOffice, tmp_path: Path) -> None:
    unknown = three.run("redline", "six", "--from", "7")
    assert unknown.code == 3
    assert [line.split()[1] for line in unknown.err.splitlines() if "review" in line and "version" in line][:3] == [
        "1", "2", "3"
    ]  # fmt: skip
    assert three.run("redline", "six", "--from", "3").code == 2
    assert three.run("redline", "six", "--from", "1", "--language", "de").code == 3
    assert three.run("redline", "six", "--from", "1", "--language", "az").code == 1
    assert not list(tmp_path.rglob("*_az_*REDLINE*"))


def test_nothing_frozen_is_nothing_to_compare(office: PressOffice) -> None:
    ended = office.run("redline", "six", "--from", "1")
    assert ended.code == 1
    assert "sent for review" in ended.err


def test_each_reviewer_is_shown_what_changed_since_their_own_last_copy(three: PressOffice) -> None:
    change(three, "headline: Seven or eight", "headline: Nine")
    ended = three.run("review", "send", "six", "--to", "eu-delegation", "--to", "iom", "--since", "last", "--json")
    assert ended.code == 0, ended.err
    told = json.loads(ended.out)
    assert [person["since"] for person in told["people"]] == [3, 1]
    changes = [tracked((three.root / copy["path"]).read_bytes()) for copy in told["copies"]]
    assert changes == [[("del", "Seven or eight"), ("ins", "Nine")], [("del", "Six"), ("ins", "Nine")]]


def test_since_is_a_version_or_the_last(office: PressOffice) -> None:
    asking = ("review", "send", "six", "--to", "iom", "--since")
    assert office.run(*asking, "1").code == 3
    assert office.run(*asking, "last", "--dry-run").code == 0
    assert office.run("review", "send", "six", "--to", "iom").code == 0
    assert office.run(*asking, "yesterday").code == 3


def test_a_picture_that_came_or_went_is_a_change_and_one_that_is_lost_keeps_its_words(office: PressOffice) -> None:
    folder = office.file("en").parent / "media"
    folder.mkdir(exist_ok=True)
    PIL.Image.new("RGB", (400, 300), "navy").save(folder / "hall.jpg")
    picture = '![A hall in Baku](media/hall.jpg "Delegates")'
    text = office.file("en").read_text(encoding="utf-8")
    asking = ("review", "send", "six", "--to", "iom")
    assert office.run(*asking).code == 0
    office.file("en").write_text(f"{text.rstrip()}\n\n{picture}\n", encoding="utf-8")
    assert office.run(*asking).code == 0
    (shown,) = made(office, "--from", "1")
    with zipfile.ZipFile(shown) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    (drawing,) = body.iter(f"{W}drawing")
    assert f"{W}ins" in {one.tag for one in drawing.iterancestors()}
    assert OpenXmlValidator().validate(shown).is_valid

    office.file("en").write_text(text, encoding="utf-8")
    assert office.run(*asking).code == 0
    (back,) = made(office, "--from", "2", "--to", "3")
    with zipfile.ZipFile(back) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    (drawing,) = body.iter(f"{W}drawing")
    assert f"{W}del" in {one.tag for one in drawing.iterancestors()}
    assert OpenXmlValidator().validate(back).is_valid

    (folder / "hall.jpg").unlink()
    (lost,) = made(office, "--from", "2", "--to", "3")
    assert ("del", "A hall in Baku") in tracked(lost.read_bytes())
