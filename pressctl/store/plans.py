"""Plans in the record: saved whole, loaded back, and what earlier ones mean for the next."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import uuid4

from pressctl.errors import BadInput
from pressctl.model.contact import recipient_key
from pressctl.model.delivery import (
    HAS_IT,
    Attachment,
    Channel,
    DeliveryState,
    GateName,
    LeftOut,
    LeftOutReason,
    Override,
    Plan,
    Recipient,
    RenderedPart,
)
from pressctl.model.embargo import Ground
from pressctl.model.moment import Moment
from pressctl.store.database import Change, Database, Row, Value
from pressctl.store.times import stamp, unstamp


@dataclass(frozen=True, slots=True)
class SavedPlan:
    """A plan as the record took it."""

    plan: Plan
    """With its final id, and without those who were dropped."""
    dropped: tuple[LeftOut, ...]
    """Who got the release, or a place in another plan, while this one was being made."""


@dataclass(frozen=True, slots=True)
class Received:
    """What a recipient has of a release."""

    version: int
    state: DeliveryState
    """accepted, uncertain, bounced or complained."""
    at: datetime
    purpose: str


@dataclass(frozen=True, slots=True)
class OpenPlan:
    """A plan that has not ended."""

    id: str
    release_id: str
    slug: str
    version: int
    purpose: str
    transport: str
    route: str
    test: bool
    created: Moment
    stopped: bool
    """Stopped by the officer; only a message whose fate is unknown is left."""
    holder: str | None
    """Who is sending it at this moment."""
    counts: Mapping[DeliveryState, int]


def free_plan_id(database: Database, day: date) -> str:
    """Return the first free id of the office's day: `2018-10-30-a1`, `-a2` and so on."""
    number = 1
    while database.one("plan_id_taken", id=f"{day.isoformat()}-a{number}") is not None:
        number += 1
    return f"{day.isoformat()}-a{number}"


def save_plan(change: Change, plan: Plan) -> SavedPlan:
    """Freeze a plan in the record; its version must be frozen already.

    A recipient whose earlier message of the same purpose was refused or suppressed is queued again as the same
    delivery (ADR 0006). Whoever got the release since the plan was made is dropped, and the caller told.
    """
    if change.database.one("plan_id_taken", id=plan.id) is not None:
        plan = replace(plan, id=free_plan_id(change.database, plan.created.local().date()))
    _add_frame(change, plan)
    taken: list[Recipient] = []
    dropped: list[LeftOut] = []
    for position, recipient in enumerate(plan.recipients, start=1):
        clash = _add_recipient(change, plan, recipient, position)
        if clash is None:
            taken.append(recipient)
        else:
            dropped.append(clash)
    for left_out in (*plan.left_out, *dropped):
        recipient_id = keep_recipient(change, recipient_key(left_out.email), left_out.email, left_out.name)
        change.run(
            "add_left_out",
            plan_id=plan.id,
            recipient_id=recipient_id,
            reason=left_out.reason.value,
            detail=left_out.detail,
        )
    saved = replace(plan, recipients=tuple(taken), left_out=(*plan.left_out, *dropped))
    _tell(change, saved)
    return SavedPlan(saved, tuple(dropped))


def _add_frame(change: Change, plan: Plan) -> None:
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
    )
    change.run_many(
        "add_plan_part",
        [
            {
                "plan_id": plan.id,
                "language": part.language,
                "channel": part.channel.value,
                "subject": part.subject,
                "text": part.text,
                "html": part.html,
            }
            for part in plan.parts
        ],
    )
    _add_attachments(change, plan)
    change.run_many(
        "add_plan_override",
        [
            {
                "plan_id": plan.id,
                "gate": override.gate.value,
                "because": override.because,
                "reason": override.reason,
            }
            for override in plan.overrides
        ],
    )


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


def keep_recipient(change: Change, key: str, address: str, name: str) -> str:
    """Return the random id of a recipient, keeping the latest address and name."""
    row = change.database.one("keep_recipient", id=str(uuid4()), key=key, address=address, name=name)
    assert row is not None  # noqa: S101  # RETURNING gives a row for insert and update alike
    return str(row["id"])


def _add_recipient(change: Change, plan: Plan, recipient: Recipient, position: int) -> LeftOut | None:
    """Queue one delivery; return why not, where the recipient has it or waits for it already."""
    recipient_id = keep_recipient(change, recipient.key, recipient.email, recipient.name)
    delivery_id = str(uuid4())
    values: dict[str, Value] = {
        "plan_id": plan.id,
        "version": plan.version,
        "language": recipient.language,
        "channel": recipient.channel.value,
        "position": position,
        "slots": json.dumps(
            {"email": recipient.email, "name": recipient.name, "slots": dict(recipient.slots)}, ensure_ascii=False
        ),
        "at": stamp(change.database.clock()),
        "embargo_ground": recipient.ground.value if recipient.ground else None,
    }
    identity: dict[str, Value] = {"release_id": plan.release_id, "purpose": plan.purpose, "recipient_id": recipient_id}
    if change.run("add_delivery", id=delivery_id, counts=int(plan.counts), **identity, **values):
        return None
    standing = change.database.one("counting_delivery", **identity)
    if standing is None:
        raise ValueError(f"delivery {delivery_id} clashes with nothing that counts")
    if change.run("requeue_delivery", id=standing["id"], **values):
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
    change.event("plan-made", release_id=plan.release_id, plan_id=plan.id, data=facts)
    for override in plan.overrides:
        change.event(
            "gate-passed",
            release_id=plan.release_id,
            plan_id=plan.id,
            data={"gate": override.gate.value, "reason": override.reason},
        )


