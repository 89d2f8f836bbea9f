"""`contacts.csv`: the journalists, in a file that any spreadsheet program can edit.

Reading reports every problem of the file at once, by row and column. Writing changes the rows it means to
change and leaves every other byte alone: foreign columns, their order, delimiter, quotation marks, byte
order mark and line ends stay as the office's spreadsheet program left them. Cells are never escaped against
formulas: this file is the office's own (exports to others are another matter).
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pressctl.config.regular import read_file
from pressctl.config.validation import nearest
from pressctl.errors import BadInput, Problem, Refused, faulty_file
from pressctl.frozen import Frozen, replace
from pressctl.model.contact import Contact, recipient_key
from pressctl.store.press_list.cells import COLUMNS, LONGEST, CellFault, Layout, cell_fault, may_be_doubtful
from pressctl.store.press_list.csv_dialect import (
    EXCEL_FRIENDLY,
    Dialect,
    Record,
    decode,
    encode,
    records,
    render,
    sniff,
)

LOCK_SECONDS = 10.0
"""How long a writer waits for another one."""


@dataclass(frozen=True, slots=True)
class RowProblem(Problem):
    """What is wrong in one row of the file."""

    row: int = 1
    """1-based; the header is row 1, as a spreadsheet shows it."""
    cell: str | None = None
    """Name of the column, if it is one column's fault."""


class ContactFile(Frozen):
    """A file that was read without a problem, and all that is needed to write it back."""

    name: str
    header: tuple[str, ...]
    """The columns as the file has them; a known one in its own spelling, a foreign one as it is."""
    contacts: tuple[Contact, ...]
    text: str
    dialect: Dialect

    @property
    def foreign(self) -> tuple[str, ...]:
        """The columns that are the office's own."""
        return Layout(self.header).foreign

    def to_bytes(self) -> bytes:
        """Return the file as it is to be written."""
        return encode(self.text, self.dialect)


def read_contacts(path: Path, *, named: bool = False) -> ContactFile:
    """Read the office's list; `named` where everybody's name will be asked for.

    Raises:
        BadInput: it is not there, cannot be read or is not text; or has faulty rows, all of which are in `problems`.
    """
    try:
        data = read_file(path)
    except FileNotFoundError:
        raise BadInput(f"there is no {path.name} in this workspace", hint="pressctl contacts add begins one") from None
    except OSError as error:
        raise BadInput(f"{path.name} cannot be read: {error.strerror}") from error
    return parse_contacts(data, path.name, named=named)


def parse_contacts(data: bytes, name: str, *, named: bool = False) -> ContactFile:
    """Read a list from bytes; `name` is what problems call the file, `named` as in `read_contacts`.

    Raises:
        BadInput: as `read_contacts`.
    """
    text, encoding, bom = decode(data, name)
    dialect = sniff(text, encoding, bom, COLUMNS)
    doubtful = may_be_doubtful(text, dialect.delimiter, data if encoding == "utf-8" else None)
    del data  # the text alone is enough from here on, and a long list is long twice
    rows = records(text, dialect, plain=not doubtful)
    header = read_header(next(rows, Record(1, [])), name)
    layout = Layout(header, text, dialect)
    with _without_collecting():
        contacts, problems = _contacts(rows, layout.with_names() if named else layout, name, doubtful)
    if problems:
        raise _unreadable(name, problems)
    return ContactFile(name, header, tuple(contacts), text, dialect)


def _new_contact_file(name: str) -> ContactFile:
    """Return a list without anybody in it, which Excel opens with the right letters."""
    return ContactFile(name, COLUMNS, (), render(COLUMNS, EXCEL_FRIENDLY), EXCEL_FRIENDLY)


def with_contact(file: ContactFile, cells: Mapping[str, str]) -> ContactFile:
    """Return the list with one more row at its end.

    Args:
        file: the list as it is.
        cells: column → text, as a person would type it into the spreadsheet.

    Raises:
        BadInput: the address is on the list, a cell is wrong, or the file has no such column; all at once.
    """
    filled = {column: text.strip() for column, text in cells.items() if text.strip()}
    missing = [_no_such_column(column, file) for column in filled if column not in file.header]
    row = [filled.get(column, "") for column in file.header]
    whole = file.text if not file.text or file.text.endswith(("\n", "\r")) else file.text + file.dialect.newline
    number = sum(1 for _ in records(whole, file.dialect)) + 1
    outcome = row_of(Record(number, row), Layout(file.header), file.name)
    if not isinstance(outcome, Contact):
        faults = outcome or (_problem(file.name, number, CellFault("email", "is empty")),)
        problems = [*missing, *(Problem(fault.message, where=fault.cell, hint=fault.hint) for fault in faults)]
        raise BadInput("the contact was not added", problems=problems)
    if missing:
        raise BadInput("the contact was not added", problems=missing)
    present = next((contact for contact in file.contacts if contact.key == outcome.key), None)
    if present is not None:
        who = f" ({present.display_name()})" if present.display_name() else ""
        raise BadInput(
            f"{outcome.email} is on the list already: row {present.row}{who}",
            hint=f"change the row in {file.name} with your spreadsheet program",
        )
    return replace(file, contacts=(*file.contacts, outcome), text=whole + render(row, file.dialect))


