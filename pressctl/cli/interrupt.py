"""Ctrl-C at work: the message in flight, or the release being written, is finished; then everything stops in order."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def finish_in_flight(announce: Callable[[], None]) -> Iterator[Callable[[], bool]]:
    """Turn the first Ctrl-C (and a polite termination) into a wish to stop; a second Ctrl-C stops at once.

    Yields a function that says whether stopping is wished for. Outside of the main thread no signal can be
    caught, and the wish never comes.
    """
    wished = threading.Event()

    def wish(number: int, frame: FrameType | None) -> None:
        if wished.is_set():
            raise KeyboardInterrupt
        wished.set()
        announce()

    if threading.current_thread() is not threading.main_thread():
        yield wished.is_set
        return
    caught = [signal.SIGINT, signal.SIGTERM]
    before = {number: signal.signal(number, wish) for number in caught}
    try:
        yield wished.is_set
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
