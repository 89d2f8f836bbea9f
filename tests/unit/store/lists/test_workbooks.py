"""Workbooks as Excel stores them, and files that only look like workbooks."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook

from pressctl.errors import BadInput
from pressctl.store.lists.base import ForeignTable, LossKind, Mark, Reading, SeveralSheets
from pressctl.store.lists.reading import read_list

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def stored(rows: str, *, after: str = "", columns: str = "", extra: dict[str, str] | None = None) -> bytes:
    """Return a workbook of one sheet, written as Excel writes it: computed values beside formulas, shared strings."""
    strings = ("E-mail", "Name", "Phone", "Met", "a@desk.example")
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPES}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{TYPES}.styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{TYPES}.sharedStrings+xml"/></Types>',
        "_rels/.rels": '<Relationships {PACKAGE}>'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {MAIN} {RELATIONS}><sheets>'
        '<sheet name="Media" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships '
        'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="/xl/worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{OFFICE}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId3" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet {MAIN}><fonts count="1"><font/></fonts>'
        '<fills count="1"><fill><patternFill/></fill></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="2"><xf xfId="0"/><xf numFmtId="14" applyNumberFormat="1" xfId="0"/></cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f"<sst {MAIN}>" + "".join(f"<si><t>{text}</t></si>" for text in strings) + "</sst>",
        "xl/worksheets/sheet1.xml": f"<worksheet {MAIN} {RELATIONS}>{columns}"
        f"<sheetData>{rows}</sheetData>{after}</worksheet>",
        **(extra or {}),
    }  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return out.getvalue()


HEADER = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
    '<c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c></row>'
)


def read(data: bytes, sheet: str | None = None) -> ForeignTable:
    return read_list(data, "media.xlsx", Reading(sheet=sheet))


def test_the_computed_value_of_a_formula_is_taken_and_said() -> None:
    table = read(stored(HEADER + '<row r="2"><c r="A2" t="s"><v>4</v></c>'
        '<c r="B2" t="str"><f>"An"&amp;"na"</f><v>Anna</v></c><c r="C2"><v>994501234567</v></c>'
        '<c r="D2" s="1"><v>46024</v></c></row>'))  # fmt: skip
    (row,) = table.rows
    assert row.cells == ("a@desk.example", "Anna", "994501234567", "2026-01-02")
    assert row.marks == {2: Mark.NUMBER, 3: Mark.DATE}
    assert {(loss.kind, loss.column, loss.count) for loss in table.losses} == {
        (LossKind.FORMULA, "B", 1), (LossKind.DATE, "D", 1),
    }  # fmt: skip


def test_an_error_and_a_formula_without_a_value_are_empty_and_said() -> None:
    table = read(stored(HEADER + '<row r="2"><c r="A2" t="s"><v>4</v></c>'
        '<c r="B2" t="e"><f>NA()</f><v>#N/A</v></c><c r="C2"><f>1+1</f></c></row>'))  # fmt: skip
    assert table.rows[0].cells == ("a@desk.example", "", "", "")
    assert {(loss.kind, loss.row, loss.column) for loss in table.losses} == {
        (LossKind.ERROR_VALUE, 2, "B"), (LossKind.FORMULA, 2, "C"),
    }  # fmt: skip


def test_styles_down_to_the_last_row_of_a_sheet_cost_nothing() -> None:
    styled = "".join(f'<row r="{number}"><c r="A{number}" s="1"/></row>' for number in range(3, 20_000))
    last = '<row r="1048576"><c r="A1048576" s="1"/></row>'
    table = read(stored(HEADER + '<row r="2"><c r="A2" t="s"><v>4</v></c></row>' + styled + last))
    assert len(table.rows) == 1


def test_a_value_far_below_the_others_is_found() -> None:
    table = read(stored(HEADER + '<row r="200000"><c r="A200000" t="s"><v>4</v></c></row>'))
    assert [row.number for row in table.rows] == [200000]


def test_a_merged_cell_counts_for_each_of_its_rows() -> None:
    rows = "".join(
        f'<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>p{number}@desk.example</t></is></c>'
        + ('<c r="B2" t="inlineStr"><is><t>Shared name</t></is></c>' if number == 2 else "")
        + "</row>"
        for number in range(2, 6)
    )
    after = '<mergeCells count="1"><mergeCell ref="B2:B4"/></mergeCells>'
    table = read(stored(HEADER + rows, after=after))
    assert [row.cells[1] for row in table.rows] == ["Shared name", "Shared name", "Shared name", ""]
    assert [(loss.kind, loss.count) for loss in table.losses] == [(LossKind.MERGED_CELLS, 2)]


def test_hidden_rows_and_columns_are_read_and_said() -> None:
    columns = '<cols><col min="2" max="2" hidden="1"/><col min="5" max="16384" hidden="1"/></cols>'
    rows = '<row r="2" hidden="1"><c r="A2" t="s"><v>4</v></c><c r="B2" t="s"><v>1</v></c></row>'
    table = read(stored(HEADER + rows, columns=columns))
    assert [loss.message for loss in table.losses] == [
        "hidden rows were read like the others: 2", "hidden columns were read like the others: B",
    ]  # fmt: skip


def sheets(*names: str) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, name in enumerate(names):
        sheet = book.create_sheet(name)
        sheet.append(["E-mail", "Name", "Met"])
        sheet.append([f"a{number}@desk.example" if name != "empty" else "", "Anna", date(2026, 1, 2)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_sheet_with_the_addresses_is_taken_and_the_others_are_named() -> None:
    table = read(sheets("empty", "Media"))
    assert table.rows[0].cells[0] == "a1@desk.example"
    assert [loss.message for loss in table.losses if loss.kind is LossKind.SHEET] == ['sheet "empty" was not read']


def test_two_sheets_with_addresses_want_a_choice() -> None:
    data = sheets("TV", "Radio")
    with pytest.raises(SeveralSheets) as refusal:
        read(data)
    assert refusal.value.sheets == (("TV", 1), ("Radio", 1))
    assert read(data, "radio").rows[0].cells[0] == "a1@desk.example"
    with pytest.raises(BadInput, match="no sheet"):
        read(data, "Print")
    with pytest.raises(BadInput, match="no sheet") as refused:
        read(data, "2")
    assert refused.value.hint == '--sheet "Radio"'


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return out.getvalue()


STRANGERS = {
    "protected by a password": b"\xd0\xcf\x11\xe0" + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le"),
    "Excel 97-2003": b"\xd0\xcf\x11\xe0" + b"\0" * 600,
    "OpenDocument": zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet", content_xml=b"<x/>"),
    "Apple Numbers": zipped(Index__Document=b"x"),
    "is a Word document": zipped(word__document_xml=b"<x/>"),
    "not a workbook": zipped(readme=b"hello"),
    "damaged": b"PK\x03\x04 and nothing after it",
    "times its size": zipped(xl__workbook_xml=b"<workbook/>", xl__big_xml=b" " * 30_000_000),
    "document type": zipped(xl__workbook_xml=b'<!DOCTYPE x [<!ENTITY a "b">]><workbook/>'),
    "PDF": b"%PDF-1.7",
    "web page": b"<html><table><tr><td>a@desk.example</td></tr></table></html>",
    "is empty": b"\xef\xbb\xbf\r\n",
}


@pytest.mark.parametrize("said", STRANGERS)
def test_what_is_no_workbook_is_refused_by_name(said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read(STRANGERS[said])


def test_a_workbook_without_its_parts_is_damaged() -> None:
    data = stored(HEADER)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        kept = {name: package.read(name) for name in package.namelist() if "sheet1" not in name}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, part in kept.items():
            package.writestr(name, part)
    with pytest.raises(BadInput):
        read(out.getvalue())
