"""The words of a Markdown text, paragraph by paragraph, each character knowing where it was written.

`reading.py` makes the document tree and forgets where inside a block a word stood; here nothing is kept but that.
What cannot be traced to its place is still found; it is never edited.
"""

from __future__ import annotations

import html
import re
import string
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from pressctl.frozen import Changing, Frozen, field, replace
from pressctl.model.passage import Stretch, Traced
from pressctl.source.characters import Lines
from pressctl.source.markdown.tokens import ATTRIBUTION, parser_of_releases, without_asides

if TYPE_CHECKING:
    from markdown_it.token import Token

_SPOKEN_IN = re.compile(r"\s*\{[^{}]*\}\s*$")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_BREAK = re.compile(r"[ \t]*\\?\n[ \t]*")
_TITLE = re.compile(r"""\s*(?P<title>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\((?:\\.|[^)\\])*\))?\s*\)""", re.DOTALL)
_CREDIT = re.compile(r"""\bcredit=(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"}]+))""")
_CELL = re.compile(r"(?:\\\||[^|])+")


_PARTS = {", who is quoted": "attribution", ", what it shows": "alt", ", caption": "caption", ", credit": "credit"}
_LEAVES = {"paragraph_open", "heading_open", "blockquote_open", "bullet_list_open", "ordered_list_open", "table_open"}


class MarkdownWords(Frozen):
    """A paragraph, a heading, a cell, a quotation's words, a caption."""

    where: str
    """`paragraph 3`, `quotation 1`."""
    words: Traced
    quoted: bool = False
    """Whether they are somebody's own."""
    traced: bool = True
    """Whether the places of single characters are known; if not, each stands for the whole."""
    path: str = ""
    """The place in the tree of blocks: `[3]`, `[5].paragraph1`, `[5].attribution`, `[4].item2`, `[6].r2c1`,
    `[7].caption`; numbers count from 1."""


def markdown_words(text: str) -> tuple[MarkdownWords, ...]:
    """Return the words of a Markdown text in reading order, with their places in it."""
    said = without_asides(text)
    return tuple(_Walk(said, Lines.of(said)).blocks(parser_of_releases().parse(said)))


class _Untraceable(Exception):
    """The parser has done something to these characters that is not foreseen here."""


class _Step(Changing):
    """A block that the reading is inside of, and how many it has come to in it."""

    type: str
    number: int
    inside: int = 0
    column: int = 0


class _Branch(Changing):
    """Where in the tree of blocks the reading is."""

    steps: list[_Step] = field(default_factory=lambda: [_Step("", 0)])

    def enter(self, token: Token) -> None:
        """Go into a block, a list's item, a table's row or cell, or out of it."""
        kind = token.type.rpartition("_")[0]
        if token.nesting < 0 and kind == self.steps[-1].type:
            self.steps.pop()
        elif token.nesting > 0 and (token.type in _LEAVES or kind in {"list_item", "tr", "th", "td"}):
            outer = (
                next(step for step in reversed(self.steps) if step.type == "table") if kind == "tr" else self.steps[-1]
            )
            outer.inside += 1
            self.steps.append(_Step(kind, outer.inside))

    def path(self, part: str) -> str:
        """Return the path of a paragraph, or of a part of it."""
        found = ""
        for outer, step in pairwise(self.steps):
            match outer.type, step.type:
                case "", _:
                    found = f"[{step.number}]"
                case _, "list_item":
                    found += f".item{step.number}"
                case "list_item", _ if step.number > 1 or step.type != "paragraph":
                    found += f".block{step.number}"
                case "blockquote", _ if part != "attribution":
                    found += f".paragraph{step.number}"
                case _, "tr":
                    found += f".r{step.number}"
                case "tr", _:
                    found += f"c{step.number}"
                case _:
                    pass
        return f"{found}.{part}" if part else found


