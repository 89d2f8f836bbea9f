"""Which unit of a copy is which of today's: the same words first, then likeness in order, then what was moved."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from pressctl.model.merging import Unit, UnitKind
from pressctl.review.wording import likeness

ALIKE = 0.4
"""Likeness from which two units can be one that was edited."""
FEW = 10_000
"""Pairs of units that are all compared; of more only those between units that stayed as they were."""
_SAME_PLACE = 0.01
"""What a place in the same order counts, where the words alone do not decide."""
_NUMBER = re.compile(r"\[\d+\]")


def aligned(copy: Sequence[Unit], today: Sequence[Unit]) -> Mapping[int, int]:
    """Return number of a copy's unit → number of today's."""
    pairs: dict[int, int] = {}
    for family in dict.fromkeys(map(_family, copy)):
        old = [number for number, unit in enumerate(copy) if _family(unit) == family]
        new = [number for number, unit in enumerate(today) if _family(unit) == family]
        pairs.update(_in_family(copy, today, old, new))
    return pairs


def _family(unit: Unit) -> str:
    """Return what units of which the numbers may have moved have in common."""
    return unit.container if unit.kind is not UnitKind.FIELD else _NUMBER.sub("[]", unit.path)


def _in_family(copy: Sequence[Unit], today: Sequence[Unit], old: Sequence[int], new: Sequence[int]) -> dict[int, int]:
    pairs: dict[int, int] = {}
    while old and new and copy[old[0]].text == today[new[0]].text:
        pairs[old[0]] = new[0]
        old, new = old[1:], new[1:]
    while old and new and copy[old[-1]].text == today[new[-1]].text:
        pairs[old[-1]] = new[-1]
        old, new = old[:-1], new[:-1]
    if len(old) * len(new) <= FEW:
        pairs.update(_alike(copy, today, old, new))
    else:
        same = SequenceMatcher(None, [copy[n].text for n in old], [today[n].text for n in new], autojunk=False)
        for tag, i1, i2, j1, j2 in same.get_opcodes():
            if tag == "equal":
                pairs.update(zip(old[i1:i2], new[j1:j2], strict=True))
            elif tag == "replace":
                pairs.update(_alike(copy, today, old[i1:i2], new[j1:j2]))
    return pairs | _moved(copy, today, [n for n in old if n not in pairs], set(new) - set(pairs.values()))


def _moved(copy: Sequence[Unit], today: Sequence[Unit], old: Sequence[int], new: set[int]) -> dict[int, int]:
    """Pair units that stand elsewhere now, where their words are those of one alone."""
    pairs: dict[int, int] = {}
    for number in old:
        same = [each for each in new if today[each].text == copy[number].text]
        if len(same) == 1 and same[0] not in pairs.values():
            pairs[number] = same[0]
    return pairs


def _alike(copy: Sequence[Unit], today: Sequence[Unit], old: Sequence[int], new: Sequence[int]) -> dict[int, int]:
    """Pair units in order so that their likeness is greatest; one that replaced one of its kind is that one."""
    if len(old) == len(new) == 1 and copy[old[0]].kind is today[new[0]].kind:
        return {old[0]: new[0]}
    # best[i][j]: the greatest sum of likenesses of the first i and the first j.
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    score = [[_score(copy[i], today[j]) for j in new] for i in old]
    for i in range(1, len(old) + 1):
        for j in range(1, len(new) + 1):
            best[i][j] = max(best[i - 1][j], best[i][j - 1], best[i - 1][j - 1] + score[i - 1][j - 1])
    pairs, i, j = {}, len(old), len(new)
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs[old[i]] = new[j]
    return pairs


def _score(one: Unit, other: Unit) -> float:
    if one.kind is not other.kind:
        return 0.0
    found = 1.0 if one.text == other.text else likeness(one.text, other.text)
    return found + (_SAME_PLACE if one.path == other.path else 0.0) if found >= ALIKE else 0.0
