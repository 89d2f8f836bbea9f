"""A mail server's replies, read within a time, and what they mean for a message."""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass
from time import monotonic

_LINE = re.compile(rb"([2-5][0-9]{2})(?:([ -])(.*))?", re.DOTALL)
_ENHANCED = re.compile(r"([245]\.\d{1,3}\.\d{1,3})(?=\s|$)")

_LONGEST_LINE = 4096
_MOST_LINES = 200


class LineLost(Exception):
    """The server closed the connection, or the network did."""


class TooLate(LineLost):
    """The server did not answer in time; it may still be there."""


class Garbage(LineLost):
    """What the server says is no SMTP: nothing that follows can be trusted."""


@dataclass(frozen=True, slots=True)
class Reply:
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


class ReplyReader:
    """Reads replies from a socket, with one deadline for a whole reply: a slow drip cannot hold the sender."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self._buffer = bytearray()

    def read(self, seconds: float) -> Reply:
        """Return the next reply.

        Raises:
            TooLate: it was not whole after `seconds`.
            Garbage: it is no reply (RFC 5321 §4.2).
            LineLost: the connection ended.
        """
        deadline = monotonic() + seconds
        words: list[str] = []
        code: bytes | None = None
        while len(words) < _MOST_LINES:
            match = _LINE.fullmatch(self._line(deadline))
            if match is None or (code is not None and match[1] != code):
                raise Garbage("the server's answer is not SMTP")
            code = match[1]
            words.append((match[3] or b"").decode("utf-8", "backslashreplace"))
            if match[2] != b"-":
                return Reply(int(code), "\n".join(words))
        raise Garbage("the server's answer does not end")

    def unread(self) -> bool:
        """Say whether bytes have come that nobody asked for."""
        return bool(self._buffer)

    def hung_up(self) -> bool:
        """Say, without waiting, whether the server has closed the connection or spoken out of turn."""
        if self._buffer:
            return True
        timeout = self.sock.gettimeout()
        self.sock.settimeout(0)
        try:
            received = self.sock.recv(_LONGEST_LINE)
        except (BlockingIOError, InterruptedError):
            return False
        except OSError as error:  # TLS says with an error of its own that nothing is there
            return type(error).__name__ not in {"SSLWantReadError", "SSLWantWriteError"}
        finally:
            self.sock.settimeout(timeout)
        self._buffer += received
        return True

    def _line(self, deadline: float) -> bytes:
        while (end := self._buffer.find(b"\n")) < 0:
            if len(self._buffer) > _LONGEST_LINE:
                raise Garbage("the server's answer has no end of line")
            self._buffer += self._receive(deadline)
        line = bytes(self._buffer[:end]).rstrip(b"\r")
        del self._buffer[: end + 1]
        return line

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
            raise LineLost(f"the connection broke: {error.strerror or error}") from error
        if not received:
            raise LineLost("the server closed the connection")
        return received
