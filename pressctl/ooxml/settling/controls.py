"""Content controls and custom XML: their frames were tracked, while the words in them have marks of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressctl.ooxml.names import w, w14
from pressctl.ooxml.settling.way import Way

if TYPE_CHECKING:
    from lxml.etree import _Element

_FRAMES = {w("sdt"), w("customXml"), w("smartTag")}
_DELETED = [w("customXmlDelRange"), w("customXmlMoveFromRange"), w14("customXmlConflictDelRange")]
_INSERTED = [w("customXmlInsRange"), w("customXmlMoveToRange"), w14("customXmlConflictInsRange")]
_MOVES = [w("moveFromRange"), w("moveToRange")]


def settle_controls(root: _Element, way: Way) -> None:
    """Take frames away whose beginning stands in a range that goes; their content stays. Ranges go in any case."""
    going = _DELETED if way is Way.ACCEPT else _INSERTED
    starts, ends = {f"{tag}Start" for tag in going}, {f"{tag}End" for tag in going}
    marks = [f"{tag}{end}" for tag in (*_DELETED, *_INSERTED, *_MOVES) for end in ("Start", "End")]
    opened: set[str] = set()
    frames, ranges = [], []
    for element in root.iter(*_FRAMES, *marks):
        if element.tag in _FRAMES:
            if opened:
                frames.append(element)
            continue
        ranges.append(element)
        key = f"{element.tag.removesuffix('Start').removesuffix('End')} {element.get(w('id'))}"
        if element.tag in starts:
            opened.add(key)
        elif element.tag in ends:
            opened.discard(key)
    for element in ranges:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    for frame in reversed(frames):
        _unframe(frame)


def _unframe(frame: _Element) -> None:
    content = frame.find(w("sdtContent")) if frame.tag == w("sdt") else frame
    kept = (
        []
        if content is None
        else [child for child in content if not child.tag.endswith(("}customXmlPr", "}smartTagPr"))]
    )
    parent = frame.getparent()
    if parent is not None:
        place = parent.index(frame)
        parent[place : place + 1] = kept
