"""Rules about names: the same person or body must be spelt the same way everywhere, and rightly."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from pressctl.checks.base import Example, Fixable, Found, NameOnFile, Reading, Rule
from pressctl.checks.official_names import OFFICIAL, misnamed
from pressctl.checks.proper_names import NameInProse, mistaken, name_pairs, slips
from pressctl.model.finding import Edit, Severity
from pressctl.patterns import compiled

_SLIP = compiled(
    r"(?<![\w-])(?:[A-Z]{2}[a-zà-ÿ]{3,}|TH(?:e|is|ey|ese)|[A-Z][a-zà-ÿ]+[A-Z]{2}[a-zà-ÿ]+|[a-z][A-Z]{2,}[a-z]*"
    r"|[a-z]{2,}[A-Z]{1,2}[a-z]{2,})(?![\w-])"
)
_ARTICLES = frozenset({"The", "This", "They", "These"})
"""Where the shift key is held too long most often; they need not stand elsewhere in the text."""
_CAPITALISED = compiled(r"(?<![\w-])[A-ZÀ-ÞƏĞŞÇÖÜİ][^\W\d_]{4,}(?![\w-])")
_FOUR_LETTERS = compiled(r"(?<![\w-])[A-Z]{4,7}(?![\w-])")
_OWN = compiled(r"[a-z]['’]s\b")
_OWNING = compiled(r"(?<![\w-])(?=(?P<pair>[A-Z][a-z]{2,}\s[A-Z][a-z]{3,})(?P<own>['’]s)?(?!\w))")
"""Two words of a name, with or without the ending of what it owns; of three words both pairs are seen."""
_CODE = compiled(r"(?<![\w-])(?=[A-Z\d]*[A-NP-Z][A-Z\d]*[A-NP-Z])(?=[A-Z\d]*[O0])[A-Z\d]{3,8}(?![\w-])")
"""Capitals and figures with an O or a nought among them, and two letters that look like nothing else."""
_AGED = compiled(r"(?<![\w’'-])[A-Z][a-zà-ÿ]+(?:\s[A-Z]\.)?\s(?P<surname>[A-Z][a-zà-ÿ]{4,}),\s\d{1,3},\s")
"""Somebody who is named in full with an age, as those are who stand before a court: Ada Quillon, 59, of Elm."""
_HYPHENED = compiled(r"(?<![\w-])[^\W\d_]{1,}-[^\W\d_]{3,}(?![\w-])")
_WORD = compiled(r"[^\W\d_]{3,}")
_MIXED = compiled(r"(?=\w*[A-Za-z])(?=\w*[а-яА-ЯёЁіїєІЇЄ])[A-Za-zа-яА-ЯёЁіїєІЇЄ]{3,}")
_CYRILLIC_LETTER = compiled(r"[а-яА-ЯёЁіїєІЇЄ]")
_LATIN = dict(zip("асеорхуіАВЕКМНОРСТХІ", "aceopxyiABEKMHOPCTXI", strict=True))
_CYRILLIC = {latin: cyrillic for cyrillic, latin in _LATIN.items()}
_HEAD = "Six partners open school for nurses\n\nBaku, 30 October 2018 – "


_AMERICAN_ENDING = compiled(r"^(theat|cent|fib|lit|met|sab|mit)er$")


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
            yield from _rarer(reading, variants)


def _two_spellings(reading: Reading) -> Iterator[Found]:
    pairs = list(_near_duplicates(reading))
    yield from pairs
    taken = [(one.start, one.end) for one in pairs]
    for found in (*_surnames(reading), *_acronyms(reading), *_owned(reading), *_zeros(reading)):
        if not any(start <= found.start < end for start, end in taken):
            yield found


def _surnames(reading: Reading) -> Iterator[Found]:
    """Compare words that stand alone with the surnames of those who speak or answer: Mrs Mustre for Elin Muster."""
    manuscript = reading.manuscript
    named = [one.speaker for one in manuscript.quotations]
    named += [one.name for one in manuscript.speakers]
    named += [one.name for one in manuscript.contacts]
    surnames = {piece.text.split()[-1] for piece in named if piece is not None and " " in piece.text}
    surnames = {name for name in surnames if name.isalpha() and len(name) > 4}
    aged = {match["surname"] for match in _AGED.finditer(reading.copy)}
    if not surnames and not aged:
        return
    words = Counter(_CAPITALISED.findall(reading.copy))
    wrong = {
        word: right
        for word in words.keys() - surnames - aged
        for right in surnames | aged
        if words[right] > words[word] - (right in aged and not _named_in_full(reading.copy, word))
        and mistaken(right, word, reading.language)
    }
    for match in _CAPITALISED.finditer(reading.copy) if wrong else ():
        if (right := wrong.get(match[0])) and _person_stands(reading.copy, match.start()):
            yield Found.replacing(*match.span(), f'"{match[0]}" here, "{right}" elsewhere', right)


def _named_in_full(copy: str, surname: str) -> bool:
    """Say whether a word stands behind a given name anywhere: then it is somebody's of that name."""
    return re.search(rf"(?<!\w)[A-Z][a-zà-ÿ]+\.?\s(?:[A-Z]\.\s)?{surname}(?!\w)", copy) is not None