class _Walk(Changing):
    """One text being gone through."""

    text: str
    lines: Lines
    counted: Counter[str] = field(default_factory=Counter)
    row: int = 0
    cell: int = 0
    branch: _Branch = field(default_factory=_Branch)

    def blocks(self, tokens: Sequence[Token]) -> Iterator[MarkdownWords]:
        quotes = items = 0
        for number, token in enumerate(tokens):
            self.branch.enter(token)
            match token.type:
                case "blockquote_open":
                    quotes += 1
                    self.counted["quotation"] += quotes == 1
                case "blockquote_close":
                    quotes -= 1
                case "list_item_open" | "list_item_close":
                    items += token.nesting
                    self.counted["list item"] += token.nesting > 0
                case "table_open":
                    self.counted["table"] += 1
                    self.counted["row"] = 0
                case "tr_open":
                    self.row, self.cell = (token.map or (0, 0))[0], 0
                    self.counted["row"] += 1
                case "inline":
                    kind = tokens[number - 1].type
                    last = tokens[number + 2 : number + 3] and tokens[number + 2].type == "blockquote_close"
                    yield from self.inline(
                        token, kind, "quotation" if quotes else "list item" if items else "", bool(last)
                    )
                case _:
                    pass

    def inline(self, token: Token, kind: str, around: str, last: bool) -> Iterator[MarkdownWords]:
        where = self.where(kind, around, token)
        try:
            content = self.cell_content() if kind in {"th_open", "td_open"} else self.content(token)
            found = list(_block_words(content, token, where, last=last and around == "quotation"))
        except _Untraceable:
            stretch = self.whole(token)
            found = [
                MarkdownWords(where, Traced.joined([(_plain(token), stretch)]), around == "quotation", traced=False)
            ]
        for each in found:
            if each.words.text.strip():
                part = "" if each.where == where else _PARTS[each.where.removeprefix(where)]
                yield replace(each, path=self.branch.path(part))

    def where(self, kind: str, around: str, token: Token) -> str:
        if around:
            return f"{around} {self.counted[around]}"
        if kind in {"th_open", "td_open"}:
            return f"table {self.counted['table']}, row {self.counted['row']}"
        children = token.children or []
        image = len(children) == 1 and children[0].type == "image"
        name = "image" if image else "heading" if kind == "heading_open" else "paragraph"
        self.counted[name] += 1
        return f"{name} {self.counted[name]}"

    def whole(self, token: Token) -> Stretch:
        first, after = token.map or (self.row, self.row + 1)
        starts = self.lines.starts
        end = starts[after] if after < len(starts) else len(self.text)
        return starts[first], starts[first] + len(self.text[starts[first] : end].rstrip())

    def content(self, token: Token) -> Traced:
        """Trace what the parser handed to its second half: each line without quote marks and indentation."""
        first = (token.map or (0, 0))[0]
        pieces: list[tuple[str, Stretch]] = []
        break_from = 0
        for number, line in enumerate(token.content.split("\n")):
            words = line.strip(" \t")
            row = first + number
            written = self.lines.line(row + 1)
            column = written.rstrip(" \t#" if not words.endswith("#") else " \t").rfind(words)
            column = column if column >= 0 else written.rfind(words)
            if column < 0 or row >= len(self.lines.starts):
                raise _Untraceable
            start = self.lines.starts[row] + column
            if number:
                pieces.append(("\n", (break_from, start)))
            lead = line[: len(line) - len(line.lstrip(" \t"))]
            pieces.extend((character, (start, start)) for character in lead)
            pieces.extend((character, (start + at, start + at + 1)) for at, character in enumerate(words))
            tail = line[len(lead) + len(words) :]
            break_from = start + len(words)
            pieces.extend((character, (break_from, break_from)) for character in tail)
        return Traced.joined(pieces)

    def cell_content(self) -> Traced:
        """Trace the next cell of the table's row: the parser takes the backslash from an escaped bar."""
        line = self.lines.line(self.row + 1)
        cells = [cell for cell in _CELL.finditer(line) if cell[0].strip() or not _outside(line, cell)]
        if self.cell >= len(cells):
            raise _Untraceable
        found = cells[self.cell]
        self.cell += 1
        start = self.lines.starts[self.row]
        pieces = [
            (each[0][-1], (start + found.start() + each.start(), start + found.start() + each.end()))
            for each in re.finditer(r"\\\||.", found[0], re.DOTALL)
        ]
        return Traced.joined(pieces).stripped()


def _outside(line: str, cell: re.Match[str]) -> bool:
    """Say whether white space stands before a row's first bar or after its last."""
    return not line[: cell.start()].strip() or not line[cell.end() :].strip()


def _block_words(content: Traced, token: Token, where: str, *, last: bool) -> Iterator[MarkdownWords]:
    children = token.children or []
    if len(children) == 1 and children[0].type == "image":
        yield from _image_words(content, children[0], where)
        return
    words = _Inline(content).words(children)
    if not where.startswith("quotation"):
        yield MarkdownWords(where, words)
        return
    said, attribution = _attributed(content, words) if last else (words, None)
    yield MarkdownWords(where, said.stripped(), quoted=True)
    if attribution is not None:
        yield MarkdownWords(f"{where}, who is quoted", attribution.stripped())


