"""Markdown → the blocks of the document tree, or what is wrong with it.

Of CommonMark a release carries paragraphs, headings, lists, quotations, tables, images that stand alone, links,
emphasis and words in another language (`[Milli Məclis]{lang=az}`). What it cannot carry is a problem with its
line, never dropped. HTML, code and reference definitions are no mark-up here: they stay the characters they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from pressctl.errors import Problem
from pressctl.frozen import Changing, Frozen
from pressctl.model.characters import forbidden_character
from pressctl.model.text import (
    Attribution,
    Block,
    Emphasis,
    Foreign,
    Heading,
    Image,
    Inline,
    ItemList,
    LineBreak,
    Link,
    Paragraph,
    Quotation,
    Span,
    Strong,
    Table,
    Words,
    plain,
)
from pressctl.source.characters import Lines, forbidden_characters
from pressctl.source.markdown.link_targets import wrong_target
from pressctl.source.markdown.tokens import (
    ATTRIBUTION,
    TokenNode,
    depth_of,
    parser_of_releases,
    token_tree,
    without_asides,
)

if TYPE_CHECKING:
    from markdown_it.token import Token

_SPOKEN_IN = re.compile(r"""\s*\{\s*(?P<key>[^={}\s]*)\s*(?:=\s*(?P<q>["']?)(?P<value>[^"'{}]*)(?P=q)\s*)?\}\s*$""")
_COMMA = re.compile(r"[,\u060c\uff0c]")
_LIST_DEPTH = 5
_MARK_DEPTH = 8


class Parsed(Frozen):
    """What a Markdown text holds."""

    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...]
    """In the order of their lines."""


def parse_blocks(text: str, *, path: str, line: int = 1, offset: int = 0) -> Parsed:
    """Read Markdown.

    Args:
        text: the Markdown.
        path: the file, as problems name it.
        line: line of the file in which the text begins.
        offset: code point of the file at which the text begins; spans count from there.
    """
    problems = list(forbidden_characters(text, path=path, line=line))
    reading = _Reading(path, line, offset, Lines.of(text), problems)
    blocks = tuple(reading.blocks(token_tree(parser_of_releases().parse(without_asides(text)))))
    return Parsed(blocks, tuple(sorted(reading.problems, key=lambda problem: (problem.line or 0, problem.column or 0))))


class _Reading(Changing):
    """One text being read: where it stands, and what is wrong with it so far."""

    path: str
    line: int
    offset: int
    lines: Lines
    problems: list[Problem]

    def problem(self, row: int, message: str, hint: str | None = None) -> None:
        """Note what is wrong in the 0-based `row` of the text."""
        problem = Problem(message, self.path, row + self.line, hint=hint)
        if problem not in self.problems:
            self.problems.append(problem)

    def span(self, token: Token) -> Span:
        """Return where the token's lines stand in the file, without blank lines after them."""
        first, after = token.map or (0, 0)
        starts = self.lines.starts
        start = starts[first]
        end = starts[after] if after < len(starts) else len(self.lines.text)
        length = len(self.lines.text[start:end].rstrip(" \t\r\n"))
        return Span(self.offset + start, self.offset + start + length, self.line + first)

    # Blocks ----------------------------------------------------------------------------------------------

    def blocks(self, nodes: Sequence[TokenNode], depth: int = 0) -> Iterator[Block]:
        """Yield the blocks of a body, or of a list's item (`depth` lists down)."""
        for node in nodes:
            block = self.block(node, depth)
            if block is not None:
                yield block

    def block(self, node: TokenNode, depth: int) -> Block | None:
        row = (node.token.map or (0, 0))[0]
        if depth and node.type in {"heading", "table"}:
            self.problem(row, f"a {node.type} inside a list cannot be set", "put it before or after the list")
        match node.type:
            case "paragraph":
                return self.paragraph(node, depth)
            case "heading":
                return self.heading(node)
            case "bullet_list" | "ordered_list":
                return self.item_list(node, depth)
            case "blockquote":
                return self.quotation(node)
            case "table":
                return self.table(node)
            case "hr":
                self.problem(row, "a line across the page cannot be set", "delete it, or write a heading")
            case other:
                self.problem(row, f"{other.replace('_', ' ')} cannot be set")
        return None

    def heading(self, node: TokenNode) -> Heading:
        inlines = self.inlines(node.children[0].token)
        if not plain(inlines).strip():
            self.problem((node.token.map or (0, 0))[0], "a heading without words")
        return Heading(int(node.token.tag[1:]), inlines, self.span(node.token))

    def paragraph(self, node: TokenNode, depth: int) -> Block:
        inline = node.children[0].token
        children = inline.children or []
        if len(children) != 1 or children[0].type != "image":
            return Paragraph(self.inlines(inline), self.span(node.token))
        row = (inline.map or (0, 0))[0]
        if depth:
            self.problem(row, "an image inside a list cannot be set", "put it before or after the list")
        return self.image(children[0], row, self.span(node.token))

    def image(self, token: Token, row: int, span: Span) -> Image:
        attributes = dict(token.attrs)
        file, caption = str(attributes.pop("src", "")), str(attributes.pop("title", ""))
        credit = str(attributes.pop("credit", ""))
        attributes.pop("alt", None)
        alt = _plain_tokens(token.children or [])
        if not file.strip():
            self.problem(row, "an image without a file", 'write ![what it shows](media/file.jpg "caption")')
        for name in (*attributes, *token.meta.get("insecure_attrs", ())):
            self.problem(row, f'an image has no "{name}"', 'only {credit="…"} may follow an image')
        self.check_words(row, file, alt, caption, credit)
        return Image(file, alt, caption or None, credit or None, span)

    def item_list(self, node: TokenNode, depth: int) -> ItemList:
        row = (node.token.map or (0, 0))[0]
        if depth == _LIST_DEPTH:
            self.problem(row, f"lists inside lists go {_LIST_DEPTH} deep at most")
        items = []
        for item in node.children:
            blocks = tuple(self.blocks(item.children, depth + 1))
            if not item.children:
                self.problem((item.token.map or (row, row))[0], "an empty item in a list", "write it or delete it")
            items.append(blocks)
        ordered = node.type == "ordered_list"
        start = int(node.token.attrs.get("start", 1)) if ordered else 1
        return ItemList(ordered, start, tuple(items), self.span(node.token))

    def table(self, node: TokenNode) -> Table:
        rows: list[tuple[tuple[Inline, ...], ...]] = []
        for part in node.children:
            for row in part.children:
                rows.append(tuple(self.inlines(cell.children[0].token) for cell in row.children))
                self.check_cells(row, len(rows[0]))
        return Table(rows[0], tuple(rows[1:]), self.span(node.token))

    def check_cells(self, row: TokenNode, expected: int) -> None:
        """Note a row whose cells are not as many as the header's: the parser fills up or drops in silence."""
        from markdown_it.rules_block.table import escapedSplit

        number = (row.token.map or (0, 0))[0]
        cells = escapedSplit(self.lines.line(number + 1).strip(" \t"))
        found = len(cells) - (cells[:1] == [""]) - (len(cells) > 1 and cells[-1] == "")
        if found != expected:
            self.problem(number, f"a table row of {found} cells under a header of {expected}", "give each row as many")

    # Quotations ------------------------------------------------------------------------------------------

    def quotation(self, node: TokenNode) -> Quotation:
        span, row = self.span(node.token), (node.token.map or (0, 0))[0]
        inlines: list[Token] = []
        for child in node.children:
            if child.type == "paragraph":
                inlines.append(child.children[0].token)
            else:
                self.refuse_in_quotation(child)
        attribution: Attribution | None = None
        if inlines:
            inlines[-1:], attribution = self.attributed(inlines[-1])
        paragraphs = tuple(words for token in inlines if (words := self.inlines(token)))
        if not paragraphs:
            self.problem(row, "a quotation without words")
        return Quotation(paragraphs, attribution, span)

    def refuse_in_quotation(self, node: TokenNode) -> None:
        row = (node.token.map or (0, 0))[0]
        match node.type:
            case "blockquote":
                self.problem(
                    row, "a quotation inside a quotation cannot be set", "use quotation marks for the inner one"
                )
            case "bullet_list":
                hint = "if it names who is quoted, begin the line with a long dash: — Name, title"
                self.problem(row, "a list inside a quotation cannot be set", hint)
            case other:
                what = {"hr": "line", "ordered_list": "list"}.get(other, other)
                self.problem(row, f"a {what} inside a quotation cannot be set", "end the quotation before it")

    def attributed(self, token: Token) -> tuple[list[Token], Attribution | None]:
        """Part the last paragraph of a quotation into its words and its attribution.

        The attribution begins with the last line that starts with a dash, and may run over several lines.
        """
        written = token.content.split("\n")
        starts = [number for number, line in enumerate(written) if ATTRIBUTION.match(line)]
        if not starts:
            return [token], None
        row = (token.map or (0, 0))[0] + starts[-1]
        line = ATTRIBUTION.sub("", " ".join(line.strip() for line in written[starts[-1] :]), count=1)
        return self.words_before(token, written[: starts[-1]]), self.attribution(line, row)

    def words_before(self, token: Token, written: list[str]) -> list[Token]:
        """Return the paragraph again without its attribution, or nothing when that was all of it."""
        if not written:
            return []
        (words,) = parser_of_releases().parseInline(re.sub(r"(?<!\\)\\$", "", "\n".join(written).rstrip()))
        words.map = token.map
        return [words]

    def attribution(self, line: str, row: int) -> Attribution | None:
        spoken_in = None
        if found := _SPOKEN_IN.search(line):
            line = line[: found.start()]
            spoken_in = self.spoken_in(found, row)
        (token,) = parser_of_releases().parseInline(line)
        inlines = self.inlines(token, row)
        if any(not isinstance(inline, Words) for inline in inlines):
            self.problem(row, "emphasis, links and images cannot be set in an attribution", "— Name, title")
        name, *rest = _COMMA.split(plain(inlines), maxsplit=1)
        if not name.strip():
            self.problem(row, "the line under the quotation names nobody", "— Name, title")
            return None
        return Attribution(name.strip(), "".join(rest).strip() or None, spoken_in)

    def spoken_in(self, found: re.Match[str], row: int) -> str | None:
        code = found["value"] or ""
        if found["key"] != "spoken_in":
            self.problem(row, f'an attribution has no "{found["key"]}"', "only {spoken_in=az} may follow it")
            return None
        return self.language(code.strip(), row)

    # Inside a paragraph ----------------------------------------------------------------------------------

    def inlines(self, token: Token, row: int | None = None) -> tuple[Inline, ...]:
        """Return the words of an `inline` token; `row` is its line where the token does not know it."""
        first = (token.map or (0, 0))[0] if row is None else row
        children = token.children or []
        if depth_of(children) > _MARK_DEPTH:
            self.problem(first, f"emphasis and links inside each other go {_MARK_DEPTH} deep at most")
            return (Words(token.content),)
        return self.nested(token_tree(children), _Row(first))

    def nested(self, nodes: Sequence[TokenNode], row: _Row) -> tuple[Inline, ...]:
        found: list[Inline] = []
        for node in nodes:
            inline = self.inline(node, row)
            match inline, found[-1:]:
                case None, _:
                    pass
                case Words(text), [Words(before)]:
                    found[-1] = Words(before + text)
                case Words(""), _:
                    pass
                case _:
                    found.append(inline)
        return tuple(found)

    def inline(self, node: TokenNode, row: _Row) -> Inline | None:
        match node.type:
            case "text" | "text_special":
                self.check_words(row.number, node.token.content)
                return Words(node.token.content)
            case "softbreak" | "hardbreak":
                row.number += 1
                return Words(" ") if node.type == "softbreak" else LineBreak()
            case "em" | "strong":
                stress = Emphasis if node.type == "em" else Strong
                return stress(self.nested(node.children, row))
            case "span" | "link":
                return self.foreign(node, row) if node.type == "span" else self.link(node, row)
            case "image":
                hint = "let it stand in a paragraph of its own, with an empty line before and after it"
                self.problem(row.number, "an image inside a text cannot be set", hint)
            case other:
                self.problem(row.number, f"{other.replace('_', ' ')} cannot be set")
        return None

    def foreign(self, node: TokenNode, row: _Row) -> Inline:
        here = row.number
        attributes = dict(node.token.attrs)
        language = attributes.pop("lang", None)
        for name in (*attributes, *node.token.meta.get("insecure_attrs", ())):
            self.problem(here, f'words have no "{name}"', "only {lang=az} may follow words in brackets")
        if language is None and not attributes:
            self.problem(here, "words in brackets and braces without a language", "[Milli Məclis]{lang=az}")
        code = self.language(str(language), here) if language is not None else None
        inlines = self.nested(node.children, row)
        if not plain(inlines).strip():
            self.problem(here, "a language without words", "[Milli Məclis]{lang=az}")
        return Foreign(code or "und", inlines)

    def link(self, node: TokenNode, row: _Row) -> Inline:
        here = row.number
        target = str(node.token.attrs.get("href", ""))
        if "title" in node.token.attrs:
            self.problem(here, "a link's title cannot be set", "write it into the text")
        inlines = self.nested(node.children, row)
        if not target or not plain(inlines).strip():
            self.problem(here, "an empty link", "write [words](https://…)")
        elif wrong := wrong_target(target):
            self.problem(here, wrong, "a link begins with https://, http://, mailto: or tel:")
        return Link(target, inlines)

    def language(self, code: str, row: int) -> str | None:
        from pressctl.config.values import language_code

        try:
            return language_code(code)
        except ValueError as error:
            self.problem(row, str(error))
            return None

    def check_words(self, row: int, *texts: str) -> None:
        """Note characters that came in by a character reference; the source itself has been looked through."""
        for text in texts:
            name = forbidden_character(text)
            if name is not None and forbidden_character(self.lines.line(row + 1)) is None:
                self.problem(row, f"a character reference stands for {name}", "delete it")


class _Row(Changing):
    """The 0-based line that the reading has come to inside a paragraph."""

    number: int


def _plain_tokens(tokens: Iterable[Token]) -> str:
    return "".join(" " if token.type in {"softbreak", "hardbreak"} else token.content for token in tokens)
