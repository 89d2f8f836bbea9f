"""A mail server's replies, read within a time, and what they mean for a message."""

from __future__ import annotations

import re
import socket
import ssl
from collections import deque
from collections.abc import Iterator
from functools import lru_cache
from time import monotonic

from pressctl.frozen import Frozen
from pressctl.model.characters import INVISIBLE

_LINE = re.compile(rb"([2-5][0-9]{2})(?:([ -])(.*))?", re.DOTALL)
_ENHANCED = re.compile(r"([245]\.\d{1,3}\.\d{1,3})(?=\s|$)")

_UNSEEN = re.compile(f"[{INVISIBLE}\r]")

_LONGEST_LINE = 4096
_MOST_LINES = 200


class LineLost(Exception):
    """The server closed the connection, or the network did."""


class TooLate(LineLost):
    """The server did not answer in time; it may still be there."""


class Garbage(LineLost):
    """What the server says is no SMTP: nothing that follows can be trusted."""


def how_it_broke(error: OSError) -> str:
    """Say in words how a connection was lost; OpenSSL's own name the lines of its code."""
    if isinstance(error, ssl.SSLError):
        return f"the connection broke: TLS failed ({error.reason or 'without a reason'})"
    return f"the connection broke: {error.strerror or error}"


class Reply(Frozen):
    """One reply, all its lines."""

    code: int
    text: str
    """The lines' words, one line each; undecodable bytes are shown as such."""

    @property
    def enhanced(self) -> str | None:
        """Enhanced status code (RFC 2034 §3), where there is one."""
        match = _ENHANCED.match(self.text)
        return match[1] if match else None

    @property
    def kind(self) -> int:
        """First digit: 2 done, 3 go on, 4 not now, 5 no."""
        return self.code // 100

    def words(self) -> str:
        """Return code and text in one line, as a log shows it."""
        return f"{self.code} {' '.join(self.text.split())}".strip()


class Replies:
    """Replies out of the octets of a connection, in whatever pieces they come."""

    def __init__(self) -> None:
        self._octets = b""
        self._code: int | None = None
        self._words: list[str] = []

    @property
    def begun(self) -> bool:
        """Say whether a part of a reply has come."""
        return bool(self._octets or self._words)

    def read(self, data: bytes) -> Iterator[Reply]:
        """Yield the replies that are whole with these octets.

        Raises:
            Garbage: this is no reply (RFC 5321 §4.2).
        """
        whole, end, self._octets = (self._octets + data).rpartition(b"\n")
        for line in whole.split(b"\n") if end else ():
            if (reply := self._line(line[:_LONGEST_LINE].rstrip(b"\r"))) is not None:  # the rest is nobody's to read
                yield reply
        if len(self._octets) > _LONGEST_LINE:
            raise Garbage("the server's answer has no end of line")

    def _line(self, line: bytes) -> Reply | None:
        code, goes_on, words = _parsed(line)
        if self._code is None and not goes_on:
            return Reply(code, words)
        if self._code not in {None, code}:
            raise Garbage("the server's answer is not SMTP")
        self._code = code
        self._words.append(words)
        if len(self._words) > _MOST_LINES:
            raise Garbage("the server's answer does not end")
        if goes_on:
            return None
        reply = Reply(code, "\n".join(self._words))
        self._code, self._words = None, []
        return reply


@lru_cache(maxsize=256)
def _parsed(line: bytes) -> tuple[int, bool, str]:
    """Return a line's code, whether another follows it, and its words; a server says the same to most messages.

    Raises:
        Garbage: it is no line of a reply.
    """
    match = _LINE.fullmatch(line)
    if match is None:
        raise Garbage("the server's answer is not SMTP")
    return int(match[1]), match[2] == b"-", _visible((match[3] or b"").decode("utf-8", "backslashreplace"))


def _visible(words: str) -> str:
    """Return a server's words with what cannot be seen, or speaks to a terminal, written out."""
    return _UNSEEN.sub(lambda found: ascii(found[0])[1:-1], words)


class ReplyReader:
    """Reads replies from a socket, with one deadline for a whole reply: a slow drip cannot hold the sender."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self._replies = Replies()
        self._unread: deque[Reply] = deque()

    def read(self, seconds: float) -> Reply:
        """Return the next reply.

        Raises:
            TooLate: it was not whole after `seconds`.
            Garbage: it is no reply (RFC 5321 §4.2).
            LineLost: the connection ended.
        """
        deadline = monotonic() + seconds
        while not self._unread:
            self._unread.extend(self._replies.read(self._receive(deadline)))
        return self._unread.popleft()

    def unread(self) -> bool:
        """Say whether octets have come that nobody asked for."""
        return bool(self._unread) or self._replies.begun

    def _receive(self, deadline: float) -> bytes:
        left = deadline - monotonic()
        if left <= 0:
            raise TooLate("the server did not answer in time")
        self.sock.settimeout(left)
        try:
            received = self.sock.recv(8192)
        except TimeoutError as error:
            raise TooLate("the server did not answer in time") from error
        except OSError as error:
            raise LineLost(how_it_broke(error)) from error
        if not received:
            raise LineLost("the server closed the connection")
        return received
