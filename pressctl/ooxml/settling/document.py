"""A whole document with all its tracked changes accepted, or all rejected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pressctl.ooxml.names import w, w14
from pressctl.ooxml.settling.leftovers import references, sweep_comment_ranges
from pressctl.ooxml.settling.properties import CHANGES, settle_properties
from pressctl.ooxml.settling.story import settle
from pressctl.ooxml.settling.tables import CELL_CHANGES
from pressctl.ooxml.settling.way import TRACKED
from pressctl.ooxml.stories import NOTES, part_of, story_parts

if TYPE_CHECKING:
    from lxml.etree import _Element

    from pressctl.ooxml.package import WordPackage
    from pressctl.ooxml.settling.way import Way


def resolved(package: WordPackage, way: Way) -> bytes:
    """Return the document without tracked changes: in its body, tables, text boxes, headers, footers and notes.

    Comments stay, unless the words that they were about are gone.

    Raises:
        BadInput: a part is damaged.
    """
    trees = {package.main: package.document()}
    kinds = {part: kind for kind, part in story_parts(package)}
    trees |= {part: package.tree(part) for part in kinds}
    comments = part_of(package, "comments")
    if comments:
        trees[comments] = package.tree(comments)
    before = {tag: references(trees.values(), tag) for tag in _REFERENCES}
    for tree in trees.values():
        settle(tree, way)
    _drop_notes(trees, kinds, before)
    _drop_comments(package, trees, comments, before["commentReference"])
    for kind, settling in _BESIDE_STORIES.items():
        part = part_of(package, kind)
        if part:
            trees[part] = package.tree(part)
            settling(trees[part], way)
    return package.with_parts({part: written(tree) for part, tree in trees.items()})


def tracked_marks(package: WordPackage) -> int:
    """Return how many marks of tracked changes the document holds: a change that spans two paragraphs has two."""
    beside = [part for kind in ("comments", *_BESIDE_STORIES) if (part := part_of(package, kind))]
    parts = [package.main, *(part for _, part in story_parts(package)), *beside]
    return sum(1 for part in parts for _ in package.tree(part).iter(*TRACKED, *CHANGES, *CELL_CHANGES))


_BESIDE_STORIES: Final = {"glossaryDocument": settle, "styles": settle_properties, "numbering": settle_properties}
"""What is settled beside the stories: the building blocks, such as the words that a control shows while it is empty,
whose notes are their own; and formatting."""
_REFERENCES = ("footnoteReference", "endnoteReference", "commentReference")


def _drop_notes(trees: dict[str, _Element], kinds: dict[str, str], before: dict[str, frozenset[str]]) -> None:
    """Remove the notes whose numbers went from the text."""
    for part, kind in kinds.items():
        if kind not in NOTES:
            continue
        tag = f"{kind[:-1]}Reference"
        gone = before[tag] - references(trees.values(), tag)
        for note in trees[part].findall(NOTES[kind]):
            if note.get(w("id")) in gone:
                trees[part].remove(note)


def _drop_comments(package: WordPackage, trees: dict[str, _Element], part: str | None, before: frozenset[str]) -> None:
    """Remove the comments that went with the words they were about, their ranges and what Word 2012 notes of them."""
    gone = before - references(trees.values(), "commentReference")
    if not gone or part is None:
        return
    for tree in trees.values():
        sweep_comment_ranges(tree, gone)
    paragraphs = set()
    for comment in trees[part].findall(w("comment")):
        if comment.get(w("id")) in gone:
            paragraphs |= {one.get(w14("paraId")) for one in comment.iter(w("p"))}
            trees[part].remove(comment)
    _drop_what_is_noted_of(package, trees, paragraphs)


def _drop_what_is_noted_of(package: WordPackage, trees: dict[str, _Element], paragraphs: set[str | None]) -> None:
    """Remove what later Words note of comments beside them: by their paragraphs, and by an id of its own."""
    durable: set[str | None] = set()
    for kind, named, known in (
        ("commentsExtended", "paraId", paragraphs),
        ("commentsIds", "paraId", paragraphs),
        ("commentsExtensible", "durableId", durable),
    ):
        part = part_of(package, kind)
        if part is None:
            continue
        trees[part] = package.tree(part)
        for note in list(trees[part]):
            said = {str(key).rpartition("}")[2]: str(value) for key, value in note.attrib.items()}
            if said.get(named) in known - {None}:
                durable.add(said.get("durableId"))
                trees[part].remove(note)


def written(tree: _Element) -> bytes:
    """Return a part as Word writes it."""
    from lxml import etree

    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
