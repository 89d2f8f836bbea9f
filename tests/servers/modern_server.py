"""A server that knows what few test servers know: BDAT (RFC 3030), DSN (RFC 3461) and XOAUTH2. Real sockets, threads.

`replies` puts something else in the place of the n-th answer to a verb: `{"BDAT": {1: "452 4.3.1 full"}}`.
"""

from __future__ import annotations

import base64
import re
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

MODERN = ("PIPELINING", "SIZE 10000000", "8BITMIME", "SMTPUTF8", "CHUNKING", "DSN", "ENHANCEDSTATUSCODES")


@dataclass
class ModernServer:
    """Its settings, and what it saw."""

    extensions: tuple[str, ...] = MODERN
    replies: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    tokens: tuple[str, ...] = ()
    """What XOAUTH2 takes; with them nothing is taken before."""
    lose_the_answer_to: str | None = None
    """The connection ends where the answer to this command line would come; what it asked for is done."""
    commands: list[str] = field(default_factory=list)
    accepted: list[tuple[str, bytes]] = field(default_factory=list)
    times: dict[str, int] = field(default_factory=dict)
    connections: int = 0
    port: int = 0

    @contextmanager
    def running(self) -> Iterator[ModernServer]:
        """Serve for as long as the block runs."""
        listener = socket.create_server(("127.0.0.1", 0))
        self.port = listener.getsockname()[1]
        ended, threads = threading.Event(), list[threading.Thread]()

        def accept() -> None:
            while not ended.is_set():
                with suppress(OSError):
                    sock, _ = listener.accept()
                    if ended.is_set():
                        sock.close()
                        return
                    self.connections += 1
                    threads.append(threading.Thread(target=_serve, args=(self, sock)))
                    threads[-1].start()

        accepting = threading.Thread(target=accept)
        accepting.start()
        try:
            yield self
        finally:
            ended.set()
            socket.create_connection(("127.0.0.1", self.port)).close()
            accepting.join(5)
            listener.close()
            for thread in threads:
                thread.join(5)


def _serve(server: ModernServer, sock: socket.socket) -> None:
    with sock, sock.makefile("rb") as lines, suppress(OSError):
        sock.settimeout(20)
        _Talk(server, sock).run(lines)


class _Talk:
    def __init__(self, server: ModernServer, sock: socket.socket) -> None:
        self.server, self.sock = server, sock
        self.logged_in = not server.tokens
        self.begin()

    def begin(self) -> None:
        self.recipient, self.sender, self.message, self.failed = "", False, b"", False

    def run(self, lines: object) -> None:
        self.say("220 modern.example ESMTP")
        for raw in iter(lines.readline, b""):  # type: ignore[attr-defined]
            line = raw.decode("utf-8", "replace").rstrip("\r\n")
            self.server.commands.append(line)
            verb = line.split(" ")[0].upper()
            chunk = lines.read(int(line.split()[1])) if verb == "BDAT" else b""  # type: ignore[attr-defined]
            self.server.times[verb] = self.server.times.get(verb, 0) + 1
            told = self.server.replies.get(verb, {}).get(self.server.times[verb])
            answer = told or self.answer(verb, line, chunk, lines)
            self.failed = self.failed or (verb == "BDAT" and told is not None)
            if line == self.server.lose_the_answer_to:
                return
            self.say(answer)
            if verb == "QUIT" or answer.startswith("421"):
                return

    def answer(self, verb: str, line: str, chunk: bytes, lines: object) -> str:  # noqa: PLR0911  # a table of verbs
        if verb == "EHLO":
            offered = ["modern.example", *self.server.extensions]
            return "\r\n".join(f"250{' ' if text is offered[-1] else '-'}{text}" for text in offered)
        if verb == "AUTH":
            return self.auth(line, lines)
        if not self.logged_in and verb != "QUIT":
            return "530 5.7.0 authenticate first"
        if verb == "MAIL":
            self.begin()
            self.sender = True
        if verb == "RCPT" and not self.sender:
            return "503 5.5.1 MAIL first"
        if verb == "RCPT":
            self.recipient = (re.search("<(.*?)>", line) or [""])[0].strip("<>")
        if verb == "BDAT":
            return self.bdat(line, chunk)
        if verb == "DATA":
            return "502 5.5.1 BDAT is better"
        if verb == "RSET":
            self.begin()
        return "221 2.0.0 bye" if verb == "QUIT" else "250 2.0.0 ok"

    def bdat(self, line: str, chunk: bytes) -> str:
        if not self.recipient or self.failed:
            return "503 5.5.1 no valid recipient"
        self.message += chunk
        if not line.upper().endswith("LAST"):
            return f"250 2.0.0 {len(chunk)} octets"
        self.server.accepted.append((self.recipient, self.message))
        self.begin()
        return "250 2.0.0 taken"

    def auth(self, line: str, lines: object) -> str:
        if not line.upper().startswith("AUTH XOAUTH2 "):
            return "504 5.5.4 XOAUTH2 only"
        said = base64.b64decode(line.split(" ")[2]).decode()
        self.logged_in = any(
            said == f"user=press@example.org\x01auth=Bearer {good}\x01\x01" for good in self.server.tokens
        )
        if self.logged_in:
            return "235 2.7.0 welcome"
        self.say("334 " + base64.b64encode(b'{"status":"400"}').decode())
        lines.readline()  # type: ignore[attr-defined]
        return "535 5.7.8 the token has run out"

    def say(self, text: str) -> None:
        self.sock.sendall(text.encode() + b"\r\n")