def _person_stands(copy: str, place: int) -> bool:
    """Say whether what stands before is how a person is named: Mrs, a given name, or the beginning of a sentence."""
    return (
        compiled(r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sir|Minister|President)\.?|[,.]|said|and)\s$|\n$").search(
            copy[max(0, place - 14) : place]
        )
        is not None
    )


def _acronyms(reading: Reading) -> Iterator[Found]:
    """Find an acronym of four letters or more in which two neighbours have changed places: UNPFA beside UNFPA."""
    counts = Counter(_FOUR_LETTERS.findall(reading.copy))
    headline = reading.manuscript.headline
    # Of two that stand as often, the headline's was looked at longer.
    counts.update(set(_FOUR_LETTERS.findall(headline.text)) if headline and not headline.text.isupper() else ())
    for wrong in counts:
        swapped = (wrong[:i] + wrong[i + 1] + wrong[i] + wrong[i + 2 :] for i in range(len(wrong) - 1))
        right = next((one for one in swapped if one != wrong and counts[one] > counts[wrong]), None)
        for match in re.finditer(rf"\b{wrong}\b", reading.copy) if right else ():
            yield Found.replacing(*match.span(), f'"{wrong}" here, "{right}" elsewhere', right or wrong)


def _owned(reading: Reading) -> Iterator[Found]:
    """Find an apostrophe that has slipped into a name: Harbour Affair’s beside Ministry of Harbour Affairs."""
    if reading.language != "en" or not _OWN.search(reading.copy):
        return
    pairs = list(_OWNING.finditer(reading.copy))
    bare = {match["pair"] for match in pairs if not match["own"]}
    for match in pairs:
        plural = f"{match['pair']}s"
        if match["own"] and plural in bare and match["pair"] not in bare:
            if any(one.start < match.end("own") and match.start("pair") < one.end for one in _official(reading)):
                continue  # NAM003 says what it is called
            message = f'"{match["pair"]}{match["own"]}" here, "{plural}" elsewhere'
            yield Found.replacing(match.start("pair"), match.end("own"), message, plural)


