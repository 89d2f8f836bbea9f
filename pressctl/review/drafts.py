"""Changes in the making: what follows each other and belongs to one person becomes one change.

`Drafts` is told, in reading order of the returned file, what stays, what went and what came, and where in the copy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from pressctl.frozen import Changing, Frozen, replace
from pressctl.model.revision import ChangeKind, Position
from pressctl.ooxml.reading.lines import Revision

NOBODY = Revision("", "")
"""Whoever changed something without a trace."""


class Layer(Frozen):
    """One insertion around a place: whose it is, and whether it is a row or a cell."""

    by: Revision
    kind: ChangeKind = ChangeKind.INSERTION
    unit: int = 0
    """Tells one row or cell from the next."""

    def continues(self, other: Layer) -> bool:
        """Say whether what follows belongs to the same insertion."""
        return (self.by.author, self.by.moved, self.kind, self.unit, self.by is NOBODY) == (
            other.by.author, other.by.moved, other.kind, other.unit, other.by is NOBODY
        )  # fmt: skip


class Draft(Changing, eq=False):
    """A change in the making."""

    layer: Layer
    start: Position
    end: Position
    place: tuple[str, str]
    """Story and cell of the line of the returned file where it begins."""
    before: str = ""
    after: str = ""
    outer: Draft | None = None
    span: tuple[int, int] | None = None
    detail: str = ""
    pair: Draft | None = None
    runs_on: bool = False
    """Whether the mark at its end went, too, before a table: it runs on into what is behind, should the table go."""
    last: str = ""
    """Whether words came or went last: `+` or `-`."""

    @property
    def by(self) -> Revision:
        """Whose it is."""
        return self.layer.by

    @property
    def tracked(self) -> bool:
        """Say whether a word processor noted it."""
        return self.by is not NOBODY

    @property
    def kind(self) -> ChangeKind:
        """What it is, told by what it takes away and what it puts there."""
        if self.layer.kind is not ChangeKind.INSERTION:
            return self.layer.kind
        if self.by.moved is not None or self.pair is not None:
            return ChangeKind.MOVE
        if self.before and self.after:
            return ChangeKind.REPLACEMENT
        if self.before:
            return ChangeKind.JOIN if self.before == "\n" and self.start.offset else ChangeKind.DELETION
        return ChangeKind.SPLIT if self.after == "\n" and self.start.offset else ChangeKind.INSERTION

    def takes(self, layer: Layer, what: str) -> bool:
        """Say whether more of the same follows: a whole line that went is not one with a line that came."""
        if not self.layer.continues(layer):
            return False
        return what == self.last or not (self.after if self.last == "+" else self.before).endswith("\n")


class Drafts:
    """All changes in the making, in reading order of the returned file."""

    def __init__(self) -> None:
        """Begin in the body."""
        self.made: list[Draft] = []
        self.place: tuple[str, str] = ("body", "")
        """Where in the returned file the reading is."""
        self._open: list[Draft] = []
        """The change that the last words belong to, and those inside it."""
        self._host: Draft | None = None
        """Whose words the open change interrupted."""
        self._units: dict[tuple[ChangeKind, int, int], Draft] = {}
        """Rows and cells that went; each by itself in the copy and in every insertion of which it takes words."""

    def keep(self) -> None:
        """Words stay: what follows begins a new change."""
        self._open, self._host = [], None

    def go_to(self, place: tuple[str, str]) -> None:
        """Read on in another story or cell: a change ends there, but for a row that came."""
        if place != self.place and self._open and self._open[0].layer.kind is ChangeKind.INSERTION:
            self.keep()
        self.place = place

    def came(self, text: str, layers: Sequence[Layer], at: Position) -> Draft:
        """Words came; return the innermost insertion that they belong to."""
        # A mark ends a line that may be nothing but another's words: it is a change of its own.
        if text != "\n" and len(layers) == 1 and (inner := self._replaced_inside(layers[0])) is not None:
            inner.after += text
            return inner
        self._interrupt(layers[0])
        del self._open[len(layers) :]
        for depth, layer in enumerate(layers):
            if depth < len(self._open) and self._open[depth].takes(layer, "+"):
                continue
            del self._open[depth:]
            outer = self._open[depth - 1] if depth else None
            self._open.append(self._new(layer, at, at, outer, self._after(outer)))
        here = self._open[-1]
        here.after += text
        here.last = "+"
        return here

    def _replaced_inside(self, layer: Layer) -> Draft | None:
        """Return what somebody took away just before, inside another's words: what is put there belongs to it."""
        last = self.made[-1] if self.made else None
        if last is None or not self._open or last.outer is not self._open[0] or last.span is None:
            return None
        if self._open[0].layer.continues(layer) or last.place != self.place:
            return None
        ends = last.span[1] == len(self._open[0].after) and last.span[0] < last.span[1]
        return last if ends and last.layer.kind is ChangeKind.INSERTION and last.layer.continues(layer) else None

    def _interrupt(self, layer: Layer) -> None:
        """See to words in the middle of another's: when those go on, what came in between came inside them."""
        if not self._open or self._open[0].layer.continues(layer):
            return
        here, host = self._open[0], self._host
        if host is None or not host.layer.continues(layer) or here.before or here.start != host.end:
            plain = here.layer.kind is ChangeKind.INSERTION and here.after and here.last == "+"
            self._host = here if plain else None
            return
        here.outer, here.span = host, (len(host.after), len(host.after))
        self._open, self._host = [host], None

    def went(self, text: str, by: Revision, start: Position, end: Position) -> None:
        """Words of the copy went."""
        layer = Layer(by)
        self._host = None
        del self._open[1:]
        if not self._open or not self._open[0].takes(layer, "-") or self._open[0].end != start:
            self._open = [self._new(layer, start, end, None, None)]
        here = self._open[0]
        here.before += text
        here.end = end
        here.last = "-"

    def went_inside(self, text: str, by: Revision, outer: Draft) -> None:
        """Words went that `outer` had put there: its last ones."""
        begin = len(outer.after) - len(text)
        last = self.made[-1]
        if last.outer is outer and last.layer.continues(Layer(by)) and last.span and last.span[1] == begin:
            last.before += text
            last.span = (last.span[0], begin + len(text))
            return
        draft = self._new(Layer(by), outer.start, outer.start, outer, (begin, begin + len(text)))
        draft.before = text

    def formatted(self, by: Revision, detail: str, start: Position, end: Position) -> None:
        """Words of the copy stay and look otherwise."""
        layer = Layer(by, ChangeKind.FORMATTING)
        for last in reversed(self.made):
            if last.layer.continues(layer) and last.detail == detail and last.end == start:
                last.end = end
                return
            if last.end < start:
                break
        draft = self._new(layer, start, end, None, None)
        draft.detail = detail

    def formatted_inside(self, by: Revision, detail: str, outer: Draft, length: int) -> None:
        """Words that `outer` had put there, its last ones, look otherwise."""
        span = (len(outer.after) - length, len(outer.after))
        self._new(Layer(by, ChangeKind.FORMATTING), outer.start, outer.start, outer, span).detail = detail

    def took_lines(self, kind: ChangeKind, by: Revision, unit: int, end: Position, text: str) -> None:
        """A line of the copy went with its row or cell; it ends at `end`."""
        start = Position(end.line, 0)
        last = self._units.get((kind, unit, 0))
        if last is None:
            last = self._units[kind, unit, 0] = self._new(Layer(by, kind, unit), start, end, None, None)
            last.before = text
        else:
            last.before += f"\n{text}"
            last.end = end

    def took_lines_inside(self, kind: ChangeKind, by: Revision, unit: int, outer: Draft, text: str) -> None:
        """A row or cell went that `outer` had put there."""
        begin = len(outer.after) - len(text)
        last = self._units.get((kind, unit, id(outer)))
        if last is None:
            last = self._units[kind, unit, id(outer)] = self._new(
                Layer(by, kind, unit), outer.start, outer.start, outer, (begin, begin)
            )
        last.before += text
        last.span = ((last.span or (begin, 0))[0], len(outer.after))

    def _new(
        self, layer: Layer, start: Position, end: Position, outer: Draft | None, span: tuple[int, int] | None
    ) -> Draft:
        draft = Draft(layer, start, end, self.place, outer=outer, span=span)
        self.made.append(draft)
        return draft

    @staticmethod
    def _after(outer: Draft | None) -> tuple[int, int] | None:
        return (len(outer.after), len(outer.after)) if outer else None


