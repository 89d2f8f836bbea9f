"""Hidden bookmarks: the names by which what comes back from a reader is led to where it came from.

An anchor is a field path (`headline`, `body[3]`, `speakers[2]`). Where a part is set in several paragraphs, each has an
anchor of its own below it: `body[4].item2`, `body[5].paragraph1`, `body[5].attribution`, `body[6].r1c2` (the header
is row 1), `media[1].caption`. The bookmark of an anchor is `_pc_` and an ASCII form of it: a leading underscore hides a
bookmark in Word, and 40 characters are all that a name may have.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping

from pressctl.export.sheet import ContactEntry, Picture, Placed, Sheet, SheetSection
from pressctl.model.text import Block, Image, ItemList, Paragraph, Quotation, Table

PREFIX = "_pc_"
LENGTH = 40
_PLAIN = re.compile(r"[a-z][a-z0-9]*(\[[1-9][0-9]*\])*(\.[a-z][a-z0-9]*(\[[1-9][0-9]*\])*)*")


def bookmark_name(anchor: str) -> str:
    """Return the bookmark of an anchor: `body[3].r1c2` → `_pc_body_3_r1c2`.

    Another anchor has another name, also where case is not told apart: a path with unusual characters, or one that is
    too long, ends in a part of its SHA-256.
    """
    key = re.sub(r"[^A-Za-z0-9]+", "_", anchor).strip("_")
    name = PREFIX + key
    if _PLAIN.fullmatch(anchor) and len(name) <= LENGTH:
        return name
    mark = hashlib.sha256(anchor.encode("utf-8")).hexdigest()[:10]
    return f"{name[: LENGTH - len(mark) - 1].rstrip('_')}_{mark}"


def anchors(sheet: Sheet) -> Mapping[str, str]:
    """Return bookmark → anchor of everything that stands on the sheet, in reading order."""
    return {bookmark_name(anchor): anchor for anchor in dict.fromkeys(_walk(sheet))}


def _walk(sheet: Sheet) -> Iterator[str]:
    yield "headline"
    if sheet.subheadline:
        yield "subheadline"
    yield "dateline"
    yield from _placed(sheet.body)
    for section in (*sheet.sections, *sheet.boilerplates, *([sheet.notes] if sheet.notes else [])):
        yield from _section(section)
    for picture in sheet.pictures:
        yield from _picture(picture.anchor, picture)
    for entry in sheet.contact.entries if sheet.contact else ():
        yield from _contact_anchors(entry)


def _section(section: SheetSection) -> Iterator[str]:
    yield section.anchor
    for fact in (*section.facts, *section.items):
        yield fact.anchor
    yield from _placed(section.blocks)


def _placed(blocks: Iterable[Placed]) -> Iterator[str]:
    for placed in blocks:
        yield from _block(placed.anchor, placed.block)


def _block(anchor: str, block: Block) -> Iterator[str]:
    yield anchor
    match block:
        case ItemList(items=items):
            for number, item in enumerate(items, 1):
                yield f"{anchor}.item{number}"
                yield from _item(f"{anchor}.item{number}", item)
        case Quotation(paragraphs, attribution):
            yield from (f"{anchor}.paragraph{number}" for number in range(1, len(paragraphs) + 1))
            if attribution:
                yield f"{anchor}.attribution"
        case Table(header, rows):
            for number, row in enumerate((header, *rows), 1):
                yield from (f"{anchor}.r{number}c{column}" for column in range(1, len(row) + 1))
        case Image():
            yield from list(_picture(anchor, block))[1:]
        case _:
            pass


def _item(anchor: str, blocks: tuple[Block, ...]) -> Iterator[str]:
    for number, block in enumerate(blocks, 1):
        if not stands_for_item(number, block):
            yield from _block(f"{anchor}.block{number}", block)


def stands_for_item(number: int, block: Block) -> bool:
    """Say whether the item's own anchor is that of this block: its first, a paragraph."""
    return number == 1 and isinstance(block, Paragraph)


def _picture(anchor: str, picture: Picture | Image) -> Iterator[str]:
    yield anchor
    if picture.caption:
        yield f"{anchor}.caption"
    if picture.credit:
        yield f"{anchor}.credit"


def _contact_anchors(entry: ContactEntry) -> Iterator[str]:
    """Yield the anchors of one media contact's lines."""
    yield entry.anchor
    if entry.role:
        yield f"{entry.anchor}.role"
    yield from (f"{entry.anchor}.phones[{number}]" for number in range(1, len(entry.phones) + 1))
    if entry.email:
        yield f"{entry.anchor}.email"
    if entry.languages:
        yield f"{entry.anchor}.languages"
