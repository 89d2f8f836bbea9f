"""Which stretches of a text run which way (UAX 9), so that every format that must say so cuts it alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import bidirectional

from pressctl.export.sheet import Direction

_PHONE = re.compile(r"\+?\d[\d \u00a0()./-]{5,}\d")
_BRACKETS = {")": "(", "]": "[", "»": "«", "”": "“"}
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""Every letter that runs from right to left, and some that do not: most texts have none, and need no cutting."""
LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK = "\u200e", "\u200f"


def stretches(words: str, direction: Direction) -> Iterator[tuple[str, Direction]]:
    """Cut a text where its direction changes; joined again, the stretches are the text.

    A stretch against the main direction reaches from its first letter to its last letter or digit. In a text from right
    to left a telephone number is such a stretch too, or its groups of digits would change places.
    """
    if direction is Direction.LTR and words and not _RIGHT_TO_LEFT.search(words):
        yield words, direction
        return
    other = Direction.LTR if direction is Direction.RTL else Direction.RTL
    position = 0
    for start, end in _islands(words, other):
        if start > position:
            yield words[position:start], direction
        yield words[start:end], other
        position = end
    if position < len(words):
        yield words[position:], direction


def _islands(words: str, direction: Direction) -> Iterator[tuple[int, int]]:
    letters = {"L"} if direction is Direction.LTR else {"R", "AL"}
    against = {"R", "AL"} if direction is Direction.LTR else {"L"}
    tail = letters | ({"EN"} if direction is Direction.LTR else set())
    position = 0
    while position < len(words):
        phone = _PHONE.match(words, position) if direction is Direction.LTR else None
        if phone:
            yield phone.span()
            position = phone.end()
        elif bidirectional(words[position]) in letters:
            end = position + 1
            for index in range(position + 1, len(words)):
                kind = bidirectional(words[index])
                if kind in against:
                    break
                end = index + 1 if kind in tail else end
            yield _with_brackets(words, position, end)
            position = _with_brackets(words, position, end)[1]
        else:
            position += 1


def _with_brackets(words: str, start: int, end: int) -> tuple[int, int]:
    """Take in the brackets around a stretch and the one that closes in it, or they might turn or part from it."""
    closing = words[end : end + 1]
    opening = _BRACKETS.get(closing)
    if opening is None:
        return start, end
    if words[start:end].count(opening) > words[start:end].count(closing):
        return start, end + 1
    return (start - 1, end + 1) if start and words[start - 1] == opening else (start, end)


def _is_phone(words: str) -> bool:
    """Say whether a stretch is a number written in groups, which needs marks of direction around it."""
    return _PHONE.fullmatch(words) is not None


def marked(stretch: str, direction: Direction) -> str:
    """Return a stretch as it is set in a text of this direction: a number from right to left between its marks."""
    held = direction is Direction.RTL and _is_phone(stretch)
    return f"{LEFT_TO_RIGHT_MARK}{stretch}{RIGHT_TO_LEFT_MARK}" if held else stretch


def as_set(words: str, direction: Direction) -> str:
    """Return a text in the very characters in which a document has it."""
    return "".join(marked(stretch, direction) for stretch, _ in stretches(words, direction))
