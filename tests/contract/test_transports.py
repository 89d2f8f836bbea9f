"""What every way of leaving promises (`mail.base.Transport`), held against each of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from pressctl.config.mail import Ses
from pressctl.mail.base import Carrier, Envelope, Transport
from pressctl.mail.errands import Ended, Errand, Ready
from pressctl.mail.letter import Letter, letter_of
from pressctl.mail.ses import SesTransport
from pressctl.model.delivery import ALLOWED, DeliveryState
from pressctl.workflow.sending.roads import folder_transport
from tests.servers.fault_server import FaultServer
from tests.servers.sendings import smtp_to
from tests.servers.ses_server import REGION, ses_server, taken

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


@contextmanager
def through_amazon(folder: Path) -> Iterator[tuple[Transport, Taken]]:
    with ses_server("example.org"):
        yield SesTransport(Ses(region=REGION)), lambda: [message for _, message in taken()]


@pytest.fixture(params=[into_a_folder, through_a_server, through_amazon])
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
    assert transport.name in {"folder", "smtp", "ses"}
    assert transport.route
    assert transport.rehearsal == (transport.name == "folder")


def test_a_carrier_carries_each_message_once_and_only_when_told(setting: tuple[Transport, Taken]) -> None:
    transport, taken = setting
    carrier = transport.carrier()
    carrier.open()
    one, two, three = (letter_of(MESSAGE + f"{number}\r\n".encode()) for number in (1, 2, 3))
    given_up = carrier.announce(envelope(1), one)
    assert isinstance(given_up, Errand)
    carrier.take_back(given_up)
    ended = [event for number, letter in ((2, two), (3, three)) for event in carried(carrier, envelope(number), letter)]
    carrier.close()
    carrier.close()
    assert sorted(taken()) == [two.head, three.head]
    wanted = DeliveryState.WRITTEN if transport.rehearsal else DeliveryState.ACCEPTED
    assert [event.outcome.state for event in ended] == [wanted, wanted]


def carried(carrier: Carrier, envelope: Envelope, letter: Letter) -> list[Ended]:
    """Carry one message, on a new connection where taking another back has cost the old one."""
    until, ended = time.monotonic() + 120, list[Ended]()
    errand: Errand | None = None
    while not ended and time.monotonic() < until:
        if not carrier.connected:
            carrier.open()
        if errand is None and carrier.room:
            announced = carrier.announce(envelope, letter)
            assert isinstance(announced, Errand)
            errand = announced
        for event in carrier.wait(0.2):
            if event.errand is not errand:
                continue
            if isinstance(event, Ready):
                carrier.proceed(errand)
            elif isinstance(event, Ended):
                ended.append(event)
            else:
                errand = None  # nobody has heard of it: it is as if it had not been tried
    return ended
