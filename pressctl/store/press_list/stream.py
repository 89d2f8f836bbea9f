"""A list that is too long for memory: gone through from its file, as often as is wanted, a stretch at a time.

The same rows give the same contacts as `contacts.read_contacts`. As soon as anything in the file is not as it should
be, that reader is asked: it knows every problem of a file at once, and the file is then not used anyway.
"""

from __future__ import annotations

import codecs
import csv
import io
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pressctl.frozen import Changing
from pressctl.model.contact import Contact, recipient_key
from pressctl.store.press_list.cells import COLUMNS, Layout, may_be_doubtful
from pressctl.store.press_list.csv_dialect import Record, decode, records, sniff
from pressctl.store.press_list.reading import is_usual, read_contacts, read_header, row_of

if TYPE_CHECKING:
    from io import BufferedReader

LONG = 16_000_000
"""Octets from which a list is gone through from its file; below, it is quicker held at once."""

_HEAD = 262_144
"""Octets in which the header and the ways of the file are seen."""
_STRETCH = 2_000_000


class _Reading(Changing):
    """Where the reading of a file stands: what was read last, and where the line began that was given out last."""

    layout: Layout
    doubtful: bool = False
    begin: int = 0
    end: int = 0


class ContactStream:
    """The contacts of one file, in its order."""

    def __init__(self, path: Path) -> None:
        """Look at the head of the file.

        Raises:
            BadInput: as `read_contacts`, for what the head shows.
        """
        self._path = path
        with path.open("rb") as file:
            head = file.read(_HEAD)
        if not head.endswith(b"\n"):
            head = head[: head.rfind(b"\n") + 1]
        text, self._encoding, bom = decode(head, path.name)
        self._bom = len(bom)
        self._dialect = sniff(text, self._encoding, bom, COLUMNS)
        self.header = read_header(next(records(text, self._dialect), Record(1, [])), path.name)
        self._checked = False
        """It was gone through to its end once, and every address is there once."""

    def __iter__(self) -> Iterator[Contact]:
        """Yield each contact.

        Raises:
            BadInput: as `read_contacts`; where an address stands twice, after the last contact.
        """
        seen = array("q")
        for record, reading in self._records():
            usual = len(record.cells) == len(self.header) and is_usual(record, doubtful=reading.doubtful)
            contact = reading.layout.quick(record) if usual else None
            if contact is None:
                outcome = row_of(record, reading.layout, self._path.name)
                if isinstance(outcome, tuple):
                    if outcome:
                        read_contacts(self._path)
                    continue
                contact = outcome
            if not self._checked:
                email = contact.email
                seen.append(hash(email.lower() if email.isascii() else recipient_key(email)))
            yield contact
        if not self._checked and len(set(seen)) < len(seen):
            read_contacts(self._path)  # says which, or that two addresses only look alike to a short number
        self._checked = True

    def _records(self) -> Iterator[tuple[Record, _Reading]]:
        """Yield the records below the header, each with where it stands."""
        reading = _Reading(Layout(self.header, "", self._dialect))
        reader = csv.reader(self._lines(reading), delimiter=self._dialect.delimiter, strict=True)
        line = 0
        try:
            for row, cells in enumerate(reader, start=1):
                broken = reader.line_num > line + 1
                line = reader.line_num
                if row > 1:
                    yield Record(row, cells, broken, None, reading.begin, reading.end), reading
        except csv.Error:
            read_contacts(self._path)
            raise

    def _lines(self, reading: _Reading) -> Iterator[str]:
        """Yield the file's lines with their ends; what they are cut from changes under whoever reads on."""
        first = True
        with self._path.open("rb") as file:
            file.seek(self._bom)
            for data in _stretches(file):
                text = self._text(data)
                reading.doubtful = may_be_doubtful(text, self._dialect.delimiter, data)
                reading.layout = reading.layout.over(text)
                reading.end = len(self._dialect.preamble) if first else 0
                first = False
                rest = text[reading.end :] if reading.end else text
                lines = io.StringIO(rest, newline="") if reading.doubtful else rest.splitlines(keepends=True)
                for line in lines:
                    reading.begin, reading.end = reading.end, reading.end + len(line)
                    yield line

    def _text(self, data: bytes) -> str:
        try:
            return data.decode(self._encoding)
        except UnicodeDecodeError:
            read_contacts(self._path)
            raise


def contacts_of(path: Path) -> tuple[Contact, ...] | ContactStream:
    """Return the office's list, by name: at once where it is of a usual length, else from its file.

    Raises:
        BadInput: as `read_contacts`.
    """
    try:
        long = path.stat().st_size >= LONG
    except OSError:
        long = False
    if not long or _is_wide(path):
        return read_contacts(path, named=True).contacts
    return ContactStream(path)


def _is_wide(path: Path) -> bool:
    """Say whether a file's letters may hold the octet of a line end, so that it cannot be cut at one."""
    with path.open("rb") as file:
        return file.read(2) in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}


def _stretches(file: BufferedReader) -> Iterator[bytes]:
    """Yield the file in pieces that end with a line, but for the last."""
    rest = b""
    while data := file.read(_STRETCH):
        end = data.rfind(b"\n") + 1
        if not end:
            rest += data
            continue
        yield rest + data[:end]
        rest = data[end:]
    if rest:
        yield rest
