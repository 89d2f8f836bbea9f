"""Rules about wording. None flags a word merely for naming people."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pressctl.checks.base import Example, Fixable, Found, Reading, Rule
from pressctl.model.finding import Severity
from pressctl.patterns import compiled

_HYPE = compiled(
    r"\b(?:world[- ]class|cutting[- ]edge|state[- ]of[- ]the[- ]art|game[- ]chang(?:er|ing)|revolutionary"
    r"|groundbreaking|ground-breaking"
    r"|best[- ]in[- ]class|unparalleled|unprecedented|one[- ]of[- ]a[- ]kind|next[- ]generation"
    r"|industry[- ]leading|leading provider"
    r"|seamless(?:ly)?|synerg(?:y|ies)|holistic|comprehensive|inclusive and integrated|robust|innovative"
    r"|leverag(?:e|es|ing)"
    r"|paradigm shift|thrilled|excited to announce|proud to announce|delighted to announce|unique opportunity"
    r"|win-win)\b",
    re.IGNORECASE,
)
_HYPE_STEMS = (
    "world", "cutting", "state", "game", "revolution", "ground", "best", "unparallel", "unprecedent", "of-a",
    "of a kind", "generation", "leading", "seamless", "synerg", "holistic", "comprehensive", "inclusive", "robust",
    "innovative", "leverag", "paradigm", "thrilled", "announce", "opportunity", "win-win",
)  # fmt: skip
_VAGUE_STEMS = ("several", "high-level", "various", "stakeholders", "a number", "among others")
_VAGUE = compiled(
    r"\b(?:several (?:[a-z]+ (?:and [a-z]+ )?)?(?:organi[sz]ations|countries|experts|partners|stakeholders"
    r"|institutions)"
    r"|high-level|various (?:stakeholders|partners|experts)|relevant stakeholders|key stakeholders|a number of"
    r"|among others)\b",
    re.IGNORECASE,
)
_STATEMENT_BY = compiled(
    r"(?:joint\s|press\s|media\s)?(?:statement|message|remarks|letter|speech|address)\s(?:by|from|of)\s", re.IGNORECASE
)
_PERSON = compiled(r"(?<![\w’'-])(?:[Ww]e|[Oo]urs?|us|I|[Mm]y|[Yy]ou|[Yy]ours?)\b(?![’'-]\w*[A-Z])")
_PRONOUNS = frozenset({"we", "our", "ours", "us", "i", "my", "you", "your", "yours"})
_CAPITALS = compiled(
    r"(?<=[a-z] )(?:Anniversary|Ratification|Plenary Session|Press Release|Press Conference|Opening Ceremony"
    r"|Working Group|Round Table"
    r"|Signing Ceremony|Closing Ceremony|Keynote Speech|Media Advisory)\b"
)
_NUMBERED = compiled(
    r"\b(?:Phase|Type|Part|War|Class|Level|Tier|Title|Volume|Stage|Division|Grade|Act|Book|Annex|Mark) $"
)
"""Behind these, I is a number."""
_ARTICLE = compiled(
    r"\b(?:Director|Chair|Chairman|Chairwoman|Chairperson|Head|Speaker|Chief|Deputy|Member|Secretary"
    r"|Representative) of "
    r"(?P<body>(?!The\b|A\b)(?:[A-Z][\w’]+ )(?:(?:and|of|for|[A-Z][\w’]+) ){0,6}?(?:Committee|Department"
    r"|Ministry|Delegation|Office|Commission"
    r"|Board|Division|Unit|Agency|Directorate|Mission|Council|Assembly|Senate|Court|Parliament|Majlis|Me[jd]\w*|Rada"
    r"|Duma|Sejm)\b)"
)
_INCLUDES = {
    "mankind": "humankind", "manpower": "staff", "man-made": "human-made", "handicapped": "people with disabilities",
    "the disabled": "people with disabilities", "illegal immigrants": "irregular migrants",
    "illegal migrants": "irregular migrants", "illegal aliens": "irregular migrants", "manmade": "human-made",
}  # fmt: skip
_EXCLUDES = compiled(rf"\b(?:{'|'.join(_INCLUDES)})\b(?!\s+(?:people|persons|access))", re.IGNORECASE)
_PASSIVE = compiled(
    r"\b(?:is|are|was|were|been|being|be)\s+(?:\w+ly\s+)?(?:\w+ed|built|held|given|made|taken|written|led|paid|seen|shown|told"
    r"|chosen|drawn|won|run|set|brought|bought|taught)\s+by\b(?!\s+(?:\d|about|at|the\s+end|\w+day\b|\w+ing\b))"
)
_LETTERS = compiled(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_SYLLABLE = compiled(r"[aeiouy]+")
_SILENT = compiled(r"[aeiouy][^\Waeiouy]{1,3}e\b")
_ENOUGH = 100
"""Words; a grade of fewer means nothing."""
_HARDEST = 18
_HEAD = "Six partners open school for nurses\n\nBaku, 30 October 2018 – "


def _outside_quotations(
    reading: Reading, pattern: re.Pattern[str], stems: tuple[str, ...] = ()
) -> Iterator[re.Match[str]]:
    """Return what a pattern finds outside quotations; nothing is searched where none of its stems stands."""
    if stems and not reading.has(*stems):
        return
    for match in pattern.finditer(reading.copy):
        if not reading.page.in_quotation(match.start()):
            yield match


def _hype(reading: Reading) -> Iterator[Found]:
    for match in _outside_quotations(reading, _HYPE, _HYPE_STEMS):
        yield Found(*match.span(), f'"{match[0]}" praises and tells nothing', advice="write the fact behind it")


def _inclusive(reading: Reading) -> Iterator[Found]:
    for match in _outside_quotations(reading, _EXCLUDES, tuple(_INCLUDES)):
        right = _INCLUDES[match[0].lower()]
        yield Found.replacing(*match.span(), f'"{match[0]}" leaves people out: {right}', right)


def _vague(reading: Reading) -> Iterator[Found]:
    for match in _outside_quotations(reading, _VAGUE, _VAGUE_STEMS):
        yield Found(*match.span(), f'"{match[0]}": which, or how many?')


def _person(reading: Reading) -> Iterator[Found]:
    """Find where the text first speaks as its issuer, and where it first speaks to its reader."""
    told: set[bool] = set()
    if reading.vocabulary.isdisjoint(_PRONOUNS):
        return
    edition = reading.subject.edition
    if edition is not None and edition.corrects is not None:
        return  # it asks its readers to delete what they have
    headline = reading.manuscript.headline
    if headline is not None and _STATEMENT_BY.match(headline.text):
        return  # it is what somebody says, as a whole
    for number, paragraph in enumerate(reading.manuscript.paragraphs):
        if number in reading.page.small_print:
            continue
        for match in _PERSON.finditer(reading.copy, paragraph.start, paragraph.end):
            reader = match[0][0] in "yY"
            if reader in told or reading.page.in_quotation(match.start()):
                continue
            if _in_straight_quotes(reading.copy, paragraph.start, match.start()) or _in_a_name(reading.copy, match):
                continue
            told.add(reader)
            yield Found(*match.span(), f'"{match[0]}" outside a quotation: a release speaks in the third person')


def _in_a_name(copy: str, match: re.Match[str]) -> bool:
    """Say whether a capital stands where no sentence begins: `Chicas You Should Know`, `R.I.`, `I Care`."""
    before, after = copy[max(0, match.start() - 2) : match.start()], copy[match.end() : match.end() + 2]
    if match[0] == "I":
        numbered = _NUMBERED.search(copy, max(0, match.start() - 12), match.start())
        return before[-1:] in {".", "&"} or after[:1] in {".", "&"} or after[1:].isupper() or numbered is not None
    return match[0][0].isupper() and (bool(compiled(r"[\w,]\s$").search(before)) or after[1:].isupper())


def _in_straight_quotes(copy: str, start: int, place: int) -> bool:
    before = copy[start:place]
    return (
        before.count('"') % 2 == 1
        or before.rfind("“") > before.rfind("”")
        or bool(compiled(r"\s*[“\"‘]").match(before))
    )


def _passive(reading: Reading) -> Iterator[Found]:
    for match in _outside_quotations(reading, _PASSIVE, (" by ", " by\n")):
        if reading.page.paragraph_at(match.start()) is not None:
            yield Found(*match.span(), "The one who acts comes last: begin the sentence with them")


def _hard_to_read(reading: Reading) -> Iterator[Found]:
    """Find a text whose sentences and words ask for years of study (Flesch-Kincaid grade level)."""
    yield from _passive(reading)
    small = reading.page.small_print
    told = (one for one in reading.page.sentences if one.paragraph not in small)
    sentences = [one for one in told if not reading.page.in_quotation(one.start)]
    words = [word for one in sentences for word in _LETTERS.findall(one.text)]
    if len(words) < _ENOUGH or not sentences:
        return
    joined = " ".join(words).lower()
    syllables = max(len(_SYLLABLE.findall(joined)) - len(_SILENT.findall(joined)), len(words))
    grade = 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
    if grade > _HARDEST:
        start = sentences[0].start
        said = f"The text asks for {grade:.0f} years at school (Flesch-Kincaid): shorter sentences, shorter words"
        yield Found(start, start, said)


def _capitals(reading: Reading) -> Iterator[Found]:
    for match in _outside_quotations(reading, _CAPITALS):
        if compiled(r"[A-Z]\w* $").search(reading.copy[max(0, match.start() - 30) : match.start()]):
            continue  # the end of a name or of a heading
        small = match[0].lower()
        yield Found.replacing(*match.span(), f"No name: {small}", small)


def _article(reading: Reading) -> Iterator[Found]:
    for match in _outside_quotations(reading, _ARTICLE):
        if reading.page.paragraph_at(match.start()) is None:
            continue  # under a contact's name it is a visiting card
        start = match.start("body")
        yield Found(start, match.end("body"), f'"the" is missing before {" ".join(match["body"].split())}')


LNG001 = Rule(
    "LNG001",
    "Hype",
    Severity.INFORMATION,
    ("WIRE",),
    "Editors strike these words first, and trust the rest less.",
    Example(f"{_HEAD}Six partners opened a ⟦world-class⟧ school.\n"),
    Example(f"{_HEAD}Six partners opened a school. “It is innovative,” said Ana Example, Minister of Health.\n"),
    _hype,
    caution="62 of 100 published releases use one.",
    languages=("en",),
)
LNG002 = Rule(
    "LNG002",
    "First or second person outside a quotation",
    Severity.WARNING,
    ("WIRE",),
    "A paper cannot print `we`: it would be the paper.",
    Example(f"{_HEAD}Six partners opened a school. ⟦We⟧ will pay for it.\n"),
    Example(f"{_HEAD}Six partners opened a school. “We will pay for it,” said Ana Example, Minister of Health.\n"),
    _person,
    languages=("en",),
)
LNG003 = Rule(
    "LNG003",
    "Word that leaves people out",
    Severity.INFORMATION,
    ("OWN",),
    "The office's readers are all kinds of people, and the other word costs nothing.",
    Example(f"{_HEAD}Six partners opened a school for the ⟦handicapped⟧.\n"),
    Example(f"{_HEAD}Women, Europeans and older people fight crime in a school for people with disabilities.\n"),
    _inclusive,
    Fixable.UNSAFE,
    "Titles that people choose for themselves. No word is flagged merely for naming people.",
    ("en",),
)
LNG004 = Rule(
    "LNG004",
    "Passive, or hard to read",
    Severity.INFORMATION,
    ("OWN",),
    "Who does something belongs at the beginning of the sentence; who reads it has half a minute.",
    Example(f"{_HEAD}The school ⟦was opened by⟧ six partners.\n"),
    Example(f"{_HEAD}Six partners opened the school, which was opened by Tuesday.\n"),
    _hard_to_read,
    caution="Often: the passive is right where the deed counts more than who did it.",
    languages=("en",),
)
LNG005 = Rule(
    "LNG005",
    "Article missing before an office's name",
    Severity.WARNING,
    ("SEED",),
    "Chair of Budget Committee is a visiting card, not a sentence.",
    Example(f"{_HEAD}Ana Example, Chair of ⟦Budget Committee⟧, opened the school.\n"),
    Example(f"{_HEAD}Ana Example, Chair of the Budget Committee, opened the school.\n"),
    _article,
    languages=("en",),
)
LNG006 = Rule(
    "LNG006",
    "Vague quantity",
    Severity.INFORMATION,
    ("SEED",),
    "The first question will be which, and how many.",
    Example(f"{_HEAD}Six partners and ⟦several international organizations⟧ opened a school.\n"),
    Example(f"{_HEAD}Six partners and four international organizations opened a school.\n"),
    _vague,
    languages=("en",),
)
LNG007 = Rule(
    "LNG007",
    "Capitals where there is no name",
    Severity.INFORMATION,
    ("SEED", "UN"),
    "Capitals are for names; a plenary session is none.",
    Example(f"{_HEAD}Six partners marked the ⟦Anniversary⟧ of the school.\n"),
    Example(f"{_HEAD}Six partners marked the anniversary of the school.\n"),
    _capitals,
    Fixable.UNSAFE,
    languages=("en",),
)
