"""What an office's layout must not hand on: sample text, changes and comments, authors, macros, files elsewhere.

Kept are styles, lists, settings of the page, theme, fonts, headers and footers with their pictures. Everything else
that hangs on the document is let go, whatever it is called: what nobody knows cannot be judged. Tracked changes in a
header are accepted. `leftovers` says what was there, for `pressctl layout check`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part, XmlPart
from docx.opc.rel import Relationships, _Relationship

from pressctl.export.docx.elements import Element, R, add_section_property, q, w
from pressctl.export.targets import safe_target

_OF_PACKAGE = frozenset(
    {RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.CORE_PROPERTIES, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES}
)
"""By their whole names: LibreOffice gives its properties another, and there must not be two of them."""
_OF_DOCUMENT = frozenset({"styles", "numbering", "settings", "theme", "fontTable", "header", "footer"})
_SETTINGS = frozenset(
    q(name)
    for name in (  # noqa: SIM905 - a list to be read as one
        "rsids attachedTemplate trackRevisions mailMerge documentProtection writeProtection docVars schemaLibrary "
        "attachedSchema saveThroughXslt linkStyles revisionView footnotePr endnotePr formsDesign "
        "documentType stylePaneFormatFilter"
    ).split()
)
_UNWRAPPED = tuple(q(name) for name in ("ins", "moveTo", "customXml", "smartTag"))
_REMOVED = tuple(
    q(name)
    for name in (  # noqa: SIM905 - as above
        "del moveFrom rPrChange pPrChange sectPrChange tblPrChange tblGridChange trPrChange tcPrChange "
        "tblPrExChange numberingChange cellIns cellDel cellMerge moveFromRangeStart moveFromRangeEnd moveToRangeStart "
        "moveToRangeEnd customXmlInsRangeStart customXmlInsRangeEnd customXmlDelRangeStart customXmlDelRangeEnd "
        "commentRangeStart commentRangeEnd commentReference footnoteReference endnoteReference permStart permEnd "
        "bookmarkStart bookmarkEnd proofErr rsid altChunk subDoc object control"
    ).split()
)
CHANGES = tuple(
    q(name) for name in ("ins", "del", "moveTo", "moveFrom", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange")
)
_REFERENCES = (q("headerReference"), q("footerReference"))
_HOLDERS = frozenset(q(name) for name in ("drawing", "pict", "object"))
_DOC_PR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_WHOLE = re.compile(r"-?\d{1,5}")
_CHARACTER_SET = re.compile(rb' w:characterSet="[^"]*"')
_FIRST_NUMBER = 9001
"""Of pictures in the office's own headers: far from ours."""


def tidy(document: WordDocument) -> None:
    """Empty the body and let go of everything that is not layout."""
    _one_section(document)
    _let_go(document)
    for story in stories(document):
        _settle_story(story)
    for part in _parts(document, "styles", "numbering"):
        _settle(part.element)
    settings = document.settings.element
    for child in list(settings):
        if child.tag in _SETTINGS or any(_is_relation(name) for node in child.iter("{*}*") for name in node.attrib):
            settings.remove(child)
    for part in _parts(document, "settings"):
        _forget(part.rels, part.rels)


def kind_of_relation(relation: _Relationship) -> str:
    """Return the last word of a relation's type; nothing where a damaged file gives none."""
    kind: str | None = relation.reltype
    return (kind or "").rpartition("/")[2]


def stories(document: WordDocument) -> Iterator[XmlPart]:
    """Yield the headers and footers that the page uses."""
    yield from _parts(document, "header", "footer")


def _settle(root: Element) -> None:
    """Accept every tracked change, and drop comments, bookmarks and the marks of who typed when."""
    for row in [node for node in root.iter(q("tr")) if node.find(f"{q('trPr')}/{q('del')}") is not None]:
        _remove(row)
    for node in list(root.iter(*_REMOVED)):
        _remove(node)
    for node in list(root.iter(*_UNWRAPPED)):
        _unwrap(node)
    for node in root.iter("{*}*"):
        for name in [name for name in node.attrib if str(name).startswith(q("rsid"))]:
            del node.attrib[name]


