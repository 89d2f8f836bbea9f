"""Paragraphs of a Markdown text added, taken out, parted and joined; list items and rows of tables, too.

Nothing is written that does not read as what was meant: a way of writing is tried, the text is read again, and its
paragraphs must be the old ones but for those that were meant. Words come in escaped, so that they are no mark-up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pressctl.errors import BadInput
from pressctl.frozen import Frozen
from pressctl.source.characters import Lines
from pressctl.source.markdown.escaping import escape_markdown
from pressctl.source.markdown.passages import MarkdownWords, markdown_words
from pressctl.source.markdown.reading import parse_blocks

_PREFIX = re.compile(r"[ \t]*(?:>[ \t]?)*[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?")
_ITEM = re.compile(
    r"(?P<lead>[ \t]*(?:>[ \t]?)*[ \t]*)(?P<mark>[-*+]|(?P<number>\d{1,9})(?P<stop>[.)]))(?P<space>[ \t]+)"
)
_NOTHING = re.compile(r"[ \t>]*")
_TOP = re.compile(r"\[(\d+)\]")


class RestructuringRefused(BadInput):
    """A paragraph cannot be added, taken out, parted or joined without changing something else."""


class Paragraphs(Frozen):
    """A Markdown text, paragraph by paragraph."""

    text: str
    words: tuple[MarkdownWords, ...]
    lines: Lines

    @classmethod
    def of(cls, text: str) -> Paragraphs:
        """Read a text."""
        return cls(text, markdown_words(text), Lines.of(text))

    def number(self, path: str) -> int:
        """Return the number of the paragraph with this path.

        Raises:
            RestructuringRefused: there is none.
        """
        found = next((number for number, each in enumerate(self.words) if each.path == path), None)
        if found is None:
            raise RestructuringRefused("it cannot run on into what stands beside it")
        return found

    # What can be done ------------------------------------------------------------------------------------------

    def without(self, numbers: Sequence[int]) -> str:
        """Return the text without some paragraphs, items, or all cells of a row.

        Raises:
            RestructuringRefused: as the class says.
        """
        gone = set(numbers)
        wanted = [each.words.text for number, each in enumerate(self.words) if number not in gone]
        rows = sorted({row for number in gone for row in self.rows(number)})
        if any(not self.belongs_only(row, gone) for row in rows):
            raise RestructuringRefused("it cannot be taken out without what stands beside it")
        if any(self.leaves_nobody(number, gone) for number in gone):
            raise RestructuringRefused("a quotation loses its words while the line that names the speaker stays")
        return self.first_that_reads(wanted, [self.without_rows(rows)], "it cannot be taken out by itself")

    def parted(self, number: int, start: int, end: int) -> str:
        """Return the text with one paragraph made two, without its words from `start` to before `end`.

        Raises:
            RestructuringRefused: as the class says.
        """
        words = self.words[number].words
        left, right = words.text[:start].strip(), words.text[end:].strip()
        texts = [each.words.text.strip() for each in self.words]
        wanted = [*texts[:number], left, right, *texts[number + 1 :]]
        before = len(words.text[:start].rstrip())
        after = len(words.text) - len(words.text[end:].lstrip())
        first, last = words.stretches[before - 1][1], words.stretches[after][0]
        candidates = (
            self.text[:first] + closing + mark + between + mark + opening + self.text[last:]
            for between in self.separators(number)
            for closing, opening in _marks_in(self.text[first:last])
            for mark in ("", "**", "*", "__", "_")
        )
        return self.first_that_reads(wanted, candidates, "it cannot be parted there")

    def joined(self, number: int, following: int, between: str) -> str:
        """Return the text with a paragraph and the following one made one, with `between` between their words.

        Raises:
            RestructuringRefused: as the class says.
        """
        one, other = self.words[number], self.words[following]
        if following != number + 1 or _kind(one.path) != _kind(other.path):
            raise RestructuringRefused("paragraphs of different kinds cannot be joined")
        texts = [each.words.text for each in self.words]
        wanted = [*texts[:number], texts[number] + between + texts[number + 1], *texts[number + 2 :]]
        end = self.row_end(self.rows(number)[-1])
        start = self.row_start(self.rows(number + 1)[0])
        prefix = _PREFIX.match(self.text, start)
        begin = prefix.end() if prefix else start
        last, first = one.words.stretches[-1][1], other.words.stretches[0][0]
        candidates = (
            self.text[:low] + form + self.text[high:]
            for low, high in ((end, begin), (last, first))
            for form in dict.fromkeys((between, escape_markdown(between)))
        )
        return self.first_that_reads(wanted, candidates, "the two cannot be joined")

    def with_added(self, at: int, texts: Sequence[str], like: int, raw: Sequence[str] = ()) -> str:
        """Return the text with new paragraphs before number `at`, of the kind of paragraph `like`.

        `raw` is their Markdown, where that is known; otherwise the texts are written as words.

        Raises:
            RestructuringRefused: as the class says.
        """
        olds = [each.words.text for each in self.words]
        wanted = [*olds[:at], *texts, *olds[at:]]
        forms = [list(raw)] if raw else []
        forms.append([_hard_breaks(escape_markdown(text)) for text in texts])
        candidates = (edited for form in forms for edited in self.additions(at, form, like))
        return self.first_that_reads(wanted, candidates, "nothing can be added there")

    def with_row(self, number: int, cells: Sequence[str], *, after: bool) -> str:
        """Return the text with a row more in a table, before or after the one that a cell is in.

        Raises:
            RestructuringRefused: as the class says, or it has more or fewer cells than the others.
        """
        if _kind(self.words[number].path) != "r":
            raise RestructuringRefused("a row can only be added to a table")
        row = self.rows(number)[0]
        same = [at for at in range(len(self.words)) if row in self.rows(at)]
        edge = same[-1] + 1 if after else same[0]
        texts = [each.words.text for each in self.words]
        wanted = [*texts[:edge], *cells, *texts[edge:]]
        written = f"| {' | '.join(escape_markdown(cell.replace(chr(10), ' ')) for cell in cells)} |"
        at = self.row_end(row) if after else self.row_start(row)
        line = f"{self.newline}{written}" if after else f"{written}{self.newline}"
        return self.first_that_reads(wanted, [self.text[:at] + line + self.text[at:]], "the row does not fit the table")

    def raw(self, number: int) -> str:
        """Return the Markdown of one paragraph, without what makes it an item or a quotation."""
        rows = self.rows(number)
        return "\n".join(_PREFIX.sub("", self.line(row), count=1) if row == rows[0] or ">" in self.line(row)[:4]
                         else self.line(row).strip() for row in rows)  # fmt: skip

    # Ways of writing -------------------------------------------------------------------------------------------

    def separators(self, number: int) -> Iterator[str]:
        """Yield what parts two paragraphs of this one's kind."""
        newline, line = self.newline, self.line(self.rows(number)[0])
        kind = _kind(self.words[number].path)
        item = _ITEM.match(line)
        if kind == "item" and item:
            mark = f"{int(item['number']) + 1}{item['stop']}" if item["number"] else item["mark"]
            yield f"{newline}{item['lead']}{mark}{item['space']}"
            return
        lead = _NOTHING.match(line)
        prefix = lead[0] if lead else ""
        if kind == "block" and not prefix.strip():
            prefix = " " * len(prefix)
        yield f"{newline}{prefix.rstrip()}{newline}{prefix}"

    def additions(self, at: int, forms: Sequence[str], like: int) -> Iterator[str]:
        """Yield the text with paragraphs added, the kind of `like` first, then as paragraphs of the text itself."""
        kind = _kind(self.words[like].path)
        if kind in {"item", "paragraph", "block"}:
            between = next(self.separators(like))
            after = like < at
            place = self.row_end(self.rows(like)[-1]) if after else self.content_start(like)
            added = [form.replace("\n", _between_lines(between)) for form in forms]
            if after:
                yield self.text[:place] + "".join(between + form for form in added) + self.text[place:]
            else:
                yield self.text[:place] + "".join(form + between for form in added) + self.text[place:]
        newline = self.newline
        block = [form.replace("\n", newline) for form in forms]
        if (end := self.block_end(at - 1)) is not None and end <= self.block_start(at):
            yield self.text[:end] + "".join(f"{newline}{newline}{form}" for form in block) + self.text[end:]
        elif at == 0:
            start = self.block_start(0)
            yield self.text[:start] + "".join(f"{form}{newline}{newline}" for form in block) + self.text[start:]

    def first_that_reads(self, wanted: Sequence[str], candidates: Iterable[str], why: str) -> str:
        """Return the first text whose paragraphs say what is wanted.

        Raises:
            RestructuringRefused: none does.
        """
        meant = [text.strip() for text in wanted if text.strip()]
        for edited in candidates:
            if [each.words.text.strip() for each in markdown_words(edited)] == meant and _sound(edited):
                return edited
        raise RestructuringRefused(why)

    # Places ----------------------------------------------------------------------------------------------------

    @property
    def newline(self) -> str:
        """The line end that the text uses first."""
        found = re.search(r"\r\n?|\n", self.text)
        return found[0] if found else "\n"

    def rows(self, number: int) -> range:
        """Return the 0-based lines that hold a paragraph's words."""
        stretches = self.words[number].words.stretches
        first, last = self.lines.place(stretches[0][0])[0], self.lines.place(max(0, stretches[-1][1] - 1))[0]
        return range(first - 1, last)

    def line(self, row: int) -> str:
        """Return a line without its end."""
        return self.lines.line(row + 1).rstrip("\r\n")

    def row_start(self, row: int) -> int:
        """Return where a line begins."""
        return self.lines.starts[row] if row < len(self.lines.starts) else len(self.text)

    def row_end(self, row: int) -> int:
        """Return where the words of a line end."""
        start = self.row_start(row)
        return start + len(self.line(row).rstrip(" \t"))

    def content_start(self, number: int) -> int:
        """Return where a paragraph begins behind its marks."""
        start = self.row_start(self.rows(number)[0])
        prefix = _PREFIX.match(self.text, start)
        return prefix.end() if prefix else start

    def block_start(self, number: int) -> int:
        """Return where the block of the text begins that holds a paragraph; the end of the text beyond the last."""
        span = self.span(number)
        return span[0] if span else len(self.text)

    def block_end(self, number: int) -> int | None:
        """Return where the block of the text ends that holds a paragraph."""
        span = self.span(number)
        return span[1] if span else None

    def span(self, number: int) -> tuple[int, int] | None:
        """Return where the block of the text stands that holds a paragraph."""
        if not 0 <= number < len(self.words):
            return None
        top = _TOP.match(self.words[number].path)
        blocks = parse_blocks(self.text, path="").blocks
        place = int(top[1]) - 1 if top else 0
        return (blocks[place].span.start, blocks[place].span.end) if place < len(blocks) else None

    def belongs_only(self, row: int, gone: set[int]) -> bool:
        """Say whether a line holds words of these paragraphs alone."""
        return all(number in gone for number in range(len(self.words)) if row in self.rows(number))

    def leaves_nobody(self, number: int, gone: set[int]) -> bool:
        """Say whether the last of somebody's words goes and the line that names them stays."""
        if _kind(self.words[number].path) != "paragraph":
            return False
        quotation = self.words[number].path.rpartition(".")[0]
        left = {at for at, each in enumerate(self.words) if each.path.rpartition(".")[0] == quotation} - gone
        return bool(left) and all(_kind(self.words[at].path) == "attribution" for at in left)

    def without_rows(self, rows: Sequence[int]) -> str:
        """Return the text without some lines, and without the blank ones that then have nothing to part."""
        kept: list[str] = []
        out, after_gone = set(rows), False
        for row in range(len(self.lines.starts)):
            start = self.row_start(row)
            written = self.text[start : self.row_start(row + 1)]
            if row in out:
                after_gone = True
                continue
            blank = _NOTHING.fullmatch(written.rstrip("\r\n")) is not None
            if after_gone and blank and (not kept or _NOTHING.fullmatch(kept[-1].rstrip("\r\n"))):
                continue
            after_gone = after_gone and blank
            kept.append(written)
        ends = self.text.endswith(("\n", "\r"))
        whole = "".join(kept)
        return whole.rstrip() + self.newline if ends and out and max(out) >= len(self.lines.starts) - 2 else whole


def _marks_in(gap: str) -> Iterator[tuple[str, str]]:
    """Yield what of the mark-up between two words closes what is before, and what opens what follows."""
    blank = re.search(r"\s+", gap)
    if blank:
        yield gap[: blank.start()], gap[blank.end() :]
    else:
        yield from dict.fromkeys(((gap, ""), ("", gap)))
    yield "", ""


def _between_lines(between: str) -> str:
    """Return what parts two lines of one paragraph where `between` parts two paragraphs."""
    newline = "\r\n" if between.startswith("\r\n") else between[:1]
    return newline + re.sub(r"(?:[-*+]|\d{1,9}[.)])", lambda mark: " " * len(mark[0]), between.rpartition(newline)[2])


def _hard_breaks(text: str) -> str:
    return text.replace("\n", "\\\n")


def _kind(path: str) -> str:
    """Return `item`, `block`, `paragraph`, `attribution`, `r` for a part of a block; nothing for a block itself."""
    last = path.rpartition(".")[2] if "." in path else ""
    return re.sub(r"\d.*", "", last)


def _sound(text: str) -> bool:
    return not parse_blocks(text, path="").problems
