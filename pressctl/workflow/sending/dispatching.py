"""From a confirmed plan to messages on their way and a receipt.

`dispatch` takes what `prepare` made, freezes it in the record and hands it to the sending loop.
"""

from __future__ import annotations

from collections.abc import Callable

from pressctl.errors import NothingToDo, Refused
from pressctl.frozen import Frozen, replace
from pressctl.mail.base import Transport
from pressctl.mail.letter import Letter
from pressctl.mail.sizes import beyond
from pressctl.model.delivery import DeliveryState, LeftOut, Plan
from pressctl.model.kind import Effect
from pressctl.store.record.database import Change, Database
from pressctl.store.record.versions import freeze
from pressctl.store.sending.delivery_log import LogRow, troubled_rows
from pressctl.store.sending.freezing import SavedPlan, save_plan
from pressctl.store.sending.leases import holder_name
from pressctl.store.sending.put_right import corrections, put_right_by
from pressctl.store.sending.receptions import updates
from pressctl.store.sending.stopping import cancel_halted, halt
from pressctl.workflow.desk import Desk
from pressctl.workflow.record import record_of
from pressctl.workflow.sending.archive import archive_version
from pressctl.workflow.sending.delivering import deliver
from pressctl.workflow.sending.preparing import Prepared
from pressctl.workflow.sending.progress import Delivered, Progress
from pressctl.workflow.sending.receipts import mail_receipt
from pressctl.workflow.sending.refusing import refuse_behind_gates, refuse_what_has_passed
from pressctl.workflow.sending.roads import limits_for, signer_for, transport_for
from pressctl.workflow.sending.scheduling import refuse_too_early
from pressctl.workflow.sending.ties import wrong_version

_TROUBLED = frozenset({DeliveryState.UNCERTAIN, DeliveryState.DEFERRED, DeliveryState.REJECTED})


class Dispatched(Frozen):
    """What became of a plan."""

    plan: Plan
    delivered: Delivered
    dropped: tuple[LeftOut, ...] = ()
    """Who got it elsewhere between the plan and its storing."""
    troubles: tuple[LogRow, ...] = ()
    """Whose message was refused, put off or is in doubt, with the server's words."""
    receipt_to: str | None = None
    """Where the receipt went; nothing when none left."""


class Watch(Frozen):
    """How the caller follows a sending and stops it."""

    stop: Callable[[], bool]
    progress: Callable[[Progress], None]


def dispatch(desk: Desk, prepared: Prepared, watch: Watch) -> Dispatched:
    """Freeze the plan in the record, and send it.

    Raises:
        Refused: a gate stands, another process sends, or a message is too large for the mail server.
        NothingToDo: nobody is left.
        Incomplete: the mail server cannot be reached; no plan was stored.
    """
    refuse_behind_gates(prepared.plan)
    refuse_what_has_passed(desk, prepared)
    signer_for(desk, prepared.plan.transport)  # a key that cannot be used is heard of before a plan is stored
    try_the_road(transport_for(desk, prepared.plan.transport), prepared.weight.message)
    with record_of(desk) as database:
        saved = _store(desk, database, prepared)
        return send_plan(desk, database, saved.plan, watch, saved.dropped)


def schedule(desk: Desk, prepared: Prepared) -> SavedPlan:
    """Freeze the plan in the record; `pressctl work` sends it when its time has come.

    Raises:
        Refused, NothingToDo: as `dispatch`.
    """
    refuse_behind_gates(prepared.plan)
    with record_of(desk) as database:
        return _store(desk, database, prepared)


def _store(desk: Desk, database: Database, prepared: Prepared) -> SavedPlan:
    """Freeze the text and the plan, in one transaction with all that must be true before it may leave."""
    refuse_what_has_passed(desk, prepared)
    halted: dict[str, int] = {}
    with database.transaction(desk.actor) as change:
        reason = "test" if prepared.plan.test else "rehearsal" if prepared.plan.rehearsal else "send"
        release = prepared.opened.release
        version = freeze(change, release, reason=reason, at=desk.clock().instant, actor=desk.actor)
        if prepared.plan.purpose not in {"release", f"update-{updates(database, release.id) + 1}"}:
            raise Refused("nothing was sent: another update was made meanwhile", hint="look at it, and plan again")
        saved = save_plan(change, replace(prepared.plan, version=version))
        if not saved.plan.recipients:
            raise NothingToDo(
                "nothing was sent: everybody was taken by another sending meanwhile",
                hint=f"pressctl log {release.slug}",
            )
        if saved.plan.counts:
            halted = _halt_what_is_wrong(change, saved.plan)
            # Inside the transaction: what cannot be archived must not leave, so no plan of it may stay behind.
            archive_version(prepared.opened, saved.plan)
    for plan_id in halted:
        cancel_halted(database, desk.actor, plan_id)
    return saved


def _halt_what_is_wrong(change: Change, plan: Plan) -> dict[str, int]:
    """Let nothing more leave of what this plan corrects or withdraws; return how many wait in which plan."""
    what = plan.puts_right
    if what is None:
        return {}
    halted = halt(change, what.release_id, up_to=wrong_version(what))
    if what.effect is Effect.WITHDRAWAL:
        for release_id in corrections(put_right_by(change.database, what.release_id)):
            halted |= halt(change, release_id)
    return halted


def _unsigned(letter: Letter) -> Letter:
    return letter


def send_plan(
    desk: Desk, database: Database, plan: Plan, watch: Watch, dropped: tuple[LeftOut, ...] = ()
) -> Dispatched:
    """Send what is due of a plan that the record holds, and mail the receipt.

    Raises:
        Refused: another process is sending it.
        ServerUnavailable: the mail server cannot be reached; nothing has changed.
    """
    refuse_too_early(plan, desk.clock())
    transport = transport_for(desk, plan.transport)
    signer = signer_for(desk, plan.transport)
    sign = signer.signed if signer is not None else _unsigned
    delivered = deliver(
        database,
        plan.id,
        transport,
        clock=lambda: desk.clock().instant,
        stop=watch.stop,
        progress=watch.progress,
        holder=holder_name(),
        actor=desk.actor,
        limits=limits_for(desk, plan.transport),
        sign=sign,
    )
    receipt_to = mail_receipt(desk, plan, delivered, transport, sign)
    troubles = troubled_rows(database, plan.id, _TROUBLED)
    return Dispatched(plan, delivered, dropped, troubles, receipt_to)


def try_the_road(transport: Transport, octets: int = 0) -> None:
    """Find out that mail cannot leave before a plan is stored that nobody asked to keep.

    Raises:
        ServerUnavailable: the mail server cannot be reached, or takes nothing from us.
        Refused: it takes no message of so many octets.
    """
    transport.open()
    transport.close()
    if 0 < transport.most < octets:
        raise Refused(
            f"nothing was sent: a message {beyond(octets, transport.most)}",
            hint='attach less, or set mail = "link" or "none", or smaller max_pixels, in [media] of pressctl.toml',
        )
