"""The last line of a command: what to run next."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


def say_next(console: Console, step: str) -> None:
    """Write the command, or the deed, that usually follows."""
    console.print(f"  Next: {step}", markup=False)
