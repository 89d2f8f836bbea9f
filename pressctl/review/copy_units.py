"""The lines of a copy as units, and where in them a change stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from pressctl.frozen import Frozen
from pressctl.model.merging import LINE_BREAK, Spot, Unit, UnitKind
from pressctl.model.revision import Change, ChangeKind, Line, Position

_PART = re.compile(r"(.*\.attribution)\.(?:name|title)$")
_AS_WRITTEN = str.maketrans({"\v": LINE_BREAK, "\f": "\n", "\t": " "})
"""A text of a release has neither pages nor tabs: words on a new page are a new paragraph."""


class NoPlace(Exception):
    """A change stands where no single text of the release does; says why."""


class Place(Frozen):
    """Where a change stands among units."""

    start: Spot
    end: Spot
    after: str
    """What it puts there."""
    owner: int
    """A unit of the text that it belongs to."""

    @property
    def last(self) -> int:
        """The last unit of which it touches words."""
        return self.end.unit - 1 if self.end.offset == 0 and self.end.unit > self.start.unit else self.end.unit

    @property
    def structural(self) -> bool:
        """Whether it adds units, takes some out, parts or joins them."""
        return "\n" in self.after or self.end.unit > self.start.unit


class CopyUnits(Frozen):
    """What a copy says, unit by unit, in reading order."""

    lines: tuple[Line, ...]
    units: tuple[Unit, ...]
    stretches: tuple[tuple[int, int, int], ...]
    """Of each unit: its line, where it begins there, and after its last character."""
    on_line: Mapping[int, tuple[int, ...]]
    """By line: the units on it."""

    @classmethod
    def of(cls, lines: Sequence[Line]) -> CopyUnits:
        """Take the units out of the lines of a copy."""
        found = list(_units(lines))
        by_line: dict[int, tuple[int, ...]] = {}
        for number, (_, (line, _, _)) in enumerate(found):
            by_line[line] = (*by_line.get(line, ()), number)
        return cls(tuple(lines), tuple(unit for unit, _ in found), tuple(each for _, each in found), by_line)

    def place_of(self, change: Change) -> Place:
        """Return where a change stands among the units.

        Raises:
            NoPlace: it stands outside of every unit, or in several texts.
        """
        after = change.after.replace("\r\n", "\n").translate(_AS_WRITTEN)
        start = self.spot(change.start, change.field)
        if change.kind is ChangeKind.ROW_INSERTION:
            place = self.row_place(change.start, after)
        elif change.kind is ChangeKind.ROW_DELETION and start is not None:
            place = Place(start, self.after_line(change.end.line), "", start.unit)
        else:
            place = self.beside_fields(change, start, after) or self.inside(change, start, after)
        return self.checked(change, place)

    def beside_fields(self, change: Change, start: Spot | None, after: str) -> Place | None:
        """Return the place of paragraphs that come or go beside a line of no text, if the change is about such ones."""
        first, last = change.start, change.end
        if not self.is_field(start):
            return None
        if self.at_line_end(first) and _begins_after_it(change):
            # From the end of such a line: the first paragraph mark is that line's, the last one the text's.
            begin = self.after_line(first.line)
            if begin.unit < len(self.units) and self.stretches[begin.unit][1] > 0:
                raise NoPlace(_outside(change))
            if first == last:
                return Place(begin, begin, after.removeprefix("\n") + "\n", begin.unit)
            if self.at_line_end(last) and last.line > first.line:
                return Place(begin, self.after_line(last.line), after, begin.unit)
        if first == last and first.offset == 0 and after.endswith("\n"):
            # Before such a line: after the text that ends there.
            begin = self.after_line(first.line - 1)
            return Place(begin, begin, after, begin.unit - 1)
        return None

    def inside(self, change: Change, start: Spot | None, after: str) -> Place:
        """Return the place of a change that begins and ends in units."""
        first, last = change.start, change.end
        if first.offset == 0 and last.line > first.line and self.is_field(start):
            # A whole line goes whose first words are the layout's, such as the dateline before the lead.
            here = (Spot(at, 0) for at in self.on_line.get(first.line, ()))
            start = next((spot for spot in here if not self.is_field(spot)), start)
        end = start if first == last else self.spot(last, change.field)
        if end is None and last.offset == 0 and last.line > first.line:
            end = self.after_line(last.line - 1)
        if start is None or end is None:
            raise NoPlace(_outside(change))
        return Place(start, end, after, start.unit)

    def spot(self, place: Position, path: str | None) -> Spot | None:
        """Return the place in the unit that it stands in, `path`'s before another one's, if it is in one."""
        here = [
            Spot(number, place.offset - start)
            for number in self.on_line.get(place.line, ())
            for _, start, end in [self.stretches[number]]
            if start <= place.offset <= end
        ]
        named = [spot for spot in here if path is not None and self.units[spot.unit].path in {path, _whole(path)}]
        return next(iter(named or here), None)

    def row_place(self, first: Position, after: str) -> Place:
        """Return where a row of a table comes in: before a row, or after the last one."""
        start = self.after_line(first.line - 1)
        owner = start.unit if start.unit < len(self.units) and self.is_cell(start.unit) else start.unit - 1
        if not self.is_cell(owner):
            raise NoPlace("the row is in no table of the release")
        return Place(start, start, after if after.endswith("\n") else f"{after}\n", owner)

    def is_cell(self, number: int) -> bool:
        """Say whether a unit is a cell of a table."""
        return 0 <= number < len(self.units) and self.units[number].kind is UnitKind.CELL

    def is_field(self, spot: Spot | None) -> bool:
        """Say whether a place is in no text: in words of the layout, or in a field of one line."""
        return spot is None or self.units[spot.unit].kind is UnitKind.FIELD

    def at_line_end(self, place: Position) -> bool:
        """Say whether a place is that before a paragraph mark."""
        return place.line < len(self.lines) and place.offset == len(self.lines[place.line].text)

    def after_line(self, number: int) -> Spot:
        """Return the place after a line's end: the beginning of the first unit that comes then."""
        return Spot(bisect_right(self.stretches, number, key=lambda each: each[0]), 0)

    def checked(self, change: Change, place: Place) -> Place:
        """Refuse a change of several texts, or of what stands between them."""
        touched = {unit.container for unit in self.units[place.start.unit : place.last + 1]}
        if not 0 <= place.owner < len(self.units):
            raise NoPlace(_outside(change))
        owner = self.units[place.owner]
        if place.start != place.end and touched != {owner.container}:
            raise NoPlace(_outside(change))
        covered = {line for line, _, _ in self.stretches[place.start.unit : place.last + 1]}
        between = set(range(change.start.line + 1, change.end.line)) - covered
        if any(number < len(self.lines) for number in between):
            raise NoPlace("it takes away what the layout sets there, or a picture")
        if owner.kind is UnitKind.FIELD and place.structural:
            raise NoPlace("it parts what is one line")
        return place


def _units(lines: Sequence[Line]) -> Iterator[tuple[Unit, tuple[int, int, int]]]:
    seen: set[str] = set()
    for number, line in enumerate(lines):
        parts: dict[str, tuple[int, int]] = {}
        for piece in line.pieces:
            path = _whole(piece.path)
            start = parts[path][0] if path in parts else piece.start
            parts[path] = (start, piece.end)
        for path, (start, end) in parts.items():
            if path not in seen:
                seen.add(path)
                yield Unit(path, line.text[start:end]), (number, start, end)


def _whole(path: str) -> str:
    """Return the unit that a piece is a part of: an attribution is one line of the source."""
    found = _PART.fullmatch(path)
    return found[1] if found else path


def _begins_after_it(change: Change) -> bool:
    return change.before.startswith("\n") or (change.start == change.end and change.after.startswith("\n"))


def _outside(change: Change) -> str:
    if change.kind is ChangeKind.FORMATTING:
        return "it formats what the layout sets"
    return "it is in words that the layout sets, or in several fields at once"
