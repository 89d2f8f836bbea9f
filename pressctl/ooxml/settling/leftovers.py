"""What is left when changes are settled: wrappers without words, halves of fields, traces of notes and comments."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from pressctl.ooxml.halves import halves_of_fields
from pressctl.ooxml.names import m, w
from pressctl.ooxml.settling.tables import take_away
from pressctl.ooxml.settling.words import RANGE_MARKS

if TYPE_CHECKING:
    from lxml.etree import _Element

_WRAPPERS = frozenset(
    {
        *(w(tag) for tag in ("hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo")),
        m("oMath"),
        m("oMathPara"),
        m("r"),
    }
)
_BLOCK_PLACES = frozenset(
    {w("body"), w("tc"), w("hdr"), w("ftr"), w("footnote"), w("endnote"), w("sdtContent"), w("tbl"), w("tr")}
)
_NEEDS_PARAGRAPH = frozenset({w("tc"), w("hdr"), w("ftr"), w("footnote"), w("endnote"), w("comment"), w("txbxContent")})


def sweep_wrappers(lost: Iterable[_Element]) -> None:
    """Remove links, formulas and controls around paragraphs that have no content left."""
    for element in lost:
        _sweep(element)


def _sweep(element: _Element) -> None:
    parent = element.getparent()
    if parent is None or any(not child.tag.endswith("Pr") for child in element):
        return
    if element.tag in _WRAPPERS:
        parent.remove(element)
        _sweep(parent)
    elif element.tag == w("sdtContent"):
        above = parent.getparent()
        if above is not None and above.tag in _BLOCK_PLACES:
            take_away(parent)
            _sweep(above)
    elif element.tag in _NEEDS_PARAGRAPH:
        element.append(element.makeelement(w("p")))


def sweep_fields(root: _Element, before: Collection[_Element]) -> None:
    """Remove the halves that are left of fields, and the runs that hold nothing else.

    Those of `before` were halves when nothing was settled yet: they are as their writer left them.
    """
    for part in halves_of_fields(root):
        run = part.getparent()
        if run is not None and part not in before:
            run.remove(part)
            above = run.getparent()
            if above is not None and all(child.tag == w("rPr") for child in run):
                above.remove(run)


def references(roots: Iterable[_Element], tag: str) -> frozenset[str]:
    """Return the ids that elements such as `w:footnoteReference` name."""
    return frozenset(one.get(w("id")) or "" for root in roots for one in root.iter(w(tag)))


def sweep_comment_ranges(root: _Element, gone: frozenset[str]) -> None:
    """Remove the ranges of comments that went with the words they were about."""
    for mark in list(root.iter(w("commentRangeStart"), w("commentRangeEnd"))):
        parent = mark.getparent()
        if mark.get(w("id")) in gone and parent is not None:
            parent.remove(mark)


def sweep_half_ranges(root: _Element) -> None:
    """Remove ends of bookmarks and permissions without a beginning, and the other way about."""
    for start, end in RANGE_MARKS.items():
        starts, ends = list(root.iter(start)), list(root.iter(end))
        for mark in _without_partner(starts, ends):
            parent = mark.getparent()
            if parent is not None:
                parent.remove(mark)


def _without_partner(starts: list[_Element], ends: list[_Element]) -> Iterator[_Element]:
    begun, ended = {one.get(w("id")) for one in starts}, {one.get(w("id")) for one in ends}
    yield from (one for one in starts if one.get(w("id")) not in ended)
    yield from (one for one in ends if one.get(w("id")) not in begun)
