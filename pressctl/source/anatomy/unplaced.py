"""Whatever of a page lies in no field: it is kept, line by line."""

from __future__ import annotations

from bisect import bisect_right

from pressctl.frozen import replace
from pressctl.model.manuscript import Manuscript, Piece
from pressctl.patterns import compiled
from pressctl.source.anatomy.paragraphs import Span
from pressctl.source.foreign.base import Page


def with_unplaced(drafted: Manuscript, page: Page) -> Manuscript:
    """Add whatever of the page's words lies in no piece, line by line, and what lay beside the words."""
    covered = _merged([(piece.start, piece.end) for piece in _all_pieces(drafted)])
    loose: list[Piece] = []
    first = 0
    for line in page.lines:
        whole = page.piece(line.start, line.end)
        while first < len(covered) and covered[first][1] <= whole.start:
            first += 1
        position, at = whole.start, first
        while at < len(covered) and covered[at][0] < whole.end:
            start, end = covered[at]
            if start > position:
                loose.append(Piece.cut(page.text, position, start))
            position, at = max(position, end), at + 1
        if position < whole.end:
            loose.append(Piece.cut(page.text, position, whole.end))
    known = _merged([*covered, *((one.start, one.end) for one in loose)])
    beside = [Piece.cut(page.text, start, end) for start, end in page.aside if not _inside(start, end, known)]
    said = [one for one in (*loose, *beside) if compiled(r"\w").search(one.text)]
    return replace(drafted, unplaced=tuple(sorted(said, key=lambda one: one.start)))


def _merged(spans: list[Span]) -> list[Span]:
    """Return the stretches in order, those that overlap as one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _inside(start: int, end: int, spans: list[Span]) -> bool:
    at = bisect_right(spans, (start, end + 1)) - 1
    return at >= 0 and spans[at][0] <= start and end <= spans[at][1]


def _all_pieces(drafted: Manuscript) -> list[Piece]:
    pieces = [drafted.headline, drafted.subheadline, drafted.status_line, drafted.end_mark]
    pieces += [drafted.embargo.raw if drafted.embargo else None, drafted.dateline.raw if drafted.dateline else None]
    found = [piece for piece in pieces if piece is not None]
    found += (
        [piece for piece in (drafted.dateline.place, drafted.dateline.date_text) if piece] if drafted.dateline else []
    )
    found += [*drafted.paragraphs, *drafted.headings, *drafted.notes]
    for boilerplate in drafted.boilerplates:
        found += [*boilerplate.text, *((boilerplate.title,) if boilerplate.title else ())]
    for contact in drafted.contacts:
        found += contact.raw
    return found
