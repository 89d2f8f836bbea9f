"""Taking people from other programs' lists onto the press list: read, mapped, compared, then written at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from pressctl.config.regular import read_file
from pressctl.config.validation import nearest
from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput, NothingToDo, Problem, UsageError
from pressctl.frozen import Frozen
from pressctl.model.contact import recipient_key
from pressctl.store.lists.base import ForeignTable, Reading
from pressctl.store.lists.candidates import Candidate, NotTaken, Reason, candidates, columns_left_out
from pressctl.store.lists.mapping import Proposal, propose, with_words
from pressctl.store.lists.reading import MOST_OCTETS, read_list
from pressctl.store.press_list.cells import COLUMNS, cell_fault
from pressctl.store.press_list.changes import with_changes, write_changes
from pressctl.store.press_list.reading import ContactFile, present_or_new
from pressctl.workflow.contacts.merging import Arbiter, FileLoss, ForAll, ImportPlan, Merging

Step = Callable[[], None]


class Mapped(Frozen):
    """A foreign list and where its columns go."""

    table: ForeignTable
    mapping: Proposal


def read_foreign(path: Path, reading: Reading, name: str | None = None) -> ForeignTable:
    """Read a list of another program; `name` is what to call it, if not by the file's name.

    Raises:
        BadInput: it is not there or cannot be read.
        SeveralSheets: a sheet must be named.
    """
    try:
        data = read_file(path, MOST_OCTETS + 1)
    except FileNotFoundError:
        raise BadInput(f"there is no file {path}") from None
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}") from error
    return read_list(data, name or path.name, reading)


def list_to_import_into(workspace: Workspace) -> ContactFile:
    """Return the press list, or the empty one that an import begins.

    Raises:
        BadInput: it has problems, which are to be mended first.
    """
    return present_or_new(workspace.contacts_file)


def proposed_mapping(table: ForeignTable, onto: ContactFile, said: Mapping[str, str]) -> tuple[Proposal, set[str]]:
    """Return where each column goes, and the headings of `said` that the list does not have.

    Raises:
        UsageError: a column is sent where there is none.
    """
    own = onto.foreign
    try:
        mapping, strange = with_words(propose(table, own), said, own)
    except ValueError as error:
        raise no_such_target(str(error), own) from error
    return mapping, set(strange)


def no_such_target(wanted: str, own: Sequence[str]) -> UsageError:
    """Return what to say of a column that contacts.csv does not have."""
    guess = nearest(wanted, (*COLUMNS, *own))
    meant = f'did you mean "{guess}"? ' if guess else ""
    return UsageError(
        f'contacts.csv has no column "{wanted}"',
        hint=f'{meant}"-" leaves it out, "+{wanted}" makes a column of your own',
    )


def undecided(mapped: Mapped) -> UsageError | None:
    """Return why a list cannot be taken without asking: no address, or two columns for one field."""
    name, mapping = mapped.table.name, mapped.mapping
    if not mapping.has_address:
        known = ", ".join(f'"{column.heading}"' for column in mapping.columns[:8])
        return UsageError(
            f"no column of {name} holds e-mail addresses; it has {known}", hint='--map "HEADING=email" names it'
        )
    if not mapping.contested:
        return None
    problems = []
    for target, rivals in mapping.contested:
        named = " and ".join(f'"{column.heading}"' for column in rivals)
        lines = " ".join(f'--map "{column.heading}=-"' for column in rivals[1:])
        first = f'--map "{rivals[0].heading}={target}"'
        problems.append(Problem(f"{named} could both be {target}", path=name, hint=f"{first} {lines}"))
    return UsageError(f"{name} has columns that could go to one field", problems=problems)


def lacks_basis(lists: Iterable[Mapped]) -> bool:
    """Say whether any row of the lists would come without a basis of its own."""
    return any(
        not any(row.cells[place] for place in each.mapping.sources("basis"))
        for each in lists
        for row in each.table.rows
        if not row.fault
    )


def for_all_faults(for_all: ForAll) -> list[Problem]:
    """Return what is wrong with what was said of everybody."""
    given = {"language": for_all.language, "country": for_all.country, "tags": ";".join(for_all.tags)}
    faults = [(column, cell_fault(column, text)) for column, text in given.items() if text]
    return [Problem(fault.message, where=f"--{column}", hint=fault.hint) for column, fault in faults if fault]


def plan_import(
    workspace: Workspace,
    onto: ContactFile,
    lists: Sequence[Mapped],
    for_all: ForAll,
    arbiter: Arbiter,
    *,
    step: Step = lambda: None,
) -> ImportPlan:
    """Work out what an import does; nothing is written.

    Args:
        workspace: whose record knows who must not be mailed.
        onto: the press list.
        lists: the foreign lists, in the order in which they go first.
        for_all: what the person has said of everybody.
        arbiter: decides about people who are there already.
        step: called twice for each foreign row.

    Raises:
        BadInput: the record cannot be read.
        NothingToDo: the lists are empty.
    """
    rows = sum(len(each.table.rows) for each in lists)
    if not rows:
        raise NothingToDo(f"nobody is in {', '.join(each.table.name for each in lists)}")
    found = [candidates(each.table, each.mapping, for_all.country.upper(), step) for each in lists]
    everybody = [candidate for taken, _ in found for candidate in taken]
    silent = _suppressed(workspace, everybody)
    merging = Merging(onto, for_all, arbiter)
    for candidate in everybody:
        if recipient_key(candidate.cells["email"]) in silent:
            said = "the address is marked do not mail"
            merging.not_taken.append(NotTaken(candidate.file, candidate.row, Reason.DO_NOT_MAIL, said))
        else:
            merging.take(candidate)
        step()
    not_taken = sorted(
        (*merging.not_taken, *(each for _, refused in found for each in refused)),
        key=lambda each: (each.file, each.row),
    )
    return merging.plan(rows, not_taken, _list_losses(lists, not_taken))


def check_plan(plan: ImportPlan) -> None:
    """Make sure that the list could be read afterwards; for a rehearsal.

    Raises:
        BadInput: it could not.
    """
    with_changes(plan.onto, plan.changes)


def carry_out(workspace: Workspace, plan: ImportPlan) -> None:
    """Write what was planned, all of it or nothing.

    Raises:
        BadInput: the file cannot be written.
        Refused: the file has changed since, or another pressctl is changing it.
    """
    if plan.writes:
        write_changes(workspace.contacts_file, plan.onto, plan.changes)


def _suppressed(workspace: Workspace, everybody: Sequence[Candidate]) -> frozenset[str]:
    if not workspace.database.exists():
        return frozenset()
    from pressctl.store.people.suppressions import is_suppressed
    from pressctl.store.record.opening import open_to_read

    with open_to_read(workspace.database) as record:
        return is_suppressed(record, [recipient_key(each.cells["email"]) for each in everybody])


def _list_losses(lists: Sequence[Mapped], not_taken: Sequence[NotTaken]) -> list[FileLoss]:
    """Return what was lost in reading; nothing is said of what stood beside an address that must not be mailed."""
    silent = {(each.file, each.row) for each in not_taken if each.reason is Reason.DO_NOT_MAIL}
    return [
        FileLoss(each.table.name, loss)
        for each in lists
        for loss in (*each.table.losses, *columns_left_out(each.table, each.mapping))
        if (each.table.name, loss.row) not in silent
    ]
