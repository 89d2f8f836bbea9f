"""Several connections to the mail server at once, driven by one thread.

Whoever sends announces errands, waits for what happens, and lets a content leave once the record knows of it. Further
connections are made in the background, so that a slow greeting holds nobody up.
"""

from __future__ import annotations

import contextlib
import selectors
import socket
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from time import monotonic, sleep

from pressctl.errors import PressctlError
from pressctl.frozen import replace
from pressctl.mail.base import Envelope
from pressctl.mail.errands import Errand, Event, Ready
from pressctl.mail.letter import Letter
from pressctl.mail.link import Link
from pressctl.model.delivery import Outcome

_PAUSES = (1.0, 5.0, 30.0, 120.0)
"""Seconds before a further connection is tried again, where the server refused one."""


class Exchange:
    """Up to `width` links, each with a dialogue of its own."""

    def __init__(
        self,
        connect: Callable[[], Link],
        width: int,
        goodbye: Callable[[Link], None],
        hang_up: Callable[[], None] = lambda: None,
    ) -> None:
        """Take how a connection is made, how many there may be, what is said at the end, and what ends the making."""
        self.width = width
        """How many connections there may be."""
        self._connect = connect
        self._goodbye = goodbye
        self._hang_up = hang_up
        self._links: list[Link] = []
        self._whose: dict[Errand, Link] = {}
        self._news: list[Event] = []
        """What has happened outside of `wait`."""
        self._selector = selectors.DefaultSelector()
        self._coming: list[Future[Link]] = []
        self._pool: ThreadPoolExecutor | None = None
        self._bell: tuple[socket.socket, socket.socket] | None = None
        self._in_step = False
        """A connection has shown that the server understands what is said in one go."""
        self._in_turn = False
        """It announces PIPELINING and does not understand it: one thing is said at a time."""
        self._behind_dot: bool | None = None
        """It takes an envelope behind a final dot that it has not answered yet; as long as nobody knows, one connection
        tries, since a server that ends over it leaves a message in doubt."""
        self._turn = 0
        self._refusals = 0
        self._not_before = 0.0

    def open(self) -> None:
        """Make the first connection; without effect where there is one.

        Raises:
            ServerUnavailable: no message can leave now.
            BadInput: the settings cannot be used.
        """
        self._sweep()
        if not self._links:
            self._add(self._connect())

    def widen(self, links: int) -> None:
        """Ask for so many connections in all; they come when they come."""
        lacking = min(links, self.width) - len(self._links) - len(self._coming)
        if lacking <= 0 or not self._links or monotonic() < self._not_before:
            return
        if self._pool is None:
            self._pool = ThreadPoolExecutor(max_workers=min(self.width, 8), thread_name_prefix="connect")
            self._bell = socket.socketpair()
            self._bell[0].setblocking(False)
            self._selector.register(self._bell[0], selectors.EVENT_READ)
        for _ in range(lacking):
            coming = self._pool.submit(self._connect)
            coming.add_done_callback(self._ring)
            self._coming.append(coming)

    @property
    def connected(self) -> bool:
        """Say whether there is a connection."""
        return any(not link.dialogue.over for link in self._links)

    @property
    def room(self) -> int:
        """Return how many errands it would take now."""
        return sum(link.room for link in self._links)

    def announce(self, envelope: Envelope, letter: Letter) -> Errand | Outcome:
        """Give a message to a link that has room, an idle one before others; return why it cannot be carried, if so.

        Raises:
            BadInput: an address is none that the wire takes.
            ValueError: there is no room.
        """
        errand = Errand.to(envelope.sender, envelope.recipient, letter, f"{envelope.plan_id}.{envelope.position}")
        link = self._roomy()
        refusal = link.announce(errand)
        if refusal is not None:
            return refusal
        self._whose[errand] = link
        return errand

    def _roomy(self) -> Link:
        if len(self._whose) < len(self._links):
            idle = next((link for link in self._links if link.dialogue.idle and link.room), None)
            if idle is not None:
                return idle
        for _ in self._links:  # each in its turn: who has just taken one has no room for another
            self._turn = (self._turn + 1) % len(self._links)
            if self._links[self._turn].room:
                return self._links[self._turn]
        raise ValueError("no connection takes another envelope")

    def proceed(self, errand: Errand) -> None:
        """Let the content of one that is ready leave."""
        link = self._whose[errand]
        link.dialogue.proceed(errand)
        link.begin()

    def take_back(self, errand: Errand) -> None:
        """Forget one that has not been told to proceed: nothing more is heard of it."""
        link = self._whose.pop(errand, None)
        if link is not None:
            self._news.extend(link.dialogue.take_back(errand))
        # Another's end, for whose sake it came back itself, may be news already.
        self._news = [event for event in self._news if event.errand is not errand]

    def wait(self, seconds: float) -> list[Event]:
        """Talk for at most so many seconds, until something has happened; return what."""
        events, self._news = [*self._news, *self._speak()], []
        if not events:
            events += self._listen(self._patience(seconds))
            if events:  # what came meanwhile goes into the same commit of whoever waits
                events += self._listen(0)
            now = monotonic()
            for link in self._links:
                events += link.expire(now)
        self._sweep()
        gone = {event.errand for event in events if not isinstance(event, Ready)}
        for errand in gone:
            self._whose.pop(errand, None)
        # A server may take its word back in the same breath.
        return [event for event in events if not (isinstance(event, Ready) and event.errand in gone)]

    def _listen(self, seconds: float) -> list[Event]:
        if not self._selector.get_map():  # Windows refuses to wait for nothing
            sleep(seconds)
            return []
        events: list[Event] = []
        for key, _ in self._selector.select(seconds):
            link = key.data
            if link is None:
                self._welcome()
            else:
                events += link.read()
                events += link.write()
        return events

    def _speak(self) -> list[Event]:
        events: list[Event] = []
        for link in self._links:
            if link.dialogue.speaks:
                events += link.write()
        return events

    def _patience(self, seconds: float) -> float:
        now = monotonic()
        times = [link.deadline - now for link in self._links if link.deadline is not None]
        for link in self._links:
            if link.dialogue.speaks is not link.waits_to_write:
                link.waits_to_write = link.dialogue.speaks
                also = selectors.EVENT_WRITE if link.waits_to_write else 0
                self._selector.modify(link.sock, selectors.EVENT_READ | also, link)
        return max(0.0, min([seconds, *times]))

    def _add(self, link: Link) -> None:
        link.dialogue.in_step = self._in_step
        if self._in_turn:
            link.dialogue.skills = replace(link.dialogue.skills, pipelining=False)
        if not link.dialogue.skills.behind_dot:
            self._behind_dot = False
        elif self._behind_dot is None:
            _let_go_ahead(link, not any(other.dialogue.skills.behind_dot for other in self._links))
        else:
            _let_go_ahead(link, self._behind_dot)
        self._links.append(link)
        self._selector.register(link.sock, selectors.EVENT_READ, link)
        link.waits_to_write = False

    def _sweep(self) -> None:
        """Let go of the connections that are over, or have carried what they may; learn how to speak to the server."""
        self._in_step = self._in_step or any(link.dialogue.in_step for link in self._links)
        self._learn_what_may_go_ahead()
        for link in [link for link in self._links if link.dialogue.over or link.spent]:
            self._in_turn = self._in_turn or link.dialogue.out_of_step
            self._links.remove(link)
            self._selector.unregister(link.sock)
            if not link.dialogue.over:
                with contextlib.suppress(OSError):
                    link.sock.send(b"QUIT\r\n")  # nobody waits for the answer
            link.close()
        if self._behind_dot is None and self._links and not any(one.dialogue.skills.behind_dot for one in self._links):
            _let_go_ahead(self._links[0], True)

    def _learn_what_may_go_ahead(self) -> None:
        """Let every connection go ahead once one has been followed, and none once one has stumbled."""
        known = self._behind_dot
        if known is not False and any(link.dialogue.stumbled_behind_dot for link in self._links):
            self._behind_dot = False
        elif known is None and any(link.dialogue.kept_step_behind_dot for link in self._links):
            self._behind_dot = True
        if self._behind_dot is not known:
            for link in self._links:
                _let_go_ahead(link, self._behind_dot is True)

    def _ring(self, _: Future[Link]) -> None:
        bell = self._bell
        if bell is not None:
            with contextlib.suppress(OSError):  # closed meanwhile: nobody waits any more
                bell[1].send(b"!")

    def _welcome(self) -> None:
        """Take the connections that were made in the background; where one was refused, wait before the next."""
        assert self._bell is not None  # noqa: S101 - it has just rung
        with contextlib.suppress(BlockingIOError):
            self._bell[0].recv(4096)
        for coming in [coming for coming in self._coming if coming.done()]:
            self._coming.remove(coming)
            try:
                self._add(coming.result())
            except PressctlError:  # the first connection works, so there are as many as the server wants
                self._not_before = monotonic() + _PAUSES[min(self._refusals, len(_PAUSES) - 1)]
                self._refusals += 1

    def close(self) -> None:
        """Say goodbye on the connections on which nothing is under way, and let go of all."""
        self._gather()
        for link in self._links:
            if link.dialogue.idle and not link.dialogue.over:
                self._goodbye(link)
        self.drop()

    def drop(self) -> None:
        """Let go of every connection without a word."""
        self._gather()
        for link in self._links:
            link.close()
        for end in self._bell or ():
            end.close()
        self._selector.close()
        self._links, self._whose, self._news, self._bell = [], {}, [], None
        self._selector = selectors.DefaultSelector()

    def _gather(self) -> None:
        """End the connections that are being made, to let go of them with the others."""
        pool, self._pool = self._pool, None
        if pool is None:
            return
        pool.shutdown(wait=False, cancel_futures=True)
        while not all(one.done() for one in self._coming):  # one may come to hang on the line at any time
            self._hang_up()
            sleep(0.01)
        self._links += [one.result() for one in self._coming if not one.cancelled() and one.exception() is None]
        self._coming = []


def _let_go_ahead(link: Link, ahead: bool) -> None:
    """Let the next envelope follow a message on this connection at once, or when the server has answered to it."""
    link.dialogue.skills = replace(link.dialogue.skills, behind_dot=ahead)
