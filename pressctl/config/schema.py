"""What `pressctl.toml` may say. An unknown key is an error; every value is typed here, at the border."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from pressctl.config.checking import Checking
from pressctl.config.looks import LookName
from pressctl.config.mail import Mail
from pressctl.config.media import Media
from pressctl.config.values import Address, Colour, Key, Language, Line, Names, Strict, Texts, Wanted, Zone
from pressctl.model.approval import Requirement


class FocalPoint(Strict):
    """Whom a co-organiser names for press matters."""

    name: Line
    email: Address
    languages: Annotated[tuple[Language, ...], Field(strict=False)] = ()


class OrganisationEntry(Strict):
    """An organisation on file."""

    name: Names
    acronym: Names | None = None
    aliases: Annotated[tuple[Line, ...], Field(strict=False)] = ()
    url: Line | None = None
    about: Names | None = None
    """Title of its boilerplate, where it is not the language's "About …"."""
    boilerplate: Texts | None = None
    """Markdown paragraphs about it."""
    logo: Line | None = None
    """Path from the workspace."""
    focal_points: Annotated[tuple[FocalPoint, ...], Field(strict=False)] = ()
    requires_approval: Wanted = Requirement.NOTHING
    """What it must have approved before a release with it leaves: `true` is every language that leaves."""
    no_objection: bool = False
    """Whether silence up to an agreed time will do (`review send --no-objection`)."""


class PersonEntry(Strict):
    """A person on file: speakers, quoted people, media contacts."""

    name: Names
    title: Names | None = None
    organisation: Key | None = None
    email: Address | None = None
    phones: Annotated[tuple[Line, ...], Field(strict=False)] = ()
    languages: Annotated[tuple[Language, ...], Field(strict=False)] = ()


class Paper(StrEnum):
    """Sheet size."""

    A4 = "A4"
    LETTER = "Letter"


class Office(Strict):
    """The office whose workspace this is."""

    name: Names
    organisation: Key | None = None
    """The organisation on file that it belongs to; its own boilerplate and logo."""
    place: Names | None = None
    """Where its releases are datelined."""
    timezone: Zone = "UTC"
    languages: Annotated[tuple[Language, ...], Field(strict=False, min_length=1)] = ("en",)
    """The first is the language that new releases are written in."""
    email: Address | None = None
    """Where receipts go, and where mail comes from unless `[mail] from` says otherwise."""
    contact: Key | None = None
    """The person on file who answers journalists."""
    address: Line | None = None
    accent: Annotated[Colour, Field()] = "#1F4E79"
    paper: Annotated[Paper, Field(strict=False)] = Paper.A4
    look: Annotated[LookName, Field(strict=False)] = LookName.MODERN


class Config(Strict):
    """All of `pressctl.toml`."""

    office: Office
    organisations: dict[Key, OrganisationEntry] = Field(default_factory=dict)
    people: dict[Key, PersonEntry] = Field(default_factory=dict)
    segments: dict[Key, Line] = Field(default_factory=dict)
    mail: Mail = Mail()
    media: Media = Media()
    check: Checking = Checking()

    @property
    def fallback_language(self) -> str:
        """The office's first language: what a text without one is assumed to be in."""
        return self.office.languages[0]

    def from_address(self) -> str | None:
        """Return the address that mail comes from."""
        return self.mail.sender or self.office.email
