"""One connection: a socket that never waits, and its time."""

from __future__ import annotations

import math
import socket
import ssl
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from pressctl.mail.errands import Ended, Errand, Event, Ready
from pressctl.mail.letter import letter_of
from pressctl.mail.link import Link
from pressctl.mail.skills import Skills
from tests.servers.real_server import certificates


def test_an_answer_that_lies_unread_when_the_time_is_up_is_heard() -> None:
    """A machine that slept, or a process that was stopped, finds its time over and the answer there."""
    ours, theirs = socket.socketpair()
    with theirs:
        link = Link(ours, Skills(pipelining=True), 5.0)
        errand = Errand("press@example.org", "a@example.org", letter_of(b"Subject: x\r\n\r\nline\r\n"))
        assert link.announce(errand) is None
        assert list(link.write()) == []
        theirs.sendall(b"250 ok\r\n250 ok\r\n354 go on\r\n")
        assert list(link.expire(math.inf)) == [Ready(errand)]
        link.dialogue.proceed(errand)
        link.begin()
        assert list(link.write()) == []
        (end,) = link.expire(math.inf)
        assert isinstance(end, Ended)
        assert "in time" in end.outcome.reply
        link.close()


@contextmanager
def over_tls(folder: Path) -> Iterator[tuple[ssl.SSLSocket, ssl.SSLSocket]]:
    """Yield both ends of a protected connection."""
    certs = certificates(folder)
    ours, theirs = socket.socketpair()
    with ThreadPoolExecutor(1) as pool:
        serving = pool.submit(certs.context.wrap_socket, theirs, server_side=True)
        client = ssl.create_default_context(cafile=str(certs.ca_file))
        with client.wrap_socket(ours, server_hostname="localhost") as one, serving.result(30) as other:
            yield one, other


@pytest.mark.parametrize(("lines", "records"), [(60, 1), (6_000, 3)])
def test_over_tls_a_short_message_its_dot_and_the_next_envelope_are_one_record(
    tmp_path: Path, lines: int, records: int
) -> None:
    letter = letter_of(b"Subject: x\r\n\r\n" + b"line\r\n" * lines)
    first, second = (Errand("press@example.org", f"{name}@example.org", letter) for name in "ab")
    with over_tls(tmp_path) as (ours, theirs):
        link = Link(ours, Skills(pipelining=True), 60.0)
        link.announce(first)
        list(link.write())
        assert theirs.recv(65536).endswith(b"DATA\r\n")
        theirs.sendall(b"250 ok\r\n250 ok\r\n354 go on\r\n")
        heard: list[Event] = []
        while not heard:
            heard = list(link.read())
        assert heard == [Ready(first)]
        link.announce(second)
        link.dialogue.proceed(first)
        assert list(link.write()) == []
        assert first.dot_left
        sent = [theirs.recv(65536) for _ in range(records)]
        assert sent[-1].endswith(b"\r\n.\r\nMAIL FROM:<press@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n")
        link.close()
