"""A manuscript: a press release as a sharp editor sees it on the page, each part knowing where it stands.

It does not matter who wrote it and in which format. The importer makes one of a foreign document, a release file makes
one of itself; the checks, and what turns a manuscript into a release, read nothing else. Nothing here is certain: what
could not be read stays as it is written, and what has no place is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pressctl.frozen import Frozen, field
from pressctl.model.moment import Moment


class Piece(Frozen):
    """Words that stand in the manuscript's text at one place: `text[start:end]`, without outer white space."""

    text: str
    start: int
    """0-based code point."""
    end: int
    """0-based code point after the last."""

    @classmethod
    def cut(cls, whole: str, start: int, end: int) -> Piece:
        """Return the stretch of `whole`, without its outer white space."""
        words = whole[start:end]
        begin = start + len(words) - len(words.lstrip())
        words = words.strip()
        return cls(words, begin, begin + len(words))


class DatelineAsWritten(Frozen):
    """Where and when the news is, as it stands before the lead or near it."""

    raw: Piece
    place: Piece | None
    """The city, or cities, without what follows them."""
    date_text: Piece | None
    """The date as written."""
    day: date | None
    """Nothing where the date is incomplete or impossible: no year is ever invented."""


class EmbargoAsWritten(Frozen):
    """A line that forbids to publish before a time."""

    raw: Piece
    until: Moment | None
    """Nothing where it cannot be read, which means embargoed all the same."""


class QuotationAsWritten(Frozen):
    """What somebody is said to have said."""

    words: tuple[Piece, ...]
    """Without quotation marks; one for each stretch of it."""
    speaker: Piece | None
    role: Piece | None


class PersonAsWritten(Frozen):
    """Somebody who is named with what they are."""

    name: Piece
    role: Piece | None = None
    organisation: Piece | None = None


class ContactAsWritten(Frozen):
    """Whom journalists may ask."""

    raw: tuple[Piece, ...]
    """Every line of it."""
    name: Piece | None = None
    role: Piece | None = None
    organisation: Piece | None = None
    phones: tuple[Piece, ...] = ()
    emails: tuple[Piece, ...] = ()


class BoilerplateAsWritten(Frozen):
    """What is said about an organisation under every release."""

    title: Piece | None
    text: tuple[Piece, ...]
    """A paragraph each."""


class ProjectAsWritten(Frozen):
    """The project that the news belongs to."""

    name: Piece
    acronym: Piece | None = None
    lead: Piece | None = None
    funders: tuple[Piece, ...] = ()


class EventAsWritten(Frozen):
    """What takes place."""

    title: Piece | None = None
    when: Piece | None = None
    venue: Piece | None = None


class Manuscript(Frozen):
    """A release on the page."""

    path: str
    """As the person would name it."""
    text: str
    """What all places refer to: the file as read, or the plain text of a DOCX, a page or a mail."""
    language: str
    headline: Piece | None = None
    subheadline: Piece | None = None
    status_line: Piece | None = None
    """`For immediate release`, `Media advisory` …"""
    embargo: EmbargoAsWritten | None = None
    dateline: DatelineAsWritten | None = None
    paragraphs: tuple[Piece, ...] = ()
    """The body in order, the lead first (its dateline included), list items too; no headings, no boilerplates."""
    headings: tuple[Piece, ...] = ()
    quotations: tuple[QuotationAsWritten, ...] = ()
    speakers: tuple[PersonAsWritten, ...] = ()
    organisers: tuple[Piece, ...] = ()
    project: ProjectAsWritten | None = None
    event: EventAsWritten | None = None
    boilerplates: tuple[BoilerplateAsWritten, ...] = ()
    notes: tuple[Piece, ...] = ()
    """Notes to editors."""
    contacts: tuple[ContactAsWritten, ...] = ()
    end_mark: Piece | None = None
    unplaced: tuple[Piece, ...] = ()
    """Lines that are none of these: nothing of the text is lost."""
    confidence: Mapping[str, float] = field(default_factory=dict)
    """Field → 0 to 1: how sure the reading is."""
