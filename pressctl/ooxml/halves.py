"""Halves of fields: a beginning without its end, an end or an instruction without a beginning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pressctl.ooxml.names import w

if TYPE_CHECKING:
    from lxml.etree import _Element

_FIELD_PARTS: Final = (w("fldChar"), w("instrText"), w("delInstrText"))


def halves_of_fields(root: _Element) -> list[_Element]:
    """Return the parts of fields of which a story has not the whole."""
    opened: list[list[_Element]] = []
    halves: list[_Element] = []
    for part in root.iter(*_FIELD_PARTS):
        kind = part.get(w("fldCharType")) if part.tag == w("fldChar") else "instruction"
        if kind == "begin":
            opened.append([part])
        elif not opened:
            halves.append(part)
        elif kind == "end":
            opened.pop()
        else:
            opened[-1].append(part)
    return [*halves, *(part for field in opened for part in field)]
