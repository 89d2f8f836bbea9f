"""Who gets what: a plan made from the release, the lists and what the record says has happened.

Nothing here is stored and nothing is sent. The dry run and the real sending call the same `make_plan`.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from pressctl.language.dates import embargo_moment
from pressctl.language.matching import best_match
from pressctl.model.contact import Contact, recipient_key
from pressctl.model.delivery import (
    Channel,
    Gate,
    GateName,
    LeftOut,
    LeftOutReason,
    Override,
    Plan,
    PutsRight,
    Recipient,
    RenderedPart,
    Tally,
)
from pressctl.model.embargo import Answer, EmbargoAnswer, Ground
from pressctl.model.moment import Moment
from pressctl.model.release import Copy, EmbargoStatus, Release
from pressctl.model.slots import IN_REPLY_TO, REFERENCES
from pressctl.store.spool import gathered


@dataclass(frozen=True, slots=True)
class Thread:
    """An earlier message to somebody, which a new one is about (RFC 5322 §3.6.4)."""

    message_id: str
    references: str
    language: str
    """In which they got it."""


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """What the record knows that bears on a new plan."""

    received: Mapping[str, str] = field(default_factory=dict)
    """Recipient key → `version 2, 30 Oct 10:02`, for those who have the release."""
    in_doubt: Mapping[str, str] = field(default_factory=dict)
    """Recipient key → detail, for those who may have it."""
    waiting: Mapping[str, str] = field(default_factory=dict)
    """Recipient key → id of the unfinished plan that they are in."""
    suppressed: Container[str] = frozenset()
    """Recipient keys that must not be mailed."""
    updates: int = 0
    """How many updates of this release have been planned."""
    embargo_answers: Mapping[str, EmbargoAnswer] = field(default_factory=dict)
    """Recipient key → what they said last about the embargo of this release, or of the one that it puts right."""
    threads: Mapping[str, Thread] = field(default_factory=dict)
    """Recipient key → the message that they have and this one is about."""
    wrong: tuple[Gate, ...] = ()
    """What later releases have against this text: it was corrected, or withdrawn."""


@dataclass(frozen=True, slots=True)
class Sender:
    """From whom, back to whom, and on which road."""

    address: str
    name: str
    reply_to: str | None
    transport: str
    route: str
    opt_out: str | None = None
    """Where a reader writes to be taken off the list; the sender unless given."""
    return_path: str | None = None
    """Where servers tell what could not be delivered; the sender unless given."""
    opt_out_url: str | None = None
    """Where one click takes a reader off it."""


@dataclass(frozen=True, slots=True)
class SendRequest:
    """What the officer asked for."""

    contacts: Iterable[Contact]
    """The segments' members, each once; may be read more than once."""
    now: Moment
    sender: Sender
    fallback_language: str
    test: str | None = None
    """Address of a test copy; then nobody else gets anything."""
    own: frozenset[str] = frozenset()
    """Recipient keys of the office's own addresses."""
    update: str | None = None
    """What changed: the mail goes to those who have the release, too."""
    overrides: tuple[Override, ...] = ()


@dataclass(frozen=True, slots=True)
class ReleaseState:
    """The release and what may stand in its way."""

    release: Release
    version: int
    """The number that this text has, or would get."""
    stale: Mapping[str, str]
    """Language → why its translation is out of date."""
    lacking: Mapping[str, tuple[str, ...]]
    """Language → what the kind demands and this edition lacks."""
    faults: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Language → what the check has against it, with places."""
    puts_right: PutsRight | None = None
    """The version that it corrects or withdraws."""
    unapproved: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """Language → what an organisation wants to have approved and has not, with the command that records it."""


Render = Callable[[str, Channel], RenderedPart]
"""(language, list) → what everybody of it gets."""

Slots = Callable[[Contact | Copy, str, Channel], tuple[tuple[str, str], ...]]
"""(whom, language, list) → their personal values."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How a plan's words are made."""

    render: Render
    slots: Slots


def make_plan(plan_id: str, state: ReleaseState, request: SendRequest, facts: RecordFacts, setting: Setting) -> Plan:
    """Decide who gets which language, who is left out and why, and which gates stand."""
    choice = _Choice(state, request, facts)
    recipients = gathered(
        Recipient(
            key,
            whom.email,
            _name(whom),
            language,
            channel,
            (*setting.slots(whom, language, channel), *_thread(facts.threads.get(key))),
            ground,
        )
        for key, whom, language, channel, ground in (choice.test() if request.test else choice.taken())
    )
    tally = getattr(recipients, "tally", None) or Tally.of(recipients)
    used = list(tally.numbers)
    languages = {language for language, _ in used}
    gates = tuple(
        _test_gates(state, request, facts) if request.test else _gates(state, request, facts, choice, languages)
    )
    passed = {override.gate for override in request.overrides}
    return Plan(
        id=plan_id,
        release_id=state.release.id,
        slug=state.release.slug,
        version=state.version,
        purpose=f"update-{facts.updates + 1}" if request.update else "release",
        headline=state.release.headline,
        transport=request.sender.transport,
        route=request.sender.route,
        sender=request.sender.address,
        sender_name=request.sender.name,
        reply_to=request.sender.reply_to,
        created=request.now,
        parts=tuple(setting.render(language, channel) for language, channel in used),
        recipients=recipients,
        left_out=tuple(choice.left_out),
        gates=tuple(gate for gate in gates if gate.name not in passed),
        overrides=_used_overrides(request, gates),
        expires=_expiry(state, request),
        test=request.test is not None,
        opt_out=request.sender.opt_out,
        opt_out_url=request.sender.opt_out_url,
        embargo=_held_until(state.release, request.now),
        return_path=request.sender.return_path,
        puts_right=state.puts_right,
    )


