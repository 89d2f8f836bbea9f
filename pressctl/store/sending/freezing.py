"""Plans on their way into the record: frozen whole, a block of recipients at a time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple
from uuid import uuid4

from pressctl.frozen import Frozen, replace
from pressctl.model.contact import recipient_key
from pressctl.model.delivery import (
    HAS_IT,
    Attachment,
    DeliveryState,
    LeftOut,
    LeftOutReason,
    Override,
    Plan,
    Recipient,
    RenderedPart,
)
from pressctl.store.record.database import Change, Row, Value
from pressctl.store.record.recipients import keep_recipient
from pressctl.store.record.times import stamp
from pressctl.store.sending.plans import free_plan_id
from pressctl.store.sending.spool import gathered


class SavedPlan(Frozen):
    """A plan as the record took it."""

    plan: Plan
    """With its final id, and without those who were dropped."""
    dropped: tuple[LeftOut, ...]
    """Who got the release, or a place in another plan, while this one was being made."""


def save_plan(change: Change, plan: Plan) -> SavedPlan:
    """Freeze a plan in the record; its version must be frozen already.

    A recipient whose earlier message of the same purpose was refused or suppressed is queued again as the same
    delivery (ADR 0006). Whoever got the release since the plan was made is dropped, and the caller told.
    """
    if change.database.one("plan_id_taken", id=plan.id) is not None:
        plan = replace(plan, id=free_plan_id(change.database, plan.created.local().date()))
    _add_frame(change, plan)
    clashes: dict[int, LeftOut] = {}
    rows = _Rows(plan, stamp(change.database.clock()))
    source = enumerate(plan.recipients, start=1)
    while block := list(islice(source, _BLOCK)):
        clashes |= _add_recipients(change, rows, block)
    dropped = tuple(clashes.values())
    for left_out in (*plan.left_out, *dropped):
        recipient_id = keep_recipient(change, recipient_key(left_out.email), left_out.email, left_out.name)
        change.run(
            "add_left_out",
            plan_id=plan.id,
            recipient_id=recipient_id,
            reason=left_out.reason.value,
            detail=left_out.detail,
        )
    taken = plan.recipients
    if clashes:
        taken = gathered(one for position, one in enumerate(plan.recipients, start=1) if position not in clashes)
    saved = replace(plan, recipients=taken, left_out=(*plan.left_out, *dropped))
    _tell(change, saved)
    return SavedPlan(saved, dropped)


def _add_frame(change: Change, plan: Plan) -> None:
    _add_plan(change, plan)
    change.run_many("add_plan_part", [_part(plan, part) for part in plan.parts])
    _add_attachments(change, plan)
    change.run_many("add_plan_override", [_override(plan, override) for override in plan.overrides])


def _add_plan(change: Change, plan: Plan) -> None:
    change.run(
        "add_plan",
        id=plan.id,
        release_id=plan.release_id,
        slug=plan.slug,
        version=plan.version,
        purpose=plan.purpose,
        headline=plan.headline,
        transport=plan.transport,
        route=plan.route,
        sender=plan.sender,
        sender_name=plan.sender_name,
        reply_to=plan.reply_to,
        opt_out=plan.opt_out,
        created_at=stamp(plan.created.instant),
        zone=plan.created.zone,
        created_by=change.actor,
        expires_at=stamp(plan.expires.instant) if plan.expires else None,
        test=int(plan.test),
        counts=int(plan.counts),
        embargo_until=stamp(plan.embargo.instant) if plan.embargo else None,
        embargo_zone=plan.embargo.zone if plan.embargo else None,
        return_path=plan.return_path,
        effect=plan.puts_right.effect.value if plan.puts_right else None,
        corrects_id=plan.puts_right.release_id if plan.puts_right else None,
        corrects_version=plan.puts_right.version if plan.puts_right else None,
        not_before=stamp(plan.not_before.instant) if plan.not_before else None,
        not_after=stamp(plan.not_after.instant) if plan.not_after else None,
        opt_out_url=plan.opt_out_url,
    )


def _part(plan: Plan, part: RenderedPart) -> dict[str, Value]:
    return {
        "plan_id": plan.id,
        "language": part.language,
        "channel": part.channel.value,
        "subject": part.subject,
        "text": part.text,
        "html": part.html,
        "sender_name": part.sender_name,
    }


def _override(plan: Plan, override: Override) -> dict[str, Value]:
    gate = override.gate.value
    return {"plan_id": plan.id, "gate": gate, "because": override.because, "reason": override.reason}


def _add_attachments(change: Change, plan: Plan) -> None:
    by_language: dict[str, tuple[Attachment, ...]] = {}
    for part in plan.parts:
        if by_language.setdefault(part.language, part.attachments) != part.attachments:
            raise ValueError(f"the attachments in {part.language} differ between press and copies")
    for language, attachments in by_language.items():
        for position, attachment in enumerate(attachments, start=1):
            change.run("keep_content", sha256=attachment.sha256, bytes=attachment.content)
            change.run(
                "add_plan_attachment",
                plan_id=plan.id,
                language=language,
                position=position,
                filename=attachment.filename,
                media_type=attachment.media_type,
                sha256=attachment.sha256,
            )


_SERIES = 24
"""Characters of a UUID that the deliveries of one plan have in common; the last twelve are their position.

