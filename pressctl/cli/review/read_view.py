"""What came back in the terminal: by place, by reviewer, changed words in their context; piped, one record a line."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from pressctl.cli.telling.quantities import count
from pressctl.review.telling import Ink, Stroke, Told, ToldComment, tell
from pressctl.workflow.review.reading import ReadBack, by_copy, reviewers

if TYPE_CHECKING:
    from rich.text import Text

    from pressctl.cli.session import Session
    from pressctl.model.revision import Comment, Unmatched
    from pressctl.review.telling import Telling
    from pressctl.workflow.review.voids import Covers

WIDTH = 80
_SIGNS = {Ink.KEPT: ("", ""), Ink.GONE: ("[-", "-]"), Ink.COME: ("{+", "+}")}
_STYLES = {Ink.KEPT: "", Ink.GONE: "red strike", Ink.COME: "green underline"}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NOBODY = "no author (not tracked)"


def show(session: Session, found: Sequence[ReadBack], files: Sequence[Path]) -> None:
    """Write what came back."""
    if not sys.stdout.isatty():  # without the console, whose loading takes longer than the reading
        from pressctl.cli.telling.records import write_records

        write_records(_records_of(found))
        return
    groups = [[one for _, one in group] for group in by_copy(found)]
    for number, group in enumerate(groups):
        if number:
            session.console.print()
        _show_group(session, group)
    slugs = {one.sent.registry.slug for one in found if one.sent}
    if len(slugs) == 1 and any(one.review.changes for one in found):
        from pressctl.cli.telling.next_step import say_next
        from pressctl.language.shell_words import shell_word

        named = " ".join(map(shell_word, files))
        say_next(session.console, f"pressctl review apply {session.workspace.short_name(slugs.pop())} {named}")


def summary(group: Sequence[ReadBack]) -> str:
    """Return `3 reviewers, 14 changes, 4 comments on version 3`."""
    names = {name for one in group for name in reviewers(one.review)}
    changes = sum(len(one.review.changes) for one in group)
    comments = sum(len(one.review.comments) for one in group)
    sent = group[0].sent
    on = f" on version {sent.registry.number}" if sent else ""
    return f"{count(len(names), 'reviewer')}, {count(changes, 'change')}, {count(comments, 'comment')}{on}"


def _matched_by(one: ReadBack) -> str:
    """Return how a file was led to its copy; where nothing but its words told, that is said."""
    if one.sent is None:
        return "read by itself: no copy that was sent out is like it; places are counted in the file"
    copy = f"began as copy {one.sent.registry.copy}"
    if one.found_by == "likeness":
        return f"{copy}, found by its words alone: the file does not say what it is"
    return copy


# In a terminal ---------------------------------------------------------------------------------------------------


def _covers(session: Session, group: Sequence[ReadBack]) -> Covers:
    """Return what says which approvals a change would void; nothing where the release is not there any more."""
    from pressctl.errors import PressctlError
    from pressctl.workflow.opening import open_release
    from pressctl.workflow.review.voids import approvals_over

    sent = group[0].sent
    if sent is None:
        return lambda _: {}
    try:
        opened = open_release(session.workspace, session.config, sent.registry.slug)
        return approvals_over(session.desk(), opened, sent.registry.language, sent.registry.number)
    except PressctlError:
        return lambda _: {}


def _show_group(session: Session, group: Sequence[ReadBack]) -> None:
    telling = tell([one.review for one in group])
    covers = _covers(session, group)
    session.console.print(summary(group), style="bold", markup=False)
    for how, names in groupby(group, key=_matched_by):
        _line(session, f"{', '.join(one.name for one in names)}: {how}", 2, "dim")
    for where, told, comments in telling.by_place():
        session.console.print()
        session.console.print(f"  {where}", style="bold", markup=False)
        for each in told:
            _show_told(session, each, covers)
        for comment in comments:
            _show_comment(session, comment)
    silent = [one for one in telling.told if not one.tracked]
    if silent:
        session.console.print()
        session.console.print(f"  {NOBODY}", style="bold", markup=False)
        for each in silent:
            _line(session, f"{each.where}{_locked(each)}", 4)
            _show_words(session, each, covers)
    _show_rest(session, group)


def _show_told(session: Session, one: Told, covers: Covers) -> None:
    names = " and ".join([one.author or NOBODY, *one.also])
    _line(session, f"{names}{when(one.at)}{_locked(one)}", 4)
    _show_words(session, one, covers)


def _show_words(session: Session, one: Told, covers: Covers) -> None:
    if one.strokes:
        _print_wrapped(session, _inked(one.strokes), 6)
    for remark in one.remarks:
        _line(session, remark, 6, "dim")
    for approval in covers(one.fields).values():
        _line(session, f"{session.symbols.warning} {approval}: accepting voids it", 6, "yellow")
    for conflict in one.conflicts:
        _line(session, f"{session.symbols.warning} conflict: {conflict}", 6, "yellow")


def _show_comment(session: Session, told: ToldComment) -> None:
    comment = told.comment
    about = f' on "{_short(comment.quoted)}"' if comment.quoted.strip() else ""
    done = ", resolved" if comment.resolved else ""
    _line(session, f"{comment.author}{when(comment.at)}, comment{about}{done}", 4)
    for text in comment.text.split("\n"):
        _line(session, text, 6)
    for reply in told.replies:
        _line(session, f"{reply.author}{when(reply.at)}, reply: {reply.text}", 6)


def _show_rest(session: Session, group: Sequence[ReadBack]) -> None:
    unmatched = [each for one in group for each in one.review.unmatched]
    if unmatched:
        session.console.print()
        session.console.print("  without a place in the copy", style="bold", markup=False)
        for each in unmatched:
            _line(session, f"{session.symbols.warning} {_unmatched(each)}", 4)
    notices = [(one.name, notice) for one in group for notice in one.review.notices]
    if notices:
        session.console.print()
    for name, notice in notices:
        _line(session, f"{session.symbols.quiet} {f'{name}: ' if len(group) > 1 else ''}{notice}", 2, "dim")


def _unmatched(each: Unmatched) -> str:
    return f'{each.story}: "{_short(each.text)}" ({each.why})'


def _locked(one: Told) -> str:
    return "   ! locked: somebody's own or approved words" if one.locked else ""


def _inked(strokes: Iterable[Stroke]) -> Text:
    from rich.text import Text

    text = Text()
    for stroke in strokes:
        before, after = _SIGNS[stroke.ink]
        text.append(f"{before}{stroke.text}{after}", style=_STYLES[stroke.ink])
    return text


def _line(session: Session, words: str, indent: int, style: str = "") -> None:
    from rich.text import Text

    _print_wrapped(session, Text(words, style=style), indent)


def _print_wrapped(session: Session, text: Text, indent: int) -> None:
    from rich.padding import Padding

    width = min(session.console.width, WIDTH)
    session.console.print(Padding(text, (0, 0, 0, indent), expand=False), width=width)


def when(at: datetime | None) -> str:
    """Return `, 24 Oct 16:02`, as the file says it; the year where it is not this one's is no matter here."""
    return f", {at.day} {_MONTHS[at.month - 1]} {at:%H:%M}" if at else ""


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else f"{flat[:59]}…"


