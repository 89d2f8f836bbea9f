"""The blocks of a text → their places on a sheet, with the words that the layout puts to them."""

from __future__ import annotations

from pressctl.export.sheet import Placed
from pressctl.frozen import replace
from pressctl.language.labels import Labels
from pressctl.language.names import language_name
from pressctl.model.text import Attribution, Block, Heading, Image, ItemList, Quotation


def placed(path: str, blocks: tuple[Block, ...], labels: Labels) -> tuple[Placed, ...]:
    """Return the blocks of a text, each with the place under `path` by which a changed word is led back to it."""
    ready = _levelled(_with_labels(blocks, labels))
    return tuple(Placed(f"{path}[{number}]", block) for number, block in enumerate(ready, 1))


def _levelled(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks with headings that count from 1 without a gap: `##` and `####` alone become 1 and 2.

    Nobody has to know on which level a body begins, and headings of one level look alike in every format.
    """
    levels = sorted({block.level for block in blocks if isinstance(block, Heading)})
    ranks = {level: rank for rank, level in enumerate(levels, 1)}
    return tuple(replace(block, level=ranks[block.level]) if isinstance(block, Heading) else block for block in blocks)


def _with_labels(blocks: tuple[Block, ...], labels: Labels) -> tuple[Block, ...]:
    """Return the blocks with the label before every picture's credit (`Photo: …`), and behind translated words."""
    return tuple(_with_label(block, labels) for block in blocks)


def _with_label(block: Block, labels: Labels) -> Block:
    match block:
        case Image(credit=str(credit)) if credit:
            return replace(block, credit=labels.photo_credit.format(credit=credit))
        case Quotation(attribution=Attribution(spoken_in=str(spoken)) as attribution) if spoken != labels.language:
            return replace(block, attribution=_translated(attribution, spoken, labels))
        case ItemList(items=items):
            return replace(block, items=tuple(_with_labels(item, labels) for item in items))
        case _:
            return block


def _translated(attribution: Attribution, spoken: str, labels: Labels) -> Attribution:
    """Return the attribution with the language that the words were said in: `…, Press Officer (translated from …)`."""
    note = labels.spoken_in.format(language=language_name(spoken, labels.language))
    return replace(attribution, title=f"{attribution.title} ({note})" if attribution.title else note)
