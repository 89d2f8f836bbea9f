"""Reviews made of two texts: what somebody would have tracked who made the one into the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from difflib import SequenceMatcher

from pressctl.model.merging import Merged, edited
from pressctl.model.revision import Change, ChangeKind, Line, Piece, Position, Review
from pressctl.review.wording import words_of

WHEN = datetime(2018, 10, 24, 16, 2, tzinfo=UTC)


def line(path: str, text: str, before: str = "", after: str = "") -> Line:
    """Return a line of one field, with what the layout sets around it."""
    return Line(path, before + text + after, (Piece(path, len(before), len(before) + len(text)),))


def lines(*fields: tuple[str, str]) -> tuple[Line, ...]:
    """Return a line for each (path, words)."""
    return tuple(line(path, text) for path, text in fields)


def review(copy: Sequence[Line], new: Sequence[str], author: str | None = "Elena Example") -> Review:
    """Return the review of somebody who has made these lines of the lines of a copy."""
    old = "".join(f"{each.text}\n" for each in copy)
    changed = "".join(f"{each}\n" for each in new)
    return Review("2018-10-24-r1", tuple(copy), tuple(_changes(copy, old, changed, author)), ())


def accepted(review: Review) -> tuple[str, ...]:
    """Return the lines with every change accepted, by arithmetic alone."""
    flat = "".join(f"{each.text}\n" for each in review.lines)
    starts = _starts(review.lines)
    for change in sorted(review.changes, key=lambda each: (each.start, each.number), reverse=True):
        start, end = (starts[place.line] + place.offset for place in (change.start, change.end))
        flat = flat[:start] + change.after + flat[end:]
    return tuple(flat.removesuffix("\n").split("\n"))


def taken(merged: Merged, numbers: Sequence[int]) -> dict[str, tuple[str, ...]]:
    """Return the texts of the release as they are with these proposals taken over."""
    return dict(edited(merged.units, [edit for number in numbers for edit in merged.proposal(number).edits]))


def _changes(copy: Sequence[Line], old: str, new: str, author: str | None) -> Iterator[Change]:
    before, after = words_of(old), words_of(new)
    old_at = [0]
    for word in before:
        old_at.append(old_at[-1] + len(word))
    number = 0
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        number += 1
        gone, put = "".join(before[i1:i2]), "".join(after[j1:j2])
        start, end = _position(copy, old_at[i1]), _position(copy, old_at[i2])
        field = _field(copy, start) if start.line == end.line else None
        kind = {(True, True): ChangeKind.REPLACEMENT, (True, False): ChangeKind.DELETION}.get(
            (bool(gone), bool(put)), ChangeKind.INSERTION
        )
        yield Change(number, kind, start, end, gone, put, author, WHEN, field, field or "somewhere")


def _field(copy: Sequence[Line], place: Position) -> str | None:
    found = [each.path for each in copy[place.line].pieces if each.start <= place.offset <= each.end]
    return found[0] if len(found) == 1 else None


def _starts(copy: Sequence[Line]) -> list[int]:
    starts = [0]
    for each in copy:
        starts.append(starts[-1] + len(each.text) + 1)
    return starts


def _position(copy: Sequence[Line], at: int) -> Position:
    starts = _starts(copy)
    number = max(n for n, start in enumerate(starts) if start <= at)
    return Position(number, at - starts[number])
