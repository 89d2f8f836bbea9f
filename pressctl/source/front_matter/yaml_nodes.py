"""YAML as nodes with their places: every scalar a string, nothing constructed, nothing guessed (ADR 0003).

`no` is a word here and `2018-10-30` is ten characters; the reader of the front matter gives them their types.
Anchors, aliases, tags and merge keys have no use in a release and make splicing ambiguous: they are problems.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from pressctl.errors import Problem
from pressctl.frozen import Changing, Frozen, field
from pressctl.model.characters import FORBIDDEN
from pressctl.source.characters import Lines
from pressctl.source.front_matter.yaml_writing import emit

if TYPE_CHECKING:
    import yaml

__all__ = [
    "Composed", "Entry", "ListNode", "MapNode", "Mark", "Node", "Plain", "ScalarNode", "compose", "emit", "plain_data",
]  # fmt: skip

_DEPTH = 12


class Mark(Frozen):
    """A place in the file; there are two to each text, and a tuple is made in half of the time."""

    offset: int
    """0-based code point."""
    line: int
    """1-based."""
    column: int
    """1-based, in code points."""


class ScalarNode(Frozen):
    """A text."""

    value: str
    start: Mark
    end: Mark
    style: str = ""
    """Nothing for a plain one, else its first character: `'`, `"`, `|` or `>`."""


class ListNode(Frozen):
    """A list."""

    items: tuple[Node, ...]
    start: Mark
    end: Mark
    flow: bool = False
    """Written in brackets."""


class Entry(Frozen):
    """A key and its value."""

    key: ScalarNode
    value: Node


class MapNode(Frozen):
    """A mapping whose keys are texts, each of them once."""

    entries: tuple[Entry, ...]
    start: Mark
    end: Mark
    flow: bool = False
    """Written in braces."""

    def entry(self, key: str) -> Entry | None:
        """Return the entry of `key`."""
        return next((entry for entry in self.entries if entry.key.value == key), None)

    def get(self, key: str) -> Node | None:
        """Return the value of `key`."""
        entry = self.entry(key)
        return entry.value if entry else None

    def keys(self) -> tuple[str, ...]:
        """Return the keys in their order."""
        return tuple(entry.key.value for entry in self.entries)


Node: TypeAlias = ScalarNode | ListNode | MapNode

Plain: TypeAlias = str | list["Plain"] | dict[str, "Plain"]


class Composed(Frozen):
    """What a YAML text holds."""

    root: Node | None
    """Nothing where the text is empty or not YAML."""
    problems: tuple[Problem, ...]


def plain_data(node: Node) -> Plain:
    """Return the node as strings, lists and dicts."""
    match node:
        case ScalarNode(value):
            return value
        case ListNode(items):
            return [plain_data(item) for item in items]
        case MapNode(entries):
            return {entry.key.value: plain_data(entry.value) for entry in entries}


def compose(text: str, *, path: str, line: int = 1, offset: int = 0) -> Composed:
    """Read one YAML document into nodes; marks count from `line` and `offset`.

    Characters that no release may hold are left to `characters.forbidden_characters`: here they are read as U+FFFD,
    so that they hide no other problem.
    """
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    lines = Lines.of(text)
    building = _Building(path, line, offset, lines)
    try:
        for event in yaml.parse(FORBIDDEN.sub("\ufffd", text).replace("\ufeff", "\ufffd"), Loader=loader):
            building.take(event)
            if len(building.stack) == _DEPTH:
                building.problem(_start(event), f"lists and tables go {_DEPTH - 1} deep at most")
                return Composed(None, tuple(building.problems))
    except yaml.YAMLError as error:
        place, message, hint = _plain_words(error, text)
        mark = building.mark(place if place is not None else len(text))
        building.problems.append(Problem(message, path, mark.line, mark.column, hint=hint))
        return Composed(None, tuple(building.problems))
    return Composed(building.root, tuple(building.problems))


class _Open(Changing):
    """A list or a mapping whose end has not come yet."""

    event: yaml.CollectionStartEvent
    children: list[Node] = field(default_factory=list)


class _Building(Changing):
    """The nodes of one document, built from the parser's events without recursion."""

    path: str
    line: int
    offset: int
    lines: Lines
    problems: list[Problem] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    root: Node | None = None
    documents: int = 0

    def mark(self, offset: int) -> Mark:
        line, column = self.lines.place(offset)
        return Mark(self.offset + offset, self.line + line - 1, column)

    def problem(self, offset: int, message: str, hint: str | None = None) -> None:
        mark = self.mark(offset)
        self.problems.append(Problem(message, self.path, mark.line, mark.column, hint=hint))

    def take(self, event: yaml.Event) -> None:
        import yaml

        self.refuse(event)
        match event:
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents == 2:
                    self.problem(_start(event), "a second YAML document begins here", "delete this line")
            case yaml.CollectionStartEvent():
                self.stack.append(_Open(event))
            case yaml.CollectionEndEvent():
                self.close(event)
            case yaml.ScalarEvent():
                self.place(self.scalar(event))
            case yaml.AliasEvent():
                start = self.mark(_start(event))
                self.place(ScalarNode("", start, self.mark(_end(event))))

    def refuse(self, event: yaml.Event) -> None:
        import yaml

        offset = _start(event)
        anchor = getattr(event, "anchor", None)
        if isinstance(event, yaml.AliasEvent):
            self.problem(offset, f'"*{anchor}" refers to another place', "write the text itself, in quotation marks")
        elif anchor is not None:
            self.problem(offset, f'"&{anchor}" names this place', "put a text that begins with & in quotation marks")
        tag = getattr(event, "tag", None)
        explicit = isinstance(event, yaml.ScalarEvent) and event.implicit == (False, False)
        if tag is not None and (explicit or isinstance(event, yaml.CollectionStartEvent)):
            self.problem(
                offset, f'"{tag}" is a tag, and a release has none', "put a text that begins with ! in quotation marks"
            )

    def scalar(self, event: yaml.ScalarEvent) -> ScalarNode:
        start, end = _start(event), _end(event)
        style = event.style or ""
        style = "" if style in {":", "plain"} else style
        return ScalarNode(event.value, self.mark(start), self.mark(self.trimmed(start, end, style)), style)

    def trimmed(self, start: int, end: int, style: str) -> int:
        """Return where a scalar ends, the empty lines after a block scalar left out."""
        if style not in {"|", ">"}:
            return end
        written = self.lines.text[start:end]
        length = len(written.rstrip(" \t\r\n"))
        rest = re.match(r"[ \t]*", written[length:])
        return start + length + (rest.end() if rest else 0)

    def close(self, event: yaml.CollectionEndEvent) -> None:
        opened = self.stack.pop()
        flow = bool(opened.event.flow_style)
        start = self.mark(_start(opened.event))
        # A block's own end mark stands behind the comments that follow it.
        end = self.mark(_end(event)) if flow or not opened.children else opened.children[-1].end
        import yaml

        if isinstance(event, yaml.SequenceEndEvent):
            self.place(ListNode(tuple(opened.children), start, end, flow))
        else:
            self.place(MapNode(tuple(self.entries(opened.children)), start, end, flow))

    def entries(self, children: list[Node]) -> Iterator[Entry]:
        seen: dict[str, int] = {}
        for key, value in zip(children[::2], children[1::2], strict=True):
            place = key.start.offset - self.offset
            if not isinstance(key, ScalarNode):
                self.problem(place, "a list or a table cannot be a key", "a text in braces wants quotation marks")
            elif key.value == "<<":
                self.problem(place, '"<<" merges another place into this one', "write the keys themselves")
            elif key.value in seen:
                self.problem(place, f'"{key.value}" stands here twice, first in line {seen[key.value]}', "delete one")
            else:
                seen[key.value] = key.start.line
                yield Entry(key, value)

    def place(self, node: Node) -> None:
        if self.stack:
            self.stack[-1].children.append(node)
        elif self.root is None:
            self.root = node


