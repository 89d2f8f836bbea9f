"""Whether links open and mail domains take mail: asked only on request, and for a limited time.

The check itself knows no net; it is handed what was found here. What does not answer in time is not called dead: the
line may be poor. Sites that turn programs away (403, 429 and the like) are not called dead either.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http.client import HTTPException
from queue import Empty, SimpleQueue
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urldefrag, urlsplit, urlunsplit
from urllib.request import Request, urlopen

from pressctl import __version__
from pressctl.checks.base import Answers
from pressctl.mail.domain import NoAnswer, a_label, mail_fault

_AT_ONCE = 8
_GONE = frozenset({404, 410, 451, 500, 502, 504})
"""Answers that a reader would see, too; 401, 403, 405, 429, 503 and 999 are what programs are given."""


_NO_SITE = "there is no such site"
_NO_NAME = frozenset({_NO_SITE, "its domain does not exist"})
"""What a machine without a net is told about every name."""


class _TooSlow(Exception):
    """No answer in time; nothing is known."""


@dataclass
class Web:
    """The net, asked for `limit` seconds at most in all, however many texts are checked."""

    limit: float = 20.0
    each: float = 6.0
    """Seconds for one address."""
    name_servers: tuple[str, ...] = ()
    """The machine's own where none are given."""
    port: int = 53
    known_name: str = "iana.org"
    """A name that exists; where it does not either, the net is not there, and nobody is called dead for that."""
    unanswered: list[str] = field(default_factory=list)
    """What nothing is known about: too slow, or never asked because the time was up."""
    _known: dict[str, str | None] = field(default_factory=dict)
    _ends: float | None = None
    _there: bool | None = None

    def __call__(self, links: tuple[str, ...], domains: tuple[str, ...]) -> Answers:
        """Ask for what has not been asked yet; return what is wrong."""
        self._ask({link: lambda link=link: _link_fault(link, self.each) for link in links})  # type: ignore[misc]  # bound now
        self._ask({f"@{domain}": lambda domain=domain: self._domain_fault(domain) for domain in domains})  # type: ignore[misc]
        return Answers(
            {link: said for link in links if (said := self._known.get(link))},
            {domain: said for domain in domains if (said := self._known.get(f"@{domain}"))},
        )

    def _domain_fault(self, domain: str) -> str | None:
        try:
            return mail_fault(domain, self.each, self.name_servers, self.port)
        except NoAnswer as error:
            raise _TooSlow from error

    def _ask(self, questions: dict[str, Callable[[], str | None]]) -> None:
        new = {name: ask for name, ask in questions.items() if name not in self._known and name not in self.unanswered}
        if self._ends is None:
            self._ends = time.monotonic() + self.limit
        answers = _in_parallel(new, self._ends)
        if not set(answers.values()).isdisjoint(_NO_NAME) and not self._is_there():
            answers = {name: said for name, said in answers.items() if said not in _NO_NAME}
        self._known.update(answers)
        self.unanswered.extend(name for name in new if name not in answers)

    def _is_there(self) -> bool:
        if self._there is None:
            try:
                self._there = bool(self.name_servers or socket.getaddrinfo(self.known_name, 443))
            except OSError:
                self._there = False
        return self._there


def _in_parallel(questions: dict[str, Callable[[], str | None]], ends: float) -> dict[str, str | None]:
    """Ask several at once, and come back when the time is up: whoever still waits then dies with the process."""
    waiting: SimpleQueue[str] = SimpleQueue()
    for name in questions:
        waiting.put(name)
    answers: dict[str, str | None] = {}

    def work() -> None:
        while time.monotonic() < ends:
            try:
                name = waiting.get_nowait()
                answers[name] = questions[name]()
            except Empty:
                return
            except _TooSlow:
                continue

    threads = [threading.Thread(target=work, daemon=True) for _ in range(min(_AT_ONCE, len(questions)))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0.0, ends - time.monotonic()))
    return dict(answers)


def _link_fault(link: str, seconds: float) -> str | None:
    """Return why a link does not open; nothing where it does, or where the site turns programs away."""
    last = None
    for method in ("HEAD", "GET"):  # some servers know no HEAD
        last = _answer(link, method, seconds)
        if last is None:
            return None
    return last


def _answer(link: str, method: str, seconds: float) -> str | None:
    said: str | None = None
    try:
        request = Request(_ascii(link), method=method, headers={"User-Agent": f"pressctl/{__version__} (link check)"})  # noqa: S310 - the rule lets only http and https through
        with urlopen(request, timeout=seconds):  # noqa: S310 - the same
            return None
    except HTTPError as error:
        if error.code in _GONE or 300 <= error.code < 400:
            said = f"{error.code} {error.reason}".strip()
        error.close()
    except URLError as error:
        said = _failure(error.reason)
    except (OSError, HTTPException) as error:
        said = _failure(error)
    except ValueError:
        said = "it is no address"
    return said


def _failure(reason: object) -> str:
    if isinstance(reason, TimeoutError):
        raise _TooSlow
    if isinstance(reason, socket.gaierror):
        if reason.errno == socket.EAI_NONAME:
            return _NO_SITE
        raise _TooSlow
    if isinstance(reason, ssl.SSLCertVerificationError):
        return "its certificate is not valid"
    if isinstance(reason, ConnectionRefusedError):
        return "nobody answers there"
    raise _TooSlow


def _ascii(link: str) -> str:
    """Return the address as it goes over the wire (RFC 3987 §3.1), without its fragment."""
    parts = urlsplit(urldefrag(link).url)
    host = a_label(parts.hostname or "")
    host = f"[{host}]" if ":" in host else host
    where = host if parts.port is None else f"{host}:{parts.port}"
    path, query = quote(parts.path, safe="/%:=&?~#+!$,;'@()*[]"), quote(parts.query, safe="/%:=&?~+!$,;'@()*[]")
    return urlunsplit((parts.scheme, where, path, query, ""))


def shown(unanswered: Iterable[str]) -> tuple[str, ...]:
    """Return what was not answered, as a person writes it."""
    return tuple(name.removeprefix("@") for name in unanswered)
