"""Where a release's front matter names somebody on file, so that a key can be renamed everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pressctl.frozen import Frozen
from pressctl.source.front_matter.yaml_nodes import ListNode, MapNode, Node, ScalarNode
from pressctl.source.parts import read_matter

ORGANISATIONS = frozenset({"organisers", "boilerplates", "project.lead", "project.funders", "copy_to"})
PEOPLE = frozenset({"speakers", "contacts"})
_NUMBER = re.compile(r"\[\d+\]")


class Reference(Frozen):
    """One place that names an organisation or a person by key or by name."""

    where: str
    """`organisers[2]`."""
    path: str
    """The same without numbers; of a key in a map, the map's."""
    name: str
    """What stands there."""
    start: int
    end: int
    """Code points, quotation marks included."""
    line: int


def references(text: str) -> tuple[Reference, ...]:
    """Return every text and every key in the front matter that could name somebody; `path` says which do.

    Raises:
        BadInput: the text is no release file, or its front matter cannot be read.
    """
    return tuple(_walk("", read_matter(text)[0]))


def renamed(text: str, found: Reference, new: str) -> str:
    """Return the text with the key at one place replaced; its quotation marks stay."""
    old = text[found.start : found.end]
    return text[: found.start] + old.replace(found.name.strip(), new, 1) + text[found.end :]


def _walk(path: str, node: Node) -> Iterator[Reference]:
    match node:
        case ScalarNode():
            yield _reference(path, path, node)
        case ListNode(items):
            for number, item in enumerate(items, 1):
                yield from _walk(f"{path}[{number}]", item)
        case MapNode(entries):
            for entry in entries:
                inner = f"{path}.{entry.key.value}" if path else entry.key.value
                if path.startswith("fields"):
                    yield _reference(inner, f"{path}.*", entry.key)
                yield from _walk(inner, entry.value)


def _reference(where: str, path: str, node: ScalarNode) -> Reference:
    return Reference(
        where, _NUMBER.sub("", path), node.value, node.start.offset, node.end.offset, node.start.line
    )  # fmt: skip
