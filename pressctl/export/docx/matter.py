"""What stands around the body: sections, boilerplates, notes to editors, photographs, media contacts."""

from __future__ import annotations

from collections.abc import Iterator

from pressctl.export.docx.blocks import BODY, SMALL, picture, set_blocks
from pressctl.export.docx.elements import Element, add_property, run, w
from pressctl.export.docx.galley import Galley
from pressctl.export.docx.inline import Tone, link, runs, words_in
from pressctl.export.docx.stylebook import Style
from pressctl.export.sheet import ContactBlock, ContactEntry, Fact, Picture, SheetSection
from pressctl.model.text import Words

LABEL = Tone(style=Style.LABEL)


def section(galley: Galley, part: SheetSection) -> Iterator[Element]:
    """Yield a section of the release: its heading, its facts a line each, its items as a list, its text."""
    yield titled(galley, part, Style.HEADING_2)
    for fact in part.facts:
        yield _fact(galley, fact)
    for item in part.items:
        yield _item(galley, item)
    yield from set_blocks(galley, part.blocks, BODY, under=2)


def small_section(galley: Galley, part: SheetSection) -> Iterator[Element]:
    """Yield a boilerplate or the notes to editors, in small print."""
    yield titled(galley, part, Style.SMALL_HEADING)
    for fact in part.facts:
        yield _fact(galley, fact)
    for item in part.items:
        yield _item(galley, item)
    yield from set_blocks(galley, part.blocks, SMALL, under=2)


def titled(galley: Galley, part: SheetSection, style: Style) -> Element:
    """Make the heading of a section."""
    return galley.bookmarks.around(part.anchor, [galley.paragraph(style, words_in(galley, part.title))])[0]


def _fact(galley: Galley, fact: Fact) -> Element:
    content = [*words_in(galley, fact.label, LABEL), galley.tab(), *runs(galley, fact.value)]
    return galley.bookmarks.around(fact.anchor, [galley.paragraph(Style.FACT, content)])[0]


def _item(galley: Galley, item: Fact) -> Element:
    content = list(words_in(galley, item.label, LABEL))
    if item.value:
        content.extend([run([w("br")]), *runs(galley, item.value)])
    return galley.bookmarks.around(item.anchor, [galley.paragraph(Style.ITEM, content)])[0]


def photographs(galley: Galley, pictures: tuple[Picture, ...]) -> Iterator[Element]:
    """Yield the photographs that go with the release."""
    for shown in pictures:
        yield from picture(galley, shown)


def contacts(galley: Galley, block: ContactBlock) -> list[Element]:
    """Return the media contacts: one bordered group of paragraphs that no page break splits."""
    lines = [galley.paragraph(Style.CONTACT_HEADING, words_in(galley, block.title))]
    for entry in block.entries:
        lines.extend(galley.bookmarks.around(entry.anchor, list(_entry(galley, block, entry))))
    for line in lines[:-1]:
        add_property(line, w("keepNext"))
    return lines


def _entry(galley: Galley, block: ContactBlock, entry: ContactEntry) -> Iterator[Element]:
    mark = galley.bookmarks.within
    yield galley.paragraph(Style.CONTACT_NAME, words_in(galley, entry.name, Tone(style=Style.NAME)))
    if entry.role:
        yield galley.paragraph(Style.CONTACT, mark(f"{entry.anchor}.role", words_in(galley, entry.role)))
    for number, phone in enumerate(entry.phones, 1):
        yield _line(galley, block.phone_label, mark(f"{entry.anchor}.phones[{number}]", words_in(galley, phone)))
    if entry.email:
        address = link(galley, f"mailto:{entry.email}", [Words(entry.email)])
        yield _line(galley, block.email_label, mark(f"{entry.anchor}.email", [address]))
    if entry.languages:
        languages = words_in(galley, entry.languages)
        yield _line(galley, block.languages_label, mark(f"{entry.anchor}.languages", languages))


def _line(galley: Galley, label: str, value: list[Element]) -> Element:
    return galley.paragraph(Style.CONTACT, [*words_in(galley, label), galley.tab(), *value])
