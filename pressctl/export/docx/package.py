"""The file itself: the template opened, what a document says of itself, and the same bytes for the same sheet."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.opc.part import Part, XmlPart
from lxml import etree

from pressctl.errors import BadInput
from pressctl.export.colour import readable
from pressctl.export.docx.direction import mirror_styles, word_language
from pressctl.export.docx.elements import Element, add_section_property, q, w
from pressctl.export.sheet import Direction, Properties, Sheet

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that a zip archive can name."""
PAPERS = {"A4": (11906, 16838), "Letter": (12240, 15840)}
"""Width and height in twips."""

_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org/'
    b'officeDocument/2006/extended-properties"><Application>pressctl</Application></Properties>'
)
_NO_ARABIC = "ar-SA"
"""Word wants a language for Arabic or Hebrew letters even where there are none; this is its own choice."""
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_STYLED = (RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.NUMBERING)
_LEFT_BEHIND = ("comments", "commentsExtended", "commentsIds", "commentsExtensible", "people", "attachedTemplate")


def open_template(template: Path) -> WordDocument:
    """Open a layout and clear its body; headers, footers, styles and margins stay.

    Raises:
        BadInput: it cannot be read or is not a Word document.
    """
    try:
        document = Document(io.BytesIO(template.read_bytes()))
    except OSError as error:
        raise BadInput(f"{template} cannot be read: {error.strerror or error}") from error
    except (OpcError, ValueError, KeyError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise BadInput(f"{template} is not a Word document (.docx)", hint="save it in Word as .docx") from error
    body = document.element.body
    body.get_or_add_sectPr()
    for child in list(body):
        if child.tag != q("sectPr"):
            body.remove(child)
    for identifier, relation in list(document.part.rels.items()):
        if relation.reltype.rpartition("/")[2] in _LEFT_BEHIND:
            del document.part.rels[identifier]
    return document


def set_paper(document: WordDocument, sheet: Sheet) -> int:
    """Set paper and direction of the page, and return the width of the column in EMU."""
    section = document.element.body.sectPr
    width, height = PAPERS.get(sheet.look.paper, PAPERS["A4"])
    add_section_property(section, w("pgSz", w=width, h=height))
    if sheet.direction is Direction.RTL:
        add_section_property(section, w("bidi"))
    page = document.sections[0]
    edges = (page.page_width, page.left_margin, page.right_margin)
    whole, left, right = (int(edge) if edge is not None else 0 for edge in edges)
    return whole - left - right


def set_language(document: WordDocument, sheet: Sheet) -> None:
    """Set the language of the document's defaults and settings, and mirror its styles where the language wants it."""
    tag = word_language(sheet.language)
    rtl = sheet.direction is Direction.RTL
    styles = document.styles.element
    for own in list(styles.iter(q("lang"))):
        own.getparent().remove(own)
    for properties in styles.iterfind(f"{q('docDefaults')}/{q('rPrDefault')}/{q('rPr')}"):
        properties.append(w("lang", val=tag, eastAsia=tag, bidi=tag if rtl else _NO_ARABIC))
    settings = document.settings.element
    for old in list(settings.iter(q("rsids"), q("attachedTemplate"), q("trackRevisions"))):
        old.getparent().remove(old)
    for fonts in settings.iter(q("themeFontLang")):
        fonts.set(q("val"), tag)
        fonts.set(q("bidi"), tag if rtl else _NO_ARABIC)
    if rtl:
        mirror_styles(styles)


def set_accent(document: WordDocument, colour: str) -> None:
    """Give the theme the office's colour, and everything that follows it: lines as it is, words as it can be read."""
    lines, words = (value.lstrip("#").upper() for value in (colour, readable(colour, "#ffffff")))
    follows = {"accent1": lines, "hyperlink": words}
    definitions = [rel.target_part for rel in document.part.rels.values() if rel.reltype in _STYLED]
    for root in (part.element for part in definitions if isinstance(part, XmlPart)):
        for element in root.iter():
            value = follows.get(element.get(q("themeColor"), ""))
            if value:
                element.set(q("val") if element.tag == q("color") else q("color"), value)
    for part in document.part.package.iter_parts():
        if part.content_type.endswith("theme+xml"):
            _set_theme(part, {"accent1": lines, "hlink": words})


def _set_theme(part: Part, colours: Mapping[str, str]) -> None:
    theme = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
    for name, value in colours.items():
        for slot in theme.iter(f"{_DRAWING}{name}"):
            slot[:] = [etree.Element(f"{_DRAWING}srgbClr", val=value)]
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)  # noqa: SLF001


def set_properties(document: WordDocument, properties: Properties, stamped: datetime) -> None:
    """Say what the document is and whose, and nothing that was said of the template."""
    core = document.core_properties
    for child in list(core._element):  # noqa: SLF001 - python-docx cannot take a property away
        core._element.remove(child)  # noqa: SLF001
    moment = stamped.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    core.title = properties.title[:255]
    core.subject = properties.subject[:255]
    core.author = properties.author[:255]
    core.last_modified_by = properties.author[:255]
    core.identifier = properties.identifier[:255]
    core.language = properties.language
    core.revision = 1
    core.created = moment
    core.modified = moment
    for part in document.part.package.iter_parts():
        if part.partname == "/docProps/app.xml" and not isinstance(part, XmlPart):
            part._blob = _APP  # noqa: SLF001 - a part that python-docx only carries


def sealed(document: WordDocument) -> bytes:
    """Return the file: parts in order of their names, the content types first, no time of its own in the archive."""
    written = io.BytesIO()
    document.save(written)
    stream = io.BytesIO()
    with zipfile.ZipFile(written) as loose, zipfile.ZipFile(stream, "w") as archive:
        for name in sorted(loose.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, loose.read(name))
    return stream.getvalue()


def numbering_of(document: WordDocument, template: str) -> Element:
    """Return the template's list definitions.

    Raises:
        BadInput: it has none, though its list styles name them.
    """
    try:
        part = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
    except KeyError as error:
        raise BadInput(f"{template} cannot serve as a layout: its lists are not defined") from error
    assert isinstance(part, XmlPart)  # noqa: S101 - python-docx reads this kind of part as XML
    definitions: Element = part.element
    return definitions


def body_of(document: WordDocument) -> Element:
    """Return the body, whose last child is the section."""
    body: Element = document.element.body
    return body
