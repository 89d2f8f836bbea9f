"""Moves: what went here and came there, whether a word processor called it that or saved it as two changes."""

from __future__ import annotations

from collections.abc import Sequence

from pressctl.model.revision import ChangeKind
from pressctl.review.drafts import Draft

_SHORTEST = 12
"""Code points of words that were taken away here and put there: fewer are the same by chance."""


def pair_moves(drafts: Sequence[Draft]) -> Sequence[Draft]:
    """Pair the two halves of every move, in place."""
    _pair([one for one in drafts if one.by.moved is not None], by_name=True)
    _pair([one for one in drafts if one.by.moved is None and one.kind in _HALVES], by_name=False)
    return drafts


_HALVES = (ChangeKind.DELETION, ChangeKind.INSERTION)


def _pair(drafts: Sequence[Draft], *, by_name: bool) -> None:
    waiting: dict[tuple[str, ...], list[Draft]] = {}
    for draft in drafts:
        if draft.outer is not None or (draft.before and draft.after):
            continue
        words = (draft.before or draft.after).strip("\n")
        if not by_name and len(words.strip()) < _SHORTEST:
            continue
        key = (draft.by.author, str(draft.tracked), draft.by.moved or "", words.strip())
        others = waiting.setdefault(key, [])
        other = next((one for one in others if bool(one.before) != bool(draft.before)), None)
        if other is None:
            others.append(draft)
        else:
            others.remove(other)
            draft.pair, other.pair = other, draft
