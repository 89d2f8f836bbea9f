"""Servers that only take mail: Postfix's `smtp-sink`, and what can stand before it on the line (a delay, TLS)."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

PROGRAMS = ("smtp-sink", "smtp-source")
_PLACES = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin"))


def program(name: str) -> str | None:
    """Return where one of Postfix's programs is, or nothing."""
    return shutil.which(name, path=_PLACES)


@dataclass(frozen=True)
class Sink:
    """A sink that runs, and counts what it takes."""

    port: int
    counters: Path

    def taken(self) -> int:
        """Return how many messages it has taken."""
        said = self.counters.read_bytes().rsplit(b"mesg=", 1)
        return int(said[1].split()[0]) if len(said) == 2 else 0

    @contextmanager
    def checked(self, number: int, more: int = 0) -> Iterator[None]:
        """Hold that exactly so many messages arrive while the block runs (up to `more` besides: the receipt)."""
        before = self.taken()
        yield
        for _ in range(100):
            came = self.taken() - before
            if came >= number + more:
                break
            time.sleep(0.02)
        if not number <= came <= number + more:
            raise SystemExit(f"{number} messages were sent, and the sink has taken {came}")


def free_port() -> int:
    """Return a port of this machine on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def wait_for(port: int) -> None:
    """Wait until somebody listens."""
    for _ in range(200):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise SystemExit("the server did not start")


@contextmanager
def sink(folder: Path) -> Iterator[Sink]:
    """Run `smtp-sink` for as long as the block runs."""
    path = program("smtp-sink")
    assert path is not None  # noqa: S101  # who calls has looked
    port, counters = free_port(), folder / "counters"
    user = ["-u", "nobody"] if os.name == "posix" and os.geteuid() == 0 else []
    with counters.open("wb") as output:
        process = subprocess.Popen([path, *user, "-c", f"127.0.0.1:{port}", "512"], stdout=output)
        try:
            wait_for(port)
            yield Sink(port, counters)
        finally:
            process.terminate()
            process.wait()


@contextmanager
def before(port: int, *arguments: str) -> Iterator[int]:
    """Run this file as a program that stands before the server at `port`; yield where it listens."""
    own = free_port()
    process = subprocess.Popen([sys.executable, __file__, str(own), str(port), *arguments])
    try:
        wait_for(own)
        yield own
    finally:
        process.terminate()
        process.wait()


async def _line(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, target: int, seconds: float) -> None:
    """Carry one connection to the server and back, what comes back so much later."""
    their_reader, their_writer = await asyncio.open_connection("127.0.0.1", target)

    async def there() -> None:
        while data := await reader.read(262_144):
            their_writer.write(data)
            await their_writer.drain()
        their_writer.close()

    async def back() -> None:
        loop = asyncio.get_running_loop()
        while data := await their_reader.read(262_144):
            if seconds:
                loop.call_later(seconds, writer.write, data)
            else:
                writer.write(data)
        if seconds:
            await asyncio.sleep(seconds)
        writer.close()

    with suppress(OSError):
        await asyncio.gather(there(), back())


async def _stand(own: int, target: int, seconds: float, certificate: str | None) -> None:
    context = None
    if certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
    server = await asyncio.start_server(
        lambda reader, writer: _line(reader, writer, target, seconds), "127.0.0.1", own, ssl=context
    )
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_stand(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), sys.argv[4] if sys.argv[4:] else None))
