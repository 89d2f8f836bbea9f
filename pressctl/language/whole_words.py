"""Words as a person means them who says that they were wrong: whole words, and numbers that are no part of others.

What puts `14` right must leave `14:30`, `2.14` and `2014` alone, and what puts `yox` right the word `yoxlama`.
"""

from __future__ import annotations

import re

_PARTS_OF_A_NUMBER = r"[.,:\u066b\u066c]"
"""Signs between digits that make one number, or one time, of them."""
_GROUP = r"[ \u00a0\u2009\u202f]\d{3}(?!\d)"
"""A further group of thousands."""


def replaced(text: str, wrong: str | None, right: str | None) -> str:
    """Return the text with other words wherever the wrong ones stand as whole words."""
    return _pattern(wrong).sub(lambda _: right, text) if wrong and right else text


def stand_in(text: str, words: str) -> bool:
    """Say whether the words stand there as whole words."""
    return bool(words) and _pattern(words).search(text) is not None


def stand_within(text: str, words: str) -> tuple[str, ...]:
    """Return the longer words and numbers of which the words are a part, each once."""
    if not words or words not in text:
        return ()
    whole = [match.span() for match in _pattern(words).finditer(text)]
    found: dict[str, None] = {}
    for match in re.finditer(re.escape(words), text):
        if not any(start <= match.start() and match.end() <= end for start, end in whole):
            found[_around(text, *match.span())] = None
    return tuple(found)


def _pattern(words: str) -> re.Pattern[str]:
    """Return what finds the words; a line break or a no-break space is as good a space as another."""
    first, last = words[0], words[-1]
    before = r"(?<!\w)" if _in_a_word(first) else ""
    after = r"(?!\w)" if _in_a_word(last) else ""
    if first.isdigit():
        before += rf"(?<!\d{_PARTS_OF_A_NUMBER})"
    if last.isdigit():
        after += rf"(?!{_PARTS_OF_A_NUMBER}\d)(?!{_GROUP})"
    inner = r"\s+".join(re.escape(part) for part in words.split()) or re.escape(words)
    return re.compile(f"{before}{inner}{after}")


def _in_a_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _around(text: str, start: int, end: int) -> str:
    """Return what stands there from space to space, without the punctuation and the marks around it."""
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return re.sub(r"^\W+|\W+$", "", text[start:end])
