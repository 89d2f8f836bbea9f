"""Lines of plain text: how wide they look, and where they break."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

WIDTH = 72
"""Columns of a line: answers can quote it twice before 80."""


def columns(text: str) -> int:
    """Return how many columns the text takes in a fixed-width font: East Asian letters take two, marks none."""
    return len(text) if text.isascii() else sum(_columns(char) for char in text)


def wrap(text: str, width: int = WIDTH, *, first: str = "", rest: str = "") -> list[str]:
    """Return the text in lines of at most `width` columns, broken at ordinary spaces only.

    What is longer than a line, such as a web address, stands whole on a line of its own; a no-break space never
    breaks. Writing without spaces breaks between East Asian letters.

    Args:
        text: one line of the writer; lines that the writer ended are kept apart.
        width: columns, indents included.
        first: before the first line.
        rest: before every further one.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, indent = "", first if not lines else rest
        used = columns(indent)
        for piece, glue in _pieces(paragraph):
            more = columns(piece) + len(glue)
            if line and used + more > width:
                lines.append(indent + line)
                line, indent, used = piece, rest, columns(rest) + columns(piece)
            else:
                line, used = (f"{line}{glue}{piece}", used + more) if line else (piece, used + columns(piece))
        lines.append((indent + line).rstrip(" "))
    return lines


def pad(text: str, width: int) -> str:
    """Return the text followed by spaces up to `width` columns."""
    return text + " " * (width - columns(text))


def _pieces(paragraph: str) -> Iterator[tuple[str, str]]:
    """Yield what may not be broken, with what stands before it where the line goes on."""
    for word in paragraph.split(" "):
        if not word:
            continue
        start = 0
        for place in range(1, len(word)):
            if _columns(word[place - 1]) == 2 and _columns(word[place]) == 2 and not _closes(word[place]):
                yield word[start:place], "" if start else " "
                start = place
        yield word[start:], "" if start else " "


def _columns(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in {"Cf", "Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _closes(char: str) -> bool:
    """Say whether the character may not begin a line: a closing bracket, a comma, a full stop."""
    return unicodedata.category(char) in {"Pe", "Pf", "Po"}
