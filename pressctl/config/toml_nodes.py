"""TOML as nodes with their places: `tomllib` reads values and forgets where they stood.

The text must be TOML that `tomllib` reads; what is wrong with one that is not is for `load` to say. Only texts are
read here: of numbers, dates and truth values the place is kept and no more. Line ends inside texts read as LF.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from pressctl.frozen import Changing, Frozen, field
from pressctl.model.passage import Stretch, Traced

Path: TypeAlias = tuple[str | int, ...]

_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\r\n]*)*")
_INLINE_SPACE = re.compile(r"[ \t]*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_BARE_VALUE = re.compile(r"[^,\]}#\r\n]+")
_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b", '"': '"', "\\": "\\"}
_CONTINUED = re.compile(r"\\[ \t]*(?:\r?\n)[ \t\r\n]*")
_FIRST_LINE_END = re.compile(r"\r?\n")
_REST_OF_LINE = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\Z)")


class KeyPart(Frozen):
    """One part of a dotted key."""

    name: str
    start: int
    end: int
    """Its quotation marks, if it has any, are inside."""


class Value(Frozen):
    """What stands after an equals sign, or in a list."""

    start: int
    end: int
    style: str
    """What it begins with: a kind of quotation mark, `[`, `{`, or nothing for a number, a date, true and false."""
    text: Traced | None = None
    """What a text says."""
    items: tuple[Value, ...] = ()
    """Of a list."""
    entries: tuple[Statement, ...] = ()
    """Of an inline table."""


class Statement(Frozen):
    """`key = value`."""

    path: Path
    """From the root of the file; the last part is the key's."""
    parts: tuple[KeyPart, ...]
    """What is written before the equals sign."""
    value: Value
    line_end: int = 0
    """Where the next line begins; for one in an inline table, where its value ends."""

    @property
    def start(self) -> int:
        """Where its key begins."""
        return self.parts[0].start


class Header(Frozen):
    """`[table]` or `[[table]]`, and the statements under it."""

    path: Path
    parts: tuple[KeyPart, ...]
    start: int
    line_end: int
    statements: tuple[Statement, ...] = ()

    @property
    def end(self) -> int:
        """Where the line after its last statement begins."""
        return self.statements[-1].line_end if self.statements else self.line_end


def headers(text: str) -> tuple[Header, ...]:
    """Return the tables of the file in their order; the first is the file's own, without a name."""
    reading = _Reading(text, int(text.startswith("\ufeff")))
    reading.read()
    return tuple(reading.found)


def statements(text: str) -> tuple[Statement, ...]:
    """Return every `key = value` of the file, those in inline tables after the one that they stand in."""
    return tuple(each for header in headers(text) for one in header.statements for each in _with_inner(one))


def texts(text: str) -> tuple[tuple[Path, Value], ...]:
    """Return every text of the file with its path."""
    return tuple(
        found
        for header in headers(text)
        for statement in header.statements
        for found in _texts(statement.path, statement.value)
    )


def _with_inner(statement: Statement) -> list[Statement]:
    found = [statement]
    for inner in _inner(statement.value):
        found.extend(_with_inner(inner))
    return found


def _inner(value: Value) -> list[Statement]:
    return [*value.entries, *(entry for item in value.items for entry in _inner(item))]


def _texts(path: Path, value: Value) -> list[tuple[Path, Value]]:
    found: list[tuple[Path, Value]] = [(path, value)] if value.text is not None else []
    for number, item in enumerate(value.items):
        found.extend(_texts((*path, number), item))
    for entry in value.entries:
        found.extend(_texts(entry.path, entry.value))
    return found


