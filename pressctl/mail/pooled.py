"""The way of a transport that answers late and takes several messages at once, such as a provider's interface.

Each message that proceeds is handed to a thread; what the threads found is heard by the one that waits. Only a
hand-over runs in them: nothing of the record is touched there.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Protocol

from pressctl.mail.base import Envelope
from pressctl.mail.errands import Ended, Errand, Event, Ready
from pressctl.mail.letter import Letter
from pressctl.model.delivery import Outcome


class _Delivers(Protocol):
    def open(self) -> None: ...

    @property
    def deliver(self) -> Callable[[Envelope, bytes], Outcome]: ...

    def close(self) -> None: ...


class Pooled:
    """A carrier over a `deliver` that may be called from several threads at once."""

    def __init__(self, transport: _Delivers, most: int) -> None:
        """Take the transport, which is opened and closed here, and how many may be under way."""
        self._transport = transport
        self._most = most
        self._links = 1
        self._pool: ThreadPoolExecutor | None = None
        self._announced: dict[Errand, Envelope] = {}
        self._under_way: dict[Future[Outcome], Errand] = {}
        self._events: list[Event] = []

    @property
    def width(self) -> int:
        """Return how many may be under way at once."""
        return self._most

    def open(self) -> None:
        """Open the transport; without effect where it is open."""
        if self._pool is None:
            self._transport.open()
            self._pool = ThreadPoolExecutor(self._most, thread_name_prefix="pressctl-mail")

    def widen(self, links: int) -> None:
        """Allow so many at once."""
        self._links = max(self._links, min(links, self._most))

    @property
    def connected(self) -> bool:
        """Say whether it is open."""
        return self._pool is not None

    @property
    def room(self) -> int:
        """Return how many more it would take now."""
        busy = len(self._announced) + len(self._under_way)
        return max(0, self._links - busy) if self._pool is not None else 0

    def announce(self, envelope: Envelope, letter: Letter) -> Errand | Outcome:
        """Take one message: it is ready at once."""
        errand = Errand.to(envelope.sender, envelope.recipient, letter)
        self._announced[errand] = envelope
        self._events.append(Ready(errand))
        return errand

    def proceed(self, errand: Errand) -> None:
        """Hand it over, in a thread of its own."""
        envelope = self._announced.pop(errand)
        assert self._pool is not None  # noqa: S101  # nothing is announced before it is open
        errand.proceeding = True
        future = self._pool.submit(self._transport.deliver, envelope, errand.letter.head + errand.letter.tail)
        self._under_way[future] = errand

    def take_back(self, errand: Errand) -> None:
        """Forget it."""
        self._announced.pop(errand, None)
        self._events = [event for event in self._events if event.errand is not errand]

    def wait(self, seconds: float) -> list[Event]:
        """Wait until something has happened, at most so long; return what."""
        patience = 0.0 if self._events else seconds
        if not self._under_way:
            time.sleep(patience)
        for future in wait(self._under_way, patience, FIRST_COMPLETED).done:
            outcome = future.result()
            self._events.append(Ended(self._under_way.pop(future), outcome))
            if outcome.connection_lost:
                self._end()
        events, self._events = self._events, []
        return events

    def close(self) -> None:
        """Let what has begun come to its end, and close the transport."""
        self._end()
        self._transport.close()

    def _end(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=True)
