"""Asking the net about links and mail domains: real servers on this machine, and a clock that runs out."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from pressctl.frozen import replace
from pressctl.workflow.checking.web import Web, shown
from tests.servers.name_server import name_server

STATUS = {"/here": 200, "/gone": 404, "/no-robots": 403, "/busy": 429, "/broken": 500, "/%D1%88": 200}
HELD = threading.Event()


class _Site(BaseHTTPRequestHandler):
    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        if self.path == "/slow":
            HELD.wait(60)
        status = STATUS.get(self.path, 404)
        if self.path == "/no-head":
            status = 404 if self.command == "HEAD" else 200
        if self.path == "/circle":
            status = 302
            self.send_response(302)
            self.send_header("Location", "/circle")
        elif self.path == "/moved":
            status = 301
            self.send_response(301)
            self.send_header("Location", "/here")
        else:
            self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
        """Keep the tests' output clean."""


@contextmanager
def site() -> Iterator[str]:
    HELD.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), _Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            HELD.set()
            server.shutdown()


def test_what_does_not_open_is_told_with_its_reason() -> None:
    with site() as base:
        links = tuple(
            f"{base}{path}"
            for path in ("/here", "/gone", "/no-robots", "/busy", "/broken", "/no-head", "/moved", "/circle", "/ш")
        )
        answers = Web()(links, ())
    wrong = {link.removeprefix(base): said.split()[0] for link, said in answers.links.items()}
    assert wrong == {"/gone": "404", "/broken": "500", "/circle": "302"}


def test_a_closed_door_is_dead_and_a_slow_one_is_not_known() -> None:
    with site() as base:
        slow, shut = f"{base}/slow", "http://127.0.0.1:9/"
        web = Web(limit=20, each=0.5)
        answers = web((slow, shut), ())
    assert answers.links == {shut: "nobody answers there"}
    assert shown(web.unanswered) == (slow,)


@pytest.mark.parametrize(("known", "dead"), [("localhost", True), ("nothing.invalid", False)])
def test_without_a_net_no_name_exists_and_nobody_is_dead(known: str, dead: bool) -> None:
    link = "https://gone.invalid/"
    with pytest.raises(socket.gaierror) as caught:
        socket.getaddrinfo("gone.invalid", 443)
    dead = dead and caught.value.errno == socket.EAI_NONAME  # a machine without name servers says: try again
    web = Web(known_name=known)
    assert web((link,), ()).links == ({link: "there is no such site"} if dead else {})
    assert shown(web.unanswered) == (() if dead else (link,))


def test_many_slow_links_take_no_longer_than_the_limit() -> None:
    with site() as base:
        web = Web(limit=1.0, each=30)
        begun = time.monotonic()
        web(tuple(f"{base}/slow?{number}" for number in range(5)), ())
        web((f"{base}/slow",), ())
        assert time.monotonic() - begun < 20, "less than one of them alone would take"
        assert len(web.unanswered) >= 1


def test_domains_that_take_no_mail() -> None:
    mail = {"good.test": ("10 mx.good.test.",), "null.test": ("0 .",)}
    with name_server({"bare.test": ("v=spf1 -all",)}, mail=mail) as port:
        answers = Web(name_servers=("127.0.0.1",), port=port)((), ("good.test", "null.test", "bare.test", "gone.test"))
    assert answers.domains == {
        "null.test": "its domain says that it takes no mail",
        "bare.test": "its domain has no mail server",
        "gone.test": "its domain does not exist",
    }


def test_a_silent_name_server_condemns_nobody() -> None:
    with name_server({}, silent=True) as port:
        web = Web(each=0.3, name_servers=("127.0.0.1",), port=port)
        assert web((), ("good.test",)).domains == {}
    assert shown(web.unanswered) == ("good.test",)


@pytest.mark.parametrize("online", [False, True])
def test_the_check_asks_only_when_told_to(online: bool, tmp_path: Path) -> None:
    from datetime import date

    from pressctl.workflow.checking.documents import check_document
    from pressctl.workflow.checking.house import house_of

    with site() as base, name_server({}, mail={"example.org": ("10 mx.example.org.",)}) as port:
        source = tmp_path / "release.txt"
        source.write_text(
            f"School opens\n\nBaku, 30 October 2018 – A school opened: {base}/gone and {base}/here.\n\n"
            "Media contact: Ana Example, Press Officer, ana@example.org or ana@gone.test\n",
            encoding="utf-8",
        )
        web = Web(name_servers=("127.0.0.1",), port=port)
        house = replace(house_of(None, date(2018, 10, 30), select=("URL003", "CON005")), ask=web if online else None)
        found = check_document(house, source).checked.findings
    text = [(one.rule, one.message.split()[-2:]) for one in found]
    assert [rule for rule, _ in text] == (["URL003", "CON005"] if online else [])
