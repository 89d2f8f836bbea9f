"""Killed in the middle of its mail, a request for a review stands as one that may have arrived, and only that one."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.acceptance.conftest import PressOffice


@contextmanager
def silent_after_data() -> Iterator[tuple[int, threading.Event]]:
    """Run a mail server that takes DATA and answers nothing more; the event says that it has come so far."""
    door = socket.create_server(("127.0.0.1", 0))
    reached, over = threading.Event(), threading.Event()

    def serve(line: socket.socket) -> None:
        with line, line.makefile("rwb") as file:
            file.write(b"220 test ESMTP\r\n")
            file.flush()
            for command in file:
                if command.upper().startswith(b"DATA"):
                    file.write(b"354 go on\r\n")
                    file.flush()
                    reached.set()
                    over.wait(60)
                    return
                file.write(b"250 ok\r\n")
                file.flush()

    def listen() -> None:
        while not over.is_set():
            try:
                line, _ = door.accept()
            except OSError:
                return
            threading.Thread(target=serve, args=(line,), daemon=True).start()

    threading.Thread(target=listen, daemon=True).start()
    try:
        yield door.getsockname()[1], reached
    finally:
        over.set()
        door.close()


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a POSIX matter")
def test_only_the_mail_in_the_dialogue_is_in_doubt(office: PressOffice) -> None:
    with silent_after_data() as (port, reached):
        process = subprocess.Popen(
            [sys.executable, "-m", "pressctl", "review", "send", "six", "--to", "iom, eu-delegation", "--yes"],
            cwd=office.root, env={**os.environ, "PRESSCTL_SMTP_URL": f"smtp://127.0.0.1:{port}"},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        assert reached.wait(60)
        process.send_signal(signal.SIGKILL)
        process.wait()
    rows = json.loads(office.run("review", "status", "six", "--json").out)["releases"][0]["requests"]
    assert [(row["name"], row["standing"], row["mail"]) for row in rows] == [("Marija Example", "in-doubt", "sending")]
    assert office.run("log", "--verify").code == 0
