"""A sheet as plain text, 72 columns wide: the text part of a mail, and a file by itself.

It is set from the sheet, never from HTML, and says what the HTML says in the same order. An address behind a
link's words follows them in brackets.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pressctl.export.frame import MailFrame
from pressctl.export.sheet import ContactBlock, ContactEntry, Direction, Picture, Sheet, SheetSection
from pressctl.export.targets import safe_target, says_its_target
from pressctl.export.wrapping import WIDTH, columns, pad, wrap
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
    plain,
)

_RULE = "-" * WIDTH
_GAP = "  "
_FULL_STOP_LAST = frozenset({"be", "bg", "ru", "uk"})
"""Languages in which the full stop of a quoted sentence follows the closing mark."""
_ISOLATE, _POP = "\u2066", "\u2069"


def render_text(sheet: Sheet) -> str:
    """Return the sheet as plain text with LF line ends, the last line ended, too."""
    return _finished(_sheet_parts(sheet))


def render_mail_text(sheet: Sheet, frame: MailFrame) -> str:
    """Return the sheet as the text part of a mail; slots of the frame stay as they are."""
    top = [*([wrap(frame.note)] if frame.note else []), wrap(frame.greeting)]
    foot = [[_RULE], wrap(frame.sender), *([wrap(frame.opt_out)] if frame.opt_out else [])]
    return _finished([*top, *_sheet_parts(sheet), *foot])


def inline_text(inlines: Iterable[Inline]) -> str:
    """Return the inlines as text; a link's address follows its words unless they say it."""
    return "".join(_inline(inline) for inline in inlines)


def _inline(inline: Inline) -> str:
    match inline:
        case Words(text):
            return text.replace("\n", " ")
        case Emphasis(inner) | Strong(inner) | Foreign(_, inner):
            return inline_text(inner)
        case Link(target, inner):
            shown = inline_text(inner) if plain(inner).strip() else target
            return shown if says_its_target(inline) or safe_target(target) is None else f"{shown} ({target})"
        case LineBreak():
            return "\n"


def _finished(parts: Iterable[list[str]]) -> str:
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _sheet_parts(sheet: Sheet) -> list[list[str]]:
    """Return the sheet's parts in order; an empty line will stand between them."""
    parts = [
        [*wrap(sheet.letterhead.office), *wrap(sheet.letterhead.document), _RULE],
        [*wrap(sheet.status.text), *_corrects(sheet)],
        _underlined(sheet.headline, "="),
        wrap(sheet.subheadline) if sheet.subheadline else [],
        *_body(sheet),
    ]
    for section in sheet.sections:
        parts += _section(section, sheet)
    parts.append([f"– {sheet.end_mark} –"])
    for section in (*sheet.boilerplates, *([sheet.notes] if sheet.notes else [])):
        parts += _section(section, sheet)
    if sheet.pictures:
        parts += [
            _underlined(sheet.pictures_title, "-"),
            *(_reference(picture, sheet, WIDTH) for picture in sheet.pictures),
        ]
    if sheet.contact:
        parts += _contacts(sheet.contact, sheet)
    return parts


def _corrects(sheet: Sheet) -> list[str]:
    """Return the line that names the release which is put right or taken back."""
    if sheet.corrects is None:
        return []
    return wrap(f"{sheet.corrects.label}{sheet.colon}{inline_text(sheet.corrects.value)}")


def _underlined(title: str, stroke: str) -> list[str]:
    lines = wrap(title)
    return [*lines, stroke * min(WIDTH, max(columns(line) for line in lines))]


def _body(sheet: Sheet) -> list[list[str]]:
    blocks = [placed.block for placed in sheet.body]
    if blocks and isinstance(blocks[0], Paragraph):
        dateline = (Words(f"{sheet.dateline}{sheet.dateline_dash}"), *blocks[0].inlines)
        return [wrap(inline_text(dateline)), *_blocks(blocks[1:], sheet)]
    return [wrap(sheet.dateline), *_blocks(blocks, sheet)]


def _blocks(blocks: Iterable[Block], sheet: Sheet, width: int = WIDTH) -> list[list[str]]:
    return [part for block in blocks for part in _block(block, sheet, width)]


def _block(block: Block, sheet: Sheet, width: int) -> list[list[str]]:
    """Return a block's parts: most are one, a quotation has one a paragraph."""
    match block:
        case Paragraph(inlines):
            return [wrap(inline_text(inlines), width)]
        case Heading(_, inlines):
            return [_underlined(inline_text(inlines), "-")]
        case ItemList():
            return [_list(block, sheet, width)]
        case Quotation():
            return _quotation(block, sheet, width)
        case Table():
            return [_table(block, sheet, width)]
        case Image(file, alt, caption, credit):
            return [_reference(Picture("", sheet.folder / file, alt, caption, credit), sheet, width)]


