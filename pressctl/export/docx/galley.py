"""What every setter shares while a sheet is being set: the sheet, the styles, and what may be used only once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count

from docx.parts.story import StoryPart

from pressctl.export.docx.bookmarks import bookmark_name
from pressctl.export.docx.elements import Element, paragraph, q, run, w
from pressctl.export.docx.numbering import Numbering
from pressctl.export.docx.stylebook import Style
from pressctl.export.sheet import Direction, Sheet
from pressctl.frozen import Frozen, field


class Bookmarks:
    """The bookmarks that have been set; each anchor has one."""

    def __init__(self) -> None:
        self._set: set[str] = set()
        self._numbers = count()

    def around(self, anchor: str, elements: list[Element]) -> list[Element]:
        """Mark paragraphs and tables, from the first paragraph to the last.

        If a table is among them, the first paragraph alone is marked: a mark that begins in one table cell and ends
        elsewhere does not survive every word processor.
        """
        first = next((node for element in elements for node in element.iter(q("p"))), None)
        if first is None:
            return elements
        only_paragraphs = all(element.tag == q("p") for element in elements)
        self._mark(anchor, first, elements[-1] if only_paragraphs else first)
        return elements

    def within(self, anchor: str, content: Iterable[Element]) -> list[Element]:
        """Mark runs of one paragraph."""
        runs = list(content)
        ends = self._ends(anchor)
        return [ends[0], *runs, ends[1]] if ends else runs

    def _mark(self, anchor: str, first: Element, last: Element) -> None:
        ends = self._ends(anchor)
        if ends:
            first.insert(1 if first[0].tag == q("pPr") else 0, ends[0])
            last.append(ends[1])

    def _ends(self, anchor: str) -> tuple[Element, Element] | None:
        if anchor in self._set:
            return None
        self._set.add(anchor)
        number = next(self._numbers)
        return w("bookmarkStart", id=number, name=bookmark_name(anchor)), w("bookmarkEnd", id=number)


class Galley(Frozen):
    """A sheet in the setting."""

    sheet: Sheet
    styles: Mapping[Style, str]
    """Style → its id in this template."""
    numbering: Numbering
    part: StoryPart
    """Where links and pictures are registered: the document, or a header."""
    column: int
    """Width of the text, EMU."""
    bookmarks: Bookmarks = field(default_factory=Bookmarks)
    picture_numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def rtl(self) -> bool:
        """Say whether the sheet is written from right to left."""
        return self.sheet.direction is Direction.RTL

    def paragraph(self, style: Style, content: Iterable[Element], *properties: Element) -> Element:
        """Make a paragraph that runs the sheet's way."""
        if not self.rtl:
            return paragraph(self.styles[style], content, properties)
        return paragraph(self.styles[style], content, [w("bidi"), w("rPr", w("rtl")), *properties])

    def indent(self, style: Style) -> int | None:
        """Return the indent that a paragraph style has of its own, in twips."""
        element = self.numbering.styles.get(self.styles[style])
        indent = None if element is None else element.find(f"{q('pPr')}/{q('ind')}")
        value = None if indent is None else indent.get(q("left")) or indent.get(q("start"))
        return int(value) if value and value.lstrip("-").isdecimal() else None

    def centred(self, style: Style) -> bool:
        """Say whether a paragraph style stands in the middle of the line."""
        element = self.numbering.styles.get(self.styles[style])
        justified = None if element is None else element.find(f"{q('pPr')}/{q('jc')}")
        return justified is not None and justified.get(q("val")) == "center"

    def tab(self) -> Element:
        """Make a tab."""
        return run([w("tab")], [w("rtl")] if self.rtl else [])
