"""A Word document that leaves for the press carries no tracked change, no comment, no author and no revision id.

Every part of the export of every sample is looked into, on the office's layout and on one that somebody has worked in.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from pressctl.config.load import load_config
from pressctl.config.workspace import Workspace
from pressctl.export.base import EXPORTERS, Format
from pressctl.export.docx.render import render_docx
from pressctl.model.moment import Moment
from pressctl.workflow.opening import Opened, open_release
from pressctl.workflow.sheets import sheet_of

WORKSPACE = Workspace(Path(__file__).resolve().parents[3])
NOW = Moment(datetime(2018, 10, 24, 9, 0, tzinfo=UTC), "Asia/Baku")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHANGES = {
    "ins", "del", "moveFrom", "moveTo", "moveFromRangeStart", "moveToRangeStart", "rPrChange", "pPrChange",
    "sectPrChange", "tblPrChange", "tblGridChange", "trPrChange", "tcPrChange", "tblPrExChange", "numberingChange",
    "cellIns", "cellDel", "cellMerge", "delText", "delInstrText", "trackRevisions",
}  # fmt: skip
REMARKS = {"commentRangeStart", "commentRangeEnd", "commentReference", "comment", "rsids", "rsidRoot", "rsid"}
PARTS = re.compile(r"comments|people|commentsExtended|commentsIds|customXml|docProps/custom", re.IGNORECASE)


@cache
def opened(slug: str) -> Opened:
    return open_release(WORKSPACE, load_config(WORKSPACE.config_file), slug)


def wrong_with(data: bytes, office: str) -> Iterator[str]:
    """Yield everything in a document that no journalist should get."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if PARTS.search(name):
                yield f"the part {name}"
            if not name.endswith((".xml", ".rels")):
                continue
            for node in etree.fromstring(archive.read(name)).iter("{*}*"):
                yield from (f"{name}: {one}" for one in wrong_node(node, office))


def wrong_node(node: etree._Element, office: str) -> Iterator[str]:
    tag = node.tag.rpartition("}")[2]
    if node.tag.startswith(W) and tag in CHANGES | REMARKS:
        yield tag
    for attribute in node.attrib:
        short = str(attribute).rpartition("}")[2]
        if short.startswith("rsid") or short in {"author", "initials", "paraId", "textId"}:
            yield f"{tag}/@{short}"
    if tag in {"creator", "lastModifiedBy"} and node.text != office:
        yield f"{tag} {node.text}"
    if tag in {"Manager", "Company", "Template"}:
        yield tag


@pytest.mark.parametrize("slug", WORKSPACE.slugs())
def test_no_export_carries_anything_of_who_worked_on_it(slug: str) -> None:
    for edition in opened(slug).editions():
        sheet = sheet_of(opened(slug), edition, NOW)
        data = EXPORTERS[Format.DOCX].render(sheet, WORKSPACE, NOW.instant)
        assert list(wrong_with(data, sheet.letterhead.office)) == []


def test_nor_on_a_layout_that_somebody_has_worked_in(tmp_path: Path) -> None:
    document = Document()
    document.core_properties.author = "Nino Example"
    header = document.sections[0].header.paragraphs[0]
    header.add_run("The Example Office")
    header._p.append(
        etree.fromstring(
            f'<w:ins xmlns:w="{W[1:-1]}" w:id="1" w:author="Nino" w:date="2018-10-24T09:00:00Z" w:rsidR="00A1">'
            "<w:r><w:t>new</w:t></w:r></w:ins>"
        )
    )
    paragraph = document.add_paragraph("Body")
    document.add_comment(paragraph.runs, "Is this right?", author="Nino Example", initials="NE")
    document.save(str(tmp_path / "house.docx"))
    slug = WORKSPACE.slugs()[0]
    sheet = sheet_of(opened(slug), opened(slug).editions()[0], NOW)
    data = render_docx(sheet, tmp_path / "house.docx", stamped=NOW.instant)
    assert list(wrong_with((tmp_path / "house.docx").read_bytes(), sheet.letterhead.office)) != []
    assert list(wrong_with(data, sheet.letterhead.office)) == []
