"""Several connections at once: what holds while there is none."""

from __future__ import annotations

import selectors
from typing import NoReturn

import pytest

from pressctl.errors import Interrupted
from pressctl.mail.exchange import Exchange


class _AsOnWindows(selectors.SelectSelector):
    """Waits for nothing that is registered, and for nothing else (WSAEINVAL)."""

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if not self.get_map():
            raise OSError(10022, "An invalid argument was supplied")
        return super().select(timeout)


def test_without_a_connection_time_passes_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def connect() -> NoReturn:
        raise Interrupted("nobody asked for a connection")

    monkeypatch.setattr(selectors, "DefaultSelector", _AsOnWindows)
    exchange = Exchange(connect, 1, lambda link: None)
    assert exchange.wait(0.001) == []
    exchange.close()
