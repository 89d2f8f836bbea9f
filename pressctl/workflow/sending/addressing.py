"""Whom an order names: segments, tags, everybody, and those who already have a release."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from pressctl.errors import BadInput, NothingToDo
from pressctl.model.contact import Contact
from pressctl.model.delivery import Channel
from pressctl.store.press_list.segments import Selection
from pressctl.store.press_list.stream import contacts_of
from pressctl.store.sending.put_right import held
from pressctl.workflow.contacts.press_list import everybody_on_file
from pressctl.workflow.desk import Desk
from pressctl.workflow.identity import release_id_of
from pressctl.workflow.record import record_to_read

_RECEIVED = "received:"
_RECEIVED_FORM = re.compile(r"received:(?P<slug>[^@]+)(?:@(?P<version>[1-9]\d*))?")


def addressees(desk: Desk, segments: tuple[str, ...]) -> Iterable[Contact]:
    """Return everybody whom the segments name, each once, in the file's order; receivers who left the list come last.

    `received:SLUG` and `received:SLUG@N` name exactly those who have the release (its version N), the doubtful
    included. A very long list is not held in memory: it is gone through as often as the answer is.

    Raises:
        BadInput: the list cannot be read, or a segment is neither known nor an expression.
        NothingToDo: they name nobody.
    """
    contacts = contacts_of(desk.workspace.contacts_file)
    by_record = [segment for segment in segments if segment.startswith(_RECEIVED)]
    named: Iterable[Contact] = Selection([s for s in segments if s not in by_record], contacts, desk.config)
    if by_record:
        chosen = {contact.key: contact for contact in named}
        for segment in by_record:
            chosen |= {contact.key: contact for contact in _receivers(desk, segment)}
        named = tuple(chosen.values())
    if next(iter(named), None) is None:
        names = ", ".join(segments)
        raise NothingToDo(f"nobody is in {names}", hint="pressctl contacts list shows who is on file")
    return named


def receivers(
    desk: Desk, release_id: str, version: int | None = None, *, copies: Collection[str] = ()
) -> tuple[Contact, ...]:
    """Return those who have a release, or this version of it, the doubtful included.

    They are as they are on file; who has left the list, as they were when they got it. Who has a copy and is among
    `copies` (recipient keys) is left to that list.
    """
    with record_to_read(desk) as database:
        found = held(database, release_id, version) if database else {}
    on_file = {contact.key: contact for contact in everybody_on_file(desk)}
    return tuple(
        on_file.get(key) or Contact(email=one.email, name=one.name, languages=(one.language,))
        for key, one in found.items()
        if one.email and not (one.channel is Channel.COPY and key in copies)
    )


def _receivers(desk: Desk, segment: str) -> tuple[Contact, ...]:
    form = _RECEIVED_FORM.fullmatch(segment)
    if form is None:
        raise BadInput(
            f'"{segment}" is not received:SLUG or received:SLUG@VERSION', hint="pressctl list shows the releases"
        )
    return receivers(
        desk, release_id_of(desk.workspace, form["slug"]), int(form["version"]) if form["version"] else None
    )
