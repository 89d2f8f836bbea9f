"""The house layout, and what is said of an office's own that does not fit."""

from __future__ import annotations

import io
import runpy
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx import Document
from openxml_audit import OpenXmlValidator

from pressctl.errors import BadInput
from pressctl.export.docx.render import render_docx
from pressctl.export.docx.stylebook import Style
from pressctl.export.sheet import Direction, Letterhead, Look, Placed, Properties, Sheet, StatusLine
from pressctl.model.text import Paragraph, Words

ROOT = Path(__file__).parents[3]
HOUSE = ROOT / "templates" / "layouts" / "house.docx"
STAMP = datetime(2026, 5, 4, 8, 30, tzinfo=UTC)

SHEET = Sheet(
    language="en",
    direction=Direction.LTR,
    look=Look(),
    properties=Properties(
        "Headline", "en", "Example Office", "urn:uuid:0b9c0c2e-55a5-4f0e-9c43-0e0c5f1d8a11", "Release"
    ),
    letterhead=Letterhead("Example Office", "Press release"),
    status=StatusLine("For immediate release", embargoed=False),
    headline="Headline",
    subheadline=None,
    dateline="Baku, 4 May 2026",
    dateline_dash=" – ",
    body=(Placed("body[1]", Paragraph((Words("The lead."),))),),
    sections=(),
    end_mark="ENDS",
    boilerplates=(),
    notes=None,
    pictures=(),
    contact=None,
    page_of=("Page ", " of ", ""),
)


LAYOUTS = (HOUSE, HOUSE.with_name("classic.docx"))


def built(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    tools = ROOT / "docs" / "tools"
    monkeypatch.setattr(sys, "path", [str(tools), *sys.path])
    script = runpy.run_path(str(tools / "build_house_docx.py"))
    return {house.file: script["house_docx"](house) for house in script["HOUSES"]}


def changed(folder: Path, **replacements: tuple[str, str]) -> Path:
    """The house layout with texts replaced in parts of `word/`."""
    office = folder / "office.docx"
    with zipfile.ZipFile(HOUSE) as house, zipfile.ZipFile(office, "w") as archive:
        for name in house.namelist():
            text = house.read(name).decode("utf-8")
            old, new = replacements.get(name.removeprefix("word/").removesuffix(".xml"), ("", ""))
            assert old in text
            archive.writestr(name, text.replace(old, new) if old else text)
    return office


def test_the_layouts_in_the_repository_are_what_their_script_builds(monkeypatch: pytest.MonkeyPatch) -> None:
    there = {layout.name: layout.read_bytes() for layout in LAYOUTS}
    assert there == built(monkeypatch), "run python docs/tools/build_house_docx.py"


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_layout_is_valid_and_belongs_to_nobody(layout: Path) -> None:
    assert OpenXmlValidator().validate(layout).errors == []
    with zipfile.ZipFile(layout) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert not [trace for trace in (b"python", b"creator", b"2013", b"rsid") if trace in everything]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_layout_holds_our_styles_and_no_others(layout: Path) -> None:
    names = {style.name.casefold() for style in Document(str(layout)).styles if style.name}
    basic = {"normal", "default paragraph font", "normal table", "no list"}
    assert names == {style.value.casefold() for style in Style} | basic


def test_styles_are_found_by_name_where_word_has_translated_their_ids(tmp_path: Path) -> None:
    office = changed(tmp_path, styles=("Heading1", "berschrift1"))
    document = Document(io.BytesIO(render_docx(SHEET, office, stamped=STAMP)))
    assert [p.text for p in document.paragraphs if p.style and p.style.style_id == "berschrift1"] == ["Headline"]


def test_an_office_s_own_letterhead_stays(tmp_path: Path) -> None:
    own = "<w:p><w:r><w:t>Ministry of Examples</w:t></w:r></w:p>"
    office = changed(tmp_path, header1=("<w:p/>", own))
    section = Document(io.BytesIO(render_docx(SHEET, office, stamped=STAMP))).sections[0]
    assert [p.text for p in section.first_page_header.paragraphs] == ["Ministry of Examples"]
    assert [p.text for p in section.header.paragraphs] == ["Headline"]


def test_what_stands_in_an_office_s_layout_is_no_part_of_the_release(tmp_path: Path) -> None:
    sample = "<w:p><w:r><w:t>Type the headline here</w:t></w:r></w:p><w:sectPr>"
    office = changed(tmp_path, document=("<w:sectPr>", sample))
    document = Document(io.BytesIO(render_docx(SHEET, office, stamped=STAMP)))
    assert [p.text for p in document.paragraphs] == [
        "For immediate release",
        "Headline",
        "Baku, 4 May 2026 – The lead.",
        "ENDS",
    ]


def test_what_a_layout_says_of_itself_is_not_said_of_the_release(tmp_path: Path) -> None:
    office = changed(
        tmp_path,
        **{
            "docProps/app": ("</Application>", "</Application><Company>Example Designers</Company>"),
            "docProps/core": ("<dc:title>House layout</dc:title>", "<dc:description>Draft 7</dc:description>"),
        },
    )
    with zipfile.ZipFile(io.BytesIO(render_docx(SHEET, office, stamped=STAMP))) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Example Designers" not in everything
    assert b"Draft 7" not in everything


def test_the_office_s_margins_stay(tmp_path: Path) -> None:
    office = changed(tmp_path, document=('w:left="1417"', 'w:left="2000"'))
    section = Document(io.BytesIO(render_docx(SHEET, office, stamped=STAMP))).sections[0]
    assert section.left_margin is not None
    assert section.left_margin.twips == 2000


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"plain text"])
def test_a_layout_that_is_no_word_document_is_refused(tmp_path: Path, content: bytes) -> None:
    broken = tmp_path / "office.docx"
    broken.write_bytes(content)
    with pytest.raises(BadInput, match="not a Word document"):
        render_docx(SHEET, broken, stamped=STAMP)


def test_a_layout_that_is_missing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        render_docx(SHEET, tmp_path / "none.docx", stamped=STAMP)
