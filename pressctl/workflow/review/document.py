"""Files that came back as one JSON object; its shape is documented in docs/guide/reviewing.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from pressctl.model.revision import Change, Comment, Line, Position
from pressctl.review.deciding import decide
from pressctl.review.telling import contradictions
from pressctl.workflow.review.reading import ReadBack, by_copy, reviewers

Json: TypeAlias = "None | bool | int | float | str | list[Json] | dict[str, Json]"


def review_document(files: Sequence[ReadBack]) -> dict[str, Json]:
    """Return everything that was read."""
    return {"version": 1, "files": [_file(one) for one in files], "conflicts": list(_conflicts(files))}


def _file(one: ReadBack) -> dict[str, Json]:
    review, registry = one.review, one.sent.registry if one.sent else None
    everything = [change.number for change in review.changes]
    return {
        "file": one.name,
        "sha256": one.sha256,
        "copy": registry.copy if registry else None,
        "found_by": one.found_by.value if one.found_by else None,
        "release": registry.release if registry else None,
        "slug": registry.slug if registry else None,
        "language": registry.language if registry else None,
        "number": registry.number if registry else None,
        "matched": {by.value: number for by, number in review.matched.items()} if review.matched else None,
        "reviewers": list(reviewers(review)),
        "lines": [_line(line) for line in review.lines],
        "changes": [_change(change) for change in review.changes],
        "comments": [_comment(comment) for comment in review.comments],
        "unmatched": [{"story": each.story, "text": each.text, "why": each.why} for each in review.unmatched],
        "notices": list(review.notices),
        "accepted": [line.text for line in decide(review, everything)],
        "rejected": [line.text for line in decide(review, [])],
    }


def _line(line: Line) -> dict[str, Json]:
    return {
        "anchor": line.anchor,
        "text": line.text,
        "story": line.story,
        "cell": line.cell or None,
        "pieces": [
            {"path": piece.path, "start": piece.start, "end": piece.end, "locked": piece.locked}
            for piece in line.pieces
        ],
    }


def _change(change: Change) -> dict[str, Json]:
    return {
        "number": change.number,
        "kind": change.kind.value,
        "author": change.author,
        "at": change.at.isoformat() if change.at else None,
        "field": change.field,
        "where": change.where,
        "start": _position(change.start),
        "end": _position(change.end),
        "before": change.before,
        "after": change.after,
        "tracked": change.tracked,
        "locked": change.locked,
        "pair": change.pair,
        "within": change.within,
        "span": list(change.span) if change.span else None,
        "detail": change.detail or None,
        "cell": change.cell,
    }


def _comment(comment: Comment) -> dict[str, Json]:
    return {
        "number": comment.number,
        "author": comment.author,
        "at": comment.at.isoformat() if comment.at else None,
        "text": comment.text,
        "field": comment.field,
        "where": comment.where,
        "start": _position(comment.start),
        "end": _position(comment.end),
        "quoted": comment.quoted,
        "resolved": comment.resolved,
        "answers": comment.answers,
    }


def _position(position: Position) -> dict[str, Json]:
    return {"line": position.line, "offset": position.offset}


def _conflicts(files: Sequence[ReadBack]) -> Iterator[Json]:
    """Yield pairs of changes of the same copy that cannot both be taken as they are."""
    for group in by_copy(files):
        changes = [(number, change) for number, one in group for change in one.review.changes]
        place = {id(change): number for number, change in changes}
        for one, other in contradictions(change for _, change in changes):
            pair: list[Json] = [{"file": place[id(each)], "change": each.number} for each in (one, other)]
            yield pair
