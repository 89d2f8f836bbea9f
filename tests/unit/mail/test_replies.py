"""A server's replies out of octets, in whatever pieces they come."""

from __future__ import annotations

import pytest

from pressctl.mail.replies import Garbage, Replies
from pressctl.mail.verdicts import names_nobody


@pytest.mark.parametrize(
    ("enhanced", "words", "gone"),
    [
        ("5.1.1", "550 5.1.1 <a@example.com>: Recipient address rejected: User unknown", True),
        ("5.1.10", "550 5.1.10 Recipient not found", True),
        ("5.1.2", "553 5.1.2 Bad destination system address", True),
        (None, "550 No such user here", True),
        (None, "550 Requested action not taken: the mailbox does not exist", True),
        (None, "550 Unknown recipient", True),
        ("5.1.1", "550 5.1.1 refused: our policy on bulk mail", False),
        ("5.2.2", "552 5.2.2 The mailbox does not exist any more for you: quota", False),
        ("5.7.1", "550 5.7.1 not today", False),
        (None, "550 Mail from your network is blocked: user unknown to us", False),
        (None, "554 Transaction failed", False),
    ],
)
def test_a_refusal_says_that_nobody_is_there_only_in_so_many_words(
    enhanced: str | None, words: str, gone: bool
) -> None:
    assert names_nobody(enhanced, words) is gone


@pytest.mark.parametrize("cut", [1, 100, 70_000])
def test_of_an_endless_line_only_its_beginning_is_kept(cut: int) -> None:
    """A line that comes whole in one go is read as one that does not would be, were it shorter."""
    octets = b"250 " + b"x" * 3_000 + b"\r\n" + b"250 ok\r\n"
    replies = Replies()
    found = [reply for at in range(0, len(octets), cut) for reply in replies.read(octets[at : at + cut])]
    assert [len(reply.text) for reply in found] == [3_000, 2]


def test_a_line_longer_than_any_is_cut_or_refused() -> None:
    (whole,) = Replies().read(b"250 " + b"9" * 60_000 + b"\r\n")
    assert len(whole.text) < 5_000
    with pytest.raises(Garbage, match="no end of line"):
        list(Replies().read(b"250 " + b"9" * 60_000))


def test_lines_of_different_codes_are_no_reply() -> None:
    with pytest.raises(Garbage):
        list(Replies().read(b"250-ok\r\n550 no\r\n"))