# Piped -----------------------------------------------------------------------------------------------------------


def _records_of(found: Sequence[ReadBack]) -> Iterator[tuple[str, ...]]:
    """Yield a record for each change, comment and remark, copy by copy."""
    for group in by_copy(found):
        yield from _records([one for _, one in group])


def _records(group: Sequence[ReadBack]) -> Iterator[tuple[str, ...]]:
    """Yield what stands in the record of each change and comment: sort, place, who, when, words, remarks."""
    telling: Telling = tell([one.review for one in group])
    for one in telling.told:
        words = "".join(f"{_SIGNS[each.ink][0]}{each.text}{_SIGNS[each.ink][1]}" for each in one.strokes)
        remarks = [*one.remarks, *(f"conflict: {each}" for each in one.conflicts), *(["locked"] if one.locked else [])]
        sort = "change" if one.tracked else "silent"
        names = " and ".join([one.author or "", *one.also])
        yield sort, one.where, names, _stamp(one.at), words, "; ".join(remarks)
    for told in telling.comments:
        for comment in (told.comment, *told.replies):
            yield _comment_record(comment)
    for read in group:
        for each in read.review.unmatched:
            yield "unmatched", each.story, "", "", each.text, each.why
        for notice in read.review.notices:
            yield "notice", read.name, "", "", notice, ""


def _comment_record(comment: Comment) -> tuple[str, ...]:
    remarks = [f'on "{_short(comment.quoted)}"', *(["resolved"] if comment.resolved else [])]
    sort = "reply" if comment.answers else "comment"
    return sort, comment.where, comment.author, _stamp(comment.at), comment.text, "; ".join(remarks)


def _stamp(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at else ""
