"""A table as spreadsheet programs save it: bytes → text → records, and a record back into the same dialect.

Knows encodings, delimiters, quotation marks and line ends, and nothing of what the columns mean. The text
itself is never rebuilt from its records, so that what nobody changed stays as it was, byte for byte.
"""

from __future__ import annotations

import csv
import io
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator, Sequence

from pressctl.errors import BadInput
from pressctl.frozen import Frozen, replace

_SEP_LINE = re.compile(r'"?sep=([,;\t])"?[ \t]*', re.IGNORECASE)
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_LINE_END = re.compile(r"\r\n|\n|\r")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_SAVE_AS = 'in Excel: File, Save As, "CSV UTF-8 (Comma delimited) (*.csv)"; then look whether all names are right'
_HEAD = 50_000
"""Characters in which a header ends, unless a quotation mark in it is never closed."""
_STRETCH = 1_000_000
"""Characters that are cut into lines at a time."""
_DELIMITERS = ",;\t"
_BOMS = ((BOM_UTF8, "utf-8"), (BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be"))


class Dialect(Frozen):
    """How one file is written."""

    delimiter: str = ","
    newline: str = "\n"
    quote_all: bool = False
    encoding: str = "utf-8"
    bom: bytes = b""
    preamble: str = ""
    """Excel's first line `sep=;` with its line end, which is no record."""


EXCEL_FRIENDLY = Dialect(bom=BOM_UTF8)
"""What a new file is written in: without its mark Excel takes UTF-8 for the machine's old encoding."""


class Record(Frozen):
    """One record."""

    row: int
    """1-based, as a spreadsheet counts."""
    cells: list[str]
    broken: bool = False
    """Whether it spans several lines of the text."""
    fault: str | None = None
    """Why it has no cells."""
    begin: int = 0
    """Where it stands in the text."""
    end: int = 0
    """Behind its line end."""


def decode(data: bytes, name: str) -> tuple[str, str, bytes]:
    """Return the text, its encoding and the byte order mark it began with.

    Raises:
        BadInput: neither UTF-8 nor the UTF-16 of Excel's "Unicode text"; says which encoding it probably is.
    """
    bom, encoding = next(((bom, encoding) for bom, encoding in _BOMS if data.startswith(bom)), (b"", "utf-8"))
    if data.startswith(_WORKBOOKS):
        raise BadInput(f"{name} is an Excel workbook and not a CSV file", hint=_SAVE_AS)
    try:
        text = data[len(bom) :].decode(encoding)
    except UnicodeDecodeError as error:
        raise _not_unicode(data, len(bom) + error.start, name, encoding) from error
    if not bom and text[:40].count("\0") > 10:
        raise BadInput(f"{name} is UTF-16 text without the mark that says so", hint=_SAVE_AS)
    return text, encoding, bom


def encode(text: str, dialect: Dialect) -> bytes:
    """Return the bytes of a file in this dialect."""
    return dialect.bom + text.encode(dialect.encoding)


def sniff(text: str, encoding: str, bom: bytes, known: Sequence[str]) -> Dialect:
    """Find out the dialect from the header alone.

    Args:
        text: the whole file.
        encoding: what it was decoded from.
        bom: the mark that it began with.
        known: column names; the delimiter that yields most of them is the file's.
    """
    first_line_end = _LINE_END.search(text)
    dialect = Dialect(newline=_newline(text), encoding=encoding, bom=bom)
    line = text[: first_line_end.start()] if first_line_end else text
    declared = _SEP_LINE.fullmatch(line)
    if declared:
        preamble = line + (first_line_end[0] if first_line_end else "")
        dialect = replace(dialect, delimiter=declared[1], preamble=preamble)
    else:
        dialect = replace(dialect, delimiter=_delimiter(text, known))
    return replace(dialect, quote_all=_quotes_everything(text, dialect))


def records(text: str, dialect: Dialect, *, plain: bool = False) -> Iterator[Record]:
    """Yield the records, the header first; a quoted cell may span lines.

    `plain` says that nothing but CR and LF ends a line in Python's eyes either, so that the text is cut at once.

    A record with stray quotation marks is yielded with its fault and the reading goes on; after a quotation
    mark that is never closed there is nothing left to read.
    """
    begin = end = len(dialect.preamble)

    def lines() -> Iterator[str]:
        nonlocal end
        for line in _lines(text, len(dialect.preamble), plain=plain):
            end += len(line)
            yield line

    reader = csv.reader(lines(), delimiter=dialect.delimiter, strict=True)
    row = line = 0
    while True:
        row += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "expected after" not in str(error):
                yield Record(row, [], fault="opens a quotation mark that is never closed", begin=begin, end=end)
                return
            yield Record(row, [], fault=_STRAY, begin=begin, end=end)
        else:
            yield Record(row, cells, reader.line_num > line + 1, None, begin, end)
        begin, line = end, reader.line_num


_STRAY = 'has text after a closing quotation mark; a " inside a cell is written ""'


def cells_of(line: str, dialect: Dialect) -> list[str]:
    """Return the cells of a record that is one line."""
    return next(csv.reader((line,), delimiter=dialect.delimiter, strict=True))


def _lines(text: str, start: int, *, plain: bool) -> Iterator[str]:
    """Yield the lines with their ends, a stretch of the text at a time: all at once would double the memory."""
    while start < len(text):
        stop = text.rfind("\n", start, start + _STRETCH) + 1 or len(text)
        stretch = text[start:stop]
        yield from stretch.splitlines(keepends=True) if plain else io.StringIO(stretch, newline="")
        start = stop


def spans(text: str, dialect: Dialect) -> Iterator[tuple[Record, int, int]]:
    """Yield each record with where it begins and ends in the text, its line end included."""
    return ((record, record.begin, record.end) for record in records(text, dialect))


def render(cells: Iterable[str], dialect: Dialect) -> str:
    """Return one record with its line end, quoted as the file quotes (RFC 4180 §2).

    Not by `csv.writer`: it leaves a lone CR or LF bare where the file's own line end is another.
    """
    special = re.compile(f'[\r\n"{dialect.delimiter}]')

    def quoted(cell: str) -> str:
        if dialect.quote_all or special.search(cell):
            return '"' + cell.replace('"', '""') + '"'
        return cell

    record = dialect.delimiter.join(quoted(cell) for cell in cells)
    return (record or '""') + dialect.newline


def _newline(text: str) -> str:
    """Return what ends the records: the file's last line end, for one inside a cell may be another."""
    for end in ("\r\n", "\n", "\r"):
        if text.endswith(end):
            return end
    first = _LINE_END.search(text)
    return first[0] if first else "\n"


def _delimiter(text: str, known: Sequence[str]) -> str:
    """Return the delimiter that makes most sense of the header: known names first, then the number of cells."""

    def yields(delimiter: str) -> tuple[int, int]:
        header = _first(text, Dialect(delimiter=delimiter))
        return sum(cell.strip().lower() in known for cell in header.cells), len(header.cells)

    return max(_DELIMITERS, key=yields)


def _first(text: str, dialect: Dialect) -> Record:
    """Return the first record without looking at more of a long text than it takes."""
    record = next(records(text[:_HEAD], dialect), Record(1, []))
    if record.fault is None or len(text) <= _HEAD:
        return record
    return next(records(text, dialect), Record(1, []))


def _quotes_everything(text: str, dialect: Dialect) -> bool:
    header = _first(text, dialect)
    return bool(header.cells) and text.startswith(
        render(header.cells, replace(dialect, quote_all=True)).removesuffix(dialect.newline), len(dialect.preamble)
    )


def _not_unicode(data: bytes, position: int, name: str, encoding: str) -> BadInput:
    if encoding != "utf-8":
        return BadInput(f"{name} is damaged, or not the UTF-16 text that it begins as", hint=_SAVE_AS)
    line = data[:position].count(b"\n") + 1
    return BadInput(
        f"{name} is not UTF-8 text (line {line} is the first that shows it): probably {_likely(data)}", hint=_SAVE_AS
    )


def _likely(data: bytes) -> str:
    """Name the old encoding. Whole words of high bytes are Cyrillic or the like; single ones are accents."""
    runs = _HIGH_RUN.findall(data)
    letters = sum(map(len, runs))
    if letters / len(runs) >= 2.5:
        return "Windows-1251 (Cyrillic) or another of Windows' old encodings"
    return "Windows-1252 or Windows-1254 (Western or Turkish letters), as Excel's plain CSV is saved"
