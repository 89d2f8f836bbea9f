"""A release of every kind of block that says nothing: what a layout is tried with."""

from __future__ import annotations

from pressctl.config.looks import LookName
from pressctl.export.frame import MailFrame
from pressctl.export.sheet import (
    ContactBlock,
    ContactEntry,
    Direction,
    Fact,
    Letterhead,
    Look,
    Placed,
    Properties,
    Sheet,
    SheetSection,
    StatusLine,
)
from pressctl.model.text import (
    Attribution,
    Block,
    Emphasis,
    Foreign,
    Heading,
    ItemList,
    LineBreak,
    Link,
    Paragraph,
    Quotation,
    Strong,
    Table,
    Words,
)

FRAME = MailFrame("Dear colleague,", "Preheader", "Office", "Write to press@example.org.", "press@example.org")


def specimen(look: LookName, paper: str, direction: Direction = Direction.LTR) -> Sheet:
    """Return the sheet, embargoed, in English or, from right to left, in Arabic."""
    word = "word" if direction is Direction.LTR else "كلمة"
    words = (Words(word),)
    fact = Fact("event.title", word, words)
    text = Paragraph((*words, Emphasis(words), Strong(words), Foreign("az", words), LineBreak(),
                      Link("https://example.org/", words)))  # fmt: skip
    blocks: tuple[Block, ...] = (
        text,
        Heading(1, words),
        ItemList(ordered=True, start=2, items=((text, ItemList(ordered=False, start=1, items=((text,),))),)),
        Quotation((words,), Attribution(word, word)),
        Table((words, words), ((words, words),)),
        text,
    )
    placed = tuple(Placed(f"body[{number}]", block) for number, block in enumerate(blocks, 1))
    entry = ContactEntry("contacts[1]", word, word, ("+994 12 555 01 00",), "press@example.org", word)
    return Sheet(
        language="en" if direction is Direction.LTR else "ar",
        direction=direction,
        look=Look(paper=paper, name=look),
        properties=Properties(word, "en", word, "urn:uuid:00000000-0000-0000-0000-000000000000", word),
        letterhead=Letterhead(word, word),
        status=StatusLine(word, embargoed=True),
        headline=word,
        subheadline=word,
        dateline=word,
        dateline_dash=" – ",
        body=placed,
        sections=(SheetSection("event", word, (fact,), (fact,), placed),),
        end_mark=word,
        boilerplates=(SheetSection("boilerplates[1]", word, blocks=placed),),
        notes=SheetSection("notes", word, blocks=placed),
        pictures=(),
        contact=ContactBlock(word, word, word, word, (entry,)),
        page_of=("1 ", " / ", ""),
    )
