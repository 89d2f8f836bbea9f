"""Rules about names: the same person or body must be spelt the same way everywhere, and rightly."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from pressctl.checks.base import Example, Fixable, Found, NameOnFile, Reading, Rule
from pressctl.checks.official_names import OFFICIAL
from pressctl.checks.proper_names import NameInProse, mistaken, name_pairs
from pressctl.model.finding import Severity

_SLIP = re.compile(r"(?<![\w-])(?:[A-Z]{2}[a-zà-ÿ]{3,}|[A-Z][a-zà-ÿ]+[A-Z]{2}[a-zà-ÿ]+|[a-z][A-Z]{2,}[a-z]*)(?![\w-])")
_HYPHENED = re.compile(r"(?<![\w-])[^\W\d_]{2,}-[^\W\d_]{3,}(?![\w-])")
_WORD = re.compile(r"[^\W\d_]{3,}")
_MIXED = re.compile(r"(?=\w*[A-Za-z])(?=\w*[а-яА-ЯёЁіїєІЇЄ])[A-Za-zа-яА-ЯёЁіїєІЇЄ]{3,}")
_CYRILLIC_LETTER = re.compile(r"[а-яА-ЯёЁіїєІЇЄ]")
_LATIN = dict(zip("асеорхуіАВЕКМНОРСТХІ", "aceopxyiABEKMHOPCTXI", strict=True))
_CYRILLIC = {latin: cyrillic for cyrillic, latin in _LATIN.items()}
_HEAD = "Six partners open school for nurses\n\nBaku, 30 October 2018 – "


def _pairs(reading: Reading) -> list[NameInProse]:
    """Return the pairs of name words in running text; headlines capitalise everything."""
    manuscript = reading.manuscript
    headings = [piece for piece in (manuscript.headline, manuscript.subheadline, *manuscript.headings) if piece]
    found = name_pairs(reading.copy, 0, len(reading.copy))
    return [one for one in found if not any(piece.start <= one.start < piece.end for piece in headings)]


def _near_duplicates(reading: Reading) -> Iterator[Found]:
    """Compare pairs of words that share their first letters: two names of one person or body, spelt two ways."""
    groups: dict[tuple[str, str], dict[tuple[str, ...], list[NameInProse]]] = defaultdict(lambda: defaultdict(list))
    for pair in _pairs(reading):
        folded = tuple(word.casefold() for word in pair.words)
        groups[folded[0][0], folded[1][0]][folded].append(pair)
    for variants in groups.values():
        if len(variants) > 1:
            yield from _rarer(variants)


def _rarer(variants: dict[tuple[str, ...], list[NameInProse]]) -> Iterator[Found]:
    ordered = sorted(variants.items(), key=lambda one: (-len(one[1]), one[1][0].start))
    accused: set[tuple[str, ...]] = set()
    for place, (right, usual) in enumerate(ordered):
        if right in accused:
            continue
        for wrong, places in ordered[place + 1 :]:
            if wrong in accused or not _one_name(right, wrong):
                continue
            accused.add(wrong)
            shown = " ".join(usual[0].words)
            often = f" in {len(usual)} other places" if len(usual) > 1 else " elsewhere"
            for pair in places:
                message = f'"{" ".join(pair.words)}" here, "{shown}"{often}'
                yield Found.replacing(pair.start, pair.end, message, shown)


def _one_name(right: tuple[str, ...], wrong: tuple[str, ...]) -> bool:
    unlike = [(a, b) for a, b in zip(right, wrong, strict=True) if a != b]
    return len(unlike) == 1 and mistaken(*unlike[0])


def _case_slip(reading: Reading) -> Iterator[Found]:
    words = Counter(word for word in _WORD.findall(reading.copy))
    known = {word for one in reading.subject.on_file for name in one.names for word in _WORD.findall(name)}
    for match in _SLIP.finditer(reading.copy):
        word = match[0]
        right = word.capitalize() if word[0].isupper() else word.lower()
        if word in known or words[word] > 1 or not (words[right] or words[right.lower()] or right in known):
            continue
        yield Found.replacing(*match.span(), f'A capital in the middle of "{word}": {right}', right)


def _official(reading: Reading) -> Iterator[Found]:
    for pattern, right in OFFICIAL:
        for match in pattern.finditer(reading.copy):
            if match[0] != right:
                yield Found.replacing(*match.span(), f'The official name is "{right}"', right)


def _against_file(reading: Reading) -> Iterator[Found]:
    """Compare with the people and organisations that the office has on file."""
    known: dict[tuple[str, str], set[tuple[str, ...]]] = defaultdict(set)
    shown: dict[tuple[str, ...], str] = {}
    accepted: set[tuple[str, ...]] = set()
    for entry in reading.subject.on_file:
        for number, name in enumerate(entry.names):
            for pair in name_pairs(name, 0, len(name)):
                folded = tuple(word.casefold() for word in pair.words)
                accepted.add(folded)
                if number == 0:  # the one to write; the others may stand, and are no model
                    known[folded[0][0], folded[1][0]].add(folded)
                    shown.setdefault(folded, " ".join(pair.words))
    if not known:
        return
    for pair in _pairs(reading):
        folded = tuple(word.casefold() for word in pair.words)
        near = known.get((folded[0][0], folded[1][0]), set())
        if folded in accepted:
            continue
        right = next((one for one in sorted(near) if _misspelt(one, folded)), None)
        if right is not None:
            message = f'"{" ".join(pair.words)}" is "{shown[right]}" on file'
            yield Found.replacing(pair.start, pair.end, message, shown[right])


def _misspelt(right: tuple[str, ...], written: tuple[str, ...]) -> bool:
    unlike = [(a, b) for a, b in zip(right, written, strict=True) if a != b]
    if len(unlike) != 1:
        return False
    a, b = unlike[0]
    if mistaken(a, b):
        return True
    from rapidfuzz.distance import DamerauLevenshtein

    return max(len(a), len(b)) == 5 and min(len(a), len(b)) >= 4 and DamerauLevenshtein.distance(a, b) == 1


def _hyphens(reading: Reading) -> Iterator[Found]:
    """Find the rarer of `multi-disciplinary` and `multidisciplinary`; of equals, the later."""
    copy = reading.copy
    if "-" not in copy:
        return
    hyphened: dict[str, list[re.Match[str]]] = defaultdict(list)
    for match in _HYPHENED.finditer(copy):
        hyphened[match[0].replace("-", "").casefold()].append(match)
    joined: dict[str, list[re.Match[str]]] = defaultdict(list)
    for match in _WORD.finditer(copy):
        if (
            match[0].casefold() in hyphened
            and copy[match.start() - 1] != "-"
            and copy[match.end() : match.end() + 1] != "-"
        ):
            joined[match[0].casefold()].append(match)
    for word, ones in joined.items():
        others = hyphened[word]
        rare, usual = (ones, others) if len(ones) <= len(others) else (others, ones)
        for match in rare:
            if match[0][0].isupper() and usual[0][0][0].islower():
                continue  # part of a name
            right = usual[0][0]
            if match[0][:1].islower():
                right = right.lower()
            message = f'"{match[0]}" here, "{right}" elsewhere'
            yield Found.replacing(*match.span(), message, right)


def _homoglyphs(reading: Reading) -> Iterator[Found]:
    if not _CYRILLIC_LETTER.search(reading.copy):
        return
    for match in _MIXED.finditer(reading.copy):
        word = match[0]
        latin = sum(letter.isascii() for letter in word)
        table = _LATIN if latin * 2 >= len(word) else _CYRILLIC
        right = "".join(table.get(letter, letter) for letter in word)
        if not right.isascii() and any(letter.isascii() for letter in right):
            continue  # a word with an ending of another alphabet, not a letter that only looks alike
        alphabet = "Latin" if table is _LATIN else "Cyrillic"
        yield Found.replacing(*match.span(), f'"{word}" mixes two alphabets; all {alphabet}, it reads {right}', right)


NAM001 = Rule(
    "NAM001",
    "One name spelt two ways",
    Severity.ERROR,
    ("SEED",),
    "One of the two is wrong, and the person or body will see it first.",
    Example(f"{_HEAD}The Milli Majlis, and members of the Milli Majlis, met in the ⟦Milli Majlsi⟧ library.\n"),
    Example(f"{_HEAD}The Milli Majlis met. Marta Example and Maria Example of the Example Houses spoke.\n"),
    _near_duplicates,
    Fixable.UNSAFE,
    "Two people whose names differ by a letter.",
)
NAM002 = Rule(
    "NAM002",
    "Capital inside a word",
    Severity.ERROR,
    ("SEED",),
    "The shift key was held too long.",
    Example(f"{_HEAD}The ⟦MIlli⟧ Majlis met; the Milli Majlis of Azerbaijan has 125 seats.\n"),
    Example(f"{_HEAD}The YouTube channel of the NGOs at eBay, PhD students and the iPhone.\n"),
    _case_slip,
    Fixable.UNSAFE,
    "Brands are left alone unless the usual spelling stands in the text, too.",
)
NAM003 = Rule(
    "NAM003",
    "Official name written wrongly",
    Severity.WARNING,
    ("SEED", "UN"),
    "Treaties and international bodies have one name, and their staff read the release.",
    Example(f"{_HEAD}It supplements the ⟦United Nation’s⟧ Convention against Corruption.\n"),
    Example(f"{_HEAD}It supplements the United Nations Convention against Corruption.\n"),
    _official,
    Fixable.UNSAFE,
    languages=("en",),
)
NAM004 = Rule(
    "NAM004",
    "Name differs from the one on file",
    Severity.ERROR,
    ("SEED",),
    "The office has the name on file as its owner spells it.",
    Example(
        f"{_HEAD}⟦Nigr Example⟧ opened the school.\n",
        on_file=(NameOnFile("nigar-example", ("Nigar Example",), person=True),),
    ),
    Example(
        f"{_HEAD}Nigar Example opened the school, and Elin Example spoke.\n",
        on_file=(NameOnFile("nigar-example", ("Nigar Example",), person=True),),
    ),
    _against_file,
    Fixable.UNSAFE,
    "A relative or namesake of somebody on file.",
)
NAM005 = Rule(
    "NAM005",
    "With a hyphen here, without it there",
    Severity.WARNING,
    ("SEED",),
    "A text in one voice writes a word one way.",
    Example(f"{_HEAD}A multi-disciplinary school takes a multi-disciplinary, ⟦multidisciplinary⟧ view.\n"),
    Example(f"{_HEAD}A multi-disciplinary school takes a multi-disciplinary view.\n"),
    _hyphens,
    Fixable.UNSAFE,
)
NAM006 = Rule(
    "NAM006",
    "Letters of two alphabets in one word",
    Severity.ERROR,
    ("MEAS",),
    "It looks right and cannot be found, searched or read aloud.",
    Example(f"{_HEAD}The ⟦schооl⟧ opens.\n"),
    Example(f"{_HEAD}The school opens: школа открывается.\n"),
    _homoglyphs,
    Fixable.UNSAFE,
)
