"""Where a list's header stands: below a title, in one row or in two, or nowhere.

Lists that people keep begin with a title, empty rows, a merged row of groups. Everything above the header is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pressctl.frozen import Frozen, field
from pressctl.store.lists.base import ForeignTable, Loss, LossKind, Mark, Row
from pressctl.store.lists.vocabulary import heading_meaning

_LOOKED_AT = 40
"""Rows with anything in them among which the header is looked for."""


class GridRow(Frozen):
    """One row of a sheet, before anybody knows what it is."""

    number: int
    cells: tuple[str, ...]
    fault: str | None = None
    marks: Mapping[int, Mark] = field(default_factory=dict)

    @property
    def filled(self) -> tuple[int, ...]:
        """The places of the cells that hold something."""
        return tuple(place for place, cell in enumerate(self.cells) if cell.strip())


class _Header(Frozen):
    names: tuple[str, ...]
    first: int
    last: int
    """Places in the rows looked at; -1 where there is none."""


def table_of(
    name: str, grid: Sequence[GridRow], read_as: Sequence[str], losses: Sequence[Loss] = (), *, parted: bool = False
) -> ForeignTable:
    """Find the header in a grid and return the table below it.

    Args:
        name: of the file.
        grid: its rows in order; blank ones may be missing.
        read_as: what was assumed so far.
        losses: what was lost so far.
        parted: whether delimiters part the cells, so that one inside a cell moves those behind it.
    """
    rows = [row for row in grid if row.fault or any(cell.strip() for cell in row.cells)]
    width = max((max(row.filled, default=-1) + 1 for row in rows), default=0)
    header = _header(rows[:_LOOKED_AT], width)
    names = _each_once(header.names, width)
    below = rows[header.last + 1 :]
    kept = [place for place in range(width) if _is_used(place, header.names, below)]
    said = [*read_as, *_said(header, rows)]
    return ForeignTable(
        name,
        tuple(names[place] for place in kept),
        tuple(_narrowed(row, kept) for row in below),
        tuple(said),
        (
            *losses,
            *_above(rows[: header.first] if header.last >= 0 else []),
            *(_surplus(rows[header.first : header.last + 1], below) if parted and header.last >= 0 else ()),
        ),
    )


def _surplus(header: Sequence[GridRow], rows: Sequence[GridRow]) -> Iterator[Loss]:
    """Yield the rows with more cells than the header, unless most have them: that is a column without a heading."""
    width = max(len(row.cells) for row in header)
    found = [row for row in rows if row.filled and row.filled[-1] >= width]
    if 2 * len(found) > len(rows):
        return
    for row in found:
        said = f"{row.filled[-1] + 1} cells under {width} headings: a delimiter inside a cell moves those behind it"
        yield Loss(LossKind.SURPLUS, said, row=row.number)


def column_letter(place: int) -> str:
    """Return `A` for 0, `AA` for 26, as spreadsheets name columns."""
    letters = ""
    number = place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _header(rows: Sequence[GridRow], width: int) -> _Header:
    data = next((place for place, row in enumerate(rows) if any("@" in cell for cell in row.cells)), len(rows))
    # A heading such as "E-mail (name@domain)" would hold an @: the vocabulary decides before the sign does.
    candidates = rows[: max(data, 1)]
    hits = [_known(row.cells) for row in candidates]
    if not candidates or (data == 0 and hits[0] < 2):
        return _Header((), 0, -1)
    best = max(range(len(candidates)), key=lambda place: (hits[place], -place))
    if hits[best] == 0:
        above = data - 1
        if data >= len(rows) or above < 0 or len(candidates[above].filled) < 2:
            return _Header((), 0, -1)
        best = above
    return _two_lines(candidates, best, width) or _Header(_names(candidates[best].cells, width), best, best)


def _two_lines(rows: Sequence[GridRow], best: int, width: int) -> _Header | None:
    """Return a header of two rows, where each names columns that the other leaves empty."""
    for upper, lower in ((best, best + 1), (best - 1, best)):
        if upper < 0 or lower >= len(rows):
            continue
        above, below = rows[upper], rows[lower]
        if below.number != above.number + 1 or len(above.filled) < 2 or not below.filled:
            continue
        other = below if upper == best else above
        fills = set(other.filled) - set(rows[best].filled)
        if not fills or (other is below and not _known(below.cells)):
            continue
        names = tuple(_joined(above.cells, below.cells, place) for place in range(width))
        if _known(names) >= _known(rows[best].cells):
            return _Header(names, upper, lower)
    return None


def _joined(above: Sequence[str], below: Sequence[str], place: int) -> str:
    """Return the heading of a column under a group: the lower cell, or both where the lower one alone says little."""
    low = _cell(below, place)
    group = next((cell for at in range(place, -1, -1) if (cell := _cell(above, at))), "")
    high = _cell(above, place)
    if not low:
        return high
    if heading_meaning(low) or not group:
        return low
    return f"{group} {low}"


def _names(cells: Sequence[str], width: int) -> tuple[str, ...]:
    return tuple(_cell(cells, place) for place in range(width))


def _cell(cells: Sequence[str], place: int) -> str:
    return " ".join(cells[place].split()) if place < len(cells) else ""


def _known(cells: Sequence[str]) -> int:
    """Return how many different fields the cells name, and a little for headings that are known and not taken."""
    meanings = [heading_meaning(cell) for cell in cells if cell.strip()]
    return len({each.field for each in meanings if each is not None})


def _each_once(names: Sequence[str], width: int) -> list[str]:
    """Return a name for each column: the heading, `column C` without one, `Phone (2)` for the second of a name."""
    given: list[str] = []
    for place in range(width):
        name = names[place] if place < len(names) and names[place] else f"column {column_letter(place)}"
        number, once = 1, name
        while once in given:
            number += 1
            once = f"{name} ({number})"
        given.append(once)
    return given


def _is_used(place: int, names: Sequence[str], rows: Sequence[GridRow]) -> bool:
    named = place < len(names) and bool(names[place])
    return named or any(place < len(row.cells) and row.cells[place].strip() for row in rows)


def _narrowed(row: GridRow, kept: Sequence[int]) -> Row:
    cells = tuple(row.cells[place].strip() if place < len(row.cells) else "" for place in kept)
    marks = {kept.index(place): mark for place, mark in row.marks.items() if place in kept}
    return Row(row.number, cells, row.fault, marks)


def _said(header: _Header, rows: Sequence[GridRow]) -> list[str]:
    if header.last < 0:
        return ["no header"] if rows else []
    first, last = rows[header.first].number, rows[header.last].number
    if first != last:
        return [f"header in rows {first} and {last}"]
    return [] if last == 1 else [f"header in row {last}"]


def _above(rows: Sequence[GridRow]) -> list[Loss]:
    return [
        Loss(
            LossKind.ABOVE_HEADER,
            f'above the header: "{" ".join(" ".join(row.cells).split())[:60]}"',
            row=row.number,
        )
        for row in rows
    ]
