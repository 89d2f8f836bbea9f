"""One person: who is meant, everything on file and on record about them, and that as files to hand over.

Data protection law gives a person the right to see what is held (GDPR article 15) and to take it along in a form that
machines read (article 20). What is shown and what is handed over come from the same place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput, PressctlError
from pressctl.frozen import Frozen, replace
from pressctl.model.contact import Contact, recipient_key
from pressctl.model.copies import ReviewRequest
from pressctl.model.delivery import Channel
from pressctl.store.agreements.approvals import Signature, signatures_of
from pressctl.store.agreements.reviews import requests_to
from pressctl.store.people.person import (
    NotSent,
    OnRecord,
    Promise,
    Sent,
    not_sent_to,
    people_on_record,
    promises_of,
    sent_to,
)
from pressctl.store.people.suppressions import Wish, wish_of
from pressctl.store.press_list.reading import read_contacts
from pressctl.store.press_list.segments import EVERYONE, segment_test
from pressctl.store.record.database import Database
from pressctl.store.sought import fold
from pressctl.workflow.desk import Desk
from pressctl.workflow.record import record_to_read

ERASED = "erased"
"""Reason of a wish that an erasure left behind."""

_MOST = 12
"""Candidates that a message names."""


class Identity(Frozen):
    """Who is meant, and where they are known from."""

    key: str
    address: str
    """As typed on the list, else as it was last mailed, else as asked for."""
    names: tuple[str, ...]
    """Every name under which they are known, the list's first."""
    contact: Contact | None
    recorded: OnRecord | None
    list_problem: str = ""
    """Why the list could not be looked at, if so."""

    @property
    def name(self) -> str:
        """The name to call them by; empty where none is known."""
        return self.names[0] if self.names else ""


class Person(Frozen):
    """Everything that is held on one person."""

    identity: Identity
    segments: tuple[str, ...]
    """Segments of the office and tags that name them."""
    wish: Wish | None
    """Since when and why they must not be mailed."""
    sent: tuple[Sent, ...]
    not_sent: tuple[NotSent, ...]
    promises: tuple[Promise, ...]
    """What they said about embargoes."""
    signatures: tuple[Signature, ...] = ()
    """What they approved for an organisation."""
    reviews: tuple[tuple[str, ReviewRequest], ...] = ()
    """What they were asked to look at, each with the release's slug."""

    @property
    def erased_at(self) -> datetime | None:
        """When the person was erased, if they were."""
        return self.wish.since if self.wish is not None and self.wish.reason == ERASED else None

    @property
    def copies(self) -> tuple[Sent, ...]:
        """What they got as a focal point or the office itself, and not as a journalist."""
        return tuple(sent for sent in self.sent if sent.row.channel is Channel.COPY)


class Ambiguous(BadInput):
    """Several people are meant; `candidates` are they."""

    def __init__(self, who: str, candidates: Sequence[Identity]) -> None:
        """Say who may be meant."""
        named = [f"{each.name} <{each.address}>" if each.name else each.address for each in candidates]
        more = f" and {len(named) - _MOST} more" if len(named) > _MOST else ""
        super().__init__(
            f'"{who}" is {len(named)} people: {", ".join(named[:_MOST])}{more}', hint="name one by the address"
        )
        self.candidates = tuple(candidates)


def identify(desk: Desk, who: str) -> Identity:
    """Return the one person whom `who` means: an address, a name, or a part of either.

    An address that is neither on the list nor in the record is a person, too: one whom the office has erased, or marked
    do not mail, is known by nothing else.

    Raises:
        Ambiguous: several people are meant.
        BadInput: nobody is; or the list or the record cannot be read.
    """
    with record_to_read(desk) as database:
        recorded = people_on_record(database) if database is not None else ()
    contacts, problem = _contacts(desk.workspace, who)
    return replace(_one(who, contacts, recorded), list_problem=problem)


def look_up(desk: Desk, found: Identity) -> Person:
    """Return everything that is held on a person.

    Raises:
        BadInput: nothing at all is known of an address; or the record cannot be read.
    """
    segments = _segments(desk, found.contact) if found.contact is not None else ()
    with record_to_read(desk) as database:
        person = _person(found, segments, database)
    if found.contact is None and found.recorded is None and person.wish is None:
        raise BadInput(
            f"nothing is held on {found.address}: neither on the list nor in the record",
            hint="pressctl contacts list shows who is on file",
        )
    return person


