"""Where headers and footers stand on the pages of a layout, and which of them are the office's own.

Word keeps up to three of each: for the first page, for the others, and for even pages where right and left differ. A
layout that has one header for every page keeps it on every page; one that has none gets ours, different on the first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from docx.document import Document as WordDocument
from docx.section import _Footer, _Header

from pressctl.export.docx.elements import Element, add_section_property, q, w
from pressctl.export.docx.galley import Galley
from pressctl.frozen import Frozen, replace

Setter = Callable[[Galley], Iterable[Element]]

_PAGE = re.compile(r"(?<![A-Za-z])PAGE(?![A-Za-z])")


class Story(Frozen):
    """A header or footer of one kind of page."""

    place: _Header | _Footer

    @property
    def part(self) -> object:
        """The part of the file that holds it: kinds of pages may share one."""
        return self.place.part

    @property
    def _element(self) -> Element:
        element: Element = self.place._element  # noqa: SLF001 - python-docx has no door to it
        return element

    def is_own(self) -> bool:
        """Say whether the office's layout has put something into it."""
        if self.place.is_linked_to_previous:
            return False
        if any(True for _ in self._element.iter(*map(q, ("drawing", "pict", "fldSimple", "instrText", "sym")))):
            return True
        return any((node.text or "").strip() for node in self._element.iter(q("t")))

    def words(self) -> str:
        """Return the words in it."""
        if self.place.is_linked_to_previous:
            return ""
        return " ".join(node.text or "" for node in self._element.iter(q("t")))

    def has_number(self) -> bool:
        """Say whether it counts the pages."""
        if self.place.is_linked_to_previous:
            return False
        element = self._element
        codes = "".join(node.text or "" for node in element.iter(q("instrText")))
        codes += " ".join(node.get(q("instr"), "") for node in element.iter(q("fldSimple")))
        return bool(_PAGE.search(codes)) or next(element.iter(q("pgNum")), None) is not None

    def set(self, galley: Galley, setter: Setter) -> None:
        """Fill it with what we set."""
        self.place.is_linked_to_previous = False
        lines = list(setter(replace(galley, part=self.place.part)))
        self._element[:] = lines

    def change(self, old: list[Element], merge: Callable[[list[Element], list[Element]], list[Element]]) -> None:
        """Replace what is in it by what `merge` makes of the old lines and of those."""
        self._element[:] = merge(old, list(self._element))

    def put_above(self, galley: Galley, setter: Setter) -> None:
        """Put something over what is in it."""
        self._element[:0] = list(setter(replace(galley, part=self.place.part)))

    def add(self, galley: Galley, setter: Setter) -> None:
        """Put something under what the office has in it."""
        self._element.extend(setter(replace(galley, part=self.place.part)))


class Place(Frozen):
    """Header and footer of one kind of page."""

    first: bool
    """It is that of the first page alone."""
    header: Story
    footer: Story
    header_is_own: bool
    footer_is_own: bool

    def has_number(self) -> bool:
        """Say whether the office's own header or footer counts the pages."""
        own = ((self.header, self.header_is_own), (self.footer, self.footer_is_own))
        return any(story.has_number() for story, is_own in own if is_own)


class Pages(Frozen):
    """The kinds of pages that a layout tells apart."""

    kinds: tuple[Place, ...]

    @property
    def own_letterhead(self) -> bool:
        """Say whether the first page has a header of the office's own."""
        return self.kinds[0].header_is_own

    def own_words(self) -> str:
        """Return what the office's own letterhead says."""
        return self.kinds[0].header.words()


def pages_of(document: WordDocument) -> Pages:
    """Return the kinds of pages; a layout without any header becomes different on its first page."""
    page = document.sections[0]
    everywhere = Story(page.header)
    different = page.different_first_page_header_footer
    if not different and not everywhere.is_own():
        add_section_property(page._sectPr, w("titlePg"))  # noqa: SLF001 - python-docx has no door to it
        different = True
        _share_footer(document)
    kinds = [_place(page.header, page.footer, first=False)]
    if different:
        kinds.insert(0, _place(page.first_page_header, page.first_page_footer, first=True))
    if document.settings.odd_and_even_pages_header_footer:
        kinds.append(_place(page.even_page_header, page.even_page_footer, first=False))
    return Pages(tuple(kinds))


def _place(header: _Header, footer: _Footer, *, first: bool) -> Place:
    above, below = Story(header), Story(footer)
    return Place(first, above, below, above.is_own(), below.is_own())


def _share_footer(document: WordDocument) -> None:
    """Let the first page have the footer that every page had."""
    section = document.element.body.sectPr
    footers = list(_references(section, "footerReference"))
    shared = next((node for node in footers if node.get(q("type"), "default") == "default"), None)
    if shared is None or any(node.get(q("type")) == "first" for node in footers):
        return
    first = w("footerReference", type="first")
    for name, value in shared.attrib.items():
        if name != q("type"):
            first.set(str(name), value)
    shared.addprevious(first)


def _references(section: Element, tag: str) -> Iterator[Element]:
    yield from section.iterchildren(q(tag))
