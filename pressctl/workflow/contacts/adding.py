"""Putting a journalist on the list by hand, answer by answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput, Problem
from pressctl.model.contact import Contact, recipient_key
from pressctl.store.press_list.cells import cell_fault
from pressctl.store.press_list.reading import ContactFile, add_contact, present_or_new
from pressctl.workflow.contacts.typed_cells import Typed

QUESTIONS = ("email", "name", "outlet", "role", "language", "country", "tags", "phone", "basis")
"""What a new contact is asked for, one at a time; only the first must be answered."""


def add(workspace: Workspace, cells: Mapping[str, str], typed: Typed) -> Contact:
    """Put one contact on the list.

    Raises:
        BadInput: an answer is wrong, the address is on the list, or the list has problems already.
        Refused: another pressctl is changing it.
    """
    settled = dict(cells)
    problems = []
    for column, answer in cells.items():
        try:
            settled[column] = typed.cell(column, answer)
        except ValueError as error:
            hint = "such as: consent, 2018-03-12, press breakfast" if column == "basis" else None
            problems.append(Problem(str(error), where=column, hint=hint))
    if problems:
        known = {problem.where for problem in problems}
        rest = (each for column in cells if column not in known for each in _misfits(column, settled[column]))
        raise BadInput("the contact was not added", problems=[*problems, *rest])
    return add_contact(workspace.contacts_file, settled)


def _misfits(column: str, cell: str) -> Iterator[Problem]:
    fault = cell_fault(column, cell)
    if fault is not None:
        yield Problem(fault.message, where=fault.column, hint=fault.hint)


def list_to_add_to(workspace: Workspace) -> ContactFile:
    """Return the list as it is, or the empty one that `add` would begin.

    Raises:
        BadInput: it has problems already.
    """
    return present_or_new(workspace.contacts_file)


def read_answer(file: ContactFile, column: str, answer: str, typed: Typed) -> str:
    """Return the cell that the answer to one question makes.

    Raises:
        ValueError: it cannot be taken; the message says why.
    """
    cell = typed.cell(column, answer)
    fault = cell_fault(column, cell)
    if fault:
        raise ValueError(f"{fault.message}; {fault.hint}" if fault.hint else fault.message)
    if column == "email":
        key = recipient_key(cell)
        present = next((contact for contact in file.contacts if contact.key == key), None)
        if present is not None:
            raise ValueError(f"{cell} is on the list already: row {present.row}")
    return cell
