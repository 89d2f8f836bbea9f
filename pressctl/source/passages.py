"""Every text of a release file as passages: front matter and body, each character with its place in the file.

Two texts with the same passages say the same: an edit is checked by reading the passages again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pressctl.frozen import replace
from pressctl.model.passage import Handling, Passage, Stretch, Traced
from pressctl.source.front_matter.yaml_nodes import ListNode, MapNode, Node, ScalarNode
from pressctl.source.markdown.passages import markdown_words
from pressctl.source.parts import read_matter

_FIXED = frozenset({
    "id", "kind", "original", "translates", "embargo", "expires", "dateline.date", "event.start", "event.end",
    "copy_to", "corrects.id", "corrects.version",
})  # fmt: skip
_FIXED_NAMES = frozenset({"email", "url", "file", "languages", "date", "start", "end"})
_REFERENCES = frozenset({"organisers", "speakers", "contacts", "boilerplates", "project.lead", "project.funders"})
_NO_WORDS = re.compile(r"[\d\s:.,+\-T]*(?:\[[\w/+-]+\])?|\S+@\S+|(?:https?|mailto|tel):\S*", re.ASCII)
_SAID_WRONG = "fields.wrong"
_CITES = re.compile(r"[^\n]*<!-- *pressctl: ignore ALL *-->")
"""After the words of a paragraph that a notice cites: the kind's drafts mark them, so that no check mends them."""
_MARKDOWN = re.compile(r"notes(?:\[\d+\])?|boilerplates\[\d+\]\.text")
_NUMBER = re.compile(r"\[\d+\]")
_YAML_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b",
    "_": "\xa0", "N": "\x85", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_BLANK = re.compile(r"[ \t]*(?:\r\n?|\n)[ \t\r\n]*")
_SPACES = re.compile(r"[ \t\n]+")
_WITHIN_A_LINE = re.compile(r"[ \t]+(?![ \t\r\n])")
"""Blanks that no line end follows: they stand in the value as they are."""


def release_passages(text: str, language: str, on_file: Callable[[str], bool]) -> tuple[Passage, ...]:
    """Return every passage of a release file's text.

    Args:
        text: the file, as read.
        language: the file's own.
        on_file: says whether a text is a key or a name on file; as a reference it is no words of the release.

    Raises:
        BadInput: the text is no release file, or its front matter cannot be read.
    """
    matter, body = read_matter(text)
    found = [
        passage for path, node in _scalars("", matter) for passage in _of_scalar(text, path, node, language, on_file)
    ]
    found.extend(_of_body(text, body, language))
    if matter.get("corrects") is not None or matter.get("id") is None:  # a notice, or a translation
        found = [_cited(text, passage) for passage in found]
    return tuple(found)


def markdown_passages(outer: Passage, value: Traced) -> Iterator[Passage]:
    """Yield the passages of a value that is Markdown; `outer` says which value and how it is handled."""
    for words in markdown_words(value.text):
        handling = Handling.QUOTED if words.quoted else Handling.WORDS
        yield Passage(
            f"{outer.where}, {words.where}", words.words.within(value), outer.language,
            handling if words.traced else Handling.FIXED, outer.path, value, outer.style, markdown=True,
            block=words.path,
        )  # fmt: skip


def _cited(text: str, passage: Passage) -> Passage:
    """Return the passage as one that a correction cites, if it is; a translation does not say what it corrects."""
    end = passage.words.stretches[-1][1] if passage.words.stretches else 0
    marked = passage.path is None and _CITES.match(text, end) is not None
    if passage.handling is Handling.FIXED or not (marked or passage.path == _SAID_WRONG):
        return passage
    return replace(passage, handling=Handling.CITED)


def _of_body(text: str, start: int, language: str) -> Iterator[Passage]:
    body = Traced.of(text[start:], start)
    for words in markdown_words(body.text):
        handling = Handling.QUOTED if words.quoted else Handling.WORDS
        handling = handling if words.traced else Handling.FIXED
        place = words.words.within(body)
        yield Passage(words.where, place, language, handling, markdown=True, block=words.path)


