"""`pressctl replace`: another name wherever the old one stands, confirmed place by place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pressctl.cli.replacing.options import IGNORE_ACCENTS, OFFICE, RELEASES
from pressctl.cli.session import Session, session_of
from pressctl.cli.telling.differences import show_difference
from pressctl.cli.telling.next_step import say_next
from pressctl.cli.telling.quantities import count
from pressctl.errors import ExitCode, Interrupted, NothingToDo, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pressctl.workflow.replacing.finding import Findings, SourceText
    from pressctl.workflow.replacing.replacing import Offer, Replacing


_OLD = Annotated[str, typer.Argument(metavar="OLD", help="The name as it stands now.")]
_NEW = Annotated[str, typer.Argument(metavar="NEW", help="The name as it shall be.")]
_YES = Annotated[
    bool, typer.Option("--yes", help="Do not ask; only where OLD stands letter by letter and in no quotation.")
]
_DRY_RUN = Annotated[bool, typer.Option("--dry-run", help="Show what --yes would change; write nothing.")]


def replace(
    context: typer.Context,
    old: _OLD,
    new: _NEW,
    *,
    release: RELEASES = None,
    office: OFFICE = False,
    ignore_accents: IGNORE_ACCENTS = False,
    yes: _YES = False,
    dry_run: _DRY_RUN = False,
) -> None:
    """Put another name wherever the old one stands, place by place.

    Keys, addresses, dates and what has left the office (versions/) are left alone. Other endings and quotations are
    shown, and changed only one by one.
    """
    from pressctl.language.wording import Wanted
    from pressctl.workflow.replacing.finding import find_text
    from pressctl.workflow.replacing.replacing import Replacing, offers

    session = session_of(context)
    clean = _checked(old, new)
    if not (yes or dry_run or session.interactive):
        raise UsageError("replace asks in a terminal; in a script it needs --yes or --dry-run")
    wanted = Wanted(old, ignore_accents=ignore_accents)
    findings = find_text(session.workspace, session.config, wanted, releases=release or (), office=office)
    _say_unreadable(session, findings)
    offered = offers(findings.places, old, clean)
    if not offered:
        raise NothingToDo(f'"{old}" stands nowhere that can be changed', hint=f'pressctl find "{old}"')
    run = Replacing(session.workspace, session.config)
    _decide(session, run, offered, old, asks=not (yes or dry_run))
    if dry_run:
        _show_difference(session, run)
    else:
        run.save()
        _say_written(session, run, offered, findings)
    if not run.changes:
        raise NothingToDo("nothing was changed")
    if yes and len(run.changes) < len(offered):
        raise typer.Exit(ExitCode.FINDINGS)


def _checked(old: str, new: str) -> str:
    """Return the new name without outer space.

    Raises:
        UsageError: it is empty, holds a line break, or is the old one.
    """
    from pressctl.config.values import clean_line

    clean = new.strip()
    if not clean:
        raise UsageError("the new name is empty; take a text out by hand")
    try:
        clean_line(clean)
    except ValueError as error:
        raise UsageError(f"the new name {error}") from error
    if clean == old:
        raise NothingToDo("the two names are the same")
    return clean


def _decide(session: Session, run: Replacing, offered: Sequence[Offer], old: str, *, asks: bool) -> None:
    """Have each place decided: by the person, or taken where it is certain.

    Raises:
        Interrupted: the person stopped; what was decided until then is written.
    """
    try:
        if asks:
            from pressctl.cli.replacing.questions import ask_each

            ask_each(session, run, offered, _sent(session, offered))
        else:
            _take_certain(session, run, offered)
    except (KeyboardInterrupt, Interrupted) as error:
        session.console.print()
        run.save()
        raise Interrupted(
            f"stopped; {_what_was_written(run)}", hint=f'pressctl find "{old}" shows what is left'
        ) from error


def _take_certain(session: Session, run: Replacing, offered: Sequence[Offer]) -> None:
    for error in run.accept_certain(offered):
        session.notices.print(f"{session.symbols.warning} {error.message}", markup=False)


def _sent(session: Session, offered: Sequence[Offer]) -> dict[str, int]:
    from pressctl.workflow.replacing.replacing import sent_to

    slugs = dict.fromkeys(offer.place.source.slug for offer in offered)
    return sent_to(session.desk(), [slug for slug in slugs if slug])


def _say_unreadable(session: Session, findings: Findings) -> None:
    for problem in findings.unreadable:
        said = f"{session.symbols.warning} {problem.place()} was not looked through: {problem.message}"
        session.notices.print(said, markup=False)


def _show_difference(session: Session, run: Replacing) -> None:
    sources: dict[str, SourceText] = {each.offer.place.source.shown: each.offer.place.source for each in run.changes}
    for shown, source in sources.items():
        edited = run.text_of(source, [each for each in run.changes if each.offer.place.source is source])
        show_difference(session.console, shown, source.text, edited)
    session.console.print("  Nothing was written.", markup=False)


def _what_was_written(run: Replacing) -> str:
    written = run.written()
    if not written:
        return "nothing was written"
    return f"what was confirmed is written: {count(len(run.changes), 'place')} in {count(len(written), 'file')}"


def _say_written(session: Session, run: Replacing, offered: Sequence[Offer], findings: Findings) -> None:
    from pressctl.model.passage import Handling
    from pressctl.workflow.replacing.replacing import sent_to, stale_after, stranded

    written = run.written()
    if not written:
        return
    console, symbols = session.console, session.symbols
    said = f"{count(len(run.changes), 'place')} changed in {count(len(written), 'file')}"
    console.print(f"{symbols.done} {said}", markup=False)
    left = len(offered) - len(run.changes)
    cited = sum(place.handling is Handling.CITED for place in findings.places)
    fixed = len(findings.places) - len(offered) - cited
    if left:
        console.print(f"  {count(left, 'place')} left: pressctl find shows which", markup=False)
    if fixed:
        console.print(f"  {count(fixed, 'key, address or date', 'keys, addresses or dates')} left alone", markup=False)
    if cited:
        said = f"{count(cited, 'place')} left alone, where a correction says what was wrong"
        console.print(f"  {said}", markup=False)
    for place in stranded(findings.places, session.workspace):
        said = f"{place.passage.where} names nobody on file any more; write the key there"
        said = f"{place.source.shown}:{place.line}  {said}"
        console.print(f"{symbols.warning} {said}", markup=False)
    for slug in stale_after(written):
        name = session.workspace.short_name(slug)
        console.print(
            f"{symbols.warning} The original of {name} has changed: its translations are out of date", markup=False
        )
        console.print(f"  Once they say the same: pressctl variant {name} LANGUAGE --done", markup=False)
    slugs = list(dict.fromkeys(each.source.slug for each in written if each.source.slug))
    for slug, number in sent_to(session.desk(), slugs).items():
        said = f"{session.workspace.short_name(slug)} has been sent to {number} already: it will need a correction"
        console.print(f"{symbols.warning} {said}", markup=False)
    if slugs:
        say_next(console, f"pressctl preview {session.workspace.short_name(slugs[0])}")