def load_plan(database: Database, plan_id: str) -> Plan:
    """Return a plan as it was frozen, with those recipients whose delivery still belongs to it.

    Raises:
        BadInput: the record has no such plan.
    """
    return replace(
        load_frame(database, plan_id),
        recipients=tuple(_recipient(row) for row in database.all("plan_recipients", plan_id=plan_id)),
        left_out=tuple(
            LeftOut(row["address"] or "", row["name"] or "", LeftOutReason(row["reason"]), row["detail"])
            for row in database.all("plan_left_outs", plan_id=plan_id)
        ),
    )


def load_frame(database: Database, plan_id: str) -> Plan:
    """Return a plan without its people: what a sender needs beside each claimed delivery.

    Raises:
        BadInput: the record has no such plan.
    """
    row = database.one("plan_by_id", id=plan_id)
    if row is None:
        raise BadInput(f'no plan "{plan_id[:80]}" in the record', hint="pressctl log shows the plans")
    zone = row["zone"]
    return Plan(
        id=row["id"],
        release_id=row["release_id"],
        slug=row["slug"],
        version=row["version"],
        purpose=row["purpose"],
        headline=row["headline"],
        transport=row["transport"],
        route=row["route"],
        sender=row["sender"],
        sender_name=row["sender_name"],
        reply_to=row["reply_to"],
        created=Moment(unstamp(row["created_at"]), zone),
        parts=_parts(database, plan_id),
        recipients=(),
        left_out=(),
        overrides=tuple(
            Override(GateName(override["gate"]), override["reason"])
            for override in database.all("plan_overrides", plan_id=plan_id)
        ),
        expires=Moment(unstamp(row["expires_at"]), zone) if row["expires_at"] else None,
        test=bool(row["test"]),
        opt_out=row["opt_out"],
        embargo=Moment(unstamp(row["embargo_until"]), row["embargo_zone"]) if row["embargo_until"] else None,
    )


@dataclass(frozen=True, slots=True)
class Personal:
    """What is personal in a delivery, frozen with its plan; empty after the person was erased."""

    email: str
    """As it was typed when the plan was made: a retry sends the same bytes whatever the contacts say since."""
    name: str
    slots: tuple[tuple[str, str], ...]


def personal(row: Row) -> Personal:
    """Return what is personal in the delivery that a row is about."""
    if not row["slots"]:
        return Personal("", "", ())
    values = json.loads(row["slots"])
    return Personal(values["email"], values["name"], tuple(values["slots"].items()))


def _recipient(row: Row) -> Recipient:
    own = personal(row)
    ground = Ground(row["embargo_ground"]) if row["embargo_ground"] else None
    return Recipient(row["key"] or "", own.email, own.name, row["language"], Channel(row["channel"]), own.slots, ground)


def _parts(database: Database, plan_id: str) -> tuple[RenderedPart, ...]:
    attachments: dict[str, list[Attachment]] = {}
    for row in database.all("plan_attachments", plan_id=plan_id):
        attachments.setdefault(row["language"], []).append(
            Attachment(row["filename"], row["media_type"], row["bytes"], row["sha256"])
        )
    return tuple(
        RenderedPart(
            row["language"],
            Channel(row["channel"]),
            row["subject"],
            row["text"],
            row["html"],
            tuple(attachments.get(row["language"], ())),
        )
        for row in database.all("plan_parts", plan_id=plan_id)
    )


def received(database: Database, release_id: str) -> dict[str, Received]:
    """Return who has a release, by recipient key, each with the latest that they have; the doubtful included."""
    return {
        row["key"]: Received(row["version"], DeliveryState(row["state"]), unstamp(row["state_at"]), row["purpose"])
        for row in database.all("deliveries_with_it", release_id=release_id)
    }


def waiting(database: Database, release_id: str) -> dict[str, str]:
    """Return who stands in a plan of this release that has not ended: recipient key → plan id."""
    return {row["key"]: row["plan_id"] for row in database.all("deliveries_waiting", release_id=release_id)}


def updates(database: Database, release_id: str) -> int:
    """Return how many updates of a release have been planned."""
    row = database.one("count_updates", release_id=release_id)
    return 0 if row is None else int(row["updates"])


def open_plans(database: Database, release_id: str | None = None) -> tuple[OpenPlan, ...]:
    """Return the plans that have not ended, of one release or of all, the oldest first."""
    return tuple(
        OpenPlan(
            id=row["id"],
            release_id=row["release_id"],
            slug=row["slug"],
            version=row["version"],
            purpose=row["purpose"],
            transport=row["transport"],
            route=row["route"],
            test=bool(row["test"]),
            created=Moment(unstamp(row["created_at"]), row["zone"]),
            stopped=row["state"] == "stopped",
            holder=row["holder"],
            counts=counts(database, row["id"]),
        )
        for row in database.all("unfinished_plans", release_id=release_id)
    )


def counts(database: Database, plan_id: str) -> dict[DeliveryState, int]:
    """Return how many deliveries of a plan are in each state; states without any are absent."""
    return {DeliveryState(row["state"]): row["number"] for row in database.all("count_states", plan_id=plan_id)}