def _thread(earlier: Thread | None) -> tuple[tuple[str, str], ...]:
    """Return the header fields that put a message under the earlier one."""
    if earlier is None or not earlier.message_id:
        return ()
    return (IN_REPLY_TO, earlier.message_id), (REFERENCES, f"{earlier.references} {earlier.message_id}".strip())


def _expiry(state: ReleaseState, request: SendRequest) -> Moment | None:
    """Return when the mail is not tried any more; a test, a rehearsal and a passed gate know no expiry."""
    if request.test or request.sender.transport == "folder" or _passes(request, GateName.EXPIRED):
        return None
    return state.release.editions[0].expires


def _used_overrides(request: SendRequest, gates: Iterable[Gate]) -> tuple[Override, ...]:
    """Return the overrides that passed a gate, each with what the gate said; the others changed nothing."""
    said: dict[GateName, str] = {}
    for gate in gates:
        said[gate.name] = "; ".join(part for part in (said.get(gate.name), gate.because) if part)
    return tuple(replace(one, because=said[one.gate]) for one in request.overrides if one.gate in said)


def language_for(languages: Sequence[str], available: Sequence[str], fallback: str) -> str | None:
    """Return the first of a reader's languages that the release has; one who names none gets the office's.

    Args:
        languages: the reader's, in order of preference.
        available: the release's, the original first.
        fallback: the office's first language.
    """
    if not languages:
        return fallback if fallback in available else available[0]
    return best_match(languages, available)


_Taken: TypeAlias = tuple[str, Contact | Copy, str, Channel, Ground | None]
"""Recipient key, whom, language, list, and why before the lift."""


class _Choice:
    """Who gets it and who does not, decided one after the other: nobody has to be held for the others."""

    def __init__(self, state: ReleaseState, request: SendRequest, facts: RecordFacts) -> None:
        self._state, self._request, self._facts = state, request, facts
        self._until = _held_until(state.release, request.now)
        self._available = state.release.languages
        self._passes_embargo = _passes(request, GateName.EMBARGO)
        self.left_out: list[LeftOut] = []
        self.press = False
        """Somebody of the press gets it."""
        self.without = 0
        """How many get it before the lift without a ground of their own."""

    def test(self) -> Iterator[_Taken]:
        """Send oneself every language, as it would arrive."""
        address = self._request.test or ""
        key = recipient_key(address)
        on_file = next((one for one in self._request.contacts if one.key == key), Contact(email=address))
        for language in self._state.release.languages:
            yield key, on_file, language, Channel.PRESS, None

    def taken(self) -> Iterator[_Taken]:
        """Yield who gets it, the press in its order, then the copies; note who does not."""
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
    ) -> _Taken | None:
        if reason is not None:
            self.left_out.append(LeftOut(whom.email, _name(whom), *reason))
        if reason is not None or language is None:
            return None
        self.press = self.press or channel is Channel.PRESS
        ground = None
        if self._until is not None:
            ground = _own_ground(whom, self._facts.embargo_answers.get(key), self._until)
            self.without += ground is None
            ground = ground or Ground.OVERRIDE
        return key, whom, language, channel, ground

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
        elif language is None:
            reason = LeftOutReason.NO_LANGUAGE, ", ".join(whom.languages)
        elif self._until is not None and not self._passes_embargo:
            answer = facts.embargo_answers.get(key)
            if _own_ground(whom, answer, self._until) is None:
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


def _held_until(release: Release, now: Moment) -> Moment | None:
    """Return the lift of the embargo that holds now, if one does."""
    embargo = release.editions[0].embargo
    return embargo.until if embargo is not None and embargo.status(now) is EmbargoStatus.HELD else None


def _own_ground(whom: Contact | Copy, answer: EmbargoAnswer | None, until: Moment) -> Ground | None:
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


def _passes(request: SendRequest, gate: GateName) -> bool:
    return any(override.gate is gate for override in request.overrides)


def _gates(
    state: ReleaseState, request: SendRequest, facts: RecordFacts, choice: _Choice, languages: set[str]
) -> Iterable[Gate]:
    slug = state.release.slug
    edition = state.release.editions[0]
    until = _held_until(state.release, request.now)
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
    until = _held_until(state.release, request.now)
    on_file = next((contact for contact in request.contacts if contact.key == key), Contact(email=request.test or ""))
    if until is None or key in request.own:
        return
    if _own_ground(on_file, facts.embargo_answers.get(key), until) is None:
        yield Gate(
            GateName.EMBARGO,
            f"the embargo holds, and {request.test} is not an address of the office",
            "send the test to the office's own address",
        )


def _barred(request: SendRequest, choice: _Choice) -> str:
    """Return for whom the embargo is in the way: for all of the press, or for those who get it by an override."""
    if _passes(request, GateName.EMBARGO):
        return f"{choice.without} of the list have not agreed to it" if choice.without else ""
    kept_back = any(out.reason is LeftOutReason.NOT_AGREED for out in choice.left_out)
    return "nobody on the list has agreed to it" if kept_back and not choice.press else ""


def _key(whom: Contact | Copy) -> str:
    return recipient_key(whom.email)


def _name(whom: Contact | Copy) -> str:
    return whom.display_name() if isinstance(whom, Contact) else whom.name or ""
