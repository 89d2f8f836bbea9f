"""Octets on their way out, and where the final dot stands."""

from __future__ import annotations

from pressctl.mail.outgoing import Outgoing


def test_a_part_of_the_dot_counts_as_the_dot() -> None:
    outgoing = Outgoing()
    outgoing.say(b"line\r\n")
    outgoing.say_dot(b".\r\n")
    outgoing.say(b"MAIL FROM:<>\r\n")
    assert outgoing.before_dot == 6
    assert not outgoing.sent(4)
    assert outgoing.before_dot == 2
    assert not outgoing.sent(2)
    assert outgoing.before_dot == 0
    assert outgoing.sent(1)
    assert [bytes(piece) for piece in outgoing.waiting] == [b"\r\n", b"MAIL FROM:<>\r\n"]
    assert outgoing.before_dot is None
    assert not outgoing.sent(16), "it left once"
    assert not outgoing.waiting


def test_nothing_is_said_of_nothing() -> None:
    outgoing = Outgoing()
    outgoing.say(b"")
    assert not outgoing.waiting
