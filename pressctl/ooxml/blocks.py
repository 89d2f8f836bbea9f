"""Marks of a change around whole paragraphs, as some programs set them, put where Word would have them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pressctl.ooxml.names import w
from pressctl.ooxml.settling.way import TRACKED

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLOCKS: Final = frozenset({w("p"), w("tbl"), w("tr")})
_FRAMES: Final = frozenset({w("sdt"), w("sdtContent"), w("customXml"), w("smartTag")})
"""What stands around words as well as around paragraphs."""


def spread_marks(root: _Element) -> None:
    """Put a mark around paragraphs and tables onto their words, paragraph marks and rows, in place.

    ECMA-376 has such marks around runs only; Word sets a paragraph's in the properties of its mark.
    """
    for around in reversed(list(root.iter(*TRACKED))):  # the inner ones first: they stand around words at the end
        parent = around.getparent()
        if parent is None or not _is_around_blocks(around):
            continue
        for paragraph in list(around.iter(w("p"))):
            _mark_words(paragraph, around)
            _properties(_properties(paragraph, w("pPr")), w("rPr")).insert(0, _alike(around))
        for row in list(around.iter(w("tr"))):
            _properties(row, w("trPr")).append(_alike(around))
        place = parent.index(around)
        parent[place : place + 1] = list(around)


def _is_around_blocks(element: _Element) -> bool:
    """Say whether there are whole paragraphs in it, maybe in a control, and not words with a text box among them."""
    return any(child.tag in _BLOCKS or (child.tag in _FRAMES and _is_around_blocks(child)) for child in element)


def _alike(mark: _Element) -> _Element:
    return mark.makeelement(mark.tag, {str(key): str(value) for key, value in mark.attrib.items()})


def _mark_words(paragraph: _Element, around: _Element) -> None:
    words = [child for child in paragraph if child.tag != w("pPr")]
    if words:
        inner = _alike(around)
        paragraph.append(inner)
        inner.extend(words)


def _properties(element: _Element, tag: str) -> _Element:
    found = element.find(tag)
    if found is not None:
        return found
    made = element.makeelement(tag)
    order = [w("tblPrEx")] if tag == w("trPr") else []
    before = sum(1 for child in element if child.tag in order)
    if tag == w("rPr"):
        behind = (w("sectPr"), w("pPrChange"))
        before = next((number for number, child in enumerate(element) if child.tag in behind), len(element))
    element.insert(before, made)
    return made
