"""One connection: a socket that never waits, and its time."""

from __future__ import annotations

import math
import socket

from pressctl.mail.errands import Ended, Errand, Ready
from pressctl.mail.letter import letter_of
from pressctl.mail.link import Link
from pressctl.mail.skills import Skills


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
