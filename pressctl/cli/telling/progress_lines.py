"""How far something is, as a line every few seconds: where there is no terminal for a bar."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rich.console import Console

_EVERY = 5.0
"""Seconds between two lines."""


class HowFar(Protocol):
    """What is told of work in progress."""

    @property
    def done(self) -> int:
        """How many are done."""
        ...

    @property
    def total(self) -> int:
        """Of how many."""
        ...


def lines_on(console: Console) -> Callable[[HowFar], None]:
    """Return what writes `120 of 500` when the last such line is some seconds old."""
    last = time.monotonic()

    def show_line(state: HowFar) -> None:
        nonlocal last
        if time.monotonic() - last >= _EVERY:
            last = time.monotonic()
            console.print(f"  {state.done} of {state.total}", markup=False)

    return show_line
