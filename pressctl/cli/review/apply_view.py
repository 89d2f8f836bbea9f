"""What `review apply` shows: what came back, what became of it, and what is left for the hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pressctl.cli.review.change_view import edit_text, one_line, show_text
from pressctl.cli.telling.differences import show_difference
from pressctl.cli.telling.next_step import say_next
from pressctl.cli.telling.quantities import count
from pressctl.model.copies import Verdict
from pressctl.model.merging import Proposal, Standing, with_others

if TYPE_CHECKING:
    from datetime import datetime

    from pressctl.cli.session import Session
    from pressctl.workflow.review.applying import Answer, Applying

_MOST_NAMES = 3


def show_what_came(session: Session, run: Applying) -> None:
    """Write who sent what back about which version, and how it stands to today's text."""
    console = session.console
    edition = run.opened.release.edition(run.today.language)
    headline = edition.headline if edition is not None else run.opened.release.slug
    console.print(f"{headline} {session.symbols.dash} {run.today.language}", style="bold", markup=False, no_wrap=True,
                  overflow="ellipsis")  # fmt: skip
    for answer in run.answers:
        changes, comments = len(answer.review.changes), len(answer.review.comments)
        told = [count(changes, "change"), *([count(comments, "comment")] if comments else [])]
        who = _authors(answer)
        console.print(f"  {who}: {', '.join(told)} on version {answer.copy.version}", markup=False)
        for one in answer.review.unmatched:
            said = f"not matched: {one_line(one.text)[:60]} ({one.why})"
            console.print(f"    {session.symbols.warning} {said}", markup=False)
    told = list(_standings(run))
    if told:
        console.print(f"  {', '.join(told)}", markup=False)
    console.print()


def _authors(answer: Answer) -> str:
    """Return everybody whom a file names, the first three by name."""
    changed = [each.author for each in answer.review.changes if each.author]
    names = list(dict.fromkeys([*changed, *(each.author for each in answer.review.comments)]))
    if len(names) > _MOST_NAMES:
        names = [*names[:_MOST_NAMES], f"{len(names) - _MOST_NAMES} more"]
    return ", ".join(names) or "nobody named"


def _standings(run: Applying) -> Iterator[str]:
    proposals = run.merged.proposals
    if agreed := sum(len({one.review for one in each.by}) > 1 for each in proposals):
        yield f"{agreed} wanted by several"
    if run.earlier:
        yield f"{len(run.earlier)} decided earlier"
    if conflicts := sum(len(item) > 1 for item in run.to_decide()):
        yield count(conflicts, "conflict")
    if joined := [each.changes for item in run.to_decide() for each in item if each.changes > 1]:
        yield f"{sum(joined)} changes stand at {count(len(joined), 'place')} and are decided as {len(joined)}"
    if there := sum(each.standing is Standing.ALREADY and each.number not in run.earlier for each in proposals):
        yield f"{there} in the text already"
    if by_hand := len(run.for_the_hand()):
        yield f"{by_hand} for the hand"


def who_and_when(run: Applying, proposal: Proposal) -> str:
    """Return `Elena Example, 24 Oct 16:02, and Rashad Example, 25 Oct 9:10`."""
    newest = max(each.copy.version for each in run.answers)
    told = []
    for one in proposal.by:
        version = run.answers[one.review].copy.version
        parts = [one.author or "no author (not tracked)", *([at(one.at)] if one.at else []),
                 *([f"on version {version}"] if version < newest else [])]  # fmt: skip
        told.append(", ".join(parts))
    return "; ".join(dict.fromkeys(told))


def at(moment: datetime) -> str:
    """Return a time as the file says it."""
    return f"{moment.day} {moment:%b %H:%M}"


def show_proposal(session: Session, run: Applying, proposal: Proposal) -> None:
    """Write a change among the words as they are decided so far, or what today has in its place."""
    decided = [edit for number, edit in run.texts.edits(run.decided) if number != proposal.number]
    for edit in proposal.edits:
        show_text(session.console, edit_text(*with_others(run.today.units, edit, decided)))


