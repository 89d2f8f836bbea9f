"""What an office's .docx lacks or carries too much of: every flaw at once, with what happens meanwhile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from docx.document import Document as WordDocument
from docx.opc.part import XmlPart

from pressctl.export.docx.admission import admit
from pressctl.export.docx.elements import Element, q
from pressctl.export.docx.package import PAPERS, default_language, open_template, parsed
from pressctl.export.docx.pages import pages_of
from pressctl.export.docx.stylebook import PURPOSES, Style, kind_of, lacking, named, unnumbered
from pressctl.export.docx.tidying import CHANGES, kind_of_relation, stories
from pressctl.export.flaws import Flaw, FlawKind
from pressctl.export.targets import safe_target

EVERYWHERE = frozenset(
    {
        "arial", "arial black", "calibri", "cambria", "comic sans ms", "consolas", "courier new", "georgia", "impact",
        "symbol", "tahoma", "times new roman", "trebuchet ms", "verdana", "webdings", "wingdings",
    }
)  # fmt: skip
"""Fonts that Office brings to Windows and to the Mac alike."""
_THEME_FONTS = "{http://schemas.openxmlformats.org/drawingml/2006/main}latin"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_DOC_PR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_EMBEDDED = frozenset({"oleObject", "package", "control", "activeXControlBinary", "aFChunk", "subDocument"})
_LENT = "pressctl lends its own, in the font of the layout"
_LEFT = "left out of every release"


def inspect_docx(path: Path, paper: str) -> tuple[Flaw, ...]:
    """Return every flaw of a layout; `paper` is what `[office] paper` says.

    Raises:
        BadInput: it cannot be read, or is not a Word document.
    """
    admitted = admit(path)
    whole = parsed(admitted.content, path)
    bare = open_template(path)
    return (
        *_style_flaws(bare),
        *_page_flaws(whole, bare, paper),
        *_font_flaws(bare),
        *_leftovers(whole),
        *([Flaw(FlawKind.MACROS, "it holds macros", f"{_LEFT}; save it as .docx")] if admitted.macros else []),
    )


def missing_styles(path: Path) -> int:
    """Return how many styles a layout lacks, or has without the bullet or number that they need."""
    document = open_template(path)
    styles = document.styles.element
    return len(lacking(styles)) + len(unnumbered(styles, _numbering(document)))


def _style_flaws(document: WordDocument) -> Iterator[Flaw]:
    styles = document.styles.element
    types = {name: kind for kind, name in named(styles)}
    for style in lacking(styles):
        wanted, there = kind_of(style), types.get(style.value.casefold())
        if there is None:
            yield Flaw(FlawKind.MISSING_STYLE, f"no {wanted} style “{style.value}”: {PURPOSES[style]}", _LENT)
        else:
            said = f"“{style.value}” is a {there} style and must be a {wanted} style: {PURPOSES[style]}"
            yield Flaw(FlawKind.WRONG_STYLE_TYPE, said, _LENT)
    for style in unnumbered(styles, _numbering(document)):
        said = f"“{style.value}” has neither bullet nor number: {PURPOSES[style].partition(';')[0]}"
        yield Flaw(FlawKind.NO_NUMBER, said, "pressctl puts its own there")


def _numbering(document: WordDocument) -> Element:
    parts = (r.target_part for r in document.part.rels.values() if r.reltype.endswith("/numbering"))
    found: Element | None = next((part.element for part in parts if isinstance(part, XmlPart)), None)
    styles: Element = document.styles.element
    return styles if found is None else found


def _page_flaws(whole: WordDocument, bare: WordDocument, paper: str) -> Iterator[Flaw]:
    yield from _paper_flaw(bare, paper)
    pages = pages_of(bare)
    if any(place.footer_is_own and not place.has_number() for place in pages.kinds):
        said = "the pages are not counted: neither header nor footer has the field PAGE"
        yield Flaw(FlawKind.NO_PAGE_NUMBER, said, "“Page x of y” is put under the footer")
    for part in stories(bare):
        yield from _undescribed(part)
    sections = sum(1 for _ in whole.element.body.iter(q("sectPr")))
    if sections > 1:
        said = f"it has {sections} sections with pages of their own"
        yield Flaw(FlawKind.SECTIONS, said, "the first one makes every page")
    for settings in _roots(whole, "settings"):
        if settings.find(q("documentProtection")) is not None or settings.find(q("writeProtection")) is not None:
            yield Flaw(FlawKind.PROTECTED, "it is protected against changes", "the protection is not handed on")
    if default_language(bare) is None:
        yield Flaw(
            FlawKind.LANGUAGE, "it does not say which language its own words are in", "they count as the release's"
        )


def _paper_flaw(document: WordDocument, paper: str) -> Iterator[Flaw]:
    size = document.element.body.sectPr.find(q("pgSz"))
    wanted = PAPERS[paper]
    if size is None:
        return
    width, height = (_number(size.get(q(side))) for side in ("w", "h"))
    if abs(width - wanted[0]) > 30 or abs(height - wanted[1]) > 30:
        name = next((n for n, (w_, h_) in PAPERS.items() if abs(w_ - width) <= 30 and abs(h_ - height) <= 30), None)
        shown = name or f"{round(width / 56.7)} × {round(height / 56.7)} mm"
        said = f"its paper is {shown}, and that of the office {paper} ([office] paper in pressctl.toml)"
        yield Flaw(FlawKind.PAPER, said, "the layout's own is used")


def _undescribed(part: XmlPart) -> Iterator[Flaw]:
    for properties in part.element.iter(_DOC_PR):
        drawing = properties.getparent()
        shows = drawing is not None and next(drawing.iter(_BLIP), None) is not None
        if shows and not (properties.get("descr") or "").strip():
            said = f"a picture in the letterhead has no alternative text ({properties.get('name') or 'picture'})"
            yield Flaw(FlawKind.ALT_TEXT, said, "nobody who cannot see it knows what it is")


def _font_flaws(document: WordDocument) -> Iterator[Flaw]:
    embedded = {
        font.get(q("name"), "").casefold()
        for root in _roots(document, "fontTable")
        for font in root.iter(q("font"))
        if font.find(q("embedRegular")) is not None
    }
    found = dict.fromkeys(_fonts(document))
    for font in found:
        if font.casefold() not in EVERYWHERE and font.casefold() not in embedded:
            said = f"not every computer has the font {font}"
            yield Flaw(FlawKind.FONT, said, "another is shown where it is missing; embed it, or choose a common one")


def _fonts(document: WordDocument) -> Iterator[str]:
    """Yield the fonts of the defaults, of our styles, and of headers and footers."""
    styles = document.styles.element
    ours = {style.value.casefold() for style in Style} | {"normal"}
    roots = [element for (_, name), element in named(styles).items() if name in ours]
    defaults = styles.find(q("docDefaults"))
    roots.extend([] if defaults is None else [defaults])
    roots.extend(part.element for part in stories(document))
    of_theme = False
    for root in roots:
        for fonts in root.iter(q("rFonts")):
            of_theme = of_theme or any(name.endswith("Theme") for name in map(str, fonts.attrib))
            yield from (fonts.get(q(slot), "") for slot in ("ascii", "hAnsi") if fonts.get(q(slot)))
    if of_theme:
        for theme in _roots(document, "theme"):
            yield from (face for face in (font.get("typeface", "") for font in theme.iter(_THEME_FONTS)) if face)


def _leftovers(document: WordDocument) -> Iterator[Flaw]:
    body = document.element.body
    lines = [text for node in body.iter(q("p")) if (text := "".join(t.text or "" for t in node.iter(q("t"))).strip())]
    if lines:
        many = "a line" if len(lines) == 1 else f"{len(lines)} lines"
        said = f"{many} of text on the page, the first of them “{_short(lines[0])}”"
        yield Flaw(FlawKind.TEXT, said, _LEFT)
    comments = sum(len(list(root.iter(q("comment")))) for root in _roots(document, "comments"))
    if comments:
        said = f"it holds {'a comment' if comments == 1 else f'{comments} comments'}"
        yield Flaw(FlawKind.COMMENTS, said, _LEFT)
    changes = [node for root in (body, *(part.element for part in stories(document))) for node in root.iter(*CHANGES)]
    if changes:
        authors = sorted({author for node in changes if (author := node.get(q("author")))})
        by = f" by {', '.join(authors)}" if authors else ""
        yield Flaw(FlawKind.CHANGES, f"it holds tracked changes{by}", "they are accepted, and not handed on")
    yield from _metadata(document)
    yield from _files(document)


def _metadata(document: WordDocument) -> Iterator[Flaw]:
    named_in = {"core-properties": (b"dc:creator", b"cp:lastModifiedBy"), "extended-properties": (b"Company",)}
    names: dict[str, None] = {}
    for relation in document.part.package.rels.values():
        for tag in named_in.get(kind_of_relation(relation), ()):
            found = re.search(rb"<" + tag + rb"(?: [^>]*)?>([^<]+)<", relation.target_part.blob)
            if found and found[1].strip():
                names[found[1].decode("utf-8", "replace").strip()] = None
    if names:
        yield Flaw(FlawKind.AUTHOR, f"it names who made it: {', '.join(names)}", "not handed on; the office is named")


def _files(document: WordDocument) -> Iterator[Flaw]:
    for part in document.part.package.iter_parts():
        for relation in part.rels.values():
            kind = kind_of_relation(relation)
            if relation.is_external and not (kind == "hyperlink" and safe_target(relation.target_ref or "")):
                said = f"it leads to a file elsewhere: {_short(relation.target_ref or '')}"
                yield Flaw(FlawKind.ELSEWHERE, said, _LEFT)
            elif kind in _EMBEDDED:
                yield Flaw(FlawKind.EMBEDDED, f"a file of another program is embedded ({kind})", _LEFT)


def _roots(document: WordDocument, kind: str) -> Iterator[Element]:
    """Yield the roots of the document's parts of a kind, those too that python-docx only carries."""
    from lxml import etree

    for relation in document.part.rels.values():
        if relation.is_external or kind_of_relation(relation) != kind:
            continue
        part = relation.target_part
        if isinstance(part, XmlPart):
            yield part.element
            continue
        try:
            yield etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError:
            continue  # a part that nobody can read has nothing to say


def _number(value: str | None) -> int:
    return int(value) if value and value.isdecimal() else 0


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:57]}…"
