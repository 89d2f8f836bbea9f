"""An SMTP server that misbehaves where it is told to: real sockets, threads, TLS.

A `Fault` names a phase and what happens there, and whom or how many it hits. The server keeps what it really accepted,
so that a test can compare the record with the truth.
"""

from __future__ import annotations

import base64
import re
import socket
import ssl
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

PHASES = ("connect", "greeting", "ehlo", "starttls", "auth", "mail", "rcpt", "data", "body", "dot", "quit")
"""Where a fault may happen; `body` is in the middle of the message, `dot` after its final dot.

Besides them `chunk`: one was announced and has not come (RFC 3030)."""

_COMPANY_SECONDS = 25.0
"""How long the first mail waits for others that never come: a test fails then, on a machine however busy."""

_AT_ONCE = struct.pack("ii", 1, 0)
"""SO_LINGER: the connection ends with a reset."""


@dataclass
class Fault:
    """One misbehaviour.

    `kind` is a reply (`451 4.3.0 later`), or `drop`, `reset`, `stall`, `garbage`, `half` (a part of the answer, then
    the end), `endless` (lines that are never the last), `drip` (the answer, an octet at a time, too slow to be waited
    for); at `dot` also each of these after `accept-`: the message is taken and the answer is lost.
    """

    phase: str
    kind: str
    recipient: str | None = None
    """Only for this recipient (from RCPT on)."""
    times: int = 10**9
    after: int = 0
    """So many go well before."""


@dataclass
class FaultServer:
    """The server's settings, and what it saw."""

    faults: list[Fault] = field(default_factory=list)
    tls: str = "none"
    """none, starttls, implicit."""
    context: ssl.SSLContext | None = None
    extensions: tuple[str, ...] = ("PIPELINING", "SIZE 10000000", "8BITMIME", "SMTPUTF8")
    login: tuple[str, str] | None = None
    """User and password that are wanted before any mail."""
    forgets: str = ""
    """PIPELINING is announced and not understood: what came with `all` commands, or `after the dot`, is thrown away."""
    refuses_behind_the_dot: bool = False
    """What stands right behind a final dot is answered with 503, a command at a time, and not done."""
    refused_behind_the_dot: int = 0
    """How often it was."""
    crashes_behind_the_dot: bool = False
    """With anything right behind its dot a message is taken, and the connection ends without an answer."""
    greeting: str = "220 fault.example ESMTP"
    said_behind_the_dot: int = 0
    """After how many messages the next envelope was there already."""
    per_connection: tuple[int, str] | None = None
    """How many messages a connection carries, and what is said to the next sender."""
    drip: float = 0.0
    """Seconds between two octets of every answer."""
    company: int = 1
    """The first mail waits until so many connections are there, however long they take."""
    waits_for_fault: bool = False
    """The first mail waits until a fault has fallen, such as on a further connection that is being made."""
    stall_seconds: float = 30.0
    greeting_pause: float = 0.0
    on_phase: Callable[[str, str], None] | None = None
    """Called with phase and recipient before the server acts on it."""
    accepted: list[tuple[str, bytes]] = field(default_factory=list)
    """(recipient, message) of what was really taken."""
    seen: list[bytes] = field(default_factory=list)
    """Every message whose final dot came, taken or not."""
    commands: list[str] = field(default_factory=list)
    in_the_clear: list[str] = field(default_factory=list)
    """Those that came on an unprotected connection."""
    crowd: int = 0
    """Most connections on which mail was under way at once."""
    talks: int = 0
    """Connections on which mail is under way now."""
    silent: set[int] = field(default_factory=set)
    """Ports of the other end, of connections on which no answer will be whole any more."""
    waited_out: int = 0
    """How many stalls came to their end while the server was running."""
    hit: list[str] = field(default_factory=list)
    """Recipients on whom a fault fell (empty before RCPT)."""
    connections: int = 0
    port: int = 0

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._open: set[socket.socket] = set()

    def count(self) -> Counter[str]:
        """Return how many messages each recipient really got."""
        return Counter(recipient for recipient, _ in self.accepted)

    def mails(self) -> list[tuple[str, bytes]]:
        """Return what readers really got, each with the recipient; the receipts to the office are left out."""
        return [(recipient, data) for recipient, data in self.accepted if b"Auto-Submitted" not in data]

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
                sock, (_, port) = listener.accept()
            except TimeoutError:
                continue
            sock.settimeout(None)
            with self._lock:
                self.connections += 1
            kind = self.fault_at("connect", "")
            if kind is not None and kind != "stall":
                end_at_once(sock)
                continue
            thread = threading.Thread(target=self._serve, args=(sock, port, kind == "stall"))
            threads.append(thread)
            thread.start()

    def _serve(self, sock: socket.socket, port: int, hangs: bool) -> None:
        self._open.add(sock)
        try:
            if hangs:
                self.wait()
                return
            if self.tls == "implicit" and self.context is not None:
                sock = self._wrapped(sock)
            dialogue = _Dialogue(self, sock, port)
            try:
                dialogue.run()
            finally:
                sock = dialogue.sock
        except (OSError, EOFError):
            pass
        finally:
            self._open.discard(sock)
            sock.close()
            self.silent.discard(port)

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
                    if fault.after > 0:
                        fault.after -= 1
                        return None
                    fault.times -= 1
                    self.hit.append(recipient)
                    return fault.kind
        return None

    def talking(self, more: int) -> None:
        """Count a connection that is ready for mail, or has ended."""
        with self._lock:
            self.talks += more
            self.crowd = max(self.crowd, self.talks)

    def wait_for_company(self) -> None:
        """Hold the first mail back until the other connections are there too.

        Who waits at the other end must have more patience than this; it gives up where the others never come.
        """
        until = time.monotonic() + _COMPANY_SECONDS
        while self._alone() and time.monotonic() < until and not self._stopping.is_set():
            time.sleep(0.005)

    def _alone(self) -> bool:
        return self.crowd < self.company or (self.waits_for_fault and not self.hit)

    def wait(self) -> None:
        """Stall, but not beyond the server's end."""
        self.waited_out += not self._stopping.wait(self.stall_seconds)

    def pause(self, seconds: float) -> bool:
        """Wait; say whether the server has ended meanwhile."""
        return self._stopping.wait(seconds)