def _zeros(reading: Reading) -> Iterator[Found]:
    """Find a code with the letter O where it has a nought elsewhere, or the other way round: OXT7 and 0XT7."""
    forms: dict[str, dict[str, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    for match in _CODE.finditer(reading.copy):
        forms[match[0].replace("0", "O")][match[0]].append(match.span())
    for variants in forms.values():
        right = max(variants, key=lambda form: len(variants[form]))
        for wrong, places in variants.items():
            for place in places if len(places) < len(variants[right]) else ():
                message = f'"{wrong}" here, "{right}" elsewhere: a nought and the letter O'
                yield Found.replacing(*place, message, right)


def _rarer(reading: Reading, variants: dict[tuple[str, ...], list[NameInProse]]) -> Iterator[Found]:
    copy = reading.copy
    ordered = sorted(variants.items(), key=lambda one: (-len(one[1]), one[1][0].start))
    accused: set[tuple[str, ...]] = set()
    for place, (right, usual) in enumerate(ordered):
        if right in accused:
            continue
        for wrong, places in ordered[place + 1 :]:
            if wrong in accused or not _one_name(right, wrong, reading.language):
                continue
            accused.add(wrong)
            often = f" in {len(usual)} other places" if len(usual) > 1 else " elsewhere"
            for pair in places:
                message = f'"{copy[pair.start : pair.end]}" here, "{copy[usual[0].start : usual[0].end]}"{often}'
                yield Found(pair.start, pair.end, " ".join(message.split()), edits=_respelt(pair, usual[0].words))


def _respelt(pair: NameInProse, right: tuple[str, ...]) -> tuple[Edit, ...]:
    """Return the edits that put two words right; a word that is right already stays as it is."""
    words = zip(pair.words, right, pair.places, strict=True)
    return tuple(Edit(*place, good) for bad, good, place in words if bad != good)


def _one_name(right: tuple[str, ...], wrong: tuple[str, ...], language: str) -> bool:
    unlike = [(a, b) for a, b in zip(right, wrong, strict=True) if a != b]
    return len(unlike) == 1 and mistaken(*unlike[0], language) and not _two_englishes(*unlike[0])


def _two_englishes(one: str, other: str) -> bool:
    """Say whether a word is spelt as in Britain and in America: each body spells its own name, Theatre or Theater."""
    return _AMERICAN_ENDING.sub(r"\1re", one) == _AMERICAN_ENDING.sub(r"\1re", other)


def _case_slip(reading: Reading) -> Iterator[Found]:
    if all(word.islower() or word.istitle() or word.isupper() for word in reading.spellings):
        return
    words = Counter(word for word in _WORD.findall(reading.copy))
    known = {word for one in reading.subject.on_file for name in one.names for word in _WORD.findall(name)}
    for match in _SLIP.finditer(reading.copy):
        word = match[0]
        right = word.capitalize() if word[0].isupper() else word.lower()
        usual = words[right] or words[right.lower()] or right in known or right in _ARTICLES
        if word in known or words[word] > 1 or not usual:
            continue
        yield Found.replacing(*match.span(), f'A capital in the middle of "{word}": {right}', right)


def _official(reading: Reading) -> Iterator[Found]:
    told: list[tuple[int, int]] = []
    for pattern, right in OFFICIAL:
        for match in pattern.finditer(reading.copy):
            if match[0] != right:
                told.append(match.span())
                yield Found.replacing(*match.span(), f'The official name is "{right}"', right)
    for start, end, right in misnamed(reading.copy):
        if not any(first < end and start < last for first, last in told):
            yield Found.replacing(start, end, f'The official name is "{right}"', right)


def _against_file(reading: Reading) -> Iterator[Found]:
    """Compare with the people and organisations that the office has on file."""
    known: dict[tuple[str, str], set[tuple[str, ...]]] = defaultdict(set)
    shown: dict[tuple[str, ...], tuple[str, ...]] = {}
    accepted: set[tuple[str, ...]] = set()
    for entry in (*reading.subject.on_file, *_in_front_matter(reading)):
        for number, name in enumerate(entry.names):
            for pair in name_pairs(name, 0, len(name)):
                folded = tuple(word.casefold() for word in pair.words)
                accepted.add(folded)
                if number == 0:  # the one to write; the others may stand, and are no model
                    known[folded[0][0], folded[1][0]].add(folded)
                    shown.setdefault(folded, pair.words)
    if not known:
        return
    for pair in _pairs(reading):
        if pair.places[1][0] - pair.places[0][1] > 1:
            continue  # two parts of a longer name, not a name
        folded = tuple(word.casefold() for word in pair.words)
        near = known.get((folded[0][0], folded[1][0]), set())
        if folded in accepted:
            continue
        right = next((one for one in sorted(near) if _misspelt(one, folded, reading.language)), None)
        if right is not None:
            message = f'"{" ".join(pair.words)}" is "{" ".join(shown[right])}" on file'
            yield Found(pair.start, pair.end, message, edits=_respelt(pair, shown[right]))


def _in_front_matter(reading: Reading) -> Iterator[NameOnFile]:
    """Return who is named in the front matter itself, without being on file."""
    edition = reading.subject.edition
    if edition is None:
        return
    people = [one.name for one in edition.speakers] + [one.name for one in edition.contacts]
    yield from (NameOnFile(name, (name,), person=True) for name in people)
    yield from (NameOnFile(one.name, (one.name,)) for one in edition.organisers)


def _misspelt(right: tuple[str, ...], written: tuple[str, ...], language: str) -> bool:
    unlike = [(a, b) for a, b in zip(right, written, strict=True) if a != b]
    if len(unlike) != 1:
        return False
    a, b = unlike[0]
    if mistaken(a, b, language, by_sound=False):
        return True
    if language != "en":
        return False
    return max(len(a), len(b)) == 5 and min(len(a), len(b)) >= 4 and slips(a, b) == 1


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
    _two_spellings,
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