def _one_section(document: WordDocument) -> None:
    """Leave the body empty but for its first section: the letterhead's page."""
    body = document.element.body
    first = next((node for node in body.iter(q("sectPr")) if node.getparent().tag != q("sectPrChange")), None)
    section = w("sectPr") if first is None else deepcopy(first)
    body[:] = [section]
    _settle(section)
    for name in ("type", "printerSettings", "formProt", "lnNumType"):
        for node in section.findall(q(name)):
            section.remove(node)
    for node in [*section.findall(q("pgSz")), *section.findall(q("pgMar"))]:
        if not all(_WHOLE.fullmatch(str(value)) for name, value in node.attrib.items() if name != q("orient")):
            section.remove(node)
    columns = section.find(q("cols"))
    if columns is not None and columns.get(q("num"), "1") != "1":
        add_section_property(section, w("cols", space=708))
    if section.find(q("pgMar")) is None:
        edges = dict.fromkeys(("top", "right", "bottom", "left"), 1417)
        add_section_property(section, w("pgMar", **edges, header=709, footer=709, gutter=0))


def _let_go(document: WordDocument) -> None:
    """Drop every relation that is not layout, and the headers that no page uses."""
    section = document.element.body.sectPr
    used = {node.get(f"{{{R}}}id") for node in section.iter(*_REFERENCES)}
    rels = document.part.rels
    unused = [
        key
        for key, relation in rels.items()
        if (kind := kind_of_relation(relation)) not in _OF_DOCUMENT
        or relation.is_external
        or (kind in {"header", "footer"} and key not in used)
    ]
    _forget(rels, unused)
    for node in [node for node in section.iter(*_REFERENCES) if node.get(f"{{{R}}}id") not in rels]:
        section.remove(node)
    package = document.part.package
    _forget(package.rels, [key for key, r in package.rels.items() if r.reltype not in _OF_PACKAGE])
    for relation in list(rels.values()):
        if kind_of_relation(relation) in {"fontTable", "theme"}:
            _plain_character_sets(relation.target_part)
            own = relation.target_part.rels
            _forget(own, [key for key, inner in own.items() if inner.is_external])


def _plain_character_sets(part: Part) -> None:
    """Take away names of character sets that only LibreOffice writes; the number beside them says the same."""
    if part.content_type.endswith("fontTable+xml") and not isinstance(part, XmlPart):
        part._blob = _CHARACTER_SET.sub(b"", part.blob)  # noqa: SLF001 - a part that python-docx only carries


def _settle_story(part: XmlPart) -> None:
    _settle(part.element)
    bad = {
        key
        for key, relation in part.rels.items()
        if not _may_stay(kind_of_relation(relation), relation.is_external, relation.target_ref)
    }
    for node in list(part.element.iter("{*}*")):
        for name, value in list(node.attrib.items()):
            if _is_relation(name) and (value in bad or value not in part.rels):
                _cut(node, str(name))
    _forget(part.rels, bad)
    for number, properties in enumerate(part.element.iter(_DOC_PR), _FIRST_NUMBER):
        properties.set("id", str(number))
    if len(part.element) == 0:
        part.element.append(w("p"))


def _may_stay(kind: str, external: bool, target: str | None) -> bool:
    match kind:
        case "image":
            return not external
        case "hyperlink":
            return external and safe_target(target or "") is not None
    return False


def _cut(node: Element, name: str) -> None:
    """Take away what leads to a file that is let go: the link keeps its words, a picture goes as a whole."""
    if node.tag == q("hyperlink"):
        _unwrap(node)
    elif name == f"{{{R}}}link" and node.get(f"{{{R}}}embed"):
        del node.attrib[name]
    elif node.tag.rpartition("}")[2] in {"hlinkClick", "hlinkHover"}:
        _remove(node)
    else:
        holder = next((one for one in (node, *node.iterancestors()) if one.tag in _HOLDERS), node)
        _remove(holder)


def _is_relation(name: object) -> bool:
    return str(name).startswith(f"{{{R}}}") or str(name).endswith("}relid")


def _forget(rels: Relationships, keys: Iterable[str]) -> None:
    for key in list(keys):
        del rels[key]


def _parts(document: WordDocument, *kinds: str) -> Iterator[XmlPart]:
    """Yield the document's parts of these kinds, those that are read as XML."""
    for relation in document.part.rels.values():
        if kind_of_relation(relation) in kinds and isinstance(relation.target_part, XmlPart):
            yield relation.target_part


def _remove(node: Element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def _unwrap(node: Element) -> None:
    parent = node.getparent()
    if parent is not None:
        place = parent.index(node)
        children = [child for child in node if child.tag not in {q("customXmlPr"), q("smartTagPr")}]
        parent.remove(node)
        parent[place:place] = children
