"""Rules about wording. None flags a word merely for naming people."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pressctl.checks.base import Example, Fixable, Found, Reading, Rule
from pressctl.model.finding import Severity

_HYPE = re.compile(
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
_VAGUE = re.compile(
    r"\b(?:several (?:[a-z]+ (?:and [a-z]+ )?)?(?:organi[sz]ations|countries|experts|partners|stakeholders"
    r"|institutions)"
    r"|high-level|various (?:stakeholders|partners|experts)|relevant stakeholders|key stakeholders|a number of"
    r"|among others)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"(?<![\w’'-])(?:[Ww]e|[Oo]urs?|us|I|[Mm]y|[Yy]ou|[Yy]ours?)\b(?![’'-]\w*[A-Z])")
_CAPITALS = re.compile(
    r"(?<=[a-z] )(?:Anniversary|Ratification|Plenary Session|Press Release|Press Conference|Opening Ceremony"
    r"|Working Group|Round Table"
    r"|Signing Ceremony|Closing Ceremony|Keynote Speech|Media Advisory)\b"
)
_ARTICLE = re.compile(
    r"\b(?:Director|Chair|Chairman|Chairwoman|Chairperson|Head|Speaker|Chief|Deputy|Member|Secretary"
    r"|Representative) of "
    r"(?P<body>(?!The\b|A\b)(?:[A-Z][\w’]+ )(?:(?:and|of|for|[A-Z][\w’]+) ){0,6}?(?:Committee|Department"
    r"|Ministry|Delegation|Office|Commission"
    r"|Board|Division|Unit|Agency|Directorate|Mission|Me[jd]\w*|Parliament|Majlis)\b)"
)
_INCLUDES = {
    "mankind": "humankind", "manpower": "staff", "man-made": "human-made", "handicapped": "people with disabilities",
    "the disabled": "people with disabilities", "illegal immigrants": "irregular migrants",
    "illegal migrants": "irregular migrants", "illegal aliens": "irregular migrants", "manmade": "human-made",
}  # fmt: skip
_EXCLUDES = re.compile(rf"\b(?:{'|'.join(_INCLUDES)})\b(?!\s+(?:people|persons|access))", re.IGNORECASE)
_HEAD = "Six partners open school for nurses\n\nBaku, 30 October 2018 – "


def _outside_quotations(reading: Reading, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    for match in pattern.finditer(reading.copy):
        if not reading.page.in_quotation(match.start()):
            yield match


def _hype(reading: Reading) -> Iterator[Found]:
    for match in _outside_quotations(reading, _HYPE):
        yield Found(*match.span(), f'"{match[0]}" praises and tells nothing', advice="write the fact behind it")


def _inclusive(reading: Reading) -> Iterator[Found]:
    for match in _outside_quotations(reading, _EXCLUDES):
        right = _INCLUDES[match[0].lower()]
        yield Found.replacing(*match.span(), f'"{match[0]}" leaves people out: {right}', right)


def _vague(reading: Reading) -> Iterator[Found]:
    for match in _outside_quotations(reading, _VAGUE):
        yield Found(*match.span(), f'"{match[0]}": which, or how many?')


def _person(reading: Reading) -> Iterator[Found]:
    """Find where the text first speaks as its issuer, and where it first speaks to its reader."""
    told: set[bool] = set()
    for paragraph in reading.manuscript.paragraphs:
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
        return before[-1:] == "." or after[:1] == "." or after[1:].isupper()
    return match[0][0].isupper() and (bool(re.search(r"[\w,]\s$", before)) or after[1:].isupper())


def _in_straight_quotes(copy: str, start: int, place: int) -> bool:
    before = copy[start:place]
    return before.count('"') % 2 == 1 or before.rfind("“") > before.rfind("”") or bool(re.match(r"\s*[“\"‘]", before))


def _capitals(reading: Reading) -> Iterator[Found]:
    for match in _outside_quotations(reading, _CAPITALS):
        small = match[0].lower()
        yield Found.replacing(*match.span(), f"No name: {small}", small)


def _article(reading: Reading) -> Iterator[Found]:
    for match in _outside_quotations(reading, _ARTICLE):
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
LNG005 = Rule(
    "LNG005",
    "Article missing before an office's name",
    Severity.INFORMATION,
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
