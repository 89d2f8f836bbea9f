"""What a rule is: data with its provenance, a bad and a good example, and one function that finds.

A rule sees a Subject and nothing else: it opens no file, asks no network and reads no clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from pressctl.checks.calendar import DateInProse, dates_in
from pressctl.checks.page import Page
from pressctl.checks.profiles import PROFILES, Profile
from pressctl.frozen import Frozen, field
from pressctl.model.finding import Edit, Severity
from pressctl.model.manuscript import Manuscript, Piece
from pressctl.patterns import compiled

if TYPE_CHECKING:
    from pressctl.model.release import Edition

SOURCES = {
    "AP": "Associated Press: datelines, dates without ordinals",
    "CODE": "Fail closed: what a program cannot read counts as the worse case",
    "EA": "EurekAlert: embargo zone and daylight saving",
    "EC": "European Commission, Article 17 of the model grant agreement: emblem, funding statement, disclaimer",
    "EW": "Embargo Watch: how embargoes break",
    "GDPR": "General Data Protection Regulation",
    "IDSA": "Journals' embargo practice: date, time and zone at the top",
    "MEAS": "Measured over 18,483 published releases",
    "OWN": "Editorial convention",
    "REU": "Reuters handbook of journalism",
    "SEED": "Defects of a real release of an international organisation",
    "UN": "United Nations Editorial Manual: Oxford spelling, official names",
    "UNC": "United Nations correspondence manual: acronyms are defined at first use, none for single use",
    "UNU": "United Nations University style manual: full name and title first",
    "WIRE": "Editorial rules of EmailWire, Newswire, Newsworthy and Presswire",
}
"""Where a rule comes from, by the key that it names."""


class Fixable(StrEnum):
    """Whether a rule's findings can be mended without a person."""

    NO = "no"
    SAFE = "safe"
    """The edit cannot change what is said."""
    UNSAFE = "unsafe"
    """Somebody must look at it."""


class NameOnFile(Frozen):
    """A person or an organisation that the office knows."""

    key: str
    names: tuple[str, ...]
    """In every language of the office, acronyms and aliases too; the first is the one to write."""
    person: bool = False
    title: str | None = None


class Answers(Frozen):
    """What the net said about the addresses of a text; a rule asks nobody itself."""

    links: Mapping[str, str] = field(default_factory=dict)
    """Link → what is wrong with it, of those that do not open."""
    domains: Mapping[str, str] = field(default_factory=dict)
    """Domain of an e-mail address → why no mail reaches it."""


class FunderTerms(Frozen):
    """What a funder wants to be said wherever its money is mentioned."""

    names: tuple[str, ...]
    """How it is named in any language, acronyms too; the first is the one to show."""
    statement: Mapping[str, str] = field(default_factory=dict)
    """Language → the sentence that says who pays."""
    disclaimer: Mapping[str, str] = field(default_factory=dict)
    """Language → the sentence that says who answers for the content."""
    emblem: bool = False
    """Whether its emblem must stand on the release."""
    always: bool = True
    """Whether it is an obligation in every house style."""


class Imprint(Frozen):
    """What a mail says about who sent it, as far as the office's configuration goes."""

    name: str
    address: str | None
    """Postal address."""
    sender: str | None
    """Where the mail comes from."""


class Voided(Frozen):
    """An approval of this text that an edit has voided."""

    message: str
    block: int = 0
    """Number of the edited block of the body, from 1; 0 where it is none of them."""


class Subject(Frozen):
    """What is checked, and what is known about the world."""

    manuscript: Manuscript
    today: date
    profile: Profile = PROFILES["un"]
    on_file: tuple[NameOnFile, ...] = ()
    edition: Edition | None = None
    """The facts of a structured release in the manuscript's language."""
    original: Edition | None = None
    """What the edition translates; nothing for an original and for a text that is no release file."""
    now: datetime | None = None
    """The moment, aware; nothing where only the day is known."""
    funders: tuple[FunderTerms, ...] = ()
    """The terms of funders whom the office has in its configuration, besides those that are built in."""
    imprint: Imprint | None = None
    """Of a release that is going to be mailed."""
    answers: Answers | None = None
    """Nothing where the net was not asked."""
    misspelt: Callable[[str], bool] | None = None
    """A dictionary of the text's language; nothing where spelling is not checked."""
    voided: tuple[Voided, ...] = ()
    """Approvals that no longer hold, as the office's record knows them."""


