"""How an order for a review looks before it is confirmed, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressctl.cli.sending.plan_view import COLUMN
from pressctl.cli.session import Session
from pressctl.cli.telling.folding import say_beside
from pressctl.cli.telling.json_output import write_json
from pressctl.cli.telling.next_step import say_next
from pressctl.cli.telling.quantities import count, size
from pressctl.language.dates import deadline
from pressctl.language.names import language_name
from pressctl.model.copies import AskState

if TYPE_CHECKING:
    from rich.console import Console

    from pressctl.workflow.review.asking import ReviewPlan, ReviewSent

STATES = {
    AskState.ACCEPTED: "taken by the mail server",
    AskState.WRITTEN: "written to the outbox",
    AskState.HANDED: "to be handed over",
    AskState.UNCERTAIN: "may have arrived: no answer came",
    AskState.SENDING: "may have arrived: the sending was interrupted",
    AskState.REJECTED: "refused",
}


def show_plan(session: Session, plan: ReviewPlan) -> None:
    """Write who would be asked, about which version, until when, and by which road."""
    console = session.console
    console.print(plan.opened.release.headline, markup=False, style="bold")
    console.print(f"Draft version {plan.version}\n", markup=False)
    if plan.mail:
        for number, (_, subject) in enumerate(plan.subjects):
            say_beside(console, "Subject" if number == 0 else "", subject, COLUMN)
        say_beside(console, "From", plan.sender, COLUMN)
    say_beside(console, "Leaves", _leaves(plan), COLUMN)
    if plan.due is not None:
        consent = "; silence until then is taken for consent" if plan.no_objection else ""
        say_beside(console, "Answers", f"by {deadline(plan.due, 'en')}{consent}", COLUMN)
    console.print()
    for one in plan.people:
        speaks_for = f", for {one.reader.organisation}" if one.reader.organisation else ""
        since = f", changes since version {one.since}" if one.since is not None else ""
        _person(console, one.reader.called, f"{language_name(one.language, 'en')}{speaks_for}{since}")
    for reader in plan.left_out:
        _person(console, reader.called, "left out: do not mail")
    console.print()
    for remark in plan.remarks:
        console.print(f"{session.symbols.warning} {remark}", markup=False)


def _leaves(plan: ReviewPlan) -> str:
    if not plan.mail:
        return "not at all: the office hands the copies over"
    return f"into {plan.route}, a rehearsal: nobody is asked" if plan.rehearsal else f"now, by {plan.route}"


def _person(console: Console, name: str, detail: str) -> None:
    lead = f"  {name:<32}  "
    room = max(10, console.width - len(lead))
    shown = detail if console.soft_wrap or len(detail) <= room else detail[: room - 1] + "…"
    console.print(f"{lead}{shown}", markup=False)


def end_dry_run(session: Session, plan: ReviewPlan, *, as_json: bool) -> None:
    """Say that nothing was made."""
    if as_json:
        write_json({"version": 1, "dry_run": True, **_planned(plan)})
        return
    session.console.print(f"Dry run: {count(len(plan.people), 'person', 'people')} would be asked. Nothing was made.")


def end(session: Session, done: ReviewSent, *, as_json: bool) -> None:
    """Say what became of each, where the copies are kept, and what comes next."""
    if as_json:
        write_json({"version": 1, "dry_run": False, **_planned(done.plan), **_done(session, done)})
        return
    console, symbols = session.console, session.symbols
    marks = {AskState.REJECTED: symbols.failed, AskState.UNCERTAIN: symbols.warning}
    for one in done.asked:
        reply = " ".join(one.reply.split()) if one.state in marks else ""
        said = f"{marks.get(one.state, symbols.done)} {one.reader.called}: {STATES[one.state]}"
        console.print(f"{said}{f' ({reply})' if reply else ''}", markup=False)
    root = session.workspace.root
    for made in done.copies:
        where = made.path.relative_to(done.plan.opened.folder).as_posix()
        console.print(f"  Kept: {where} ({made.copy.language}, {size(len(made.content))})", markup=False)
    for path in done.handed:
        console.print(f"  Hand over: {path.relative_to(root).as_posix()}", markup=False)
    slug = session.workspace.short_name(done.plan.opened.release.slug)
    if done.plan.mail and done.plan.rehearsal:
        number = count(len(done.asked), "message")
        console.print(f"  {number} written to {done.plan.route}. Nothing has been sent.", markup=False)
    say_next(console, f"pressctl review status {slug}")


def _planned(plan: ReviewPlan) -> dict[str, object]:
    return {
        "release": plan.opened.release.slug,
        "release_version": plan.version,
        "due": str(plan.due) if plan.due else None,
        "no_objection": plan.no_objection,
        "by_mail": plan.mail,
        "transport": plan.transport,
        "rehearsal": plan.rehearsal,
        "people": [
            {
                "address": one.reader.email,
                "name": one.reader.name,
                "organisation": one.reader.organisation,
                "language": one.language,
                "since": one.since,
            }
            for one in plan.people
        ],
        "left_out": [{"address": reader.email, "name": reader.name} for reader in plan.left_out],
        "remarks": list(plan.remarks),
    }


def _done(session: Session, done: ReviewSent) -> dict[str, object]:
    root = session.workspace.root
    return {
        "copies": [
            {
                "copy": made.copy.id,
                "language": made.copy.language,
                "file": made.copy.file,
                "path": made.path.relative_to(root).as_posix(),
                "sha256": made.copy.sha256,
            }
            for made in done.copies
        ],
        "asked": [
            {"address": one.reader.email, "copy": one.copy.copy.id, "state": one.state.value, "reply": one.reply}
            for one in done.asked
        ],
        "hand_over": [path.relative_to(root).as_posix() for path in done.handed],
    }
