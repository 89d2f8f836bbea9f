"""Edits of a release file that change nothing but what they are for (ADR 0003).

A value is replaced between its node's marks, a block between its span's ends; line ends, BOM, comments, key order
and quoting elsewhere survive. After each edit the text is composed again and must give exactly the new value, else
the edit is refused. Nothing here writes a file.

Paths are those that problems use: `headline`, `speakers[2].title` (numbers count from 1), `labels.dateline.place`
(a label's key contains its dots).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from pressctl.errors import BadInput
from pressctl.model.line_ends import newline_of, with_plain_line_ends
from pressctl.model.text import Block
from pressctl.source.front_matter.yaml_nodes import ListNode, MapNode, Node, Plain, ScalarNode, plain_data
from pressctl.source.front_matter.yaml_writing import (
    Value,
    flow,
    flow_scalar,
    is_given,
    list_lines,
    literal,
    map_lines,
    quoted,
    scalar,
    single_quoted,
)
from pressctl.source.parts import compose_matter, find_parts

Step: TypeAlias = str | int
"""A key, or the 0-based number of an item."""

_NUMBER = re.compile(r"\[([1-9][0-9]{0,5})\]\.?")


class EditRefused(BadInput):
    """The file cannot be changed in this way without changing something else."""


def replace_value(text: str, path: str, value: Value) -> str:
    """Return the text with the value at `path` replaced; only the old value's characters change.

    Raises:
        EditRefused: nothing stands at `path`, the text is no release file, or the value cannot stand there.
    """
    root = _root(text)
    steps, node = _find(root, path)
    if node is None:
        raise EditRefused(f'there is no "{path}" to replace')
    wanted = _with(plain_data(root), steps, _strings(value))
    start, end = node.start.offset, node.end.offset
    forms = list(_forms(text, node, value))
    # A list may begin in its key's own column; a text or a bracket there wants to be further in.
    for written in (*forms, *(f"  {form}" for form in forms)):
        space = " " if start and text[start - 1] in ":-,?" and not written.startswith((" ", "\n", "\r")) else ""
        edited = text[:start] + space + written + text[end:]
        if _reads(edited, wanted):
            return edited
    raise EditRefused(
        f'"{path}" cannot be replaced without changing what stands around it', hint="edit the file by hand"
    )


def add_key(text: str, path: str, value: Value) -> str:
    """Return the text with a new key, after the last one of the table that it belongs to.

    Tables on the way that do not exist are added; a number one beyond a list's last adds an item.

    Raises:
        EditRefused: the key is there already, or cannot be added without changing something else.
    """
    root = _root(text)
    steps, node = _find(root, path)
    if node is not None and not _nothing(node):
        raise EditRefused(f'"{path}" is there already')
    parent, depth = _deepest(root, steps)
    rest = steps[depth:]
    if not rest:
        return replace_value(text, path, value)
    wanted = _with(plain_data(root), steps, _strings(value))
    nested = _nest(rest[1:], value)
    for place, written in _additions(text, parent, rest[0], nested, top=depth == 0):
        edited = text[: place[0]] + written + text[place[1] :]
        if _reads(edited, wanted):
            return edited
    raise EditRefused(f'"{path}" cannot be added without changing what stands around it', hint="edit the file by hand")


def replace_block(text: str, block: Block, new_markdown: str) -> str:
    """Return the text with one block of the body replaced by Markdown, which may be empty.

    The file's line ends are used. Whether the Markdown is one block is the caller's business.
    """
    written = with_plain_line_ends(new_markdown.strip("\r\n")).replace("\n", newline_of(text))
    return text[: block.span.start] + written + text[block.span.end :]


# Finding -----------------------------------------------------------------------------------------------------


def _root(text: str) -> MapNode:
    composed = _compose(text)
    if composed is None:
        raise EditRefused("the front matter has problems of its own", hint="mend them first")
    return composed


def _compose(text: str) -> MapNode | None:
    layout = find_parts(text)
    if layout is None:
        return None
    composed = compose_matter(text, layout)
    return composed.root if isinstance(composed.root, MapNode) and not composed.problems else None


def _reads(edited: str, wanted: Plain) -> bool:
    root = _compose(edited)
    return root is not None and plain_data(root) == wanted


def _find(root: MapNode, path: str) -> tuple[list[Step], Node | None]:
    """Return the steps that `path` takes through the nodes, and what stands at its end."""
    steps: list[Step] = []
    node: Node | None = root
    rest = path
    while rest:
        if number := _NUMBER.match(rest):
            step: Step = int(number[1]) - 1
            rest = rest[number.end() :]
        else:
            step, rest = _key(node, rest, labels=steps == ["labels"])
        steps.append(step)
        node = _child(node, step)
    return steps, node


def _key(node: Node | None, rest: str, *, labels: bool) -> tuple[str, str]:
    """Part a path into its next key and the rest: the longest key that is there, else up to the next dot."""
    known = node.keys() if isinstance(node, MapNode) else ()
    fitting = [key for key in known if rest == key or rest.startswith((f"{key}.", f"{key}["))]
    if fitting:
        key = max(fitting, key=len)
    elif labels:
        key = rest
    else:
        key = re.split(r"[.\[]", rest, maxsplit=1)[0] or rest
    return key, rest[len(key) :].removeprefix(".")


def _child(node: Node | None, step: Step) -> Node | None:
    if isinstance(node, MapNode) and isinstance(step, str):
        return node.get(step)
    if isinstance(node, ListNode) and isinstance(step, int):
        return node.items[step] if step < len(node.items) else None
    return None


def _deepest(root: MapNode, steps: Sequence[Step]) -> tuple[Node, int]:
    """Return the last thing on the way that exists, and how many steps it is from the root."""
    node: Node = root
    for depth, step in enumerate(steps):
        child = _child(node, step)
        if child is None:
            return node, depth
        node = child
    return node, len(steps)


def _nothing(node: Node) -> bool:
    return isinstance(node, ScalarNode) and not node.style and not node.value


# Expecting ---------------------------------------------------------------------------------------------------


def _strings(value: Value) -> Plain:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Mapping():
            return {str(key): _strings(item) for key, item in value.items() if is_given(item)}
        case str():
            return value
        case Sequence():
            return [_strings(item) for item in value if is_given(item)]
        case _:
            return str(value)


def _with(data: Plain, steps: Sequence[Step], value: Plain) -> Plain:
    """Return the data with `value` at the end of the steps, tables and lists on the way added."""
    if not steps:
        return value
    first, rest = steps[0], steps[1:]
    if isinstance(first, str):
        table = dict(data) if isinstance(data, dict) else {}
        return {**table, first: _with(table.get(first, ""), rest, value)}
    items = list(data) if isinstance(data, list) else []
    if first < len(items):
        return [*items[:first], _with(items[first], rest, value), *items[first + 1 :]]
    if first > len(items):
        raise EditRefused(f"the list has {len(items)} items; the next is number {len(items) + 1}")
    return [*items, _with("", rest, value)]


def _nest(steps: Sequence[Step], value: Value) -> Value:
    for step in reversed(steps):
        if isinstance(step, str):
            value = {step: value}
        elif step == 0:
            value = [value]
        else:
            raise EditRefused("a new list begins with its first item")
    return value


# Writing -----------------------------------------------------------------------------------------------------


def _forms(text: str, node: Node, value: Value) -> Iterator[str]:
    """Yield ways to write the value where the node stands, the most natural first."""
    newline = newline_of(text)
    match node, value:
        case ScalarNode(style="|" | ">"), str():
            yield from _literal(text, node, value, newline)
        case ScalarNode(style='"'), str():
            yield quoted(value)
        case ScalarNode(style="'"), str():
            yield single_quoted(value) or quoted(value)
        case (MapNode(flow=False), Mapping()) | (ListNode(flow=False), list() | tuple()):
            indent = " " * (node.start.column - 1)
            lines = _block_lines(value)
            if lines:
                yield _indented(lines, indent, newline)[len(indent) :]
        case _:
            pass
    if isinstance(value, str):
        yield scalar(value)
        yield flow_scalar(value)
        yield quoted(value)
    elif value is None:
        yield '""'
    else:
        yield flow(value)


def _block_lines(value: Value) -> list[str]:
    match value:
        case Mapping():
            return list(map_lines(value))
        case list() | tuple():
            return list(list_lines(value))
        case _:
            return []


def _literal(text: str, node: ScalarNode, value: str, newline: str) -> Iterator[str]:
    """Yield a literal that is indented as the old one was."""
    lines = literal(value)
    old = re.search(r"[\r\n]( +)\S", text[node.start.offset : node.end.offset])
    if lines and old:
        yield newline.join([lines[0], *(old[1] + line[2:] if line else "" for line in lines[1:])])


def _indented(lines: Sequence[str], indent: str, newline: str) -> str:
    return newline.join(indent + line if line else "" for line in lines)


def _additions(
    text: str, parent: Node, step: Step, value: Value, *, top: bool
) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield ((start, end), what to write there) for ways to add to `parent`."""
    table: Mapping[str, Value] = {step: value} if isinstance(step, str) else {}
    inside = flow(table)[1:-1] if table else flow(value)
    lines = list(map_lines(table) if table else list_lines([value]))
    newline = newline_of(text)
    match parent:
        case MapNode(flow=True) | ListNode(flow=True):
            end = parent.end.offset - 1
            filled = parent.entries if isinstance(parent, MapNode) else parent.items
            yield (end, end), f", {inside}" if filled else inside
            yield (end, end), inside
        case MapNode() | ListNode():
            indent = " " * (parent.start.column - 1)
            block = _indented(lines, indent, newline)
            for place in _ends(text, parent, top=top):
                yield (place, place), (block + newline if text[place - 1 : place] in {"\n", "\r"} else newline + block)
        case ScalarNode() if _nothing(parent):
            start = parent.start.offset
            column = len(re.match(r"[ \-]*", text[_line_start(text, start) : start])[0])  # type: ignore[index] # matches always
            yield (start, start), newline + _indented(lines, " " * (column + 2), newline)
            yield (start, start), f" {flow(table or [value])}"
        case _:
            return


def _ends(text: str, parent: MapNode | ListNode, *, top: bool) -> Iterator[int]:
    """Yield places after the last entry of a block: the start of the next line, the end of the front matter."""
    following = re.compile(r"\r\n?|\n").search(text, parent.end.offset)
    if following:
        yield following.end()
    layout = find_parts(text)
    if top and layout is not None:
        yield layout.matter[1]


def _line_start(text: str, offset: int) -> int:
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
