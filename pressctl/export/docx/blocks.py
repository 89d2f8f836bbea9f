"""The blocks of a release as paragraphs and tables, in body size or in the small size under the end mark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pressctl.export.darkroom import develop
from pressctl.export.docx.bookmarks import stands_for_item
from pressctl.export.docx.elements import Element, add_property, q, w
from pressctl.export.docx.galley import Galley
from pressctl.export.docx.inline import IN_BOLD, Tone, runs, words_in
from pressctl.export.docx.numbering import DEEPEST, level_of
from pressctl.export.docx.pictures import fitted, picture_run
from pressctl.export.docx.stylebook import Style
from pressctl.export.docx.tables import table
from pressctl.export.sheet import Picture, Placed
from pressctl.frozen import Frozen
from pressctl.model.text import Attribution, Block, Heading, Image, ItemList, Paragraph, Quotation, Table

_HEADINGS = (Style.HEADLINE, Style.HEADING_2, Style.HEADING_3, Style.HEADING_4)


class Size(Frozen):
    """The paragraph styles of one size of text."""

    text: Style
    quotation: Style
    attribution: Style
    bullet: Style
    number: Style
    continued: Style
    space: int
    """Twips after a list, and after a quotation that nobody is named for."""


BODY = Size(
    Style.BODY, Style.QUOTATION, Style.ATTRIBUTION, Style.LIST_BULLET, Style.LIST_NUMBER, Style.LIST_CONTINUED, 160
)
SMALL = Size(
    Style.SMALL,
    Style.SMALL_QUOTATION,
    Style.SMALL_ATTRIBUTION,
    Style.SMALL_LIST_BULLET,
    Style.SMALL_LIST_NUMBER,
    Style.SMALL_LIST_CONTINUED,
    100,
)


def set_blocks(galley: Galley, blocks: Iterable[Placed], size: Size, under: int) -> Iterator[Element]:
    """Yield the blocks under a heading of level `under` (1 is the headline); headings nest without a gap."""
    deepest = under
    for placed in blocks:
        if isinstance(placed.block, Heading):
            level = min(under + placed.block.level, deepest + 1, len(_HEADINGS))
            deepest = level
            yield heading(galley, placed.anchor, placed.block, level)
        else:
            yield from _set_block(galley, placed.anchor, placed.block, size)


def heading(galley: Galley, anchor: str, block: Heading, level: int) -> Element:
    """Make a heading of a level of the document."""
    return galley.bookmarks.around(
        anchor, [galley.paragraph(_HEADINGS[level - 1], runs(galley, block.inlines, IN_BOLD))]
    )[0]


def _set_block(galley: Galley, anchor: str, block: Block, size: Size, depth: int = 0) -> list[Element]:
    """Return the paragraphs or the table of one block, marked with its bookmark."""
    match block:
        case Paragraph(inlines):
            elements = [galley.paragraph(size.text, runs(galley, inlines))]
        case Heading(inlines=inlines):
            elements = [galley.paragraph(_HEADINGS[-1], runs(galley, inlines, IN_BOLD))]
        case ItemList():
            elements = _list(galley, anchor, block, size, depth)
        case Quotation(paragraphs, attribution):
            elements = [
                galley.bookmarks.around(
                    f"{anchor}.paragraph{number}", [galley.paragraph(size.quotation, runs(galley, words))]
                )[0]
                for number, words in enumerate(paragraphs, 1)
            ]
            elements.extend(_attribution(galley, anchor, attribution, elements, size))
        case Table():
            elements = [table(galley, anchor, block)]
        case Image(file=file):
            path = galley.sheet.folder / file
            return picture(galley, Picture(anchor, path, block.alt, block.caption, block.credit))
    return galley.bookmarks.around(anchor, elements)


def _attribution(
    galley: Galley, anchor: str, attribution: Attribution | None, words: list[Element], size: Size
) -> Iterator[Element]:
    if attribution is None:
        if words:
            add_property(words[-1], w("spacing", after=size.space))
        return
    if words:
        add_property(words[-1], w("keepNext"))
    content = list(words_in(galley, attribution.name, Tone(style=Style.NAME)))
    if attribution.title:
        content.extend(words_in(galley, galley.sheet.comma + attribution.title))
    yield galley.bookmarks.around(f"{anchor}.attribution", [galley.paragraph(size.attribution, content)])[0]


def _list(galley: Galley, anchor: str, block: ItemList, size: Size, depth: int) -> list[Element]:
    style = size.number if block.ordered else size.bullet
    style_id = galley.styles[style]
    number = (
        galley.numbering.restarted(style_id, min(depth, DEEPEST), block.start)
        if block.ordered
        else galley.numbering.of(style_id)
    )
    elements: list[Element] = []
    for position, item in enumerate(block.items, 1):
        name = f"{anchor}.item{position}"
        first = item[0].inlines if item and isinstance(item[0], Paragraph) else ()
        line = galley.paragraph(style, runs(galley, first), level_of(number, depth))
        rest = _rest_of_item(galley, name, item, size, (number, depth))
        elements.extend(galley.bookmarks.around(name, [line, *rest]))
    if depth == 0 and elements and elements[-1].tag == q("p"):
        add_property(elements[-1], w("spacing", after=size.space))
    return elements


def _rest_of_item(
    galley: Galley, anchor: str, item: tuple[Block, ...], size: Size, place: tuple[str, int]
) -> list[Element]:
    """Return what stands in an item after its first paragraph; `place` is its list and its level there."""
    number, depth = place
    elements: list[Element] = []
    for position, inner in enumerate(item, 1):
        if stands_for_item(position, inner):
            continue
        name = f"{anchor}.block{position}"
        if isinstance(inner, Paragraph):
            indent = galley.numbering.indent(number, depth)
            properties = [w("ind", left=indent)] if indent else []
            continued = galley.paragraph(size.continued, runs(galley, inner.inlines), *properties)
            elements.extend(galley.bookmarks.around(name, [continued]))
        else:
            elements.extend(_set_block(galley, name, inner, size, depth + 1))
    return elements


def picture(galley: Galley, shown: Picture) -> list[Element]:
    """Return a picture and, on the next line, its caption and credit, which stay with it."""
    made = develop(shown.path, galley.sheet.photographs.recipe)
    image = picture_run(galley, made, shown.alt, fitted(made, galley.column))
    first = galley.bookmarks.within(shown.anchor, [image])
    lines = [
        (f"{shown.anchor}.{part}", words)
        for part, words in (("caption", shown.caption), ("credit", shown.credit))
        if words
    ]
    elements = [galley.paragraph(Style.PICTURE, first, *([] if lines else [w("keepNext", val=0)]))]
    if lines:
        content: list[Element] = []
        for name, words in lines:
            content.extend(words_in(galley, shown.before_credit) if content else [])
            content.extend(galley.bookmarks.within(name, words_in(galley, words)))
        elements.append(galley.paragraph(Style.CAPTION, content))
    return elements
