"""The press list: whom it names, and who must not be mailed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from pressctl.config.schema import Config
from pressctl.config.validation import nearest
from pressctl.config.workspace import Workspace
from pressctl.errors import BadInput, NothingToDo
from pressctl.frozen import Frozen
from pressctl.model.contact import Contact, recipient_key
from pressctl.store.press_list.cells import cell_fault
from pressctl.store.press_list.reading import read_contacts
from pressctl.store.press_list.segments import SegmentCount, counts, select
from pressctl.workflow.desk import Desk
from pressctl.workflow.reasons import checked_reason

if TYPE_CHECKING:
    from pressctl.store.sending.refusals import Refusal  # not loaded to look at a list: the record may not be there


class Listing(Frozen):
    """Contacts that were asked for."""

    contacts: tuple[Contact, ...]
    segments: tuple[SegmentCount, ...]
    """How many each segment that was asked for names."""


def list_contacts(workspace: Workspace, config: Config, segments: Sequence[str] = ()) -> Listing:
    """Return the contacts that the segments name, or everybody.

    Raises:
        BadInput: the list cannot be read, or a segment is unknown or not understood.
    """
    everybody = read_contacts(workspace.contacts_file).contacts
    if not segments:
        return Listing(everybody, ())
    if len(segments) == 1:
        chosen = select(segments, everybody, config)
        return Listing(chosen, (SegmentCount(segments[0], len(chosen)),))
    return Listing(select(segments, everybody, config), counts(segments, everybody, config))


def everybody_on_file(desk: Desk) -> tuple[Contact, ...]:
    """Return the press list."""
    return read_contacts(desk.workspace.contacts_file).contacts


def do_not_mail(workspace: Workspace, contacts: Sequence[Contact]) -> frozenset[str]:
    """Return the keys of those who must not be mailed; a workspace without a record has none.

    Raises:
        BadInput: the record cannot be read.
    """
    if not workspace.database.exists():
        return frozenset()
    from pressctl.store.people.suppressions import is_suppressed
    from pressctl.store.record.opening import open_to_read

    with open_to_read(workspace.database) as record:
        return is_suppressed(record, [contact.key for contact in contacts])


def refusals_of(workspace: Workspace) -> Mapping[str, Refusal]:
    """Return whose address does not exist, as their server said last: recipient key → how.

    Raises:
        BadInput: the record cannot be read.
    """
    if not workspace.database.exists():
        return {}
    from pressctl.store.record.opening import open_to_read
    from pressctl.workflow.contacts.unreachable import unreachable

    with open_to_read(workspace.database) as record:
        return unreachable(record)


def suppress_address(desk: Desk, address: str, why: str) -> None:
    """Record that an address must not be mailed, whether or not it is on the list.

    Raises:
        BadInput: it is no address, or the reason names a person.
        NothingToDo: it is recorded already.
    """
    from pressctl.store.people.suppressions import suppress

    _record(desk, address, why, suppress, f"{address} is marked do not mail already")


def lift_suppression(desk: Desk, address: str, why: str) -> None:
    """Record that an address may be mailed again.

    Raises:
        BadInput: it is no address, or the reason names a person.
        NothingToDo: nothing stands against it.
    """
    from pressctl.store.people.suppressions import lift

    _record(desk, address, why, lift, f"{address} is not marked do not mail")


def address_of(typed: str) -> str:
    """Return the address as it is to be looked up.

    Raises:
        BadInput: it is none.
    """
    address = typed.strip()
    fault = cell_fault("email", address)
    if fault:
        raise BadInput(fault.message if address else "an empty text is no address")
    return address


def _record(desk: Desk, address: str, why: str, act: Callable[..., bool], nothing: str) -> None:
    """Write a wish about mail into the record; its event names nobody."""
    from pressctl.store.record.opening import open_record

    key = recipient_key(address_of(address))
    reason = checked_reason(why, _on_file(desk.workspace), address=address_of(address))
    with (
        open_record(desk.workspace.database, clock=lambda: desk.clock().instant) as record,
        record.transaction(desk.actor) as change,
    ):
        if not act(change, key, reason=reason):
            raise NothingToDo(nothing)


def _on_file(workspace: Workspace) -> tuple[Contact, ...]:
    """Return the list; nobody where it cannot be read, because a wish not to be mailed cannot wait for that."""
    try:
        return read_contacts(workspace.contacts_file).contacts
    except BadInput:
        return ()


class Stranger(Frozen):
    """An address that nobody on the list has."""

    nearest: str | None
    """The address on the list that was probably meant."""


def stranger(workspace: Workspace, address: str) -> Stranger | None:
    """Say whether nobody on the list has the address; nothing where somebody has, or the list cannot be read."""
    try:
        known = [contact.email for contact in read_contacts(workspace.contacts_file).contacts]
    except BadInput:  # that the list has problems is for `contacts check` to say
        return None
    if recipient_key(address) in {recipient_key(each) for each in known}:
        return None
    name, _, desk = address.casefold().rpartition("@")
    alike = [
        each for each in known if name == each.casefold().rpartition("@")[0] or each.casefold().endswith(f"@{desk}")
    ]
    return Stranger(nearest(address, alike))
