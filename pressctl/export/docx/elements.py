"""WordprocessingML elements, made briefly, their properties in the order that the schema demands.

The orders are those of CT_PPr, CT_RPr and CT_SectPr (ECMA-376 part 1, 17.3 and 17.6).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML = "http://www.w3.org/XML/1998/namespace"

Element = etree._Element  # noqa: SLF001 - the type has no public name

_PARAGRAPH_ORDER = (  # noqa: SIM905 - the schema's order, to be read as such
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
).split()
_RUN_ORDER = (  # noqa: SIM905 - as above
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang"
).split()
_SECTION_ORDER = (  # noqa: SIM905 - as above
    "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols "
    "formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange"
).split()


def q(tag: str) -> str:
    """Return the qualified name of a `w:` element or attribute."""
    return f"{{{W}}}{tag}"


def w(tag: str, *children: Element, **attributes: str | int) -> Element:
    """Make a `w:` element; attributes are `w:` too."""
    element = etree.Element(q(tag), {q(name): str(value) for name, value in attributes.items()}, nsmap={"w": W})
    element.extend(children)
    return element


def text(words: str) -> Element:
    """Make a `w:t` that keeps its spaces."""
    element = w("t")
    element.set(f"{{{XML}}}space", "preserve")
    element.text = words
    return element


def paragraph(style: str, content: Iterable[Element] = (), properties: Iterable[Element] = ()) -> Element:
    """Make a `w:p` in a style, given by its id."""
    settings = sorted((w("pStyle", val=style), *properties), key=_place(_PARAGRAPH_ORDER))
    return w("p", w("pPr", *settings), *content)


def run(content: Iterable[Element], properties: Iterable[Element] = ()) -> Element:
    """Make a `w:r`."""
    settings = sorted(properties, key=_place(_RUN_ORDER))
    return w("r", *([w("rPr", *settings)] if settings else []), *content)


def add_property(paragraph_element: Element, prop: Element) -> None:
    """Put a property into a paragraph that has been made, in place of an equal one."""
    properties = paragraph_element.find(q("pPr"))
    if properties is None:
        properties = w("pPr")
        paragraph_element.insert(0, properties)
    put_in_order(properties, prop, _PARAGRAPH_ORDER)


def keep_with_next(paragraphs: Iterable[Element]) -> None:
    """Let no page end between these paragraphs, nor after the last of them."""
    for element in paragraphs:
        if element.tag == q("p"):
            add_property(element, w("keepNext"))


def add_section_property(section: Element, prop: Element) -> None:
    """Put a property into a `w:sectPr`, in place of an equal one."""
    put_in_order(section, prop, _SECTION_ORDER)


def add_run_property(properties: Element, prop: Element) -> None:
    """Put a property into a `w:rPr`, in place of an equal one."""
    put_in_order(properties, prop, _RUN_ORDER)


def put_in_order(parent: Element, child: Element, order: list[str]) -> None:
    """Insert `child` where the schema wants it; an element of the same name gives way."""
    for old in parent.findall(child.tag):
        parent.remove(old)
    place = _place(order)
    position = sum(1 for other in parent if place(other) <= place(child))
    parent.insert(position, child)


def _place(order: list[str]) -> Callable[[Element], int]:
    ranks = _ranks(tuple(order))
    return lambda element: ranks.get(element.tag, len(ranks))


@cache
def _ranks(order: tuple[str, ...]) -> Mapping[object, int]:
    """Return where each element stands in an order of the schema: asked for every run, so made once."""
    return {q(name): rank for rank, name in enumerate(order)}
