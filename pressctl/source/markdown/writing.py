"""Blocks → Markdown that says exactly them, for what is put into a file in the place of a block.

What has been written is read again; where Markdown cannot carry some stress (between letters, say), it is left out, and
that is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pressctl.frozen import Frozen, replace
from pressctl.language.lists import comma_of
from pressctl.model.digest import canonical_json
from pressctl.model.text import (
    Attribution,
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
from pressctl.model.text_parts import Inlines, parts, with_parts
from pressctl.source.markdown.escaping import escape_markdown
from pressctl.source.markdown.reading import parse_blocks


class Written(Frozen):
    """Markdown, and whether it says everything."""

    markdown: str
    whole: bool
    """Nothing was left out: no stress, no link."""


class CannotBeWritten(ValueError):
    """No Markdown says these words in such a block."""


def written(block: Block, language: str) -> Written:
    """Return Markdown that is read as this one block.

    Raises:
        CannotBeWritten: there is none.
    """
    tidy = with_parts(block, {name: _tidy(words) for name, words in parts(block).items()})
    for form, whole in ((tidy, True), (_bare(tidy), False)):
        markdown = _block(form, language)
        if _says(markdown, form):
            return Written(markdown, whole)
    raise CannotBeWritten(plain(next(iter(parts(block).values()), ())))


def _tidy(inlines: Inlines) -> Inlines:
    """Return words without line breaks at their ends and with white space outside of stress, as Markdown has them."""
    found = list(_spaced(inlines))
    while found and isinstance(found[0], LineBreak):
        found.pop(0)
    while found and isinstance(found[-1], LineBreak):
        found.pop()
    return tuple(found)


def _spaced(inlines: Iterable[Inline]) -> Iterator[Inline]:
    for inline in inlines:
        match inline:
            case Emphasis((Words(text),)) | Strong((Words(text),)) if text != text.strip():
                inner = text.strip()
                lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :] if inner else ""
                yield from (Words(lead), *([replace(inline, inlines=(Words(inner),))] if inner else []), Words(tail))
            case _:
                yield inline


def _says(markdown: str, block: Block) -> bool:
    parsed = parse_blocks(markdown, path="")
    return not parsed.problems and len(parsed.blocks) == 1 and _same(parsed.blocks[0], block)


def _same(one: Block, other: Block) -> bool:
    """Say whether two blocks are the same text, however their words are cut."""
    return canonical_json(_merged(one)) == canonical_json(_merged(other))


def _merged(block: Block) -> Block:
    return with_parts(block, {name: tuple(_joined(words)) for name, words in parts(block).items()})


def _joined(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Yield inlines with words that touch in one."""
    text = ""
    for inline in inlines:
        if isinstance(inline, Words):
            text += inline.text
            continue
        if text:
            yield Words(text)
            text = ""
        match inline:
            case Emphasis(inner) | Strong(inner) | Foreign(_, inner) | Link(_, inner):
                yield replace(inline, inlines=tuple(_joined(inner)))
            case _:
                yield inline
    if text:
        yield Words(text)


def _bare(block: Block) -> Block:
    """Return the block without stress and links."""
    return with_parts(block, {name: tuple(_bared(words)) for name, words in parts(block).items()})


def _bared(inlines: Iterable[Inline]) -> Iterator[Inline]:
    for inline in inlines:
        match inline:
            case Emphasis(inner) | Strong(inner) | Foreign(_, inner) | Link(_, inner):
                yield from _bared(inner)
            case _:
                yield inline


def _block(block: Block, language: str) -> str:
    match block:
        case Paragraph(inlines):
            return _inlines(inlines)
        case Heading(level, inlines):
            return f"{'#' * level} {_inlines(inlines)}"
        case Quotation(paragraphs, attribution):
            return "\n".join(_quoted(paragraphs, attribution, language))
        case ItemList():
            return "\n".join(_items(block, language))
        case Table(header, rows):
            return "\n".join(_table(header, rows))
        case Image(file, alt, caption, credit):
            title = f' "{_in_quotes(caption)}"' if caption else ""
            by = f'{{credit="{_in_quotes(credit)}"}}' if credit else ""
            return f"![{escape_markdown(alt)}](<{file}>{title}){by}"


def _inlines(inlines: Iterable[Inline]) -> str:
    return "".join(map(_inline, inlines))


def _inline(inline: Inline) -> str:
    match inline:
        case Words(text):
            return _words(text)
        case LineBreak():
            return "\\\n"
        case Emphasis(inner):
            return _around("*", _inlines(inner))
        case Strong(inner):
            return _around("**", _inlines(inner))
        case Foreign(language, inner):
            return f"[{_inlines(inner)}]{{lang={language}}}"
        case Link(target, inner):
            return f"[{_inlines(inner)}](<{target}>)"


def _words(text: str) -> str:
    """Return escaped words with the white space at their ends, which escaping alone does not keep."""
    lead = text[: len(text) - len(text.lstrip())]
    tail = text[len(text.rstrip()) :] if text.strip() else ""
    return f"{lead}{escape_markdown(text.strip())}{tail}"


def _around(mark: str, text: str) -> str:
    """Put marks around text; white space at its ends stays outside, or they would be none."""
    inner = text.strip()
    start = text.index(inner) if inner else 0
    return f"{text[:start]}{mark}{inner}{mark}{text[start + len(inner) :]}" if inner else text


def _quoted(paragraphs: Sequence[Inlines], attribution: Attribution | None, language: str) -> Iterator[str]:
    for number, words in enumerate(paragraphs):
        if number:
            yield ">"
        yield from (f"> {line}" for line in _inlines(words).split("\n"))
    if attribution is not None:
        said = comma_of(language).join(part for part in (attribution.name, attribution.title) if part)
        spoken = f" {{spoken_in={attribution.spoken_in}}}" if attribution.spoken_in else ""
        yield f"> — {escape_markdown(said)}{spoken}"


def _items(block: ItemList, language: str) -> Iterator[str]:
    for number, item in enumerate(block.items, block.start):
        mark = f"{number}. " if block.ordered else "- "
        inner = "\n\n".join(_block(one, language) for one in item)
        lines = inner.split("\n")
        yield f"{mark}{lines[0]}"
        yield from (f"{' ' * len(mark)}{line}" if line else "" for line in lines[1:])


def _table(header: Sequence[Inlines], rows: Sequence[Sequence[Inlines]]) -> Iterator[str]:
    yield _row(header)
    yield _row_of(["---"] * len(header))
    yield from map(_row, rows)


def _row(cells: Sequence[Inlines]) -> str:
    return _row_of([" ".join(_inlines(cell).split("\n")) for cell in cells])


def _row_of(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _in_quotes(text: str) -> str:
    return escape_markdown(text).replace('"', '\\"')
