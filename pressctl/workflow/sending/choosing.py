"""Who gets a release and in which language, who is left out and why: decided for one after the other.

Nobody is held for the others, so that a list may be as long as it likes.
"""

from __future__ import annotations

from collections.abc import Iterator

from pressctl.frozen import Frozen
from pressctl.language.matching import language_for
from pressctl.model.contact import Contact, recipient_key
from pressctl.model.delivery import Channel, GateName, LeftOut, LeftOutReason
from pressctl.model.embargo import Answer, EmbargoAnswer, Ground
from pressctl.model.moment import Moment
from pressctl.model.release import Copy
from pressctl.workflow.sending.circumstances import RecordFacts, ReleaseState, SendRequest


class Chosen(Frozen):
    """Somebody who gets it."""

    key: str
    whom: Contact | Copy
    language: str
    channel: Channel
    ground: Ground | None
    """Why before the lift."""


class Choice:
    """Who gets it and who does not; what it counts on the way holds once all have been asked for."""

    def __init__(self, state: ReleaseState, request: SendRequest, facts: RecordFacts) -> None:
        self._state, self._request, self._facts = state, request, facts
        self._until = state.release.original_edition.held_until(request.now)
        self._available = state.release.languages
        self._passes_embargo = request.passes(GateName.EMBARGO)
        self.left_out: list[LeftOut] = []
        self.press = False
        """Somebody of the press gets it."""
        self.without = 0
        """How many get it before the lift without a ground of their own."""

    def chosen(self) -> Iterator[Chosen]:
        """Yield who gets it, and note who does not; a test copy goes to oneself alone."""
        return self._test() if self._request.test else self._taken()

    def _test(self) -> Iterator[Chosen]:
        """Send oneself every language, as it would arrive."""
        address = self._request.test or ""
        key = recipient_key(address)
        on_file = next((one for one in self._request.contacts if one.key == key), Contact(email=address))
        for language in self._state.release.languages:
            yield Chosen(key, on_file, language, Channel.PRESS, None)

    def _taken(self) -> Iterator[Chosen]:
        """Take the press in its order, then the copies."""
        copies = {_key(copy) for copy in self._state.release.copy_to}
        seen: set[str] = set()
        for contact in self._request.contacts:
            key = contact.key
            if key in copies and key in seen:
                continue
            language, reason = self._decided(key, contact)
            if reason is not None and key in copies:
                continue  # what the press may not have yet, a focal point may: the copy decides
            if key in copies:
                seen.add(key)
            if (told := self._told(key, contact, language, Channel.PRESS, reason)) is not None:
                yield told
        for copy in self._state.release.copy_to:
            key = _key(copy)
            if key not in seen:
                seen.add(key)
                language, reason = self._decided(key, copy)
                if (told := self._told(key, copy, language, Channel.COPY, reason)) is not None:
                    yield told

    def _told(
        self,
        key: str,
        whom: Contact | Copy,
        language: str | None,
        channel: Channel,
        reason: tuple[LeftOutReason, str] | None,
    ) -> Chosen | None:
        if reason is not None:
            self.left_out.append(LeftOut(whom.email, name_of(whom), *reason))
        if reason is not None or language is None:
            return None
        self.press = self.press or channel is Channel.PRESS
        ground = None
        if self._until is not None:
            ground = own_ground(whom, self._facts.embargo_answers.get(key), self._until)
            self.without += ground is None
            ground = ground or Ground.OVERRIDE
        return Chosen(key, whom, language, channel, ground)

    def _decided(self, key: str, whom: Contact | Copy) -> tuple[str | None, tuple[LeftOutReason, str] | None]:
        """Return the language, and why this one gets nothing, if so: the weightiest reason."""
        facts, update = self._facts, self._request.update
        language = self._language(key, whom)
        reason: tuple[LeftOutReason, str] | None = None
        if key in facts.suppressed:  # an opt-out outweighs everything
            reason = LeftOutReason.DO_NOT_MAIL, ""
        elif key in facts.waiting:
            reason = LeftOutReason.WAITING, facts.waiting[key]
        elif not update and key in facts.received:
            reason = LeftOutReason.RECEIVED, facts.received[key]
        elif not update and key in facts.in_doubt:
            reason = LeftOutReason.IN_DOUBT, facts.in_doubt[key]
        elif not (update or self._request.refused_too) and key in facts.refused:
            reason = LeftOutReason.REFUSED, facts.refused[key]
        elif language is None:
            reason = LeftOutReason.NO_LANGUAGE, ", ".join(whom.languages)
        elif self._until is not None and not self._passes_embargo:
            answer = facts.embargo_answers.get(key)
            if own_ground(whom, answer, self._until) is None:
                reason = LeftOutReason.NOT_AGREED, _why_not(answer)
        return language, reason

    def _language(self, key: str, whom: Contact | Copy) -> str | None:
        """Return the language in which somebody gets it.

        What puts an earlier release right comes in the language in which they have that one, else in one that they
        read, else in the original's: a correction is left unread by nobody.
        """
        available, fallback = self._available, self._request.fallback_language
        had = self._facts.threads.get(key) if self._state.puts_right is not None else None
        if had is None:
            return language_for(whom.languages, available, fallback)
        if had.language in available:
            return had.language
        return language_for(whom.languages, available, fallback) or available[0]


def own_ground(whom: Contact | Copy, answer: EmbargoAnswer | None, until: Moment) -> Ground | None:
    """Return why an embargoed text may go there (ADR 0010).

    What was said about this release goes before what is on file; copies go to those who make the news together (0008).
    """
    if isinstance(whom, Copy):
        return Ground.COPY
    if answer is not None and answer.answer is not Answer.AGREED:
        return None
    if answer is not None and answer.covers(until):
        return Ground.AGREED
    return Ground.TRUSTED if whom.embargo_trusted else None


def _why_not(answer: EmbargoAnswer | None) -> str:
    match answer:
        case None:
            return ""
        case EmbargoAnswer(answer=Answer.AGREED):
            return f"agreed to {answer.until}; the embargo was moved"
        case _:
            return f"{answer.answer.value} on {answer.answered:%Y-%m-%d}"


def _key(whom: Contact | Copy) -> str:
    return recipient_key(whom.email)


def name_of(whom: Contact | Copy) -> str:
    """Return how a reader is called in a plan."""
    return whom.display_name() if isinstance(whom, Contact) else whom.name or ""
