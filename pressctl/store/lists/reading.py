"""The list of readers: which one a file is for, by what it holds and not by what it is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from pressctl.errors import BadInput
from pressctl.frozen import Frozen
from pressctl.store.lists.base import ForeignTable, Reading


class ListFormat(StrEnum):
    """What `contacts import` reads and `contacts export` writes; the value is the file's extension."""

    CSV = "csv"
    XLSX = "xlsx"
    VCARD = "vcf"


MOST_OCTETS = 100_000_000


class Reader(Frozen):
    """One member of the family of readers."""

    format: ListFormat
    recognises: Callable[[bytes], bool]
    """Whether a file that begins so is for this reader; asked in order, the last one takes what is left."""
    read: Callable[[bytes, str, Reading], ForeignTable]


def _is_package(beginning: bytes) -> bool:
    return beginning.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0"))


def _is_vcard(beginning: bytes) -> bool:
    return b"BEGIN:VCARD" in beginning.replace(b"\0", b"").upper()[:200]


def _xlsx(data: bytes, name: str, reading: Reading) -> ForeignTable:
    from pressctl.store.lists.xlsx import read_xlsx

    return read_xlsx(data, name, reading)


def _vcard(data: bytes, name: str, reading: Reading) -> ForeignTable:
    from pressctl.store.lists.vcard import read_vcard

    return read_vcard(data, name, reading)


def _csv(data: bytes, name: str, reading: Reading) -> ForeignTable:
    from pressctl.store.lists.csv_list import read_csv

    return read_csv(data, name, reading)


READERS = (
    Reader(ListFormat.XLSX, _is_package, _xlsx),
    Reader(ListFormat.VCARD, _is_vcard, _vcard),
    Reader(ListFormat.CSV, lambda beginning: True, _csv),
)

_STRANGERS: Mapping[bytes, str] = {
    b"%PDF": "a PDF; ask for the list as a spreadsheet",
    b"{\\rtf": "an RTF document; copy the table into a spreadsheet and save it as CSV",
    b"\x1f\x8b": "compressed (gzip); unpack it first",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"!BDN": "an Outlook data file (.pst); in Outlook: File, Open & Export, Export to a file, CSV",
}


def read_list(data: bytes, name: str, reading: Reading) -> ForeignTable:
    """Read a foreign list from bytes; `name` is what the file is called.

    Raises:
        BadInput: it cannot be read; the hint says what would help.
        SeveralSheets: more than one sheet of a workbook holds addresses, and none was named.
    """
    if not data.strip(b"\xef\xbb\xbf \r\n\t"):
        raise BadInput(f"{name} is empty")
    if len(data) > MOST_OCTETS:
        raise BadInput(
            f"{name} has more than {MOST_OCTETS // 1_000_000} MB", hint="split it, or save it as CSV without pictures"
        )
    beginning = data[:4096]
    for magic, what in _STRANGERS.items():
        if beginning.startswith(magic):
            raise BadInput(f"{name} is no list: it is {what}")
    if beginning.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith((b"<html", b"<!doctype html", b"<table", b"<?xml")):
        hint = "open it in Excel or LibreOffice and save it as XLSX or CSV"
        raise BadInput(f"{name} is a web page or XML, whatever its name says", hint=hint)
    reader = next(each for each in READERS if each.recognises(beginning))
    return reader.read(data, name, reading)
