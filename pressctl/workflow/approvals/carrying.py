"""An approval that an edit has voided, carried over by the office: its own act, never called an approval (ADR 0027)."""

from __future__ import annotations

from pressctl.errors import NothingToDo, Refused
from pressctl.frozen import Frozen
from pressctl.model.approval import Act, Approval, Difference, Subject
from pressctl.store.agreements.approvals import Deed, record_deed
from pressctl.store.record.versions import freeze
from pressctl.workflow.approvals.ledger import read_ledger, todays
from pressctl.workflow.approvals.needs import Standing
from pressctl.workflow.approvals.signing import key_of, name_of
from pressctl.workflow.contacts.press_list import everybody_on_file
from pressctl.workflow.desk import Desk
from pressctl.workflow.opening import Opened, open_release
from pressctl.workflow.reasons import checked_reason
from pressctl.workflow.record import record_of, record_to_read


class Carrying(Frozen):
    """An approval whose words were changed since, about to be carried over by the office."""

    opened: Opened
    approval: Approval
    subject: Subject
    """Today's words."""
    differences: tuple[Difference, ...]
    organisation: str


def plan_carrying(desk: Desk, slug: str, organisation: str) -> tuple[Carrying, ...]:
    """Look for the organisation's approvals that an edit has voided, and what changed. Nothing is recorded.

    Raises:
        NothingToDo: there are none.
        UsageError: there is no such organisation.
    """
    opened = open_release(desk.workspace, desk.config, slug)
    organisation = key_of(organisation, desk.config)
    with record_to_read(desk) as database:
        ledger = read_ledger(opened, database, desk)
    newest = {}
    for row in ledger.rows:
        signed = row.approval.subject
        if row.approval.organisation == organisation and row.standing in {Standing.VOID, Standing.HOLDS}:
            newest[(signed.extent, signed.language, signed.part)] = row
    found = tuple(
        Carrying(opened, row.approval, subject, row.differences, name_of(organisation, opened, desk.config))
        for row in newest.values()
        if row.standing is Standing.VOID and (subject := todays(row.approval.subject, opened)) is not None
    )
    if not found:
        raise NothingToDo(
            f"no approval for {organisation} is void, so there is nothing to carry over",
            hint=f"pressctl approve {slug} --list",
        )
    return found


def carry(desk: Desk, carrying: tuple[Carrying, ...], why: str) -> None:
    """Write down that the office lets approvals stand over the differences that it was shown: its own act.

    Raises:
        BadInput: no reason, or one that names somebody.
        Refused: the release was changed since the differences were shown.
    """
    reason = checked_reason(why, everybody_on_file(desk))
    opened = carrying[0].opened
    again = open_release(desk.workspace, desk.config, opened.release.slug)
    with record_of(desk) as database, database.transaction(desk.actor) as change:
        now = desk.clock().instant
        version = freeze(change, again.release, reason="approve", at=now, actor=desk.actor)
        for one in carrying:
            if todays(one.approval.subject, again) != one.subject:
                raise Refused("nothing was carried over: the release was changed meanwhile", hint="look at it again")
            record_deed(
                change,
                Deed(
                    again.release.id, Act.CARRIED, one.approval.organisation, None, one.subject, version, now,
                    why=reason, carries=one.approval.id,
                ),
            )  # fmt: skip
