"""What is said to a mail server from the first MAIL on: octets in, octets out, no socket.

One connection's transactions as RFC 5321 and RFC 2920 have them. Where the server offers PIPELINING, an envelope
travels in one go, and the next one right behind the final dot, so that a message costs one round trip. An envelope
promises nothing and may be taken back; the content of a message leaves only when `proceed` says so, which is when the
record knows of it. What matters most is where a dialogue broke: before the final dot has left nothing was sent, after
it without an answer nobody can know (RFC 1047).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from enum import Enum

from pressctl.frozen import replace
from pressctl.mail.envelopes import mail_from, not_to_be_carried, rcpt_to
from pressctl.mail.errands import Ended, Errand, Event, Ready, Returned
from pressctl.mail.outgoing import Outgoing
from pressctl.mail.replies import Garbage, Replies, Reply
from pressctl.mail.skills import Skills
from pressctl.mail.verdicts import outcome_of, turned_down
from pressctl.model.delivery import DeliveryState, Outcome, Phase

_FINAL_DOT = b".\r\n"
_LAST = b"BDAT 0 LAST\r\n"
"""The final dot of RFC 3030: a chunk of its own, so that the content alone never is the whole of a message."""


class _Step(Enum):
    """What a reply answers."""

    RSET = "rset"
    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"
    CHUNK = "chunk"
    """The content as BDAT; the message is not whole before the chunk that is called the last."""
    DOT = "dot"
    EMPTY_DOT = "empty dot"
    """The dot that a server wants which has said 354 although it refused the recipient (RFC 2920 §3.1)."""


# Steps are asked for some forty times a message; a name of the module answers in a quarter of an enumeration's time.
_RSET, _MAIL, _RCPT, _DATA, _CHUNK, _DOT, _EMPTY_DOT = _Step

_PHASES = {
    _RSET: Phase.MAIL,
    _MAIL: Phase.MAIL,
    _RCPT: Phase.RCPT,
    _DATA: Phase.DATA,
    _CHUNK: Phase.DOT,
    _DOT: Phase.DOT,
    _EMPTY_DOT: Phase.DOT,
}


class Dialogue:
    """One connection's talk with a server that has greeted and authenticated us."""

    def __init__(self, skills: Skills, notify: str = "") -> None:
        """Take what the server can do, and NOTIFY as DSN has it, such as `FAILURE,DELAY`; nothing asks for nothing."""
        self.skills = skills
        self._notify = notify if skills.dsn else ""
        self.over = False
        """Nothing more may be said on this connection."""
        self.in_step = False
        """The server has answered everything that was said in one go."""
        self.out_of_step = False
        """It broke because the server did not, or seems to have overlooked an envelope right behind a message."""
        self.kept_step_behind_dot = False
        """The server has answered to an envelope right behind a final dot as it should (RFC 2920 §3.1)."""
        self.stumbled_behind_dot = False
        """It refused one there, or has ended the connection over the first."""
        self._replies = Replies()
        self._awaited: deque[tuple[_Step, Errand]] = deque()
        self._out = Outgoing()
        self._now: Errand | None = None
        self._next: Errand | None = None
        self._unclean = False
        """A transaction was refused, so that RSET goes before the next."""
        self._used = False
        """The server has taken a sender on this connection."""
        self._in_doubt_of_step = False
        """The content was refused, and a server that does not read on to the dot takes the rest for commands."""

    @property
    def room(self) -> int:
        """Return how many envelopes it would take: one for now, one to go right behind the present message."""
        if self.over:
            return 0
        ahead = self.skills.pipelining and self.skills.behind_dot and self._next is None
        return (self._now is None) + ahead

    @property
    def idle(self) -> bool:
        """Say whether no errand is under way."""
        return self._now is None

    @property
    def awaited(self) -> int:
        """Return how many answers are outstanding."""
        return len(self._awaited)

    @property
    def awaited_phase(self) -> Phase | None:
        """Return what the next answer is to: each may take its own time (RFC 5321 §4.5.3.2)."""
        return _PHASES[self._awaited[0][0]] if self._awaited else None

    def announce(self, errand: Errand) -> Outcome | None:
        """Say an envelope as soon as its turn comes; return why this server cannot carry it, where it cannot.

        Raises:
            ValueError: there is no room for another.
        """
        if not self.room:
            raise ValueError("the dialogue has its envelopes already")
        refusal = not_to_be_carried(errand, self.skills)
        if refusal is not None:
            return refusal
        if self._now is None:
            self._now = errand
            self._say_envelope(errand)
            return None
        self._next = errand
        errand.ahead = True
        if self._now.proceeding:
            self._say_envelope(errand)
        return None

    def proceed(self, errand: Errand) -> None:
        """Let the content of the one that is ready leave, and the next envelope behind it.

        Raises:
            ValueError: the server does not wait for it.
        """
        if errand is not self._now or errand.proceeding or self._awaited:
            raise ValueError("the server does not wait for this message")
        errand.proceeding = True
        if self._chunking:
            self._out.say(f"BDAT {errand.letter.size}\r\n".encode("ascii"))
            self._awaited.append((_CHUNK, errand))
        for piece in errand.letter.octets if self._chunking else errand.letter.wire():
            self._out.say(piece)
        self._out.say_dot(_LAST if self._chunking else _FINAL_DOT)
        self._awaited.append((_DOT, errand))
        if self._next is not None:
            self._say_envelope(self._next)

    def take_back(self, errand: Errand) -> list[Event]:
        """Forget an errand that has not been told to proceed; return what that means for another one.

        A server that waits for its content gets the end of the connection: there is no other way out of DATA.
        """
        if errand.proceeding:
            raise ValueError("what has left cannot be taken back")
        errand.taken_back = True
        if errand is self._next and self._now is not None and not self._now.proceeding:
            self._next = None  # not a word of it has been said
        elif errand is self._now and not self._awaited:
            return self.broken("taken back")
        return []

    @property
    def speaks(self) -> bool:
        """Say whether anything is to be sent."""
        return bool(self._out.waiting)

    @property
    def outgoing(self) -> Sequence[memoryview]:
        """Return what is to be sent, in order."""
        return self._out.waiting

    @property
    def before_dot(self) -> int | None:
        """Return how many of the outgoing octets stand before the coming final dot; nothing where none is coming.

        Who sends asks there whether the server has spoken: after the dot it is too late.
        """
        return self._out.before_dot

    def sent(self, octets: int) -> None:
        """Know that so many of the outgoing octets have left. A part of the dot counts as the dot."""
        if self._out.sent(octets) and self._now is not None:
            self._now.dot_left, self._now.phase = True, Phase.DOT

    def receive(self, data: bytes) -> list[Event]:
        """Hear what the server says, and return what it means."""
        events: list[Event] = []
        try:
            for reply in self._replies.read(data):
                events.extend(self._hear(reply))
                if self.over:
                    break
        except Garbage as error:
            events.extend(self.broken(str(error)))
        return events

    def broken(self, words: str, *, late: bool = False) -> list[Event]:
        """Know that the connection is lost, `late` in waiting for an answer, and return what that means for whom."""
        self.out_of_step = self.skills.pipelining and self._overlooked(late=late)
        if self._now is not None and self._now.dot_left and self._next is not None and not self.kept_step_behind_dot:
            self.stumbled_behind_dot = True
        under_way = [errand for errand in (self._now, self._next) if errand is not None]
        events = [self._after_loss(errand, words, late=late) for errand in under_way]
        self._end()
        return [event for event in events if not event.errand.taken_back]

    def _overlooked(self, *, late: bool) -> bool:
        """Say whether the server may not have seen what was said behind something else."""
        errand = self._now
        if errand is None or not self._awaited:
            return False
        if errand.ahead and not errand.answered:
            return late
        return not self.in_step and errand.answered and errand.refusal is None and not errand.proceeding

    def _after_loss(self, errand: Errand, words: str, *, late: bool) -> Event:
        """Return what a lost connection means for one that was on it."""
        if errand.too_early:
            return Returned(errand, words)
        if errand.refusal is not None:
            return Ended(errand, replace(errand.refusal, connection_lost=True))
        if (errand.ahead and not errand.answered) or (self.out_of_step and not errand.proceeding):
            return Returned(errand, words)
        state = DeliveryState.UNCERTAIN if errand.dot_left else DeliveryState.DEFERRED
        return Ended(errand, Outcome(state, errand.phase, reply=words, connection_lost=True, late=late))

    def _end(self) -> None:
        self.over = True
        self._now = self._next = None
        self._awaited.clear()
        self._out.clear()

    def _say_envelope(self, errand: Errand) -> None:
        """Say RSET where needed and MAIL, and what may follow without waiting: DATA comes last (RFC 2920 §3.1)."""
        steps = [(_MAIL, mail_from(errand, self.skills, self._notify))]
        if self._unclean:
            steps.insert(0, (_RSET, "RSET\r\n"))
            self._unclean = False
        if self.skills.pipelining:
            steps.append((_RCPT, rcpt_to(errand, self._notify)))
            if not self._chunking:
                steps.append((_DATA, "DATA\r\n"))
        elif len(steps) > 1:
            steps.pop()
        self._say_steps(errand, steps)

    def _say_steps(self, errand: Errand, steps: list[tuple[_Step, str]]) -> None:
        self._out.say("".join(words for _, words in steps).encode())
        self._awaited.extend((step, errand) for step, _ in steps)

    def _hear(self, reply: Reply) -> Sequence[Event]:
        if not self._awaited:
            return self._out_of_turn(reply)
        step, errand = self._awaited[0]
        if step is _DOT and not errand.dot_left:
            return self._out_of_turn(reply)
        self._awaited.popleft()
        if step is _RSET:
            return self._after_rset(errand, reply)
        if step is _MAIL and errand.ahead and (reply.code == 421 or (self._in_doubt_of_step and reply.kind != 2)):
            # The server ends the connection after so many messages, or has not read the last one to its dot.
            return self.broken(reply.words())
        if step is _MAIL and self._has_had_enough(errand, reply):
            errand.too_early = True
            return self.broken(reply.words())
        errand.answered = True
        self._in_doubt_of_step = False
        return self._closing(errand, reply) if reply.code == 421 else self._after(step, errand, reply)

    def _after(self, step: _Step, errand: Errand, reply: Reply) -> Sequence[Event]:
        """Hear the answer to a step of a transaction."""
        if step is _CHUNK:
            return self._after_chunk(errand, reply)
        if step is _DOT:
            return self._after_dot(errand, reply)
        if step is _EMPTY_DOT:
            return self._ended(errand)
        return self._after_envelope(step, errand, reply)

    def _after_rset(self, errand: Errand, reply: Reply) -> Sequence[Event]:
        if reply.kind != 2:
            # The server, which may not have read the last one to its dot, has not heard of this one.
            errand.ahead = True
            return self.broken(f"the server does not begin anew: {reply.words()}")
        if not self.skills.pipelining:
            self._say_envelope(errand)
        return ()

    def _after_envelope(self, step: _Step, errand: Errand, reply: Reply) -> Sequence[Event]:
        """Hear the answer to MAIL, RCPT or DATA."""
        last = step is self._last_of_envelope
        self.in_step = self.in_step or last
        self.kept_step_behind_dot = self.kept_step_behind_dot or (last and errand.ahead and not errand.too_early)
        good = reply.code == 354 if step is _DATA else reply.kind == 2
        if not good and errand.refusal is None:
            # A refused MAIL is because of us, not of the recipient, unless the recipient's letters are too much.
            ours = step is _MAIL and reply.kind == 5 and not errand.utf8
            errand.refusal = turned_down(errand.phase, reply, our_fault=ours)
            self._unclean = step is not _MAIL
            self._weigh_the_moment(step, errand, reply)
        if errand.refusal is not None:
            return self._after_refusal(step, errand, errand.refusal, good=good)
        errand.phase = Phase.RCPT if step is _MAIL else Phase.DATA
        self._used = True
        if last:
            return self.broken("taken back") if errand.taken_back else (Ready(errand),)
        if not self.skills.pipelining:
            following = (_RCPT, rcpt_to(errand, self._notify)) if step is _MAIL else (_DATA, "DATA\r\n")
            self._say_steps(errand, [following])
        return ()

    def _has_had_enough(self, errand: Errand, reply: Reply) -> bool:
        """Say whether a refused sender, who was taken before, may only mean that this connection has carried enough.

        Servers that carry so many messages a connection say so in many ways. On a new one it counts what they say.
        """
        its_own = reply.kind == 5 and (errand.ahead or errand.utf8)
        return self._used and reply.kind in {4, 5} and not its_own

    def _weigh_the_moment(self, step: _Step, errand: Errand, reply: Reply) -> None:
        """Doubt a refused MAIL that was said behind a final dot: some servers refuse all that stands there.

        RFC 2920 §3.1 allows it, but to them it may be smuggled. It is said again in its turn, where a refusal counts.
        """
        if step is _MAIL and errand.ahead and reply.kind == 5:
            errand.too_early = True
            self.stumbled_behind_dot = True
            self.skills = replace(self.skills, behind_dot=False)

    def _after_refusal(self, step: _Step, errand: Errand, refusal: Outcome, *, good: bool) -> Sequence[Event]:
        """Hear the answer that refused the envelope, or one to what had been said behind it."""
        if refusal.connection_lost:
            return self.broken(refusal.reply)
        if step is _DATA and good:
            if refusal.phase is Phase.MAIL:
                return self.broken(refusal.reply)  # whose message would this be?
            self._out.say(_FINAL_DOT)
            self._awaited.appendleft((_EMPTY_DOT, errand))
        elif step is self._last_of_envelope or not self.skills.pipelining:
            return self._ended(errand)
        return ()

    @property
    def _chunking(self) -> bool:
        return self.skills.chunking and self.skills.pipelining

    @property
    def _last_of_envelope(self) -> _Step:
        """Return the step after which the server waits for the content: with BDAT nothing has to be asked first."""
        return _RCPT if self._chunking else _DATA

    def _after_chunk(self, errand: Errand, reply: Reply) -> Sequence[Event]:
        """Hear the answer to the content; where it was refused, a chunk after it is answered and means nothing."""
        if reply.kind == 2:
            return ()
        errand.refusal = turned_down(Phase.DATA, reply)
        return self.broken(reply.words()) if errand.refusal.connection_lost or not errand.dot_left else ()

    def _after_dot(self, errand: Errand, reply: Reply) -> Sequence[Event]:
        if errand.refusal is not None:  # the content before the last chunk was
            if reply.kind == 2:
                words = f"{errand.refusal.reply}, then {reply.words()}"
                errand.refusal = Outcome(DeliveryState.UNCERTAIN, Phase.DOT, reply=words)
            self._unclean = self._next is None
            self._in_doubt_of_step = True
        elif reply.kind == 2:
            errand.refusal = outcome_of(DeliveryState.ACCEPTED, Phase.DOT, reply)
        elif reply.kind == 3:
            return self.broken(f"the server answered out of turn: {reply.words()}")
        else:
            errand.refusal = turned_down(Phase.DOT, reply)
            self._unclean = self._next is None
            self._in_doubt_of_step = True
        return self._ended(errand)

    def _ended(self, errand: Errand) -> Sequence[Event]:
        """End one, and let the next take its place."""
        assert errand.refusal is not None  # noqa: S101 - who calls has set it
        self._now, self._next = self._next, None
        if self._now is not None and not errand.proceeding:
            self._now.ahead = False  # its envelope waited for a content that never left
            self._say_envelope(self._now)
        if errand.taken_back:
            return ()
        return (Returned(errand, errand.refusal.reply) if errand.too_early else Ended(errand, errand.refusal),)

    def _closing(self, errand: Errand, reply: Reply) -> Sequence[Event]:
        """Hear 421: the server closes the connection, whatever was asked (RFC 5321 §4.2.1)."""
        if errand.refusal is None:
            errand.refusal = outcome_of(DeliveryState.DEFERRED, errand.phase, reply, lost=True)
        return self.broken(reply.words())

    def _out_of_turn(self, reply: Reply) -> Sequence[Event]:
        """Hear something that nobody asked for: in the middle of a message it has not been taken, whatever is said."""
        errand = self._now
        if errand is not None and errand.refusal is None and reply.kind in {4, 5}:
            errand.refusal = replace(turned_down(errand.phase, reply), connection_lost=True)
        return self.broken(f"the server spoke out of turn: {reply.words()}")
