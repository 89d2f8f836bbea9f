"""A table that a translator has filled in: the words of each target cell, with their stress and links."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from pressctl.frozen import Frozen
from pressctl.model.text import Emphasis, Inline, LineBreak, Link, Strong, Words
from pressctl.ooxml.names import w
from pressctl.ooxml.stories import part_of

if TYPE_CHECKING:
    from lxml.etree import _Element

    from pressctl.ooxml.package import WordPackage

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MARKS_OF_DIRECTION = str.maketrans("", "", "\u200e\u200f")
_OFF = {"0", "false", "off"}
_FRAMES = frozenset(w(tag) for tag in ("smartTag", "sdt", "sdtContent", "customXml", "ins", "fldSimple", "bdo", "dir"))
"""What stands around runs: controls, fields, and the direction in which they are set."""


class FilledRow(Frozen):
    """A row of two cells or more: what its first and its last cell say."""

    bookmarks: tuple[str, ...]
    """Those that begin in the row."""
    source: str
    """A line for each paragraph."""
    target: tuple[Inline, ...]
    """Paragraphs run together with a space between."""


def filled_rows(package: WordPackage) -> tuple[FilledRow, ...]:
    """Return the rows of all tables of a document without tracked changes."""
    styles = _stress_styles(package)
    reader = _Reader(styles, _links(package))
    return tuple(row for element in package.document().iter(w("tr")) if (row := reader.row(element)) is not None)


def _links(package: WordPackage) -> Mapping[str, str]:
    """Return the addresses that links lead to, by the ids of their relations."""
    folder, name = posixpath.split(package.main)
    part = posixpath.join(folder, "_rels", f"{name}.rels")
    if part not in package:
        return {}
    relations = (node for node in package.tree(part) if node.get("TargetMode") == "External")
    return {node.get("Id") or "": node.get("Target") or "" for node in relations}


def _stress_styles(package: WordPackage) -> Mapping[str, str]:
    """Return the ids of the character styles for bold and stressed words."""
    part = part_of(package, "styles")
    found: dict[str, str] = {}
    for style in package.tree(part).iter(w("style")) if part else ():
        name = style.find(w("name"))
        said = (name.get(w("val")) or "").casefold() if name is not None else ""
        if said in {"strong", "emphasis"}:
            found[style.get(w("styleId")) or ""] = said
    return found


class _Reader(Frozen):
    styles: Mapping[str, str]
    links: Mapping[str, str]

    def row(self, row: _Element) -> FilledRow | None:
        cells = list(_inside(row, w("tc")))
        if len(cells) < 2:
            return None
        names = tuple(mark.get(w("name")) or "" for mark in row.iter(w("bookmarkStart")))
        source = "\n".join("".join(node.text or "" for node in p.iter(w("t"))) for p in _inside(cells[0], w("p")))
        return FilledRow(names, source.translate(_MARKS_OF_DIRECTION), tuple(_trimmed(list(self._cell(cells[-1])))))

    def _cell(self, cell: _Element) -> Iterator[Inline]:
        said = False
        for paragraph in cell.iter(w("p")):
            inlines = list(self._paragraph(paragraph))
            if inlines and said:
                yield Words(" ")
            said = said or bool(inlines)
            yield from inlines

    def _paragraph(self, parent: _Element) -> Iterator[Inline]:
        for child in parent:
            if child.tag == w("hyperlink"):
                inner = tuple(self._paragraph(child))
                target = self.links.get(child.get(_RELATION) or "")
                if inner:
                    yield from (Link(target, inner),) if target else inner
            elif child.tag == w("r"):
                yield from self._run(child)
            elif child.tag in _FRAMES:
                yield from self._paragraph(child)

    def _run(self, run: _Element) -> Iterator[Inline]:
        bold, slanted = self._stress(run.find(w("rPr")))
        for child in run:
            if child.tag in {w("br"), w("cr")}:
                yield LineBreak()
            text = {w("t"): child.text or "", w("tab"): " ", w("noBreakHyphen"): "-"}.get(str(child.tag), "")
            text = text.translate(_MARKS_OF_DIRECTION)
            if not text:
                continue
            inline: Inline = Words(text)
            inline = Emphasis((inline,)) if slanted and text.strip() else inline
            yield Strong((inline,)) if bold and text.strip() else inline

    def _stress(self, properties: _Element | None) -> tuple[bool, bool]:
        if properties is None:
            return False, False
        style = properties.find(w("rStyle"))
        named = self.styles.get(style.get(w("val")) or "") if style is not None else None
        return _on(properties, "b") or named == "strong", _on(properties, "i") or named == "emphasis"


def _inside(parent: _Element, tag: str) -> Iterator[_Element]:
    """Yield the cells of a row or the paragraphs of a cell, those in content controls too."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _FRAMES:
            yield from _inside(child, tag)


def _on(properties: _Element, tag: str) -> bool:
    found = properties.find(w(tag))
    return found is not None and found.get(w("val")) not in _OFF


def _trimmed(inlines: list[Inline]) -> Iterator[Inline]:
    """Yield the words run together, without white space and breaks at the ends."""
    joined: list[Inline] = []
    for inline in inlines:
        last = joined[-1] if joined else None
        match last, inline:
            case Words(before), Words(text):
                joined[-1] = Words(before + text)
            case Strong(before), Strong(inner):
                joined[-1] = Strong(_run_together((*before, *inner)))
            case Emphasis(before), Emphasis(inner):
                joined[-1] = Emphasis(_run_together((*before, *inner)))
            case _:
                joined.append(inline)
    while joined and _blank(joined[0]):
        joined.pop(0)
    while joined and _blank(joined[-1]):
        joined.pop()
    if joined and isinstance(joined[0], Words):
        joined[0] = Words(joined[0].text.lstrip())
    if joined and isinstance(joined[-1], Words):
        joined[-1] = Words(joined[-1].text.rstrip())
    yield from joined


def _run_together(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    joined: list[Inline] = []
    for inline in inlines:
        if joined and isinstance(joined[-1], Words) and isinstance(inline, Words):
            joined[-1] = Words(joined[-1].text + inline.text)
        else:
            joined.append(inline)
    return tuple(joined)


def _blank(inline: Inline) -> bool:
    return isinstance(inline, LineBreak) or (isinstance(inline, Words) and not inline.text.strip())
