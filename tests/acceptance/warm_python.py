"""A Python that has read every library once, and becomes a new process for each command.

Most of a short command's time is reading libraries. Here they are read once; each command then runs in a fork, which is
a process of its own: its folder, environment, standard streams and end are its own, nothing of one command is seen by
the next. What a fork cannot show, such as another order of a set's members, is for tests that start Python themselves.

Run as a script it serves the socket that it is given; see `WarmPython.run`.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import signal
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

LIBRARIES = (
    "aiosql", "babel.dates", "css_inline", "docx", "email_validator", "filelock", "jinja2", "lxml.etree",
    "markdown_it", "mdit_py_plugins.footnote", "openpyxl", "phonenumbers", "PIL.Image", "rapidfuzz.process",
    "rich.progress", "rich.table", "tomlkit", "typer", "yaml",
)  # fmt: skip
NUMBER = struct.Struct("!i")
READY = b"ready\n"
Said = tuple[int, str, str]
"""(exit code, standard output, standard error)."""


class WarmPython:
    """The process that waits, and how to have it run a command."""

    def __init__(self, socket_path: Path) -> None:
        self._address = str(socket_path)
        self._process = subprocess.Popen(
            [sys.executable, __file__, self._address],
            stdin=subprocess.PIPE,  # pipes, as its commands have: a stream remembers whether it could be wound back
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONUTF8": "1"},
        )
        assert self._process.stdout is not None
        first = self._process.stdout.readline()
        if first != READY:
            raise RuntimeError(f"no Python to run commands in: {(first + self._process.communicate()[0]).decode()}")

    def run(self, arguments: Sequence[str], folder: Path, typed: str, environment: Mapping[str, str]) -> Said:
        """Run `pressctl ARGUMENTS` in `folder` and wait for its end.

        Raises:
            subprocess.TimeoutExpired: it has not ended in two minutes.
        """
        pipes = [os.pipe() for _ in range(3)]
        (stdin, to_stdin), (from_stdout, stdout), (from_stderr, stderr) = pipes
        wanted = {"arguments": list(arguments), "folder": str(folder), "environment": dict(environment)}
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(120)
            line.connect(self._address)
            body = json.dumps(wanted).encode()
            socket.send_fds(line, [NUMBER.pack(len(body))], [stdin, stdout, stderr])
            for end in (stdin, stdout, stderr):
                os.close(end)
            line.sendall(body)
            said = [_Heard(from_stdout), _Heard(from_stderr)]
            _say(to_stdin, typed)
            try:
                code = NUMBER.unpack(line.recv(NUMBER.size, socket.MSG_WAITALL))[0]
            except TimeoutError as error:
                raise subprocess.TimeoutExpired(list(arguments), 120) from error
        return code, said[0].text(), said[1].text()

    def close(self) -> None:
        """End the process that waits."""
        self._process.terminate()
        self._process.communicate()


class _Heard(threading.Thread):
    """What comes out of a pipe; read beside the other, so that neither fills up."""

    def __init__(self, end: int) -> None:
        super().__init__(daemon=True)
        self._end = end
        self._octets = b""
        self.start()

    def run(self) -> None:
        with os.fdopen(self._end, "rb") as stream:
            self._octets = stream.read()

    def text(self) -> str:
        self.join(timeout=120)
        return self._octets.decode("utf-8").replace("\r\n", "\n")


def _say(end: int, typed: str) -> None:
    with suppress(BrokenPipeError), os.fdopen(end, "wb", buffering=0) as stream:
        stream.write(typed.encode())


def serve(address: str) -> None:
    """Read the libraries, then fork for every command that is asked for."""
    for name in LIBRARIES:
        importlib.import_module(name)
    import pressctl

    for module in pkgutil.walk_packages(pressctl.__path__, "pressctl."):
        if not module.name.endswith("__main__"):
            with suppress(ImportError, SyntaxError, NameError, TypeError):  # told by the command that needs it
                importlib.import_module(module.name)
    gc.collect()
    gc.freeze()  # else every fork would look through all that was read, once at least: at its end
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(address)
        door.listen(16)
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # who answered is not waited for
        os.write(1, READY)
        while True:
            line, _ = door.accept()
            if os.fork() == 0:
                door.close()
                _answer(line)
            line.close()


def _answer(line: socket.socket) -> None:
    """Run one command in a fork of this fork, and say how it ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    head, streams, _, _ = socket.recv_fds(line, NUMBER.size, 3)
    wanted = json.loads(line.recv(NUMBER.unpack(head)[0], socket.MSG_WAITALL))
    child = os.fork()
    if child == 0:
        line.close()
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
            os.close(stream)
        _become(wanted["arguments"], wanted["folder"], wanted["environment"])
    for stream in streams:
        os.close(stream)
    _, status = os.waitpid(child, 0)
    line.sendall(NUMBER.pack(os.waitstatus_to_exitcode(status)))
    os._exit(0)


def _become(arguments: list[str], folder: str, environment: dict[str, str]) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    from pressctl import __main__ as program

    sys.argv = [str(program.__file__), *arguments]
    program.main()
    sys.exit(0)


if __name__ == "__main__":
    serve(sys.argv[1])
