"""That work grows with what it is given and not with its square, on a machine that may be busy."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

ENOUGH = 1.0
"""Seconds of this process: what takes less needs no comparison."""


def grows_as_its_size(work: Callable[[int], Callable[[], object]], size: int, *, most: float = 28) -> bool:
    """Say whether `size` takes less than `most` times as long as an eighth of it; at once, where it takes no time.

    `work(size)` makes ready and returns what is measured. What grows with its size takes 8 times as long, with its
    square 64 times: no machine is uneven by so much.
    """
    measured = work(size)
    first = _once(measured)
    if first < ENOUGH:
        return True
    return min(first, _once(measured)) < most * _seconds(work(size // 8))


def _seconds(measured: Callable[[], object]) -> float:
    return min(_once(measured) for _ in range(2))  # what else a process does now and then is none of it


def _once(measured: Callable[[], object]) -> float:
    begun = process_time()
    measured()
    return process_time() - begun
