"""The list of writers: a press list for other programs. Nothing that a spreadsheet would compute leaves the office."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pressctl.frozen import Frozen
from pressctl.store.lists.reading import ListFormat

Cells = Sequence[Sequence[str]]


class Manner(Frozen):
    """What the person has asked of the form."""

    excel: bool = False
    """CSV with semicolons and a byte order mark."""
    vcard: str = "4.0"


class Writer(Frozen):
    """One member of the family of writers."""

    format: ListFormat
    write: Callable[[Sequence[str], Cells, Manner], bytes]
    """Header and cells, as `contacts.csv` has them → the file."""
    cannot_carry: tuple[str, ...] = ()
    """What is lost in this format, a phrase each."""


def _csv(columns: Sequence[str], rows: Cells, manner: Manner) -> bytes:
    from pressctl.store.lists.csv_list import write_csv

    return write_csv(columns, rows, excel=manner.excel)


def _xlsx(columns: Sequence[str], rows: Cells, manner: Manner) -> bytes:
    from pressctl.store.lists.xlsx_writing import write_xlsx

    return write_xlsx(columns, rows)


def _vcard(columns: Sequence[str], rows: Cells, manner: Manner) -> bytes:
    from pressctl.store.lists.vcard import write_vcard

    return write_vcard(columns, rows, version=manner.vcard)


WRITERS = (
    Writer(ListFormat.CSV, _csv),
    Writer(ListFormat.XLSX, _xlsx),
    Writer(ListFormat.VCARD, _vcard, cannot_carry=("columns of the office's own, in programs other than pressctl",)),
)
