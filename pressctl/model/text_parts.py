"""A block as the pieces that somebody translates one by one, and the block again with other words in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pressctl.frozen import replace
from pressctl.model.text import (
    Attribution,
    Block,
    Heading,
    Image,
    Inline,
    ItemList,
    Paragraph,
    Quotation,
    Table,
    Words,
)

Inlines = tuple[Inline, ...]


def parts(block: Block) -> dict[str, Inlines]:
    """Return the words of a block by where they stand in it: `""` for a paragraph, `paragraph2`, `item1`, `r2c1`."""
    return dict(_parts(block))


def with_parts(block: Block, said: Mapping[str, Inlines]) -> Block:
    """Return the block with other words in the parts that are given."""
    match block:
        case Paragraph() | Heading():
            return replace(block, inlines=said.get("", block.inlines))
        case Quotation(paragraphs, attribution):
            words = tuple(said.get(f"paragraph{n}", one) for n, one in enumerate(paragraphs, 1))
            return replace(block, paragraphs=words, attribution=_attribution(attribution, said))
        case ItemList(items=items):
            return replace(block, items=tuple(_item(item, _below(said, f"item{n}")) for n, item in enumerate(items, 1)))
        case Table(header, rows):
            first, *rest = (
                tuple(said.get(f"r{n}c{column}", cell) for column, cell in enumerate(row, 1))
                for n, row in enumerate((header, *rows), 1)
            )
            return replace(block, header=first, rows=tuple(rest))
        case Image(alt=alt, caption=caption):
            return replace(block, alt=_line(said, "alt", alt) or "", caption=_line(said, "caption", caption))


def _parts(block: Block) -> Iterator[tuple[str, Inlines]]:
    match block:
        case Paragraph(inlines) | Heading(_, inlines):
            yield "", inlines
        case Quotation(paragraphs, attribution):
            yield from ((f"paragraph{number}", words) for number, words in enumerate(paragraphs, 1))
            if attribution is not None:
                yield "attribution.name", (Words(attribution.name),)
                if attribution.title:
                    yield "attribution.title", (Words(attribution.title),)
        case ItemList(items=items):
            for number, item in enumerate(items, 1):
                yield from _of_item(f"item{number}", item)
        case Table(header, rows):
            for number, row in enumerate((header, *rows), 1):
                yield from ((f"r{number}c{column}", cell) for column, cell in enumerate(row, 1))
        case Image(alt=alt, caption=caption):
            yield from ((name, (Words(words),)) for name, words in (("alt", alt), ("caption", caption)) if words)


def _of_item(path: str, item: tuple[Block, ...]) -> Iterator[tuple[str, Inlines]]:
    for number, block in enumerate(item, 1):
        if number == 1 and isinstance(block, Paragraph):
            yield path, block.inlines
        else:
            yield from ((_joined(f"{path}.block{number}", name), words) for name, words in _parts(block))


def _item(item: tuple[Block, ...], said: Mapping[str, Inlines]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for number, block in enumerate(item, 1):
        first = number == 1 and isinstance(block, Paragraph)
        own = {"": said[""]} if first and "" in said else {} if first else _below(said, f"block{number}")
        blocks.append(with_parts(block, own))
    return tuple(blocks)


def _below(said: Mapping[str, Inlines], path: str) -> dict[str, Inlines]:
    """Return what stands under a path, by the rest of its path."""
    return {
        name[len(path) :].removeprefix("."): words
        for name, words in said.items()
        if name == path or name.startswith(f"{path}.")
    }


def _attribution(attribution: Attribution | None, said: Mapping[str, Inlines]) -> Attribution | None:
    if attribution is None:
        return None
    name = _line(said, "attribution.name", attribution.name) or attribution.name
    return replace(attribution, name=name, title=_line(said, "attribution.title", attribution.title))


def _line(said: Mapping[str, Inlines], name: str, known: str | None) -> str | None:
    from pressctl.model.text import plain

    return " ".join(plain(said[name]).split()) if name in said else known


def _joined(path: str, name: str) -> str:
    return f"{path}.{name}" if name else path