def _attributed(content: Traced, words: Traced) -> tuple[Traced, Traced | None]:
    """Part a quotation's last paragraph into its words and the name under them."""
    starts = [at for at, line in _line_starts(content.text) if ATTRIBUTION.match(line)]
    if not starts:
        return words, None
    begins = content.stretches[starts[-1]][0]
    border = next((number for number, each in enumerate(words.stretches) if each[0] >= begins), len(words.text))
    name = words.part(border, len(words.text))
    dash = ATTRIBUTION.match(name.text)
    spoken_in = _SPOKEN_IN.search(name.text)
    end = spoken_in.start() if spoken_in else len(name.text)
    return words.part(0, border), name.part(dash.end() if dash else 0, end)


def _line_starts(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        if line:
            yield at, line
        at += len(line) + 1


def _image_words(content: Traced, token: Token, where: str) -> Iterator[MarkdownWords]:
    inline = _Inline(content, 2)
    yield MarkdownWords(f"{where}, what it shows", inline.words(token.children or []))
    target = inline.target()
    caption = str(token.attrs.get("title", ""))
    if caption:
        inline.at = target[0] + 1
        yield MarkdownWords(f"{where}, caption", inline.plain(caption))
    credit = _CREDIT.search(content.text, inline.at)
    if credit:
        group = "quoted" if credit["quoted"] is not None else "bare"
        yield MarkdownWords(f"{where}, credit", content.part(credit.start(group), credit.end(group)))


def _plain(token: Token) -> str:
    return "".join(" " if child.type in {"softbreak", "hardbreak"} else child.content for child in token.children or [])


class _Inline(Changing):
    """The inside of a block: what the parser read, followed through what was written."""

    content: Traced
    at: int = 0

    def words(self, children: Sequence[Token]) -> Traced:
        found: list[Traced] = []
        for child in children:
            match child.type:
                case "text" | "text_special":
                    found.append(self.plain(child.content))
                case "softbreak" | "hardbreak":
                    found.append(self.line_break(" " if child.type == "softbreak" else "\n"))
                case "em_open" | "em_close" | "strong_open" | "strong_close":
                    self.expect(child.markup)
                case "link_open" | "span_open":
                    self.expect("<" if child.info == "auto" else "[")
                case "link_close" if child.info == "auto":
                    self.expect(">")
                case "link_close":
                    self.target()
                case "span_close":
                    self.attributes()
                case _:
                    raise _Untraceable
        pieces = [(character, at) for each in found for character, at in zip(each.text, each.stretches, strict=True)]
        return Traced.joined(pieces)

    def plain(self, text: str) -> Traced:
        start_of = self.content.stretch
        pieces: list[tuple[str, Stretch]] = []
        for character in text:
            start = self.at
            self.at = self.after(character)
            pieces.append((character, start_of(start, self.at)))
        return Traced.joined(pieces)

    def after(self, character: str) -> int:
        """Return where the writing of one character ends."""
        text, at = self.content.text, self.at
        if text[at : at + 1] == "\\" and text[at + 1 : at + 2] == character and character in string.punctuation:
            return at + 2
        entity = _ENTITY.match(text, at)
        if entity and html.unescape(entity[0]) == character:
            return entity.end()
        if text[at : at + 1] == character:
            return at + 1
        raise _Untraceable

    def line_break(self, reads: str) -> Traced:
        found = _BREAK.match(self.content.text, self.at)
        if found is None:
            raise _Untraceable
        self.at = found.end()
        return Traced.joined([(reads, self.content.stretch(found.start(), found.end()))])

    def expect(self, markup: str) -> None:
        if not self.content.text.startswith(markup, self.at):
            raise _Untraceable
        self.at += len(markup)

    def target(self) -> Stretch:
        """Go past `](target "title")`; return where the title stands with its quotation marks."""
        from markdown_it.helpers import parseLinkDestination

        self.expect("](")
        text = self.content.text
        self.at += len(text[self.at :]) - len(text[self.at :].lstrip(" \t\n"))
        read = parseLinkDestination(text, self.at, len(text))
        after = _TITLE.match(text, read.pos if read.ok else self.at)
        if after is None:
            raise _Untraceable
        self.at = after.end()
        return after.span("title")

    def attributes(self) -> None:
        """Go past `]{lang=az}`."""
        from mdit_py_plugins.attrs.parse import ParseError, parse

        self.expect("]")
        try:
            length, _ = parse(self.content.text[self.at :])
        except ParseError as error:
            raise _Untraceable from error
        self.at += length + 1
