"""The door to markdown-it: which of its rules are on, and its flat tokens as a tree."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from pressctl.frozen import Changing, field

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

ATTRIBUTION = re.compile(r"\s*(?:--+|[\u2012-\u2015])\s*")
"""The dash that begins the line under a quotation; a space that is kept together may stand before it."""

_TO_THE_CHECK = re.compile(r"<!--[ \t]*pressctl:[^\r\n]*?-->")


def without_asides(text: str) -> str:
    """Return the text with blanks for what speaks to the check: `<!-- pressctl: ignore NAM001 -->`."""
    return _TO_THE_CHECK.sub(lambda asked: " " * len(asked[0]), text)


@cache
def parser_of_releases() -> MarkdownIt:
    """Return the parser: CommonMark with tables and attributes, without HTML, code and reference definitions."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.attrs import attrs_plugin

    class Release(MarkdownIt):
        """CommonMark with targets as they were written: what is wrong with one is said, not hidden."""

        def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
            return True

        def normalizeLink(self, url: str) -> str:  # noqa: N802 - the library's name
            return url

        def normalizeLinkText(self, link: str) -> str:  # noqa: N802 - the library's name
            return link

    parser = Release("commonmark", {"html": False})
    parser.enable("table")
    parser.disable(["html_block", "html_inline", "code", "fence", "backticks", "reference", "lheading"])
    attrs_plugin(parser, spans=True, after=("image",))
    return parser


class TokenNode(Changing):
    """A token with what stands between it and its closing one."""

    token: Token
    children: list[TokenNode] = field(default_factory=list)

    @property
    def type(self) -> str:
        """The token's type without `_open`."""
        return self.token.type.removesuffix("_open")


def token_tree(tokens: Iterable[Token]) -> list[TokenNode]:
    """Return the top tokens, each with those between it and its end."""
    top: list[TokenNode] = []
    stack: list[list[TokenNode]] = [top]
    for token in tokens:
        if token.nesting < 0:
            stack.pop()
            continue
        node = TokenNode(token)
        stack[-1].append(node)
        if token.nesting > 0:
            stack.append(node.children)
    return top


def depth_of(tokens: Iterable[Token]) -> int:
    """Return how deep the tokens stand inside each other."""
    deepest = depth = 0
    for token in tokens:
        depth += token.nesting
        deepest = max(deepest, depth)
    return deepest
