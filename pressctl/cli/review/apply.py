"""`pressctl review apply`: reviewers' changes decided one by one, or by rule, and taken over into the source."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pressctl.cli.arguments import SLUG
from pressctl.cli.session import Session, session_of
from pressctl.errors import ExitCode, Interrupted, NothingToDo, UsageError
from pressctl.frozen import Frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pressctl.model.merging import Proposal
    from pressctl.workflow.desk import Desk
    from pressctl.workflow.review.applying import Answer, Applying


_FILES = Annotated[
    list[Path] | None, typer.Argument(metavar="[FILE]...", help="What came back; else all that was read earlier.")
]
_ACCEPT = Annotated[bool, typer.Option("--accept-all", help="Take over all that nobody disputes.")]
_REJECT = Annotated[bool, typer.Option("--reject-all", help="Leave the text as it is.")]
_ACCEPT_FROM = Annotated[
    list[str] | None, typer.Option("--accept-from", metavar="NAME", help="Take over what NAME wants; repeatable.")
]
_ONLY = Annotated[
    list[str] | None, typer.Option("--only", metavar="FIELD", help="Only headline, body, speakers …; repeatable.")
]
_AS_NAME = Annotated[str | None, typer.Option("--as", metavar="NAME", help='Who an author called "User" is.')]
_DRY_RUN = Annotated[bool, typer.Option("--dry-run", help="Show what would change; write nothing.")]
_AS_JSON = Annotated[bool, typer.Option("--json", help="One JSON object; nothing is asked.")]
_REPLY = Annotated[
    Path | None,
    typer.Option("--reply", metavar="OUT.docx", help="Write a document that says what became of each change."),
]


def apply(
    context: typer.Context,
    slug: SLUG,
    files: _FILES = None,
    *,
    accept: _ACCEPT = False,
    reject: _REJECT = False,
    accept_from: _ACCEPT_FROM = None,
    only: _ONLY = None,
    as_name: _AS_NAME = None,
    dry_run: _DRY_RUN = False,
    as_json: _AS_JSON = False,
    reply: _REPLY = None,
) -> None:
    """Take reviewers' changes over into the source, one by one or all.

    Several people's files are merged onto today's text, each from its own copy: what they agree on counts once, what
    they want otherwise is shown side by side and never settled by guess. Every decision is written when it is made.
    """
    from pressctl.workflow.opening import open_release
    from pressctl.workflow.review.answers import answers_to, keep

    session = session_of(context)
    rule = Rule(accept, reject, tuple(accept_from or ()), tuple(only or ()), dry_run)
    asks = not (rule.given or dry_run or as_json or reply)
    _refuse_contradictions(session, rule, asks=asks)
    decides = not dry_run and (asks or rule.given)
    desk = session.acting_desk() if decides else session.desk()  # the record names who decided
    opened = open_release(session.workspace, session.config, slug)
    answers = answers_to(desk, opened, files or (), as_name)
    if files and decides:
        keep(opened, files, answers)
    runs = list(_runs(desk, slug, answers))
    for run in runs:
        _decide(session, run, rule, asks=asks, quiet=as_json)
    if as_json:
        from pressctl.cli.review.apply_json import write_applied

        write_applied(runs, rule.only)
    if reply is not None:
        _reply(session, runs, reply)
    if rule.given and any(run.undecided(rule.only) for run in runs):
        raise typer.Exit(ExitCode.FINDINGS)


class Rule(Frozen):
    """What is decided without asking."""

    accept: bool
    reject: bool
    names: tuple[str, ...]
    only: tuple[str, ...]
    dry_run: bool

    @property
    def given(self) -> bool:
        """Whether there is one."""
        return self.accept or self.reject or bool(self.names)

    def takes(self, run: Applying, proposal: Proposal) -> bool:
        """Say whether a proposal is to be taken over: what somebody disputes never is."""
        if not proposal.free or self.reject:
            return False
        if not self.names:
            return True
        wanted = [name.casefold() for name in self.names]
        return any(name in author.casefold() for author in run.authors(proposal) for name in wanted)


def _refuse_contradictions(session: Session, rule: Rule, *, asks: bool) -> None:
    if rule.accept + rule.reject + bool(rule.names) > 1:
        raise UsageError("choose one of --accept-all, --reject-all and --accept-from")
    if asks and not session.interactive:
        raise UsageError("apply asks in a terminal; in a script it needs --accept-all, --reject-all or --accept-from")


def _runs(desk: Desk, slug: str, answers: Sequence[Answer]) -> Iterator[Applying]:
    """Yield a run for each language; the release is opened again, for the one before may have changed it."""
    from pressctl.workflow.opening import open_release
    from pressctl.workflow.review.applying import start_applying

    for language in dict.fromkeys(each.copy.language for each in answers):
        opened = open_release(desk.workspace, desk.config, slug)
        theirs = [each for each in answers if each.copy.language == language]
        yield start_applying(desk, opened, language, theirs)


def _decide(session: Session, run: Applying, rule: Rule, *, asks: bool, quiet: bool) -> None:
    from pressctl.cli.review import apply_view as view

    if not quiet:
        view.show_what_came(session, run)
    try:
        if asks:
            from pressctl.cli.review.apply_questions import ask_each

            ask_each(session, run, rule.only)
        elif rule.given or rule.dry_run:
            _by_rule(session, run, rule, quiet=quiet)
        else:
            return
    except (KeyboardInterrupt, Interrupted) as error:
        session.console.print()
        run.save()
        run.finish()
        raise Interrupted(
            f"stopped; {view.what_was_decided(run)}", hint="the same command goes on where you stopped"
        ) from error
    if rule.dry_run:
        view.show_what_would_change(session, run)
        return
    version = run.finish()
    if not quiet:
        view.show_done(session, run, rule.only, version)
    if asks and not run.decided and not run.to_decide(rule.only):
        raise NothingToDo("there is nothing left to decide", hint="pressctl review status shows who is still to answer")


def _by_rule(session: Session, run: Applying, rule: Rule, *, quiet: bool) -> None:
    proposals = [each for item in run.to_decide(rule.only) for each in item]
    if rule.reject:
        run.reject([each.number for each in proposals])
    else:
        whys = run.accept_all([each.number for each in proposals if rule.takes(run, each)])
        if not quiet:
            from pressctl.cli.review.apply_view import show_refused

            show_refused(session, run, whys)
    if not rule.dry_run:
        run.save()


def _reply(session: Session, runs: Sequence[Applying], path: Path) -> None:
    from pressctl.workflow.review.replying import write_reply

    write_reply(runs, path)
    said = f"{path} says what became of each change"
    session.console.print(f"{session.symbols.done} {said}", markup=False)
