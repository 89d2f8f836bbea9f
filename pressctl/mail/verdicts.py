"""What a mail server's reply makes of a message."""

from __future__ import annotations

import re
from functools import lru_cache

from pressctl.mail.replies import Reply
from pressctl.model.delivery import DeliveryState, Outcome, Phase

_OUR_FAULT = frozenset({"5.7.26", "5.7.515"})
"""Refused because our own domain is not authenticated: the next message would fare no better."""


_NO_SUCH_ADDRESS = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10"})
"""Enhanced status codes by which a server says that there is no such mailbox or domain (RFC 3463 §3.2, RFC 7505)."""
_SAYS_THERE_IS_NONE = re.compile(
    r"no such (?:user|recipient|mailbox|address|person)|(?:user|recipient|mailbox|address|account)\b.{0,40}"
    r"\b(?:unknown|not (?:found|known)|(?:does not|doesn't) exist)|unknown (?:user|recipient|mailbox|address)"
)
"""How servers without such codes say it."""
_SPEAKS_OF_THE_SENDER = re.compile(
    r"spam|policy|block|black ?list|gr[ae]y ?list|reputation|relay|too many|rate|quota|full\b|denied"
)
"""Not every server keeps to the codes: one whose words give another reason says nothing of the address."""


def names_nobody(enhanced: str | None, reply: str) -> bool:
    """Say whether a server refused a message because there is no such address; a refusal alone does not say so."""
    words = reply.casefold()
    if _SPEAKS_OF_THE_SENDER.search(words):
        return False
    return enhanced in _NO_SUCH_ADDRESS if enhanced else _SAYS_THERE_IS_NONE.search(words) is not None


def turned_down(phase: Phase, reply: Reply, *, our_fault: bool = False) -> Outcome:
    """Return what a reply that takes nothing means: refused, put off, or refused because of the sender."""
    if our_fault or reply.enhanced in _OUR_FAULT or reply.code == 530:
        return outcome_of(DeliveryState.DEFERRED, phase, reply, stops=True)
    if reply.kind == 5:
        return outcome_of(DeliveryState.REJECTED, phase, reply)
    if reply.kind == 4:
        return outcome_of(DeliveryState.DEFERRED, phase, reply)
    words = f"the server answered out of turn: {reply.words()}"
    return Outcome(DeliveryState.DEFERRED, phase, reply=words, connection_lost=True)


@lru_cache(maxsize=256)
def outcome_of(state: DeliveryState, phase: Phase, reply: Reply, *, lost: bool = False, stops: bool = False) -> Outcome:
    """Return a state with the server's own words."""
    return Outcome(state, phase, reply.code, reply.enhanced, reply.words(), connection_lost=lost, stops_plan=stops)
