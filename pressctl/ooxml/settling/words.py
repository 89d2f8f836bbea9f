"""Runs that go and runs that stay, in text and in mathematics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pressctl.ooxml.names import m, w
from pressctl.ooxml.settling.way import TRACKED, Way

if TYPE_CHECKING:
    from lxml.etree import _Element

RANGE_MARKS: Final = {
    w("bookmarkStart"): w("bookmarkEnd"),
    w("commentRangeStart"): w("commentRangeEnd"),
    w("permStart"): w("permEnd"),
}
_STARTS = {end: start for start, end in RANGE_MARKS.items()}
_SETTLED_ELSEWHERE = frozenset({w("rPr"), w("trPr"), w("numPr"), m("ctrlPr")})
_ARGUMENTS = frozenset(m(tag) for tag in ("e", "num", "den", "sub", "sup", "deg", "fName", "lim"))
_LIVING = {w("delText"): w("t"), w("delInstrText"): w("instrText")}


def settle_words(root: _Element, way: Way) -> list[_Element]:
    """Take the runs away that go, and the marks off those that stay.

    Returns:
        The elements that have lost something: they may be empty now.
    """
    _settle_mathematics(root, way)
    lost = []
    for element in list(root.iter(*TRACKED)):
        parent = element.getparent()
        if parent is None or parent.tag in _SETTLED_ELSEWHERE:
            if parent is not None and parent.tag == w("rPr") and not _is_of_paragraph_mark(parent):
                parent.remove(element)  # it says of nothing that it came or went: only a paragraph's mark has it here
            continue
        place = parent.index(element)
        if element.tag in way.going:
            parent[place : place + 1] = _half_ranges(element)
            lost.append(parent)
        else:
            parent[place : place + 1] = list(element)
    for dead in list(root.iter(*_LIVING)):
        dead.tag = _LIVING[dead.tag]
    return lost


def _is_of_paragraph_mark(properties: _Element) -> bool:
    above = properties.getparent()
    return above is not None and above.tag == w("pPr")


def _half_ranges(element: _Element) -> list[_Element]:
    """Return the marks of ranges that begin or end outside: the range goes on without these words."""
    marks = list(element.iter(*RANGE_MARKS, *_STARTS))
    here = {(mark.tag, mark.get(w("id"))) for mark in marks}
    partner = {**RANGE_MARKS, **_STARTS}
    return [mark for mark in marks if (partner[mark.tag], mark.get(w("id"))) not in here]


def _settle_mathematics(root: _Element, way: Way) -> None:
    """Settle the characters that hold a formula together, such as the bar of a fraction: its parts stay."""
    for control in list(root.iter(m("ctrlPr"))):
        marks = [child for child in control if child.tag in TRACKED]
        going = any(mark.tag in way.going for mark in control.iter(*TRACKED))
        for mark in marks:
            place = control.index(mark)
            control[place : place + 1] = [child for child in mark if child.tag not in TRACKED]
        if going:
            _dissolve(control)


def _dissolve(control: _Element) -> None:
    properties = control.getparent()
    whole = properties.getparent() if properties is not None else None
    parent = whole.getparent() if whole is not None else None
    if properties is None or whole is None or parent is None or not properties.tag.endswith("Pr"):
        return
    arguments = [child for child in whole.iter(*_ARGUMENTS) if _outermost(child, whole)]
    parts = [part for argument in arguments for part in argument if not part.tag.endswith("Pr")]
    place = parent.index(whole)
    parent[place : place + 1] = parts


def _outermost(argument: _Element, whole: _Element) -> bool:
    above = argument.getparent()
    while above is not None and above is not whole:
        if above.tag in _ARGUMENTS:
            return False
        above = above.getparent()
    return True
