"""An SMTP server that misbehaves where it is told to: real sockets, threads, TLS.

A `Fault` names a phase and what happens there, and whom or how many it hits. The server keeps what it really accepted,
so that a test can compare the record with the truth.
"""

from __future__ import annotations

import re
import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

PHASES = ("greeting", "ehlo", "mail", "rcpt", "data", "body", "dot")
"""Where a fault may happen; `body` is in the middle of the message, `dot` after its final dot."""


@dataclass
class Fault:
    """One misbehaviour.

    `kind` is a reply (`451 4.3.0 later`), or `drop`, `stall`, `garbage`; at `dot` also `accept-drop`, `accept-stall`
    and `accept-garbage`: the message is taken and the answer is lost.
    """

    phase: str
    kind: str
    recipient: str | None = None
    """Only for this recipient (from RCPT on)."""
    times: int = 10**9


@dataclass
class FaultServer:
    """The server's settings, and what it saw."""

    faults: list[Fault] = field(default_factory=list)
    tls: str = "none"
    """none, starttls, implicit."""
    context: ssl.SSLContext | None = None
    extensions: tuple[str, ...] = ("SIZE 10000000", "8BITMIME", "SMTPUTF8")
    stall_seconds: float = 30.0
    greeting_pause: float = 0.0
    on_phase: Callable[[str, str], None] | None = None
    """Called with phase and recipient before the server acts on it."""
    accepted: list[tuple[str, bytes]] = field(default_factory=list)
    """(recipient, message) of what was really taken."""
    seen: list[bytes] = field(default_factory=list)
    """Every message whose final dot came, taken or not."""
    commands: list[str] = field(default_factory=list)
    connections: int = 0
    port: int = 0

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._open: set[socket.socket] = set()

    def count(self) -> Counter[str]:
        """Return how many messages each recipient really got."""
        return Counter(recipient for recipient, _ in self.accepted)

    @contextmanager
    def running(self) -> Iterator[FaultServer]:
        listener = socket.create_server(("127.0.0.1", 0))
        listener.settimeout(0.02)
        self.port = listener.getsockname()[1]
        threads: list[threading.Thread] = []
        accepting = threading.Thread(target=self._accept, args=(listener, threads))
        accepting.start()
        try:
            yield self
        finally:
            self._stopping.set()
            accepting.join()
            listener.close()
            for sock in list(self._open):
                with suppress(OSError):
                    sock.shutdown(socket.SHUT_RDWR)
            for thread in threads:
                thread.join(timeout=5)

    def _accept(self, listener: socket.socket, threads: list[threading.Thread]) -> None:
        while not self._stopping.is_set():
            try:
                sock, _ = listener.accept()
            except TimeoutError:
                continue
            sock.settimeout(None)
            with self._lock:
                self.connections += 1
            thread = threading.Thread(target=self._serve, args=(sock,))
            threads.append(thread)
            thread.start()

    def _serve(self, sock: socket.socket) -> None:
        self._open.add(sock)
        try:
            if self.tls == "implicit" and self.context is not None:
                sock = self._wrapped(sock)
            dialogue = _Dialogue(self, sock)
            try:
                dialogue.run()
            finally:
                sock = dialogue.sock
        except (OSError, EOFError):
            pass
        finally:
            self._open.discard(sock)
            sock.close()

    def _wrapped(self, sock: socket.socket) -> socket.socket:
        assert self.context is not None
        self._open.discard(sock)
        wrapped = self.context.wrap_socket(sock, server_side=True)
        self._open.add(wrapped)
        return wrapped

    def fault_at(self, phase: str, recipient: str) -> str | None:
        """Return what is to happen here, and count it."""
        if self.on_phase is not None:
            self.on_phase(phase, recipient)
        with self._lock:
            for fault in self.faults:
                if fault.phase == phase and fault.times > 0 and fault.recipient in {None, recipient}:
                    fault.times -= 1
                    return fault.kind
        return None

    def wait(self) -> None:
        """Stall, but not beyond the server's end."""
        self._stopping.wait(self.stall_seconds)


class _Dialogue:
    def __init__(self, server: FaultServer, sock: socket.socket) -> None:
        self.server = server
        self.sock = sock
        self.buffer = b""
        self.recipient = ""

    def run(self) -> None:
        if self.server.greeting_pause:
            time.sleep(self.server.greeting_pause)
        self.act("greeting", "220 fault.example ESMTP")
        while True:
            line = self.line()
            self.server.commands.append(line)
            self.answer(line[:4].upper(), line)

    def answer(self, verb: str, line: str) -> None:
        if verb in {"EHLO", "HELO"}:
            self.act("ehlo", self.features())
        elif verb == "STAR":
            self.say("220 go ahead")
            self.sock, self.buffer = self.server._wrapped(self.sock), b""
        elif verb == "MAIL":
            self.recipient = ""
            self.act("mail", "250 2.1.0 sender ok")
        elif verb == "RCPT":
            match = re.search(r"<(.*?)>", line)
            self.recipient = match[1] if match else ""
            self.act("rcpt", "250 2.1.5 recipient ok")
        elif verb == "DATA":
            if self.act("data", "354 go on"):
                self.data()
        else:
            self.say({"RSET": "250 2.0.0 reset", "QUIT": "221 2.0.0 bye"}.get(verb, "502 5.5.2 what"))
            if verb == "QUIT":
                raise EOFError

    def features(self) -> str:
        offered = list(self.server.extensions)
        if self.server.tls == "starttls" and not isinstance(self.sock, ssl.SSLSocket):
            offered.append("STARTTLS")
        lines = ["fault.example", *offered]
        return "\r\n".join(f"250{'-' if n < len(lines) - 1 else ' '}{text}" for n, text in enumerate(lines))

    def act(self, phase: str, good: str) -> bool:
        """Answer as told; True when all went well."""
        kind = self.server.fault_at(phase, self.recipient)
        if kind is None:
            self.say(good)
            return True
        self.misbehave(kind)
        return False

    def misbehave(self, kind: str) -> None:
        if kind == "drop":
            raise EOFError
        if kind == "stall":
            self.server.wait()
            raise EOFError
        if kind == "garbage":
            self.say("\x00\xffHTTP/1.1 200 OK")
            return
        self.say(kind)
        if kind.startswith("421"):
            raise EOFError

    def data(self) -> None:
        kind = self.server.fault_at("body", self.recipient)
        if kind is not None:
            self.misbehave(kind)
            return
        message = b""
        while (end := (b"\r\n" + self.buffer).find(b"\r\n.\r\n")) < 0:
            self.more()
        message, self.buffer = self.buffer[:end], self.buffer[end + 3 :]
        self.server.seen.append(message)
        kind = self.server.fault_at("dot", self.recipient)
        if kind is not None and not kind.startswith("accept-"):
            self.misbehave(kind)
            return
        self.server.accepted.append((self.recipient, message.replace(b"\r\n..", b"\r\n.")))
        if self.server.on_phase is not None:
            self.server.on_phase("accepted", self.recipient)
        if kind is not None:
            self.misbehave(kind.removeprefix("accept-"))
            return
        self.say("250 2.0.0 taken")

    def say(self, text: str) -> None:
        self.sock.sendall(text.encode("latin-1") + b"\r\n")

    def line(self) -> str:
        while b"\r\n" not in self.buffer:
            self.more()
        line, _, self.buffer = self.buffer.partition(b"\r\n")
        return line.decode("utf-8", "replace")

    def more(self) -> None:
        received = self.sock.recv(65536)
        if not received:
            raise EOFError
        self.buffer += received
