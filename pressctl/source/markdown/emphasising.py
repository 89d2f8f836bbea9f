"""Words of a Markdown text set in bold or italics, or no longer, with every word as it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pressctl.errors import Refused
from pressctl.model.passage import Stretch
from pressctl.model.text import Block, Emphasis, Foreign, Heading, Inline, ItemList, Link, Paragraph, Quotation, Strong

from pressctl.model.text import Table, plain  # isort: skip
from pressctl.source.markdown.passages import markdown_words
from pressctl.source.markdown.reading import parse_blocks
from pressctl.source.markdown.restructuring import Paragraphs

_MARKS: dict[str, tuple[type[Strong | Emphasis], tuple[str, ...]]] = {
    "bold": (Strong, ("**", "__")),
    "italic": (Emphasis, ("*", "_")),
}
MARKED = frozenset(_MARKS)
"""What of a text's look a release keeps itself."""


def emphasised(text: Paragraphs, number: int, span: Stretch, formatting: str) -> str:
    """Return the Markdown with a stretch of one paragraph in `bold` or `italic`, or `not bold`, `not italic`.

    Raises:
        Refused: it is other formatting, which a release leaves to the layout, or the marks cannot stand there.
    """
    off = formatting.startswith("not ")
    kind, marks = _MARKS.get(formatting.removeprefix("not "), (None, ()))
    if kind is None:
        raise Refused(f"{formatting} is the layout's business and is not carried over")
    words = text.words[number].words
    said = words.text[span[0] : span[1]]
    start = span[0] + len(said) - len(said.lstrip())
    end = span[1] - (len(said) - len(said.rstrip()))
    if start >= end:
        raise Refused("there are no words to format")
    low, high = words.stretches[start][0], words.stretches[end - 1][1]
    before = Counter(_stressed(text.text, kind))
    wanted = Counter([words.text[start:end]])
    meant = [each.words.text for each in text.words]
    for edited in _taken(text.text, low, high, marks) if off else _put(text.text, low, high, marks):
        after = Counter(_stressed(edited, kind))
        changed = before - after if off else after - before
        if [each.words.text for each in markdown_words(edited)] == meant and changed == wanted:
            return edited
    raise Refused(f"{formatting} cannot be written there")


def _put(text: str, start: int, end: int, marks: Iterable[str]) -> Iterator[str]:
    for mark in marks:
        yield text[:start] + mark + text[start:end] + mark + text[end:]


def _taken(text: str, start: int, end: int, marks: Iterable[str]) -> Iterator[str]:
    for mark in marks:
        if text.endswith(mark, 0, start) and text.startswith(mark, end):
            yield text[: start - len(mark)] + text[start:end] + text[end + len(mark) :]


def _stressed(text: str, kind: type[Strong | Emphasis]) -> Iterator[str]:
    for inline in _inlines(parse_blocks(text, path="").blocks):
        if isinstance(inline, kind):
            yield plain(inline.inlines)


def _inlines(blocks: Iterable[Block]) -> Iterator[Inline]:
    for block in blocks:
        match block:
            case Paragraph(inlines) | Heading(_, inlines):
                yield from _deep(inlines)
            case ItemList(items=items):
                for item in items:
                    yield from _inlines(item)
            case Quotation(paragraphs):
                for words in paragraphs:
                    yield from _deep(words)
            case Table(header, rows):
                for cell in (cell for row in (header, *rows) for cell in row):
                    yield from _deep(cell)
            case _:
                pass


def _deep(inlines: Iterable[Inline]) -> Iterator[Inline]:
    for inline in inlines:
        yield inline
        if isinstance(inline, Emphasis | Strong | Foreign | Link):
            yield from _deep(inline.inlines)
