"""Which gates stand between a plan and its sending, each with why and with the command that opens it (ADR 0008)."""

from __future__ import annotations

from collections.abc import Iterable

from pressctl.language.dates import embargo_moment
from pressctl.model.contact import Contact, recipient_key
from pressctl.model.delivery import Gate, GateName, LeftOutReason
from pressctl.model.moment import Moment
from pressctl.workflow.sending.choosing import Choice, own_ground
from pressctl.workflow.sending.circumstances import RecordFacts, ReleaseState, SendRequest

_SERVED = frozenset({LeftOutReason.RECEIVED, LeftOutReason.IN_DOUBT, LeftOutReason.WAITING})
"""Why somebody is left out who may well have agreed."""


def gates_of(
    state: ReleaseState, request: SendRequest, facts: RecordFacts, choice: Choice, languages: set[str]
) -> Iterable[Gate]:
    """Return the gates of a plan, those that the officer passes included.

    Args:
        state: the release.
        request: the order; a test copy stands before one gate only.
        facts: what the record knows.
        choice: who gets it: all of them have been asked for.
        languages: in which it is sent.
    """
    return _test_gates(state, request, facts) if request.test else _gates(state, request, facts, choice, languages)


def _gates(
    state: ReleaseState, request: SendRequest, facts: RecordFacts, choice: Choice, languages: set[str]
) -> Iterable[Gate]:
    slug = state.release.slug
    edition = state.release.original_edition
    until = edition.held_until(request.now)
    yield from facts.wrong
    barred = _barred(request, choice) if until is not None else ""
    if until is not None and barred:
        yield Gate(
            GateName.EMBARGO,
            f"the embargo holds until {_said(until, request.now)}, and {barred}",
            f"pressctl embargo agree {slug} CONTACT, once they have said so; or wait for the lift",
        )
    for language in sorted(languages & set(state.stale)):
        yield Gate(
            GateName.TRANSLATION,
            f"{language}.md: {state.stale[language]}",
            f"pressctl variant {slug} {language} --changes",
        )
    for language in sorted(languages & set(state.lacking)):
        for what in state.lacking[language]:
            yield Gate(GateName.COMPLETENESS, f"{language}.md lacks {what}", f"pressctl show {slug}")
    wanted = (one for language in sorted(languages) for one in state.unapproved.get(language, ()))
    for because, command in dict.fromkeys(wanted):
        yield Gate(GateName.APPROVAL, because, command)
    for fault in dict.fromkeys(fault for language in sorted(languages) for fault in state.faults.get(language, ())):
        yield Gate(GateName.CHECK, fault, f"pressctl check {slug}")
    if edition.expires is not None and edition.expires.instant <= request.now.instant:
        yield Gate(
            GateName.EXPIRED,
            f"the release expired on {_said(edition.expires, request.now)}",
            f"change expires in {edition.language}.md",
        )


def _said(moment: Moment, now: Moment) -> str:
    """Return a time as the office's clock shows it."""
    return embargo_moment(moment.in_zone(now.zone), "en")


def _test_gates(state: ReleaseState, request: SendRequest, facts: RecordFacts) -> Iterable[Gate]:
    """A test copy goes to oneself: to anybody else an embargoed text is no test."""
    key = recipient_key(request.test or "")
    until = state.release.original_edition.held_until(request.now)
    on_file = next((contact for contact in request.contacts if contact.key == key), Contact(email=request.test or ""))
    if until is None or key in request.own:
        return
    if own_ground(on_file, facts.embargo_answers.get(key), until) is None:
        yield Gate(
            GateName.EMBARGO,
            f"the embargo holds, and {request.test} is not an address of the office",
            "send the test to the office's own address",
        )


def _barred(request: SendRequest, choice: Choice) -> str:
    """Return for whom the embargo is in the way: for all of the press, or for those who get it by an override."""
    if request.passes(GateName.EMBARGO):
        return f"{choice.without} of the list have not agreed to it" if choice.without else ""
    kept_back = any(out.reason is LeftOutReason.NOT_AGREED for out in choice.left_out)
    if not kept_back or choice.press:
        return ""
    served = any(out.reason in _SERVED for out in choice.left_out)
    return f"nobody {'who does not have it yet' if served else 'on the list'} has agreed to it"
