"""The two looks: the same words in both, each in its own type; an office's own fonts and layouts before either."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx import Document
from lxml import html
from openxml_audit import OpenXmlValidator
from pypdf import PdfReader

from pressctl.config.looks import LookName
from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput
from pressctl.export.base import EXPORTERS, Format
from pressctl.export.frame import MailFrame, sender_line
from pressctl.export.html import render_html, render_mail_html
from pressctl.export.pdf.fonts import font_folders
from pressctl.export.pdf.inspection import inspect_fonts
from pressctl.export.sheet import Sheet
from pressctl.frozen import replace
from pressctl.model.release import Edition

STAMP = datetime(2026, 5, 4, 8, 30, tzinfo=UTC)
LANGUAGES = ("en", "az", "ru", "fr", "ar")
FRAME = MailFrame("Dear colleague,", "The lead", "Office", "", "")


def dressed(sheet: Sheet, look: LookName, *, own: bool = True) -> Sheet:
    return replace(sheet, look=replace(sheet.look, name=look, own=own))


def fonts_of(content: bytes) -> set[str]:
    """The families that are embedded in a PDF, without the mark of a subset."""
    found = set()
    for page in PdfReader(io.BytesIO(content)).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index,union-attr]  # pypdf's loose types
            found.add(re.sub(r"^/[A-Z]{6}\+", "", font.get_object()["/BaseFont"]).split("-")[0])
    return found


@pytest.mark.parametrize("look", LookName)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pdf_is_tagged_in_every_look_and_language(
    composed: Callable[..., Sheet], edition: Edition, language: str, look: LookName
) -> None:
    sheet = dressed(composed(replace(edition, language=language)), look)
    content = EXPORTERS[Format.PDF].render(sheet, None, STAMP)
    reader = PdfReader(io.BytesIO(content))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith(language)
    assert reader.metadata is not None
    assert reader.metadata.title == sheet.properties.title
    serif = "NotoSerif" in " ".join(fonts_of(content))
    assert serif is (look is LookName.CLASSIC)


@pytest.mark.parametrize("look", LookName)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_word_takes_the_document_in_every_look(
    composed: Callable[..., Sheet], edition: Edition, tmp_path: Path, language: str, look: LookName
) -> None:
    sheet = dressed(composed(replace(edition, language=language)), look)
    (tmp_path / "made.docx").write_bytes(EXPORTERS[Format.DOCX].render(sheet, None, STAMP))
    assert OpenXmlValidator().validate(tmp_path / "made.docx").errors == []
    font = Document(str(tmp_path / "made.docx")).styles.element.xpath("./w:docDefaults//w:rFonts/@w:ascii")
    assert font == ["Arial" if look is LookName.MODERN else "Times New Roman"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_looks_say_the_same(composed: Callable[..., Sheet], edition: Edition, language: str) -> None:
    sheet = composed(replace(edition, language=language))
    pages = [html.document_fromstring(render_html(dressed(sheet, look))) for look in LookName]
    mails = [html.document_fromstring(render_mail_html(dressed(sheet, look), FRAME)) for look in LookName]
    papers = [
        Document(io.BytesIO(EXPORTERS[Format.DOCX].render(dressed(sheet, look), None, STAMP))) for look in LookName
    ]
    for modern, classic in (pages, mails):
        said = [" ".join(" ".join(root.find("body").itertext()).split()) for root in (modern, classic)]
        assert said[0] == said[1]
        assert modern.xpath("string(//style)") != classic.xpath("string(//style)") or modern.xpath(
            "//h1/@style"
        ) != classic.xpath("//h1/@style")
    assert [line.text for line in papers[0].paragraphs] == [line.text for line in papers[1].paragraphs]


def test_a_centred_letterhead_shows_logos_office_and_document_below_each_other(sheet: Sheet) -> None:
    content = EXPORTERS[Format.DOCX].render(dressed(sheet, LookName.CLASSIC), None, STAMP)
    header = Document(io.BytesIO(content)).sections[0].first_page_header
    assert [line.text.strip() for line in header.paragraphs] == ["", sheet.letterhead.office, sheet.letterhead.document]
    assert header._element.xpath(".//wp:docPr/@descr") == [name for _, name in sheet.letterhead.logos]


def test_a_mail_is_an_article_with_a_name_for_those_who_hear_it(sheet: Sheet) -> None:
    root = html.document_fromstring(render_mail_html(sheet, FRAME))
    (article,) = root.xpath("//*[@role='article']")
    assert (article.get("aria-label"), article.get("lang"), article.get("dir")) == (sheet.headline, "en", "ltr")
    assert article.xpath(".//h1")
    (preheader,) = root.xpath("//*[@class='preheader']")
    assert "display: none" in preheader.get("style")


def test_a_look_asked_for_by_name_comes_before_the_office_s_own_layouts(sheet: Sheet, workspace: Workspace) -> None:
    layouts = workspace.templates / "layouts"
    layouts.mkdir(parents=True)
    (layouts / "page.html.j2").write_text("our page", encoding="utf-8")
    (layouts / "house.typ").write_text('#set document(title: "x")\nour page', encoding="utf-8")
    assert render_html(dressed(sheet, LookName.CLASSIC), workspace=workspace) == "our page"
    assert "<h1>" in render_html(dressed(sheet, LookName.CLASSIC, own=False), workspace=workspace)
    for own, pages in ((True, "our page"), (False, sheet.subheadline)):
        made = EXPORTERS[Format.PDF].render(dressed(sheet, LookName.CLASSIC, own=own), workspace, STAMP)
        assert str(pages) in " ".join(PdfReader(io.BytesIO(made)).pages[0].extract_text().split())


@pytest.fixture
def own_fonts(workspace: Workspace) -> Path:
    """A folder of fonts of the office's own: one of ours under another name."""
    from fontTools.ttLib import TTFont

    (source,) = (file for folder in font_folders() for file in folder.glob("IBMPlexSansArabic-Regular.ttf"))
    folder = workspace.templates / "fonts"
    folder.mkdir(parents=True)
    with TTFont(source) as font:
        for record in font["name"].names:
            if record.nameID in {1, 4, 6, 16}:
                record.string = "MinistryType" if record.nameID == 6 else "Ministry Type"
        font.save(folder / "ministry.ttf")
    return folder


