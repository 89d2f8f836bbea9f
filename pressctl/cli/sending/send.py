"""`pressctl send` and `pressctl stop`: the plan, its confirmation, and mail on its way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from pressctl.cli.arguments import ENDS_WITH_JSON, OVERRIDE, SLUG, WHY, YES_PASSES_NO_GATE, split_list, split_segments
from pressctl.cli.completion import complete_segment
from pressctl.cli.sending.ordering import carry_out, overrides
from pressctl.cli.session import session_of
from pressctl.cli.telling.next_step import say_next
from pressctl.cli.telling.quantities import count
from pressctl.errors import UsageError

if TYPE_CHECKING:
    from pressctl.model.delivery import DeliveryState


_TO = Annotated[
    list[str] | None,
    typer.Option(
        "--to",
        metavar="SEGMENT",
        help="To whom; all is everybody, received:SLUG who has it.",
        autocompletion=complete_segment,
    ),
]
_DRY_RUN = Annotated[bool, typer.Option("--dry-run", help="Show the plan, store and send nothing.")]
_TEST = Annotated[str | None, typer.Option(metavar="ADDRESS", help="A copy to yourself, in every language.")]
_ATTACH = Annotated[
    list[str] | None, typer.Option(metavar="FORMAT", help="Attach the release, too: docx or pdf; several with commas.")
]
_RESUME = Annotated[bool, typer.Option("--resume", help="Go on with the plan that was interrupted.")]
_PLAN = Annotated[str | None, typer.Option(metavar="ID", help="Which plan to resume, if there are several.")]
_WAIT = Annotated[bool, typer.Option("--wait", help="With --resume: wait until another process lets go.")]
_UPDATE = Annotated[str | None, typer.Option(metavar="TEXT", help="What changed; goes to those who have it, too.")]
_RESEND_UNCERTAIN = Annotated[
    bool, typer.Option("--resend-uncertain", help="Once more to those who may have it: no answer came.")
]
_ONLY_FAILED = Annotated[
    bool, typer.Option("--only-failed", help="Once more to those whose message was refused or expired.")
]
_REFUSED_TOO = Annotated[
    bool, typer.Option("--refused-too", help="Also to those whose server has refused this release.")
]
_AT = Annotated[
    str | None, typer.Option("--at", metavar="TIME", help="When it leaves: a day and time, 18:00, or lift.")
]
_NOT_AFTER = Annotated[
    str | None,
    typer.Option("--not-after", metavar="TIME", help="With --at: from then on it asks first; else two hours."),
]


def send(
    context: typer.Context,
    slug: SLUG,
    *,
    to: _TO = None,
    dry_run: _DRY_RUN = False,
    test: _TEST = None,
    yes: YES_PASSES_NO_GATE = False,
    attach: _ATTACH = None,
    resume: _RESUME = False,
    plan: _PLAN = None,
    wait: _WAIT = False,
    update: _UPDATE = None,
    resend_uncertain: _RESEND_UNCERTAIN = False,
    only_failed: _ONLY_FAILED = False,
    refused_too: _REFUSED_TOO = False,
    at: _AT = None,
    not_after: _NOT_AFTER = None,
    override: OVERRIDE = None,
    why: WHY = None,
    as_json: ENDS_WITH_JSON = False,
) -> None:
    """Plan who gets the release; once confirmed, send it."""
    session = session_of(context)
    given = {
        "--to": to, "--test": test, "--update": update, "--override": override, "--why": why, "--at": at,
        "--not-after": not_after, "--attach": attach, "--refused-too": refused_too,
    }  # fmt: skip
    _refuse_contradictions(given, resume=resume, dry_run=dry_run, plan=plan or wait)
    again = _again_state({**given, "--resume": resume}, resend_uncertain=resend_uncertain, only_failed=only_failed)
    if again is not None:
        from pressctl.cli.sending.trying_again import send_again

        send_again(session, slug, again, yes=yes, dry_run=dry_run, as_json=as_json)
    elif resume:
        from pressctl.cli.sending import under_way

        under_way.end(session, under_way.resumed(session, slug, plan, wait=wait), as_json=as_json)
    else:
        from pressctl.workflow.sending.preparing import Order

        passed = overrides(override, why)
        order = Order(slug, split_segments(to), test, update, split_list(attach), passed, at, not_after, refused_too)
        carry_out(session, order, yes=yes, dry_run=dry_run, as_json=as_json)


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


def _refuse_contradictions(given: Mapping[str, object], *, resume: bool, dry_run: bool, plan: object) -> None:
    """Refuse options that have no say in what was asked for: ignoring one could send what nobody wanted.

    Raises:
        UsageError: it names them.
    """
    if resume:
        idle = [option for option, value in {**given, "--dry-run": dry_run}.items() if value]
        if idle:
            raise UsageError(f"--resume goes on with a plan as it was made; {', '.join(idle)} cannot change it")
        return
    if plan:
        raise UsageError("--plan and --wait belong to --resume")
    if given["--test"] is not None and given["--to"]:
        raise UsageError("--test sends to one address and nobody else; leave --to out")
    if given["--test"] is not None and given["--at"]:
        raise UsageError("a test copy leaves at once; leave --at out")


def _again_state(given: Mapping[str, object], *, resend_uncertain: bool, only_failed: bool) -> DeliveryState | None:
    """Return how the messages ended that are to be sent once more; nothing where nobody asks for that."""
    from pressctl.model.delivery import DeliveryState

    if not (resend_uncertain or only_failed):
        return None
    option = "--resend-uncertain" if resend_uncertain else "--only-failed"
    idle = [name for name, value in {**given, "--only-failed": resend_uncertain and only_failed}.items() if value]
    if idle:
        raise UsageError(f"{option} sends the same messages once more; {', '.join(idle)} cannot change them")
    return DeliveryState.UNCERTAIN if resend_uncertain else DeliveryState.REJECTED