def end_at_once(sock: socket.socket) -> None:
    """End a connection with a reset, whatever is still on its way."""
    with suppress(OSError):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
        sock.close()


class _Dialogue:
    def __init__(self, server: FaultServer, sock: socket.socket, port: int) -> None:
        self.server = server
        self.sock = sock
        self.port = port
        """The other end's."""
        self.buffer = b""
        self.recipient = ""
        self.begun = False
        """A sender was taken."""
        self.ready = False
        """A recipient was taken."""
        self.chunks = b""
        """What came as BDAT (RFC 3030) so far."""
        self.known = server.login is None
        """Who is there has said the password."""
        self.counted = False
        self.taken = 0
        """Messages on this connection."""

    def run(self) -> None:
        try:
            self.talk()
        finally:
            if self.counted:
                self.server.talking(-1)

    def talk(self) -> None:
        if self.server.greeting_pause:
            time.sleep(self.server.greeting_pause)
        self.act("greeting", self.server.greeting)
        while True:
            line = self.line()
            self.server.commands.append(line)
            if not isinstance(self.sock, ssl.SSLSocket):
                self.server.in_the_clear.append(line)
            overlooked = self.server.forgets == "all" and self.forget()
            self.answer(line[:4].upper(), line)
            if overlooked:
                self.server.silent.add(self.port)

    def forget(self) -> bool:
        """Throw away what has come already; say whether that was anything."""
        overlooked, self.buffer = bool(self.buffer), b""
        return overlooked

    def answer(self, verb: str, line: str) -> None:
        answers = {
            "EHLO": self.greet,
            "HELO": self.greet,
            "STAR": self.protect,
            "AUTH": self.authenticate,
            "MAIL": self.mail,
            "RCPT": self.rcpt,
            "DATA": self.data,
            "BDAT": self.chunk,
            "QUIT": self.quit,
        }
        if verb in {"MAIL", "RCPT", "DATA", "BDAT"} and not self.known:
            self.say("530 5.7.0 authentication required")
        elif verb in answers:
            answers[verb](line)
        else:
            self.say("250 2.0.0 reset" if verb == "RSET" else "502 5.5.2 what")

    def greet(self, _: str) -> None:
        self.act("ehlo", self.features())

    def protect(self, _: str) -> None:
        if self.act("starttls", "220 go ahead"):
            self.sock, self.buffer = self.server._wrapped(self.sock), b""

    def mail(self, _: str) -> None:
        if not self.counted:
            self.counted = True
            self.server.talking(1)
            self.server.wait_for_company()
        self.recipient, self.ready, self.chunks = "", False, b""
        most = self.server.per_connection
        if most is not None and self.taken >= most[0]:
            self.misbehave(most[1], "")
            self.begun = False
            return
        self.begun = self.act("mail", "250 2.1.0 sender ok")

    def rcpt(self, line: str) -> None:
        if not self.begun:
            self.say("503 5.5.1 MAIL first")
            return
        match = re.search(r"<(.*?)>", line)
        self.recipient = match[1] if match else ""
        self.ready = self.act("rcpt", "250 2.1.5 recipient ok")

    def data(self, _: str) -> None:
        if not self.begun:
            self.say("503 5.5.1 MAIL first")
        elif not self.ready:
            self.say("554 5.5.1 no valid recipients")
        elif self.act("data", "354 go on"):
            self.content()

    def quit(self, _: str) -> None:
        self.act("quit", "221 2.0.0 bye")
        raise EOFError

    def authenticate(self, line: str) -> None:
        """Take AUTH PLAIN with its initial response, or AUTH LOGIN (RFC 4954)."""
        _, mechanism, *rest = line.split()
        if mechanism.upper() == "LOGIN":
            said = [base64.b64decode(rest[0]) if rest else self.asked(b"Username:"), self.asked(b"Password:")]
        else:
            said = base64.b64decode(rest[0] if rest else self.asked(b"")).split(b"\0")[1:]
        if tuple(part.decode() for part in said) != self.server.login:
            self.say("535 5.7.8 no")
        else:
            self.known = self.act("auth", "235 2.7.0 welcome")

    def asked(self, question: bytes) -> bytes:
        self.say(f"334 {base64.b64encode(question).decode()}")
        return base64.b64decode(self.line())

    def features(self) -> str:
        offered = list(self.server.extensions)
        if self.server.tls == "starttls" and not isinstance(self.sock, ssl.SSLSocket):
            offered.append("STARTTLS")
        if self.server.login is not None and (self.server.tls == "none" or isinstance(self.sock, ssl.SSLSocket)):
            offered.append("AUTH PLAIN LOGIN")
        lines = ["fault.example", *offered]
        return "\r\n".join(f"250{'-' if n < len(lines) - 1 else ' '}{text}" for n, text in enumerate(lines))

    def act(self, phase: str, good: str) -> bool:
        """Answer as told; True when all went well."""
        kind = self.server.fault_at(phase, self.recipient)
        if kind is None:
            self.say(good)
            return True
        self.misbehave(kind, good)
        return False

    def misbehave(self, kind: str, good: str) -> None:
        """Do not what is right; `good` is the answer that was due."""
        if kind == "drop":
            raise EOFError
        if kind == "reset":
            end_at_once(self.sock)
            raise EOFError
        if kind == "stall":
            self.server.silent.add(self.port)
            self.server.wait()
            raise EOFError
        if kind == "half":
            self.sock.sendall(good[: len(good) // 2 + 1].encode())
            raise EOFError
        if kind == "endless":
            self.say(f"{good[:3]}-{good[4:]}")
            self.server.silent.add(self.port)
            self.server.wait()
            raise EOFError
        if kind == "drip":
            self.drip(good)
            return
        if kind == "garbage":
            self.say("\x00\xffHTTP/1.1 200 OK")
            return
        self.say(kind)
        if kind.startswith("421"):
            raise EOFError

    def content(self) -> None:
        kind = self.server.fault_at("body", self.recipient)
        if kind is not None:
            self.misbehave(kind, "250 2.0.0 taken")
            return
        message = b""
        while (end := (b"\r\n" + self.buffer).find(b"\r\n.\r\n")) < 0:
            self.more()
        message, self.buffer = self.buffer[:end], self.buffer[end + 3 :]
        self.server.said_behind_the_dot += bool(self.buffer)
        refused = self.buffer.count(b"\r\n") if self.server.refuses_behind_the_dot else 0
        overlooked = bool(self.server.forgets) and self.forget()
        self.whole(message.replace(b"\r\n..", b"\r\n."), message)
        if refused:
            self.buffer = b""
            self.server.refused_behind_the_dot += 1
            self.say("\r\n".join(["503 5.5.1 pipelined after the end of a message"] * refused))
        if overlooked:
            self.server.silent.add(self.port)

    def chunk(self, line: str) -> None:
        _, octets, *last = line.split()
        kind = self.server.fault_at("chunk", self.recipient)
        if kind is not None:
            self.misbehave(kind, f"250 2.0.0 {octets} octets")
            return
        while len(self.buffer) < int(octets):
            self.more()
        piece, self.buffer = self.buffer[: int(octets)], self.buffer[int(octets) :]
        if not self.ready:
            self.say("503 5.5.1 no recipient, or a chunk was refused")
        elif not last:
            self.chunks += piece
            self.ready = self.act("body", f"250 2.0.0 {octets} octets")
        else:
            self.ready = False
            self.whole((self.chunks + piece).removesuffix(b"\r\n"), self.chunks + piece)

    def whole(self, message: bytes, as_it_came: bytes) -> None:
        """Take a message of which the end has come, or not."""
        self.server.seen.append(as_it_came)
        kind = self.server.fault_at("dot", self.recipient)
        if kind is not None and not kind.startswith("accept-"):
            self.misbehave(kind, "250 2.0.0 taken")
            return
        self.server.accepted.append((self.recipient, message))
        self.taken += 1
        if self.server.on_phase is not None:
            self.server.on_phase("accepted", self.recipient)
        if self.server.crashes_behind_the_dot and self.buffer:
            raise EOFError
        if kind is not None:
            self.misbehave(kind.removeprefix("accept-"), "250 2.0.0 taken")
            return
        self.say("250 2.0.0 taken")

    def drip(self, text: str) -> None:
        """Say it so slowly that it is never heard to its end."""
        self.server.silent.add(self.port)
        pause = self.server.stall_seconds / len(text)
        for letter in text:
            self.sock.sendall(letter.encode())
            if self.server.pause(pause):
                raise EOFError
        self.sock.sendall(b"\r\n")

    def say(self, text: str) -> None:
        octets = text.encode("latin-1") + b"\r\n"
        if not self.server.drip:
            self.sock.sendall(octets)
            return
        for octet in octets:
            self.sock.sendall(bytes([octet]))
            time.sleep(self.server.drip)

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
