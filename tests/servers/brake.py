"""A brake on a mail server, so that a test meets a sending in its middle on a machine however fast or busy."""

from __future__ import annotations

import threading

from tests.servers.fault_server import FaultServer


class Brake:
    """Lets a server take so many messages at full speed, and every further one slowly, or not at all until let go."""

    def __init__(self, server: FaultServer, *, pause: float = 60.0) -> None:
        """Take the server, and for how many seconds it holds the answer to each final dot once the brake is on."""
        self._server = server
        self._pause = pause
        self._until: int | None = None
        self._free = threading.Event()
        self._held = threading.Event()
        server.on_phase = self._at

    def after(self, messages: int) -> None:
        """Put it on as soon as so many more messages were taken."""
        self._held.clear()
        self._free.clear()
        self._until = len(self._server.accepted) + messages

    def held(self) -> None:
        """Wait until it has got hold of a message."""
        assert self._held.wait(120), "the sending never came so far"

    def off(self) -> None:
        """Let go, for good or until `after` is called again."""
        self._until = None
        self._free.set()

    def _at(self, phase: str, _: str) -> None:
        if phase == "dot" and self._until is not None and len(self._server.accepted) >= self._until:
            self._held.set()
            self._free.wait(self._pause)
