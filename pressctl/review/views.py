"""The lines of a document as they would read with its tracked changes accepted, or rejected.

Works on lines that were read, not on XML; `ooxml.settling` does the same to a file, and both must agree.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from pressctl.frozen import Frozen, replace
from pressctl.ooxml.reading.lines import Cell, ReadLine, Revision, Stretch

_MARKED = ("bookmarks", "comment_starts", "comment_ends", "comment_points")
_CLASSES = ("body", "textbox", "header", "footer", "footnote", "endnote")


def story_class(story: str) -> int:
    """Return the rank of a kind of story: header parts are numbered anew by every word processor."""
    return _CLASSES.index(story.rstrip("0123456789"))


def in_order(lines: Sequence[ReadLine]) -> list[ReadLine]:
    """Return the lines story by story, the body first; in each as they stand."""
    return sorted(lines, key=lambda line: story_class(line.story))


def in_order_of(lines: Sequence[ReadLine], sent: Sequence[Viewed]) -> list[ReadLine]:
    """Return the lines of a returned file, their stories in the order that those of the copy have.

    A header is known by its words as they were before tracked changes: word processors number headers anew.
    """
    ordered = in_order(lines)
    words: dict[str, set[str]] = {}
    for view in reject_view(ordered):
        words.setdefault(view.story, set()).add(view.text)
    theirs: dict[str, set[str]] = {}
    for view in sent:
        theirs.setdefault(view.story, set()).add(view.text)
    ranks = {}
    for story, own in words.items():
        shared = [
            len((own & texts) - {""}) if story_class(other) == story_class(story) else 0
            for other, texts in theirs.items()
        ]
        best = max(shared, default=0)
        ranks[story] = (story_class(story), shared.index(best) if best else len(shared))
    return sorted(ordered, key=lambda line: ranks.get(line.story, (story_class(line.story), 0)))


class Viewed(Frozen):
    """A line of a view: one line of the file, or several that run together."""

    members: tuple[int, ...]
    """Their numbers in the file."""
    text: str
    story: str
    cell: str

    @property
    def place(self) -> tuple[str, str]:
        """Story and cell."""
        return self.story, self.cell


def reject_view(lines: Sequence[ReadLine]) -> list[Viewed]:
    """Return the lines as they were before any tracked change."""
    return _viewed(
        lines,
        keeps=lambda stretch: not stretch.inserted,
        mark_goes=lambda line: line.mark_inserted is not None,
        stands=lambda line: not any(cell.inserted or cell.row.inserted for cell in cells_of(line)),
    )


def accept_view(lines: Sequence[ReadLine]) -> list[Viewed]:
    """Return the lines as they read with every tracked change."""
    return _viewed(
        lines,
        keeps=lambda stretch: stretch.deleted is None,
        mark_goes=lambda line: line.mark_deleted is not None,
        stands=lambda line: not any(cell.deleted or cell.row.deleted for cell in cells_of(line)),
    )


def cells_of(line: ReadLine) -> Iterator[Cell]:
    """Yield the cell that a line stands in and those above it, the inner one first."""
    if line.cell is not None:
        yield from line.cell.chain()


def _viewed(
    lines: Sequence[ReadLine],
    *,
    keeps: Callable[[Stretch], bool],
    mark_goes: Callable[[ReadLine], bool],
    stands: Callable[[ReadLine], bool],
) -> list[Viewed]:
    present = [number for number, line in enumerate(lines) if stands(line)]
    texts = ["".join(each.text for each in lines[number].stretches if keeps(each)) for number in present]
    joined = run_together(
        [
            Loose(text, *lines[number].place, mark_goes=mark_goes(lines[number]))
            for number, text in zip(present, texts, strict=True)
        ]
    )
    return [
        Viewed(tuple(present[member] for member in members), "".join(texts[member] for member in members), *place)
        for members, place in joined
    ]


class Loose(Frozen):
    """A line whose mark may go."""

    text: str
    story: str
    cell: str
    mark_goes: bool


def run_together(lines: Sequence[Loose]) -> list[tuple[tuple[int, ...], tuple[str, str]]]:
    """Return which lines run together, and where they stand: a mark that goes joins two lines of the same place.

    At the end of a place and before a table nothing follows to join: there the line goes if it is empty.
    """
    joined: list[tuple[tuple[int, ...], tuple[str, str]]] = []
    group: list[int] = []
    for number, line in enumerate(lines):
        group.append(number)
        after = lines[number + 1] if number + 1 < len(lines) else None
        place = (line.story, line.cell)
        if line.mark_goes and after is not None and (after.story, after.cell) == place:
            continue
        empty = not any(lines[member].text for member in group)
        first = group[0]
        behind_another = first > 0 and (lines[first - 1].story, lines[first - 1].cell) == place
        if not (line.mark_goes and empty and may_go(line, after, behind_another=behind_another)):
            joined.append((tuple(group), place))
        group = []
    return joined


def may_go(line: Loose, after: Loose | None, *, behind_another: bool) -> bool:
    """Say whether its place can do without this empty line: before a table, or at an end behind another line."""
    return behind_another or is_before_table(line, after)


def is_before_table(line: Loose, after: Loose | None) -> bool:
    """Say whether the next line stands in a table of the same place."""
    if after is None or after.story != line.story:
        return False
    return after.cell.startswith(f"{line.cell}." if line.cell else "")


def without(lines: Sequence[ReadLine], own: Collection[Revision]) -> list[ReadLine]:
    """Return the lines with some revisions accepted: those that stood in the copy when it was sent."""
    if not own:
        return list(lines)
    kept = [
        line for line in lines if not any(cell.deleted in own or cell.row.deleted in own for cell in cells_of(line))
    ]
    for cell in {id(cell): cell for line in kept for cell in cells_of(line)}.values():
        cell.inserted = None if cell.inserted in own else cell.inserted
        cell.row.inserted = None if cell.row.inserted in own else cell.row.inserted
    settled = [_settled(line, own) for line in kept]
    loose = [
        Loose("".join(each.text for each in new.stretches), *new.place, mark_goes=old.mark_deleted in own)
        for old, new in zip(kept, settled, strict=True)
    ]
    return [_joined([settled[member] for member in members]) for members, _ in run_together(loose)]


def _settled(line: ReadLine, own: Collection[Revision]) -> ReadLine:
    new = replace(
        line,
        stretches=[],
        mark_inserted=None if line.mark_inserted in own else line.mark_inserted,
        mark_deleted=None if line.mark_deleted in own else line.mark_deleted,
        formatted=[one for one in line.formatted if one.by not in own],
        length=0,
    )
    places, old = [0], 0
    for stretch in line.stretches:
        old += len(stretch.text)
        if stretch.deleted not in own:
            formatted = None if stretch.formatted in own else stretch.formatted
            inserted = tuple(one for one in stretch.inserted if one not in own)
            new.add(
                replace(stretch, inserted=inserted, formatted=formatted, detail=stretch.detail if formatted else "")
            )
        places += [new.length] * (old - len(places)) + [new.length]
    for name in _MARKED:
        setattr(new, name, [(key, places[min(at, old)] if at else 0) for key, at in getattr(line, name)])
    return new


def _joined(lines: list[ReadLine]) -> ReadLine:
    if len(lines) == 1:
        return lines[0]
    whole = replace(
        lines[-1], stretches=[], bookmarks=[], comment_starts=[], comment_ends=[], comment_points=[], length=0
    )
    for line in lines:
        for name in _MARKED:
            getattr(whole, name).extend((key, at + whole.length) for key, at in getattr(line, name))
        for stretch in line.stretches:
            whole.add(replace(stretch))
    return whole
