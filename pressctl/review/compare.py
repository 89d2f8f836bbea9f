"""The returned file beside the copy, line by line: what stayed, what went, what came, with or without a trace.

Two things are told apart all the way: the text as it was before tracked changes, which must be that of the copy (where
it is not, somebody changed it without a trace), and the tracked changes themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from pressctl.frozen import Changing
from pressctl.model.revision import ChangeKind, Line, Position
from pressctl.ooxml.reading.lines import ReadLine, Revision, Stretch
from pressctl.review.differences import differences
from pressctl.review.drafts import NOBODY, Drafts, Layer
from pressctl.review.match import Group
from pressctl.review.views import Loose, Viewed, cells_of, is_before_table, run_together


class _Text(Changing):
    """The text of a group on both sides, and how far it has been gone through."""

    first: int
    """Number of the group's first line in the copy."""
    lines: tuple[str, ...]
    """Its lines in the copy."""
    steps: list[tuple[int, int, int, int]]
    """Differences: of the copy, then of the returned file; the last one is beyond both ends."""
    back: int = 0
    sent: int = 0

    def position(self, offset: int) -> Position:
        """Return the place in the copy of an offset in the joined text."""
        for number, line in enumerate(self.lines[:-1]):
            if offset <= len(line):
                return Position(self.first + number, offset)
            offset -= len(line) + 1
        return Position(self.first + len(self.lines) - 1, offset)


