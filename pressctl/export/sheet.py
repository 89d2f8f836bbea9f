"""The composed sheet: what stands on it, in which order and in which words, before any format sets it.

`composition.compose` makes a sheet from an edition; each exporter sets it and adds no word of its own, so
that the DOCX, the HTML mail and the plain text say the same. Every part has an anchor: the field path of
the source that it came from (`headline`, `body[3]`, `speakers[2]`, `contacts[1]`; numbers count from 1).
A DOCX turns anchors into hidden bookmarks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path

from pressctl.config.looks import LookName
from pressctl.export.darkroom import PAGE, Recipe
from pressctl.frozen import Frozen, field
from pressctl.model.text import Block, Inline, images_in


class Direction(StrEnum):
    """Which way the language is written."""

    LTR = "ltr"
    RTL = "rtl"


class Placed(Frozen):
    """A block and where it came from."""

    anchor: str
    block: Block


class Fact(Frozen):
    """A line with a label: `When: Tuesday, 30 October 2018, 10:00`."""

    anchor: str
    label: str
    value: tuple[Inline, ...]


class SheetSection(Frozen):
    """A titled group after the body: event, organisers, speakers, a boilerplate, notes to editors."""

    anchor: str
    title: str
    facts: tuple[Fact, ...] = ()
    """Set first, a line each."""
    items: tuple[Fact, ...] = ()
    """Set as a real list: label in bold (the name), then the value (title, gloss); the value may be empty."""
    blocks: tuple[Placed, ...] = ()


class ContactEntry(Frozen):
    """One media contact."""

    anchor: str
    name: str
    role: str
    """Title and organisation, in one line; may be empty."""
    phones: tuple[str, ...]
    email: str | None
    languages: str
    """Languages spoken, named in the sheet's language; may be empty."""


class ContactBlock(Frozen):
    """The media contacts, under their heading."""

    title: str
    phone_label: str
    email_label: str
    languages_label: str
    entries: tuple[ContactEntry, ...]


_ENDS = frozenset(".!?…؟。")


class Picture(Frozen):
    """A photograph that goes with the release and stands after the text."""

    anchor: str
    path: Path
    """The file, checked to be an image inside the release's folder."""
    alt: str
    caption: str | None
    credit: str | None
    """Already with its label: `Photo: …`."""

    @property
    def before_credit(self) -> str:
        """What parts a caption from the credit on the same line: a full stop where the caption has none."""
        return " " if (self.caption or ".")[-1] in _ENDS else ". "


class Shown(Frozen):
    """A photograph that a page or a mail shows."""

    source: str
    """`data:…`, or `cid:…` of a part of the mail."""
    width: int
    """In pixels."""


class Photographs(Frozen):
    """How the photographs of a sheet reach the reader."""

    recipe: Recipe = PAGE
    """How they are made ready for paper and page."""
    shown: Mapping[Path, Shown] = field(default_factory=dict)
    """Those that a page or a mail shows, by the path that the sheet gives them; the others are named."""
    links: Mapping[Path, str] = field(default_factory=dict)
    """Where those are published that a mail links to."""
    in_mail: bool = False


class Letterhead(Frozen):
    """The top of the sheet."""

    office: str
    """The office's name."""
    document: str
    """`Press release`, in the sheet's language."""
    logos: tuple[tuple[Path, str], ...] = ()
    """Image files with their alt text (the organisation's name), in the organisers' order."""


class StatusLine(Frozen):
    """`For immediate release`, the embargo, or that the sheet is a correction or a withdrawal."""

    text: str
    embargoed: bool
    on_every_page: bool = False
    """A page of it that is found alone must not pass for an ordinary release."""

    @property
    def running(self) -> bool:
        """Whether it stands at the head of the pages after the first, too."""
        return self.embargoed or self.on_every_page


class Properties(Frozen):
    """What a document says of itself."""

    title: str
    language: str
    author: str
    """The office, never a person."""
    identifier: str
    """`urn:uuid:<id of the release>`."""
    subject: str
    """Name of the kind in the sheet's language, such as `Press release`."""


class Look(Frozen):
    """What the office chose: its colour, its paper, and which of the built-in looks."""

    accent: str = "#1F4E79"
    paper: str = "A4"
    name: LookName = LookName.MODERN
    own: bool = True
    """The office's own layouts come before the built-in ones; not where somebody has asked for a look by its name."""


class Sheet(Frozen):
    """A release in one language, ready to be set."""

    language: str
    direction: Direction
    look: Look
    properties: Properties
    letterhead: Letterhead
    status: StatusLine
    headline: str
    subheadline: str | None
    dateline: str
    """`Baku, 30 October 2018`, run into the first paragraph after which a dash follows: see `dateline_dash`."""
    dateline_dash: str
    """What parts the dateline from the lead: ` – `."""
    body: tuple[Placed, ...]
    sections: tuple[SheetSection, ...]
    end_mark: str
    boilerplates: tuple[SheetSection, ...]
    notes: SheetSection | None
    pictures: tuple[Picture, ...]
    contact: ContactBlock | None
    page_of: tuple[str, str, str]
    """`page `, ` of `, `` around the two page-number fields of the footer."""
    corrects: Fact | None = None
    """What it puts right or takes back, under the status: `Correction of: “…”, version 2 of 30 October 2018`."""
    pictures_title: str = ""
    """What stands above the pictures; empty where there are none."""
    folder: Path = Path()
    """The release's folder: files of images in the body are under it, checked to be images."""
    photographs: Photographs = Photographs()
    """How the photographs on it are made ready, and where a page or a mail finds them."""
    quotation_marks: tuple[str, str] = ("“", "”")
    """For plain text, where no rule beside them sets a speaker's words off."""
    colon: str = ": "
    """Between a fact's label and its value."""
    comma: str = ", "
    """Between a name and a title: Arabic has its own."""
    item_dash: str = " – "
    """Between an item's label and its value."""


def photographs_on(sheet: Sheet) -> Iterator[Path]:
    """Yield the files of all photographs that stand on a sheet, each once, in reading order."""
    sections = (*sheet.sections, *sheet.boilerplates, *([sheet.notes] if sheet.notes else []))
    placed = (*sheet.body, *(one for section in sections for one in section.blocks))
    images = (image for one in placed for image in images_in((one.block,)))
    yield from dict.fromkeys((*(sheet.folder / image.file for image in images), *(one.path for one in sheet.pictures)))
