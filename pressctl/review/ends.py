"""Lines that came at the end of a place: they stand behind its last line, not before the first of the next place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pressctl.model.revision import ChangeKind, Line, Position
from pressctl.review.drafts import Draft


def put_after(drafts: Sequence[Draft], lines: Sequence[Line]) -> list[Draft]:
    """Move lines that came at the end of a place from the start of the next place to that end.

    Several people may have written such a line: its mark then goes from the last of them to the first. Returns the
    drafts without those that were nothing but that mark.
    """
    inner: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.outer is not None:
            inner.setdefault(id(draft.outer), []).append(draft)
    empty: set[int] = set()
    line: list[Draft] = []
    stays: Position | None = None
    for draft in drafts:
        if draft.outer is not None:
            continue
        if line and line[0].start != draft.start:
            line = []
        if not _came_at_an_end(draft, lines):
            line, stays = [], draft.start
        elif draft.start != stays:
            line.append(draft)
            if draft.after.endswith("\n"):
                _turn(line[0], draft, inner)
                empty |= {id(draft)} if not draft.after else set()
                _set_at_end(line, lines)
                line = []
    return [draft for draft in drafts if id(draft) not in empty]


def _turn(first: Draft, last: Draft, inner: Mapping[int, Sequence[Draft]]) -> None:
    """Move the mark from the end of a line to its beginning, and what stands inside the line with it."""
    mark = len(last.after) - 1
    of_mark = [one for one in inner.get(id(last), []) if one.span == (mark, mark + 1)]
    last.after = last.after[:-1]
    first.after = f"\n{first.after}"
    for one in inner.get(id(first), []):
        if one.span and one not in of_mark:
            whole = first is last and one.span[0] == 0 and one.span[1] == mark + 1
            one.span = (0 if whole else one.span[0] + 1, min(one.span[1] + 1, len(first.after)))
    for one in of_mark:
        one.outer, one.span = first, (0, 1)


def _set_at_end(drafts: Sequence[Draft], lines: Sequence[Line]) -> None:
    last = drafts[0].start.line - 1
    for draft in drafts:
        draft.start = draft.end = Position(last, len(lines[last].text))


def _came_at_an_end(draft: Draft, lines: Sequence[Line]) -> bool:
    """Say whether words came behind the last line of their place, so that the next line of the copy is elsewhere."""
    start = draft.start
    if draft.before or draft.layer.kind is not ChangeKind.INSERTION or start.offset or draft.runs_on:
        return False
    if not 0 < start.line <= len(lines):
        return False
    last, *following = [(line.story, line.cell) for line in lines[start.line - 1 : start.line + 1]]
    if last == draft.place:
        return draft.place not in following
    # A table behind the last paragraph of the body is no part of the footnote whose lines are told next.
    return last[0] == draft.place[0] and any(story != last[0] for story, _ in following)
