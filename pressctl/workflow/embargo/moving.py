"""The lift of an embargo, moved by the office: what that would mean for those who agreed, and the moving.

See docs/adr/0010.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from pressctl.errors import BadInput, NothingToDo, Refused
from pressctl.frozen import Frozen
from pressctl.language.dates import embargo_moment
from pressctl.model.moment import Moment
from pressctl.model.release import Embargo, EmbargoStatus
from pressctl.source.splicing import replace_value
from pressctl.store.files import write_atomically
from pressctl.store.sending.plans import OpenPlan, open_plans
from pressctl.workflow.contacts.press_list import everybody_on_file
from pressctl.workflow.desk import Desk
from pressctl.workflow.embargo.ledger import Ledger, LedgerRow, read_ledger
from pressctl.workflow.identity import names_release
from pressctl.workflow.opening import Opened, open_folder, open_release
from pressctl.workflow.reasons import checked_reason
from pressctl.workflow.record import record_of, record_to_read
from pressctl.workflow.typed_times import moment_of


class Move(Frozen):
    """An embargo that is about to be lifted or moved."""

    opened: Opened
    old: Moment
    new: Moment
    now: Moment
    ledger: Ledger
    unfinished: tuple[OpenPlan, ...]
    notices: tuple[str, ...] = ()
    """Slugs of what corrects or withdraws the release and holds its embargo in its own front matter."""

    @property
    def lifts(self) -> bool:
        """Say whether it ends the embargo at once."""
        return self.new.instant <= self.now.instant

    @property
    def holders(self) -> tuple[LedgerRow, ...]:
        """Return who has the release under the embargo."""
        return tuple(row for row in self.ledger.rows if row.held)

    @property
    def breaks_promises(self) -> bool:
        """Say whether people hold it who have promised less than this: the new lift is later than theirs."""
        return bool(self.holders) and self.new.instant > self.old.instant

    @property
    def to_ask_again(self) -> tuple[LedgerRow, ...]:
        """Return whose agreement does not reach to the new lift."""
        return tuple(
            row
            for row in self.ledger.rows
            if row.answer is not None and row.answer.covers(self.old) and not row.answer.covers(self.new)
        )


def plan_move(desk: Desk, slug: str, at: str | None) -> Move:
    """Look at what lifting an embargo now, or moving it to the time `at`, would mean. Nothing is changed.

    Raises:
        NothingToDo: there is no embargo, it has lifted already, or this is its time already.
        BadInput: the release cannot be read, or the time is none or has passed.
        Refused: it is the embargo of the release that this one corrects.
    """
    opened = open_release(desk.workspace, desk.config, slug)
    now = desk.clock()
    embargo = opened.release.original_edition.embargo
    name = opened.release.slug
    if embargo is None:
        raise NothingToDo(f"{name} has no embargo to lift")
    if at is None and embargo.status(now) is not EmbargoStatus.HELD:
        raise NothingToDo(
            f"the embargo lifted on {embargo_moment(embargo.until, 'en')} already", hint=f"pressctl embargo list {name}"
        )
    if opened.borrowed_embargo is not None:
        raise Refused(
            f"the embargo of {name} is that of {opened.borrowed_embargo}, whose news it tells",
            hint=f"pressctl embargo lift {opened.borrowed_embargo}",
        )
    zone = embargo.until.zone
    new = moment_of(at, now, desk.config, option="--at", zone=zone) if at is not None else _this_minute(now, zone)
    if at is not None and new.instant <= now.instant:
        raise BadInput(
            f"{embargo_moment(new, 'en')} has passed", hint=f"pressctl embargo lift {name} --now lifts it at once"
        )
    if new == embargo.until:
        raise NothingToDo(f"{embargo_moment(new, 'en')} is when it lifts already")
    with record_to_read(desk) as database:
        ledger = read_ledger(desk, opened, database, everybody_on_file(desk))
        unfinished = open_plans(database, opened.release.id) if database is not None else ()
    return Move(opened, embargo.until, new, now, ledger, unfinished, tuple(_notices(desk, opened, embargo.until)))


def _notices(desk: Desk, opened: Opened, until: Moment) -> Iterator[str]:
    identity = opened.release.id
    for slug in desk.workspace.slugs():
        folder = desk.workspace.release(slug)
        if slug == opened.release.slug or not names_release(folder, identity):
            continue
        with suppress(BadInput):  # it says so itself, when somebody wants to send it
            notice = open_folder(desk.workspace, desk.config, folder)
            edition = notice.release.original_edition
            own = edition.embargo is not None and notice.borrowed_embargo is None and edition.embargo.until == until
            if own and edition.corrects is not None and edition.corrects.id == identity:
                yield slug


def _this_minute(now: Moment, zone: str) -> Moment:
    """Return the minute that has begun: what front matter writes, and never later than now."""
    return Moment(now.instant.replace(second=0, microsecond=0), zone)


def move_embargo(desk: Desk, move: Move, reason: str) -> Path:
    """Write the new lift into the original's front matter, and the reason into the record; return the file's path.

    Raises:
        BadInput: the reason cannot stand in the record, or the file cannot be written.
        Refused: the file was changed meanwhile.
    """
    why = checked_reason(reason, everybody_on_file(desk))
    original = move.opened.files.original
    if open_release(desk.workspace, desk.config, move.opened.release.slug).files.original.text != original.text:
        raise Refused(
            f"{original.path.name} was changed meanwhile; the embargo is as it was", hint="look, and run it again"
        )
    edited = replace_value(original.text, "embargo", str(move.new))
    with record_of(desk) as database, database.transaction(desk.actor) as change:
        change.event(
            "embargo-lifted" if move.lifts else "embargo-moved",
            release_id=move.opened.release.id,
            data={"from": str(move.old), "to": str(move.new), "reason": why, "holders": len(move.holders)},
        )
        write_atomically(original.path, edited.encode())  # last: what cannot be written leaves no event behind
    return original.path


def embargo_on_file(desk: Desk, folder: Path) -> Embargo | None:
    """Return the embargo that the files of a release name at this moment.

    Raises:
        BadInput: the release cannot be read.
    """
    return open_folder(desk.workspace, desk.config, folder).release.original_edition.embargo
