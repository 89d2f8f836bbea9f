"""Who gets what: a plan made from the release, the lists and what the record says has happened.

Nothing here is stored and nothing is sent. The dry run and the real sending call the same `make_plan`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

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
        Recipient(_key(whom), whom.email, _name(whom), language, channel, setting.slots(whom, language, channel))
        for whom, language, channel in choice.taken
    )
    used = list(dict.fromkeys((recipient.language, recipient.channel) for recipient in recipients))
    languages = {language for language, _ in used}
    gates = tuple(_test_gates(state, request) if request.test else _gates(state, request, choice, languages))
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
    return next((language for language in languages if language in available), None)


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
    if _held(state.release, request.now) and not _may_hold(whom) and not _passes(request, GateName.EMBARGO):
        yield LeftOutReason.NOT_AGREED, ""


def _held(release: Release, now: Moment) -> bool:
    embargo = release.editions[0].embargo
    return embargo is not None and embargo.status(now) is EmbargoStatus.HELD


def _may_hold(whom: Contact | Copy) -> bool:
    """Say whether an embargoed text may go there: copies go to those who make the news together (ADR 0008)."""
    return isinstance(whom, Copy) or whom.embargo_trusted


def _passes(request: SendRequest, gate: GateName) -> bool:
    return any(override.gate is gate for override in request.overrides)


def _gates(state: ReleaseState, request: SendRequest, choice: _Choice, languages: set[str]) -> Iterable[Gate]:
    slug = state.release.slug
    edition = state.release.editions[0]
    if _embargo_stands(state, request, choice):
        until = edition.embargo.until if edition.embargo else request.now
        yield Gate(
            GateName.EMBARGO,
            f"the embargo holds until {until}, and nobody on the list may have it earlier",
            "wait for the lift, or mark who may be asked in contacts.csv (embargo_trusted)",
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


def _test_gates(state: ReleaseState, request: SendRequest) -> Iterable[Gate]:
    """A test copy goes to oneself: to anybody else an embargoed text is no test."""
    key = recipient_key(request.test or "")
    trusted = any(contact.key == key and contact.embargo_trusted for contact in request.contacts)
    if _held(state.release, request.now) and key not in request.own and not trusted:
        yield Gate(
            GateName.EMBARGO,
            f"the embargo holds, and {request.test} is not an address of the office",
            "send the test to the office's own address",
        )


def _embargo_stands(state: ReleaseState, request: SendRequest, choice: _Choice) -> bool:
    """Say whether the embargo is why the press gets nothing, or is passed by an override."""
    if not _held(state.release, request.now):
        return False
    if _passes(request, GateName.EMBARGO):
        return True
    press = any(channel is Channel.PRESS for _, _, channel in choice.taken)
    return not press and any(out.reason is LeftOutReason.NOT_AGREED for out in choice.left_out)


def _key(whom: Contact | Copy) -> str:
    return recipient_key(whom.email)


def _name(whom: Contact | Copy) -> str:
    return whom.display_name() if isinstance(whom, Contact) else whom.name or ""
