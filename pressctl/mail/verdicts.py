"""What a mail server's reply makes of a message."""

from __future__ import annotations

from pressctl.mail.replies import Reply
from pressctl.model.delivery import DeliveryState, Outcome, Phase

_OUR_FAULT = frozenset({"5.7.26", "5.7.515"})
"""Refused because our own domain is not authenticated: the next message would fare no better."""


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


def outcome_of(state: DeliveryState, phase: Phase, reply: Reply, *, lost: bool = False, stops: bool = False) -> Outcome:
    """Return a state with the server's own words."""
    return Outcome(state, phase, reply.code, reply.enhanced, reply.words(), lost, stops)
