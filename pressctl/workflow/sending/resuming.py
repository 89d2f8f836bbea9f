"""What becomes of a plan that has not ended: it goes on, or what has not left is cancelled."""

from __future__ import annotations

from collections.abc import Callable

from pressctl.errors import Interrupted, NothingToDo, Problem, Refused
from pressctl.model.delivery import DeliveryState
from pressctl.store.record.database import Database
from pressctl.store.sending.again import ended_so
from pressctl.store.sending.leases import PlanBusy
from pressctl.store.sending.plans import OpenPlan, load_frame, open_plans
from pressctl.store.sending.stopping import stop as stop_release
from pressctl.workflow.desk import Desk
from pressctl.workflow.identity import release_id_of
from pressctl.workflow.record import record_if_any
from pressctl.workflow.sending.dispatching import Dispatched, Watch, send_plan
from pressctl.workflow.sending.refusing import refuse_moved_embargo


def resume(
    desk: Desk, slug: str, watch: Watch, plan_id: str | None = None, *, pause: Callable[[], None] | None = None
) -> Dispatched:
    """Go on with the release's one unfinished plan, or with the one named.

    Args:
        desk: whose record, and who acts.
        slug: the release.
        watch: how the caller follows and stops it.
        plan_id: which plan, where there are several.
        pause: waits a little; called as long as another process sends the plan. Without it that is refused.

    Raises:
        NothingToDo: there is none.
        Refused: there are several; the problems list them.
    """
    release_id = release_id_of(desk.workspace, slug)
    with record_if_any(desk) as database:
        if database is None:
            raise NothingToDo("nothing has been sent from this workspace yet")
        plans = open_plans(database, release_id)
        if not plans:
            raise _nothing_to_go_on_with(database, release_id, slug)
        unfinished = _unfinished(plans, plan_id, slug)
        plan = load_frame(database, unfinished.id)  # its people are claimed as they are sent to
        refuse_moved_embargo(desk, plan)
        while True:
            try:
                return send_plan(desk, database, plan, watch, ())
            except PlanBusy as error:
                if pause is None:
                    raise
                if watch.stop():
                    raise Interrupted("stopped while another process was sending; nothing was changed") from error
                pause()


def stop(desk: Desk, slug: str) -> tuple[int, tuple[OpenPlan, ...]]:
    """Cancel what has not left in every plan of the release; return how many messages, and the plans they were in.

    Raises:
        NothingToDo: nothing is waiting.
    """
    release_id = release_id_of(desk.workspace, slug)
    with record_if_any(desk) as database:
        plans = open_plans(database, release_id) if database else ()
        if database is None or not plans:
            raise NothingToDo(f"nothing of {slug} is waiting to leave", hint=f"pressctl log {slug}")
        return stop_release(database, desk.actor, release_id), plans


def _unfinished(plans: tuple[OpenPlan, ...], plan_id: str | None, slug: str) -> OpenPlan:
    if plan_id is not None:
        named = tuple(plan for plan in plans if plan.id == plan_id)
        if not named:
            raise NothingToDo(
                f"plan {plan_id} of {slug} is not unfinished", hint=f"unfinished: {', '.join(p.id for p in plans)}"
            )
        plans = named
    if len(plans) > 1:
        problems = [Problem(f"{plan.purpose}, version {plan.version}, {plan.route}", where=plan.id) for plan in plans]
        raise Refused(
            f"{len(plans)} plans of {slug} are unfinished",
            problems=problems,
            hint=f"pressctl send {slug} --resume --plan {plans[0].id}",
        )
    return plans[0]


def _nothing_to_go_on_with(database: Database, release_id: str, slug: str) -> NothingToDo:
    """Say what there is to do instead: a plan that was cut off may have ended with messages whose fate is not known."""
    for state, words, option in (
        (DeliveryState.UNCERTAIN, "in doubt", "--resend-uncertain"),
        (DeliveryState.REJECTED, "refused", "--only-failed"),
    ):
        number = len(ended_so(database, release_id, state))
        if number:
            return NothingToDo(
                f"no plan of {slug} is unfinished; {number:,} {words}",
                hint=f"pressctl send {slug} {option} shows whose, and asks before it sends once more",
            )
    return NothingToDo(f"no plan of {slug} is unfinished", hint=f"pressctl log {slug}")
