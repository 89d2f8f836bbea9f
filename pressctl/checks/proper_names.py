"""Proper names as a text writes them: runs of capitalised words, with their places. Not certain, and no dictionary."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import combining, normalize

_WORD = re.compile(r"[^\W\d_][\w’'-]*[^\W_]")
_GLUED = re.compile(r"[a-z]{3}[A-Z]")
"""Two words that a form or a conversion has run together, or a brand."""
_POSSESSIVE = re.compile(r"[’']s?$")
_INFLECTED = (
    "s",
    "es",
    "n",
    "an",
    "ian",
    "ese",
    "ed",
    "d",
    "er",
    "ly",
    "al",
    "ic",
    "i",
    "y",
    "ment",
    "ing",
    "or",
    "ion",
    "ity",
    "e",
)
_COMMON_WORDS = """
    The This That These Those They Their There Then With From When Where While What Which Who Our For And But
    Its Into After Before About Under Over Through Today Tomorrow Yesterday In At On By To Of An As It He She We
    You If All Any Both
"""
_COMMON = frozenset(_COMMON_WORDS.split())


@dataclass(frozen=True, slots=True)
class NameInProse:
    """A pair of capitalised words that stand side by side."""

    words: tuple[str, ...]
    start: int
    end: int


def bare(word: str) -> str:
    """Return the word without its possessive ending."""
    return _POSSESSIVE.sub("", word)


def name_pairs(text: str, start: int, end: int) -> Iterator[NameInProse]:
    """Return each two capitalised words with one space between them, articles and sentence openers left out."""
    before: re.Match[str] | None = None
    for match in _WORD.finditer(text, start, end):
        if not match[0][0].isupper() or match[0] in _COMMON or _GLUED.search(match[0]):
            before = None
            continue
        if before is not None and text[before.end() : match.start()] in {" ", "\u00a0"}:
            words = bare(before[0]), bare(match[0])
            yield NameInProse(words, before.start(), match.start() + len(words[1]))
        before = match


def mistaken(one: str, other: str) -> bool:
    """Say whether one of two words is probably the other, misspelt: not merely inflected, and no other name."""
    a, b = one.casefold(), other.casefold()
    if a == b or a[0] != b[0] or min(len(a), len(b)) < 5 or not (a + b).isalpha():
        return False
    return _unaccented(a) == _unaccented(b) or (not _inflected(a, b) and _slipped(a, b))


def _inflected(a: str, b: str) -> bool:
    shorter, longer = sorted((a, b), key=len)
    if longer.startswith(shorter) and longer[len(shorter) :] in _INFLECTED:
        return True
    return any(a.endswith(x) and b.endswith(y) and a[: -len(x)] == b[: -len(y)] for x, y in _ENDINGS)


def _slipped(a: str, b: str) -> bool:
    """Say whether fingers slip like that: letters change places, one is doubled or lost, in long words one replaced."""
    from rapidfuzz.distance import DamerauLevenshtein

    unlike = ((Counter(a) - Counter(b)) + (Counter(b) - Counter(a))).total()
    shortest = min(len(a), len(b))
    if unlike > 2 or (unlike == 2 and shortest < 7):
        return False
    distance = int(DamerauLevenshtein.distance(a, b, score_cutoff=2))
    return distance == 1 or (distance == 2 and unlike <= 1 and shortest > 5)


def _unaccented(word: str) -> str:
    return "".join(sign for sign in normalize("NFKD", word) if not combining(sign))


_ENDINGS = tuple(
    (x, y)
    for x, y in [
        ("y", "ies"), ("y", "ic"), ("e", "ing"), ("al", "e"), ("o", "a"), ("er", "ed"), ("er", "or"), ("ing",
        "ed"), ("ist", "ism"),
        ("ic", "y"), ("ion", "ive"), ("ve", "on"), ("ors", "ion"), ("ent", "ant"), ("t", "ce"), ("ce", "t"),
        ("ar", "ic"),
        ("man", "men"), ("ing", "er"), ("ed", "es"), ("se", "ng"),
    ]
    for x, y in ((x, y), (y, x))
)  # fmt: skip
