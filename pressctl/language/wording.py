"""Where a name stands in a text: as it is written, otherwise spelt, or with another ending.

Comparing folds case and Unicode's two ways to write an accent; white space and line breaks count as one space. Nothing
here changes a text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache

from pressctl.frozen import Frozen
from pressctl.language.endings import (
    ARABIC_CLITICS,
    ARABIC_PREFIX,
    AZERBAIJANI_TURKISH,
    ENGLISH,
    FRENCH,
    RUSSIAN,
    RUSSIAN_CONSONANT,
    SOFTENED,
)
from pressctl.patterns import compiled

_APOSTROPHES = str.maketrans(dict.fromkeys("\u2019\u02bc\u2018\u02bb\u00b4`", "'") | {"\u2010": "-", "\u2011": "-"})
_DOTLESS = str.maketrans({"ı": "i"})
_OWN_LETTERS = str.maketrans(
    {"ə": "e", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe"}
    | {"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي"}
)
"""Letters that Unicode does not take apart, as somebody without that keyboard types them."""
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u0640\u2060")
"""Soft hyphen, zero-width characters and the Arabic tatweel: they part no word."""
_NO_MARKS = str.maketrans(dict.fromkeys([*_UNSEEN, "*", "_"], ""))
_STEM = 3
"""A Russian stem is at least so long; a shorter one fits half the dictionary."""


class Likeness(StrEnum):
    """How a place is like the name that was looked for."""

    EXACT = "exact"
    """The same letters."""
    SPELT = "spelt otherwise"
    """Other capitals, apostrophes, accents or spaces."""
    INFLECTED = "inflected"
    """Another ending, or a word written together with it."""


class Found(Frozen):
    """One place."""

    start: int
    """0-based code point of the text."""
    end: int
    likeness: Likeness


class Wanted(Frozen):
    """What is looked for."""

    text: str
    ignore_accents: bool = False
    inflected: bool = True
    """Whether other endings are looked for, too."""
    exact: bool = False
    """Whether nothing but the same letters will do."""


def find(text: str, wanted: Wanted, language: str) -> tuple[Found, ...]:
    """Return where the name stands in a text of this language, in order, no two places overlapping."""
    folded = _folded(text, wanted.ignore_accents)
    pattern = _pattern(
        fold(wanted.text, ignore_accents=wanted.ignore_accents), language.partition("-")[0], wanted.inflected
    )
    found = []
    for match in pattern.finditer(folded.text):
        start, end = folded.starts[match.start()], folded.ends[match.end() - 1]
        likeness = _likeness(text[start:end], wanted, match)
        if likeness is Likeness.EXACT or not wanted.exact:
            found.append(Found(start, end, likeness))
    return tuple(found)


def may_stand_in(source: str, wanted: Wanted) -> bool:
    """Say whether a file could hold the name: a quick look that spares reading most files; its no is certain.

    What is escaped in a file (a backslash, a character reference) hides letters, so such a file is always read.
    """
    if "\\" in source or "&" in source:
        return True
    first = _bare(fold(wanted.text, ignore_accents=True).split(" ")[0])
    stem = first[: max(1, min(_STEM, len(first) - 1))]
    plain = unicodedata.normalize("NFD", source.translate(_NO_MARKS).casefold()).translate(_DOTLESS | _OWN_LETTERS)
    return stem in "".join(each for each in plain.translate(_APOSTROPHES) if not unicodedata.combining(each))


def fold(text: str, *, ignore_accents: bool = False) -> str:
    """Return the text as it is compared; `İ`, `I` and `ı` are one letter, because capitals lose the difference."""
    folded = (_fold_cluster(text[start:end], ignore_accents) for start, end in _clusters(text))
    return " ".join("".join(folded).split())


def _likeness(written: str, wanted: Wanted, match: re.Match[str]) -> Likeness:
    if " ".join(_composed(written).split()) == " ".join(_composed(wanted.text).split()):
        return Likeness.EXACT
    same = fold(written, ignore_accents=True) == fold(wanted.text, ignore_accents=True)
    return Likeness.SPELT if same or match["plain"] is not None else Likeness.INFLECTED


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", "".join(character for character in text if character not in _UNSEEN))


class _Folded(Frozen):
    """A text as it is compared, each character knowing which ones it stands for."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, text: str, *, ignore_accents: bool) -> _Folded:
        characters: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        for start, end in _clusters(text):
            for character in _fold_cluster(text[start:end], ignore_accents):
                characters.append(character)
                starts.append(start)
                ends.append(end)
        return cls("".join(characters), tuple(starts), tuple(ends))


