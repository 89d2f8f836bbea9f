"""The copy with some of its changes accepted: a function of lines and decisions alone (ADR 0019)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from pressctl.frozen import Changing, field
from pressctl.model.revision import Change, ChangeKind, Line, Position, Review
from pressctl.review.views import Loose, run_together

_TAKING_LINES = (ChangeKind.ROW_DELETION, ChangeKind.CELL_DELETION, ChangeKind.STORY_DELETION)
_BRINGING_LINES = (ChangeKind.ROW_INSERTION, ChangeKind.CELL_INSERTION, ChangeKind.STORY_INSERTION)


def decide(review: Review, accepted: Collection[int]) -> tuple[Line, ...]:
    """Return the lines with the changes of these numbers accepted and all others rejected.

    A change inside an insertion that is not accepted has nothing to stand in and comes to nothing. Lines that are as
    they were keep their pieces; others have none, for their words have moved.
    """
    return _Decision(review, frozenset(accepted)).lines()


class _Open(Changing):
    """A line in the making."""

    story: str
    cell: str
    source: int | None = None
    text: list[str] = field(default_factory=list)
    mark_goes: bool = False


class _Decision:
    def __init__(self, review: Review, accepted: frozenset[int]) -> None:
        self._lines = review.lines
        self._inner: dict[int, list[Change]] = {}
        top = []
        for change in review.changes:
            if change.number not in accepted or change.kind is ChangeKind.FORMATTING:
                continue
            if change.within is None:
                top.append(change)
            else:
                self._inner.setdefault(change.within, []).append(change)
        self._taken = {
            number
            for change in top
            if change.kind in _TAKING_LINES
            for number in range(change.start.line, change.end.line + 1)
        }
        self._taken_cells = {_place(self._lines[number]) for number in self._taken if number < len(self._lines)}
        self._gone: dict[int, list[tuple[Position, Position]]] = {}
        spans = ((one.start, one.end) for one in top if one.end > one.start and one.kind not in _TAKING_LINES)
        for span in _merged(spans):
            for number in range(span[0].line, span[1].line + 1):
                self._gone.setdefault(number, []).append(span)
        self._mark_goes_by = {
            number: change.number
            for change in top
            if change.kind not in _TAKING_LINES
            for number in range(change.start.line, change.end.line)
        }
        self._coming: dict[int, list[Change]] = {}
        for change in sorted(top, key=lambda one: (one.start, one.number)):
            if self._brings(change):
                self._coming.setdefault(change.start.line, []).append(change)
        self._made: list[_Open] = []
        self._new_cells = 0

    def lines(self) -> tuple[Line, ...]:
        """Return the lines."""
        for number, line in enumerate(self._lines):
            self._line(number, line)
        if len(self._lines) in self._coming:
            last = self._lines[-1] if self._lines else Line(None, "")
            self._begin(last.story, last.cell, None)
            for change in self._coming[len(self._lines)]:
                self._put(change)
            if not self._made[-1].text:
                self._made.pop()
        return tuple(self._joined())

    def _line(self, number: int, line: Line) -> None:
        coming = self._coming.get(number, [])
        beside = max((at for at, change in enumerate(coming, 1) if change.cell is not None), default=0)
        self._put_before(line, coming[:beside])
        coming = coming[beside:]
        if number in self._taken:
            self._put_before(line, [change for change in coming if _brings_lines(change)])
            return
        self._begin(line.story, line.cell, number)
        at = 0
        spans = [_on_line(one, number, len(line.text)) for one in self._gone.get(number, [])]
        behind = None
        for change in coming:
            self._keep(line.text, at, change.start.offset, spans)
            at = change.start.offset
            later = change.number > self._mark_goes_by.get(number, change.number)
            if later and at == len(line.text) and behind is None and change.kind not in _BRINGING_LINES:
                behind = len(self._made)
            self._put(change)
        self._keep(line.text, at, len(line.text), spans)
        if not any(end > len(line.text) for _, end in spans):
            return
        ends = number + 1 == len(self._lines) or _place(self._lines[number + 1]) != _place(line)
        if ends and behind is not None and behind < len(self._made):
            self._made[
                behind - 1
            ].mark_goes = True  # lines came behind: the last one's mark stands for the one that went
        else:
            self._made[-1].mark_goes = True

    def _put_before(self, line: Line, coming: Sequence[Change]) -> None:
        """Put in lines that came before a table, or rows and cells that came before one that goes."""
        beside = next((change.cell for change in coming if change.cell is not None), None)
        if beside is not None and (line.story, beside) in self._taken_cells:
            coming, beside = [change for change in coming if _brings_lines(change)], None
        cell = line.cell if beside is None else beside
        for _, changes in groupby(coming, key=_brings_lines):
            self._begin(line.story, cell, None)
            for change in changes:
                self._put(change)
            if self._made[-1].text:
                self._made[-1].mark_goes = True
            else:
                self._made.pop()

    def _begin(self, story: str, cell: str, source: int | None) -> None:
        self._made.append(_Open(story, cell, source))

    def _keep(self, text: str, start: int, end: int, gone: Sequence[tuple[int, int]]) -> None:
        for low, high in gone:
            if low < end and start < high:
                self._made[-1].text.append(text[start : max(start, low)])
                start = min(end, high)
        self._made[-1].text.append(text[start:end])

    def _put(self, change: Change) -> None:
        """Put in what came; a paragraph mark in it begins a new line, in a cell of its own if a row or cell came."""
        here = self._made[-1]
        story, cell, source = here.story, here.cell, here.source
        new = change.kind in _BRINGING_LINES
        for part in self._came(change):
            if part != "\n":
                self._made[-1].text.append(part)
                continue
            if new:
                self._new_cells += 1
                self._made[-1].cell = f"{cell}.new {self._new_cells}" if cell else f"new {self._new_cells}"
            self._made[-1].source = None
            self._begin(story, cell, source)

    def _brings(self, change: Change) -> bool:
        """Say whether words come with it: its own, or those that others put into it."""
        return bool(change.after) or change.number in self._inner

    def _came(self, change: Change) -> Iterator[str]:
        """Yield the words of an insertion as they are with what is accepted inside it; marks by themselves."""
        inner = self._inner.get(change.number, [])
        removed = sorted(one.span for one in inner if one.span and one.span[1] > one.span[0])
        put = sorted((one.span[0], one.number, one) for one in inner if one.span and self._brings(one))
        cuts = sorted({0, len(change.after), *(place for span in removed for place in span), *(one[0] for one in put)})
        for start, end in zip(cuts, [*cuts[1:], None], strict=True):
            for place, _, one in put:
                if place == start:
                    yield from self._came(one)
            if end is not None and not any(low <= start and end <= high for low, high in removed):
                yield from _parts(change.after[start:end])

    def _joined(self) -> Iterator[Line]:
        loose = [Loose("".join(one.text), one.story, one.cell, mark_goes=one.mark_goes) for one in self._made]
        for members, (story, cell) in run_together(loose):
            text = "".join(loose[member].text for member in members)
            source = self._made[members[-1]].source
            old = self._lines[source] if source is not None else None
            if old is not None and len(members) == 1 and old.text == text:
                yield old
            else:
                yield Line(old.anchor if old else None, text, (), story, cell)


def _brings_lines(change: Change) -> bool:
    return change.kind in _BRINGING_LINES and change.start.offset == 0


def _place(line: Line) -> tuple[str, str]:
    return line.story, line.cell


def _parts(text: str) -> Iterator[str]:
    for number, part in enumerate(text.split("\n")):
        if number:
            yield "\n"
        if part:
            yield part


def _merged(spans: Iterator[tuple[Position, Position]]) -> list[tuple[Position, Position]]:
    merged: list[tuple[Position, Position]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _on_line(span: tuple[Position, Position], number: int, length: int) -> tuple[int, int]:
    """Return which code points of a line a span takes away; one more than there are where the mark goes, too."""
    start, end = span
    return (start.offset if start.line == number else 0), (end.offset if end.line == number else length + 1)
