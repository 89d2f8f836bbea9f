"""What an import asks: which sheet, where each column goes, why people may be written to, who is who."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from pressctl.cli.asking.questions import say_under
from pressctl.cli.telling.quantities import count
from pressctl.errors import UsageError
from pressctl.store.lists.merging import SETS, Choice, Conflict
from pressctl.store.press_list.cells import COLUMNS
from pressctl.workflow.contacts.importing import no_such_target
from pressctl.workflow.contacts.merging import Double, Likely
from pressctl.workflow.contacts.typed_cells import Typed

if TYPE_CHECKING:
    from pressctl.cli.session import Session
    from pressctl.store.lists.base import ForeignTable
    from pressctl.store.lists.mapping import Column, Proposal

_ABOUT_BASIS = (
    "Consent: they asked for it, or agreed. Legitimate interest: they write about what you do.",
    "Then the day, and where the address is from: consent, 2026-11-24, press breakfast",
)
_SIDE = 26
"""Characters of each side of a comparison."""


def ask_sheet(session: Session, name: str, sheets: Sequence[tuple[str, int]]) -> str:
    """Return the sheet that the person chooses."""
    session.console.print(f"{name} has e-mail addresses on {count(len(sheets), 'sheet')}:", markup=False)
    for number, (sheet, addresses) in enumerate(sheets, start=1):
        session.console.print(f"{number:>4}  {sheet}  ({count(addresses, 'row')})", markup=False)
    while True:
        answer = session.ask("Which one [1]: ") or "1"
        if answer.isdecimal() and 1 <= int(answer) <= len(sheets):
            return sheets[int(answer) - 1][0]
        session.console.print(f"      {session.symbols.failed} a number from 1 to {len(sheets)}", markup=False)


def ask_mapping(session: Session, table: ForeignTable, proposal: Proposal, own: Sequence[str]) -> Proposal:
    """Show where each column would go, and return what the person makes of it."""
    settled = proposal
    while True:
        _show_mapping(session, table, settled)
        answer = _answer(session, settled)
        if answer is None:
            if settled.has_address and not settled.contested:
                return settled
            _say_undecided(session, settled)
            continue
        settled = settled.with_target(answer, _target(session, settled, answer, own))


def ask_basis(session: Session, typed: Typed) -> str:
    """Return why these people may be written to."""
    session.console.print("\nWhy may these people be written to? Consent or legitimate interest, with date")
    session.console.print('and source, such as "legitimate interest, 2026-11-24, trade fair list".')
    while True:
        answer = session.ask("Basis: ")
        if answer == "?":
            for line in _ABOUT_BASIS:
                say_under(session.console, line)
            continue
        try:
            return typed.basis(answer)
        except ValueError as error:
            session.console.print(f"      {session.symbols.failed} {error}", markup=False)


def _show_mapping(session: Session, table: ForeignTable, proposal: Proposal) -> None:
    from rich.table import Table
    from rich.text import Text

    console = session.console
    dash = session.symbols.dash
    said = f" {dash} ".join([table.name, count(len(table.rows), table.unit), *table.read_as])
    console.print(f"\n{said}\n", markup=False)
    shown = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    shown.add_column("No", justify="right", no_wrap=True)
    for title, width in (("Column", 20), ("Goes to", 15), ("How sure", 15), ("For example", 26)):
        shown.add_column(title, no_wrap=True, overflow="ellipsis", max_width=width)
    contested = {column.place for _, rivals in proposal.contested for column in rivals}
    for column in _shown(proposal):
        sure = f"{session.symbols.warning} two for one" if column.place in contested else column.sure.value
        goes = column.target or "left out"
        goes = f"+ {goes}" if column.target and column.target not in COLUMNS else goes
        cells = (str(column.place + 1), column.heading, goes, sure if column.filled else "empty", _sample(column))
        shown.add_row(*(Text(cell) for cell in cells), style="dim" if column.target is None else "")
    console.print(shown)


def _shown(proposal: Proposal) -> list[Column]:
    """Return the columns that are worth a line: those with anything in them."""
    return [
        column for column in proposal.columns if column.filled or (column.target and column.sure.value == "heading")
    ]


def _sample(column: Column) -> str:
    return ", ".join(" ".join(text.split()) for text in column.samples)


def _answer(session: Session, proposal: Proposal) -> int | None:
    """Return the column to change; nothing for Enter."""
    while True:
        answer = session.ask("\nEnter takes this; a number changes a column: ")
        if not answer:
            return None
        if answer.isdecimal() and 1 <= int(answer) <= len(proposal.columns):
            return int(answer) - 1
        if answer == "?":
            session.console.print("      3 lets you say where column 3 goes, or that it is left out", markup=False)
            continue
        session.console.print(
            f"      {session.symbols.failed} a number from 1 to {len(proposal.columns)}", markup=False
        )


def _target(session: Session, proposal: Proposal, place: int, own: Sequence[str]) -> str | None:
    from textwrap import wrap

    from pressctl.store.lists.mapping import target_of

    heading = proposal.columns[place].heading
    answer = "?"
    while True:
        if answer in {"", "?"}:
            for line in wrap(", ".join((*COLUMNS, *own)), 70):
                session.console.print(f"      {line}", style="dim", markup=False)
        answer = session.ask(f"  {heading} goes to (- leaves it out, + keeps it as your own): ")
        if answer == "?":
            continue
        try:
            if answer:
                return target_of(answer, heading, own)
        except ValueError as error:
            refusal: UsageError = no_such_target(str(error), own)
            session.console.print(f"      {session.symbols.failed} {refusal.message}; {refusal.hint}", markup=False)


def _say_undecided(session: Session, proposal: Proposal) -> None:
    failed = session.symbols.failed
    if not proposal.has_address:
        session.console.print(f"  {failed} No column goes to email yet.", markup=False)
    for target, rivals in proposal.contested:
        named = " and ".join(f"{column.place + 1} {column.heading}" for column in rivals)
        session.console.print(f"  {failed} {named} both go to {target}: change one of them.", markup=False)


class AskingArbiter:
    """The person decides about people who are there already; a capital letter decides for all that follow."""

    def __init__(self, session: Session, hide: Callable[[], None]) -> None:
        """Take where to ask, and what takes a bar away before; nothing is settled yet."""
        self._session = session
        self._hide = hide
        self._rest: Choice | None = None
        self._rest_likely: Likely | None = None
        self._explained = False

    def same_address(self, double: Double) -> Callable[[Conflict], Choice] | None:
        """Show both sides of each contradiction; what only fills a gap is not asked about."""
        if double.conflicts and self._rest is None:
            self._hide()
            self._explain()
            there = "on the list already" if double.where.startswith("row ") else "in these lists twice"
            self._print(f"\n{_who(double.candidate.cells)} is {there}: {double.where}")
            self._sides("on the list", self._theirs(double))
        return self._choose

    def likely_same(self, double: Double) -> Likely:
        """Ask whether two addresses are one person's."""
        if self._rest_likely is not None:
            return self._rest_likely
        self._hide()
        self._print(f"\nProbably the same person: {double.where}")
        self._sides("on the list", self._theirs(double))
        for column in ("name", "email", "outlet", "role"):
            mine, theirs = _shown_cell(double.mine, column), _shown_cell(double.candidate.cells, column)
            if mine or theirs:
                self._sides(mine, theirs, column)
        answers = {"n": Likely.NEW, "m": Likely.MERGE, "a": Likely.REPLACE, "s": Likely.SKIP}
        while True:
            answer = self._session.ask("  [n]ew person, [m]erge, merge with the new [a]ddress, [s]kip (N: all) [n]: ")
            chosen = answers.get(answer[:1].lower() or "n")
            if chosen is None or len(answer) > 1:
                self._print(f"      {self._session.symbols.failed} n, m, a or s")
                continue
            if answer[:1].isupper():
                self._rest_likely = chosen
            return chosen

    def _choose(self, conflict: Conflict) -> Choice:
        several = conflict.column in SETS
        if self._rest is not None:
            return Choice.BOTH if several else self._rest
        self._sides(conflict.mine, conflict.theirs, conflict.column)
        answers: Mapping[str, Choice] = {"k": Choice.MINE, "t": Choice.THEIRS} | ({"b": Choice.BOTH} if several else {})
        offer = "[k]eep, [t]ake theirs, [b]oth [b]: " if several else "[k]eep, [t]ake theirs (K, T: all) [k]: "
        while True:
            answer = self._session.ask(f"    {offer}")
            chosen = answers.get(answer[:1].lower() or ("b" if several else "k"))
            if chosen is None or len(answer) > 1:
                self._print(f"      {self._session.symbols.failed} {', '.join(answers)}")
                continue
            if answer[:1].isupper():
                self._rest = chosen if chosen is not Choice.BOTH else None
            return chosen

    def _explain(self) -> None:
        if not self._explained:
            self._print("\nSome people are on the list already. Empty cells are filled; where both sides")
            self._print("say something, you choose.")
            self._explained = True

    def _theirs(self, double: Double) -> str:
        return f"{double.candidate.file} row {double.candidate.row}"

    def _sides(self, mine: str, theirs: str, column: str = "") -> None:
        from rich.text import Text

        line = f"  {column:<14}{_cut(mine):<{_SIDE + 2}}{_cut(theirs)}"
        self._session.console.print(Text(line, style="" if column else "dim"))

    def _print(self, text: str) -> None:
        self._session.console.print(text, markup=False)


def _cut(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _SIDE else f"{plain[: _SIDE - 1]}…"


def _shown_cell(cells: Mapping[str, str], column: str) -> str:
    if column == "name" and not cells.get("name"):
        return " ".join(part for part in (cells.get("given_name", ""), cells.get("family_name", "")) if part)
    return cells.get(column, "")


def _who(cells: Mapping[str, str]) -> str:
    name = _shown_cell(cells, "name")
    return f"{name} <{cells['email']}>" if name else cells["email"]
