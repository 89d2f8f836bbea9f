"""Texts in words: what differs between two, and whether a third one lies between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

_MARKS = r"\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670"
_TOKEN = re.compile(rf"[\w{_MARKS}]+(?:['’\-][\w{_MARKS}]+)*|\s|[^\w\s]")
_WORD = re.compile(rf"[\w{_MARKS}]")

Hunk = tuple[int, int, int, int]
"""Where two texts differ: from, to in the first, from, to in the second; code points."""


def words_of(text: str) -> list[str]:
    """Return a text's words, blanks and marks, each by itself; joined they are the text."""
    return _TOKEN.findall(text)


def hunks(before: str, after: str) -> tuple[Hunk, ...]:
    """Return where two texts differ, in whole words."""
    old, new = words_of(before), words_of(after)
    old_at, new_at = _starts(old), _starts(new)
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return tuple((old_at[i1], old_at[i2], new_at[j1], new_at[j2]) for tag, i1, i2, j1, j2 in codes if tag != "equal")


def lies_between(before: str, changed: str, now: str) -> bool:
    """Say whether one comes from `before` to `now` by way of `changed` without a detour: the change is in `now`."""
    from rapidfuzz.distance import Indel

    old, middle, new = words_of(before), words_of(changed), words_of(now)
    return Indel.distance(old, middle) + Indel.distance(middle, new) == Indel.distance(old, new)


def likeness(one: str, other: str) -> float:
    """Return how much of two texts is the same, from 0 to 1."""
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(words_of(one), words_of(other))


def whole_words(text: str, start: int, end: int, after: str) -> tuple[int, int]:
    """Return the stretch that a change touches, widened to the words that it changes a part of."""
    first, last = after[:1] or text[end : end + 1], after[-1:] or text[max(0, start - 1) : start]
    while start > 0 and _is_word(text, start - 1) and (_is_word(first) or _is_word(text, start)):
        start -= 1
    while end < len(text) and _is_word(text, end) and (_is_word(last) or (end > 0 and _is_word(text, end - 1))):
        end += 1
    return start, end


def _is_word(text: str, at: int = 0) -> bool:
    return at < len(text) and _WORD.match(text, at) is not None


def trimmed(before: str, after: str) -> tuple[int, int]:
    """Return how many characters two texts share at their beginning and at their end, in whole words."""
    old, new = words_of(before), words_of(after)
    front = 0
    while front < min(len(old), len(new)) and old[front] == new[front]:
        front += 1
    back = 0
    while back < min(len(old), len(new)) - front and old[-1 - back] == new[-1 - back]:
        back += 1
    return sum(map(len, old[:front])), sum(map(len, old[len(old) - back :]))


def _starts(words: Sequence[str]) -> list[int]:
    found = [0]
    for word in words:
        found.append(found[-1] + len(word))
    return found
