"""Plans in the record: saved whole, loaded back, and what earlier ones mean for the next."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
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
    PutsRight,
    Recipient,
    RenderedPart,
)
from pressctl.model.embargo import Ground
from pressctl.model.kind import Effect
from pressctl.model.moment import Moment
from pressctl.store.database import Change, Database, Row, Value
from pressctl.store.spool import gathered
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
    headline: str = ""
    not_before: Moment | None = None
    """When it leaves, where that was scheduled."""
    not_after: Moment | None = None
    due: datetime | None = None
    """When the first deferred message may be tried again."""

    @property
    def waiting(self) -> int:
        """How many messages have not left."""
        return sum(self.counts.get(state, 0) for state in (DeliveryState.QUEUED, DeliveryState.DEFERRED))

    def scheduled(self, now: datetime) -> Moment | None:
        """Return when it leaves, while that is still to come."""
        return self.not_before if self.not_before is not None and now < self.not_before.instant else None


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


_SERIES = 24
"""Characters of a UUID that the deliveries of one plan have in common; the last twelve are their position.

Neighbours in a plan are then neighbours on disk: a commit of the sending loop touches few pages (ADR 0018). So are the
people whom it brings into the record, with characters of their own: every index that names them grows at its end.
"""


_BLOCK = 1_000
"""Recipients that are written with one call: a statement each, prepared once."""


class _Rows:
    """Makes the rows of one plan's deliveries."""

    def __init__(self, plan: Plan, at: str) -> None:
        """Take the plan, and when it is stored."""
        self.plan = plan
        self._at = at
        self._series, self._people = (str(uuid4())[:_SERIES] for _ in range(2))
        self._encode = json.JSONEncoder(ensure_ascii=False).encode

    def delivery_id(self, position: int) -> str:
        """Return the id of the delivery at a place."""
        return f"{self._series}{position:012x}"

    def person(self, recipient: Recipient, position: int) -> dict[str, Value]:
        """Return a person as the record takes them; who is in it keeps the id that they have."""
        return {
            "id": f"{self._people}{position:012x}",
            "key": recipient.key,
            "address": recipient.email,
            "name": recipient.name,
        }

    def delivery(self, recipient: Recipient, position: int) -> dict[str, Value]:
        """Return what a delivery has in every plan that it enters."""
        slots = {"email": recipient.email, "name": recipient.name, "slots": dict(recipient.slots)}
        return {
            "plan_id": self.plan.id,
            "version": self.plan.version,
            "language": recipient.language,
            "channel": recipient.channel.value,
            "position": position,
            "slots": self._encode(slots),
            "at": self._at,
            "embargo_ground": recipient.ground.value if recipient.ground else None,
        }

    def new(self, recipient: Recipient, position: int) -> dict[str, Value]:
        """Return a delivery that nobody has had."""
        plan = self.plan
        return {
            "id": self.delivery_id(position),
            "key": recipient.key,
            "release_id": plan.release_id,
            "purpose": plan.purpose,
            "counts": int(plan.counts),
            **self.delivery(recipient, position),
        }


def _add_recipients(change: Change, rows: _Rows, block: Sequence[tuple[int, Recipient]]) -> dict[int, LeftOut]:
    """Queue some deliveries; return by position why not, where a recipient has it or waits for it already."""
    change.run_many("keep_recipients", [rows.person(one, position) for position, one in block])
    if change.run_many("add_deliveries", [rows.new(one, position) for position, one in block]) == len(block):
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
    if change.run("requeue_delivery", id=standing["id"], **rows.delivery(recipient, position)):
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
        return_path=row["return_path"],
        puts_right=PutsRight(Effect(row["effect"]), row["corrects_id"], row["corrects_version"])
        if row["effect"]
        else None,
        not_before=_at(row["not_before"], zone),
        not_after=_at(row["not_after"], zone),
        opt_out_url=row["opt_out_url"],
    )


def _at(written: str | None, zone: str) -> Moment | None:
    return Moment(unstamp(written), zone) if written else None


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


def has_mailed(database: Database) -> bool:
    """Say whether a release ever left by a mail server: rehearsals and test copies apart."""
    return database.one("counted_plan") is not None


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
            headline=row["headline"],
            not_before=_at(row["not_before"], row["zone"]),
            not_after=_at(row["not_after"], row["zone"]),
            due=unstamp(row["due_at"]) if row["due_at"] else None,
        )
        for row in database.all("unfinished_plans", release_id=release_id)
    )


def counts(database: Database, plan_id: str) -> dict[DeliveryState, int]:
    """Return how many deliveries of a plan are in each state; states without any are absent."""
    return {DeliveryState(row["state"]): row["number"] for row in database.all("count_states", plan_id=plan_id)}
