"""Lists as Excel workbooks: values, never formulas, from the sheet that holds the addresses."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from pressctl.config.validation import nearest
from pressctl.errors import BadInput
from pressctl.store.lists.base import ForeignTable, Loss, LossKind, Mark, Reading, SeveralSheets
from pressctl.store.lists.escaping import unescaped
from pressctl.store.lists.heading_row import GridRow, column_letter, table_of
from pressctl.store.lists.workbook_package import BROKEN_ZIP, SheetFacts, refuse_strangers, sheet_facts, sheet_paths

if TYPE_CHECKING:
    from openpyxl import Workbook

MOST_ROWS = 200_000
"""Rows with anything in them."""
_MOST_COLUMNS = 400
_BROKEN = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError, SyntaxError, *BROKEN_ZIP)
"""What openpyxl and the XML parsers end in on a damaged workbook: whatever breaks first."""
_MOST_FILLED = 200_000
"""Cells that a merged cell's value may be written into."""


def read_xlsx(data: bytes, name: str, reading: Reading) -> ForeignTable:
    """Read a list from a workbook.

    Raises:
        SeveralSheets: more than one sheet holds addresses, and none was named.
        BadInput: it is no workbook that can be opened, or has no such sheet.
    """
    refuse_strangers(data, name)
    try:
        with warnings.catch_warnings(), zipfile.ZipFile(io.BytesIO(data)) as package:
            # What openpyxl remarks on (styles, validations, print areas) is no part of a list.
            warnings.simplefilter("ignore")
            return _read(data, name, reading, package)
    except _BROKEN as error:
        raise BadInput(f"{name} is damaged or was not written as a workbook is", hint=_SAVE_ANEW) from error


_SAVE_ANEW = "open it in Excel or LibreOffice and save it as XLSX, or as CSV UTF-8"


def _read(data: bytes, name: str, reading: Reading, package: zipfile.ZipFile) -> ForeignTable:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        paths = sheet_paths(package)
        sheets = [sheet.title for sheet in book.worksheets if sheet.title in paths]
        if not sheets:
            raise BadInput(f"{name} has no sheet with cells", hint="save the list as CSV UTF-8")
        facts = {title: sheet_facts(package, paths[title]) for title in sheets}
        title, found = _chosen(book, name, reading.sheet, facts)
    finally:
        book.close()
    grid, losses = found
    others = [Loss(LossKind.SHEET, f'sheet "{other}" was not read') for other in sheets if other != title]
    return table_of(name, grid, [f'sheet "{title}"'] if len(sheets) > 1 else [], [*others, *losses])


_Sheet = tuple[list[GridRow], list[Loss]]


def _chosen(book: Workbook, name: str, named: str | None, facts: Mapping[str, SheetFacts]) -> tuple[str, _Sheet]:
    """Return the sheet that was named, or the one that holds addresses, with its rows."""
    if named is not None:
        wanted = next((each for each in facts if each.casefold() == named.strip().casefold()), None)
        if wanted is None:
            raise _no_such_sheet(name, named, list(facts))
        return wanted, _sheet(book, wanted, name, facts[wanted])
    read = {each: _sheet(book, each, name, facts[each]) for each in facts}
    visible = [each for each in facts if book[each].sheet_state == "visible"] or list(facts)
    holding = [(each, count) for each in visible if (count := _addresses(read[each][0]))]
    if len(holding) > 1:
        raise SeveralSheets(name, tuple(holding))
    chosen = holding[0][0] if holding else visible[0]
    return chosen, read[chosen]


def _no_such_sheet(name: str, named: str, sheets: Sequence[str]) -> BadInput:
    number = int(named) if named.isdecimal() and len(named) < 3 else 0
    guess = sheets[number - 1] if 0 < number <= len(sheets) else nearest(named, sheets)
    known = ", ".join(f'"{each}"' for each in sheets[:10])
    hint = f'--sheet "{guess}"' if guess else None
    return BadInput(f'{name} has no sheet "{named}"; there are {known}', hint=hint)


def _addresses(grid: Sequence[GridRow]) -> int:
    return sum(any("@" in cell for cell in row.cells) for row in grid)


