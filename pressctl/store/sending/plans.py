"""Plans in the record: read back as they were frozen, and how they stand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from pressctl.errors import BadInput
from pressctl.frozen import Frozen, replace
from pressctl.model.delivery import (
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
from pressctl.store.record.database import Database, Row
from pressctl.store.record.recipients import personal
from pressctl.store.record.times import unstamp


class OpenPlan(Frozen):
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
            row["sender_name"],
        )
        for row in database.all("plan_parts", plan_id=plan_id)
    )


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
