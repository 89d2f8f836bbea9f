"""Word documents as a page: paragraphs in order, in tables, text boxes and content controls too.

Read through lxml, not python-docx: that library sees neither what stands in content controls nor inserted text.
Tracked changes are read as if accepted, which is said. Nothing outside the package is ever opened.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pressctl.errors import BadInput
from pressctl.source.foreign.base import Page, Typesetter
from pressctl.source.foreign.package import Package, refused

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
_HEADING = re.compile(r"heading\s*([1-6])|(title)$", re.IGNORECASE)
_DEEPEST = 400


def read_docx_page(data: bytes, name: str) -> Page:
    """Return a Word document as a page.

    Raises:
        BadInput: it is damaged, too large, or holds macros, embedded objects or parts to be converted.
    """
    package = Package(data, name)
    if "word/document.xml" not in package:
        raise BadInput(f"{name} is no Word document", hint="save the release as DOCX, HTML or text")
    document = package.tree("word/document.xml")
    if next(document.iter(f"{_W}altChunk"), None) is not None:
        raise refused(name, ["it holds a part that Word would have to convert (altChunk)"])
    story = _Story(_styles(package))
    for part in _margins(package, "header"):
        story.read(package.tree(part), margin=True)
    story.read(document)
    for part in ("word/footnotes.xml", "word/endnotes.xml", *_margins(package, "footer")):
        if part in package:
            story.read(package.tree(part), margin=True)
    return story.sheet.page(notices=_notices(story, package))


def _notices(story: _Story, package: Package) -> tuple[str, ...]:
    said = []
    if story.tracked:
        said.append("tracked changes are read as if they were accepted")
    if "word/comments.xml" in package:
        said.append("comments are not read")
    return tuple(said)


def _margins(package: Package, kind: str) -> list[str]:
    return [part for number in range(1, 10) if (part := f"word/{kind}{number}.xml") in package]


def _styles(package: Package) -> dict[str, str]:
    """Return the names of paragraph styles by their identifiers."""
    if "word/styles.xml" not in package:
        return {}
    names = {}
    for style in package.tree("word/styles.xml").iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        names[style.get(f"{_W}styleId") or ""] = (name.get(f"{_W}val") or "") if name is not None else ""
    return names


@dataclass(slots=True)
class _Words:
    """The words of one paragraph, and whether all of them are bold."""

    parts: list[str] = field(default_factory=list)
    bold: bool = True

    def add(self, words: str, *, bold: bool) -> None:
        self.parts.append(words)
        if words.strip():
            self.bold &= bold


class _Story:
    """Sets the paragraphs of one document part after another."""

    def __init__(self, styles: dict[str, str]) -> None:
        self.sheet = Typesetter()
        self.tracked = False
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
            elif child.tag == f"{_W}tbl":
                self._below(child, hints | {"cell": True}, depth + 1)
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
        name = self._styles.get(key, key)
        heading = _HEADING.search(name)
        return {
            "level": int(heading[1] or 1) if heading else 0,
            "bullet": not heading and (properties.find(f"{_W}numPr") is not None or name.lower().startswith("list")),
            "quoted": "quot" in name.lower(),
        }

    def _end(self, hints: dict[str, object]) -> None:
        words, bold = "".join(self._open.parts), self._open.bold
        self._open = _Words()
        for line in words.split("\n"):
            said = line.replace("\xa0", " ").strip()
            if said and not (hints.get("margin") and (said in self._said or said.isdigit())):
                self._said.add(said)
                self.sheet.add(said, bold=bold, **hints)


def _is_bold(run: _Element) -> bool:
    bold = run.find(f"{_W}rPr/{_W}b")
    return bold is not None and bold.get(f"{_W}val") not in {"0", "false", "off"}
