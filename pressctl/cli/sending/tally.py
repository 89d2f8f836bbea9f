"""How far a sending is, as a person reads it at a glance: how many, how fast, how long still, and what went wrong."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pressctl.model.delivery import DeliveryState

if TYPE_CHECKING:
    from rich.console import Console

    from pressctl.workflow.sending.progress import Progress

_EVERY = 3.0
"""Seconds between two lines where there is no terminal."""
_DRAWN = 0.1
"""Seconds between two states of the bar: the screen shows no more, and a message is faster than its words."""
_SOON = 1.0
"""Seconds before which a rate says nothing."""

_ASIDE = {
    DeliveryState.DEFERRED: "not taken yet",
    DeliveryState.REJECTED: "refused",
    DeliveryState.UNCERTAIN: "in doubt",
    DeliveryState.SUPPRESSED: "do not mail",
    DeliveryState.CANCELLED: "stopped",
}
"""What is worth a word while it goes on; everything else is as it should be."""


class Tally:
    """Counts how messages ended, and tells the rate."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin to count now."""
        self._clock = clock
        self._began = clock()
        self._states: Counter[DeliveryState] = Counter()
        self.done = 0
        self.total = 0

    def add(self, progress: Progress) -> None:
        """Count one more."""
        self.done, self.total = progress.done, progress.total
        self._states[progress.state] += 1

    def pace(self) -> str:
        """Return `11/s · 2 s left`; nothing before that can be said."""
        passed = self._clock() - self._began
        if passed < _SOON or not self.done:
            return ""
        rate = self.done / passed
        shown = f"{rate:,.0f}/s" if rate >= 1 else f"{rate * 60:,.0f} a minute"
        left = (self.total - self.done) / rate
        return f"{shown} · {_duration(left)} left" if self.done < self.total else shown

    def aside(self) -> str:
        """Return `1 refused · 2 in doubt`, or nothing."""
        return " · ".join(f"{self._states[state]:,} {word}" for state, word in _ASIDE.items() if self._states[state])

    def line(self) -> str:
        """Return all of it in a line."""
        return " · ".join(part for part in (f"{self.done:,} of {self.total:,}", self.pace(), self.aside()) if part)


@contextmanager
def progress_on(console: Console, total: int | None) -> Iterator[Callable[[Progress], None]]:
    """Yield what shows progress: a bar in a terminal, else a line every few seconds."""
    tally = Tally()
    if console.soft_wrap:
        yield _lines(console, tally)
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("  Sending"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("{task.fields[said]}"),
    )
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=total, said="")

        drawn = 0.0

        def show(progress: Progress) -> None:
            nonlocal drawn
            tally.add(progress)
            now = time.monotonic()
            if now - drawn >= _DRAWN or progress.done >= progress.total:
                drawn = now
                said = " · ".join(part for part in (tally.pace(), tally.aside()) if part)
                bar.update(task, completed=progress.done, total=progress.total, said=said)

        yield show


def _lines(console: Console, tally: Tally) -> Callable[[Progress], None]:
    last = time.monotonic()

    def show(progress: Progress) -> None:
        nonlocal last
        tally.add(progress)
        if time.monotonic() - last >= _EVERY:
            last = time.monotonic()
            console.print(f"  {tally.line()}", markup=False)

    return show


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60:02d} min"
