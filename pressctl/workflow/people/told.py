"""A person in lines of text: everything that is held, for the person whom it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pressctl.model.contact import Contact
from pressctl.store.press_list.removal import OwnRow
from pressctl.workflow.people.described import Words
from pressctl.workflow.people.person import Person


def told(person: Person, own: Sequence[OwnRow], words: Words) -> Iterator[str]:
    """Yield what stands on the press list, then what stands on record."""
    yield from _on_list(person, own)
    yield from _on_record(person, words)


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
