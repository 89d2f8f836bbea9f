"""Tables whose header row repeats on every page and whose rows never split."""

from __future__ import annotations

from pressctl.export.docx.elements import Element, w
from pressctl.export.docx.galley import Galley
from pressctl.export.docx.inline import IN_BOLD, PLAIN, runs
from pressctl.export.docx.stylebook import Style
from pressctl.model.text import Inline, Table, plain

Row = tuple[tuple[Inline, ...], ...]

_EMU_IN_TWIP = 635


def table(galley: Galley, anchor: str, block: Table) -> Element:
    """Make a table as wide as the column."""
    widths = _widths(block, galley.column // _EMU_IN_TWIP)
    properties = w("tblPr", w("tblStyle", val=galley.styles[Style.TABLE]))
    if galley.rtl:
        properties.append(w("bidiVisual"))
    properties.extend(
        [
            w("tblW", w=sum(widths), type="dxa"),
            w("tblLayout", type="fixed"),
            w("tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
        ]
    )
    rows = [_row(galley, anchor, number, row, widths) for number, row in enumerate((block.header, *block.rows), 1)]
    return w("tbl", properties, w("tblGrid", *(w("gridCol", w=width) for width in widths)), *rows)


def _row(galley: Galley, anchor: str, number: int, row: Row, widths: list[int]) -> Element:
    properties = w("trPr", w("cantSplit"))
    if number == 1:
        properties.append(w("tblHeader"))
    style, tone = (Style.TABLE_HEAD, IN_BOLD) if number == 1 else (Style.TABLE_TEXT, PLAIN)
    cells = []
    for column, (cell, width) in enumerate(zip(row, widths, strict=True), 1):
        content = galley.bookmarks.within(f"{anchor}.r{number}c{column}", runs(galley, cell, tone))
        cells.append(w("tc", w("tcPr", w("tcW", w=width, type="dxa")), galley.paragraph(style, content)))
    return w("tr", properties, *cells)


def _widths(block: Table, whole: int) -> list[int]:
    """Share the width by the longest cell of each column, none below a third or above thrice an equal share."""
    columns = list(zip(*(block.header, *block.rows), strict=True))
    longest = [max(len(plain(cell)) for cell in column) for column in columns]
    average = max(1.0, sum(longest) / len(longest))
    weights = [min(max(length, average / 3), average * 3) for length in longest]
    widths = [int(whole * weight / sum(weights)) for weight in weights]
    widths[-1] += whole - sum(widths)
    return widths
