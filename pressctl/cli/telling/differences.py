"""What would change in a file, line by line, before it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


def show_difference(console: Console, name: str, before: str, after: str) -> None:
    """Write how a text would differ, as a unified diff with one line around each change."""
    from difflib import unified_diff

    for line in unified_diff(_lines(before), _lines(after), name, name, lineterm="", n=1):
        style = "green" if line.startswith("+") else "red" if line.startswith("-") else "dim"
        console.print(line, markup=False, style=style)


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").split("\n")
