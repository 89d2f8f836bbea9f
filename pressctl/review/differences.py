"""What differs between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pressctl.frozen import Frozen

_SHORT = 250_000
"""Pairs of words up to which the standard library is quick enough."""
_WORD = re.compile(r"\w+|\s|[^\w\s]")


class Difference(Frozen):
    """A stretch of the text before and what stands in its place; one of them may be empty."""

    start: int
    """0-based code point in the text before."""
    end: int
    new_start: int
    new_end: int


def differences(before: str, after: str) -> list[Difference]:
    """Return the differences from left to right; what lies between them is the same on both sides.

    Two that only a space parts are one: nobody reads a sentence that was written anew in crumbs.
    """
    if before == after:
        return []
    old, new = _WORD.findall(before), _WORD.findall(after)
    old_at, new_at = _offsets(old), _offsets(new)
    found: list[Difference] = []
    for low, high, new_low, new_high in _steps(old, new):
        one = Difference(old_at[low], old_at[high], new_at[new_low], new_at[new_high])
        last = found[-1] if found else None
        if last is not None and not before[last.end : one.start].strip():
            found[-1] = Difference(last.start, one.end, last.new_start, one.new_end)  # with the space
        else:
            found.append(one)
    return found


def _steps(old: list[str], new: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield what differs, counted in words; of long texts by what is quick with them, which takes long to load."""
    if len(old) * len(new) <= _SHORT:
        from difflib import SequenceMatcher

        for tag, *step in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if tag != "equal":
                yield (step[0], step[1], step[2], step[3])
        return
    from rapidfuzz.distance import Indel

    known = {word: number for number, word in enumerate(dict.fromkeys([*old, *new]))}
    for one in Indel.opcodes([known[word] for word in old], [known[word] for word in new]):
        if one.tag != "equal":
            yield one.src_start, one.src_end, one.dest_start, one.dest_end


def _offsets(words: list[str]) -> list[int]:
    places = [0]
    for word in words:
        places.append(places[-1] + len(word))
    return places
