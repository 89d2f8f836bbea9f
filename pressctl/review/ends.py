"""Lines that came at the end of a place: they stand behind its last line, not before the first of the next place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pressctl.frozen import Frozen, replace
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
    runs: dict[tuple[Position, tuple[str, str]], list[_Turned]] = {}
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
                turned = _turn(line[0], draft, inner)
                runs.setdefault((draft.start, draft.place), []).append(turned)
                empty |= {id(draft)} if not draft.after and id(draft) not in inner else set()
                _set_at_end(line, lines)
                line = []
    parted = {key: one for run in runs.values() for key, one in _joined(run)}
    whole = [one for draft in drafts for one in (draft, parted.get(id(draft))) if one is not None]
    return [draft for draft in whole if id(draft) not in empty]


class _Turned(Frozen):
    """A line whose mark was moved from its end to its beginning."""

    first: Draft
    """The change that holds its beginning."""
    ended: tuple[Draft, ...]
    """What took away the mark at its end, alone or with the words before it."""


def _turn(first: Draft, last: Draft, inner: Mapping[int, Sequence[Draft]]) -> _Turned:
    """Move the mark from the end of a line to its beginning, and what stands inside the line with it."""
    mark = len(last.after) - 1
    ended = tuple(one for one in inner.get(id(last), []) if one.span and one.span[0] <= mark < one.span[1])
    last.after = last.after[:-1]
    first.after = f"\n{first.after}"
    for one in inner.get(id(first), []):
        if one.span:
            whole = first is last and one.span == (0, mark + 1)
            one.span = (0 if whole else one.span[0] + 1, min(one.span[1] + 1, len(first.after)))
    if first is not last:
        for one in ended:
            one.span = (one.span[0], mark) if one.span else None
    return _Turned(first, ended)


def _joined(run: Sequence[_Turned]) -> Iterator[tuple[int, Draft]]:
    """Let what took the mark of a line away take the beginning of the line that follows.

    The last ones that lost their marks are empty, or nothing would have taken that of the very last: each takes its
    own beginning. Yields what was parted from a change that took words, too, by the id of that change.
    """
    staying = len(run)
    while staying and run[staying - 1].ended:
        staying -= 1
    for number, line in enumerate(run):
        goes = line.first if number >= staying else run[number + 1].first if number + 1 < len(run) else line.first
        for one in line.ended:
            if one.before == "\n":
                one.outer, one.span = goes, (0, 1)
            elif one.outer is not line.first or one.span != (0, len(line.first.after)):
                yield id(one), replace(one, outer=goes, span=(0, 1), before="\n")
                one.before = one.before.removesuffix("\n")


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
