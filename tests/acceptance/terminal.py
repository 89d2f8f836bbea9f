"""A command in a terminal of its own (a pseudo-terminal, 80 columns), typed at and read from like a person's."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from tests.acceptance.conftest import warm_python
from tests.acceptance.warm_python import OwnProcess

_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07|\r")


class Terminal:
    """What stands on the screen so far, and a keyboard."""

    def __init__(self, process: OwnProcess, controller: int) -> None:
        self._process = process
        self._controller = controller
        self._read = bytearray()
        self._reader = threading.Thread(target=self._drain, daemon=True)
        self._reader.start()
        self._answered = 0

    def _drain(self) -> None:
        with contextlib.suppress(OSError):  # the terminal closes with its last program
            while data := os.read(self._controller, 4096):
                self._read += data

    @property
    def raw(self) -> bytes:
        """Everything that was written, as it was written."""
        return bytes(self._read)

    @property
    def text(self) -> str:
        """Everything that was written, without colours and cursor movements."""
        return _ESCAPES.sub("", self._read.decode("utf-8", "replace"))

    @property
    def shown(self) -> str:
        """What was written since the last answer."""
        return self.text[self._answered :]

    def wait_for(self, wanted: str, seconds: float = 60.0) -> None:
        """Wait until `wanted` was written after the last answer."""
        until = time.monotonic() + seconds
        while wanted not in self.shown:
            assert time.monotonic() < until, f"{wanted!r} did not come:\n{self.shown}"
            assert self._process.poll() is None or wanted in self.shown, f"ended before {wanted!r}:\n{self.shown}"
            time.sleep(0.02)

    def answer(self, prompt: str, typed: str) -> None:
        """Wait for a prompt since the last answer, then type one and Enter."""
        self.wait_for(prompt)
        self._answered = len(self.text)
        self.type(f"{typed}\n")

    def expect(self, wanted: str, seconds: float = 60.0) -> None:
        """Wait until `wanted` stands on the screen."""
        until = time.monotonic() + seconds
        while wanted not in self.text:
            assert time.monotonic() < until, f"{wanted!r} did not come:\n{self.text}"
            assert self._process.poll() is None or wanted in self.text, f"ended before {wanted!r}:\n{self.text}"
            time.sleep(0.02)

    def type(self, keys: str) -> None:
        """Type; `\\x03` is Ctrl-C."""
        os.write(self._controller, keys.encode())

    def stop(self, seconds: float = 60.0) -> int:
        """Press Ctrl-C at a prompt, again where it was not felt, and return the exit code.

        `input()` looks for signals and then waits for a key: one that comes just between the two is felt only with
        the next key (CPython's readline module), and a person presses again.
        """
        until = time.monotonic() + seconds
        while self._process.poll() is None and time.monotonic() < until:
            self.type("\x03")
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=3)
        return self.end(seconds=1)

    def end(self, seconds: float = 60.0) -> int:
        """Wait for the end and return the exit code."""
        code = self._process.wait(timeout=seconds)
        self._reader.join(timeout=5)  # what it wrote last is still on its way
        assert "Traceback" not in self.text, self.text
        return code


@contextlib.contextmanager
def terminal(folder: Path, *arguments: str, **environment: str) -> Iterator[Terminal]:
    """Run `pressctl ARGUMENTS` in a terminal."""
    import fcntl
    import struct
    import termios

    controller, side = os.openpty()
    fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

    around = {**os.environ, "TERM": "xterm-256color", "PYTHONUTF8": "1", **environment}
    process = warm_python().start_in_terminal(arguments, folder, side, around)
    os.close(side)
    try:
        yield Terminal(process, controller)
    finally:
        process.kill()
        process.wait(20)
        os.close(controller)