def _sheet(book: Workbook, title: str, name: str, facts: SheetFacts) -> _Sheet:
    """Return a sheet's rows that hold anything, and what is to be said of them."""
    sheet = book[title]
    columns = min(facts.last_column, _MOST_COLUMNS)
    losses: list[Loss] = []
    if facts.last_column > columns:
        losses.append(Loss(LossKind.COLUMN, f"columns after the {columns}th were not read"))
    if not columns:
        return [], losses
    sheet.reset_dimensions()  # what a foreign writer says of its own size is often wrong
    grid: list[GridRow] = []
    seen: Counter[tuple[LossKind, int]] = Counter()
    for number, cells in enumerate(sheet.iter_rows(max_row=facts.last_row, max_col=columns), start=1):
        row = _row(number, cells, facts, losses, seen)
        if any(row.cells):
            grid.append(row)
        if len(grid) > MOST_ROWS:
            raise BadInput(f"{name} has more than {MOST_ROWS:,} rows", hint="split it, or save it as CSV UTF-8")
    grid = _filled_down(grid, facts, losses)
    return grid, [*losses, *_counted(seen), *_hidden(facts, grid)]


def _row(
    number: int,
    cells: Sequence[object],
    facts: SheetFacts,
    losses: list[Loss],
    seen: Counter[tuple[LossKind, int]],
) -> GridRow:
    texts: list[str] = []
    marks: dict[int, Mark] = {}
    for place, cell in enumerate(cells):
        value, at = getattr(cell, "value", None), (number, place)
        text = _text(value)
        if at in facts.links and "@" not in text:
            said = f'"{text}" gave way to the address it links to' if text else "the address was taken from the link"
            losses.append(Loss(LossKind.LINK, said, number, column_letter(place)))
            text = facts.links[at]
        elif getattr(cell, "data_type", "") == "e":
            said = f"{text} is an error of the spreadsheet; left out"
            losses.append(Loss(LossKind.ERROR_VALUE, said, number, column_letter(place)))
            text = ""
        elif at in facts.uncomputed:
            said = "a formula that was never computed; empty"
            losses.append(Loss(LossKind.FORMULA, said, number, column_letter(place)))
        elif at in facts.formulas:
            seen[LossKind.FORMULA, place] += 1
        if isinstance(value, (datetime, date, time)):
            marks[place] = Mark.DATE
            seen[LossKind.DATE, place] += 1
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            marks[place] = Mark.NUMBER
        texts.append(text)
    return GridRow(number, tuple(texts), marks=marks)


def _text(value: object) -> str:
    """Return a value as the text of a cell."""
    if value is None:
        return ""
    if isinstance(value, str):
        return unescaped(value.replace("_x000D_", "").strip())
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e17:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    return value.isoformat() if isinstance(value, (date, time)) else str(value)


def _filled_down(grid: list[GridRow], facts: SheetFacts, losses: list[Loss]) -> list[GridRow]:
    """Give every row of a cell that is merged downwards its value."""
    rows = {row.number: row for row in grid}
    added = filled = 0
    for (top, column), (bottom, _) in facts.merged:
        above = rows.get(top)
        if bottom <= top or above is None or column >= len(above.cells) or not above.cells[column]:
            continue
        for number in range(top + 1, min(bottom, facts.last_row) + 1):
            row = rows.get(number)
            added += 1
            if row is None or added > _MOST_FILLED:
                continue
            cells = list(row.cells)
            cells[column] = above.cells[column]
            rows[number] = GridRow(number, tuple(cells), marks=row.marks)
            filled += 1
    if filled:
        said = "merged cells: each row got the value that stands for it"
        losses.append(Loss(LossKind.MERGED_CELLS, said, count=filled))
    return [rows[row.number] for row in grid]


def _counted(seen: Counter[tuple[LossKind, int]]) -> Iterator[Loss]:
    said = {
        LossKind.FORMULA: "formulas: the values last computed were taken",
        LossKind.DATE: "dates are written as 2026-11-24",
    }
    for (kind, place), count in seen.items():
        yield Loss(kind, said[kind], column=column_letter(place), count=count)


def _hidden(facts: SheetFacts, grid: Sequence[GridRow]) -> Iterator[Loss]:
    filled = {row.number for row in grid}
    rows = [number for number in facts.hidden_rows if number in filled]
    if rows:
        shown = ", ".join(map(str, rows[:10])) + (" …" if len(rows) > 10 else "")
        yield Loss(LossKind.HIDDEN, f"hidden rows were read like the others: {shown}", count=len(rows))
    used = {place for row in grid for place, cell in enumerate(row.cells) if cell}
    columns = sorted(facts.hidden_columns & used)
    if columns:
        shown = ", ".join(map(column_letter, columns[:10]))
        yield Loss(LossKind.HIDDEN, f"hidden columns were read like the others: {shown}", count=len(columns))
