"""What the front matter of an original and of a variant says, typed; nothing is resolved yet.

Organisations and people on file stay keys until an edition is made (`resolve.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from pressctl.frozen import Frozen, field
from pressctl.model.moment import Moment
from pressctl.model.release import (
    Copy,
    Corrects,
    Dateline,
    Event,
    FieldValue,
    Media,
    MediaContact,
    Organisation,
    Speaker,
)
from pressctl.model.text import Block

FOCAL_POINTS = "focal-points"
OFFICE = "office"


class Keyed(Frozen):
    """An organisation or a person on file."""

    key: str


class ProjectMatter(Frozen):
    """The project, its partners not yet named."""

    name: str
    acronym: str | None = None
    lead: Keyed | Organisation | None = None
    funders: tuple[Keyed | Organisation, ...] = ()


class OwnBoilerplate(Frozen):
    """A boilerplate that was written in place."""

    title: str
    blocks: tuple[Block, ...]


CopyTo: TypeAlias = str | Keyed | Copy
"""`focal-points`, `office`, an organisation on file, or one address."""


class OriginalMatter(Frozen):
    """The front matter of the original."""

    id: str
    kind: str
    original: str
    """The original's language: the file's own."""
    headline: str
    dateline: Dateline
    subheadline: str | None = None
    subject: str | None = None
    embargo: Moment | None = None
    expires: Moment | None = None
    event: Event | None = None
    organisers: tuple[Keyed | Organisation, ...] = ()
    project: ProjectMatter | None = None
    speakers: tuple[Keyed | Speaker, ...] = ()
    contacts: tuple[Keyed | MediaContact, ...] = ()
    copy_to: tuple[CopyTo, ...] = ()
    boilerplates: tuple[Keyed | OwnBoilerplate, ...] = ()
    notes: tuple[Block, ...] = ()
    media: tuple[Media, ...] = ()
    fields: Mapping[str, FieldValue] = field(default_factory=dict)
    corrects: Corrects | None = None


class VariantMatter(Frozen):
    """The front matter of a variant: texts."""

    original: str
    """The language that it follows."""
    headline: str
    translates: str | None = None
    """Digest of the original's source texts when it was translated."""
    subheadline: str | None = None
    subject: str | None = None
    notes: tuple[Block, ...] = ()
    media: tuple[Media, ...] = ()
    """Captions and alternative texts, by file."""
    labels: Mapping[str, str] = field(default_factory=dict)