class Comparison:
    """Goes through the returned lines once."""

    def __init__(
        self, sent: Sequence[Line], back: Sequence[ReadLine], views: Sequence[Viewed], groups: Sequence[Group]
    ) -> None:
        """Take the lines as sent, the returned lines, those before tracked changes, and which became which.

        Args:
            sent: the copy.
            back: the returned file.
            views: the returned lines before tracked changes.
            groups: over lines of the copy and of `views`.
        """
        self.sent, self.back, self.views, self.groups = sent, back, views, groups
        self.drafts = Drafts()
        self.marks: dict[tuple[int, int], Position] = {}
        """Number and offset of returned lines → the place in the copy, of every offset that is asked for."""
        self._cursor = Position(0, 0)
        self._text: _Text | None = None
        self._units: dict[int, int] = {}

    def run(self, asked: dict[int, list[int]]) -> None:
        """Go through; `asked` are offsets of returned lines whose place in the copy is wanted, sorted."""
        of_view = {member: number for number, view in enumerate(self.views) for member in view.members}
        group_of = {theirs: number for number, group in enumerate(self.groups) for theirs in group.back}
        following = _following(self.back)
        ends_cell = _ends_inside_cells(self.back)
        done = 0
        for number, line in enumerate(self.back):
            self.drafts.go_to(line.place)
            view = of_view.get(number)
            if view is not None:
                if view not in group_of:
                    continue
                done = self._reach(group_of[view], done)
            group = self.groups[group_of[view]] if view is not None else None
            self._line(line, number, group, asked.get(number, []))
            ends_view = self.views[view].members[-1] == number if view is not None else number in ends_cell
            ends_group = ends_view and group is not None and group.back[-1] == view
            self._mark(line, group, following[number], ends_view=ends_view, ends_group=ends_group)
        self._reach(len(self.groups), done)

    # Lines -----------------------------------------------------------------------------------------------------------

    def _reach(self, wanted: int, done: int) -> int:
        """Go to a group: lines of the copy before it that have no counterpart are gone."""
        if wanted < done:
            return done
        for group in self.groups[done:wanted]:
            if not group.back:
                for ours in group.sent:
                    self._gone(ours)
        if wanted < len(self.groups) and self.groups[wanted].sent:
            group = self.groups[wanted]
            texts = tuple(self.sent[ours].text for ours in group.sent)
            after = "\n".join(self.views[theirs].text for theirs in group.back)
            steps = [(one.start, one.end, one.new_start, one.new_end) for one in differences("\n".join(texts), after)]
            end = (len("\n".join(texts)) + 1, len(after) + 1)
            self._text = _Text(group.sent[0], texts, [*steps, (end[0], end[0], end[1], end[1])])
            self._cursor = Position(group.sent[0], 0)
        else:
            self._text = None
        return wanted + 1

    def _gone(self, ours: int) -> None:
        line = self.sent[ours]
        self.drafts.keep()
        if line.text:
            self.drafts.went(f"{line.text}\n", NOBODY, Position(ours, 0), Position(ours + 1, 0))
        self._go_on(ours)

    def _line(self, line: ReadLine, number: int, group: Group | None, asked: list[int]) -> None:
        outer = list(self._line_layers(line, new=group is not None and not group.sent))
        paragraph_start = self._cursor
        begun = 0
        for stretch in line.stretches:
            cuts = [at for at in asked if begun <= at < begun + len(stretch.text)]
            for start, end in zip([begun, *cuts], [*cuts, begun + len(stretch.text)], strict=True):
                if start in cuts:
                    self.marks.setdefault((number, start), self._cursor)
                self._stretch(line, stretch, stretch.text[start - begun : end - begun], outer)
            begun += len(stretch.text)
        if self._text is not None and group is not None and not outer:
            self._silently_gone()
        self.marks.update({(number, at): self._cursor for at in asked if at >= begun})
        is_new = line.mark_inserted is not None and self._cursor == paragraph_start
        for one in line.formatted:
            if not outer and not is_new and self._cursor >= paragraph_start:
                self.drafts.formatted(one.by, one.detail, paragraph_start, self._cursor)

    def _line_layers(self, line: ReadLine, *, new: bool) -> list[Layer]:
        layers = [Layer(NOBODY)] if new else []
        for cell in reversed(list(cells_of(line))):
            if cell.row.inserted:
                layers.append(Layer(cell.row.inserted, ChangeKind.ROW_INSERTION, self._unit(cell.row)))
            if cell.inserted:
                kind = ChangeKind.CELL_INSERTION if cell.key else ChangeKind.STORY_INSERTION
                layers.append(Layer(cell.inserted, kind, self._unit(cell)))
        return _without_repeats(layers)

    def _unit(self, thing: object) -> int:
        return self._units.setdefault(id(thing), len(self._units) + 1)

    # Words -----------------------------------------------------------------------------------------------------------

    def _stretch(self, line: ReadLine, stretch: Stretch, text: str, outer: list[Layer]) -> None:
        if not text:
            return
        if outer or stretch.inserted:
            layers = _without_repeats([*outer, *(Layer(by) for by in stretch.inserted)])
            self._came(line, stretch, text, layers, whole=bool(outer))
            return
        while text:
            length, silent = self._next(len(text))
            if silent:
                self._came(line, stretch, text[:length], [Layer(NOBODY)])
            else:
                self._stayed(line, stretch, text[:length])
            text = text[length:]

    def _next(self, most: int) -> tuple[int, bool]:
        """Return how many of the next characters share their fate, and whether they came without a trace."""
        text = self._text
        if text is None:
            return most, True
        self._silently_gone()
        _, _, new_start, new_end = text.steps[0]
        if text.back < new_start:
            return min(most, new_start - text.back), False
        if text.back < new_end:
            length = min(most, new_end - text.back)
            text.back += length
            if text.back == new_end:
                text.steps.pop(0)
            return length, True
        return most, True

    def _silently_gone(self) -> None:
        """Tell what the copy has at this place and the returned file has not."""
        text = self._text
        if text is None:
            return
        start, end, new_start, new_end = text.steps[0]
        if text.back != new_start or text.sent > start or start == end:
            return
        words = "\n".join(text.lines)[start:end]
        at, to = text.position(start), text.position(end)
        self.drafts.went(words, NOBODY, at, to)
        text.sent = end
        self._cursor = to
        text.steps[0] = (end, end, new_start, new_end)
        if new_start == new_end:
            text.steps.pop(0)

    def _stayed(self, line: ReadLine, stretch: Stretch, words: str) -> None:
        text = self._text
        assert text is not None  # noqa: S101  # words of the copy stand in a group that has lines of it
        start = text.position(text.sent)
        text.sent += len(words)
        text.back += len(words)
        end = self._cursor = Position(start.line, start.offset + len(words))
        going = _going(line)
        if stretch.deleted and (going is None or going[1].author != stretch.deleted.author):
            self.drafts.went(words, stretch.deleted, start, end)
        else:
            self.drafts.keep()
        if stretch.formatted and not stretch.deleted:
            self.drafts.formatted(stretch.formatted, stretch.detail, start, end)

    def _came(self, line: ReadLine, stretch: Stretch, words: str, layers: list[Layer], *, whole: bool = False) -> None:
        """Tell of words that came; `whole` when the line, or its row, came with them."""
        draft = self.drafts.came(words, layers, self._cursor)
        going = _going(line) if whole else None
        if going is not None:
            kind, by, unit = going
            self.drafts.took_lines_inside(kind, by, self._unit(unit), draft, words)
        if stretch.deleted and (going is None or going[1].author != stretch.deleted.author):
            self.drafts.went_inside(words, stretch.deleted, draft)
        elif stretch.formatted and stretch.formatted.author != layers[-1].by.author:
            self.drafts.formatted_inside(stretch.formatted, stretch.detail, draft, len(words))

    # Paragraph marks -------------------------------------------------------------------------------------------------

    def _mark(
        self, line: ReadLine, group: Group | None, follows: _Follows, *, ends_view: bool, ends_group: bool
    ) -> None:
        """Tell what became of a paragraph mark.

        Args:
            line: the line that it ends.
            group: where the line has its counterpart in the copy.
            follows: what follows it.
            ends_view: it stands before tracked changes, too, even if it is said to be inserted.
            ends_group: it is the mark of the last line of the group.
        """
        layers = self._line_layers(line, new=group is not None and not group.sent)
        whole = bool(layers)
        if line.mark_inserted and not ends_view:
            layers = _without_repeats([*layers, Layer(line.mark_inserted)])
        if layers or group is None:
            self._mark_came(line, layers or [Layer(NOBODY)], follows, whole=whole)
        else:
            self._mark_stayed(line, goes=follows is not _Follows.NOTHING, last=ends_group)

    def _mark_came(self, line: ReadLine, layers: list[Layer], follows: _Follows, *, whole: bool) -> None:
        draft = self.drafts.came("\n", layers, self._cursor)
        going = _going(line) if whole else None
        if going is not None:
            kind, by, unit = going
            self.drafts.took_lines_inside(kind, by, self._unit(unit), draft, "\n")
        elif line.mark_deleted and follows in {_Follows.LINE, _Follows.EMPTY, _Follows.TABLE}:
            self.drafts.went_inside("\n", line.mark_deleted, draft)
            draft.runs_on = follows is _Follows.TABLE

    def _mark_stayed(self, line: ReadLine, *, goes: bool, last: bool) -> None:
        text = self._text
        assert text is not None  # noqa: S101  # as in `_stayed`
        if last:
            self._silently_gone()
            here = Position(text.first + len(text.lines) - 1, len(text.lines[-1]))
        else:
            _, silent = self._next(1)
            if silent:
                self.drafts.came("\n", [Layer(NOBODY)], self._cursor)
                return
            here = text.position(text.sent)
            text.sent += 1
            text.back += 1
        after = Position(here.line + 1, 0)
        going = _going(line)
        if going is not None:
            kind, by, unit = going
            self.drafts.took_lines(kind, by, self._unit(unit), here, self.sent[here.line].text)
            self.drafts.keep()
        elif line.mark_deleted and goes:
            self.drafts.went("\n", line.mark_deleted, here, after)
        else:
            self.drafts.keep()
        self._go_on(here.line)

    def _go_on(self, ours: int) -> None:
        """Go to the next line of the copy; no change reaches from one cell or story into the next."""
        self._cursor = Position(ours + 1, 0)
        here, following = self.sent[ours], self.sent[ours + 1] if ours + 1 < len(self.sent) else None
        if following is None or (here.story, here.cell) != (following.story, following.cell):
            self.drafts.keep()


