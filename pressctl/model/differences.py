"""Where two editions of a release differ, from their canonical JSON: an approval knows its words by that alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from pressctl.model.approval import Difference
from pressctl.model.digest import NOT_BOUND, Json

_BLOCKS = frozenset({"body", "notes"})
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
        for number in range(max(last - first, end - start)):
            gone = before[first + number] if first + number < last else None
            come = after[start + number] if start + number < end else None
            where = _place(
                name, gone if gone is not None else come, (first if gone is not None else start) + number + 1
            )
            block = min(start + number, len(after) - 1) + 1 if name == "body" else 0
            yield Difference(where, words_of(gone), words_of(come), block)


def _place(name: str, block: Json, number: int) -> str:
    table = _table(block)
    if table.get("is") == "Quotation":
        speaker = words_of(_table(table.get("attribution")).get("name"))
        said = f"the quotation by {speaker}" if speaker else "a quotation"
    else:
        said = f"{_KINDS.get(str(table.get('is')), 'block')} {number}"
    return said if name == "body" else f"{said} of the notes"
