"""What is worth saying of a release's state under any command that opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressctl.cli.symbols import symbols_for

if TYPE_CHECKING:
    from pressctl.cli.session import Session
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


def show_lent(session: Session) -> None:
    """Say on stderr when the office's own Word layout lacks styles, which pressctl has lent."""
    from pressctl.cli.quantities import count
    from pressctl.workflow.layouts import lent_styles

    lent = lent_styles(session.workspace, session.config)
    if lent:
        mark = symbols_for(session.notices.encoding).warning
        said = f"house.docx lacks {count(lent, 'style')}, which pressctl lent; pressctl layout check names them"
        session.notices.print(f"{mark} {said}", markup=False)
