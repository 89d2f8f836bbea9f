"""One person: who is meant, everything on file and on record about them, and that as files to hand over.

Data protection law gives a person the right to see what is held (GDPR article 15) and to take it along in a form that
machines read (article 20). What is shown and what is handed over come from the same place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput, PressctlError
from pressctl.model.contact import Contact, recipient_key
from pressctl.model.delivery import Channel
from pressctl.store.contacts import read_contacts
from pressctl.store.database import Database
from pressctl.store.people import (
    NotSent,
    OnRecord,
    Promise,
    Sent,
    not_sent_to,
    people_on_record,
    promises_of,
    sent_to,
)
from pressctl.store.segments import EVERYONE, segment_test
from pressctl.store.sought import fold
from pressctl.store.suppressions import Wish, wish_of
from pressctl.workflow.desk import Desk
from pressctl.workflow.record import record_to_read

ERASED = "erased"
"""Reason of a wish that an erasure left behind."""

_MOST = 12
"""Candidates that a message names."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is meant, and where they are known from."""

    key: str
    address: str
    """As typed on the list, else as it was last mailed, else as asked for."""
    names: tuple[str, ...]
    """Every name under which they are known, the list's first."""
    contact: Contact | None
    recorded: OnRecord | None

    @property
    def name(self) -> str:
        """The name to call them by; empty where none is known."""
        return self.names[0] if self.names else ""


@dataclass(frozen=True, slots=True)
class Person:
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
    list_problem: str = ""
    """Why the list could not be looked at, if so."""

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
    return _one(who, _known(_contacts(desk.workspace, who), recorded))


def look_up(desk: Desk, who: str) -> Person:
    """Return everything that is held on the person whom `who` means.

    Raises:
        Ambiguous, BadInput: as `identify`; and BadInput where nothing at all is known of an address.
    """
    found = identify(desk, who)
    problem = ""
    try:
        contacts: tuple[Contact, ...] = read_contacts(desk.workspace.contacts_file).contacts
    except BadInput as error:
        contacts, problem = (), error.message
    with record_to_read(desk) as database:
        person = _person(found, _segments(desk, found.contact, contacts), database, problem)
    if found.contact is None and found.recorded is None and person.wish is None:
        raise BadInput(
            f"nothing is held on {found.address}: neither on the list nor in the record",
            hint="pressctl contacts list shows who is on file",
        )
    return person


def _person(found: Identity, segments: tuple[str, ...], database: Database | None, problem: str) -> Person:
    if database is None:
        return Person(found, segments, None, (), (), (), problem)
    wish = wish_of(database, found.key)
    if found.recorded is None:
        return Person(found, segments, wish, (), (), (), problem)
    recipient = found.recorded.id
    return Person(
        found,
        segments,
        wish,
        sent_to(database, recipient),
        not_sent_to(database, recipient),
        promises_of(database, recipient),
        problem,
    )


def _segments(desk: Desk, contact: Contact | None, contacts: Sequence[Contact]) -> tuple[str, ...]:
    """Return the segments of the office that name the contact, then the tags that no segment is called by."""
    if contact is None:
        return ()
    names = []
    for name in desk.config.segments:
        try:
            named = name != EVERYONE and segment_test(name, contacts, desk.config)(contact)
        except PressctlError:  # a segment that cannot be understood names nobody; `pressctl segments` says why
            continue
        if named:
            names.append(name)
    return (*names, *sorted(contact.tags - set(names)))


def _contacts(workspace: Workspace, who: str) -> tuple[Contact, ...]:
    """Return the list; for a whole address nobody where it cannot be read, since the record can answer alone.

    Raises:
        BadInput: a name is asked for and the list cannot be read.
    """
    if not workspace.contacts_file.exists():
        return ()
    try:
        return read_contacts(workspace.contacts_file).contacts
    except BadInput:
        if _key(who) is None:
            raise
        return ()


def _known(contacts: Iterable[Contact], recorded: Iterable[OnRecord]) -> dict[str, Identity]:
    """Join the list and the record by recipient key."""
    known = {contact.key: Identity(contact.key, contact.email, _names(contact), contact, None) for contact in contacts}
    for person in recorded:
        listed = known.get(person.key)
        names = (*(listed.names if listed else ()), *((person.name,) if person.name else ()))
        known[person.key] = Identity(
            person.key,
            listed.address if listed else person.address,
            tuple(dict.fromkeys(names)),
            listed.contact if listed else None,
            person,
        )
    return known


def _names(contact: Contact) -> tuple[str, ...]:
    whole = " ".join(part for part in (contact.given_name, contact.family_name) if part)
    return tuple(dict.fromkeys(name for name in (contact.display_name(), whole) if name))


def _key(who: str) -> str | None:
    try:
        return recipient_key(who.strip())
    except ValueError:
        return None


def _one(who: str, known: dict[str, Identity]) -> Identity:
    key = _key(who)
    if key is not None and (key in known or "." in key.rpartition("@")[2]):
        # A whole address never means another that it is a part of.
        return known.get(key) or Identity(key, who.strip(), (), None, None)
    wanted = fold(" ".join(who.split()))
    if not wanted:
        raise BadInput("an empty text is nobody", hint="name a person by the address, the name or a part of it")
    exact = [each for each in known.values() if wanted in {fold(name) for name in each.names}]
    near = exact or [
        each for each in known.values() if wanted in fold(each.address) or any(wanted in fold(n) for n in each.names)
    ]
    if len(near) == 1:
        return near[0]
    if near:
        raise Ambiguous(who, near)
    raise BadInput(
        f'nobody on the list or in the record is called "{who}"',
        hint="pressctl contacts list shows who is on file; somebody who was erased is found by the address alone",
    )
