"""The press list and the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pressctl.errors import PressctlError
from pressctl.store.sending.plans import open_plans
from pressctl.workflow.contacts.looking_over import RemarkKind, check_list
from pressctl.workflow.desk import Desk
from pressctl.workflow.doctor.base import Diagnosis, good, remark, wrong
from pressctl.workflow.record import record_to_read
from pressctl.workflow.reporting import verify_record

_ABOUT = {
    RemarkKind.NO_LANGUAGE: "read none of the office's languages",
    RemarkKind.DO_NOT_MAIL: "are marked do not mail",
    RemarkKind.NO_SUCH_ADDRESS: "have an address that does not exist, as its server said",
    RemarkKind.LOOKALIKE: "have an address whose letters look alike",
    RemarkKind.LOST_LETTERS: "have a name with a ? for a letter that was lost",
    RemarkKind.NO_BASIS: "have nothing that says why they may be written to",
    RemarkKind.UNCLEAR_BASIS: "have a basis that says too little",
}


def examine_contacts(desk: Desk) -> Iterator[Diagnosis]:
    """Look the list over, in short."""
    if not desk.workspace.contacts_file.exists() and desk.workspace.contacts_file.is_symlink():
        yield wrong("contacts.csv", "is a link to nothing: nothing can be sent", "put the list where it points to")
        return
    if not desk.workspace.contacts_file.exists():
        yield remark("contacts.csv", "there is no press list yet", "pressctl contacts add")
        return
    checked = check_list(desk.workspace, desk.config, desk.clock().local().date())
    if checked.failure is not None:
        number = len(checked.problems) or 1
        told = checked.failure.message if not checked.problems else f"{number} rows cannot be read; nothing can be sent"
        yield wrong("contacts.csv", told, "pressctl contacts check")
        return
    yield good("contacts.csv", f"{checked.contacts:,} contacts")
    counted = Counter(found.kind for found in checked.remarks)
    for kind, number in counted.items():
        if kind in _ABOUT:
            yield remark("contacts.csv", f"{number:,} {_ABOUT[kind]}", "pressctl contacts check")
    for found in checked.remarks:
        if found.kind not in _ABOUT:
            yield remark("contacts.csv", found.message, found.hint)


def examine_record(desk: Desk) -> Iterator[Diagnosis]:
    """See whether the record can be read and is whole, and what waits in it."""
    file = desk.workspace.database
    if not file.exists() or (file.is_file() and file.stat().st_size == 0):
        sent = next(desk.workspace.releases.glob("*/versions/*/*"), None)
        if sent is None:
            yield good("pressctl.db", "nothing has been sent yet")
        else:
            told = f"is gone or empty, though {sent.parents[2].name} was sent: who has it is not known"
            yield wrong("pressctl.db", told, "restore it from a backup before you send anything")
        return
    try:
        found = verify_record(desk, None)
    except PressctlError as error:
        yield wrong("pressctl.db", error.message, error.hint)
        return
    if found.faults:
        yield wrong("pressctl.db", f"{len(found.faults)} faults: it has been changed", "pressctl log --verify")
    else:
        yield good("pressctl.db", f"whole: {found.events:,} events")
    with record_to_read(desk) as database:
        waiting = open_plans(database) if database else ()
    for plan in waiting:
        yield remark("sending", f"plan {plan.id} of {plan.slug} is unfinished", f"pressctl send {plan.slug} --resume")
