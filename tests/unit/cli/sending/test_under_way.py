"""What is asked and what is drawn while a sending goes on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from pressctl.cli.sending import under_way
from pressctl.workflow.sending import dispatching, resuming


@pytest.mark.parametrize("goes_on", [False, True], ids=["send", "resume"])
def test_who_acts_is_asked_before_anything_is_drawn(monkeypatch: pytest.MonkeyPatch, *, goes_on: bool) -> None:
    happened: list[str] = []

    @contextmanager
    def watching(*_: object) -> Iterator[None]:
        happened.append("drawn")
        yield

    def asked() -> str:
        happened.append("asked")
        return "the desk"

    def sent(desk: object, *_: object, **__: object) -> object:
        happened.append(f"sent from {desk}")
        return desk

    monkeypatch.setattr(under_way, "watching", watching)
    monkeypatch.setattr(dispatching, "dispatch", sent)
    monkeypatch.setattr(resuming, "resume", sent)
    session = SimpleNamespace(acting_desk=asked)
    if goes_on:
        under_way.resumed(session, "sirens", None, wait=False)  # type: ignore[arg-type]
    else:
        prepared = SimpleNamespace(plan=SimpleNamespace(recipients=()))
        under_way.dispatched(session, prepared)  # type: ignore[arg-type]
    assert happened == ["asked", "drawn", "sent from the desk"]
