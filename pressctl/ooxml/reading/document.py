"""A whole document read: body, then headers, footers and notes, then the comments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from pressctl.ooxml.names import w
from pressctl.ooxml.reading.comments import read_comments
from pressctl.ooxml.reading.fields import Fields, Filled
from pressctl.ooxml.reading.lines import ReadDocument
from pressctl.ooxml.reading.walk import Walk
from pressctl.ooxml.stories import NOTES, part_of, story_parts

if TYPE_CHECKING:
    from lxml.etree import _Element

    from pressctl.ooxml.package import WordPackage

_UNREAD_NOTES = frozenset({"separator", "continuationSeparator", "continuationNotice"})


def read_document(package: WordPackage, sent: Sequence[Filled] = ()) -> ReadDocument:
    """Read a document as lines.

    Args:
        package: the document.
        sent: the fields of the copy that it began as which word processors fill in: theirs are the words that count.

    Raises:
        BadInput: a part is damaged.
    """
    styles = _Styles(package)
    words: dict[str, list[str]] = {}
    for one in sent:
        words.setdefault(one.kind, []).append(one.words)
    walk = Walk(styles, Fields(words))
    body = package.document().find(w("body"))
    if body is not None:
        walk.story(body, "body")
    for name, root in _other_stories(package):
        walk.story(root, name, walk.sign_of(root))
    return ReadDocument(walk.lines, read_comments(package), walk.fields.filled, walk.ignored, styles)


def _other_stories(package: WordPackage) -> Iterator[tuple[str, _Element]]:
    numbers: dict[str, int] = {}
    for kind, part in story_parts(package):
        root = package.tree(part)
        notes = [root] if kind not in NOTES else [one for one in root.findall(NOTES[kind]) if _is_note(one)]
        name = kind.removesuffix("s")
        for one in notes:
            numbers[name] = numbers.get(name, 0) + 1
            yield f"{name}{numbers[name]}", one


def _is_note(note: _Element) -> bool:
    return note.get(w("type")) not in _UNREAD_NOTES


class _Styles(Mapping[str, str]):
    """Names of styles by their ids, read when the first is asked for: most documents are read without."""

    def __init__(self, package: WordPackage) -> None:
        self._package = package

    @cached_property
    def _names(self) -> dict[str, str]:
        part = part_of(self._package, "styles")
        names = {}
        for style in self._package.tree(part).iter(w("style")) if part else ():
            name = style.find(w("name"))
            names[style.get(w("styleId")) or ""] = (name.get(w("val")) or "") if name is not None else ""
        return names

    def __getitem__(self, key: str) -> str:
        return self._names[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def identifiers(package: WordPackage) -> frozenset[str]:
    """Return the values of a document's own properties, and its Dublin Core identifier."""
    found = set()
    for relation in package.relations(""):
        if relation.kind in {"custom-properties", "core-properties"} and relation.target in package:
            for one in package.tree(relation.target).iter():
                last = one.tag.rpartition("}")[2]
                if one.text and (relation.kind == "custom-properties" or last == "identifier"):
                    found.add(one.text.strip())
    return frozenset(found)
