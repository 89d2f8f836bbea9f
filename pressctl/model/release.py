"""A release: its identity, its facts, and one edition per language with every name resolved.

An edition is what a reader of that language gets: names, titles and boilerplates are already taken from
the office's files. Nothing here reads a file or a clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from pressctl.frozen import Frozen
from pressctl.model.moment import Moment
from pressctl.model.text import Block

FieldValue: TypeAlias = str | int | bool | date | Moment | tuple[str, ...] | Mapping[str, str]
"""What a field of a kind may hold; `kind.toml` says which."""


class Organisation(Frozen):
    """An organisation as one edition names it."""

    name: str
    """In the edition's language."""
    key: str | None = None
    """Its key in `pressctl.toml`; none when it was written in place."""
    acronym: str | None = None
    gloss: str | None = None
    """A few words that explain it, as this release wants them."""
    url: str | None = None


class Speaker(Frozen):
    """A person who speaks or is quoted."""

    name: str
    title: str | None = None
    """Function, in the edition's language."""
    organisation: str | None = None
    """Name of the organisation, where the title does not say it."""
    key: str | None = None
    """Key in `[people]`; none when written in place."""


class MediaContact(Frozen):
    """Whom a journalist may call."""

    name: str
    title: str | None = None
    organisation: str | None = None
    phones: tuple[str, ...] = ()
    """As to be printed, each a number of its own."""
    email: str | None = None
    languages: tuple[str, ...] = ()
    """Languages that this person speaks with journalists."""


class Dateline(Frozen):
    """Where and when the news is."""

    place: str
    """In the edition's language."""
    date: date


class EmbargoStatus(StrEnum):
    """How an embargo stands at a moment."""

    NONE = "none"
    HELD = "held"
    LIFTED = "lifted"


class Embargo(Frozen):
    """Not to be published before the lift."""

    until: Moment

    def status(self, now: Moment) -> EmbargoStatus:
        """Say whether the embargo holds at `now`; at the very minute of the lift it is lifted."""
        return EmbargoStatus.HELD if now.instant < self.until.instant else EmbargoStatus.LIFTED

    def held_until(self, now: Moment) -> Moment | None:
        """Return the lift while the embargo holds at `now`, and nothing once it has lifted."""
        return self.until if self.status(now) is EmbargoStatus.HELD else None


class Event(Frozen):
    """What takes place."""

    title: str | None = None
    start: Moment | None = None
    end: Moment | None = None
    venue: str | None = None
    accreditation: str | None = None
    """How a journalist gets in."""


class Project(Frozen):
    """The project under which the news happens, and who pays."""

    name: str
    acronym: str | None = None
    lead: Organisation | None = None
    funders: tuple[Organisation, ...] = ()


class Boilerplate(Frozen):
    """What stands about an organisation under every release."""

    title: str
    """`About IOM`, in the edition's language."""
    blocks: tuple[Block, ...]
    key: str | None = None


class Media(Frozen):
    """A photograph or another file that goes with the release."""

    file: str
    """Path relative to the release's folder, with forward slashes."""
    alt: str | None = None
    caption: str | None = None
    credit: str | None = None


class Corrects(Frozen):
    """The version that this release puts right."""

    id: str
    """Identity of the release that was wrong."""
    version: int


class EarlierVersion(Frozen):
    """The version that a release corrects or withdraws, as that release speaks of it."""

    slug: str
    number: int
    date: date
    """When it left the office; of one that is on no record, the day of its dateline."""
    headlines: Mapping[str, str]
    """By language, the original's first."""
    embargo: Moment | None = None
    """The lift before which nobody may publish it: what speaks of it is bound by that, too."""
    embargo_of: str = ""
    """Slug of the release whose embargo that is: this one, or one that it corrects itself."""

    def headline(self, language: str) -> tuple[str, str]:
        """Return (language, headline): in `language` where it has one, else as it was written first."""
        if language in self.headlines:
            return language, self.headlines[language]
        return next(iter(self.headlines.items()))


class Edition(Frozen):
    """One language of a release, fully resolved."""

    language: str
    headline: str
    dateline: Dateline
    body: tuple[Block, ...]
    subheadline: str | None = None
    subject: str | None = None
    """Subject of the mail, where it is not the headline."""
    embargo: Embargo | None = None
    expires: Moment | None = None
    """After this the mail is not tried any more."""
    event: Event | None = None
    organisers: tuple[Organisation, ...] = ()
    project: Project | None = None
    speakers: tuple[Speaker, ...] = ()
    contacts: tuple[MediaContact, ...] = ()
    boilerplates: tuple[Boilerplate, ...] = ()
    notes: tuple[Block, ...] = ()
    """Notes to editors."""
    media: tuple[Media, ...] = ()
    fields: Mapping[str, FieldValue] | None = None
    """The kind's own fields."""
    corrects: Corrects | None = None
    gaps: tuple[str, ...] = ()
    """What this language lacks and another language's text stands in for, a sentence each."""

    def held_until(self, now: Moment) -> Moment | None:
        """Return the lift while an embargo holds at `now`; nothing without one, and once it has lifted."""
        return self.embargo.held_until(now) if self.embargo is not None else None


class Copy(Frozen):
    """Who gets a copy besides the press: focal points, the office itself."""

    email: str
    name: str | None = None
    languages: tuple[str, ...] = ()
    organisation: str | None = None


class Release(Frozen):
    """A release in all its languages."""

    id: str
    """UUID, minted once, never changed."""
    slug: str
    """Name of its folder."""
    kind: str
    original: str
    """The language that the others follow."""
    editions: tuple[Edition, ...]
    """The original first, then the variants in order of their codes."""
    copy_to: tuple[Copy, ...] = ()

    def edition(self, language: str) -> Edition | None:
        """Return the edition in `language`, if there is one."""
        return next((edition for edition in self.editions if edition.language == language), None)

    @property
    def original_edition(self) -> Edition:
        """The edition that the others follow: what it says of dateline, embargo and contacts holds for all."""
        return self.editions[0]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it exists in, the original first."""
        return tuple(edition.language for edition in self.editions)

    @property
    def headline(self) -> str:
        """The original's headline."""
        return self.original_edition.headline
