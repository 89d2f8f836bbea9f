"""What every way of leaving promises (`mail.base.Transport`), held against each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from pressctl.mail.base import Envelope, Transport
from pressctl.model.delivery import ALLOWED, DeliveryState
from pressctl.workflow.roads import folder_transport
from tests.servers.fault_server import FaultServer
from tests.servers.sendings import smtp_to

MESSAGE = b"From: press@example.org\r\nTo: a@example.org\r\n\r\n.a line\r\n"

Taken = Callable[[], list[bytes]]
Setting = AbstractContextManager[tuple[Transport, Taken]]


@contextmanager
def into_a_folder(folder: Path) -> Iterator[tuple[Transport, Taken]]:
    outbox = folder / "outbox"
    yield folder_transport(outbox), lambda: [file.read_bytes() for file in sorted(outbox.rglob("*.eml"))]


@contextmanager
def through_a_server(folder: Path) -> Iterator[tuple[Transport, Taken]]:
    server = FaultServer()
    with server.running():
        yield smtp_to(server.port), lambda: [message for _, message in server.accepted]


@pytest.fixture(params=[into_a_folder, through_a_server])
def setting(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Transport, Taken]]:
    make: Callable[[Path], Setting] = request.param
    with make(tmp_path) as (transport, taken):
        yield transport, taken
        transport.close()


def envelope(position: int) -> Envelope:
    return Envelope("press@example.org", "a@example.org", "2018-10-30-a1", position)


def test_what_was_handed_over_arrives_byte_for_byte(setting: tuple[Transport, Taken]) -> None:
    transport, taken = setting
    transport.open()
    outcomes = [transport.deliver(envelope(position), MESSAGE) for position in (1, 2)]
    assert taken() == [MESSAGE, MESSAGE]
    expected = DeliveryState.WRITTEN if transport.rehearsal else DeliveryState.ACCEPTED
    assert {outcome.state for outcome in outcomes} == {expected}
    assert all(outcome.reply for outcome in outcomes)


def test_a_message_in_flight_ends_in_a_state_that_is_allowed(setting: tuple[Transport, Taken]) -> None:
    transport, _ = setting
    assert transport.interrupted(envelope(1)) in ALLOWED[DeliveryState.SENDING]


def test_it_opens_again_and_closes_twice(setting: tuple[Transport, Taken]) -> None:
    transport, taken = setting
    transport.close()
    for position in (1, 2):
        transport.open()
        transport.deliver(envelope(position), MESSAGE)
    transport.close()
    transport.close()
    assert len(taken()) == 2


def test_it_says_how_mail_leaves(setting: tuple[Transport, Taken]) -> None:
    transport, _ = setting
    assert transport.name in {"folder", "smtp"}
    assert transport.route
    assert transport.rehearsal == (transport.name == "folder")
