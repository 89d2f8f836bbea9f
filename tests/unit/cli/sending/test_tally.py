"""How far a sending is, at a glance."""

from __future__ import annotations

from pressctl.cli.sending.tally import Tally
from pressctl.model.delivery import DeliveryState
from pressctl.workflow.sending.progress import Progress


class Seconds:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def told(tally: Tally, done: int, total: int, state: DeliveryState = DeliveryState.ACCEPTED) -> None:
    tally.add(Progress(done, total, state, "a@example.com"))


def test_it_tells_rate_time_left_and_what_went_wrong() -> None:
    clock = Seconds()
    tally = Tally(clock)
    for number in range(1, 73):
        told(tally, number, 97, DeliveryState.REJECTED if number == 5 else DeliveryState.ACCEPTED)
    told(tally, 73, 97, DeliveryState.UNCERTAIN)
    clock.now += 6.6
    assert tally.line() == "73 of 97 · 11/s · 2 s left · 1 refused · 1 in doubt"


def test_it_says_nothing_of_a_rate_before_there_is_one() -> None:
    tally = Tally(Seconds())
    told(tally, 1, 5000)
    assert tally.line() == "1 of 5,000"


def test_a_slow_server_is_told_in_minutes() -> None:
    clock = Seconds()
    tally = Tally(clock)
    told(tally, 10, 1000)
    clock.now += 60
    assert tally.line() == "10 of 1,000 · 10 a minute · 1 h 39 min left"


def test_at_its_end_nothing_is_left() -> None:
    clock = Seconds()
    tally = Tally(clock)
    told(tally, 40, 40)
    clock.now += 2
    assert tally.line() == "40 of 40 · 20/s"
