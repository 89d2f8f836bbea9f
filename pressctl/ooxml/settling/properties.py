"""Formatting that was tracked: the new one stays, or the one before comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pressctl.ooxml.names import w
from pressctl.ooxml.settling.tables import CELL_CHANGES
from pressctl.ooxml.settling.way import TRACKED, Way

if TYPE_CHECKING:
    from lxml.etree import _Element

CHANGES: Final = frozenset(
    w(tag)
    for tag in (
        "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "trPrChange", "tcPrChange",
        "tblGridChange",
    )
)  # fmt: skip
_REFERENCES = (w("headerReference"), w("footerReference"))
_KEPT_BEFORE = {w("sectPr"): _REFERENCES}
"""What a record of former properties never holds, and where it stands: before the others or behind them."""
_KEPT_BEHIND = {
    w("pPr"): (w("rPr"), w("sectPr")),
    w("trPr"): tuple(TRACKED),
    w("tcPr"): CELL_CHANGES,
}


def settle_properties(root: _Element, way: Way) -> None:
    """Settle formatting, numbering and the grid of tables."""
    for change in list(root.iter(*CHANGES)):
        parent = change.getparent()
        if parent is None:
            continue
        parent.remove(change)
        if way is Way.REJECT and change.tag == f"{parent.tag}Change":  # elsewhere it would empty what is no properties
            _restore(parent, change)
    for change in list(root.iter(w("numberingChange"))):
        _remove(change)
    for numbering in list(root.iter(w("numPr"))):
        inserted = numbering.find(w("ins"))
        if inserted is not None:
            _remove(numbering if way is Way.REJECT else inserted)


def _restore(properties: _Element, change: _Element) -> None:
    """Put the properties back that a change has kept, beside those that are not its matter."""
    former = next((child for child in change if child.tag == properties.tag), None)
    old = [child for child in former if child.tag not in TRACKED] if former is not None else []
    named = {child.tag for child in old}
    own = list(properties)
    behind = _KEPT_BEHIND.get(properties.tag, ())
    if properties.tag == w("rPr"):
        behind = tuple(TRACKED) if _of_mark(properties) else ()
    first = [child for child in own if child.tag in _KEPT_BEFORE.get(properties.tag, ())]
    last = [child for child in own if child.tag in behind and child.tag not in named]
    if properties.tag == w("rPr"):
        first, last = last, []
    for child in own:
        properties.remove(child)
    properties.extend([*first, *old, *last])


def _of_mark(properties: _Element) -> bool:
    parent = properties.getparent()
    return parent is not None and parent.tag == w("pPr")


def _remove(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
