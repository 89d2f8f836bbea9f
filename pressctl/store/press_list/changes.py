"""Many rows of `contacts.csv` added and changed at once, in one atomic write under the file's lock.

Rows that do not change stay byte for byte as they are; so do delimiter, byte order mark, line ends, the order of
the columns. A new column goes behind the last one: shorter rows are read as empty there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from pressctl.errors import BadInput, Refused
from pressctl.frozen import Frozen
from pressctl.store.files import write_atomically
from pressctl.store.press_list.csv_dialect import Dialect, render, spans
from pressctl.store.press_list.reading import ContactFile, changing, parse_contacts, present_or_new

_LINE_END = re.compile(r"(\r\n|\n|\r)?\Z")


class ListChanges(Frozen):
    """What is to become of a list."""

    added: tuple[Mapping[str, str], ...] = ()
    """New rows: column → text."""
    changed: Mapping[int, Mapping[str, str]] | None = None
    """Row (as in `Contact.row`) → column → new text."""
    columns: tuple[str, ...] = ()
    """New columns."""


def with_changes(file: ContactFile, changes: ListChanges) -> ContactFile:
    """Return the list with the changes, read anew.

    Raises:
        BadInput: the result would have problems; nothing of it is to be written.
    """
    header = (*file.header, *changes.columns)
    pieces = [file.dialect.preamble]
    wanted = changes.changed or {}
    for record, begin, end in spans(file.text, file.dialect):
        text = file.text[begin:end]
        if record.row == 1 and changes.columns:
            pieces.append(_widened(text, changes.columns, file.dialect))
        elif record.row in wanted:
            pieces.append(_replaced(record.cells, header, wanted[record.row], text, file.dialect))
        else:
            pieces.append(text)
    whole = "".join(pieces)
    if changes.added and whole and not whole.endswith(("\n", "\r")):
        whole += file.dialect.newline
    whole += "".join(render([row.get(column, "") for column in header], file.dialect) for row in changes.added)
    result = parse_contacts(file.dialect.bom + whole.encode(file.dialect.encoding), file.name)
    if len(result.contacts) != len(file.contacts) + len(changes.added):
        raise BadInput(f"{file.name} would not hold everybody afterwards; nothing was changed")
    return result


def write_changes(path: Path, planned_on: ContactFile, changes: ListChanges) -> ContactFile:
    """Write the changes, if the file is still the one that they were planned on.

    Raises:
        BadInput: the result would have problems, or the file cannot be written; then nothing is.
        Refused: the file has changed since, or another pressctl has been changing it for ten seconds.
    """
    with changing(path):
        if present_or_new(path).to_bytes() != planned_on.to_bytes():
            raise Refused(f"{path.name} was changed in the meantime; nothing was written", hint="run it again")
        result = with_changes(planned_on, changes)
        # A list that is shared by a link stays a link.
        write_atomically(path.resolve(), result.to_bytes(), private=not path.exists())
    return result


def _widened(text: str, columns: Sequence[str], dialect: Dialect) -> str:
    """Return the header's text with further columns, its line end kept."""
    end = _LINE_END.search(text)
    line_end = end[1] or "" if end else ""
    more = render(columns, dialect).removesuffix(dialect.newline)
    return f"{text.removesuffix(line_end)}{dialect.delimiter}{more}{line_end}"


def _replaced(cells: Sequence[str], header: Sequence[str], new: Mapping[str, str], text: str, dialect: Dialect) -> str:
    """Return a record with some cells changed, its line end kept."""
    end = _LINE_END.search(text)
    line_end = end[1] or "" if end else ""
    width = max(len(cells), *(header.index(column) + 1 for column in new))
    wide = [*cells, *[""] * (width - len(cells))]
    for column, value in new.items():
        wide[header.index(column)] = value
    return render(wide, dialect).removesuffix(dialect.newline) + line_end
