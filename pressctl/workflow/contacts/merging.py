"""A press list as it grows by an import: who is new, who is there already, and what each merge changes.

Nobody is asked here: who decides about people that are on the list already is passed in as an `Arbiter`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import islice
from typing import Protocol

from pressctl.frozen import Changing, Frozen, replace
from pressctl.model.contact import recipient_key
from pressctl.store.lists.base import Loss, LossKind
from pressctl.store.lists.candidates import Candidate, NotTaken, Reason
from pressctl.store.lists.likeness import Likenesses
from pressctl.store.lists.merging import Choice, Conflict, OnDuplicate, by_rule, compare, joined, merge
from pressctl.store.press_list.cells import COLUMNS
from pressctl.store.press_list.changes import ListChanges
from pressctl.store.press_list.csv_dialect import records
from pressctl.store.press_list.reading import ContactFile


class Likely(StrEnum):
    """What becomes of somebody who is probably on the list under another address."""

    NEW = "new"
    """A row of their own."""
    MERGE = "merge"
    """Into the row that is there, whose address stays."""
    REPLACE = "replace"
    """Into the row that is there, with the new address."""
    SKIP = "skip"


class Double(Frozen):
    """A foreign row and the person on the list that it is, or probably is."""

    candidate: Candidate
    mine: Mapping[str, str]
    """Column → text on the list, or of an earlier row of this import."""
    where: str
    """`row 12`, or `journalists.csv row 3` for somebody whom this import brings."""
    conflicts: tuple[Conflict, ...]


class Arbiter(Protocol):
    """Decides about people who are there already."""

    def same_address(self, double: Double) -> Callable[[Conflict], Choice] | None:
        """Return who decides each conflict; nothing to leave the foreign row out."""
        ...

    def likely_same(self, double: Double) -> Likely:
        """Say what becomes of somebody who is probably the same person."""
        ...


class ByRule(Frozen):
    """The arbiter of scripts: one rule for all."""

    rule: OnDuplicate

    def same_address(self, double: Double) -> Callable[[Conflict], Choice] | None:
        """Apply the rule."""
        return None if self.rule is OnDuplicate.SKIP else by_rule(self.rule)

    def likely_same(self, double: Double) -> Likely:
        """Take a row of their own: nobody is made one without being asked."""
        return Likely.NEW


class ForAll(Frozen):
    """What the person has said of everybody in the lists; it fills gaps and contradicts nothing."""

    basis: str = ""
    language: str = ""
    country: str = ""
    tags: tuple[str, ...] = ()

    @property
    def fallback(self) -> dict[str, str]:
        """Column → text for those without one."""
        given = {"basis": self.basis, "language": self.language, "country": self.country}
        return {column: text for column, text in given.items() if text}


class FileLoss(Frozen):
    """A loss, and in which file."""

    file: str
    loss: Loss


class ImportPlan(Frozen):
    """What an import does, before it is written; rows = taken + merged + not taken."""

    rows: int
    taken: int
    """New on the list."""
    merged: int
    """On the list already, or twice in the lists: made one."""
    changed: int
    """Rows of contacts.csv that the merging changes."""
    not_taken: tuple[NotTaken, ...]
    losses: tuple[FileLoss, ...]
    changes: ListChanges
    onto: ContactFile
    """The list as it was read."""

    def by_reason(self) -> Mapping[Reason, int]:
        """Return how many rows were not taken, by reason."""
        return Counter(each.reason for each in self.not_taken)

    @property
    def writes(self) -> bool:
        """Whether contacts.csv changes at all."""
        return bool(self.changes.added or self.changes.changed)


class _Person(Changing):
    """Somebody on the list or about to be."""

    cells: dict[str, str]
    where: str
    row: int | None = None
    """In contacts.csv; nothing for somebody new."""


class Merging:
    """The list as it grows."""

    def __init__(self, onto: ContactFile, for_all: ForAll, arbiter: Arbiter) -> None:
        self._onto = onto
        self._for_all = for_all
        self._arbiter = arbiter
        self._people: dict[str, _Person] = {}
        self._likenesses: Likenesses[_Person] = Likenesses()
        self._new: list[_Person] = []
        self._changed: dict[int, dict[str, str]] = {}
        self._merged = 0
        self._losses: list[FileLoss] = []
        self.not_taken: list[NotTaken] = []
        for record in islice(records(onto.text, onto.dialect), 1, None):
            cells = {column: text.strip() for column, text in zip(onto.header, record.cells, strict=False) if text}
            if cells.get("email"):
                self._know(_Person(cells, f"row {record.row}", record.row))

    def take(self, candidate: Candidate) -> None:
        """Take one row of a foreign list: new, into somebody who is there, or not at all."""
        theirs = dict(candidate.cells)
        if self._for_all.tags:
            theirs["tags"] = joined(theirs.get("tags", ""), ";".join(self._for_all.tags))
        candidate = replace(candidate, cells=theirs)
        known = self._people.get(recipient_key(theirs["email"]))
        if known is not None:
            self._merge(candidate, known)
            return
        alike = self._likenesses.likely(_name(theirs), theirs.get("outlet", ""))
        decision = self._arbiter.likely_same(self._double(candidate, alike)) if alike is not None else Likely.NEW
        if alike is None or decision is Likely.NEW:
            self._add(candidate, alike)
        elif decision is Likely.SKIP:
            self._leave(candidate, Reason.DECLINED, f"left out by you: probably the same person as in {alike.where}")
        else:
            self._merge(candidate, alike, decision)

    def plan(self, rows: int, not_taken: Sequence[NotTaken], losses: Sequence[FileLoss]) -> ImportPlan:
        """Return what was worked out."""
        added = tuple(person.cells for person in self._new)
        used = dict.fromkeys(column for cells in (*added, *self._changed.values()) for column in cells if cells[column])
        known = [column for column in COLUMNS if column in used and column not in self._onto.header]
        own = [column for column in used if column not in COLUMNS and column not in self._onto.header]
        return ImportPlan(
            rows=rows,
            taken=len(added),
            merged=self._merged,
            changed=len(self._changed),
            not_taken=tuple(not_taken),
            losses=(*losses, *self._losses),
            changes=ListChanges(added, self._changed, (*known, *own)),
            onto=self._onto,
        )

    def _add(self, candidate: Candidate, alike: _Person | None) -> None:
        cells = {**self._for_all.fallback, **candidate.cells}
        person = _Person(cells, f"{candidate.file} row {candidate.row}")
        if alike is not None:
            said = f"probably the same person as in {alike.where}, {alike.cells['email']}; taken as somebody new"
            self._lose(candidate, Loss(LossKind.LIKELY_DOUBLE, said, candidate.row))
        self._new.append(person)
        self._know(person)
        self._say(candidate)

    def _merge(self, candidate: Candidate, known: _Person, likely: Likely | None = None) -> None:
        compared = compare(known.cells, candidate.cells, self._for_all.fallback)
        choose = self._arbiter.same_address(self._double(candidate, known))
        if choose is None:
            reason = Reason.TWICE if known.row is None else Reason.ON_LIST
            self._leave(candidate, reason, f"the address is there already: {known.where}")
            return
        keeps = isinstance(self._arbiter, ByRule) and self._arbiter.rule is OnDuplicate.KEEP
        made = merge(replace(compared, fills={}) if keeps else compared, choose)
        changes = dict(made.changes)
        if likely is Likely.REPLACE:
            changes["email"] = candidate.cells["email"]
            self._people[recipient_key(changes["email"])] = known
            said = f"{known.cells['email']} gave way to {changes['email']}"
            self._lose(candidate, Loss(LossKind.REPLACED, said, candidate.row, "email"))
        elif likely is Likely.MERGE:
            said = f"{candidate.cells['email']} was not taken: {known.where} keeps its address"
            self._lose(candidate, Loss(LossKind.SECOND_ADDRESS, said, candidate.row, "email"))
        self._say_conflicts(candidate, known, made.kept, made.replaced)
        known.cells.update(changes)
        if changes and known.row is not None:
            self._changed.setdefault(known.row, {}).update(changes)
        self._merged += 1
        self._say(candidate)

    def _say_conflicts(
        self, candidate: Candidate, known: _Person, kept: Iterable[Conflict], replaced: Iterable[Conflict]
    ) -> None:
        for each in kept:
            said = f'"{_short(each.theirs)}" was not taken: {known.where} says "{_short(each.mine)}"'
            self._lose(candidate, Loss(LossKind.KEPT_MINE, said, candidate.row, each.column))
        for each in replaced:
            said = f'"{_short(each.mine)}" of {known.where} gave way to "{_short(each.theirs)}"'
            self._lose(candidate, Loss(LossKind.REPLACED, said, candidate.row, each.column))

    def _double(self, candidate: Candidate, known: _Person) -> Double:
        conflicts = compare(known.cells, candidate.cells, {}).conflicts
        return Double(candidate, dict(known.cells), known.where, conflicts)

    def _know(self, person: _Person) -> None:
        self._people[recipient_key(person.cells["email"])] = person
        self._likenesses.add(_name(person.cells), person.cells.get("outlet", ""), person)

    def _leave(self, candidate: Candidate, reason: Reason, message: str) -> None:
        self.not_taken.append(NotTaken(candidate.file, candidate.row, reason, message))

    def _say(self, candidate: Candidate) -> None:
        self._losses.extend(FileLoss(candidate.file, loss) for loss in candidate.losses)

    def _lose(self, candidate: Candidate, loss: Loss) -> None:
        self._losses.append(FileLoss(candidate.file, loss))


def _name(cells: Mapping[str, str]) -> str:
    parts = (cells.get("given_name", ""), cells.get("family_name", ""))
    return cells.get("name") or " ".join(part for part in parts if part)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
