"""An order as the officer sees it carried out: the plan shown, confirmed, and the mail on its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressctl.cli.session import Session
from pressctl.errors import Interrupted, Refused, UsageError

if TYPE_CHECKING:
    from pressctl.model.delivery import Override, Plan
    from pressctl.workflow.sending.preparing import Order, Prepared


def carry_out(
    session: Session, order: Order, *, yes: bool, dry_run: bool, as_json: bool, kept: str | None = None
) -> None:
    """Plan an order, show the plan, and once it is confirmed send or schedule it; a dry run ends with the plan.

    `kept` says what stays where nothing is sent: at a gate, after another answer, and after a dry run.

    Raises:
        Refused: a gate, the person's answer, or nobody sits there to be asked.
    """
    from pressctl.cli.sending import under_way
    from pressctl.workflow.sending.preparing import prepare

    prepared = prepare(session.desk(), order)
    if not (dry_run or prepared.plan.gates):
        session.introduce()
    if not as_json:
        under_way.show(session, prepared)
    if dry_run:
        under_way.end_dry_run(session, prepared, as_json=as_json, kept=kept)
        return
    try:
        _confirm(session, prepared, yes=yes)
    except (Refused, Interrupted, KeyboardInterrupt):
        if kept and not as_json:
            session.console.print(f"{kept}\n", markup=False)
        raise
    if order.at is not None:
        under_way.end_scheduled(session, prepared, as_json=as_json)
    else:
        under_way.end(session, under_way.dispatched(session, prepared), as_json=as_json)


def overrides(gates: list[str] | None, why: str | None) -> tuple[Override, ...]:
    """Return the gates that are to be passed.

    Raises:
        UsageError: there is no such gate, or the reason is missing.
    """
    from pressctl.model.delivery import GateName, Override

    known = [gate.value for gate in GateName]
    unknown = [gate for gate in gates or () if gate not in known]
    if unknown:
        raise UsageError(f'no gate "{unknown[0]}"; gates are {", ".join(known)}')
    if gates and not (why or "").strip():
        raise UsageError("an override wants its reason", hint='--why "..."; the record keeps it')
    return tuple(Override(GateName(gate), why or "") for gate in gates or ())


def _confirm(session: Session, prepared: Prepared, *, yes: bool) -> None:
    """Ask for what the plan demands: the slug for a passed gate, the number of recipients for a real sending.

    Raises:
        Refused: the answer was another, or nobody sits there to be asked.
    """
    from pressctl.workflow.sending.refusing import refuse_behind_gates

    plan = prepared.plan
    refuse_behind_gates(plan)
    session.introduce()
    if plan.overrides:
        _confirm_overrides(session, plan)
    if not plan.counts or yes:
        return
    number = len(plan.recipients)
    deed = "send" if plan.not_before is None else "schedule"
    if not session.interactive:
        raise Refused("nothing was sent: nobody is there to confirm", hint=f"add --yes to {deed} without asking")
    answer = session.ask(f"Type {number} to {deed}, anything else to stop: ")
    if answer != str(number):
        raise Refused("nothing was sent")


def _confirm_overrides(session: Session, plan: Plan) -> None:
    if not session.interactive:
        raise Refused("a gate is passed by a person in a terminal only; nothing was sent")
    for override in plan.overrides:
        session.console.print(f"! passing {override.gate}: {override.reason}", markup=False, style="bold")
    answer = session.ask("Type the release's name to pass, anything else to stop: ")
    if answer != plan.slug:
        raise Refused("nothing was sent")
