"""Word documents as a page: paragraphs in order, in tables, text boxes and content controls too.

Read through lxml, not python-docx: that library sees neither what stands in content controls nor inserted text.
Tracked changes are read as if accepted, which is said. Nothing outside the package is ever opened.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pressctl.errors import BadInput, Problem
from pressctl.frozen import Changing, Frozen, field
from pressctl.ooxml.package import WordPackage
from pressctl.patterns import compiled
from pressctl.source.foreign.base import LONGEST_CELL, Page, Typesetter

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = frozenset(
    {
        f"{_W}{tag}"
        for tag in ("del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "rPr", "sdtPr", "tblPr")
    }
) | {_FALLBACK}
_HEADING = compiled(r"heading\s*([1-6])|(title)$", re.IGNORECASE)
_DEEPEST = 400


def read_docx_page(data: bytes, name: str) -> Page:
    """Return a Word document as a page.

    Raises:
        BadInput: it is damaged, too large, or holds macros, embedded objects or parts to be converted.
    """
    package = WordPackage(data, name)
    document = package.document()
    if next(document.iter(f"{_W}altChunk"), None) is not None:
        raise BadInput(
            f"{name} is refused",
            problems=[Problem("it holds a part that Word would have to convert (altChunk)", path=name)],
            hint="save it as a document without macros and embedded objects (.docx), or as text",
        )
    story = _Story(_styles(package))
    for part in _related(package, "header"):
        story.read(package.tree(part), margin=True)
    story.read(document)
    for part in (*_related(package, "footnotes"), *_related(package, "endnotes"), *_related(package, "footer")):
        story.read(package.tree(part), margin=True)
    return story.sheet.page(language=_language(package), notices=_notices(story, package))


def _notices(story: _Story, package: WordPackage) -> tuple[str, ...]:
    said = []
    if story.tracked:
        said.append("tracked changes are read as if they were accepted")
    if story.hidden:
        said.append("hidden text is not read")
    if _related(package, "comments"):
        said.append("comments are not read")
    return tuple(said)


def _related(package: WordPackage, kind: str) -> list[str]:
    """Return the parts of one kind that the document needs, each once."""
    found = (one.target for one in package.relations(package.main) if one.kind == kind and not one.external)
    return sorted({part for part in found if part in package})


class _Style(Frozen):
    """What a paragraph style is called, and which level of heading it gives."""

    name: str = ""
    level: int = 0


def _styles(package: WordPackage) -> dict[str, _Style]:
    """Return the paragraph styles by their identifiers; one that is based on a heading is a heading."""
    part = next(iter(_related(package, "styles")), None)
    if part is None:
        return {}
    elements = {style.get(f"{_W}styleId") or "": style for style in package.tree(part).iter(f"{_W}style")}
    return {key: _Style(_value(style, "name"), _level_of(key, elements)) for key, style in elements.items()}


def _level_of(key: str, elements: dict[str, _Element]) -> int:
    seen: set[str] = set()
    while key in elements and key not in seen:
        seen.add(key)
        style = elements[key]
        if heading := _HEADING.search(_value(style, "name")):
            return int(heading[1] or 1)
        outline = style.find(f"{_W}pPr/{_W}outlineLvl")
        if outline is not None and (level := _outline(outline)):
            return level
        key = _value(style, "basedOn")
    return 0


def _outline(element: _Element) -> int:
    """Return the level of a heading; 0 for the level of running text."""
    value = element.get(f"{_W}val") or ""
    return int(value) + 1 if value in {"0", "1", "2", "3", "4", "5"} else 0


def _value(element: _Element, tag: str) -> str:
    found = element.find(f"{_W}{tag}")
    return (found.get(f"{_W}val") or "") if found is not None else ""


def _language(package: WordPackage) -> str | None:
    """Return the language that the document says it is in (Dublin Core, ISO 15836-1)."""
    part = next((one.target for one in package.relations("") if one.kind == "core-properties"), None)
    if part is None or part not in package:
        return None
    return package.tree(part).findtext("{http://purl.org/dc/elements/1.1/}language")


class _Words(Changing):
    """The words of one paragraph, and whether all of them are bold."""

    parts: list[str] = field(default_factory=list)
    bold: bool = True

    def add(self, words: str, *, bold: bool) -> None:
        self.parts.append(words)
        if words.strip():
            self.bold &= bold


class _Story:
    """Sets the paragraphs of one document part after another."""

    def __init__(self, styles: dict[str, _Style]) -> None:
        self.sheet = Typesetter()
        self.tracked = False
        self.hidden = False
        self._styles = styles
        self._said: set[str] = set()
        self._open = _Words()

    def read(self, root: _Element, *, margin: bool = False) -> None:
        """Set every paragraph below `root`; in the margin each line once."""
        self._below(root, {"margin": margin}, 0)
        self._end({"margin": margin})

    def _below(self, parent: _Element, hints: dict[str, object], depth: int) -> None:
        if depth > _DEEPEST:
            return
        for child in parent:
            if child.tag in _SKIPPED:
                self.tracked |= child.tag in {f"{_W}del", f"{_W}moveFrom"}
            elif child.tag == f"{_W}p":
                self._paragraph(child, hints, depth)
            elif child.tag == f"{_W}tc":
                held = sum(len(words.text or "") for words in child.iter(f"{_W}t"))
                self._below(child, hints if held > LONGEST_CELL else hints | {"cell": True}, depth + 1)
            else:
                self.tracked |= child.tag in {f"{_W}ins", f"{_W}moveTo"}
                self._below(child, hints, depth + 1)

    def _paragraph(self, paragraph: _Element, hints: dict[str, object], depth: int) -> None:
        boxes: list[_Element] = []
        self._runs(paragraph, boxes, depth)
        properties = paragraph.find(f"{_W}pPr")
        if properties is not None and properties.find(f"{_W}rPr/{_W}del") is not None:
            # Its mark is deleted: accepted, it runs on into the next paragraph.
            self.tracked = True
        else:
            self._end(hints | self._hints(properties))
        for box in boxes:
            self._below(box, hints, depth + 1)

    def _runs(self, element: _Element, boxes: list[_Element], depth: int) -> None:
        if depth > _DEEPEST:
            return
        for child in element:
            tag = child.tag
            if tag in _SKIPPED:
                self.tracked |= tag in {f"{_W}del", f"{_W}moveFrom"}
            elif tag == f"{_W}r" and _is_hidden(child):
                self.hidden = True
            elif tag == f"{_W}t":
                self._open.add(child.text or "", bold=_is_bold(element))
            elif tag in {f"{_W}tab", f"{_W}noBreakHyphen"}:
                self._open.add(" " if tag == f"{_W}tab" else "-", bold=True)
            elif tag in {f"{_W}br", f"{_W}cr"}:
                self._open.add("\n", bold=True)
            elif tag == f"{_W}txbxContent":
                boxes.append(child)
            else:
                self.tracked |= tag in {f"{_W}ins", f"{_W}moveTo"}
                self._runs(child, boxes, depth + 1)

    def _hints(self, properties: _Element | None) -> dict[str, object]:
        if properties is None:
            return {}
        style = properties.find(f"{_W}pStyle")
        key = (style.get(f"{_W}val") or "") if style is not None else ""
        known = self._styles.get(key, _Style(key, 1 if _HEADING.search(key) else 0))
        name = known.name
        outline = properties.find(f"{_W}outlineLvl")
        level = (_outline(outline) if outline is not None else 0) or known.level
        return {
            "level": level,
            "bullet": not level and (properties.find(f"{_W}numPr") is not None or name.lower().startswith("list")),
            "quoted": "quot" in name.lower(),
        }

    def _end(self, hints: dict[str, object]) -> None:
        words, bold = "".join(self._open.parts), self._open.bold
        self._open = _Words()
        tight = False
        for line in words.split("\n"):
            said = line.replace("\xa0", " ").strip()
            if said and not (hints.get("margin") and (said in self._said or said.isdigit())):
                self._said.add(said)
                self.sheet.add(said, tight=tight, bold=bold, **hints)
                tight = True


def _is_hidden(run: _Element) -> bool:
    vanish = run.find(f"{_W}rPr/{_W}vanish")
    return vanish is not None and vanish.get(f"{_W}val") not in {"0", "false", "off"}


def _is_bold(run: _Element) -> bool:
    bold = run.find(f"{_W}rPr/{_W}b")
    return bold is not None and bold.get(f"{_W}val") not in {"0", "false", "off"}