def _start(event: yaml.Event) -> int:
    return event.start_mark.index if event.start_mark else 0


def _end(event: yaml.Event) -> int:
    return event.end_mark.index if event.end_mark else 0


_EXPLANATIONS: tuple[tuple[str, str, str | None], ...] = (
    ("mapping values are not allowed", "a colon where none can be", "put a text with a colon in quotation marks"),
    (
        "cannot start any token|reserved indicator",
        "a text cannot begin with this character",
        "put it in quotation marks",
    ),
    ("unknown escape|escape sequence|hexdecimal|hexadecimal", "a backslash in double quotation marks", r"write \\"),
    ("quoted scalar", "a quotation mark is opened and never closed", "close it, or double the mark inside the text"),
    ("flow sequence", "a bracket is opened and never closed", "close it, or put the text in quotation marks"),
    ("flow mapping", "a brace is opened and never closed", "close it, or put the text in quotation marks"),
    ("could not find expected ':'", "a key without a colon", "write key: value"),
    ("block collection|block mapping|block end|expected key", "the indentation does not fit the lines above", None),
    (
        "block sequence|'-' indicator",
        "a list that does not fit here",
        "begin each item with a hyphen, one below the other",
    ),
    ("alias|anchor", "* and & have a meaning in YAML", "put a text that begins with * or & in quotation marks"),
    ("tag|directive|'%'", "! and % have a meaning in YAML", "put a text that begins with ! or % in quotation marks"),
    ("document start|document end", "the front matter ends too early", "delete the line of dots"),
    ("block scalar|indentation indicator", "what follows | or > is not understood", "begin the text on the next line"),
)


def _plain_words(error: yaml.YAMLError, text: str) -> tuple[int | None, str, str | None]:
    """Return offset, message and hint for what the parser says; libyaml and pure Python word it differently."""
    import yaml

    if not isinstance(error, yaml.MarkedYAMLError):
        return None, "this is not YAML", None
    said = f"{error.context or ''} {error.problem or ''}"
    unclosed = "quoted scalar" in said or "end of stream" in said or "flow" in said
    mark = (error.context_mark if unclosed else None) or error.problem_mark or error.context_mark
    if mark and text[mark.index : mark.index + 1] == "\t":
        return mark.index, "a tab where spaces must be", "indent with spaces"
    for pattern, message, hint in _EXPLANATIONS:
        if re.search(pattern, said):
            return mark.index if mark else None, message, hint
    return mark.index if mark else None, f"this is not YAML: {said.strip()}", None
