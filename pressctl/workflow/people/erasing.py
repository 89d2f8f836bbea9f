"""Erasing a person: what goes, what stays, what is left for the office, and doing it so that a crash can be finished.

The order is what makes it safe to be killed anywhere and run again with the address:

1. the keyed hash is recorded, so that nothing is mailed from here on, and what has not left is cancelled;
2. files that pressctl made give the person up;
3. the rows go from `contacts.csv`;
4. the record is emptied, and the event says so without naming anybody;
5. the record's file is written anew, without the bytes of what was emptied.

Until step 4 the record still knows under which name to look; each step does nothing where it was done before. Events
are never touched: the chain still verifies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime

from pressctl.errors import BadInput, Problem, Refused
from pressctl.frozen import Frozen, replace
from pressctl.mail.base import Envelope
from pressctl.model.delivery import DeliveryState
from pressctl.store.agreements.reviews import forget_reviewer
from pressctl.store.people.person import cancel_for, empty_person, frozen_mentions, open_for, sent_to
from pressctl.store.people.suppressions import suppress, wish_of
from pressctl.store.press_list.removal import OwnRow, remove_rows, rows_of
from pressctl.store.record.database import Database
from pressctl.store.sending.leases import PlanBusy, hold, holder_name
from pressctl.store.sending.recovering import Unsettled, recover
from pressctl.store.sought import Sought
from pressctl.workflow.desk import Desk
from pressctl.workflow.people.person import ERASED, Identity
from pressctl.workflow.people.sweeping import MadeFile, Step, give_up, look_through
from pressctl.workflow.record import record_of, record_to_read
from pressctl.workflow.sending.roads import folder_transport

Progress = Callable[[int, int], None]
"""(files looked through, files in all)."""


class Erasure(Frozen):
    """What erasing a person would do."""

    identity: Identity
    sought: Sought
    rows: tuple[OwnRow, ...]
    """Rows of `contacts.csv` that go."""
    deliveries: int
    """Messages in the record that lose address, name, personal words and the server's answer."""
    waiting: int
    """Messages that have not left and are cancelled."""
    files: tuple[MadeFile, ...]
    """Files that pressctl made and that go, or lose the person."""
    left: tuple[Problem, ...]
    """Places in files that are the office's own: left for a person to change."""
    stays: tuple[str, ...]
    """Where the words of a release name the person; what was published stays as it was."""
    notes: tuple[str, ...]
    """What no look through the folder can show."""
    erased_at: datetime | None
    """When this person was erased before, if so."""

    @property
    def nothing(self) -> bool:
        """Say whether there is nothing that pressctl could take away."""
        return not (self.rows or self.files or self.identity.recorded)


class Erased(Frozen):
    """What erasing a person did."""

    rows: int
    deliveries: int
    cancelled: int
    deleted: int
    """Files that are gone."""
    cleaned: int
    """Files that lost the person and are kept."""
    left: tuple[Problem, ...]
    stays: tuple[str, ...]
    notes: tuple[str, ...]


def plan_erasure(desk: Desk, found: Identity, progress: Progress = lambda _done, _total: None) -> Erasure:
    """Say what erasing a person would do; nothing is changed.

    Raises:
        BadInput: the list is no table, or a file cannot be read.
    """
    rows = rows_of(desk.workspace.contacts_file, found.key)
    sought = replace(
        Sought.of((found.address, found.key), (*found.names, *_names_in(rows))), greetings=tuple(_greetings_in(rows))
    )
    files, left, notes = look_through(desk, sought, progress)
    deliveries = waiting = 0
    stays: tuple[str, ...] = ()
    erased_at = None
    with record_to_read(desk) as database:
        if database is not None:
            wish = wish_of(database, found.key)
            erased_at = wish.since if wish is not None and wish.reason == ERASED else None
            stays = frozen_mentions(database, sought)
            if found.recorded is not None:
                states = [sent.row.state for sent in sent_to(database, found.recorded.id)]
                deliveries = len(states)
                waiting = sum(state in {DeliveryState.QUEUED, DeliveryState.DEFERRED} for state in states)
    return Erasure(found, sought, rows, deliveries, waiting, files, left, stays, notes, erased_at)


