"""The one document tree: the blocks of a release's body, its notes and its boilerplates.

Markdown is parsed into these once; exporters, checks and the review share them. A span says where a
block stands in its source; it is no part of the text, so it is left out of equality and of digests.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from pressctl.frozen import EqualButForLast, Frozen, replace


class Span(Frozen):
    """A stretch of a source file."""

    start: int
    """0-based code point where it begins."""
    end: int
    """0-based code point after its last."""
    line: int
    """1-based line where it begins."""


NOWHERE = Span(0, 0, 0)
"""The span of a text that stands in no file."""


class Words(Frozen):
    """Plain text."""

    text: str


class Emphasis(Frozen):
    """Text that is stressed (italic in Latin and Cyrillic print)."""

    inlines: tuple[Inline, ...]


class Strong(Frozen):
    """Text that is strongly stressed (bold)."""

    inlines: tuple[Inline, ...]


class Foreign(Frozen):
    """Words in another language than the text around them: `[Milli Məclis]{lang=az}`."""

    language: str
    """Language code of the words."""
    inlines: tuple[Inline, ...]


class Link(Frozen):
    """A link; only `https`, `http`, `mailto` and `tel` targets exist."""

    target: str
    inlines: tuple[Inline, ...]


class LineBreak(Frozen):
    """A line that ends where the writer ended it."""


Inline: TypeAlias = Words | Emphasis | Strong | Foreign | Link | LineBreak


class Paragraph(EqualButForLast):
    """A paragraph."""

    inlines: tuple[Inline, ...]
    span: Span = NOWHERE


class Heading(EqualButForLast):
    """A heading inside the body; the headline itself is none."""

    level: int
    """1 for the body's own top level."""
    inlines: tuple[Inline, ...]
    span: Span = NOWHERE


class ItemList(EqualButForLast):
    """A bulleted or numbered list."""

    ordered: bool
    start: int
    """Number of the first item of an ordered list; 1 otherwise."""
    items: tuple[tuple[Block, ...], ...]
    span: Span = NOWHERE


class Attribution(Frozen):
    """Who is quoted: the last line of a block quote, after its dash."""

    name: str
    """The speaker, as written."""
    title: str | None = None
    """What follows the first comma: function and organisation."""
    spoken_in: str | None = None
    """Language in which it was said, where the quotation is a translation: `{spoken_in=az}`."""


class Quotation(EqualButForLast):
    """Somebody's words, with who said them."""

    paragraphs: tuple[tuple[Inline, ...], ...]
    """The words, a paragraph each, without quotation marks of the layout's own."""
    attribution: Attribution | None
    span: Span = NOWHERE


class Table(EqualButForLast):
    """A table with one header row."""

    header: tuple[tuple[Inline, ...], ...]
    """Its cells."""
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    """Row by row, as many cells as the header has."""
    span: Span = NOWHERE


class Image(EqualButForLast):
    """A picture that stands alone in its paragraph."""

    file: str
    """Path relative to the release's folder, with forward slashes."""
    alt: str
    """What it shows, for who cannot see it."""
    caption: str | None = None
    credit: str | None = None
    span: Span = NOWHERE


Block: TypeAlias = Paragraph | Heading | ItemList | Quotation | Table | Image


def plain(inlines: Iterable[Inline]) -> str:
    """Return the words alone; a line break counts as a new line."""
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Words(text):
                parts.append(text)
            case LineBreak():
                parts.append("\n")
            case Emphasis(inner) | Strong(inner) | Foreign(_, inner) | Link(_, inner):
                parts.append(plain(inner))
    return "".join(parts)


def block_text(block: Block) -> str:
    """Return the words of one block, lines separated by a new line, without any mark-up."""
    match block:
        case Paragraph(inlines) | Heading(_, inlines):
            return plain(inlines)
        case ItemList(items=items):
            return "\n".join(block_text(inner) for item in items for inner in item)
        case Quotation(paragraphs, attribution):
            words = [plain(paragraph) for paragraph in paragraphs]
            return "\n".join([*words, *_attribution_lines(attribution)])
        case Table(header, rows):
            return "\n".join("\t".join(plain(cell) for cell in row) for row in (header, *rows))
        case Image(alt=alt, caption=caption, credit=credit):
            return "\n".join(part for part in (alt, caption, credit) if part)


def block_words(block: Block) -> str:
    """Return the words of one block as `block_text` does, but not who said them."""
    return block_text(replace(block, attribution=None) if isinstance(block, Quotation) else block)


def images_in(blocks: Iterable[Block]) -> Iterator[Image]:
    """Yield the images among blocks, those in lists included."""
    for block in blocks:
        if isinstance(block, Image):
            yield block
        elif isinstance(block, ItemList):
            for item in block.items:
                yield from images_in(item)


def _attribution_lines(attribution: Attribution | None) -> list[str]:
    """Return the attribution as one line, `Name, title`, or none."""
    if attribution is None:
        return []
    return [", ".join(part for part in (attribution.name, attribution.title) if part)]


def quotations(blocks: Iterable[Block]) -> tuple[Quotation, ...]:
    """Return the quotations in reading order, those inside lists included."""
    found: list[Quotation] = []
    for block in blocks:
        match block:
            case Quotation():
                found.append(block)
            case ItemList(items=items):
                found.extend(inner for item in items for inner in quotations(item))
            case _:
                pass
    return tuple(found)
