"""Octets that are to be sent, and where in them the final dot stands.

A message whose dot has not left was not sent, and one of whose dot a part has left may have been (RFC 1047): so the
octets are counted as they leave.
"""

from __future__ import annotations

from collections import deque


class Outgoing:
    """What waits to be sent on one connection, in order."""

    def __init__(self) -> None:
        self.waiting: deque[memoryview] = deque()
        """What waits, in order; only to be looked at."""
        self._queued = 0
        self._said = 0
        self._dot_at: int | None = None
        """How many octets will have been said when the first octet of the coming final dot leaves."""

    @property
    def before_dot(self) -> int | None:
        """Return how many octets stand before the coming final dot; nothing where none is coming."""
        return None if self._dot_at is None else self._dot_at - self._said

    def say(self, octets: bytes) -> None:
        """Put these behind what waits."""
        if octets:
            self.waiting.append(memoryview(octets))
            self._queued += len(octets)

    def say_dot(self, octets: bytes) -> None:
        """Put these behind what waits, as the end of a message."""
        self._dot_at = self._queued
        self.say(octets)

    def sent(self, octets: int) -> bool:
        """Know that so many have left; say whether the dot was among them, or a part of it."""
        self._said += octets
        while octets:
            first = self.waiting[0]
            if len(first) > octets:
                self.waiting[0] = first[octets:]
                break
            octets -= len(self.waiting.popleft())
        if self._dot_at is None or self._said <= self._dot_at:
            return False
        self._dot_at = None
        return True

    def clear(self) -> None:
        """Forget what waits."""
        self.waiting.clear()