def without_idle(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the changes without those that put back the very words they took away, as search and replace can."""
    hosts = {id(draft.outer) for draft in drafts}
    return [draft for draft in drafts if not draft.before or draft.before != draft.after or id(draft) in hosts]


def without_hollow(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the changes without insertions that hold nothing but what others put there: theirs stand by themselves."""
    hollow: dict[int, Draft] = {}
    kept = []
    for draft in drafts:
        if draft.outer is not None and id(draft.outer) in hollow:
            host = hollow[id(draft.outer)]
            draft.outer, draft.span, draft.start, draft.end = host.outer, host.span, host.start, host.end
        if draft.layer.kind is ChangeKind.INSERTION and not (draft.before or draft.after or draft.pair):
            hollow[id(draft)] = draft
        else:
            kept.append(draft)
    return kept


def line_by_line(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Yield the changes, those of several whole lines in one for each line: each can be taken or left."""
    inner: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.outer is not None:
            inner.setdefault(id(draft.outer), []).append(draft)
    for draft in drafts:
        yield from _lines_of(draft, inner.get(id(draft), []))


def _lines_of(draft: Draft, inner: Sequence[Draft]) -> Iterator[Draft]:
    """Yield each whole line of a change that begins at the start of a line, and what is left."""
    lines = _whole_lines(draft.before or draft.after)
    ends = list(accumulate(len(line) for line in lines))
    if (
        draft.layer.kind is not ChangeKind.INSERTION
        or draft.start.offset
        or draft.outer is not None
        or (draft.before and draft.after)
        or len(lines) < 2
        or any(_crosses(one, ends) for one in inner)
    ):
        yield draft
        return
    number = draft.start.line
    for line, begin, end in zip(lines, [0, *ends], ends, strict=False):
        if draft.before:
            last = Position(number + 1, 0) if line.endswith("\n") else draft.end
            yield replace(draft, start=Position(number, 0), end=last, before=line)
            number += 1
            continue
        part = replace(draft, after=line)
        for one in inner:
            behind = one.span == (end, end) and end < ends[-1]  # what was put there begins the next line
            if one.span and begin <= one.span[0] and one.span[1] <= end and one.outer is draft and not behind:
                one.outer, one.span = part, (one.span[0] - begin, one.span[1] - begin)
        yield part


def _crosses(inner: Draft, ends: Sequence[int]) -> bool:
    return inner.span is not None and any(inner.span[0] < end < inner.span[1] for end in ends)


def _whole_lines(text: str) -> list[str]:
    parts = [f"{part}\n" for part in text.split("\n")]
    parts[-1] = parts[-1][:-1]
    return [part for part in parts if part]
