"""How the press list looks: the table, the findings, the questions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from pressctl.cli.telling.next_step import say_next
from pressctl.cli.telling.quantities import count
from pressctl.cli.telling.records import write_records
from pressctl.cli.telling.symbols import symbols_for
from pressctl.config.validation import nearest
from pressctl.errors import Interrupted, UsageError
from pressctl.store.press_list.cells import COLUMNS as FILE_COLUMNS

if TYPE_CHECKING:
    from rich.console import Console

    from pressctl.cli.session import Session
    from pressctl.model.contact import Contact
    from pressctl.workflow.contacts.looking_over import ListCheck, Remark
    from pressctl.workflow.contacts.press_list import Listing

WIDEST = 34
"""Characters that a column may take; what is longer ends in an ellipsis."""

IN_A_TERMINAL = 200
"""Contacts that a terminal is shown at once."""

SHOWN = 5
"""Findings of one kind that are written out; --json has all."""

_COLUMNS = ("E-mail", "Name", "Outlet", "Language", "Country", "Tags", "Role")
_WEIGHT = ("E-mail", "Name", "Language", "Outlet", "Tags", "Country", "Role")
"""The columns that stay when there is no room, the most needed first."""

_PROMPTS = {
    "email": "E-mail",
    "name": "Name",
    "outlet": "Outlet",
    "role": "Role",
    "language": "Languages, the preferred one first",
    "country": "Country",
    "tags": "Tags, separated by ;",
    "phone": "Phone",
    "basis": "Why they may be written to (ground, date, source)",
}

_HELP = {
    "email": "The address that releases go to; it must not be on the list yet",
    "name": "The whole name, as it stands on a card: Leyla Example",
    "outlet": "Where the person works: Example TV",
    "role": "What the person does there: editor, correspondent, photographer",
    "language": "The languages that the person reads, the preferred one first: English, az",
    "country": "Two letters, or its name: AZ, Azerbaijan",
    "tags": "Words of your own to choose people by: tv;baku. pressctl segments shows those in use",
    "phone": "As it is to be dialled: +32 2 555 01 00",
    "basis": "The law asks for it: consent or legitimate interest, the day, where the address is from. "
    "Such as: consent, 2018-03-12, press breakfast",
}
_WAYS = "? explains, < goes back, Ctrl-C stops."

_KINDS = {
    "doubtful-column": "column that looks like a slip",
    "formula": "cell that is a formula",
    "segment": "segment of pressctl.toml",
    "do-not-mail": "marked do not mail",
    "no-such-address": "address that does not exist, says its server",
    "no-common-language": "no language in common with the office",
    "lookalike-domain": "domain that looks like another",
    "lost-letters": "name with a ? for a letter",
    "no-basis": "no basis on file",
    "unclear-basis": "basis without a possible date or a source",
}

_TITLE_SAYS_IT = frozenset({"do-not-mail", "no-basis"})


def show_contacts(console: Console, listing: Listing, *, columns: Sequence[str] = (), limit: int | None = None) -> None:
    """Write the contacts: a table in a terminal, a line each with tabs when piped.

    Args:
        console: where to.
        listing: who was asked for.
        columns: columns of the file, instead of the usual ones.
        limit: at most so many; 0 is all, and none the terminal's own measure.

    Raises:
        UsageError: the file has no such column.
    """
    room = (0 if console.soft_wrap else IN_A_TERMINAL) if limit is None else limit
    contacts = listing.contacts[: room or None]
    asked = tuple(_known_column(column, contacts) for column in columns)
    rows = [_asked_cells(contact, asked) if asked else _cells(contact) for contact in contacts]
    if console.soft_wrap:
        write_records(rows)
        return
    _table(console, rows, asked)
    console.print()
    said = [f"{counted.count:,} in {counted.segment}" for counted in listing.segments]
    if len(rows) < len(listing.contacts):
        said.append(f"the first {len(rows):,} are shown; --limit 0 shows all")
    total = count(len(listing.contacts), "contact")
    console.print(f" {symbols_for(console.encoding).dash} ".join([total, *said]), markup=False)
    say_next(console, "pressctl contacts check")


def _known_column(column: str, contacts: Sequence[Contact]) -> str:
    """Return the column as the file has it.

    Raises:
        UsageError: there is none of that name.
    """
    known: dict[str, str] = {name.lower(): name for name in (*FILE_COLUMNS, *(contacts[0].extra if contacts else ()))}
    if column.lower() in known:
        return known[column.lower()]
    guess = nearest(column, known)
    hint = f'did you mean "{known[guess]}"?' if guess else f"there are: {', '.join(known.values())}"
    raise UsageError(f'no column "{column}"', hint=hint)


def _asked_cells(contact: Contact, columns: Sequence[str]) -> tuple[str, ...]:
    return tuple(_as_text(contact, column) for column in columns)


def _as_text(contact: Contact, column: str) -> str:
    if column == "language":
        return ", ".join(contact.languages)
    value = contact.column(column)
    if isinstance(value, bool):
        return "yes" if value else ""
    return value if isinstance(value, str) else ", ".join(sorted(value))


def show_check(console: Console, found: ListCheck) -> None:
    """Write what the look at the list found."""
    symbols = symbols_for(console.encoding)
    if not found.remarks:
        console.print(f"{symbols.done} {count(found.contacts, 'contact')}, nothing to remark", markup=False)
        return
    if console.soft_wrap:
        write_records(
            (str(remark.row or ""), remark.kind.value, remark.email or "", remark.message) for remark in found.remarks
        )
        return
    for kind, title in _KINDS.items():
        of_kind = [remark for remark in found.remarks if remark.kind == kind]
        if of_kind:
            console.print(f"{symbols.warning} {title:<50}{len(of_kind):>6,}", markup=False, style="bold")
            _show_remarks(console, of_kind)
    said = f"{count(found.contacts, 'contact')}, all readable; {count(len(found.remarks), 'finding')}"
    console.print(f"\n{said}", markup=False)
    say_next(console, "mend what matters in contacts.csv; --json lists everything")


def ask_contact(session: Session, asked: Sequence[str] | None = None) -> dict[str, str]:
    """Ask for a new contact, one question at a time, each with a second chance.

    Raises:
        Interrupted: the person stopped.
    """
    from pressctl.cli.asking.questions import Asked, ask_in_turn
    from pressctl.workflow.contacts.adding import QUESTIONS, list_to_add_to, read_answer

    file = list_to_add_to(session.workspace)
    columns = [column for column in asked or QUESTIONS if column in file.header]

    typed = session.typed()

    def reading(column: str) -> Callable[[str], str]:
        return lambda answer: read_answer(file, column, answer, typed)

    def explaining(column: str) -> Callable[[str], list[tuple[str, str]]]:
        return lambda _: [(_HELP[column], "")]

    questions = [
        Asked(
            column, _PROMPTS[column], reading(column), needed=column == "email", without="", explain=explaining(column)
        )
        for column in columns
    ]
    said = f"New contact. {count(len(columns), 'question')}; Enter leaves one empty, {_WAYS}\n"
    session.console.print(said, markup=False)
    try:
        answers = ask_in_turn(session.console, lambda _: questions)
    except EOFError as error:
        raise Interrupted("stopped: no answer came") from error
    session.console.print()
    return {column: answer or "" for column, answer in answers.items()}


def _cells(contact: Contact) -> tuple[str, ...]:
    return (
        contact.email,
        contact.display_name(),
        contact.outlet,
        ", ".join(contact.languages),
        contact.country,
        ", ".join(sorted(contact.tags)),
        contact.role,
    )


def _table(console: Console, rows: Sequence[Sequence[str]], asked: Sequence[str] = ()) -> None:
    from rich.cells import cell_len
    from rich.table import Table
    from rich.text import Text

    titles = tuple(asked) or _COLUMNS
    widths = [
        min(WIDEST, max(len(title), *(cell_len(row[place]) for row in rows))) if any(row[place] for row in rows) else 0
        for place, title in enumerate(titles)
    ]
    shown = range(len(asked)) if asked else _fitting(widths, console.width)
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    for place in shown:
        table.add_column(titles[place], no_wrap=True, overflow="ellipsis", max_width=None if asked else WIDEST)
    for row in rows:
        table.add_row(*(Text(row[place]) for place in shown))
    console.print(table)


def _fitting(widths: Sequence[int], room: int) -> list[int]:
    """Return the places of the columns that fit beside each other, in their order; the address always stays."""
    chosen: list[int] = []
    for title in _WEIGHT:
        place = _COLUMNS.index(title)
        if widths[place] and (not chosen or sum(widths[other] + 2 for other in chosen) + widths[place] <= room):
            chosen.append(place)
    return sorted(chosen)


def _show_remarks(console: Console, remarks: Sequence[Remark]) -> None:
    for remark in remarks[:SHOWN]:
        place = f"row {remark.row}" if remark.row else ""
        said = "  ".join(
            part for part in (remark.email, "" if remark.kind in _TITLE_SAYS_IT else remark.message) if part
        )
        console.print(f"    {place:<9} {said}", markup=False, no_wrap=True, overflow="ellipsis")
        if remark.hint:
            console.print(f"              {remark.hint}", markup=False, style="dim")
    if len(remarks) > SHOWN:
        console.print(f"    and {len(remarks) - SHOWN:,} more", markup=False, style="dim")
