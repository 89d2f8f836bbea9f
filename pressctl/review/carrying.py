"""A change of a copy, carried onto today's units: the place that it has there, or why it has none.

Today's text may have moved on. A change is carried where the words around it are still those of the copy; where they
are not, both sides are told. Nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pressctl.frozen import Frozen, replace
from pressctl.model.merging import Edit, Spot, Standing, Unit
from pressctl.model.revision import Change, ChangeKind
from pressctl.review.alignment import aligned
from pressctl.review.copy_units import CopyUnits, NoPlace, Place
from pressctl.review.wording import Hunk, hunks, lies_between, trimmed

GONE = "its place is gone from today's text"


class Carried(Frozen):
    """What a change means for today's text."""

    standing: Standing
    edit: Edit | None = None
    today: str = ""
    why: str = ""


class _Region(Frozen):
    """Whole units of the copy and those that they are today."""

    first: int
    """First unit of the copy."""
    now: int
    """First unit of today."""
    before: str
    after: str
    """The copy's words, and today's; each unit ends in a new line."""


class Carriage(Frozen):
    """The way from one copy to today's text."""

    copy: CopyUnits
    today: tuple[Unit, ...]
    pairs: Mapping[int, int]
    """Unit of the copy → the one that it is today."""
    ours: Mapping[str, Sequence[int]]
    """By text: its units in the copy."""
    theirs: Mapping[str, Sequence[int]]
    """By text: its units today."""

    @classmethod
    def between(cls, copy: CopyUnits, today: Sequence[Unit]) -> Carriage:
        """Find which unit of a copy is which of today's."""
        return cls(copy, tuple(today), aligned(copy.units, today), _by_text(copy.units), _by_text(today))

    def carry(self, change: Change) -> Carried:
        """Return what a change means for today's text."""
        try:
            place = self.copy.place_of(change)
        except NoPlace as error:
            return Carried(Standing.BY_HAND, why=str(error))
        region = self.region(place)
        held = next((unit.by_hand for unit in self.today_of(region) if unit.by_hand), None) if region else GONE
        if region is None or held is not None:
            return Carried(Standing.BY_HAND, why=held or GONE)
        if change.kind is ChangeKind.FORMATTING:
            return self.formatted(region, place, change.detail)
        carried = self.settled(place, self.reworded(region, place))
        if carried.edit is not None:
            carried = replace(carried, edit=replace(carried.edit, order=change.number))
        if change.kind is ChangeKind.ROW_INSERTION and carried.edit is not None:
            return replace(carried, edit=replace(carried.edit, row=True))
        return carried

    def settled(self, place: Place, carried: Carried) -> Carried:
        """Look around where a unit is not what it was: its words may be in another one today, or gone with it."""
        if carried.standing is not Standing.DIFFERS or place.structural:
            return carried
        around = self.region(place, widely=True)
        if around is not None and self.reworded(around, place).standing is Standing.ALREADY:
            return Carried(Standing.ALREADY)
        return carried if place.start.unit in self.pairs else Carried(Standing.BY_HAND, why=GONE)

    # Regions ---------------------------------------------------------------------------------------------------

    def region(self, place: Place, *, widely: bool = False) -> _Region | None:
        """Return the units around a change and what they are today; one more on both sides where units change."""
        container = self.copy.units[place.owner].container
        inside, theirs = self.ours[container], self.theirs.get(container, ())
        first, last = max(place.start.unit, inside[0]), min(place.last, inside[-1])
        first, last = min(first, last), max(first, last)
        own = self.pairs.get(first)
        if not (place.structural or widely) and own is not None:
            return self.between_units((first, last), (own, own))
        if not theirs:
            return None
        before = next((number for number in range(first - 1, inside[0] - 1, -1) if number in self.pairs), None)
        after = next((number for number in range(last + 1, inside[-1] + 1) if number in self.pairs), None)
        low = theirs[0] if before is None else self.pairs[before]
        high = theirs[-1] if after is None else self.pairs[after]
        return self.between_units(
            (inside[0] if before is None else before, inside[-1] if after is None else after), (low, high)
        )

    def between_units(self, copy: tuple[int, int], today: tuple[int, int]) -> _Region | None:
        """Return the region from unit to unit, both included; nothing where their order has changed."""
        if today[0] > today[1]:
            return None
        before = "".join(unit.text + "\n" for unit in self.copy.units[copy[0] : copy[1] + 1])
        after = "".join(unit.text + "\n" for unit in self.today[today[0] : today[1] + 1])
        return _Region(copy[0], today[0], before, after)

    def today_of(self, region: _Region) -> tuple[Unit, ...]:
        """Return today's units of a region."""
        return self.today[region.now : region.now + region.after.count("\n")]

    def flat(self, region: _Region, spot: Spot) -> int:
        """Return where a place of the copy stands in the region's words."""
        return sum(len(unit.text) + 1 for unit in self.copy.units[region.first : spot.unit]) + spot.offset

    def spot(self, region: _Region, at: int) -> Spot:
        """Return where a place in the region's words of today stands."""
        number = region.after.count("\n", 0, at)
        return Spot(region.now + number, at - (region.after.rfind("\n", 0, at) + 1))

    # Carrying --------------------------------------------------------------------------------------------------

    def reworded(self, region: _Region, place: Place) -> Carried:
        """Carry other words."""
        first, last, put = self.flat(region, place.start), self.flat(region, place.end), place.after
        before, now = region.before, region.after
        if before == now:
            return Carried(Standing.OPEN, self.edit(region, first, last, put))
        if lies_between(before, before[:first] + put + before[last:], now):
            return Carried(Standing.ALREADY)
        shift, low, high, now_low, now_high = 0, first, last, None, None
        for hunk in hunks(before, now):
            old_start, old_end, new_start, new_end = hunk
            if old_end <= first and not _touches_start(before, now, hunk, first):
                shift = new_end - old_end
            elif old_start >= last and not _touches_end(before, now, hunk, last, put):
                break
            else:
                if now_low is None:
                    low, now_low = min(first, old_start), new_start - max(0, old_start - first)
                high, now_high = max(last, old_end), new_end + max(0, last - old_end)
        if now_low is None or now_high is None:
            return Carried(Standing.OPEN, self.edit(region, first + shift, last + shift, put))
        theirs = before[low:first] + put + before[last:high]
        today = now[now_low:now_high]
        if today == theirs:
            return Carried(Standing.ALREADY)
        return Carried(Standing.DIFFERS, self.edit(region, now_low, now_high, theirs), today)

    def formatted(self, region: _Region, place: Place, detail: str) -> Carried:
        """Carry emphasis to the same words, if they stand there unchanged."""
        first, last, shift = self.flat(region, place.start), self.flat(region, place.end), 0
        for old_start, old_end, _, new_end in hunks(region.before, region.after):
            if old_end <= first:
                shift = new_end - old_end
            elif old_start < last:
                return Carried(Standing.BY_HAND, why="today's text has other words there")
        edit = self.edit(region, first + shift, last + shift, "")
        return Carried(Standing.OPEN, Edit(edit.container, edit.start, edit.end, "", formatting=detail or "style"))

    def edit(self, region: _Region, start: int, end: int, after: str) -> Edit:
        """Return an edit of the region's words of today, as small as it can be."""
        container = self.today[region.now].container
        before = region.after[start:end]
        front, back = trimmed(before, after) if before and after else (0, 0)
        start, end, after = start + front, end - back, after[front : len(after) - back]
        text = region.after
        follows = not (after.endswith("\n") and (start == 0 or text[start - 1] == "\n"))
        # Whole units are added before one and taken out with the end that is theirs.
        while after.startswith("\n") and start == end and text[start : start + 1] == "\n":
            start, end, after = start + 1, end + 1, after[1:] + "\n"
            if after == "\n":
                break
        if not after and text[start:end].startswith("\n") and text[end : end + 1] == "\n":
            start, end = start + 1, end + 1
        return Edit(container, self.spot(region, start), self.spot(region, end), after, after_previous=follows)


def _by_text(units: Sequence[Unit]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, unit in enumerate(units):
        found.setdefault(unit.container, []).append(number)
    return found


def _touches_start(before: str, now: str, hunk: Hunk, at: int) -> bool:
    """Say whether what was changed since ends where a change begins; what ends with a unit is another unit's."""
    said = now[hunk[2] : hunk[3]] or before[hunk[0] : hunk[1]]
    return hunk[1] == at and not said.endswith("\n")


def _touches_end(before: str, now: str, hunk: Hunk, at: int, put: str) -> bool:
    """Say whether what was changed since begins where a change ends; what begins with a unit is another unit's."""
    said = now[hunk[2] : hunk[3]] or before[hunk[0] : hunk[1]]
    return hunk[0] == at and not (said.startswith("\n") and "\n" not in put)
