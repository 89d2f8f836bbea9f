"""Whom an order names: segments, tags, everybody, and those who already have a release."""

from __future__ import annotations

import re

from pressctl.errors import BadInput, NothingToDo
from pressctl.model.contact import Contact
from pressctl.model.delivery import HAS_IT
from pressctl.store.contacts import read_contacts
from pressctl.store.deliveries import log_rows
from pressctl.store.segments import select
from pressctl.workflow.desk import Desk
from pressctl.workflow.identity import release_id_of
from pressctl.workflow.record import record_to_read

_RECEIVED = "received:"
_RECEIVED_FORM = re.compile(r"received:(?P<slug>[^@]+)(?:@(?P<version>[1-9]\d*))?")


def everybody_on_file(desk: Desk) -> tuple[Contact, ...]:
    """Return the press list."""
    return read_contacts(desk.workspace.contacts_file).contacts


def addressees(desk: Desk, segments: tuple[str, ...]) -> tuple[Contact, ...]:
    """Return everybody whom the segments name, each once, in the file's order; receivers who left the list come last.

    `received:SLUG` and `received:SLUG@N` name exactly those who have the release (its version N), the doubtful
    included.

    Raises:
        BadInput: the list cannot be read, or a segment is neither known nor an expression.
        NothingToDo: they name nobody.
    """
    contacts = everybody_on_file(desk)
    by_record = [segment for segment in segments if segment.startswith(_RECEIVED)]
    chosen = {
        contact.key: contact for contact in select([s for s in segments if s not in by_record], contacts, desk.config)
    }
    on_file = {contact.key: contact for contact in contacts}
    for segment in by_record:
        chosen |= {contact.key: on_file.get(contact.key, contact) for contact in _receivers(desk, segment)}
    if not chosen:
        names = ", ".join(segments)
        raise NothingToDo(f"nobody is in {names}", hint="pressctl contacts list shows who is on file")
    return tuple(chosen.values())


def _receivers(desk: Desk, segment: str) -> tuple[Contact, ...]:
    """Return those who have a release, as they were when they got it."""
    form = _RECEIVED_FORM.fullmatch(segment)
    if form is None:
        raise BadInput(
            f'"{segment}" is not received:SLUG or received:SLUG@VERSION', hint="pressctl list shows the releases"
        )
    release_id = release_id_of(desk.workspace, form["slug"])
    version = int(form["version"]) if form["version"] else None
    with record_to_read(desk) as database:
        rows = log_rows(database, release_id) if database else ()
    return tuple(
        Contact(email=row.email, name=row.name, languages=(row.language,))
        for row in rows
        if row.email
        and row.state in HAS_IT
        and not (row.test or row.rehearsal)
        and (version is None or row.version == version)
    )
