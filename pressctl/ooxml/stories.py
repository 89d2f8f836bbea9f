"""The stories of a Word document: the body, and what stands in headers, footers and notes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pressctl.ooxml.names import w

if TYPE_CHECKING:
    from pressctl.ooxml.package import WordPackage

_KINDS = ("header", "footer", "footnotes", "endnotes")
NOTES = {"footnotes": w("footnote"), "endnotes": w("endnote")}
"""Kind of part → the element that is one note."""


def story_parts(package: WordPackage) -> Iterator[tuple[str, str]]:
    """Yield kind and part of every story beside the body: headers, footers, then notes; each part once."""
    seen = {package.main}
    relations = package.relations(package.main)
    for kind in _KINDS:
        for target in sorted(one.target for one in relations if one.kind == kind and not one.external):
            if target in package and target not in seen:
                seen.add(target)
                yield kind, target


def part_of(package: WordPackage, kind: str) -> str | None:
    """Return the part of this kind that the document needs: `comments`, `styles`, `commentsExtended`."""
    found = (one.target for one in package.relations(package.main) if one.kind == kind and not one.external)
    return next((target for target in found if target in package), None)
