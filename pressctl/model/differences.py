"""Where two editions of a release differ, from their canonical JSON: an approval knows its words by that alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from pressctl.model.approval import Difference
from pressctl.model.digest import NOT_BOUND, Json
from pressctl.model.pairing import alike

_BLOCKS = frozenset({"body", "notes"})
_LIKE = 0.4
"""How like each other two blocks must be, from 0 to 1, to be taken for the same at other places."""
_MOST_PAIRS = 2500
_KINDS = {
    "Paragraph": "paragraph",
    "Heading": "heading",
    "ItemList": "list",
    "Table": "table",
    "Image": "picture",
}
_NAMES = {"fields": "a field of the kind", "media": "photographs", "boilerplates": "boilerplates"}


def differences(before: Json, after: Json) -> tuple[Difference, ...]:
    """Return where two editions differ in what an approval binds to, in the order of a release.

    Args:
        before: an edition in canonical form (`model/digest.py`), as it was.
        after: as it is.
    """
    old, new = _table(before), _table(after)
    names = dict.fromkeys((*_ORDER, *sorted(old.keys() | new.keys())))
    return tuple(
        found
        for name in names
        if name not in NOT_BOUND and name != "is" and old.get(name) != new.get(name)
        for found in _of_field(name, old.get(name), new.get(name))
    )


_ORDER = ("headline", "subheadline", "subject", "dateline", "body", "event", "organisers", "project", "speakers")


def words_of(value: Json) -> str:
    """Return the words of a canonical value, parts of a block separated by a blank."""
    if isinstance(value, dict):
        return _words_of_table(value)
    if isinstance(value, list):
        return " ".join(filter(None, map(words_of, value)))
    return "" if value is None or isinstance(value, bool) else str(value)


def _words_of_table(table: Mapping[str, Json]) -> str:
    match table:
        case {"is": "Words", "text": str(text)}:
            return text
        case {"is": "LineBreak"}:
            return " "
        case {"inlines": list(inlines)}:
            return "".join(map(words_of, inlines))
        case {"is": "Quotation", "paragraphs": list(paragraphs), "attribution": attribution}:
            said = ["".join(map(words_of, one)) for one in _lists(paragraphs)]
            return " ".join(filter(None, (*said, words_of(attribution))))
        case {"is": "Attribution", "name": name, "title": title}:
            return ", ".join(filter(None, (words_of(name), words_of(title))))
        case _:
            return " ".join(filter(None, (words_of(item) for key, item in table.items() if key not in {"is", "key"})))


_MARKS = {"Strong": "**", "Emphasis": "*"}


def _marked_words_of(value: Json) -> str:
    """Return the words of a block with the signs of its bold and stressed words and its links, as Markdown has them."""
    match value:
        case {"is": "Emphasis" | "Strong" as kind, "inlines": inner}:
            return f"{_MARKS[kind]}{_marked_words_of(inner)}{_MARKS[kind]}"
        case {"is": "Link", "target": target, "inlines": inner}:
            return f"[{_marked_words_of(inner)}]({words_of(target)})"
        case {"is": "Words" | "LineBreak"}:
            return words_of(value)
        case list():
            return "".join(map(_marked_words_of, value))
        case {**table}:
            parts = (_marked_words_of(item) for key, item in table.items() if isinstance(item, list | dict))
            return " ".join(filter(None, parts))
    return ""


def plain_of(inlines: Json) -> str:
    """Return the words of canonical inlines as `model.text.plain` gives them."""
    match inlines:
        case list():
            return "".join(map(plain_of, inlines))
        case {"is": "LineBreak"}:
            return "\n"
        case {"text": str(text)}:
            return text
        case {"inlines": inner}:
            return plain_of(inner)
        case _:
            return ""


def _lists(value: list[Json]) -> Iterator[list[Json]]:
    return (one for one in value if isinstance(one, list))


def _table(value: Json) -> Mapping[str, Json]:
    return value if isinstance(value, dict) else {}


def _of_field(name: str, before: Json, after: Json) -> Iterator[Difference]:
    if name in _BLOCKS and isinstance(before, list) and isinstance(after, list):
        yield from _of_blocks(name, before, after)
        return
    yield Difference(_NAMES.get(name, name), words_of(before), words_of(after))


def _of_blocks(name: str, before: list[Json], after: list[Json]) -> Iterator[Difference]:
    old, new = [repr(one) for one in before], [repr(one) for one in after]
    for tag, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for gone_at, come_at in _pairs(before[first:last], after[start:end]):
            gone = before[first + gone_at] if gone_at is not None else None
            come = after[start + come_at] if come_at is not None else None
            number = start + come_at if come_at is not None else first + (gone_at or 0)
            where = _place(name, come if gone is None else gone, number + 1)
            at = start + (come_at if come_at is not None else gone_at or 0)
            block = min(at, len(after) - 1) + 1 if name == "body" else 0
            told = words_of if words_of(gone) != words_of(come) else _marked_words_of
            yield Difference(where, told(gone), told(come), block)


_Pair = tuple[int | None, int | None]


def _pairs(old: Sequence[Json], new: Sequence[Json]) -> Iterator[_Pair]:
    """Yield which block became which, in order: the likest ones; what has no like is gone, or has come."""
    gone: list[int] = []
    come: list[int] = []
    for one, other in _likest(old, new):
        if other is None and one is not None:
            gone.append(one)
        elif one is None and other is not None:
            come.append(other)
        else:
            yield from _positions(old, new, gone, come)
            gone, come = [], []
            yield one, other
    yield from _positions(old, new, gone, come)


def _positions(old: Sequence[Json], new: Sequence[Json], gone: Sequence[int], come: Sequence[int]) -> Iterator[_Pair]:
    """Yield blocks that are like none: one that stands in the place of another of its kind is that one, rewritten."""
    for one, other in zip_longest(gone, come):
        if one is None or other is None or _kind(old[one]) == _kind(new[other]):
            yield one, other
        else:
            yield one, None
            yield None, other


def _likest(old: Sequence[Json], new: Sequence[Json]) -> Iterator[_Pair]:
    """Yield the pairing of the blocks; where there are too many to compare, none is like another."""
    if len(old) * len(new) > _MOST_PAIRS:
        yield from ((one, None) for one in range(len(old)))
        yield from ((None, other) for other in range(len(new)))
    else:
        yield from alike(range(len(old)), range(len(new)), lambda one, other: _likeness(old[one], new[other]), _LIKE)


def _likeness(one: Json, other: Json) -> float:
    """Return how like two blocks are, from 0 to 1; blocks of two kinds are not."""
    if _kind(one) != _kind(other):
        return 0.0
    return SequenceMatcher(None, words_of(one).split(), words_of(other).split(), autojunk=False).ratio()


def _kind(block: Json) -> Json:
    return _table(block).get("is")


def _place(name: str, block: Json, number: int) -> str:
    table = _table(block)
    if table.get("is") == "Quotation":
        speaker = words_of(_table(table.get("attribution")).get("name"))
        said = f"the quotation by {speaker}" if speaker else "a quotation"
    else:
        said = f"{_KINDS.get(str(table.get('is')), 'block')} {number}"
    return said if name == "body" else f"{said} of the notes"