class _Reading(Changing):
    """One file being read, front to back."""

    source: str
    at: int = 0
    found: list[Header] = field(default_factory=list)
    arrays: dict[Path, int] = field(default_factory=dict)

    def read(self) -> None:
        path: Path = ()
        parts: tuple[KeyPart, ...] = ()
        start = line_end = self.at
        held: list[Statement] = []
        while True:
            self.skip(_SPACE)
            ended = self.at >= len(self.source)
            if ended or self.source[self.at] == "[":
                self.found.append(Header(path, parts, start, line_end, tuple(held)))
                if ended:
                    return
                start, held = self.at, []
                path, parts = self.header()
                line_end = self.skip(_REST_OF_LINE)
            else:
                held.append(self.statement(path))

    def header(self) -> tuple[Path, tuple[KeyPart, ...]]:
        array = self.source.startswith("[[", self.at)
        self.at += 2 if array else 1
        parts = self.key()
        self.at += 2 if array else 1
        path: Path = ()
        for part in parts:  # a table under `[[list]]` belongs to the list's last item
            path = (*path, part.name)
            if path in self.arrays and not (array and len(path) == len(parts)):
                path = self.last(path)
        if array:
            base = tuple(path)
            self.arrays[base] = self.arrays.get(base, -1) + 1
            path = (*base, self.arrays[base])
        return path, parts

    def last(self, path: Path) -> Path:
        return (*path, self.arrays[path])

    def statement(self, table: Path) -> Statement:
        read = self.entry(table)
        return Statement(read.path, read.parts, read.value, self.skip(_REST_OF_LINE))

    def entry(self, table: Path) -> Statement:
        parts = self.key()
        self.at += 1
        self.skip(_INLINE_SPACE)
        path = (*table, *(part.name for part in parts))
        value = self.value(path)
        return Statement(path, parts, value, self.at)

    def key(self) -> tuple[KeyPart, ...]:
        parts = []
        while True:
            self.skip(_INLINE_SPACE)
            start = self.at
            if self.source[start] in "\"'":
                read = self.string().text
                name = read.text if read else ""
            else:
                self.skip(_BARE_KEY)
                name = self.source[start : self.at]
            parts.append(KeyPart(name, start, self.at))
            self.skip(_INLINE_SPACE)
            if self.source[self.at : self.at + 1] != ".":
                return tuple(parts)
            self.at += 1

    def value(self, path: Path) -> Value:
        match self.source[self.at]:
            case '"' | "'":
                return self.string()
            case "[":
                return self.array(path)
            case "{":
                return self.table(path)
        start = self.at
        self.skip(_BARE_VALUE)
        return Value(start, start + len(self.source[start : self.at].rstrip()), "")

    def array(self, path: Path) -> Value:
        start = self.at
        self.at += 1
        items: list[Value] = []
        while True:
            self.skip(_SPACE)
            if self.source[self.at] == "]":
                self.at += 1
                return Value(start, self.at, "[", items=tuple(items))
            if self.source[self.at] == ",":
                self.at += 1
            else:
                items.append(self.value((*path, len(items))))

    def table(self, path: Path) -> Value:
        start = self.at
        self.at += 1
        entries: list[Statement] = []
        while True:
            self.skip(_SPACE)
            if self.source[self.at] == "}":
                self.at += 1
                return Value(start, self.at, "{", entries=tuple(entries))
            if self.source[self.at] == ",":
                self.at += 1
            else:
                entries.append(self.entry(path))

    def string(self) -> Value:
        start, quote = self.at, self.source[self.at]
        long = self.source.startswith(quote * 3, start)
        style = quote * 3 if long else quote
        self.at += len(style)
        if long:
            self.skip(_FIRST_LINE_END)
        pieces: list[tuple[str, Stretch]] = []
        while not self._closes(style):
            pieces.append(self.character(style))
        self.at += len(style)
        return Value(start, self.at, style, Traced.joined(pieces))

    def _closes(self, style: str) -> bool:
        if not self.source.startswith(style, self.at):
            return False
        # A long text may end in one or two quotation marks of its own before its three.
        return len(style) == 1 or not self.source.startswith(style + style[0], self.at)

    def character(self, style: str) -> tuple[str, Stretch]:
        start = self.at
        if style[0] == '"' and self.source[start] == "\\":
            read = self.escape()
        elif self.source.startswith("\r\n", start):
            read, self.at = "\n", start + 2
        else:
            read, self.at = self.source[start], start + 1
        return read, (start, self.at)

    def escape(self) -> str:
        continued = _CONTINUED.match(self.source, self.at)
        if continued:
            self.at = continued.end()
            return ""
        mark = self.source[self.at + 1]
        length = {"u": 4, "U": 8, "x": 2}.get(mark)
        if length is None:
            self.at += 2
            return _ESCAPES[mark]
        digits = self.source[self.at + 2 : self.at + 2 + length]
        self.at += 2 + length
        return chr(int(digits, 16))

    def skip(self, pattern: re.Pattern[str]) -> int:
        found = pattern.match(self.source, self.at)
        if found:
            self.at = found.end()
        return self.at
