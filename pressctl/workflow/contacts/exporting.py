"""The press list for other programs: whom, which columns, and where the file may stand."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from pressctl.config.schema import Config
from pressctl.config.validation import nearest
from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput, NothingToDo, Problem, UsageError
from pressctl.frozen import Frozen
from pressctl.model.contact import Contact
from pressctl.store.files import write_atomically
from pressctl.store.lists.reading import ListFormat
from pressctl.store.lists.writing import WRITERS, Manner
from pressctl.store.press_list.cells import COLUMNS
from pressctl.store.press_list.csv_dialect import records
from pressctl.store.press_list.reading import ContactFile, read_contacts
from pressctl.store.press_list.segments import select
from pressctl.workflow.contacts.press_list import do_not_mail


class Exported(Frozen):
    """A list that was written."""

    path: Path
    contacts: int
    columns: tuple[str, ...]
    octets: int
    silent: int
    """How many of them are marked do not mail."""
    kept_by_git: bool
    """Whether the file stands in a folder that git keeps, and is not left out of it."""
    cannot_carry: tuple[str, ...]


def _format_of(path: Path) -> ListFormat:
    """Return the format that a file's name asks for.

    Raises:
        UsageError: it asks for none that is written.
    """
    ending = path.suffix.lower().removeprefix(".")
    try:
        return ListFormat({"vcard": "vcf"}.get(ending, ending))
    except ValueError:
        raise UsageError(
            f'"{path.name}" ends in no format that is written', hint="name it FILE.csv, FILE.xlsx or FILE.vcf"
        ) from None


def export_contacts(
    workspace: Workspace,
    config: Config,
    path: Path,
    manner: Manner,
    *,
    segments: Sequence[str] = (),
    columns: Sequence[str] = (),
    force: bool = False,
) -> Exported:
    """Write the contacts that the segments name, or everybody, to a file that only its owner may read.

    Raises:
        UsageError: the name asks for no format, or a column does not exist.
        BadInput: the list has problems; the file is there, or stands where exports of releases do.
        NothingToDo: nobody is in the segments.
    """
    writer = next(each for each in WRITERS if each.format is _format_of(path))
    _refuse_place(workspace, path, force=force)
    file = read_contacts(workspace.contacts_file)
    contacts = select(segments, file.contacts, config) if segments else file.contacts
    if not contacts:
        raise NothingToDo("nobody is in these segments" if segments else "the list is empty")
    header = _columns(columns, tuple(column for column in file.header if column))
    if writer.format is ListFormat.VCARD and "email" not in header:
        raise UsageError("a vCard without an address reaches nobody", hint="add email to --columns")
    data = writer.write(header, _cells(file, contacts, header), manner)
    write_atomically(path, data, private=True)
    silent = len(do_not_mail(workspace, contacts))
    return Exported(path, len(contacts), header, len(data), silent, _kept_by_git(path), writer.cannot_carry)


def _cells(file: ContactFile, contacts: Sequence[Contact], columns: Sequence[str]) -> list[list[str]]:
    """Return the contacts' cells as the file has them; languages are parted as every program reads them."""
    by_row = {record.row: record.cells for record in records(file.text, file.dialect)}
    places = [(column, file.header.index(column) if column in file.header else -1) for column in columns]

    def cell(contact: Contact, cells: Sequence[str], column: str, place: int) -> str:
        if column == "language":
            return ";".join(contact.languages)
        return cells[place].strip() if 0 <= place < len(cells) else ""

    return [[cell(each, by_row[each.row], column, place) for column, place in places] for each in contacts]


def _columns(wanted: Sequence[str], header: tuple[str, ...]) -> tuple[str, ...]:
    """Return the columns to write.

    Raises:
        UsageError: one of them is not in contacts.csv.
    """
    if not wanted:
        return header
    known = (*header, *(column for column in COLUMNS if column not in header))
    problems = []
    for column in wanted:
        if column not in known:
            guess = nearest(column, known)
            hint = f'did you mean "{guess}"?' if guess else None
            problems.append(Problem("contacts.csv has no such column", where=column, hint=hint))
    if problems:
        raise UsageError("not every column exists", problems=problems, hint=f"there are {', '.join(header)}")
    return tuple(dict.fromkeys(wanted))


def _refuse_place(workspace: Workspace, path: Path, *, force: bool) -> None:
    """Keep personal data out of what goes to others with a release, and from replacing a file without a word.

    Raises:
        BadInput: the file would stand there.
    """
    place = _place(path)
    if place == _place(workspace.contacts_file):
        raise BadInput(f"{path} is the press list itself", hint="give the export another name")
    if place.is_relative_to(_place(workspace.releases)):
        raise BadInput(
            f"{path} would stand among a release's files, which are handed on", hint="choose a place outside releases/"
        )
    if path.is_dir():
        raise BadInput(f"{path} is a folder", hint=f"{path / 'contacts.csv'}")
    if path.exists() and not force:
        raise BadInput(f"{path} is there already", hint="--force replaces it")


def _place(path: Path) -> Path:
    """Return where a file stands, links followed; one that leads round in a circle stays as it is."""
    return Path(os.path.realpath(path))


def _kept_by_git(path: Path) -> bool:
    """Say whether a git repository would take the file up; without git nobody does."""
    folder = _place(path).parent
    git = shutil.which("git")
    if git is None or not any((each / ".git").exists() for each in (folder, *folder.parents)):
        return False
    try:
        asked = subprocess.run(  # noqa: S603  # git itself, on a path of ours
            [git, "-C", str(folder), "check-ignore", "--quiet", "--", str(_place(path))],
            capture_output=True,
            timeout=5,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return True
    return asked.returncode == 1
