"""What stops a plan on its way out: gates before it, and what has changed since it was made."""

from __future__ import annotations

from pressctl.errors import BadInput, NothingToDo, Problem, Refused
from pressctl.model.delivery import Plan
from pressctl.model.release import EmbargoStatus
from pressctl.workflow.desk import Desk
from pressctl.workflow.embargo.moving import embargo_on_file
from pressctl.workflow.identity import folder_of
from pressctl.workflow.sending.preparing import Prepared


def refuse_behind_gates(plan: Plan) -> None:
    """Refuse a plan before which a gate stands.

    Raises:
        Refused: every gate that stands, each with the command that opens it.
        NothingToDo: nobody is left to send to.
    """
    if plan.gates:
        problems = [Problem(gate.because, where=gate.name.value, hint=gate.next_command) for gate in plan.gates]
        names = " ".join(f"--override {name}" for name in dict.fromkeys(gate.name.value for gate in plan.gates))
        raise Refused(
            "nothing was sent: blocked",
            problems=problems,
            hint=f'mend it, or pass it on your own responsibility: {names} --why "..."',
        )
    if not plan.recipients:
        raise NothingToDo("nobody is left to send to: everybody named is left out", hint=f"pressctl log {plan.slug}")


def refuse_what_has_passed(desk: Desk, prepared: Prepared) -> None:
    """Refuse a plan whose embargo lifted or was moved while it waited to be confirmed: its words are no longer true.

    Raises:
        BadInput: the release cannot be read any more, and what cannot be read is embargoed.
        Refused: plan again.
    """
    embargo = prepared.opened.release.original_edition.embargo
    plan, now = prepared.plan, desk.clock()
    if plan.not_before is not None and plan.not_before.instant <= now.instant:
        raise Refused("nothing was scheduled: its time has come meanwhile", hint="plan again")
    leaves = plan.not_before or now
    if embargo is not None and embargo.status(plan.not_before or plan.created) is not embargo.status(leaves):
        raise Refused("nothing was sent: the embargo has lifted since the plan was made", hint="plan again")
    if embargo_on_file(desk, prepared.opened.folder) != embargo:
        raise Refused("nothing was sent: the embargo was changed since the plan was made", hint="plan again")


def refuse_moved_embargo(desk: Desk, plan: Plan) -> None:
    """Refuse to go on with a plan whose embargo was moved since, or laid on (ADR 0010).

    The release is known by its id: its folder may be called otherwise by now. One that cannot be read stops nobody: its
    plan is frozen, and whoever is in it may have what the plan says.

    Raises:
        Refused: stop it, and plan again.
    """
    folder = folder_of(desk.workspace, plan.release_id)
    if folder is None:
        return
    try:
        today = embargo_on_file(desk, folder)
    except BadInput:
        return
    if plan.embargo is None and (today is None or today.status(desk.clock()) is not EmbargoStatus.HELD):
        return
    if plan.embargo is None or today is None or today.until.instant != plan.embargo.instant:
        said = "knows of no embargo" if plan.embargo is None else f"says that the embargo lifts at {plan.embargo}"
        raise Refused(
            f"nothing was sent: plan {plan.id} {said}, and it was changed since",
            hint=f"pressctl stop {plan.slug} ends it; then plan again with pressctl send {plan.slug}",
        )
