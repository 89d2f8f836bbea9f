"""Who gets what: a plan made from the release, the lists and what the record says has happened.

Nothing here is stored and nothing is sent. The dry run and the real sending call the same `make_plan`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pressctl.frozen import Frozen, replace
from pressctl.model.contact import Contact
from pressctl.model.delivery import Channel, Gate, GateName, Override, Plan, Recipient, RenderedPart, Tally
from pressctl.model.moment import Moment
from pressctl.model.release import Copy
from pressctl.model.slots import IN_REPLY_TO, REFERENCES
from pressctl.store.sending.spool import gathered
from pressctl.workflow.sending.choosing import Choice, name_of
from pressctl.workflow.sending.circumstances import RecordFacts, ReleaseState, SendRequest
from pressctl.workflow.sending.gating import gates_of
from pressctl.workflow.sending.ties import Thread

Render = Callable[[str, Channel], RenderedPart]
"""(language, list) → what everybody of it gets."""

Slots = Callable[[Contact | Copy, str, Channel], tuple[tuple[str, str], ...]]
"""(whom, language, list) → their personal values."""


class Setting(Frozen):
    """How a plan's words are made."""

    render: Render
    slots: Slots


def make_plan(plan_id: str, state: ReleaseState, request: SendRequest, facts: RecordFacts, setting: Setting) -> Plan:
    """Decide who gets which language, who is left out and why, and which gates stand."""
    choice = Choice(state, request, facts)
    recipients = gathered(
        Recipient(
            one.key,
            one.whom.email,
            name_of(one.whom),
            one.language,
            one.channel,
            (*setting.slots(one.whom, one.language, one.channel), *_thread(facts.threads.get(one.key))),
            one.ground,
        )
        for one in choice.chosen()
    )
    tally = getattr(recipients, "tally", None) or Tally.of(recipients)
    used = list(tally.numbers)
    languages = {language for language, _ in used}
    gates = tuple(gates_of(state, request, facts, choice, languages))
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
        gates=tuple(gate for gate in gates if not request.passes(gate.name)),
        overrides=_used_overrides(request, gates),
        expires=_expiry(state, request),
        test=request.test is not None,
        opt_out=request.sender.opt_out,
        opt_out_url=request.sender.opt_out_url,
        embargo=state.release.original_edition.held_until(request.now),
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
    if request.test or request.sender.transport == "folder" or request.passes(GateName.EXPIRED):
        return None
    return state.release.original_edition.expires


def _used_overrides(request: SendRequest, gates: Iterable[Gate]) -> tuple[Override, ...]:
    """Return the overrides that passed a gate, each with what the gate said; the others changed nothing."""
    said: dict[GateName, str] = {}
    for gate in gates:
        said[gate.name] = "; ".join(part for part in (said.get(gate.name), gate.because) if part)
    return tuple(replace(one, because=said[one.gate]) for one in request.overrides if one.gate in said)
