"""Who gets what: a plan made from the release, the lists and what the record says has happened.

Nothing here is stored and nothing is sent. The dry run and the real sending call the same `make_plan`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

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
    Recipient,
    RenderedPart,
)
from pressctl.model.embargo import Answer, EmbargoAnswer, Ground
from pressctl.model.moment import Moment
from pressctl.model.release import Copy, EmbargoStatus, Release


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """What the record knows that bears on a new plan."""

    received: Mapping[str, str] = field(default_factory=dict)
    """Recipient key → `version 2, 30 Oct 10:02`, for those who have the release."""
    in_doubt: Mapping[str, str] = field(default_factory=dict)
    """Recipient key → detail, for those who may have it."""
    waiting: Mapping[str, str] = field(default_factory=dict)
    """Recipient key → id of the unfinished plan that they are in."""
    suppressed: frozenset[str] = frozenset()
    """Recipient keys that must not be mailed."""
    updates: int = 0
    """How many updates of this release have been planned."""
    embargo_answers: Mapping[str, EmbargoAnswer] = field(default_factory=dict)
    """Recipient key → what they said last about the embargo of this release."""


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


@dataclass(frozen=True, slots=True)
class SendRequest:
    """What the officer asked for."""

    contacts: tuple[Contact, ...]
    """The segments' members, each once."""
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
    choice = _test_recipients(state, request) if request.test else _choose(state, request, facts)
    recipients = tuple(
        Recipient(
            _key(whom),
            whom.email,
            _name(whom),
            language,
            channel,
            setting.slots(whom, language, channel),
            _ground(whom, state, request, facts),
        )
        for whom, language, channel in choice.taken
    )
    used = list(dict.fromkeys((recipient.language, recipient.channel) for recipient in recipients))
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
        left_out=choice.left_out,
        gates=tuple(gate for gate in gates if gate.name not in passed),
        overrides=_used_overrides(request, gates),
        expires=_expiry(state, request),
        test=request.test is not None,
        opt_out=request.sender.opt_out,
        embargo=_held_until(state.release, request.now),
    )


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


@dataclass(frozen=True, slots=True)
class _Choice:
    taken: tuple[tuple[Contact | Copy, str, Channel], ...]
    left_out: tuple[LeftOut, ...]


def _test_recipients(state: ReleaseState, request: SendRequest) -> _Choice:
    """Send oneself every language, as it would arrive."""
    address = request.test or ""
    key = recipient_key(address)
    on_file = next((contact for contact in request.contacts if contact.key == key), Contact(email=address))
    return _Choice(tuple((on_file, language, Channel.PRESS) for language in state.release.languages), ())


def _choose(state: ReleaseState, request: SendRequest, facts: RecordFacts) -> _Choice:
    taken: list[tuple[Contact | Copy, str, Channel]] = []
    left_out: list[LeftOut] = []
    seen: set[str] = set()
    copies = {_key(copy) for copy in state.release.copy_to}
    for whom, channel in _everybody(state.release, request.contacts):
        key = _key(whom)
        if key in seen:
            continue
        language = language_for(whom.languages, state.release.languages, request.fallback_language)
        reason = next(_reasons(whom, language, state, request, facts), None)
        if reason is not None and channel is Channel.PRESS and key in copies:
            continue  # what the press may not have yet, a focal point may: the copy decides
        seen.add(key)
        if reason is not None:
            left_out.append(LeftOut(whom.email, _name(whom), *reason))
        elif language is not None:
            taken.append((whom, language, channel))
    return _Choice(tuple(taken), tuple(left_out))


def _everybody(release: Release, contacts: Iterable[Contact]) -> Iterable[tuple[Contact | Copy, Channel]]:
    for contact in contacts:
        yield contact, Channel.PRESS
    for copy in release.copy_to:
        yield copy, Channel.COPY


def _reasons(
    whom: Contact | Copy, language: str | None, state: ReleaseState, request: SendRequest, facts: RecordFacts
) -> Iterator[tuple[LeftOutReason, str]]:
    """Yield why this one gets nothing, the weightiest reason first; an opt-out outweighs everything."""
    key = _key(whom)
    if key in facts.suppressed:
        yield LeftOutReason.DO_NOT_MAIL, ""
    if key in facts.waiting:
        yield LeftOutReason.WAITING, facts.waiting[key]
    if not request.update and key in facts.received:
        yield LeftOutReason.RECEIVED, facts.received[key]
    if not request.update and key in facts.in_doubt:
        yield LeftOutReason.IN_DOUBT, facts.in_doubt[key]
    if language is None:
        yield LeftOutReason.NO_LANGUAGE, ", ".join(whom.languages)
    until = _held_until(state.release, request.now)
    if until is None or _passes(request, GateName.EMBARGO):
        return
    answer = facts.embargo_answers.get(key)
    if _own_ground(whom, answer, until) is None:
        yield LeftOutReason.NOT_AGREED, _why_not(answer)


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


def _ground(whom: Contact | Copy, state: ReleaseState, request: SendRequest, facts: RecordFacts) -> Ground | None:
    until = _held_until(state.release, request.now)
    if until is None or request.test:
        return None
    return _own_ground(whom, facts.embargo_answers.get(_key(whom)), until) or Ground.OVERRIDE


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
    barred = _barred(until, request, facts, choice) if until is not None else ""
    if barred:
        yield Gate(
            GateName.EMBARGO,
            f"the embargo holds until {until}, and {barred}",
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
    if edition.expires is not None and edition.expires.instant <= request.now.instant:
        yield Gate(
            GateName.EXPIRED, f"the release expired at {edition.expires}", f"change expires in {edition.language}.md"
        )


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


def _barred(until: Moment, request: SendRequest, facts: RecordFacts, choice: _Choice) -> str:
    """Return for whom the embargo is in the way: for all of the press, or for those who get it by an override."""
    if _passes(request, GateName.EMBARGO):
        without = [
            whom
            for whom, _, _ in choice.taken
            if _own_ground(whom, facts.embargo_answers.get(_key(whom)), until) is None
        ]
        return f"{len(without)} of the list have not agreed to it" if without else ""
    press = any(channel is Channel.PRESS for _, _, channel in choice.taken)
    kept_back = any(out.reason is LeftOutReason.NOT_AGREED for out in choice.left_out)
    return "nobody on the list has agreed to it" if kept_back and not press else ""


def _key(whom: Contact | Copy) -> str:
    return recipient_key(whom.email)


def _name(whom: Contact | Copy) -> str:
    return whom.display_name() if isinstance(whom, Contact) else whom.name or ""
