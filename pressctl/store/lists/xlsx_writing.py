"""A press list as a workbook: every cell a text, so that nothing in it is ever computed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pressctl.store.lists.escaping import escaped

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WIDEST = 48
_NARROWEST = 8
_NUMERIC = frozenset("+-0123456789=")


def write_xlsx(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Return a list as an Excel workbook: a bold header that stays in sight, columns as wide as what they hold."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet: Worksheet = book.create_sheet("Contacts")
    sheet.freeze_panes = "A2"
    for place, column in enumerate(columns):
        longest = max([len(column), *(len(row[place].split("\n")[0]) for row in rows)])
        letter = _letter(place)
        sheet.column_dimensions[letter].width = min(_WIDEST, max(_NARROWEST, longest + 2))
    sheet.append([_text(sheet, column, bold=True) for column in columns])
    for row in rows:
        sheet.append([_cell(sheet, cell) if cell else None for cell in row])
    if columns:
        sheet.auto_filter.ref = f"A1:{_letter(len(columns) - 1)}{len(rows) + 1}"
    book.properties.creator = "pressctl"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _letter(place: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(place + 1)


def _cell(sheet: Worksheet, text: str) -> object:
    """Return a cell that is text; where it looks like a number, one that stays text when it is typed over.

    openpyxl takes a text for a formula by its first `=` alone, and an escaped one has none.
    """
    return _text(sheet, text) if text[:1] in _NUMERIC else escaped(text)


def _text(sheet: Worksheet, text: str, *, bold: bool = False) -> object:
    """Return a cell that is text, whatever it begins with."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell = WriteOnlyCell(sheet, value=escaped(text))
    cell.data_type = "s"
    cell.number_format = "@"
    if bold:
        cell.font = Font(bold=True)
    return cell