def show_refused(session: Session, run: Applying, whys: Mapping[int, str]) -> None:
    """Write what could not be taken over, and why."""
    for number, why in whys.items():
        proposal = run.merged.proposal(number)
        said = f"{proposal.where}: {why}; left as it is"
        session.console.print(f"{session.symbols.failed} {said}", markup=False)


def show_what_would_change(session: Session, run: Applying) -> None:
    """Write how the files would differ."""
    for source in run.changed():
        show_difference(session.console, source.shown, run.today.sources[source.shown].text, source.text)
    session.console.print("  Nothing was written.", markup=False)


def what_was_decided(run: Applying) -> str:
    """Return `3 taken over, 1 rejected, 2 to decide`."""
    verdicts = [each.verdict for each in run.decided]
    told = [
        f"{number} {words}"
        for words, kinds in (
            ("taken over", {Verdict.ACCEPTED}),
            ("in other words", {Verdict.EDITED}),
            ("rejected", {Verdict.REJECTED}),
        )
        if (number := sum(each in kinds for each in verdicts))
    ]
    left = len(run.undecided())
    return ", ".join([*(told or ["nothing decided"]), *([f"{left} to decide"] if left else [])])


def show_done(session: Session, run: Applying, only: Sequence[str], version: int | None) -> None:
    """Write what became of everything, and what is left to do."""
    console, symbols = session.console, session.symbols
    mark = symbols.done if run.decided else symbols.quiet
    console.print(f"{mark} {what_was_decided(run)}", markup=False)
    if run.on_disk:
        names = " and ".join(shown.rpartition("/")[2] for shown in run.on_disk)
        console.print(f"  Written: {names}; this is version {version}", markup=False)
    _show_left(session, run, only)
    _show_by_hand(session, run)
    name = session.workspace.short_name(run.opened.release.slug)
    original = run.opened.files.original
    if original.shown in run.on_disk and run.opened.files.variants:
        said = (
            f"the original has changed: its translations are out of date (pressctl variant {name} LANGUAGE --changes)"
        )
        console.print(f"{symbols.warning} {said}", markup=False)
    if run.on_disk:
        from pressctl.workflow.replacing.replacing import sent_to

        for number in sent_to(session.desk(), [run.opened.release.slug]).values():
            said = f"{name} has been sent to {number:,} already: they have it without these changes"
            console.print(f"{symbols.warning} {said} (pressctl correct {name})", markup=False)
    say_next(console, f"pressctl review apply {name}" if run.undecided() else f"pressctl check {name}")


def _show_left(session: Session, run: Applying, only: Sequence[str]) -> None:
    for item in run.undecided(only):
        proposal = item[0]
        if len(item) > 1:
            said = f"{proposal.where}: {_names(run, item)} want it otherwise"
        elif proposal.standing is Standing.DIFFERS:
            said = f"{proposal.where}: today's text has other words than the copy had"
        else:
            continue
        session.console.print(f"{session.symbols.warning} {said}", markup=False)


def _names(run: Applying, item: Sequence[Proposal]) -> str:
    names = list(dict.fromkeys(author or "nobody named" for each in item for author in run.authors(each)))
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else f"{names[0]}'s files"


def _show_by_hand(session: Session, run: Applying) -> None:
    held = run.for_the_hand()
    if not held:
        return
    session.console.print("To be mended by hand:", markup=False)
    for proposal in held:
        what = proposal.detail or _what(proposal)
        said = f"{proposal.where}: {what}"
        who = ", ".join(author or "nobody named" for author in run.authors(proposal))
        session.console.print(f"  {said}", markup=False)
        session.console.print(f"    {who}; {proposal.why}", style="dim", markup=False)


def _what(proposal: Proposal) -> str:
    before, after = one_line(proposal.before), one_line(proposal.after)
    if before and after:
        return f'"{before}" becomes "{after}"'
    return f'without "{before}"' if before else f'with "{after}"'
