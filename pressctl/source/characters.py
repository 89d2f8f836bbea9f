"""Characters and lines of a source file: what no release may hold, and where a place in the text is.

Lines end as Markdown and YAML see them: LF, CRLF or CR. `str.splitlines` splits at more than these.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from pressctl.errors import Problem
from pressctl.frozen import Frozen, replace
from pressctl.model.characters import FORBIDDEN, character_name

_LINE_END = re.compile(r"\r\n?|\n")


class Lines(Frozen):
    """The lines of a text, to turn offsets into places."""

    text: str
    starts: tuple[int, ...]
    """Code point where each line begins."""

    @classmethod
    def of(cls, text: str) -> Lines:
        """Find where the lines begin."""
        return cls(text, (0, *[match.end() for match in _LINE_END.finditer(text)]))

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


def forbidden_characters(text: str, *, path: str, line: int = 1) -> Iterator[Problem]:
    """Yield a problem for every line with a character that no release may hold; `line` is the text's first."""
    if FORBIDDEN.search(text) is None:  # hardly any text has one, and finding all its lines takes time
        return
    lines = Lines.of(text)
    seen: set[int] = set()
    for match in FORBIDDEN.finditer(text):
        number, column = lines.place(match.start())
        if number not in seen:
            seen.add(number)
            yield Problem(
                f"contains {character_name(match[0])}",
                path,
                number + line - 1,
                column,
                hint="delete it; it cannot be seen",
            )