def erase(
    desk: Desk,
    erasure: Erasure,
    *,
    progress: Progress = lambda _done, _total: None,
    step: Step = lambda _name: None,
) -> Erased:
    """Erase the person; run again after an interruption, it finishes.

    Args:
        desk: whose office, and who acts.
        erasure: what `plan_erasure` found; what it counts is looked at again.
        progress: told while the folder is looked through once more at the end.
        step: told before each thing that is taken away.

    Raises:
        Refused: a sending in which this person waits is running, or another program reads the record.
        BadInput: a file cannot be changed; what was done before it stays done.
        Incomplete: no space left.
    """
    found = erasure.identity
    with record_of(desk) as database, ExitStack() as held:
        recipient = found.recorded.id if found.recorded is not None else None
        if recipient is not None:
            _hold_plans(desk, database, recipient, held)
        cancelled = _promise_silence(desk, database, erasure, recipient, step)
        deleted, cleaned = give_up(desk, erasure.files, erasure.sought, step)
        step("rows")
        rows = remove_rows(desk.workspace.contacts_file, found.key)
        step("record")
        counts = {"rows": rows, "files_deleted": deleted, "files_cleaned": cleaned}
        emptied = _empty(desk, database, recipient, erasure.identity.names, counts)
        step("bytes")
        held.close()
        database.leave_nothing_behind()
    step("look")
    files, left, notes = look_through(desk, erasure.sought, progress)
    if files:
        still = [Problem("still holds the person", path=file.path) for file in files]
        raise BadInput("the person could not be taken out of every file", problems=still, hint="run it again")
    return Erased(rows, emptied, cancelled, deleted, cleaned, left, erasure.stays, notes)


def _names_in(rows: tuple[OwnRow, ...]) -> Iterator[str]:
    for row in rows:
        cells = {column.lower(): text for column, text in row.cells}
        yield cells.get("name", "")
        yield f"{cells.get('given_name', '')} {cells.get('family_name', '')}"


def _greetings_in(rows: tuple[OwnRow, ...]) -> Iterator[str]:
    cells = ((column.lower(), text.strip()) for row in rows for column, text in row.cells)
    yield from (text for column, text in cells if column == "salutation" and text)


def _hold_plans(desk: Desk, database: Database, recipient: str, held: ExitStack) -> None:
    """Take every plan in which something for the person is not settled, and settle what an earlier sender left.

    Raises:
        Refused: a sender is at work on one of them.
    """
    for plan in open_for(database, recipient):
        try:
            lease = held.enter_context(hold(database, plan.plan_id, holder_name()))
        except PlanBusy as error:
            raise Refused(
                f"plan {plan.plan_id} ({plan.slug}) is being sent at this moment, and this person is in it",
                hint=f"wait for it to end, or pressctl stop {plan.slug}; then run this again",
            ) from error

        def settle(left: Unsettled, transport: str = plan.transport) -> DeliveryState:
            if transport != "folder":
                return DeliveryState.UNCERTAIN
            outbox = folder_transport(desk.workspace.inside(desk.config.mail.folder.path))
            return outbox.interrupted(Envelope("", left.email, left.plan_id, left.position))

        with database.transaction(desk.actor) as change:
            recover(change, lease, settle, database.clock())


def _promise_silence(desk: Desk, database: Database, erasure: Erasure, recipient: str | None, step: Step) -> int:
    """Record the keyed hash, cancel what has not left, and say which archived files are about to change."""
    step("hash")
    with database.transaction(desk.actor) as change:
        suppress(change, erasure.identity.key, reason=ERASED)
        for file in erasure.files:
            if file.was is not None:
                data = {"file": file.path, "sha256_before": file.was}
                change.event("archive-cleaned", recipient_id=recipient, data=data)
        return cancel_for(change, recipient) if recipient is not None else 0


def _empty(
    desk: Desk, database: Database, recipient: str | None, names: tuple[str, ...], counts: dict[str, int]
) -> int:
    """Empty the record and say so in an event; nothing is said where nothing was taken away."""
    with database.transaction(desk.actor) as change:
        named = forget_reviewer(change, recipient, names)
        if recipient is None and not named and not any(counts.values()):
            return 0
        emptied = empty_person(change, recipient) if recipient is not None else 0
        change.event("person-erased", recipient_id=recipient, data={"deliveries": emptied, **counts})
    return emptied
