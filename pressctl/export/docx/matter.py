"""What stands around the body: sections, boilerplates, notes to editors, photographs, media contacts."""

from __future__ import annotations

from collections.abc import Iterator

from pressctl.export.docx.blocks import BODY, SMALL, picture, set_blocks
from pressctl.export.docx.elements import Element, add_property, keep_with_next, w
from pressctl.export.docx.galley import Galley
from pressctl.export.docx.inline import Tone, link, runs, words_in
from pressctl.export.docx.stylebook import Style
from pressctl.export.holding import stays_whole
from pressctl.export.sheet import ContactBlock, ContactEntry, Fact, Sheet, SheetSection
from pressctl.model.text import Words

LABEL = Tone(style=Style.LABEL)
LETTER = 2.45
"""Width of a bold letter, mm: rather too much than too little."""
_TWIPS_IN_MM = 1440 / 25.4


def section(galley: Galley, part: SheetSection) -> Iterator[Element]:
    """Yield a section of the release: its heading, its facts a line each, its items as a list, its text.

    A short one stays on one page.
    """
    lines = [
        titled(galley, part, Style.HEADING_2),
        *_lines(galley, part),
        *set_blocks(galley, part.blocks, BODY, under=2),
    ]
    if stays_whole(part):
        keep_with_next(lines[:-1])
    yield from lines


def reference(galley: Galley, fact: Fact) -> Element:
    """Return the line that names another release, kept with the headline under it."""
    content = [*words_in(galley, f"{fact.label}{galley.sheet.colon}", LABEL), *runs(galley, fact.value)]
    line = galley.paragraph(Style.BODY, content)
    add_property(line, w("keepNext"))
    return galley.bookmarks.around(fact.anchor, [line])[0]


def small_section(galley: Galley, part: SheetSection) -> Iterator[Element]:
    """Yield a boilerplate or the notes to editors, in small print."""
    yield titled(galley, part, Style.SMALL_HEADING)
    yield from _lines(galley, part)
    yield from set_blocks(galley, part.blocks, SMALL, under=2)


def titled(galley: Galley, part: SheetSection, style: Style) -> Element:
    """Make the heading of a section."""
    return galley.bookmarks.around(part.anchor, [galley.paragraph(style, words_in(galley, part.title))])[0]


def _lines(galley: Galley, part: SheetSection) -> Iterator[Element]:
    """Yield facts, which stay together, and items, of which there may be pages."""
    for fact in part.facts:
        line = _fact(galley, fact)
        if fact is not part.facts[-1]:
            add_property(line, w("keepNext"))
        yield line
    for item in part.items:
        yield _item(galley, item)


def _fact(galley: Galley, fact: Fact) -> Element:
    label = fact.label + galley.sheet.colon.rstrip()
    content = [*words_in(galley, label, LABEL), galley.tab(), *runs(galley, fact.value)]
    room = _room([fact.label for part in galley.sheet.sections for fact in part.facts])
    own = galley.indent(Style.FACT)
    wider = [w("ind", left=room, hanging=room)] if own is not None and room > own else []
    return galley.bookmarks.around(fact.anchor, [galley.paragraph(Style.FACT, content, *wider)])[0]


def _room(labels: list[str]) -> int:
    """Return the room, in twips, that the longest of these labels needs with its colon and a space after it."""
    return round((max(map(len, labels), default=0) + 2) * LETTER * _TWIPS_IN_MM)


def _item(galley: Galley, item: Fact) -> Element:
    content = list(words_in(galley, item.label, LABEL))
    if item.value:
        content.extend([*words_in(galley, galley.sheet.item_dash), *runs(galley, item.value)])
    return galley.bookmarks.around(item.anchor, [galley.paragraph(Style.ITEM, content)])[0]


def photographs(galley: Galley, sheet: Sheet) -> Iterator[Element]:
    """Yield the photographs that go with the release, under their heading."""
    if sheet.pictures and sheet.pictures_title:
        yield galley.paragraph(Style.SMALL_HEADING, words_in(galley, sheet.pictures_title))
    for shown in sheet.pictures:
        yield from picture(galley, shown)


def contacts(galley: Galley, block: ContactBlock) -> list[Element]:
    """Return the media contacts: one bordered group of paragraphs that no page break splits."""
    lines = [galley.paragraph(Style.CONTACT_HEADING, words_in(galley, block.title))]
    for entry in block.entries:
        entry_lines = list(_entry(galley, block, entry))
        if entry is not block.entries[0]:
            add_property(entry_lines[0], w("spacing", before=100))
        lines.extend(galley.bookmarks.around(entry.anchor, entry_lines))
    for line in lines[:-1]:
        add_property(line, w("keepNext"))
    return lines


def _entry(galley: Galley, block: ContactBlock, entry: ContactEntry) -> Iterator[Element]:
    mark = galley.bookmarks.within
    name = list(words_in(galley, entry.name, Tone(style=Style.NAME)))
    if entry.role:
        role = mark(f"{entry.anchor}.role", words_in(galley, entry.role))
        name.extend([*words_in(galley, galley.sheet.comma), *role])
    yield galley.paragraph(Style.CONTACT_NAME, name)
    if entry.phones:
        phones: list[Element] = []
        for number, phone in enumerate(entry.phones, 1):
            phones.extend(words_in(galley, galley.sheet.comma) if phones else [])
            phones.extend(mark(f"{entry.anchor}.phones[{number}]", words_in(galley, phone)))
        yield _line(galley, block, block.phone_label, phones)
    if entry.email:
        address = link(galley, f"mailto:{entry.email}", [Words(entry.email)])
        yield _line(galley, block, block.email_label, mark(f"{entry.anchor}.email", [address]))
    if entry.languages:
        languages = words_in(galley, entry.languages)
        yield _line(galley, block, block.languages_label, mark(f"{entry.anchor}.languages", languages))


def _line(galley: Galley, block: ContactBlock, label: str, value: list[Element]) -> Element:
    room = _room([block.phone_label, block.email_label, block.languages_label])
    stop = w("tabs", w("tab", val="left", pos=room + (galley.indent(Style.CONTACT) or 0)))
    words = words_in(galley, label + galley.sheet.colon.rstrip())
    return galley.paragraph(Style.CONTACT, [*words, galley.tab(), *value], stop)
