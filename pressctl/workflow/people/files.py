"""What is held on one person as files to hand over: JSON for machines, text for people, and the mails themselves.

A mail is made again from the record, byte for byte as it left: its parts, personal words, date and boundaries were
frozen for that. Such a file is known by its first words, so that erasing the person finds it.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pressctl.errors import BadInput, UsageError
from pressctl.mail.message import Fixed, build_message
from pressctl.model.contact import Contact
from pressctl.model.copies import ReviewRequest
from pressctl.model.delivery import HAS_IT, DeliveryState, Plan
from pressctl.model.moment import utc_text
from pressctl.model.slots import fill
from pressctl.store.approvals import Signature
from pressctl.store.contact_removal import OwnRow, rows_of
from pressctl.store.files import write_atomically
from pressctl.store.opt_outs import known_opt_out_tokens
from pressctl.store.people import Promise, Sent
from pressctl.store.plans import load_frame
from pressctl.workflow.desk import Desk
from pressctl.workflow.people.person import Identity, Person, look_up
from pressctl.workflow.record import record_to_read
from pressctl.workflow.sending.letters import addressee_of, sender_of

Words = Mapping[DeliveryState, str]
"""What a press officer calls each state."""

_MARK = "pressctl contacts export --person"
_HEAD = ('{\n  "made_by": "' + _MARK).encode()
_TITLE = "Everything that this press office holds on one person"
_READ_ME = "person.txt"
_DATA = "person.json"
_KINDS = (".json", ".txt", ".zip")
_GOT = HAS_IT | {DeliveryState.WRITTEN}


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as it left, or as it was written to the outbox."""

    sent: Sent
    subject: str
    text: str
    attachments: tuple[str, ...]
    content: bytes | None
    """The whole message; nothing where it cannot be made again."""

    @property
    def name(self) -> str:
        """A name for its file."""
        return f"{self.sent.row.plan_id}_{self.sent.row.slug}_{self.sent.row.language}.eml"


@dataclass(frozen=True, slots=True)
class _Held:
    """Everything that goes into the files."""

    person: Person
    own: tuple[OwnRow, ...]
    mails: tuple[Mail, ...]
    words: Words
    office: str
    made: datetime


@dataclass(frozen=True, slots=True)
class Handed:
    """The file that was written."""

    path: Path
    person: Person
    mails: int
    octets: int


def hand_over(desk: Desk, who: Identity, path: Path, words: Words, *, replace: bool = False) -> Handed:
    """Write everything that is held on a person into one private file; its ending says in which form.

    `.zip` has both forms and the mails; `.json` and `.txt` are one form with the mails' words.

    Raises:
        UsageError: the ending is none of these.
        BadInput: as `workflow.person.look_up`; or the file is there already, or cannot be written.
    """
    if path.suffix.lower() not in _KINDS:
        raise UsageError(f"{path.name} ends in none of {', '.join(_KINDS)}", hint=".zip has everything, the mails too")
    if path.exists() and not replace:
        raise BadInput(f"{path} is there already", hint="write another name, or move it away")
    person = look_up(desk, who)
    own = rows_of(desk.workspace.contacts_file, person.identity.key)
    office = desk.config.office.name.get(desk.config.fallback_language)
    held = _Held(person, own, _mails(desk, person), words, office, desk.clock().instant)
    content = {".json": _json_file, ".txt": _text_file, ".zip": _zip_file}[path.suffix.lower()](held)
    write_atomically(path, content, private=True)
    return Handed(path, person, len(held.mails), len(content))


def is_person_file(name: str, data: bytes) -> bool:
    """Say whether a file was written by `hand_over`."""
    suffix = Path(name).suffix.lower()
    if suffix == ".json":
        return data.startswith(_HEAD)
    if suffix == ".txt":
        return data.startswith(_TITLE.encode())
    if suffix != ".zip" or not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(_DATA) as member:
            return member.read(len(_HEAD)) == _HEAD
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, OSError):
        return False


