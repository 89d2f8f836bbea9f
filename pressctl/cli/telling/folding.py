"""Lines that are too long for the screen, folded at spaces: never within a word, a path, an address or a command.

What follows hangs under the text, not under its mark. A word that is wider than the screen has a line of its own,
which the terminal breaks where it must and still copies as one. Who knows the columns wraps by `wrapped`; the
screen folds (`folded`) whatever is still too long.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

_MARK = re.compile(r"\s*(?:[✓✗·!+x-] |Next: |\d+  )?")
_LABEL = re.compile(r"\S+(?: \S+){0,3}\s{2,}(?=\S)")
_WORD = re.compile(r"\s*\S+")
_ROOM = 40
"""Columns that must be left under a label: where there are fewer, what follows hangs under the label itself."""


LEAST = 30
"""Columns that a text gets on however narrow a screen: fewer are no column to read."""


def wrapped(text: str, width: int, *, hanging: int = 0) -> list[str]:
    """Return the lines of one paragraph, broken at spaces alone; those after the first stand `hanging` columns in.

    Of an empty text there are none.
    """
    from textwrap import wrap

    return wrap(text, width, subsequent_indent=" " * hanging, break_long_words=False, break_on_hyphens=False)


def say_beside(console: Console, label: str, text: str, column: int = 15) -> None:
    """Write a label and, from `column` on, what it says: wrapped there, but for a pipe."""
    lead = f"{f'  {label}':<{column - 1}} "
    lines = [text] if console.soft_wrap else wrapped(text, max(LEAST, console.width - len(lead))) or [""]
    for number, line in enumerate(lines):
        console.print(f"{' ' * len(lead) if number else lead}{line}", markup=False)


def say_indented(console: Console, text: str, indent: str, *, style: str = "") -> None:
    """Write a text under an indent: wrapped to it, but for a pipe."""
    for line in [text] if console.soft_wrap else wrapped(text, max(LEAST, console.width - len(indent))):
        console.print(f"{indent}{line}", style=style or None, markup=False)


def folded(text: str, width: int) -> str:
    """Return the text with lines of at most `width` columns, where its words allow it."""
    return "\n".join(_folded_line(line, width) for line in text.split("\n"))


def _folded_line(line: str, width: int) -> str:
    from rich.cells import cell_len

    if cell_len(line) <= width:
        return line
    lead, end = _hanging(line, width)
    room = width - lead
    labelled = _MARK.fullmatch(line[:end]) is None
    made, used = [line[:end]], lead
    for word in _WORD.findall(line[end:]):
        bare = word.lstrip()
        begun = used > lead or (labelled and cell_len(bare) > room)
        if begun and used + cell_len(word) > width:
            # A word that no line holds begins at the margin: most of it stands on the first of its lines.
            indent = lead if cell_len(bare) <= room else min(lead, len(line) - len(line.lstrip()))
            made += ["\n", " " * indent, bare]
            used = indent + cell_len(bare)
        else:
            made.append(word)
            used += cell_len(word)
    return "\n".join(each.rstrip() for each in "".join(made).split("\n")) + line[len(line.rstrip()) :]


def _hanging(line: str, width: int) -> tuple[int, int]:
    """Return the column that the text hangs from, and the index of the line where it begins."""
    from rich.cells import cell_len

    mark = _MARK.match(line)
    end = mark.end() if mark else 0
    label = _LABEL.match(line, end)
    if label and cell_len(line[: label.end()]) <= width - _ROOM:
        end = label.end()
    return cell_len(line[:end]), end
