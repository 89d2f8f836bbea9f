"""A copy for review: the release as it is exported, marked as a draft, with its changes tracked from now on (ADR 0020).

What is added are the office's words to the reviewer: no bookmark leads to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from docx.document import Document as WordDocument
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from pressctl.export.docx.bookmarks import PREFIX, anchors, bookmark_name
from pressctl.export.docx.elements import Element, add_property, put_in_order, q, w
from pressctl.export.docx.galley import Galley
from pressctl.export.docx.inline import Tone, words_in
from pressctl.export.docx.package import body_of, sealed
from pressctl.export.docx.redlined import say_on_every_page, show_changes
from pressctl.export.docx.render import SetDocument, set_document
from pressctl.export.docx.stylebook import Style
from pressctl.export.docx.tracking import Author
from pressctl.export.pieces import Lock, SetPiece
from pressctl.export.sheet import Sheet
from pressctl.frozen import Frozen

_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""Of user-defined properties (ECMA-376 part 1, 22.3.2.2)."""
_FIRST_ID = 2
"""0 and 1 are taken by the format itself."""
_GREY = "EDEDED"
_SETTINGS_ORDER = (  # noqa: SIM905 - the schema's order (CT_Settings) up to the one that is set
    "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries "
    "displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts "
    "embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader "
    "bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState "
    "formsDesign attachedTemplate linkStyles stylePaneFormatFilter stylePaneSortMethod documentType mailMerge "
    "revisionView trackRevisions"
).split()


class Draft(Frozen):
    """What makes a sheet a copy for review; words are in its language."""

    line: str
    """On every page."""
    title: str
    """Above what tells how to answer."""
    how: tuple[str, ...]
    """How to answer, a paragraph each."""
    locks: tuple[Lock, ...]
    identifier: str
    """`dc:identifier`."""
    properties: tuple[tuple[str, str], ...]
    """The document's own properties, by name."""
    since: tuple[Sheet, Author] | None = None
    """What an earlier version said, and whose changes those since are."""


class Marked(Frozen):
    """What a bookmark stands for."""

    anchor: str
    pieces: tuple[SetPiece, ...]
    """Those of the whole paragraph, in order, where it is the first that begins in it; else none."""


class Copied(Frozen):
    """A copy that is made."""

    content: bytes
    anchors: Mapping[str, Marked]
    """By bookmark, in reading order."""


def render_copy(sheet: Sheet, template: Path, draft: Draft, said: Iterable[SetPiece], *, stamped: datetime) -> Copied:
    """Set a sheet as a copy for review; the same arguments give the same bytes.

    Args:
        sheet: the release in one language.
        template: the office's layout.
        draft: what makes it a copy for review.
        said: the pieces of the sheet, in reading order.
        stamped: the time of its making, with a zone.

    Raises:
        BadInput: as `render_docx`.
    """
    made = set_document(sheet, template, stamped=stamped)
    if draft.since is not None:
        show_changes(made, *draft.since)
    marked = _registered(body_of(made.document), sheet, tuple(said))
    for lock in draft.locks:
        _mark(made, lock, {name for name, one in marked.items() if lock.holds(one.anchor)})
    body_of(made.document)[:0] = list(_how_to_answer(made.galley, draft))
    say_on_every_page(made, draft.line)
    identify(made.document, draft.identifier, draft.properties)
    _track_changes(made.document)
    return Copied(sealed(made.document), marked)


def _registered(body: Element, sheet: Sheet, said: tuple[SetPiece, ...]) -> Mapping[str, Marked]:
    """Return every bookmark of the body with its anchor; the first in a paragraph has all the pieces of it."""
    known = {**anchors(sheet), bookmark_name("corrects"): "corrects"}
    by_anchor: dict[str, list[SetPiece]] = {}
    for piece in said:
        by_anchor.setdefault(piece.anchor, []).append(piece)
    order = {anchor: place for place, anchor in enumerate(by_anchor)}
    found: dict[str, Marked] = {}
    for paragraph in body.iter(q("p")):
        names = _bookmarks(paragraph)
        here = sorted((known[name] for name in names), key=lambda anchor: order.get(anchor, -1))
        pieces = tuple(piece for anchor in here for piece in by_anchor.get(anchor, ()))
        for name in names:
            found[name] = Marked(known[name], pieces if name == names[0] else ())
    return found


def _bookmarks(paragraph: Element) -> tuple[str, ...]:
    names = (mark.get(q("name"), "") for mark in paragraph.iter(q("bookmarkStart")))
    return tuple(name for name in names if name.startswith(PREFIX))


def _how_to_answer(galley: Galley, draft: Draft) -> Iterator[Element]:
    """Yield the note to the reviewer: a group with a border, kept on one page."""
    lines = [
        galley.paragraph(Style.CONTACT_HEADING, words_in(galley, draft.title)),
        *(galley.paragraph(Style.CONTACT, words_in(galley, line)) for line in draft.how),
    ]
    for line in lines[:-1]:
        add_property(line, w("keepNext"))
    yield from lines
    yield galley.paragraph(Style.SMALL, [], w("spacing", before=0, after=0, line=200, lineRule="exact"))


def _mark(made: SetDocument, lock: Lock, names: set[str]) -> None:
    """Set a locked part on grey, under a line that says why: grey alone would say nothing to who cannot see it."""
    body = body_of(made.document)
    locked = [paragraph for paragraph in body.iter(q("p")) if names.intersection(_bookmarks(paragraph))]
    if not locked:
        return
    for paragraph in locked:
        add_property(paragraph, w("shd", val="clear", color="auto", fill=_GREY))
    top = next(one for one in (locked[0], *locked[0].iterancestors()) if one.getparent() is body)
    note = made.galley.paragraph(Style.SMALL, words_in(made.galley, lock.why, Tone(emphasis=True)), w("keepNext"))
    top.addprevious(note)


def identify(document: WordDocument, identifier: str, properties: tuple[tuple[str, str], ...]) -> None:
    """Say which document it is: in its identifier, and in properties of its own, which other programs keep."""
    document.core_properties.identifier = identifier
    root = etree.fromstring(f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VALUES}"/>')
    for number, (name, value) in enumerate(properties, _FIRST_ID):
        entry = etree.SubElement(root, f"{{{_CUSTOM}}}property", fmtid=_FORMAT_ID, pid=str(number), name=name)
        etree.SubElement(entry, f"{{{_VALUES}}}lpwstr").text = value
    package = document.part.package
    blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    package.relate_to(Part(PackURI("/docProps/custom.xml"), _CUSTOM_TYPE, blob, package), _CUSTOM_RELATION)


def _track_changes(document: WordDocument) -> None:
    """Let every program track what is changed from now on."""
    put_in_order(document.settings.element, w("trackRevisions"), _SETTINGS_ORDER)
