"""Halves of fields: a beginning without its end, an end or an instruction without a beginning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pressctl.ooxml.names import w

if TYPE_CHECKING:
    from lxml.etree import _Element

_FIELD_PARTS: Final = (w("fldChar"), w("instrText"), w("delInstrText"))
_BOX: Final = w("txbxContent")


def halves_of_fields(root: _Element) -> list[_Element]:
    """Return the parts of fields of which a story has not the whole: a text box is a story of its own."""
    open_in: dict[_Element, list[list[_Element]]] = {}
    halves: list[_Element] = []
    for part in root.iter(*_FIELD_PARTS):
        opened = open_in.setdefault(_story_of(part, root), [])
        kind = part.get(w("fldCharType")) if part.tag == w("fldChar") else "instruction"
        if kind == "begin":
            opened.append([part])
        elif not opened:
            halves.append(part)
        elif kind == "end":
            opened.pop()
        else:
            opened[-1].append(part)
    return [*halves, *(part for opened in open_in.values() for field in opened for part in field)]


def _story_of(part: _Element, root: _Element) -> _Element:
    """Return the innermost text box in which a part of a field stands; `root` where it stands in none."""
    here = part
    while here is not root:
        above = here.getparent()
        if above is None or above.tag == _BOX:
            return root if above is None else above
        here = above
    return root