class Reading:
    """A subject being checked, with what several rules want to know worked out once."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.manuscript = subject.manuscript
        self.profile = subject.profile

    @cached_property
    def page(self) -> Page:
        """The text as a reader sees it."""
        return Page(self.manuscript)

    @property
    def copy(self) -> str:
        """The text with all that is no prose blanked, character for character."""
        return self.page.copy

    @cached_property
    def lower(self) -> str:
        """The copy in small letters, character for character: what a rule asks first, before it searches at length."""
        small = self.copy.lower()
        return small if len(small) == len(self.copy) else "".join(sign.lower()[0] for sign in self.copy)

    @cached_property
    def spellings(self) -> frozenset[str]:
        """Every word of the text as written, once."""
        return frozenset(_WORD.findall(self.copy))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of the text in small letters, once."""
        return frozenset(map(str.lower, self.spellings))

    def has(self, *words: str) -> bool:
        """Say whether any of these stands in the text, whatever its capitals."""
        return any(word in self.lower for word in words)

    @property
    def text(self) -> str:
        """The text as read."""
        return self.manuscript.text

    @property
    def language(self) -> str:
        """Language without its region."""
        return self.manuscript.language.partition("-")[0]

    @cached_property
    def dates(self) -> tuple[DateInProse, ...]:
        """The dates of the text whose month is written out."""
        return tuple(dates_in(self.copy, self.language))

    @property
    def release_day(self) -> date | None:
        """The dateline's day, as far as it can be read."""
        dateline = self.manuscript.dateline
        return dateline.day if dateline else None


class Found(Frozen):
    """One thing that a rule found; the engine adds which rule and which file."""

    start: int
    """0-based code point of the manuscript's text; as tight as the defect."""
    end: int
    """The same as `start` where something is missing."""
    message: str
    severity: Severity | None = None
    """Where it is not the rule's."""
    advice: str | None = None
    edits: tuple[Edit, ...] = ()
    safe: bool | None = None
    """Where the edits are not as safe as the rule's."""

    @classmethod
    def at(cls, piece: Piece, message: str, *, severity: Severity | None = None, advice: str | None = None) -> Found:
        """Find fault with a whole piece."""
        return cls(piece.start, piece.end, message, severity, advice)

    @classmethod
    def replacing(cls, start: int, end: int, message: str, replacement: str) -> Found:
        """Find fault with a stretch that other words would put right."""
        return cls(start, end, message, edits=(Edit(start, end, replacement),))


MakesEdition: TypeAlias = "Callable[[], Edition]"


class Example(Frozen):
    """A small manuscript; in a bad one `⟦` and `⟧` stand around what the rule finds."""

    marked: str
    language: str = "en"
    profile: str = "un"
    on_file: tuple[NameOnFile, ...] = ()
    edition: MakesEdition | None = None
    """What the front matter says, where the example needs some; made for whoever tries the example, and not before."""
    original: MakesEdition | None = None
    known: Mapping[str, object] = field(default_factory=dict)
    """Further fields of the Subject: what the net said, the moment, a funder's terms."""

    @property
    def text(self) -> str:
        """The text without its marks."""
        return self.marked.replace("⟦", "").replace("⟧", "")

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where the rule must find something, in the text without marks."""
        spans: list[tuple[int, int]] = []
        before, *rest = self.marked.split("⟦")
        place = len(before)
        for part in rest:
            inside, _, after = part.partition("⟧")
            spans.append((place, place + len(inside)))
            place += len(inside) + len(after)
        return tuple(spans)


_WORD = compiled(r"[^\W\d_]+")
Find: TypeAlias = Callable[[Reading], Iterable[Found]]


class Rule(Frozen):
    """One thing that a sharp editor flags."""

    code: str
    """Three letters for the theme, three digits."""
    title: str
    """What is wrong, in a few words."""
    severity: Severity
    source: tuple[str, ...]
    """Keys of SOURCES."""
    why: str
    bad: Example
    good: Example
    find: Find
    fixable: Fixable = Fixable.NO
    caution: str | None = None
    """When it is wrong, as far as that is known."""
    languages: tuple[str, ...] = ()
    """The languages that it knows; none means all."""
    facts: bool = False
    """Whether it is about facts that only the original of a release holds; its translations are not asked again."""

    def applies_to(self, language: str) -> bool:
        """Say whether the rule knows a language."""
        return not self.languages or language.partition("-")[0] in self.languages