@lru_cache(maxsize=4)  # one text is searched for many names
def _folded(text: str, ignore_accents: bool) -> _Folded:
    return _Folded.of(text, ignore_accents=ignore_accents)


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Yield each letter with the marks on it, and what cannot be seen with the letter before it."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not (unicodedata.combining(text[at]) or text[at] in _UNSEEN):
            yield start, at
            start = at


@lru_cache(maxsize=4096)
def _fold_cluster(cluster: str, ignore_accents: bool) -> str:
    if cluster.isspace():
        return " " * len(cluster)
    plain = _composed(cluster).casefold().replace("i\u0307", "i").translate(_DOTLESS).translate(_APOSTROPHES)
    # Arabic vowel signs are a help to readers that most texts leave out.
    plain = "".join(each for each in plain if not "\u064b" <= each <= "\u0652")
    if ignore_accents:
        apart = unicodedata.normalize("NFD", plain.translate(_OWN_LETTERS))
        plain = "".join(each for each in apart if not unicodedata.combining(each))
    return plain


@lru_cache(maxsize=256)
def _pattern(folded: str, language: str, inflected: bool) -> re.Pattern[str]:
    words = folded.split(" ")
    plain = r"\s+".join(re.escape(word) for word in words)
    before = r"(?<!\w)" if compiled(r"\w").match(folded) else ""
    after = r"(?!\w)" if compiled(r"\w$").search(folded) else ""
    exact = rf"{before}(?P<plain>{plain}){after}"
    forms = _forms(words, language) if inflected and compiled(r"\w$").search(folded) else None
    # With a suffix after an apostrophe, the longer form is the one that stands there.
    return re.compile(rf"(?<!\w)(?:{forms})(?!\w)|{exact}" if forms else exact)


def _forms(words: list[str], language: str) -> str | None:
    match language:
        case "az" | "tr":
            return _agglutinated(words, language)
        case "ru":
            declined = r"\s+".join(_declined(word) for word in words)
            return rf"(?!{_joined(words)}(?!\w)){declined}"
        case "ar":
            return rf"(?!{_joined(words)}(?!\w)){_with_clitics(words)}"
        case "en":
            return _joined(words) + _named(ENGLISH)
        case "fr":
            return _joined(words) + _named(FRENCH)
        case _:
            return None


def _joined(words: list[str]) -> str:
    return r"\s+".join(re.escape(word) for word in words)


def _named(pattern: re.Pattern[str]) -> str:
    return rf"(?:{pattern.pattern})"


def _agglutinated(words: list[str], language: str) -> str:
    *before, last = words
    lead = "".join(rf"{re.escape(word)}\s+" for word in before)
    ending = AZERBAIJANI_TURKISH.pattern.replace("ı", "")  # folded: i
    form = rf"{lead}{re.escape(last)}(?=['-]?\w){ending}"
    softened = SOFTENED[language].get(last[-1:])
    if softened is None:
        return form
    other = compiled(r"\?P<\w+>").sub("", ending)
    return rf"{form}|{lead}{re.escape(last[:-1] + softened)}(?=[aəeiuü]){other}"


def _declined(word: str) -> str:
    """Return a pattern of a Russian word and its other forms; words in other letters stay as they are."""
    if not compiled(r"[а-яё-]+").fullmatch(word) or len(word) < _STEM:
        return re.escape(word)
    stem, endings = _stem(word)
    if len(stem) < _STEM:
        return re.escape(word)
    longest_first = sorted({*endings, word[len(stem) :]}, key=len, reverse=True)
    return rf"{re.escape(stem)}(?:{'|'.join(longest_first)})"


def _stem(word: str) -> tuple[str, tuple[str, ...]]:
    for ending, others in RUSSIAN:
        if word.endswith(ending):
            return word[: -len(ending)], others
    return (word, ()) if word[-1] in "уюэё" else (word, RUSSIAN_CONSONANT)


def _with_clitics(words: list[str]) -> str:
    *before, last = words
    clitics = "|".join(ARABIC_CLITICS)
    stem = _bare(last)
    # A pronoun after ة turns it into ت.
    suffixed = (
        rf"{re.escape(stem)}|{re.escape(stem[:-1])}ت(?:{clitics})"
        if stem.endswith("ة")
        else rf"{re.escape(stem)}(?:{clitics})?"
    )
    parts = [*(re.escape(_bare(word)) for word in before), rf"(?:{suffixed})"]
    return ARABIC_PREFIX.pattern + r"\s+".join([parts[0], *(rf"(?:ال)?{part}" for part in parts[1:])])


def _bare(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 4 else word
