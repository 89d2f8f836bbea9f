"""What the record can tell: who received what, and whether it is whole."""

from __future__ import annotations

import re

from pressctl.config.mail import TransportName
from pressctl.errors import BadInput, NothingToDo
from pressctl.frozen import replace
from pressctl.model.delivery import DeliveryState
from pressctl.store.histories import PlanTold, plans_told
from pressctl.store.record.reading import Verification, verify
from pressctl.store.sending.delivery_log import LogRow, log_rows
from pressctl.store.sending.put_right import PutRight, put_right_by
from pressctl.store.sending.receptions import has_mailed
from pressctl.workflow.desk import Desk
from pressctl.workflow.identity import release_id_of
from pressctl.workflow.record import record_to_read

_NO_RECEIPT = (
    "nothing has been mailed yet; from the first sending on, a receipt has the head that shows a record that was "
    "cut off or rebuilt"
)
_HEAD = re.compile(r"[0-9a-fA-F]{64}")


def read_log(desk: Desk, slug: str | None, *, uncertain_only: bool = False) -> tuple[LogRow, ...]:
    """Return the log of one release or of all; `uncertain_only` narrows it to those who may have it.

    Raises:
        BadInput: no such release.
    """
    release_id = release_id_of(desk.workspace, slug) if slug is not None else None
    with record_to_read(desk) as database:
        if database is None:
            return ()
        return log_rows(database, release_id, state=DeliveryState.UNCERTAIN if uncertain_only else None)


def read_plans(desk: Desk, slug: str | None) -> tuple[PlanTold, ...]:
    """Return the plans of one release or of all, with who was left out of each and which gates were passed.

    Raises:
        BadInput: no such release.
    """
    release_id = release_id_of(desk.workspace, slug) if slug is not None else None
    with record_to_read(desk) as database:
        return plans_told(database, release_id) if database is not None else ()


def read_put_right(desk: Desk) -> tuple[PutRight, ...]:
    """Return what has corrected or withdrawn which release."""
    with record_to_read(desk) as database:
        return put_right_by(database) if database is not None else ()


def sent_for_review(desk: Desk, slug: str | None) -> tuple[str, ...]:
    """Return the slugs of the releases, or of the one, of which a copy went out for review."""
    workspace = desk.workspace
    wanted = workspace.slugs() if slug is None else [each for each in workspace.slugs() if slug in each]
    return tuple(each for each in wanted if any((workspace.release(each) / "review").glob("*.docx")))


def verify_record(desk: Desk, head: str | None) -> Verification:
    """Recompute the record's chain, against the head of a receipt where there is one.

    Raises:
        BadInput: the head is no head.
        NothingToDo: there is no record yet.
    """
    if head is not None and not _HEAD.fullmatch(head.strip()):
        raise BadInput(
            "a head is 64 hexadecimal digits, as the receipt has them", hint="copy it whole from the receipt's mail"
        )
    with record_to_read(desk) as database:
        if database is None:
            raise NothingToDo("there is no record yet: nothing has been sent from this workspace")
        found = verify(database, head)
        mailed = head is not None or has_mailed(database) or desk.config.mail.transport is not TransportName.FOLDER
        return found if mailed else replace(found, unproved=(_NO_RECEIPT,), receipts=False)
