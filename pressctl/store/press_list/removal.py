"""Taking one person out of `contacts.csv`: their rows go, every other byte stays.

Works on records and not on contacts, so that a fault in somebody else's row does not keep a person on the list.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pressctl.config.regular import read_file
from pressctl.errors import BadInput
from pressctl.frozen import Frozen
from pressctl.model.contact import recipient_key
from pressctl.store.files import write_atomically
from pressctl.store.press_list.cells import COLUMNS
from pressctl.store.press_list.csv_dialect import Record, decode, encode, sniff, spans
from pressctl.store.press_list.reading import changing


class OwnRow(Frozen):
    """One row of the list that is the person's."""

    row: int
    """1-based; the header is row 1."""
    cells: tuple[tuple[str, str], ...]
    """Column and text, as the file has them; empty cells are left out."""


def rows_of(path: Path, key: str) -> tuple[OwnRow, ...]:
    """Return the rows whose address is the person's; none where there is no list.

    Raises:
        BadInput: the list cannot be read as a table at all.
    """
    data = _bytes(path)
    return tuple(own for own, _, _ in _own(data, path.name, key)) if data is not None else ()


def without_rows(data: bytes, name: str, key: str) -> bytes:
    """Return the list without the person's rows.

    Raises:
        BadInput: as `rows_of`.
    """
    text, encoding, bom = decode(data, name)
    dialect = sniff(text, encoding, bom, COLUMNS)
    kept, at = [], 0
    for _, begin, end in _own(data, name, key):
        kept.append(text[at:begin])
        at = end
    return encode("".join((*kept, text[at:])), dialect)


def remove_rows(path: Path, key: str) -> int:
    """Take the person's rows out of the file, and return how many there were.

    Raises:
        BadInput: as `rows_of`, or the file cannot be written; then nothing was changed.
        Refused: another pressctl is changing it.
    """
    if not rows_of(path, key):
        return 0
    with changing(path):
        data = _bytes(path)
        if data is None:
            return 0
        removed = len(rows_of(path, key))
        if removed:
            write_atomically(path.resolve(), without_rows(data, path.name, key))
    return removed


def _bytes(path: Path) -> bytes | None:
    try:
        return read_file(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BadInput(f"{path.name} cannot be read: {error.strerror}") from error


def _own(data: bytes, name: str, key: str) -> Iterator[tuple[OwnRow, int, int]]:
    """Yield the person's rows with where they stand in the text."""
    text, encoding, bom = decode(data, name)
    dialect = sniff(text, encoding, bom, COLUMNS)
    rows = spans(text, dialect)
    header = [cell.strip() for cell in next(rows, (Record(1, []), 0, 0))[0].cells]
    place = next((number for number, cell in enumerate(header) if cell.lower() == "email"), None)
    for record, begin, end in rows:
        if place is None or len(record.cells) <= place or not _is(record.cells[place].strip(), key):
            continue
        named = zip(header, record.cells, strict=False)
        yield OwnRow(record.row, tuple((column, cell) for column, cell in named if cell.strip())), begin, end


def _is(address: str, key: str) -> bool:
    try:
        return recipient_key(address) == key
    except ValueError:
        return False