def _person(found: Identity, segments: tuple[str, ...], database: Database | None) -> Person:
    if database is None:
        return Person(found, segments, None, (), (), ())
    wish = wish_of(database, found.key)
    if found.recorded is None:
        return Person(found, segments, wish, (), (), ())
    recipient = found.recorded.id
    sent, missed = sent_to(database, recipient), not_sent_to(database, recipient)
    promises, signatures = promises_of(database, recipient), signatures_of(database, recipient)
    asked = requests_to(database, recipient)
    return Person(found, segments, wish, sent, missed, promises, signatures, asked)


def _segments(desk: Desk, contact: Contact) -> tuple[str, ...]:
    """Return the segments of the office that name the contact, then the tags that no segment is called by."""
    names = []
    for name in desk.config.segments:
        try:
            named = name != EVERYONE and segment_test(name, (contact,), desk.config)(contact)
        except PressctlError:  # a segment that cannot be understood names nobody; `pressctl segments` says why
            continue
        if named:
            names.append(name)
    return (*names, *sorted(contact.tags - set(names)))


def _contacts(workspace: Workspace, who: str) -> tuple[tuple[Contact, ...], str]:
    """Return the list; for a whole address nobody where it cannot be read, and why: the record can answer alone.

    Raises:
        BadInput: a name is asked for and the list cannot be read.
    """
    if not workspace.contacts_file.exists():
        return (), ""
    try:
        return read_contacts(workspace.contacts_file).contacts, ""
    except BadInput as error:
        if _key(who) is None:
            raise
        return (), error.message


def _identity(contact: Contact | None, recorded: OnRecord | None, key: str, typed: str) -> Identity:
    """Join what the list and the record know of one recipient key."""
    listed = _names(contact) if contact is not None else ()
    names = (*listed, *((recorded.name,) if recorded is not None and recorded.name else ()))
    address = contact.email if contact is not None else recorded.address if recorded is not None else typed
    return Identity(key, address, tuple(dict.fromkeys(names)), contact, recorded)


def _names(contact: Contact) -> tuple[str, ...]:
    whole = " ".join(part for part in (contact.given_name, contact.family_name) if part)
    return tuple(dict.fromkeys(name for name in (contact.display_name(), whole) if name))


def _key(who: str) -> str | None:
    try:
        return recipient_key(who.strip())
    except ValueError:
        return None


def _one(who: str, contacts: Sequence[Contact], recorded: Sequence[OnRecord]) -> Identity:
    key = _key(who)
    on_record = {person.key: person for person in recorded}
    if key is not None:
        contact = next((each for each in contacts if each.key == key), None)
        # A whole address never means another that it is a part of.
        if contact is not None or key in on_record or "." in key.rpartition("@")[2]:
            return _identity(contact, on_record.get(key), key, who.strip())
    near = _called(who, contacts, on_record)
    if len(near) == 1:
        return near[0]
    if near:
        raise Ambiguous(who, near)
    raise BadInput(
        f'nobody on the list or in the record is called "{who}"',
        hint="pressctl contacts list shows who is on file; somebody who was erased is found by the address alone",
    )


def _called(who: str, contacts: Iterable[Contact], recorded: dict[str, OnRecord]) -> list[Identity]:
    """Return those whose name `who` is; where there are none, those in whose name or address it is a part."""
    wanted = fold(" ".join(who.split()))
    if not wanted:
        raise BadInput("an empty text is nobody", hint="name a person by the address, the name or a part of it")
    listed = {
        contact.key: contact
        for contact in contacts
        if wanted in fold(contact.email) or any(wanted in fold(name) for name in _names(contact))
    }
    known = {key for key, each in recorded.items() if wanted in fold(each.address) or wanted in fold(each.name)}
    # Somebody whom the record alone calls so may be on the list under another name.
    listed |= {contact.key: contact for contact in contacts if known and contact.key in known}
    near = [_identity(listed.get(key), recorded.get(key), key, "") for key in dict.fromkeys((*listed, *sorted(known)))]
    return [each for each in near if wanted in {fold(name) for name in each.names}] or near
