"""`pressctl send` and `pressctl stop`: the plan, its confirmation, and mail on its way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from pressctl.cli.arguments import ENDS_WITH_JSON, OVERRIDE, SLUG, WHY, YES_PASSES_NO_GATE, split_list, split_segments
from pressctl.cli.completion import complete_segment
from pressctl.cli.session import Session, session_of
from pressctl.cli.telling.next_step import say_next
from pressctl.cli.telling.quantities import count
from pressctl.errors import Refused, UsageError

if TYPE_CHECKING:
    from pressctl.model.delivery import DeliveryState, Override, Plan
    from pressctl.workflow.sending.preparing import Order, Prepared


def send(
    context: typer.Context,
    slug: SLUG,
    *,
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to",
            metavar="SEGMENT",
            help="To whom; all is everybody, received:SLUG who has it.",
            autocompletion=complete_segment,
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the plan, store and send nothing.")] = False,
    test: Annotated[str | None, typer.Option(metavar="ADDRESS", help="A copy to yourself, in every language.")] = None,
    yes: YES_PASSES_NO_GATE = False,
    attach: Annotated[
        list[str] | None,
        typer.Option(metavar="FORMAT", help="Attach the release, too: docx or pdf; several with commas."),
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the plan that was interrupted.")] = False,
    plan: Annotated[str | None, typer.Option(metavar="ID", help="Which plan to resume, if there are several.")] = None,
    wait: Annotated[bool, typer.Option("--wait", help="With --resume: wait until another process lets go.")] = False,
    update: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What changed; goes to those who have it, too.")
    ] = None,
    resend_uncertain: Annotated[
        bool, typer.Option("--resend-uncertain", help="Once more to those who may have it: no answer came.")
    ] = False,
    only_failed: Annotated[
        bool, typer.Option("--only-failed", help="Once more to those whose message was refused or expired.")
    ] = False,
    at: Annotated[
        str | None,
        typer.Option("--at", metavar="TIME", help="When it leaves: a day and time, 18:00, or lift."),
    ] = None,
    not_after: Annotated[
        str | None,
        typer.Option("--not-after", metavar="TIME", help="With --at: from then on it asks first; else two hours."),
    ] = None,
    override: OVERRIDE = None,
    why: WHY = None,
    as_json: ENDS_WITH_JSON = False,
) -> None:
    """Plan who gets the release; once confirmed, send it."""
    from pressctl.cli.sending import under_way
    from pressctl.workflow.sending.preparing import Order, prepare

    session = session_of(context)
    given = {"--to": to, "--test": test, "--update": update, "--override": override, "--why": why, "--at": at}
    _refuse_contradictions(
        {"--resume": resume, "--test": test is not None},
        {**given, "--attach": attach, "--dry-run": dry_run},
        plan=plan or wait,
    )
    fixed = {**given, "--attach": attach, "--resume": resume}
    again = _again_state(resend_uncertain=resend_uncertain, only_failed=only_failed, given=fixed)
    if again is not None:
        from pressctl.cli.sending.trying_again import send_again

        send_again(session, slug, again, yes=yes, dry_run=dry_run, as_json=as_json)
        return
    if resume:
        under_way.end(session, under_way.resumed(session, slug, plan, wait=wait), as_json=as_json)
        return
    order = Order(slug, split_segments(to), test, update, split_list(attach), overrides(override, why), at, not_after)
    prepared = prepare(session.desk(), order)
    if not (dry_run or prepared.plan.gates):
        session.introduce()
    if not as_json:
        under_way.show(session, prepared)
    if dry_run:
        under_way.end_dry_run(session, prepared, as_json=as_json)
        return
    confirm(session, order, prepared, yes=yes)
    if at is not None:
        under_way.end_scheduled(session, prepared, as_json=as_json)
        return
    under_way.end(session, under_way.dispatched(session, prepared), as_json=as_json)


def stop(
    context: typer.Context,
    slug: SLUG,
) -> None:
    """Cancel what has not left yet."""
    from pressctl.workflow.sending.resuming import stop as stop_release

    session = session_of(context)
    session.do_without_config()
    cancelled, plans = stop_release(session.acting_desk(), slug)
    console = session.console
    console.print(f"{session.symbols.done} {count(cancelled, 'message')} stopped before leaving", markup=False)
    for plan in plans:
        console.print(f"    plan {plan.id}: {plan.purpose}, version {plan.version}", markup=False)
        if plan.holder is not None:
            console.print("    a message that was on its way at this moment may still arrive", markup=False)
    say_next(console, f"pressctl log {slug}")


def _refuse_contradictions(modes: Mapping[str, bool], given: Mapping[str, object], *, plan: object) -> None:
    """Refuse options that have no say in what was asked for: ignoring one could send what nobody wanted.

    Raises:
        UsageError: it names them.
    """
    if modes["--resume"]:
        idle = [option for option, value in given.items() if value]
        if idle:
            raise UsageError(f"--resume goes on with a plan as it was made; {', '.join(idle)} cannot change it")
        return
    if plan:
        raise UsageError("--plan and --wait belong to --resume")
    if modes["--test"] and given["--to"]:
        raise UsageError("--test sends to one address and nobody else; leave --to out")
    if modes["--test"] and given["--at"]:
        raise UsageError("a test copy leaves at once; leave --at out")


def _again_state(*, resend_uncertain: bool, only_failed: bool, given: Mapping[str, object]) -> DeliveryState | None:
    """Return how the messages ended that are to be sent once more; nothing where nobody asks for that."""
    from pressctl.model.delivery import DeliveryState

    if not (resend_uncertain or only_failed):
        return None
    option = "--resend-uncertain" if resend_uncertain else "--only-failed"
    idle = [name for name, value in {**given, "--only-failed": resend_uncertain and only_failed}.items() if value]
    if idle:
        raise UsageError(f"{option} sends the same messages once more; {', '.join(idle)} cannot change them")
    return DeliveryState.UNCERTAIN if resend_uncertain else DeliveryState.REJECTED


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


def confirm(session: Session, order: Order, prepared: Prepared, *, yes: bool) -> None:
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
    if not session.interactive:
        raise Refused("nothing was sent: nobody is there to confirm", hint=_again(order))
    deed = "send" if plan.not_before is None else "schedule"
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


def _again(order: Order) -> str:
    to = " ".join(f"--to {segment}" for segment in order.segments)
    return f"pressctl send {order.slug} {to} --yes sends without asking"