def _scalars(path: str, node: Node) -> Iterator[tuple[str, ScalarNode]]:
    match node:
        case ScalarNode():
            yield path, node
        case ListNode(items):
            for number, item in enumerate(items, 1):
                yield from _scalars(f"{path}[{number}]", item)
        case MapNode(entries):
            for entry in entries:
                yield from _scalars(f"{path}.{entry.key.value}" if path else entry.key.value, entry.value)


def _of_scalar(
    text: str, path: str, node: ScalarNode, language: str, on_file: Callable[[str], bool]
) -> Iterator[Passage]:
    if not node.value.strip():
        return
    value = _trace_scalar(text, node)
    handling = _handling(path, node.value, on_file) if value is not None else Handling.FIXED
    traced = value or Traced.joined([(node.value, (node.start.offset, node.end.offset))])
    whole = Passage(path, traced, language, handling, path, traced, node.style)
    if handling is Handling.WORDS and _MARKDOWN.fullmatch(path):
        yield from markdown_passages(whole, traced)
    else:
        yield whole


def _handling(path: str, value: str, on_file: Callable[[str], bool]) -> Handling:
    plain = _NUMBER.sub("", path)
    fixed = plain in _FIXED or (not path.startswith("labels.") and plain.rpartition(".")[2] in _FIXED_NAMES)
    if fixed or (plain in _REFERENCES and on_file(value.strip())):
        return Handling.FIXED
    if not plain.endswith("phones") and _NO_WORDS.fullmatch(value.strip()):
        return Handling.FIXED
    return Handling.WORDS


def _trace_scalar(text: str, node: ScalarNode) -> Traced | None:
    """Return a YAML text with the places of its characters; nothing where they cannot be told."""
    start, end = node.start.offset, node.end.offset
    match node.style:
        case '"' | "'":
            start, end = start + 1, end - 1
        case "|" | ">":
            first = re.compile(r"[^\r\n]*(?:\r\n?|\n)[ \t\r\n]*").match(text, start)
            start = first.end() if first else start
        case _:
            pass
    pieces: list[tuple[str, Stretch]] = []
    at = read = 0
    at = start
    while read < len(node.value):
        blanks = _WITHIN_A_LINE.match(text, at, max(at, end))
        if blanks:  # all at once: to look behind each of thousands for the end of the line takes their square
            if not node.value.startswith(blanks[0], read):
                return None
            pieces += [(blank, (at + place, at + place + 1)) for place, blank in enumerate(blanks[0])]
            at, read = blanks.end(), read + len(blanks[0])
            continue
        step = _step(text, at, end, node, read)
        if step is None:
            return None
        at, reads, stretch = step
        pieces.append((node.value[read : read + reads], stretch))
        read += reads
    return Traced.joined(pieces)


def _step(text: str, at: int, end: int, node: ScalarNode, read: int) -> tuple[int, int, Stretch] | None:
    """Return where to go on, how many characters of the value were read, and where they stand."""
    value = node.value
    if node.style == '"' and text[at] == "\\":
        after, character = _escape(text, at)
        if not character:  # a line that goes on after a backslash
            return after, 0, (at, after)
        return (after, len(character), (at, after)) if value.startswith(character, read) else None
    if node.style == "'" and text.startswith("''", at):
        return (at + 2, 1, (at, at + 2)) if value[read] == "'" else None
    blank, spaces = _BLANK.match(text, at, max(at, end)), _SPACES.match(value, read)
    if blank:
        return (blank.end(), len(spaces[0]), (at, blank.end())) if spaces else (blank.end(), 0, (at, at))
    if at >= end:  # the line ends that a block keeps after its last line
        return (at, len(spaces[0]), (end, end)) if spaces else None
    return (at + 1, 1, (at, at + 1)) if text[at] == value[read] else None


def _escape(text: str, at: int) -> tuple[int, str]:
    mark = text[at + 1]
    if mark in "\r\n":
        found = _BLANK.match(text, at + 1)
        return (found.end() if found else at + 2), ""
    length = {"x": 2, "u": 4, "U": 8}.get(mark)
    if length is None:
        return at + 2, _YAML_ESCAPES.get(mark, mark)
    after = at + 2 + length
    return after, chr(int(text[at + 2 : after], 16))