def described(person: Person, own: Sequence[OwnRow], words: Words) -> dict[str, object]:
    """Return a person for JSON."""
    found, wish = person.identity, person.wish
    return {
        "address": found.address,
        "names": list(found.names),
        "erased": _utc(person.erased_at),
        "on_the_list": [{"row": row.row, "cells": dict(row.cells)} for row in own],
        "basis": _basis_fields(found.contact),
        "segments": list(person.segments),
        "do_not_mail": {"since": _utc(wish.since), "why": wish.reason, "recorded_by": wish.actor} if wish else None,
        "sent": [_sent(sent, words) for sent in person.sent],
        "left_out": [
            {"release": n.slug, "version": n.version, "plan": n.plan_id, "at": _utc(n.at), "reason": n.reason.value}
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
        "at": _utc(row.at),
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
        "said_at": _utc(promise.answered),
        "recorded_at": _utc(promise.recorded),
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
        "asked_at": _utc(asked.asked),
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
        "given_at": _utc(signature.given),
        "recorded_by": signature.recorded_by,
        "evidence_sha256": signature.evidence,
    }


def _utc(at: datetime | None) -> str | None:
    return utc_text(at) if at is not None else None


def _mails(desk: Desk, person: Person) -> tuple[Mail, ...]:
    """Return the mails that the person got, made again from the record."""
    wanted = [sent for sent in person.sent if sent.row.state in _GOT and sent.own.email]
    if not wanted:
        return ()
    with record_to_read(desk) as database:
        if database is None:
            return ()
        plans = {plan_id: load_frame(database, plan_id) for plan_id in {sent.row.plan_id for sent in wanted}}
        make, recipient = known_opt_out_tokens(database), person.identity.recorded
        tokens = {
            sent: make(sent.row.plan_id, sent.position, recipient.id) if make and recipient else "" for sent in wanted
        }
    return tuple(_mail(sent, plans[sent.row.plan_id], tokens[sent]) for sent in wanted)


def _mail(sent: Sent, plan: Plan, token: str) -> Mail:
    row, own = sent.row, sent.own
    part = next(part for part in plan.parts if (part.language, part.channel) == (row.language, row.channel))
    values = dict(own.slots)
    content = None
    if row.message_id and sent.message_date and sent.boundary:
        fixed = Fixed(row.message_id, sent.message_date, sent.boundary)
        content = build_message(
            part, addressee_of(plan, own.email, own.name, values, token), sender_of(plan, part), fixed
        )
    names = tuple(attachment.filename for attachment in part.attachments)
    return Mail(sent, fill(part.subject, values), fill(part.text, values), names, content)


def _json_file(held: _Held) -> bytes:
    whole = {
        "made_by": _MARK,
        "version": 1,
        "made_at": _utc(held.made),
        "person": described(held.person, held.own, held.words),
        "mails": [
            {
                "release": mail.sent.row.slug,
                "at": _utc(mail.sent.row.at),
                "subject": mail.subject,
                "text": mail.text,
                "attachments": list(mail.attachments),
                "file": f"mails/{mail.name}" if mail.content is not None else None,
            }
            for mail in held.mails
        ],
    }
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode()


def _text_file(held: _Held) -> bytes:
    lines = [_TITLE, f"{held.office}, {held.made:%Y-%m-%d %H:%M} UTC", ""]
    lines += [*_on_list(held.person, held.own), *_on_record(held.person, held.words)]
    for mail in held.mails:
        lines += ["", "-" * 72, f"Mail of {mail.sent.row.at:%Y-%m-%d %H:%M} UTC: {mail.subject}"]
        lines += [f"Attached: {', '.join(mail.attachments)}"] if mail.attachments else []
        lines += ["", mail.text.rstrip()]
    return ("\n".join(lines) + "\n").encode()


def _on_list(person: Person, own: Sequence[OwnRow]) -> Iterator[str]:
    found = person.identity
    yield f"Address: {found.address}"
    if found.name:
        yield f"Name: {' / '.join(found.names)}"
    yield ""
    if not own:
        yield "On the press list: no"
    for row in own:
        yield f"On the press list, row {row.row}:"
        yield from (f"  {column}: {text}" for column, text in row.cells)
    if own:
        yield f"Why this person may be written to: {_basis(found.contact)}"
    if person.segments:
        yield f"In the segments: {', '.join(person.segments)}"
    if person.wish:
        yield f"Not to be mailed since {person.wish.since:%Y-%m-%d}: {person.wish.reason}"


def _basis(contact: Contact | None) -> str:
    return contact.basis if contact is not None and contact.basis else "nothing is on file"


def _on_record(person: Person, words: Words) -> Iterator[str]:
    yield ""
    yield "Sent to this person:" if person.sent else "Nothing was sent to this person."
    for sent in person.sent:
        row = sent.row
        kind = "test copy" if row.test else "rehearsal, nothing left" if row.rehearsal else words[row.state]
        yield f"  {row.at:%Y-%m-%d %H:%M} UTC  {sent.headline} (version {row.version}, {row.language}): {kind}"
        if row.reply and not row.rehearsal:
            yield f"      the server's answer: {' '.join(row.reply.split())}"
    for missed in person.not_sent:
        yield f"  {missed.at:%Y-%m-%d %H:%M} UTC  {missed.slug}: left out ({missed.reason.value})"
    for promise in person.promises:
        note = f"; {promise.note}" if promise.note else ""
        yield (
            f"Embargo of {promise.slug or promise.release_id} until {promise.until}: {promise.answer.value}, "
            f"said on {promise.answered:%Y-%m-%d}{note}"
        )
    for signature in person.signatures:
        yield (
            f"Approved version {signature.version} ({signature.language}) of {signature.slug or signature.release_id} "
            f"for {signature.organisation} on {signature.given:%Y-%m-%d}"
        )
    for slug, asked in person.reviews:
        yield f"Asked on {asked.asked:%Y-%m-%d} to review version {asked.version} ({asked.language}) of {slug}"


def _zip_file(held: _Held) -> bytes:
    whole = io.BytesIO()
    stamp = held.made.timetuple()[:6]
    files = [(_DATA, _json_file(held)), (_READ_ME, _text_file(held))]
    files += [(f"mails/{mail.name}", mail.content) for mail in held.mails if mail.content is not None]
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name, stamp), content, zipfile.ZIP_DEFLATED)
    return whole.getvalue()
