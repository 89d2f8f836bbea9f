"""The two parts of a release file's text: front matter between its fences, and the body below."""

from __future__ import annotations

import re

from pressctl.errors import BadInput
from pressctl.frozen import Frozen
from pressctl.source.characters import Lines
from pressctl.source.front_matter.yaml_nodes import Composed, MapNode, compose

_OPENING = re.compile(r"\ufeff?---[ \t]*(?:\r\n?|\n|$)")
_CLOSING = re.compile(r"(?<=[\r\n])---[ \t]*(?:\r\n?|\n|\Z)")


class Layout(Frozen):
    """Where the two parts of a release file stand, in code points."""

    matter: tuple[int, int]
    """The front matter without its fences."""
    body: int
    """Where the body begins; it goes on to the end."""


def find_parts(text: str) -> Layout | None:
    """Return where front matter and body stand, or nothing where the text does not begin with front matter."""
    opening = _OPENING.match(text)
    if opening is None:
        return None
    closing = _CLOSING.search(text, opening.end())
    return Layout((opening.end(), closing.start()), closing.end()) if closing else None


def begins_with_front_matter(text: str) -> bool:
    """Say whether the first line is a fence; whether there is a second one is another matter."""
    return _OPENING.match(text) is not None


def compose_matter(text: str, layout: Layout) -> Composed:
    """Return the front matter as nodes, their places counted from the beginning of the text."""
    start, end = layout.matter
    return compose(text[start:end], path="", line=Lines.of(text[: start + 1]).place(start)[0], offset=start)


def read_matter(text: str) -> tuple[MapNode, int]:
    """Return the front matter of a release file's text, and where its body begins.

    Raises:
        BadInput: the text is no release file, or its front matter cannot be read.
    """
    layout = find_parts(text)
    if layout is None:
        raise BadInput("this is no release file: it does not begin with front matter")
    composed = compose_matter(text, layout)
    if not isinstance(composed.root, MapNode) or composed.problems:
        raise BadInput("the front matter has problems of its own", problems=composed.problems)
    return composed.root, layout.body
