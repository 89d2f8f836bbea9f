"""Two sets of cells of one person made one: what fills a gap, what contradicts, and who decides. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum

from pressctl.frozen import Frozen

SETS = frozenset({"tags", "beats"})
"""Columns in which both sides can stand."""


class OnDuplicate(StrEnum):
    """What becomes of a row whose address is on the list already."""

    FILL = "fill"
    """Fill cells that are empty, add tags and beats; nothing that stands there changes."""
    UPDATE = "update"
    """Take what the foreign list has, cell by cell; an empty cell takes nothing away."""
    KEEP = "keep"
    """Change nothing."""
    SKIP = "skip"
    """Do not take the row."""


class Choice(StrEnum):
    """What stands in a cell after a merge."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


class Conflict(Frozen):
    """One column in which both sides say different things."""

    column: str
    mine: str
    theirs: str


class Comparison(Frozen):
    """How the cells of one person in two lists stand to each other."""

    fills: Mapping[str, str]
    """Columns that are empty on the list and get a value."""
    conflicts: tuple[Conflict, ...]


class Merged(Frozen):
    """What a merge changes."""

    changes: Mapping[str, str]
    """Column → new text; only what changes."""
    kept: tuple[Conflict, ...] = ()
    """What stayed although the other list says something else."""
    replaced: tuple[Conflict, ...] = ()
    """What gave way."""


def compare(mine: Mapping[str, str], theirs: Mapping[str, str], fallback: Mapping[str, str]) -> Comparison:
    """Compare the cells on the list with those of a foreign row; the address is not looked at.

    Args:
        mine: column → text on the list.
        theirs: column → text of the foreign row.
        fallback: what the person has said of all rows; it fills gaps and contradicts nothing.
    """
    fills, conflicts = {}, []
    for column, text in {**fallback, **{column: text for column, text in theirs.items() if text}}.items():
        if column == "email" or not text:
            continue
        there = mine.get(column, "")
        if not there:
            fills[column] = text
        elif theirs.get(column) and not _same(column, there, text):
            conflicts.append(Conflict(column, there, text))
    return Comparison(fills, tuple(conflicts))


def merge(comparison: Comparison, choose: Callable[[Conflict], Choice]) -> Merged:
    """Return what changes; `choose` decides each conflict."""
    changes = dict(comparison.fills)
    kept, replaced = [], []
    for conflict in comparison.conflicts:
        choice = choose(conflict)
        if choice is Choice.BOTH:
            changes[conflict.column] = joined(conflict.mine, conflict.theirs)
        elif choice is Choice.THEIRS:
            changes[conflict.column] = conflict.theirs
            replaced.append(conflict)
        else:
            kept.append(conflict)
    return Merged(changes, tuple(kept), tuple(replaced))


def by_rule(rule: OnDuplicate) -> Callable[[Conflict], Choice]:
    """Return who decides where nobody is asked; sets are added to each other, for that loses nothing."""

    def choose(conflict: Conflict) -> Choice:
        if rule is OnDuplicate.KEEP:
            return Choice.MINE
        if conflict.column in SETS:
            return Choice.BOTH
        return Choice.THEIRS if rule is OnDuplicate.UPDATE else Choice.MINE

    return choose


def joined(mine: str, theirs: str) -> str:
    """Return what stands in either of two cells that hold several, mine first."""
    return ";".join(dict.fromkeys([*_several(mine), *_several(theirs)]))


def _several(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _same(column: str, mine: str, theirs: str) -> bool:
    """Say whether two texts mean the same; tags that are all there already contradict nothing."""
    if column in SETS:
        return set(_several(theirs)) <= set(_several(mine))
    if column == "phone":
        return _digits(mine) == _digits(theirs)
    if column in {"language", "country"}:
        return _codes(mine) == _codes(theirs)
    return " ".join(mine.split()) == " ".join(theirs.split())


def _codes(text: str) -> list[str]:
    return [part for part in re.split(r"[;,\s]+", text.casefold()) if part]


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit()).lstrip("0")
