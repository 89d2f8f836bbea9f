"""How an error looks: what, where, and the next command to run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pressctl.cli.telling.folding import LEAST, wrapped
from pressctl.cli.telling.symbols import Symbols, symbols_for
from pressctl.errors import PressctlError, Problem
from pressctl.model.characters import FORBIDDEN

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

SHOWN = 40
"""How many problems of one error are written out."""


def show_error(console: Console, error: PressctlError) -> None:
    """Write the error with all of its problems and its hint to `console` (stderr)."""
    symbols = symbols_for(console.encoding)
    _hanging(console, f"{symbols.failed} ", error.message, 2, "bold red")
    shown = error.problems[:SHOWN]
    columns = _widths(shown)
    for problem in shown:
        _problem(console, problem, symbols, _lead(problem, error.message, columns))
    if len(error.problems) > SHOWN:
        _hanging(console, "    ", f"… and {len(error.problems) - SHOWN} more", 4, "")
    if error.hint:
        _hanging(console, "  Next: ", error.hint, 8, "")


def _lead(problem: Problem, said: str, columns: tuple[int, int]) -> str:
    """Return the place before the message: rows and cells of a table in columns, a file unless it was named above."""
    row = getattr(problem, "row", None)
    if row is not None:
        cell = getattr(problem, "cell", None) or ""
        lead = f"row {row}".ljust(columns[0])
        return f"{lead}  {cell:<{columns[1]}}" if columns[1] else lead
    named = problem.line is None and (problem.path or "") in said
    return "  ".join(part for part in ("" if named else problem.place(), problem.where or "") if part)


def _widths(problems: Sequence[Problem]) -> tuple[int, int]:
    """Return how wide the columns for rows and cells are."""
    rows = [len(f"row {row}") for problem in problems if (row := getattr(problem, "row", None)) is not None]
    cells = [len(getattr(problem, "cell", None) or "") for problem in problems]
    return max(rows, default=0), max(cells, default=0)


def _problem(console: Console, problem: Problem, symbols: Symbols, lead: str) -> None:
    message = f"{lead}  {problem.message}" if lead else problem.message
    _hanging(console, "    ", message, 6, "")
    if problem.excerpt is not None and problem.line is not None:
        _excerpt(console, problem, problem.excerpt, symbols)
    if problem.hint:
        _hanging(console, "      ", problem.hint, 6, "dim")


def _excerpt(console: Console, problem: Problem, line: str, symbols: Symbols) -> None:
    number = str(problem.line)
    column = problem.column or 1
    room = max(20, console.width - len(number) - 12)
    start = max(0, column - 1 - room // 2) if len(line) > room else 0
    shown = ("…" if start else "") + line[start : start + room].replace("\t", " ")
    mark = column - 1 - start + (1 if start else 0)
    _plain(console, f"      {number} {symbols.rule} {shown}", "dim")
    _plain(console, f"      {' ' * len(number)} {symbols.rule} {' ' * mark}^", "dim")


def _plain(console: Console, text: str, style: str) -> None:
    console.print(_text(text, style), soft_wrap=True)


def _hanging(console: Console, lead: str, text: str, indent: int, style: str) -> None:
    """Write `text` after `lead`, wrapped with a hanging indent where there is a terminal to wrap for."""
    if console.soft_wrap:
        console.print(_text(lead + text, style))
        return
    room = max(LEAST, console.width - indent)
    lines = [line for paragraph in text.splitlines() or [""] for line in wrapped(paragraph, room) or [""]]
    for number, line in enumerate(lines):
        _plain(console, (lead if number == 0 else " " * indent) + line, style if number == 0 else "")


def _text(text: str, style: str) -> Text:
    """Return a text to print; what cannot be seen in it, or speaks to the terminal, is marked, letter for letter."""
    from rich.text import Text

    return Text(FORBIDDEN.sub("\ufffd", text), style=style)
