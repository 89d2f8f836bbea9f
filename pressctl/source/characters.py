"""Characters and lines of a source file: what no release may hold, and where a place in the text is.

Lines end as Markdown and YAML see them: LF, CRLF or CR. `str.splitlines` splits at more than these.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pressctl.errors import Problem

FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ue000\ue001\ufffe\uffff]"
)
"""Control characters, direction changes, line separators, what XML cannot hold, and the marks of mail slots."""

_LINE_END = re.compile(r"\r\n?|\n")

_NAMES = {
    0x00: "a NUL character",
    0x2028: "a line separator",
    0x2029: "a paragraph separator",
    0xE000: "a character that is kept for the mail's slots",
    0xE001: "a character that is kept for the mail's slots",
}


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a text, to turn offsets into places."""

    text: str
    starts: tuple[int, ...]
    """Code point where each line begins."""

    @classmethod
    def of(cls, text: str) -> Lines:
        """Find where the lines begin."""
        return cls(text, (0, *(match.end() for match in _LINE_END.finditer(text))))

    def place(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and column of a code point."""
        index = bisect_right(self.starts, offset) - 1
        return index + 1, offset - self.starts[index] + 1

    def line(self, number: int) -> str:
        """Return the 1-based line without its end; nothing where there is no such line."""
        if not 1 <= number <= len(self.starts):
            return ""
        following = self.starts[number] if number < len(self.starts) else len(self.text)
        return self.text[self.starts[number - 1] : following].rstrip("\r\n")

    def explain(self, problem: Problem) -> Problem:
        """Return the problem with the line that it stands in, unless it has one."""
        if problem.line is None or problem.excerpt is not None:
            return problem
        return replace(problem, excerpt=FORBIDDEN.sub("\ufffd", self.line(problem.line)))


def forbidden_character(text: str) -> str | None:
    """Return the name of the first character that no release may hold, or nothing."""
    found = FORBIDDEN.search(text)
    return _name(found[0]) if found else None


def forbidden_characters(text: str, *, path: str, line: int = 1) -> Iterator[Problem]:
    """Yield a problem for every line with a character that no release may hold; `line` is the text's first."""
    lines = Lines.of(text)
    seen: set[int] = set()
    for match in FORBIDDEN.finditer(text):
        number, column = lines.place(match.start())
        if number not in seen:
            seen.add(number)
            yield Problem(
                f"contains {_name(match[0])}, U+{ord(match[0]):04X}",
                path,
                number + line - 1,
                column,
                hint="delete it; it cannot be seen",
            )


def _name(character: str) -> str:
    code = ord(character)
    if code in _NAMES:
        return _NAMES[code]
    if code in {0x061C, 0x200E, 0x200F} or 0x202A <= code <= 0x2069:
        return "a character that changes the direction of writing"
    return "a control character"
