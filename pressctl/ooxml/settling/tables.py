"""Rows and cells: those that go, and those that were merged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pressctl.ooxml.names import w
from pressctl.ooxml.settling.way import DELETED, INSERTED, Way

if TYPE_CHECKING:
    from lxml.etree import _Element

CELL_CHANGES: Final = (w("cellIns"), w("cellDel"), w("cellMerge"))
_BLOCKS: Final = (w("p"), w("tbl"), w("sdt"), w("customXml"))
_MERGED = {"rest": "restart", "cont": "continue"}
_BEFORE_MERGE = (w("cnfStyle"), w("tcW"), w("gridSpan"), w("hMerge"), w("vMerge"))
"""What stands before a vertical merge in the properties of a cell."""


def settle_tables(root: _Element, way: Way) -> None:
    """Take rows and cells away that go, and every mark of such a change."""
    for properties in list(root.iter(w("trPr"))):
        _settle_row(properties, way)
    for mark in list(root.iter(w("cellIns"), w("cellDel"))):
        _settle_cell(mark, way)
    for mark in list(root.iter(w("cellMerge"))):
        _settle_merge(mark, way)


def _settle_row(properties: _Element, way: Way) -> None:
    marks = [child for child in properties if child.tag in INSERTED | DELETED]
    row = properties.getparent()
    if any(mark.tag in way.going for mark in marks) and row is not None and row.tag == w("tr"):
        take_away(row)
        return
    for mark in marks:
        properties.remove(mark)


def _settle_cell(mark: _Element, way: Way) -> None:
    properties = mark.getparent()
    cell = properties.getparent() if properties is not None else None
    if properties is None or cell is None:
        return
    properties.remove(mark)
    if (mark.tag == w("cellDel")) is (way is Way.ACCEPT) and cell.tag == w("tc"):
        if way is Way.ACCEPT:
            _widen_neighbour(cell)
        take_away(cell)


def _widen_neighbour(cell: _Element) -> None:
    """Give the columns of a cell that goes to the one before it, so that the row still fills the table."""
    neighbour = cell.getprevious()
    if neighbour is None or neighbour.tag != w("tc"):
        return
    properties = neighbour.find(w("tcPr"))
    if properties is None:
        properties = neighbour.makeelement(w("tcPr"))
        neighbour.insert(0, properties)
    span = properties.find(w("gridSpan"))
    if span is None:
        span = properties.makeelement(w("gridSpan"))
        place = sum(1 for child in properties if child.tag in {w("cnfStyle"), w("tcW")})
        properties.insert(place, span)
    span.set(w("val"), str(_span(neighbour) + _span(cell)))


def _span(cell: _Element) -> int:
    span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
    value = "" if span is None else span.get(w("val")) or ""
    return max(int(value), 1) if value.isdecimal() else 1


def _settle_merge(mark: _Element, way: Way) -> None:
    properties = mark.getparent()
    if properties is None:
        return
    said = _MERGED.get(mark.get(w("vMerge" if way is Way.ACCEPT else "vMergeOrig")) or "")
    properties.remove(mark)
    for former in properties.findall(w("vMerge")) if said or way is Way.REJECT else ():
        properties.remove(former)
    if said:
        merge = properties.makeelement(w("vMerge"), {w("val"): said})
        properties.insert(sum(1 for child in properties if child.tag in _BEFORE_MERGE), merge)


def take_away(element: _Element) -> None:
    """Remove an element, and each row, table or content control that is empty without it.

    A cell keeps a paragraph at its end, as every reader of such files demands.
    """
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    needed = {w("tr"): w("tc"), w("tbl"): w("tr")}.get(parent.tag)
    if needed is not None and parent.find(f".//{needed}") is None:
        take_away(parent)
    elif parent.tag == w("sdtContent") and len(parent) == 0:
        control = parent.getparent()
        if control is not None:
            take_away(control)
    elif parent.tag == w("tc") and next(parent.iterchildren(*_BLOCKS, reversed=True), parent).tag in {
        w("tc"),
        w("tbl"),
    }:
        parent.append(parent.makeelement(w("p")))
