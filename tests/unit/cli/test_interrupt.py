"""Ctrl-C at work: the first is a wish, the second an end."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from types import FrameType

import pytest

from pressctl.cli.interrupt import finish_in_flight

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a process signals itself on POSIX")


def test_the_first_is_a_wish_and_the_second_an_end() -> None:
    said: list[str] = []
    with finish_in_flight(lambda: said.append("stopping")) as stop:
        assert not stop()
        os.kill(os.getpid(), signal.SIGINT)
        assert stop()
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
    assert said == ["stopping"]


def test_in_the_middle_of_a_line_it_is_a_wish_all_the_same() -> None:
    def write_in_the_middle_of_writing() -> None:
        raise RuntimeError("reentrant call inside <_io.BufferedWriter name='<stderr>'>")

    with finish_in_flight(write_in_the_middle_of_writing) as stop:
        os.kill(os.getpid(), signal.SIGINT)
        assert stop()


def test_a_second_ctrl_c_at_any_step_of_the_first_never_hangs() -> None:
    steps = next(step for step in count(1) if not pressed_again_at(step)) - 1
    assert steps > 2, "the first was met in the middle"


def pressed_again_at(step: int) -> bool:
    """Press Ctrl-C, and again when the first has come so many steps far; say whether it came so far."""
    steps = 0

    def trace(frame: FrameType, event: str, argument: object) -> Callable[..., object]:
        nonlocal steps
        steps += 1
        if steps == step:
            signal.raise_signal(signal.SIGINT)
        return trace

    def too_late(number: int, frame: FrameType | None) -> None:
        raise AssertionError("the second Ctrl-C hangs")

    before, tracing = signal.signal(signal.SIGALRM, too_late), sys.gettrace()
    signal.setitimer(signal.ITIMER_REAL, 5)
    try:
        with suppress(KeyboardInterrupt), finish_in_flight(lambda: None) as stop:
            sys.settrace(trace)
            signal.raise_signal(signal.SIGINT)
            sys.settrace(tracing)
            assert stop()
    finally:
        sys.settrace(tracing)
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    return steps >= step