class _Follows(Enum):
    """What follows a line of the returned file."""

    LINE = 1
    """A line of the same place, which it could join."""
    ROOM = 2
    """None, but the place could do without this line if it were empty."""
    EMPTY = 3
    """None, and the line is empty but for what went."""
    TABLE = 4
    """Nothing but tables that go, and then a line that it could join."""
    NOTHING = 5


def _following(lines: Sequence[ReadLine]) -> list[_Follows]:
    """Return what follows each line."""
    found = []
    stands_behind, reaches_beyond = _reaching(lines), _reaching(lines[::-1])[::-1]
    first, emptied = 0, True
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else None
        if before is None or before.place != line.place or not before.mark_deleted:
            first, emptied = number, True
        emptied &= all(stretch.deleted for stretch in line.stretches)
        behind = stands_behind[first]
        after = lines[number + 1] if number + 1 < len(lines) else None
        table = is_before_table(_loose(line), _loose(after) if after else None)
        if after is not None and after.place == line.place:
            found.append(_Follows.LINE)
        elif not (behind or table):
            found.append(_Follows.NOTHING)
        elif emptied:
            found.append(_Follows.EMPTY)
        else:
            found.append(_Follows.TABLE if table and reaches_beyond[number] else _Follows.ROOM)
    return found


