"""The rows of a foreign list as rows for `contacts.csv`, and those that are none, each with its reason. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum

from pressctl.frozen import Frozen
from pressctl.store.lists.base import ForeignTable, Loss, LossKind, Row
from pressctl.store.lists.escaping import is_formula
from pressctl.store.lists.foreign_cells import Unusable, converted, name_beside
from pressctl.store.lists.mapping import JOINED, Proposal


class Reason(StrEnum):
    """Why a row was not taken; the value stands in --json and in the report."""

    NO_ADDRESS = "no-address"
    BAD_ADDRESS = "not-an-address"
    HOSTILE = "forbidden-characters"
    UNREADABLE = "unreadable"
    DO_NOT_MAIL = "do-not-mail"
    ON_LIST = "on-the-list"
    TWICE = "twice-in-the-lists"
    DECLINED = "declined"


class NotTaken(Frozen):
    """A row of a foreign list that did not come onto the office's."""

    file: str
    row: int
    reason: Reason
    message: str
    column: str | None = None


class Candidate(Frozen):
    """A row that can be taken."""

    file: str
    row: int
    cells: Mapping[str, str]
    """Column of `contacts.csv` → text; only what the foreign row holds."""
    losses: tuple[Loss, ...] = ()


def candidates(
    table: ForeignTable,
    mapping: Proposal,
    region: str = "",
    step: Callable[[], None] = lambda: None,
) -> tuple[list[Candidate], list[NotTaken]]:
    """Turn rows into candidates.

    Args:
        table: the foreign list.
        mapping: where each column goes.
        region: the country of phone numbers without one, in two letters.
        step: called after each row.
    """
    taken: list[Candidate] = []
    not_taken: list[NotTaken] = []
    sources = {target: mapping.sources(target) for target in mapping.targets}
    for row in table.rows:
        outcome = _candidate(table, row, sources, region)
        if isinstance(outcome, Candidate):
            taken.append(outcome)
        else:
            not_taken.append(outcome)
        step()
    return taken, not_taken


def columns_left_out(table: ForeignTable, mapping: Proposal) -> list[Loss]:
    """Return the columns with anything in them that go nowhere."""
    return [
        Loss(LossKind.COLUMN, "left out", column=column.heading, count=column.filled)
        for column in mapping.columns
        if column.target is None and column.filled
    ]


def _candidate(
    table: ForeignTable, row: Row, sources: Mapping[str, tuple[int, ...]], region: str
) -> Candidate | NotTaken:
    if row.fault:
        return NotTaken(table.name, row.number, Reason.UNREADABLE, row.fault)
    cells: dict[str, str] = {}
    losses: list[Loss] = []
    for target in sorted(sources, key=_country_first):
        outcome = _filled(table, row, target, sources[target], cells.get("country", region))
        if isinstance(outcome, NotTaken):
            return outcome
        text, said = outcome
        losses.extend(said)
        if text:
            cells[target] = text
    if not cells.get("email"):
        return NotTaken(table.name, row.number, Reason.NO_ADDRESS, "there is no e-mail address")
    if not any(cells.get(column) for column in ("name", "given_name", "family_name")):
        cells["name"] = name_beside(next((row.cells[place] for place in sources["email"] if row.cells[place]), ""))
    return _fitting(table, row, {column: text for column, text in cells.items() if text}, losses)


def _filled(
    table: ForeignTable, row: Row, target: str, places: tuple[int, ...], region: str
) -> tuple[str, list[Loss]] | NotTaken:
    """Return what the columns at `places` give for one field, and what of them does not fit into it."""
    parts: list[str] = []
    losses: list[Loss] = []
    faults: list[NotTaken] = []
    for place in places:
        raw, column = row.cells[place], table.header[place]
        if not raw:
            continue
        try:
            made = converted(target, raw, row.marks.get(place), own=table.is_own, region=region)
        except Unusable as fault:
            faults.append(NotTaken(table.name, row.number, _reason(target), str(fault), column))
            continue
        losses.extend(Loss(kind, message, row.number, column) for kind, message in made.losses)
        if is_formula(made.text):
            losses.append(
                Loss(LossKind.FORMULA, f"{_short(made.text)} is a formula; taken as text", row.number, column)
            )
        if made.text and target not in JOINED and parts and made.text not in parts:
            losses.append(_second(target, made.text, row, column))
        elif made.text and made.text not in parts:
            parts.append(made.text)
    if faults and not (target == "email" and parts):  # a second address may be none
        return faults[0]
    losses.extend(Loss(LossKind.SECOND_ADDRESS, fault.message, row.number, fault.column) for fault in faults)
    return JOINED.get(target, "").join(parts), losses


def _fitting(table: ForeignTable, row: Row, cells: dict[str, str], losses: list[Loss]) -> Candidate | NotTaken:
    """Return the candidate if what was joined still fits into its cells."""
    for target in JOINED:
        if target in cells:
            try:
                made = converted(target, cells[target], own=True)
            except Unusable as fault:
                return NotTaken(table.name, row.number, Reason.HOSTILE, str(fault), target)
            cells[target] = made.text
            losses.extend(
                Loss(kind, message, row.number, target)
                for kind, message in made.losses
                if kind is not LossKind.UNREADABLE  # which the columns that were joined have said
            )
    if "name" in cells:
        try:
            converted("name", cells["name"])
        except Unusable as fault:
            return NotTaken(table.name, row.number, Reason.HOSTILE, str(fault), "name")
    return Candidate(table.name, row.number, cells, tuple(losses))


def _second(target: str, text: str, row: Row, column: str) -> Loss:
    kind = LossKind.SECOND_ADDRESS if target == "email" else LossKind.SECOND_VALUE
    return Loss(kind, f"{_short(text)} was not taken", row.number, column)


def _short(text: str) -> str:
    plain = re.sub(r"\s+", " ", text)
    return plain if len(plain) <= 60 else f"{plain[:59]}…"


def _country_first(target: str) -> tuple[bool, str]:
    """The country is read before the phone number whose lost zeros it explains."""
    return target != "country", target


def _reason(target: str) -> Reason:
    return Reason.BAD_ADDRESS if target == "email" else Reason.HOSTILE
