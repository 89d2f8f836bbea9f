"""Which parts of an old text are which of a new one: equal, alike, gone or new, in an order that both keep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

Part = TypeVar("Part")
Pair = tuple[Part | None, Part | None]
"""Old and new; one of them nothing where the part is gone or new."""

_NEARLY = 0.75
"""From this on two parts that meet are taken for one without looking further."""
_TOO_MANY = 250_000
"""Comparisons of one stretch beyond which only what is equal is paired."""


def pairs(
    old: Sequence[Part],
    new: Sequence[Part],
    key: Callable[[Part], Hashable],
    likeness: Callable[[Part, Part], float],
    threshold: float,
) -> Iterator[Pair[Part]]:
    """Yield the parts of both texts in order; what is gone comes before what is new in its place.

    Args:
        old: the parts of the old text.
        new: the parts of the new text.
        key: parts with the same key are the same.
        likeness: how alike two parts are, from 0 to 1.
        threshold: below this two parts are not taken for one that was changed.
    """
    old_keys, new_keys = [key(part) for part in old], [key(part) for part in new]
    matcher = SequenceMatcher(None, old_keys, new_keys, autojunk=False)
    for tag, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        gone, come = old[from_old:to_old], new[from_new:to_new]
        if tag == "equal":
            yield from zip(gone, come, strict=True)
        else:
            yield from _ends_first(gone, come, likeness, threshold)


def _ends_first(
    gone: Sequence[Part], come: Sequence[Part], likeness: Callable[[Part, Part], float], threshold: float
) -> Iterator[Pair[Part]]:
    """Yield what is nearly the same at both ends as it stands, and look for pairs in what is left between.

    A text in which each part was touched would else compare each with each.
    """
    start, end = 0, 0
    shorter = min(len(gone), len(come))
    while start < shorter and likeness(gone[start], come[start]) >= _NEARLY:
        start += 1
    while end < shorter - start and likeness(gone[-1 - end], come[-1 - end]) >= _NEARLY:
        end += 1
    yield from zip(gone[:start], come[:start], strict=True)
    yield from alike(gone[start : len(gone) - end], come[start : len(come) - end], likeness, threshold)
    yield from zip(gone[len(gone) - end :], come[len(come) - end :], strict=True)


def alike(
    gone: Sequence[Part], come: Sequence[Part], likeness: Callable[[Part, Part], float], threshold: float
) -> Iterator[Pair[Part]]:
    """Yield the pairing that keeps the order and has the most in common; the arguments are those of `pairs`."""
    if len(gone) * len(come) > _TOO_MANY:
        yield from ((part, None) for part in gone)
        yield from ((None, part) for part in come)
        return
    best = [[0.0] * (len(come) + 1) for _ in range(len(gone) + 1)]
    worth: dict[tuple[int, int], float] = {}
    for i in range(len(gone) - 1, -1, -1):
        for j in range(len(come) - 1, -1, -1):
            found = likeness(gone[i], come[j])
            worth[i, j] = found if found >= threshold else -1.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + worth[i, j])
    i = j = 0
    while i < len(gone) or j < len(come):
        if i < len(gone) and j < len(come) and worth[i, j] >= 0 and best[i][j] == best[i + 1][j + 1] + worth[i, j]:
            yield gone[i], come[j]
            i, j = i + 1, j + 1
        elif i < len(gone) and (j == len(come) or best[i][j] == best[i + 1][j]):
            yield gone[i], None
            i += 1
        else:
            yield None, come[j]
            j += 1


def in_common(one: Counter[str], other: Counter[str]) -> float:
    """Return how much two bags of words have in common: 1 for the same words (Dice)."""
    together = one.total() + other.total()
    return 2 * (one & other).total() / together if together else 1.0
