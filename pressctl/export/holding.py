"""What stays on one page of a document, so that no page holds a line that nobody can place.

A media contact, or the end mark, never begins a page alone: what is before it comes with it, as long as that is short.
Word and typst are told where; neither of them has to know why.
"""

from __future__ import annotations

from pressctl.export.sheet import Placed, Sheet, SheetSection
from pressctl.model.text import Block, ItemList, Paragraph, Quotation, block_text, plain

SHORT = 900
"""Letters of what may be carried over to the next page as a whole: a fifth of a page of any."""


def stays_whole(section: SheetSection) -> bool:
    """Say whether a section is short enough not to be split: its heading, its lines and its paragraphs."""
    lines = (*section.facts, *section.items)
    written = sum(len(fact.label) + len(plain(fact.value)) for fact in lines)
    return written + _letters(section.blocks) < SHORT and all(_is_text(placed.block) for placed in section.blocks)


def comes_with_end_mark(sheet: Sheet) -> bool:
    """Say whether the end mark takes the last block of the body along; where sections follow, it takes the last one."""
    last = sheet.body[-1:]
    return not sheet.sections and all(_is_text(placed.block) for placed in last) and _letters(last) < SHORT


def comes_with_contact(sheet: Sheet) -> SheetSection | None:
    """Return the boilerplate or the notes that the media contact takes along, where nothing stands between them."""
    small = _small_print(sheet)
    if not small or sheet.pictures or sheet.contact is None or not stays_whole(small[-1]):
        return None
    return small[-1]


def ends_at_contact(sheet: Sheet) -> bool:
    """Say whether the media contact stands right under the end mark."""
    return sheet.contact is not None and not sheet.pictures and not _small_print(sheet)


def _small_print(sheet: Sheet) -> tuple[SheetSection, ...]:
    return (*sheet.boilerplates, *([sheet.notes] if sheet.notes else []))


def _letters(blocks: tuple[Placed, ...]) -> int:
    return sum(len(block_text(placed.block)) for placed in blocks)


def _is_text(block: Block) -> bool:
    if isinstance(block, ItemList):
        return all(_is_text(inner) for item in block.items for inner in item)
    return isinstance(block, Paragraph | Quotation)