Neighbours in a plan are then neighbours on disk: a commit of the sending loop touches few pages (ADR 0018). So are the
people whom it brings into the record, with characters of their own: every index that names them grows at its end.
"""

_quoted = json.encoder.encode_basestring  # the library's own, without the encoder that it makes for each call

_BLOCK = 1_000
"""Recipients that are written with one call: a statement each, prepared once."""


class _Person(NamedTuple):
    """A row of `keep_recipients`."""

    id: str
    key: str
    address: str
    name: str


class _NewDelivery(NamedTuple):
    """A row of `add_deliveries`."""

    id: str
    plan_id: str
    release_id: str
    purpose: str
    version: int
    key: str
    """Of the recipient."""
    language: str
    channel: str
    position: int
    slots: str
    counts: int
    at: str
    embargo_ground: str | None


def _personal(recipient: Recipient) -> str:
    """Return what is personal in a delivery as JSON: see `record.recipients.personal`."""
    # Written out, because a plan has as many as readers: what `json.dumps` gives, as a property test holds.
    slots = ", ".join(f"{_quoted(name)}: {_quoted(value)}" for name, value in dict(recipient.slots).items())
    return f'{{"email": {_quoted(recipient.email)}, "name": {_quoted(recipient.name)}, "slots": {{{slots}}}}}'


class _Rows:
    """Makes the rows of one plan's deliveries."""

    def __init__(self, plan: Plan, at: str) -> None:
        """Take the plan, and when it is stored."""
        self.plan = plan
        self._at = at
        self._counts = int(plan.counts)
        self._series, self._people = (str(uuid4())[:_SERIES] for _ in range(2))

    def delivery_id(self, position: int) -> str:
        """Return the id of the delivery at a place."""
        return f"{self._series}{position:012x}"

    def person(self, recipient: Recipient, position: int) -> _Person:
        """Return a person as the record takes them; who is in it keeps the id that they have."""
        return _Person(f"{self._people}{position:012x}", recipient.key, recipient.email, recipient.name)

    def delivery(self, recipient: Recipient, position: int) -> _NewDelivery:
        """Return a delivery as the record takes it."""
        plan = self.plan
        return _NewDelivery(
            self.delivery_id(position),
            plan.id,
            plan.release_id,
            plan.purpose,
            plan.version,
            recipient.key,
            recipient.language,
            recipient.channel.value,
            position,
            _personal(recipient),
            self._counts,
            self._at,
            recipient.ground.value if recipient.ground else None,
        )


def _add_recipients(change: Change, rows: _Rows, block: Sequence[tuple[int, Recipient]]) -> dict[int, LeftOut]:
    """Queue some deliveries; return by position why not, where a recipient has it or waits for it already."""
    change.run_rows("keep_recipients", [rows.person(one, position) for position, one in block])
    if change.run_rows("add_deliveries", [rows.delivery(one, position) for position, one in block]) == len(block):
        return {}
    clashes: dict[int, LeftOut] = {}
    for position, one in block:
        if change.database.one("has_delivery", id=rows.delivery_id(position)) is None:
            clash = _clash(change, rows, one, position)
            if clash is not None:
                clashes[position] = clash
    return clashes


def _clash(change: Change, rows: _Rows, recipient: Recipient, position: int) -> LeftOut | None:
    """Queue one again that was refused or suppressed; return why nothing is to be sent, where it was not."""
    plan = rows.plan
    known = change.database.one("recipient_by_key", key=recipient.key)
    recipient_id = "" if known is None else str(known["id"])
    standing = change.database.one(
        "counting_delivery", release_id=plan.release_id, purpose=plan.purpose, recipient_id=recipient_id
    )
    if standing is None:
        raise ValueError(f"delivery {rows.delivery_id(position)} clashes with nothing that counts")
    again = rows.delivery(recipient, position)
    if change.run(
        "requeue_delivery",
        id=standing["id"],
        plan_id=again.plan_id,
        version=again.version,
        language=again.language,
        channel=again.channel,
        position=again.position,
        slots=again.slots,
        at=again.at,
        embargo_ground=again.embargo_ground,
    ):
        change.event(
            "queued-again",
            release_id=plan.release_id,
            plan_id=plan.id,
            delivery_id=standing["id"],
            recipient_id=recipient_id,
            data={"was": standing["state"], "earlier_plan": standing["plan_id"]},
        )
        return None
    return _why_dropped(recipient, standing)


def _why_dropped(recipient: Recipient, standing: Row) -> LeftOut:
    state = DeliveryState(standing["state"])
    if state is DeliveryState.UNCERTAIN:
        return LeftOut(recipient.email, recipient.name, LeftOutReason.IN_DOUBT, f"version {standing['version']}")
    if state in HAS_IT:
        return LeftOut(recipient.email, recipient.name, LeftOutReason.RECEIVED, f"version {standing['version']}")
    return LeftOut(recipient.email, recipient.name, LeftOutReason.WAITING, standing["plan_id"])


def _tell(change: Change, plan: Plan) -> None:
    facts: dict[str, str | int | bool | None] = {
        "version": plan.version,
        "purpose": plan.purpose,
        "transport": plan.transport,
        "test": plan.test,
        "recipients": len(plan.recipients),
        "left_out": len(plan.left_out),
    }
    if plan.puts_right is not None:
        facts["effect"] = plan.puts_right.effect.value
        facts["corrects"] = plan.puts_right.release_id
        facts["corrects_version"] = plan.puts_right.version
    if plan.not_before is not None:
        facts["not_before"] = stamp(plan.not_before.instant)
    change.event("plan-made", release_id=plan.release_id, plan_id=plan.id, data=facts)
    for override in plan.overrides:
        change.event(
            "gate-passed",
            release_id=plan.release_id,
            plan_id=plan.id,
            data={"gate": override.gate.value, "reason": override.reason},
        )