def _list(block: ItemList, sheet: Sheet, width: int) -> list[str]:
    lines: list[str] = []
    last = block.start + len(block.items) - 1
    for number, item in enumerate(block.items, block.start):
        mark = f"{number}.".ljust(len(str(last)) + 1) if block.ordered else "-"
        indent = " " * (len(mark) + 1)
        parts = _blocks(item, sheet, width - len(indent))
        inside = [line for part in parts for line in part] if _tight(item) else _spaced(parts)
        lines.append(f"{mark} {inside[0] if inside else ''}".rstrip())
        lines += [f"{indent}{line}".rstrip() for line in inside[1:]]
    return lines


def _tight(item: Sequence[Block]) -> bool:
    """Say whether an item is a line with, at most, lists under it."""
    return all(isinstance(block, ItemList) for block in item[1:])


def _spaced(parts: Iterable[list[str]]) -> list[str]:
    return "\n\n".join("\n".join(part) for part in parts).split("\n")


def _quotation(block: Quotation, sheet: Sheet, width: int) -> list[list[str]]:
    indent = " " * 4
    opening, closing = sheet.quotation_marks
    paragraphs = [inline_text(paragraph).strip() for paragraph in block.paragraphs]
    if paragraphs and not _marked(paragraphs[0]):
        paragraphs = [f"{opening}{paragraph}" for paragraph in paragraphs]
        paragraphs[-1] = _closed(paragraphs[-1], closing, sheet.language)
    parts = [wrap(paragraph, width - 4, first=indent, rest=indent) for paragraph in paragraphs]
    if block.attribution:
        said = sheet.comma.join(part for part in (block.attribution.name, block.attribution.title) if part)
        parts.append(wrap(said, width - 4, first=f"{indent}— ", rest=f"{indent}  "))
    return parts


def _closed(paragraph: str, closing: str, language: str) -> str:
    if language in _FULL_STOP_LAST and paragraph.endswith(".") and not paragraph.endswith(".."):
        return f"{paragraph[:-1]}{closing}."
    return f"{paragraph}{closing}"


def _marked(paragraph: str) -> bool:
    """Say whether the writer has put quotation marks already."""
    return paragraph[:1] in set("\"'“”„«»‘’‹›「『")


def _table(block: Table, sheet: Sheet, width: int) -> list[str]:
    """Return the table in columns, or, where they do not fit, a line `header: cell` for every cell."""
    rows = [[inline_text(cell).replace("\n", " ") for cell in row] for row in (block.header, *block.rows)]
    widths = [max(columns(row[place]) for row in rows) for place in range(len(rows[0]))]
    if sum(widths) + len(_GAP) * (len(widths) - 1) > width:
        return _long_table(rows, sheet, width)
    lines = [_GAP.join(map(pad, row, widths)).rstrip() for row in rows]
    return [lines[0], _GAP.join("-" * column for column in widths), *lines[1:]]


def _long_table(rows: list[list[str]], sheet: Sheet, width: int) -> list[str]:
    groups = [
        [
            line
            for header, cell in zip(rows[0], row, strict=True)
            for line in wrap(f"{header}{sheet.colon}{cell}", width, rest="  ")
        ]
        for row in rows[1:]
    ]
    return _spaced(groups)


def _section(section: SheetSection, sheet: Sheet) -> list[list[str]]:
    facts = [
        line
        for fact in section.facts
        for line in wrap(f"{fact.label}{sheet.colon}{inline_text(fact.value)}", rest="  ")
    ]
    items = [
        line
        for item in section.items
        for line in wrap(
            f"{item.label}{sheet.item_dash}{inline_text(item.value)}" if item.value else item.label,
            first="- ",
            rest="  ",
        )
    ]
    blocks = _blocks((placed.block for placed in section.blocks), sheet)
    return [_underlined(section.title, "-"), facts, items, *blocks]


def _reference(picture: Picture, sheet: Sheet, width: int) -> list[str]:
    """Return what stands for a picture: what it shows, its caption, then its credit and its file or address."""
    link = sheet.photographs.links.get(picture.path)
    file = f"{picture.path.name} ({link})" if link else f"({picture.path.name})"
    named = " ".join(part for part in (picture.credit, file) if part)
    shows = f"[{picture.alt}]" if picture.alt else ""
    return [line for part in (shows, picture.caption, named) if part for line in wrap(part, width)]


def _contacts(block: ContactBlock, sheet: Sheet) -> list[list[str]]:
    return [_underlined(block.title, "-"), *(_contact(entry, block, sheet) for entry in block.entries)]


def _contact(entry: ContactEntry, block: ContactBlock, sheet: Sheet) -> list[str]:
    phones = sheet.comma.join(_left_to_right(number, sheet) for number in entry.phones)
    lines = [sheet.comma.join(part for part in (entry.name, entry.role) if part)]
    for label, value in (
        (block.phone_label, phones),
        (block.email_label, entry.email),
        (block.languages_label, entry.languages),
    ):
        if value:
            lines.append(f"{label}{sheet.colon}{value}")
    return [part for line in lines for part in wrap(line, rest="  ")]


def _left_to_right(number: str, sheet: Sheet) -> str:
    """Return a telephone number that right-to-left writing does not turn round, group by group."""
    return f"{_ISOLATE}{number}{_POP}" if sheet.direction is Direction.RTL else number
