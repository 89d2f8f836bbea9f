"""What the fields of a release say on a sheet, anchor by anchor: by this a changed word is led back to its field.

A sheet sets several fields in one line (`Leyla Example, Head of Protection, Example Mission`) and puts words of its
own between them. A piece is a stretch of such a line that one field says, in the very characters of a document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from pressctl.export.sections import short_address
from pressctl.export.sheet import Direction, Fact, Sheet, SheetSection
from pressctl.export.stretches import as_set
from pressctl.frozen import Frozen, replace
from pressctl.language.dates import date_text
from pressctl.model.release import Edition, MediaContact, Organisation
from pressctl.model.text import (
    Attribution,
    Block,
    Emphasis,
    Foreign,
    Heading,
    Image,
    Inline,
    ItemList,
    LineBreak,
    Link,
    Paragraph,
    Quotation,
    Strong,
    Table,
    Words,
    plain,
)

LINE_BREAK = "\u2028"
"""A line that ends inside a paragraph, as lines of a copy have it."""
_SEAM = "\ue0f0"
"""Between two stretches that are set by themselves; no release may hold it."""
_BETWEEN = re.compile(f"({LINE_BREAK}|{_SEAM})")


class SetPiece(Frozen):
    """A stretch of text that one field says."""

    anchor: str
    """What the sheet calls the part that it stands in."""
    path: str
    """Field path: see `model.revision.Piece`."""
    text: str
    """As a document has it."""
    locked: bool = False


class Lock(Frozen):
    """A part that must not be changed without asking."""

    path: str
    """Its field; what is below it (`body[5].paragraph1`) is locked with it."""
    why: str
    """In the language of the sheet: it stands above the part."""

    def holds(self, path: str) -> bool:
        """Say whether a field is locked by it."""
        return path == self.path or path.startswith((f"{self.path}.", f"{self.path}["))


def pieces(sheet: Sheet, edition: Edition, locks: Iterable[Lock] = ()) -> tuple[SetPiece, ...]:
    """Return the pieces of a sheet in reading order."""
    held = tuple(locks)
    found = _Pieces(sheet, edition)
    return tuple(
        replace(piece, text=text, locked=any(lock.holds(piece.path) for lock in held))
        for piece in found.walk()
        if (text := _as_set(piece.text, sheet.direction))
    )


def _as_set(text: str, direction: Direction) -> str:
    """Return a text as a document has it: white space plain, marks of direction around a number."""
    stretches = _BETWEEN.split(text.replace("\t", " "))
    return "".join(
        stretch if stretch == LINE_BREAK else as_set(stretch, direction) for stretch in stretches if stretch != _SEAM
    )


class _Pieces(Frozen):
    sheet: Sheet
    edition: Edition

    def walk(self) -> Iterator[SetPiece]:
        sheet, edition = self.sheet, self.edition
        yield SetPiece("headline", "headline", edition.headline)
        if sheet.subheadline:
            yield SetPiece("subheadline", "subheadline", sheet.subheadline)
        yield SetPiece("dateline", "dateline.place", edition.dateline.place)
        yield SetPiece("dateline", "dateline.date", date_text(edition.dateline.date, edition.language))
        yield from _numbered("body", edition.body)
        for section in sheet.sections:
            yield from self._section(section)
        for number, plate in enumerate(edition.boilerplates, 1):
            yield SetPiece(f"boilerplates[{number}]", f"boilerplates[{number}].title", plate.title)
            yield from _numbered(f"boilerplates[{number}].blocks", plate.blocks)
        yield from _numbered("notes", edition.notes)
        shown = {picture.anchor for picture in sheet.pictures}
        for number, media in enumerate(edition.media, 1):
            if (anchor := f"media[{number}]") in shown:
                yield from _picture(anchor, media.caption, media.credit)
        for number, contact in enumerate(edition.contacts, 1):
            yield from self._contact(f"contacts[{number}]", number, contact)

    def _section(self, section: SheetSection) -> Iterator[SetPiece]:
        facts = {fact.anchor: fact for fact in (*section.facts, *section.items)}
        makers = {"event": self._event, "project": self._project}
        if section.anchor in makers:
            yield from makers[section.anchor](facts)
        for number, organiser in enumerate(self.edition.organisers, 1):
            if (anchor := f"organisers[{number}]") in facts:
                yield from _organisation(anchor, anchor, organiser)
                yield SetPiece(anchor, f"{anchor}.gloss", organiser.gloss or "")
                yield SetPiece(anchor, f"{anchor}.url", short_address(organiser.url) if organiser.url else "")
        for number, speaker in enumerate(self.edition.speakers, 1):
            if (anchor := f"speakers[{number}]") in facts:
                yield SetPiece(anchor, f"{anchor}.name", speaker.name)
                yield SetPiece(anchor, f"{anchor}.title", speaker.title or "")
                yield SetPiece(anchor, f"{anchor}.organisation", speaker.organisation or "")

    def _event(self, facts: Mapping[str, Fact]) -> Iterator[SetPiece]:
        for anchor, fact in facts.items():
            yield SetPiece(anchor, anchor, plain(fact.value))

    def _project(self, facts: Mapping[str, Fact]) -> Iterator[SetPiece]:
        project = self.edition.project
        if project is None:
            return
        if "project.name" in facts:
            named = Organisation(project.name, acronym=project.acronym)
            yield from _organisation("project.name", "project", named)
        if "project.lead" in facts and project.lead:
            yield from _organisation("project.lead", "project.lead", project.lead)
        if "project.funders" in facts:
            for number, funder in enumerate(project.funders, 1):
                yield from _organisation("project.funders", f"project.funders[{number}]", funder)

    def _contact(self, anchor: str, number: int, contact: MediaContact) -> Iterator[SetPiece]:
        block = self.sheet.contact
        spoken = block.entries[number - 1].languages if block else ""
        yield SetPiece(anchor, f"{anchor}.name", contact.name)
        yield SetPiece(f"{anchor}.role", f"{anchor}.title", contact.title or "")
        yield SetPiece(f"{anchor}.role", f"{anchor}.organisation", contact.organisation or "")
        for place, phone in enumerate(contact.phones, 1):
            yield SetPiece(f"{anchor}.phones[{place}]", f"{anchor}.phones[{place}]", phone)
        yield SetPiece(f"{anchor}.email", f"{anchor}.email", contact.email or "")
        yield SetPiece(f"{anchor}.languages", f"{anchor}.languages", spoken)


def _organisation(anchor: str, path: str, named: Organisation) -> Iterator[SetPiece]:
    """Yield a name and, where the name does not say it, the acronym behind it."""
    yield SetPiece(anchor, f"{path}.name", named.name)
    if named.acronym and named.acronym not in named.name:
        yield SetPiece(anchor, f"{path}.acronym", named.acronym)


def _numbered(path: str, blocks: Iterable[Block]) -> Iterator[SetPiece]:
    for number, block in enumerate(blocks, 1):
        yield from _block(f"{path}[{number}]", block)


def _block(path: str, block: Block) -> Iterator[SetPiece]:
    match block:
        case Paragraph(inlines) | Heading(_, inlines):
            yield _words(path, inlines)
        case ItemList(items=items):
            for number, item in enumerate(items, 1):
                yield from _item(f"{path}.item{number}", item)
        case Quotation(paragraphs, attribution):
            for number, words in enumerate(paragraphs, 1):
                yield _words(f"{path}.paragraph{number}", words)
            yield from _attribution(f"{path}.attribution", attribution)
        case Table(header, rows):
            for number, row in enumerate((header, *rows), 1):
                for column, cell in enumerate(row, 1):
                    yield _words(f"{path}.r{number}c{column}", cell)
        case Image(caption=caption, credit=credit):
            yield from _picture(path, caption, credit)


def _item(path: str, blocks: tuple[Block, ...]) -> Iterator[SetPiece]:
    for number, block in enumerate(blocks, 1):
        if number == 1 and isinstance(block, Paragraph):
            yield _words(path, block.inlines)
        else:
            yield from _block(f"{path}.block{number}", block)


def _attribution(path: str, attribution: Attribution | None) -> Iterator[SetPiece]:
    if attribution is not None:
        yield SetPiece(path, f"{path}.name", attribution.name)
        yield SetPiece(path, f"{path}.title", attribution.title or "")


def _picture(path: str, caption: str | None, credit: str | None) -> Iterator[SetPiece]:
    yield SetPiece(f"{path}.caption", f"{path}.caption", caption or "")
    yield SetPiece(f"{path}.credit", f"{path}.credit", credit or "")


def _words(path: str, inlines: Iterable[Inline]) -> SetPiece:
    return SetPiece(path, path, "".join(_parts(inlines)))


def _parts(inlines: Iterable[Inline]) -> Iterator[str]:
    """Yield the words, with a seam where stress or a link begins or ends: what is set apart is marked apart."""
    for inline in inlines:
        match inline:
            case Words(text):
                yield from (text.replace("\n", " "), _SEAM)
            case LineBreak():
                yield LINE_BREAK
            case Emphasis(inner) | Strong(inner) | Foreign(_, inner) | Link(_, inner):
                yield from _parts(inner)
