"""Ctrl-C at work: the message in flight, or the release being written, is finished; then everything stops in order."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import NoReturn

from pressctl.errors import ExitCode


def interrupt() -> NoReturn:
    """Break off wherever we are, and let everybody tidy up."""
    raise KeyboardInterrupt


def end_at_once() -> NoReturn:
    """End the process as a power cut would.

    A sending is made to be cut off anywhere, and `--resume` goes on from its record. An exception at any step would
    have what tidies up begin in the middle of a step, such as a commit.
    """
    with suppress(OSError, ValueError):
        if sys.stderr.isatty():
            os.write(sys.stderr.fileno(), b"\x1b[?25h\r\n")  # whoever draws a bar hides the cursor
    os._exit(ExitCode.INTERRUPTED)


@contextmanager
def finish_in_flight(
    announce: Callable[[], None], at_once: Callable[[], NoReturn] = interrupt
) -> Iterator[Callable[[], bool]]:
    """Turn the first Ctrl-C (and a polite termination) into a wish to stop; at a second one, call `at_once`.

    Yields a function that says whether stopping is wished for. Outside of the main thread no signal can be
    caught, and the wish never comes.
    """
    wished = False  # no `threading.Event`: a second Ctrl-C would wait for ever for the lock that the first one holds

    def wish(number: int, frame: FrameType | None) -> None:
        nonlocal wished
        if wished:
            at_once()
        wished = True
        with suppress(RuntimeError):  # we are just writing, and a stream cannot be written to twice at once
            announce()

    if threading.current_thread() is not threading.main_thread():
        yield lambda: wished
        return
    caught = [signal.SIGINT, signal.SIGTERM]
    before = {number: signal.signal(number, wish) for number in caught}
    try:
        yield lambda: wished
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