def _reaching(lines: Sequence[ReadLine]) -> list[bool]:
    """Say of each line whether between it and the one before it in its place stands nothing but what goes with tables.

    Of lines told backwards: whether it reaches the next of its place.
    """
    found = []
    last: dict[tuple[str, str], int] = {}
    staying = -1
    for number, line in enumerate(lines):
        found.append(last.get(line.place, -1) >= max(staying, 0))
        last[line.place] = number
        if _going(line) is None:
            staying = number
    return found


def _ends_inside_cells(lines: Sequence[ReadLine]) -> frozenset[int]:
    """Return the lines in cells that came, whose marks came with the cell whoever is said to have inserted them."""
    came = [number for number, line in enumerate(lines) if _brought_by(line)]
    loose = []
    for number in came:
        line, by = lines[number], _brought_by(lines[number])
        text = "".join(each.text for each in line.stretches if all(one.author == by for one in each.inserted))
        mark_goes = line.mark_inserted is not None and line.mark_inserted.author != by
        loose.append(Loose(text, *line.place, mark_goes=mark_goes))
    return frozenset(came[members[-1]] for members, _ in run_together(loose))


def _brought_by(line: ReadLine) -> str | None:
    """Return who inserted the innermost row or cell that came with a line."""
    return next((by.author for cell in cells_of(line) for by in (cell.inserted, cell.row.inserted) if by), None)


def _loose(line: ReadLine) -> Loose:
    return Loose("", *line.place, mark_goes=True)


def _going(line: ReadLine) -> tuple[ChangeKind, Revision, object] | None:
    """Return the row or cell that takes a line with it, the outermost one."""
    for cell in reversed(list(cells_of(line))):
        if cell.row.deleted:
            return ChangeKind.ROW_DELETION, cell.row.deleted, cell.row
        if cell.deleted:
            return ChangeKind.CELL_DELETION if cell.key else ChangeKind.STORY_DELETION, cell.deleted, cell
    return None


def _without_repeats(layers: list[Layer]) -> list[Layer]:
    """Return the layers without those by which somebody inserts into what is his own."""
    kept: list[Layer] = []
    for layer in layers:
        if kept and kept[-1].by.author == layer.by.author and (kept[-1].by is NOBODY) == (layer.by is NOBODY):
            continue
        kept.append(layer)
    return kept
