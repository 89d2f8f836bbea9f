"""A person as JSON tells of them: everything that is held, for machines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from pressctl.model.contact import Contact
from pressctl.model.copies import ReviewRequest
from pressctl.model.delivery import DeliveryState
from pressctl.model.moment import utc_text
from pressctl.store.agreements.approvals import Signature
from pressctl.store.people.person import Promise, Sent
from pressctl.store.press_list.removal import OwnRow
from pressctl.workflow.people.person import Person

Words = Mapping[DeliveryState, str]
"""What a press officer calls each state."""


def described(person: Person, own: Sequence[OwnRow], words: Words) -> dict[str, object]:
    """Return a person for JSON."""
    found, wish = person.identity, person.wish
    return {
        "address": found.address,
        "names": list(found.names),
        "erased": utc(person.erased_at),
        "on_the_list": [{"row": row.row, "cells": dict(row.cells)} for row in own],
        "basis": _basis_fields(found.contact),
        "segments": list(person.segments),
        "do_not_mail": {"since": utc(wish.since), "why": wish.reason, "recorded_by": wish.actor} if wish else None,
        "sent": [_sent(sent, words) for sent in person.sent],
        "left_out": [
            {"release": n.slug, "version": n.version, "plan": n.plan_id, "at": utc(n.at), "reason": n.reason.value}
            for n in person.not_sent
        ],
        "embargoes": [_promise(promise) for promise in person.promises],
        "approvals": [_signature(signature) for signature in person.signatures],
        "reviews": [_asked(slug, asked) for slug, asked in person.reviews],
    }


def _basis_fields(contact: Contact | None) -> dict[str, str | None] | None:
    basis = contact.lawful_basis if contact is not None else None
    if basis is None:
        return None
    since = basis.since.isoformat() if basis.since is not None else None
    return {"text": basis.text, "ground": basis.ground, "since": since, "source": basis.source}


def _sent(sent: Sent, words: Words) -> dict[str, object]:
    row = sent.row
    return {
        "release": row.slug,
        "headline": sent.headline,
        "version": row.version,
        "language": row.language,
        "list": row.channel.value,
        "purpose": row.purpose,
        "plan": row.plan_id,
        "address": sent.own.email,
        "name": sent.own.name,
        "personal_words": dict(sent.own.slots),
        "state": row.state.value,
        "said": words[row.state],
        "at": utc(row.at),
        "attempts": row.attempts,
        "answer": row.reply,
        "message_id": row.message_id,
        "before_the_lift_because": row.ground,
        "test": row.test,
        "rehearsal": row.rehearsal,
    }


def _promise(promise: Promise) -> dict[str, object]:
    return {
        "release": promise.slug,
        "release_id": promise.release_id,
        "answer": promise.answer.value,
        "until": str(promise.until),
        "said_at": utc(promise.answered),
        "recorded_at": utc(promise.recorded),
        "recorded_by": promise.recorded_by,
        "evidence_sha256": promise.evidence,
        "note": promise.note,
    }


def _asked(slug: str, asked: ReviewRequest) -> dict[str, object]:
    return {
        "release": slug,
        "version": asked.version,
        "language": asked.language,
        "copy": asked.copy,
        "organisation": asked.organisation,
        "way": asked.way.value,
        "state": asked.state.value,
        "asked_at": utc(asked.asked),
        "asked_by": asked.asked_by,
        "due": str(asked.due) if asked.due else None,
        "reminders": asked.reminders,
    }


def _signature(signature: Signature) -> dict[str, object]:
    return {
        "release": signature.slug,
        "release_id": signature.release_id,
        "organisation": signature.organisation,
        "extent": signature.extent.value,
        "part": signature.part,
        "language": signature.language,
        "version": signature.version,
        "given_at": utc(signature.given),
        "recorded_by": signature.recorded_by,
        "evidence_sha256": signature.evidence,
    }


def utc(at: datetime | None) -> str | None:
    """Return a time as JSON has it."""
    return utc_text(at) if at is not None else None
