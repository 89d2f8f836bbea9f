"""What is worth saying of a release's state under any command that opens it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pressctl.cli.telling.quantities import count
from pressctl.cli.telling.symbols import symbols_for

if TYPE_CHECKING:
    from pressctl.cli.session import Session
    from pressctl.workflow.checking.faults import Faults
    from pressctl.workflow.exporting.stale import Outdated
    from pressctl.workflow.opening import Opened


def show_state(session: Session, opened: Opened) -> None:
    """Say on stderr what the release lacks, which translations are out of date, which names stand in."""
    notices = session.notices
    mark = symbols_for(notices.encoding).warning
    for language, lacks in opened.lacking().items():
        for what in lacks:
            notices.print(f"{mark} {language}.md  lacks {what}", markup=False)
    for remark in opened.remarks():
        notices.print(f"{mark} {remark}", markup=False)
    for language, why in opened.stale().items():
        notices.print(f"{mark} {language}.md  {why}", markup=False)
    for edition in opened.release.editions:
        for gap in edition.gaps:
            notices.print(f"{mark} {edition.language}.md  {gap}", markup=False)


def show_faults(session: Session, faults: Faults, slug: str) -> None:
    """Say on stderr what the check has against the release, in one line with the command that shows it."""
    from pressctl.model.finding import Severity

    said = [
        count(number, severity.value)
        for severity in (Severity.ERROR, Severity.WARNING)
        if (number := faults.counts.get(severity, 0))
    ]
    if faults.clean:
        found = "no errors and no warnings" if any(faults.counts.values()) else "nothing found"
        session.notices.print(f"{symbols_for(session.notices.encoding).done} check: {found}", markup=False)
    if not said:
        return
    then = ", and send will refuse it" if faults.blocking else ""
    mark = symbols_for(session.notices.encoding).warning
    session.notices.print(f"{mark} the check finds {' and '.join(said)}{then}: pressctl check {slug}", markup=False)


def counted(faults: Faults) -> dict[str, object]:
    """Return what the check found as JSON tells of it."""
    from pressctl.model.finding import Severity

    numbers = {f"{severity.value}s": faults.counts.get(severity, 0) for severity in (Severity.ERROR, Severity.WARNING)}
    return {**numbers, "blocks_sending": bool(faults.blocking)}


def show_lent(session: Session) -> None:
    """Say on stderr when the office's own Word layout lacks styles, which pressctl has lent."""
    from pressctl.workflow.office.layouts import lent_styles

    lent = lent_styles(session.workspace, session.config)
    if lent:
        mark = symbols_for(session.notices.encoding).warning
        said = f"house.docx lacks {count(lent, 'style')}, which pressctl lent; pressctl layout check names them"
        session.notices.print(f"{mark} {said}", markup=False)


def outdated_told(found: Sequence[Outdated], slug: str) -> Iterator[str]:
    """Yield what is said of exports that say what does not hold any more: a sentence for each cause."""
    causes = Counter(one.cause.value for one in found)
    if number := causes["embargo"]:
        files, verb = _files(found, number), "tells" if number == 1 else "tell"
        yield f"{files} {verb} of another embargo than today's, or of none: pressctl export {slug}"
    if number := causes["language"]:
        verb, them = ("is", "it") if number == 1 else ("are", "them")
        yield f"{_files(found, number)} {verb} in a language that the release has no more: delete {them}"


def _files(found: Sequence[Outdated], number: int) -> str:
    return f"{count(number, 'file')} in {found[0].path.parent.name}/"
