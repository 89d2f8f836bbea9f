"""A composed sheet in the terminal: the same words in the same order, set with rich."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table as Grid
from rich.text import Text

from pressctl.export.sheet import ContactBlock, Fact, Placed, Sheet, SheetSection
from pressctl.model.text import (
    Block,
    Emphasis,
    Foreign,
    Heading,
    Image,
    Inline,
    ItemList,
    LineBreak,
    Link,
    Paragraph,
    Quotation,
    Strong,
    Table,
    Words,
)

if TYPE_CHECKING:
    from rich.console import Console

MEASURE = 76
"""Columns of text at most: longer lines are tiring to read."""


def show_sheet(console: Console, sheet: Sheet) -> None:
    """Write the sheet to the console, at most `MEASURE` columns wide."""
    width = min(MEASURE, console.width - 2)
    for part in _parts(sheet):
        console.print(Padding(part, (0, 0, 1, 1)), width=width + 2)


def _parts(sheet: Sheet) -> Iterator[RenderableType]:
    head = Grid.grid(expand=True)
    head.add_column(ratio=1)
    head.add_column(justify="right")
    head.add_row(Text(sheet.letterhead.office, style="dim"), Text(sheet.letterhead.document, style="dim"))
    yield Group(head, Rule(style=sheet.look.accent))
    yield Text(sheet.status.text, style="bold reverse" if sheet.status.embargoed else "bold")
    if sheet.corrects:
        label = (f"{sheet.corrects.label}{sheet.colon}", "bold")
        yield Text.assemble(label, _text(sheet.corrects.value))
    yield Text(sheet.headline, style="bold underline")
    if sheet.subheadline:
        yield Text(sheet.subheadline, style="italic")
    yield from _body(sheet)
    for section in sheet.sections:
        yield _section(section)
    yield Text(sheet.end_mark, justify="center", style="bold")
    for section in (*sheet.boilerplates, *((sheet.notes,) if sheet.notes else ())):
        yield _section(section, style="dim")
    for picture in sheet.pictures:
        yield Text(
            " · ".join(part for part in (picture.path.name, picture.caption, picture.credit) if part), style="dim"
        )
    if sheet.contact is not None:
        yield _contact(sheet.contact)


def _body(sheet: Sheet) -> Iterator[RenderableType]:
    pending: Text | None = Text(f"{sheet.dateline}{sheet.dateline_dash}", style="bold")
    for placed in sheet.body:
        if pending is not None and isinstance(placed.block, Paragraph):
            yield Text.assemble(pending, _text(placed.block.inlines))
            pending = None
        else:
            yield _block(placed.block)
    if pending is not None:
        yield pending


def _block(block: Block) -> RenderableType:
    match block:
        case Paragraph(inlines):
            return _text(inlines)
        case Heading(_, inlines):
            return _text(inlines, "bold")
        case ItemList(ordered, start, items):
            return _items(
                (f"{start + number}." if ordered else "•", Group(*(_block(inner) for inner in item)))
                for number, item in enumerate(items)
            )
        case Quotation():
            return _quotation(block)
        case Table(header, rows):
            grid = Grid(box=None, pad_edge=False, header_style="bold")
            for cell in header:
                grid.add_column(_text(cell))
            for row in rows:
                grid.add_row(*(_text(cell) for cell in row))
            return grid
        case Image(_, alt, caption, credit):
            return Text(" · ".join(part for part in (caption or alt, credit) if part), style="dim")


def _quotation(quotation: Quotation) -> RenderableType:
    lines: list[RenderableType] = [_text(paragraph) for paragraph in quotation.paragraphs]
    if quotation.attribution is not None:
        title = f", {quotation.attribution.title}" if quotation.attribution.title else ""
        lines.append(Text.assemble("— ", (quotation.attribution.name, "bold"), title))
    return Padding(Group(*lines), (0, 0, 0, 4))


def _section(section: SheetSection, style: str = "") -> RenderableType:
    parts: list[RenderableType] = [Text(section.title, style="bold")]
    parts.extend(_fact(fact) for fact in section.facts)
    if section.items:
        parts.append(_items(("•", _item(item)) for item in section.items))
    parts.extend(_styled(_placed(section.blocks), style))
    return Group(*parts)


def _placed(blocks: Iterable[Placed]) -> Iterator[RenderableType]:
    for number, placed in enumerate(blocks):
        if number:
            yield Text("")
        yield _block(placed.block)


def _styled(parts: Iterable[RenderableType], style: str) -> Iterator[RenderableType]:
    for part in parts:
        if isinstance(part, Text) and style:
            part.stylize_before(style)
        yield part


def _fact(fact: Fact) -> Text:
    return Text.assemble((f"{fact.label}: ", "bold"), _text(fact.value))


def _item(fact: Fact) -> Text:
    value = _text(fact.value)
    return Text.assemble((fact.label, "bold"), ", " if value.plain else "", value)


def _items(rows: Iterable[tuple[str, RenderableType]]) -> Grid:
    grid = Grid.grid(padding=(0, 1))
    grid.add_column(justify="right")
    grid.add_column(ratio=1)
    for mark, item in rows:
        grid.add_row(f" {mark}", item)
    return grid


def _contact(block: ContactBlock) -> RenderableType:
    parts: list[RenderableType] = [Text(block.title, style="bold")]
    for entry in block.entries:
        parts.append(Text(", ".join(part for part in (entry.name, entry.role) if part)))
        parts.extend(Text(f"{block.phone_label}: {phone}") for phone in entry.phones)
        if entry.email:
            parts.append(Text(f"{block.email_label}: {entry.email}"))
        if entry.languages:
            parts.append(Text(f"{block.languages_label}: {entry.languages}"))
    return Group(*parts)


def _text(inlines: Iterable[Inline], style: str = "") -> Text:
    text = Text(style=style)
    for inline in inlines:
        match inline:
            case Words(words):
                text.append(words)
            case Emphasis(inner):
                text.append_text(_text(inner, "italic"))
            case Strong(inner):
                text.append_text(_text(inner, "bold"))
            case Foreign(_, inner):
                text.append_text(_text(inner))
            case Link(target, inner):
                shown = _text(inner)
                text.append_text(shown)
                if shown.plain != target and not target.startswith(("mailto:", "tel:")):
                    text.append(f" ({target})", style="dim")
            case LineBreak():
                text.append("\n")
    return text
