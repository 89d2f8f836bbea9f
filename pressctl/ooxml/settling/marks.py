"""Paragraph marks that go: the paragraph then runs on into the next, whose properties stay."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from pressctl.ooxml.names import m, w
from pressctl.ooxml.settling.way import TRACKED, Way

if TYPE_CHECKING:
    from lxml.etree import _Element

_MARK: Final = f"{w('pPr')}/{w('rPr')}"
_TRANSPARENT = frozenset({w("sdtContent"), w("customXml")})
_NO_BLOCK = frozenset(
    w(tag)
    for tag in (
        "bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "permStart", "permEnd", "proofErr",
    )
)  # fmt: skip
_PROPERTIES = frozenset({w("sdtPr"), w("sdtEndPr"), w("customXmlPr")})
_WORDLESS = (
    _NO_BLOCK
    | _PROPERTIES
    | {w(tag) for tag in ("pPr", "rPr", "smartTagPr", "lastRenderedPageBreak", "commentReference", "annotationRef")}
)
_AROUND_WORDS = frozenset(
    w(tag) for tag in ("r", "sdt", "sdtContent", "hyperlink", "smartTag", "customXml", "dir", "bdo", "fldSimple")
)


def settle_marks(root: _Element, way: Way) -> list[_Element]:
    """Join the paragraphs whose mark goes with what follows, and take the trace off all other marks.

    Returns:
        The elements that have lost a paragraph: they may be empty now.
    """
    going = []
    for paragraph in root.iter(w("p")):
        properties = paragraph.find(_MARK)
        marks = [child for child in properties if child.tag in TRACKED] if properties is not None else []
        if any(mark.tag in way.going for mark in marks):
            going.append(paragraph)
        for mark in marks:
            mark.getparent().remove(mark)  # type: ignore[union-attr]  # it is a child of `properties`
    lost = []
    handed: dict[_Element, list[_Element]] = {}
    for paragraph in reversed(going):
        parent = paragraph.getparent()
        if parent is not None and _run_on(paragraph, handed):
            lost.append(parent)
    for paragraph, marks in handed.items():
        paragraph.extend(reversed(marks))
    return lost


def _run_on(paragraph: _Element, handed: dict[_Element, list[_Element]]) -> bool:
    """Join a paragraph with the one that follows; without one, an empty paragraph goes. Say whether it went."""
    between, following = _following(paragraph)
    parent = paragraph.getparent()
    if parent is None:
        return False
    if following is not None and following.tag == w("p"):
        place = 1 if len(following) and following[0].tag == w("pPr") else 0
        content = [child for child in paragraph if child.tag != w("pPr")]
        following[place:place] = [*content, *reversed(handed.pop(paragraph, [])), *between]
    elif has_words(paragraph) or not _may_go(paragraph, following):
        return False
    else:
        _hand_on_marks(paragraph, following, handed)
    parent.remove(paragraph)
    return True


def _hand_on_marks(paragraph: _Element, following: _Element | None, handed: dict[_Element, list[_Element]]) -> None:
    """Keep what an empty paragraph that goes holds of ranges and comments: a comment's own sign needs a paragraph.

    What a paragraph is handed waits in `handed`, the last first, until it is known which paragraphs stay.
    """
    waiting = handed.pop(paragraph, [])
    signs = {run for run in paragraph.iter(w("r")) if run.find(w("commentReference")) is not None}
    own = [one for one in paragraph.iter() if one.tag in _NO_BLOCK or one in signs]
    if not signs and not waiting:
        for one in own:
            paragraph.addprevious(one)
        return
    waiting.extend(reversed(own))
    before = _block_before(paragraph)
    if before is not None and before.tag == w("p"):
        handed[before] = waiting
    elif following is not None and (first := next(following.iter(w("p")), None)) is not None:
        place = 1 if len(first) and first[0].tag == w("pPr") else 0
        first[place:place] = waiting[::-1]


def has_words(paragraph: _Element) -> bool:
    """Say whether there is anything in a paragraph but marks of ranges and comments, empty runs and what is around."""
    return any(has_words(child) if child.tag in _AROUND_WORDS else child.tag not in _WORDLESS for child in paragraph)


def _following(paragraph: _Element) -> tuple[list[_Element], _Element | None]:
    """Return the block that follows, seen through content controls, and the marks of ranges that stand between."""
    between: list[_Element] = []
    here: _Element | None = paragraph
    while here is not None:
        for block in _blocks_behind(here):
            if block.tag not in _NO_BLOCK:
                return between, None if block.tag == w("sectPr") else block
            between.append(block)
        here = _outside(here)
    return between, None


def _outside(block: _Element) -> _Element | None:
    """Return the content control in which a block stands; none where it stands in none."""
    above = block.getparent()
    if above is None or above.tag not in _TRANSPARENT:
        return None
    return above if above.tag == w("customXml") else above.getparent()


def _blocks_behind(element: _Element) -> Iterator[_Element]:
    """Yield what stands behind an element in the same place; of a content control, what is in it."""
    following = element.getnext()
    while following is not None:
        yield from _blocks_in(following)
        following = following.getnext()


def _blocks_in(element: _Element) -> Iterator[_Element]:
    if element.tag in _PROPERTIES:
        return
    if element.tag not in {w("sdt"), *_TRANSPARENT}:
        yield element
        return
    for child in element:
        yield from _blocks_in(child)


def _may_go(paragraph: _Element, following: _Element | None) -> bool:
    """Say whether the place can do without this empty paragraph: before a table, or behind another paragraph."""
    if following is not None:
        return following.tag in {w("tbl"), m("oMathPara")}
    before = _block_before(paragraph)
    return before is not None and before.tag == w("p")


def _block_before(paragraph: _Element) -> _Element | None:
    """Return the block before, seen through content controls."""
    here: _Element | None = paragraph
    while here is not None:
        before = here.getprevious()
        while before is not None:
            last = next((block for block in reversed(list(_blocks_in(before))) if block.tag not in _NO_BLOCK), None)
            if last is not None:
                return last
            before = before.getprevious()
        here = _outside(here)
    return None
