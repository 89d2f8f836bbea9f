"""Lists as CSV or tab-separated text, by whatever program, in whatever encoding and with whatever delimiter."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pressctl.language.encodings import decode_text
from pressctl.store.lists.base import ForeignTable, Reading, no_text
from pressctl.store.lists.escaping import escaped, unescaped
from pressctl.store.lists.heading_row import GridRow, table_of
from pressctl.store.lists.vocabulary import heading_meaning
from pressctl.store.press_list.csv_dialect import Dialect, encode, render

_SEP_LINE = re.compile(r'"?sep=([,;\t|])"?[ \t]*(\r\n|\n|\r|$)', re.IGNORECASE)
_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
_TRIED = 80
"""Lines that decide the delimiter."""
_RESTARTS = 50
"""Rows with an unclosed quotation mark after which reading begins anew on the next line."""


def read_csv(data: bytes, name: str, reading: Reading) -> ForeignTable:
    """Read a list from text with delimiters.

    Raises:
        BadInput: it is no text, or the encoding that was named does not exist.
    """
    decoded = decode_text(data, no_text(name), reading.encoding)
    text = decoded.text.replace("\ufeff", "")  # between two lists that were copied into one file
    declared = _SEP_LINE.match(text)
    delimiter = declared[1] if declared else _delimiter(text)
    if declared:
        text = text[declared.end() :]
    said = [decoded.said, _DELIMITERS[delimiter]]
    return table_of(name, list(_grid(text, delimiter)), said, parted=True)


def write_csv(columns: Sequence[str], rows: Sequence[Sequence[str]], *, excel: bool = False) -> bytes:
    """Return a list as CSV (RFC 4180), safe to open in a spreadsheet program.

    Args:
        columns: the header.
        rows: the cells, as `contacts.csv` has them.
        excel: with semicolons and a byte order mark, as Excel opens it by a double click in most of Europe.
    """
    mark = b"\xef\xbb\xbf" if excel else b""
    dialect = Dialect(delimiter=";" if excel else ",", newline="\r\n", bom=mark)
    lines = (render([escaped(cell) for cell in row], dialect) for row in (columns, *rows))
    return encode("".join(lines), dialect)


def _grid(text: str, delimiter: str) -> Iterator[GridRow]:
    """Yield the rows; a row that cannot be parted has a fault, and reading goes on with the next line."""
    lines = list(io.StringIO(text, newline=""))
    number = begun = restarts = 0
    while begun < len(lines):
        reader = csv.reader(iter(lines[begun:] if begun else lines), delimiter=delimiter, strict=True)
        read = 0
        try:
            for cells in reader:
                number += 1
                read = reader.line_num
                yield GridRow(number, tuple(map(unescaped, cells)))
        except csv.Error as error:
            number += 1
            yield GridRow(number, (), fault=_fault(error))
            restarts += 1
            begun += read + 1
            if restarts > _RESTARTS:
                yield from _unread(lines[begun:], number)
                return
        else:
            return


def _unread(lines: Sequence[str], number: int) -> Iterator[GridRow]:
    for more, line in enumerate(lines, start=1):
        if line.strip():
            yield GridRow(number + more, (), fault="stands after too many unclosed quotation marks")


def _fault(error: csv.Error) -> str:
    if "expected after" in str(error):
        return 'has text after a closing quotation mark; a " inside a cell is written ""'
    if "field larger" in str(error):
        return "has a cell of more than 131,072 characters"
    return "opens a quotation mark that is never closed"


def _delimiter(text: str) -> str:
    """Return the delimiter that parts most rows into equally many cells, and makes headings that are known."""
    head = "".join(list(_lines(text, _TRIED)))

    def sense(delimiter: str) -> float:
        rows = [row.cells for row in _grid(head, delimiter) if any(cell.strip() for cell in row.cells)]
        widths = Counter(len(cells) for cells in rows)
        width, times = max(widths.items(), key=lambda item: (item[0] > 1, item[1], item[0]), default=(1, 0))
        if width < 2:
            return 0.0
        known = max(len({heading_meaning(cell) for cell in cells} - {None}) for cells in rows)
        return times / len(rows) + min(width, 40) / 100 + known / 4

    return max(_DELIMITERS, key=sense)


def _lines(text: str, most: int) -> Iterator[str]:
    stream = io.StringIO(text[:200_000], newline="")
    for _ in range(most):
        line = stream.readline()
        if not line:
            return
        yield line
