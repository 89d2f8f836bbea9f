"""Proper names as a text writes them: runs of capitalised words, with their places. Not certain, and no dictionary."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from unicodedata import combining, normalize

from pressctl.frozen import Frozen
from pressctl.patterns import compiled

_GREAT = compiled(r"(?<![\w’'-])[^\W\d_a-zß-öø-ÿа-я][\w’'-]*[^\W_]")
_GLUED = compiled(r"[a-z]{3}[A-Z]")
"""Two words that a form or a conversion has run together, or a brand."""
_LONGEST_JOINT = 13
_SHORTEST = 4
_ENDING = 3
"""Letters by which a word's end may differ from that of its other forms: Организация, Организацией."""
_POSSESSIVE = compiled(r"[’']s?$")
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


_JOINTS = compiled(
    r"[ \u00a0](?:of|for|on|in|and|against|to|de|du|des|der|von|van|al|el|bin)(?: (?:the|la|les|den|der))?[ \u00a0]"
)
"""What may stand between two words of one name: Ministry of Health."""


class NameInProse(Frozen):
    """A pair of capitalised words that stand side by side, or with a small word between them."""

    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    """Where each of the two stands."""

    @property
    def start(self) -> int:
        """The first code point."""
        return self.places[0][0]

    @property
    def end(self) -> int:
        """The one after the last."""
        return self.places[1][1]


def bare(word: str) -> str:
    """Return the word without its possessive ending."""
    return _POSSESSIVE.sub("", word)


def name_pairs(text: str, start: int, end: int) -> Iterator[NameInProse]:
    """Return each two neighbours among capitalised words, articles and sentence openers left out."""
    before: re.Match[str] | None = None
    for match in _GREAT.finditer(text, start, end):
        garbled = "\x7f" < text[match.end() : match.end() + 1] < "\xa0"  # a letter that was lost: another rule's matter
        if garbled or not match[0][0].isupper() or match[0] in _COMMON or _GLUED.search(match[0]):
            before = None
            continue
        if before is not None and _joined(text, before.end(), match.start()):
            words = bare(before[0]), bare(match[0])
            first, second = before.start(), match.start()
            yield NameInProse(words, ((first, first + len(words[0])), (second, second + len(words[1]))))
        before = match


def _joined(text: str, start: int, end: int) -> bool:
    between = text[start:end]
    return between in {" ", "\u00a0"} or (len(between) <= _LONGEST_JOINT and _JOINTS.fullmatch(between) is not None)


def mistaken(one: str, other: str, language: str = "en", *, by_sound: bool = True) -> bool:
    """Say whether one of two words is probably the other, misspelt: not merely inflected, and no other name."""
    a, b = one.casefold(), other.casefold()
    if a == b or a[0] != b[0] or min(len(a), len(b)) < _SHORTEST or not (a + b).isalpha():
        return False
    if min(len(a), len(b)) == _SHORTEST:
        return sorted(a) == sorted(b) and _swapped(a, b)
    if _unaccented(a) == _unaccented(b):
        return True
    if language != "en" and _ends_otherwise(a, b):
        return False
    return not _inflected(a, b) and (_slipped(a, b) or (by_sound and _transliterated(a, b)))


def _swapped(a: str, b: str) -> bool:
    """Say whether two neighbouring letters have changed places: Elif and Elfi."""
    unlike = [place for place, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    return len(unlike) == 2 and unlike[1] == unlike[0] + 1


def _ends_otherwise(a: str, b: str) -> bool:
    """Say whether two words differ in their last letters only, as case and number make them do in most languages."""
    same = next((place for place, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return same >= 3 and len(a) - same <= _ENDING and len(b) - same <= _ENDING + 1


def _transliterated(a: str, b: str) -> bool:
    """Say whether two words are one in two transliterations: Muhammad and Mohammed, Rafiq and Rafig."""
    sounds = _sounds(a)
    return sounds == _sounds(b) and (len(sounds) > 3 or (len(sounds) == 3 and _ALIKE.search(a + b) is not None))


def _sounds(word: str) -> str:
    """Return the consonants of a word, doubled ones once, and those that scripts are transliterated by alike."""
    return _VOWELS.sub("", compiled(r"(.)\1").sub(r"\1", _unaccented(word).translate(_ALIKE_LETTERS)))


_PLAIN = str.maketrans({"ə": "e", "ı": "i", "ё": "е", "ł": "l", "ø": "o", "đ": "d"})
_VOWELS = compiled(r"[aeiou]")
_ALIKE = compiled(r"[qg]$|[iy]{2}$")
_ALIKE_LETTERS = str.maketrans({"q": "g", "w": "v"})


def _inflected(a: str, b: str) -> bool:
    shorter, longer = sorted((a, b), key=len)
    if longer == shorter + shorter[-1]:
        return False  # Musterman, Mustermann
    if longer.startswith(shorter) and longer[len(shorter) :] in _INFLECTED:
        return True
    return any(a.endswith(x) and b.endswith(y) and a[: -len(x)] == b[: -len(y)] for x, y in _ENDINGS)


def _slipped(a: str, b: str) -> bool:
    """Say whether fingers slip like that: letters change places, one is doubled or lost, in long words one replaced."""
    unlike = ((Counter(a) - Counter(b)) + (Counter(b) - Counter(a))).total()
    shortest = min(len(a), len(b))
    if unlike > 2 or (unlike == 2 and shortest < 7):
        return False
    distance = slips(a, b)
    return distance == 1 or (distance == 2 and unlike <= 1 and shortest > 5)


def slips(a: str, b: str) -> int:
    """Return by how many slips two words differ: a letter more, less or other, or two that have changed places.

    Words are short and hardly ever compared, so no library is loaded for it.
    """
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        previous, row = row, [i]
        for j, y in enumerate(b, 1):
            least = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                least = min(least, before[j - 2] + 1)
            row.append(least)
        before = previous
    return row[-1]


def _unaccented(word: str) -> str:
    return "".join(sign for sign in normalize("NFKD", word.translate(_PLAIN)) if not combining(sign))


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