def add_contact(path: Path, cells: Mapping[str, str]) -> Contact:
    """Add one row to the file, which two terminals may do at once; without a file one is begun.

    Raises:
        BadInput: as `with_contact`, or the file has problems already; then nothing is written.
        Refused: another pressctl has been changing the file for ten seconds.
    """
    from pressctl.store.files import write_atomically

    with changing(path):
        changed = with_contact(present_or_new(path), cells)
        # A list that is shared by a link stays a link.
        write_atomically(path.resolve(), changed.to_bytes(), private=not path.exists())
    return changed.contacts[-1]


@contextmanager
def changing(path: Path) -> Iterator[None]:
    """Keep every other pressctl from changing the file for as long as the block runs.

    Raises:
        BadInput: the file cannot be written.
        Refused: another pressctl has been changing it for ten seconds.
    """
    from filelock import FileLock, Timeout

    from pressctl.store.files import make_private_folder

    locks = path.parent / ".pressctl"
    make_private_folder(locks)
    try:
        with FileLock(locks / f"{path.name}.lock", timeout=LOCK_SECONDS):
            yield
    except Timeout:
        raise Refused(f"another pressctl is changing {path.name}", hint="try again in a moment") from None
    except OSError as error:
        raise BadInput(f"{path.name} cannot be written: {error.strerror}; nothing was changed") from error


def present_or_new(path: Path) -> ContactFile:
    """Return the list, or the empty one that begins where there is no file or nothing in it.

    Raises:
        BadInput: as `read_contacts`.
    """
    try:
        empty = path.stat().st_size <= len(BOM_UTF8) and read_file(path).strip() in {b"", BOM_UTF8}
    except FileNotFoundError:
        empty = True
    except OSError as error:
        raise BadInput(f"{path.name} cannot be read: {error.strerror}") from error
    return _new_contact_file(path.name) if empty else read_contacts(path)


