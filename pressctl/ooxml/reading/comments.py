"""Remarks beside the text: who, when, what, to which one it replies, and whether it is settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressctl.ooxml.names import w, w14, w15
from pressctl.ooxml.reading.lines import ReadComment
from pressctl.ooxml.stories import part_of

if TYPE_CHECKING:
    from lxml.etree import _Element

    from pressctl.ooxml.package import WordPackage


def read_comments(package: WordPackage) -> list[ReadComment]:
    """Return the comments in the order of the file."""
    part = part_of(package, "comments")
    if part is None:
        return []
    extended = part_of(package, "commentsExtended")
    about = {}
    for one in package.tree(extended).iter(w15("commentEx")) if extended else ():
        about[one.get(w15("paraId"))] = (one.get(w15("paraIdParent")), one.get(w15("done")) in {"1", "true"})
    comments = package.tree(part).findall(w("comment"))
    paragraphs = {para: one.get(w("id")) or "" for one in comments for para in _paragraph_ids(one)}
    return [_comment(one, about, paragraphs) for one in comments]


def _paragraph_ids(comment: _Element) -> list[str]:
    return [para for one in comment.iter(w("p")) if (para := one.get(w14("paraId")))]


def _comment(
    comment: _Element, about: dict[str | None, tuple[str | None, bool]], paragraphs: dict[str, str]
) -> ReadComment:
    known = [about[para] for para in _paragraph_ids(comment) if para in about]
    parent, done = known[-1] if known else (None, False)
    text = ["".join(_words(one)) for one in comment.iter(w("p"))]
    return ReadComment(
        comment.get(w("id")) or "",
        comment.get(w("author")) or "",
        comment.get(w("date")) or "",
        "\n".join(text).strip(),
        done,
        paragraphs.get(parent) if parent else None,
    )


def _words(paragraph: _Element) -> list[str]:
    said = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n"}
    parts = paragraph.iter(w("t"), *said)
    return [said.get(part.tag) or part.text or "" for part in parts if _is_running(part)]


def _is_running(part: _Element) -> bool:
    above = part.getparent()
    return above is not None and above.tag == w("r")
