"""A Python that has read every library once, and becomes a new process for each command.

Most of a short command's time is reading libraries. Here they are read once; each command then runs in a fork, which is
a process of its own: its folder, environment, standard streams and end are its own, nothing of one command is seen by
the next. What a fork cannot show, such as another order of a set's members, is for tests that start Python themselves.

Run as a script it serves the socket that it is given; see `WarmPython.run`.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import io
import json
import os
import pkgutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path

LIBRARIES = (
    "aiosql", "babel.dates", "css_inline", "docx", "email_validator", "filelock", "jinja2", "lxml.etree",
    "markdown_it", "mdit_py_plugins.footnote", "openpyxl", "phonenumbers", "PIL.Image", "rapidfuzz.process",
    "rich.progress", "rich.table", "tomlkit", "typer", "yaml",
)  # fmt: skip
REHEARSAL = (
    "list", "check six", "export six --format docx,html,txt,eml", "send six --to all --dry-run", "log six",
    "contacts list", "approve --help",
)  # fmt: skip
UMASK = "TEST_UMASK"
"""The variable that gives a command another mask of rights, in octal."""

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
        return self.start(arguments, folder, typed, environment).ended()

    def start(
        self, arguments: Sequence[str], folder: Path, typed: str, environment: Mapping[str, str]
    ) -> RunningCommand:
        """Start `pressctl ARGUMENTS` in `folder`."""
        pipes = [os.pipe() for _ in range(3)]
        (stdin, to_stdin), (from_stdout, stdout), (from_stderr, stderr) = pipes
        line = self._asked({"arguments": list(arguments)}, folder, environment, [stdin, stdout, stderr])
        for end in (stdin, stdout, stderr):
            os.close(end)
        said = _Heard(from_stdout), _Heard(from_stderr)
        _say(to_stdin, typed)
        return RunningCommand(list(arguments), line, said)

    def start_in_terminal(
        self, arguments: Sequence[str], folder: Path, side: int, environment: Mapping[str, str]
    ) -> OwnProcess:
        """Start `pressctl ARGUMENTS` in `folder` at the terminal of which `side` is the command's end."""
        wanted = {"arguments": list(arguments), "terminal": True}
        return OwnProcess(list(arguments), self._asked(wanted, folder, environment, [side] * 3))

    def _asked(
        self, wanted: dict[str, object], folder: Path, environment: Mapping[str, str], streams: list[int]
    ) -> socket.socket:
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(120)
        line.connect(self._address)
        body = json.dumps({**wanted, "folder": str(folder), "environment": dict(environment)}).encode()
        socket.send_fds(line, [NUMBER.pack(len(body))], streams)
        line.sendall(body)
        return line

    def close(self) -> None:
        """End the process that waits."""
        self._process.terminate()
        self._process.communicate()


class OwnProcess:
    """A command at work, in a process of its own."""

    def __init__(self, arguments: list[str], line: socket.socket) -> None:
        self._arguments = arguments
        self._line = line
        self.pid = self._number()
        self._code: int | None = None

    def poll(self) -> int | None:
        """Return its exit code, or nothing while it works."""
        with suppress(subprocess.TimeoutExpired):
            return self.wait(0)
        return None

    def wait(self, timeout: float) -> int:
        """Wait for its end and return its exit code.

        Raises:
            subprocess.TimeoutExpired: it has not ended in `timeout` seconds.
        """
        if self._code is None:
            self._line.settimeout(timeout)
            self._code = self._number()
            self._line.close()
        return self._code

    def kill(self) -> None:
        """End it as a dead battery would, unless it has ended; return when it is gone."""
        if self.poll() is not None:
            return  # its number may be another's by now
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
            while True:  # until who started it has buried it
                os.kill(self.pid, 0)
                time.sleep(0.0005)

    def _number(self) -> int:
        try:
            number: int = NUMBER.unpack(self._line.recv(NUMBER.size, socket.MSG_WAITALL))[0]
        except (TimeoutError, BlockingIOError) as error:
            raise subprocess.TimeoutExpired(self._arguments, self._line.gettimeout() or 0) from error
        return number


class RunningCommand(OwnProcess):
    """A command whose output is read while it works."""

    def __init__(self, arguments: list[str], line: socket.socket, said: tuple[_Heard, _Heard]) -> None:
        super().__init__(arguments, line)
        self._said = said

    def ended(self) -> Said:
        """Wait for its end.

        Raises:
            subprocess.TimeoutExpired: it has not ended in two minutes.
        """
        try:
            code = self.wait(120)
        except subprocess.TimeoutExpired:
            self._line.close()
            self.kill()  # else it would hold its pipes, and whoever waits for their end, for ever
            raise
        return code, self._said[0].text(), self._said[1].text()


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
    _rehearse()
    _read_the_queries()
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


def _rehearse() -> None:
    """Run a few commands here: templates, dates of a language and expressions are made once, not by each fork anew.

    No PDF: what typst begins would not live on in a fork.
    """
    from pressctl.cli.main import app

    with tempfile.TemporaryDirectory() as folder:
        office = str(Path(folder) / "office")
        for words in (f"init {office}", *(f"--workspace {office} {words}" for words in REHEARSAL)):
            with suppress(Exception, SystemExit), redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
                app(words.split(), standalone_mode=False)  # what is wrong is told by the commands themselves


def _read_the_queries() -> None:
    from pressctl.store.record import queries

    for file in set(queries.files_by_query().values()):
        queries.queries_of(file)


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
        if wanted.get("terminal"):
            _sit_down_at_it()
        _become(wanted["arguments"], wanted["folder"], wanted["environment"])
    for stream in streams:
        os.close(stream)
    line.sendall(NUMBER.pack(child))
    _, status = os.waitpid(child, 0)
    line.sendall(NUMBER.pack(os.waitstatus_to_exitcode(status)))
    os._exit(0)


def _sit_down_at_it() -> None:
    """Make the terminal on the standard streams this process's own, and see it as Python does that begins at one."""
    import fcntl
    import termios

    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # Ctrl-C comes to whoever owns the terminal
    streams = ((0, "r", "surrogateescape"), (1, "w", "surrogateescape"), (2, "w", "backslashreplace"))
    sys.stdin, sys.stdout, sys.stderr = (
        open(number, mode, encoding="utf-8", errors=errors, closefd=False)  # noqa: SIM115  # until the process ends
        for number, mode, errors in streams
    )


def _become(arguments: list[str], folder: str, environment: dict[str, str]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # until pressctl begins, a Ctrl-C is none of its business
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    if UMASK in environment:
        os.umask(int(environment[UMASK], 8))
    from pressctl import __main__ as program

    sys.argv = [str(program.__file__), *arguments]
    signal.signal(signal.SIGINT, signal.default_int_handler)
    code: object = None
    try:
        program.main()
    except SystemExit as end:
        code = end.code
    _end(code)


def _end(code: object) -> None:
    """End as Python does, but for taking apart what was read: that would copy nearly all of it for this fork alone.

    An exception that nobody has caught never comes here: Python itself tells of it and ends.
    """
    threading._shutdown()  # type: ignore[attr-defined]  # waits for threads, as the end of Python does
    atexit._run_exitfuncs()  # no public door, either
    if isinstance(code, str):
        sys.stderr.write(f"{code}\n")
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            with suppress(ValueError):  # closed already
                stream.flush()
    os._exit(code if isinstance(code, int) else int(code is not None))


if __name__ == "__main__":
    serve(sys.argv[1])