def test_an_office_s_own_fonts_come_first(sheet: Sheet, workspace: Workspace, own_fonts: Path) -> None:
    assert "MinistryType" in fonts_of(EXPORTERS[Format.PDF].render(sheet, workspace, STAMP))
    named = replace(sheet, look=replace(sheet.look, own=False))
    assert "MinistryType" not in fonts_of(EXPORTERS[Format.PDF].render(named, workspace, STAMP))
    assert list(inspect_fonts(own_fonts)) == []


def test_a_file_that_is_no_font_is_named(sheet: Sheet, workspace: Workspace) -> None:
    folder = workspace.templates / "fonts"
    folder.mkdir(parents=True)
    (folder / "logo.otf").write_bytes(b"no font")
    with pytest.raises(BadInput, match=r"fonts/logo\.otf is not a font"):
        EXPORTERS[Format.PDF].render(sheet, workspace, STAMP)
    assert [flaw.message for flaw in inspect_fonts(folder)] == ["logo.otf is not a font"]


def test_an_address_that_begins_with_a_number_keeps_its_order_in_arabic(
    composed: Callable[..., Sheet], edition: Edition
) -> None:
    arabic = composed(replace(edition, language="ar"))
    assert sender_line(arabic, "المكتب", "1 Example Street") == "المكتب، \u20681 Example Street\u2069"
    assert sender_line(composed(edition), "Office", "1 Example Street") == "Office, 1 Example Street"
    assert sender_line(arabic, "المكتب", None) == "المكتب"
