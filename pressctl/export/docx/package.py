"""The file itself: the template opened, what a document says of itself, and the same bytes for the same sheet."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.opc.part import Part, XmlPart
from docx.oxml.exceptions import InvalidXmlError
from lxml import etree

from pressctl.errors import BadInput
from pressctl.export.colour import readable
from pressctl.export.docx.admission import admit
from pressctl.export.docx.direction import mirror_styles, word_language
from pressctl.export.docx.elements import Element, add_run_property, add_section_property, q, w
from pressctl.export.docx.tidying import stories, tidy
from pressctl.export.sheet import Direction, Properties, Sheet

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that a zip archive can name."""
NARROWEST = 1_800_000
"""Width of a column, EMU, that words can still be set in: 50 mm."""
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
_OUR_THEME = "Press"
"""The name of our colour scheme: a layout that has it follows `pressctl.toml`, another keeps its colours."""


def open_template(template: Path) -> WordDocument:
    """Open a layout and clear its body; headers, footers, styles, page and theme stay.

    Raises:
        BadInput: it cannot be read or is not a Word document.
    """
    document = parsed(admit(template).content, template)
    tidy(document)
    return document


def parsed(content: bytes, template: Path) -> WordDocument:
    """Return an admitted package as a document, with everything that is in it.

    Raises:
        BadInput: it is not a Word document.
    """
    try:
        document = Document(io.BytesIO(content))
        if _whole(document) and document.element.body is not None and document.styles.element is not None:
            return document
    except (
        OpcError, InvalidXmlError, etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, EOFError,
        ValueError, LookupError, AttributeError, TypeError, AssertionError,
    ) as error:  # fmt: skip  # the last line is what python-docx lets through on a broken package
        raise _no_word(template) from error
    raise _no_word(template)


def _whole(document: WordDocument) -> bool:
    """Say whether every part says what it is, and every relation what it is and where it leads."""
    package = document.part.package
    parts = list(package.iter_parts())
    relations = [item for rels in (package.rels, *(part.rels for part in parts)) for item in rels.items()]
    return all(part.content_type for part in parts) and all(
        key and relation.reltype and relation.target_ref for key, relation in relations
    )


def _no_word(template: Path) -> BadInput:
    return BadInput(f"{template} is not a Word document (.docx)", hint="save it in Word as .docx")


def set_paper(document: WordDocument, sheet: Sheet, *, own: bool) -> int:
    """Set paper and direction of the page, and return the width of the column in EMU; an own layout keeps its paper."""
    section = document.element.body.sectPr
    width, height = PAPERS.get(sheet.look.paper, PAPERS["A4"])
    if not own or section.find(q("pgSz")) is None:
        add_section_property(section, w("pgSz", w=width, h=height))
    if sheet.direction is Direction.RTL:
        add_section_property(section, w("bidi"))
    page = document.sections[0]
    edges = (page.page_width, page.left_margin, page.right_margin)
    whole, left, right = (int(edge) if edge is not None else 0 for edge in edges)
    return max(whole - left - right, NARROWEST)


def set_language(document: WordDocument, sheet: Sheet) -> None:
    """Set the language of the document's defaults and settings, and mirror its styles where the language wants it."""
    tag = word_language(sheet.language)
    rtl = sheet.direction is Direction.RTL
    styles = document.styles.element
    for own in list(styles.iter(q("lang"))):
        own.getparent().remove(own)
    language = w("lang", val=tag, eastAsia=tag, bidi=tag if rtl else _NO_ARABIC)
    add_run_property(_defaults(styles), language)
    settings = document.settings.element
    for fonts in settings.iter(q("themeFontLang")):
        fonts.set(q("val"), tag)
        fonts.set(q("bidi"), tag if rtl else _NO_ARABIC)
    if rtl:
        mirror_styles(styles)


def name_language(document: WordDocument) -> None:
    """Say of the words in own headers and footers which language they are in: the release's may be another."""
    tag = default_language(document)
    for part in stories(document) if tag else ():
        for run_ in part.element.iter(q("r")):
            properties = run_.find(q("rPr"))
            if properties is None:
                properties = w("rPr")
                run_.insert(0, properties)
            if properties.find(q("lang")) is None:
                add_run_property(properties, w("lang", val=str(tag)))


def default_language(document: WordDocument) -> str | None:
    """Return the language that a layout's own words are in, as it says itself."""
    found = document.styles.element.find(f"{q('docDefaults')}/{q('rPrDefault')}/{q('rPr')}/{q('lang')}")
    return None if found is None else found.get(q("val"))


def _defaults(styles: Element) -> Element:
    """Return the run properties that hold for the whole document, made where there are none."""
    here = styles
    for name in ("docDefaults", "rPrDefault", "rPr"):
        found = here.find(q(name))
        if found is None:
            found = w(name)
            here.insert(0, found)
        here = found
    return here


def set_accent(document: WordDocument, colour: str) -> None:
    """Give our theme the office's colour, and everything that follows it: lines as it is, words as it can be read.

    A theme of the office's own keeps its colours, and what we lend follows them.
    """
    theme = _theme_of(document)
    lines, words = (value.lstrip("#").upper() for value in (colour, readable(colour, "#ffffff")))
    colours = _theme_colours(theme) if theme is not None else {}
    if theme is not None and colours.get("name") == _OUR_THEME:
        _set_theme(theme, {"accent1": lines, "hlink": words})
    elif "accent1" in colours:
        lines, words = colours["accent1"], readable(f"#{colours['hlink']}", "#ffffff").lstrip("#").upper()
    follows = {"accent1": lines, "hyperlink": words}
    definitions = [rel.target_part for rel in document.part.rels.values() if rel.reltype in _STYLED]
    for root in (part.element for part in definitions if isinstance(part, XmlPart)):
        for element in root.iter():
            value = follows.get(element.get(q("themeColor"), ""))
            shaded = element.get(q("themeTint")) or element.get(q("themeShade"))
            if value and not shaded:
                element.set(q("val") if element.tag == q("color") else q("color"), value)
                if "accent1" not in colours:
                    del element.attrib[q("themeColor")]


def _theme_of(document: WordDocument) -> Part | None:
    """Return the part that holds the theme's colours, if there is one that can be read."""
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.THEME and not relation.is_external:
            part: Part = relation.target_part
            try:
                etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
            except etree.XMLSyntaxError:
                return None
            return part
    return None


def _theme_colours(part: Part) -> Mapping[str, str]:
    """Return the name of a theme's colour scheme, and the colours that ours uses."""
    theme = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
    scheme = next(theme.iter(f"{_DRAWING}clrScheme"), None)
    found = {"name": "" if scheme is None else scheme.get("name", "")}
    for name in ("accent1", "hlink"):
        for colour in theme.iter(f"{_DRAWING}{name}"):
            value = colour[0].get("lastClr") or colour[0].get("val") if len(colour) else None
            if value and len(value) == 6:
                found[name] = value.upper()
    return found if {"accent1", "hlink"} <= set(found) else {}


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


def numbering_of(document: WordDocument) -> Element:
    """Return the list definitions of a layout that has been completed."""
    part = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
    assert isinstance(part, XmlPart)  # noqa: S101 - python-docx reads this kind of part as XML
    definitions: Element = part.element
    return definitions


def body_of(document: WordDocument) -> Element:
    """Return the body, whose last child is the section."""
    body: Element = document.element.body
    return body