def doubtful_columns(header: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield (foreign column, known column) where the one looks like a slip for the other, which the file lacks."""
    lacking = [column for column in COLUMNS if column not in header]
    for column in header:
        if column and column not in COLUMNS:
            meant = _known_like(column, lacking)
            if meant:
                yield column, meant


def read_header(record: Record, name: str) -> tuple[str, ...]:
    """Return the columns.

    Raises:
        BadInput: the file is empty, a column stands twice, or there is none for the address.
    """
    cells = tuple(cell.strip() for cell in record.cells)
    header = tuple(cell.lower() if cell.lower() in COLUMNS else cell for cell in cells)
    if record.fault:
        raise BadInput(f"the first row of {name} cannot be read: it {record.fault}")
    unclean = [(number, fault) for number, cell in enumerate(cells, 1) if (fault := cell_fault("", cell))]
    if unclean:
        faults = [CellFault("", f"the name of column {number} {fault.message}") for number, fault in unclean]
        raise _unreadable(name, [_problem(name, 1, fault) for fault in faults])
    if not any(header):
        raise BadInput(f"{name} is empty", hint=f"its first row names the columns: {', '.join(COLUMNS[:6])} …")
    problems = [
        _problem(name, 1, CellFault(column, f"stands {header.count(column)} times in the header"))
        for column in dict.fromkeys(header)
        if column and header.count(column) > 1
    ]
    if "email" not in header:
        problems.insert(0, _no_email(header, name))
    if problems:
        raise _unreadable(name, problems)
    return header


def _no_email(header: Sequence[str], name: str) -> RowProblem:
    meant = next((column for column in header if _known_like(column, ["email"])), None)
    address = next((column for column in header if "@" in column), None)
    if address:
        return _problem(
            name, 1, CellFault("", "the file has no header", f"its first row must name the columns: {_SAMPLE}")
        )
    hint = (
        f'rename "{meant}" to email' if meant else f"the header has: {', '.join(column for column in header if column)}"
    )
    return _problem(name, 1, CellFault("", 'there is no column "email"', hint))


_SAMPLE = ", ".join(COLUMNS[:3]) + " …"


def _known_like(column: str, known: Sequence[str]) -> str | None:
    """Return the known column that a heading such as `E-mail` or `Langauge` was probably meant to be."""
    from rapidfuzz.distance import DamerauLevenshtein

    plain = _letters(column)
    usual = {"mail": "email", "emailaddress": "email", "languages": "language", "tag": "tags", "beat": "beats"}
    if usual.get(plain) in known:
        return usual[plain]
    return next((name for name in known if DamerauLevenshtein.distance(plain, _letters(name)) <= len(plain) // 4), None)


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def row_of(record: Record, layout: Layout, name: str) -> Contact | tuple[RowProblem, ...]:
    """Return the row's contact, its problems, or nothing for a blank row."""
    row, texts, fault = record.row, record.cells, record.fault
    if fault:
        return (_problem(name, row, CellFault("", fault)),)
    cells = list(map(str.strip, texts))
    width = len(layout.header)
    if len(cells) != width:
        if not any(cells):
            return ()
        if any(cells[width:]):
            said = f"has {len(cells)} cells, the header has {width}"
            hint = "a cell that holds the delimiter stands in quotation marks"
            return (_problem(name, row, CellFault("", said, hint)),)
        cells = [*cells, *[""] * (width - len(cells))][:width]
    if not any(cells):
        return ()
    outcome = layout.contact(cells, row)
    if isinstance(outcome, Contact):
        return outcome
    return tuple(_problem(name, row, fault) for fault in outcome)


def _contacts(
    rows: Iterable[Record], layout: Layout, name: str, doubtful: bool
) -> tuple[list[Contact], list[RowProblem]]:
    """Return the contacts of all rows, and every problem in them.

    Where nothing in the file is doubtful, a row of the usual form is taken at a glance; any other is looked at whole.
    """
    contacts: list[Contact] = []
    problems: list[RowProblem] = []
    first: dict[str, int] = {}
    twice: list[tuple[int, int]] = []
    faulty: dict[int, str] = {}
    width, quick = len(layout.header), layout.quick
    for record in rows:
        row = record.row
        contact = quick(record) if width == len(record.cells) and is_usual(record, doubtful=doubtful) else None
        if contact is None:
            outcome = row_of(record, layout, name)
            if isinstance(outcome, Contact):
                contact = outcome
            else:
                problems.extend(outcome)
        if contact is not None:
            contacts.append(contact)
            email = contact.email
        else:
            email = faulty[row] = _good_address(record, layout.header)
        if email:
            earlier = first.setdefault(email.lower() if email.isascii() else recipient_key(email), row)
            if earlier != row:
                twice.append((row, earlier))
    if twice:
        spelled = {contact.row: contact.email for contact in contacts} | faulty
        problems += [_same_address(name, row, earlier, spelled[earlier]) for row, earlier in twice]
        problems.sort(key=lambda problem: problem.row)
    return contacts, problems


def is_usual(record: Record, *, doubtful: bool) -> bool:
    """Say whether a row can hold neither an over-long cell nor an invisible character."""
    if record.broken or record.end - record.begin > LONGEST:
        return False
    return not doubtful or all(map(str.isprintable, record.cells))


def _same_address(name: str, row: int, earlier: int, email: str) -> RowProblem:
    return _problem(name, row, CellFault("email", f"same address as row {earlier} ({email})"))


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Keep Python from looking for cycles among a hundred thousand rows that have none: it would double the time."""
    import gc

    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _good_address(record: Record, header: Sequence[str]) -> str:
    """Return the address of a row that has other faults, so that its doubles are found all the same."""
    place = header.index("email")
    email = record.cells[place].strip() if len(record.cells) > place else ""
    return "" if cell_fault("email", email) else email


def _problem(name: str, row: int, fault: CellFault) -> RowProblem:
    where = f"row {row}, {fault.column}" if fault.column else f"row {row}"
    return RowProblem(fault.message, path=name, where=where, hint=fault.hint, row=row, cell=fault.column or None)


def _no_such_column(column: str, file: ContactFile) -> Problem:
    guess = nearest(column, file.header)
    hint = f'did you mean "{guess}"?' if guess else f"add the column to {file.name} in your spreadsheet program"
    if column in COLUMNS:
        hint = f"add the column to the first row of {file.name} in your spreadsheet program"
    return Problem(f"{file.name} has no such column", where=column, hint=hint)


def _unreadable(name: str, problems: Sequence[Problem]) -> BadInput:
    hint = "mend the rows in your spreadsheet program, or pressctl contacts check --json for the list"
    return faulty_file(name, problems, hint=hint)
