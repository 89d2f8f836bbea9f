"""Which line of a returned file is which line of the copy: by bookmark, equal text, or an alignment that keeps order.

Below a threshold nothing is guessed. What was matched out of order is not matched: it was moved, and is shown as that.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from pressctl.frozen import Frozen
from pressctl.model.revision import MatchedBy
from pressctl.review.views import story_class

THRESHOLD = 0.5
"""How like each other two lines must be, from 0 to 1, to be taken for the same."""
_DECISIVE = 0.15
"""How much more like a line must two together be than one alone, to be taken for its halves."""
_MOST_PAIRS = 40_000
"""Pairs that are compared one by one; beyond, lines are new or gone."""
_COPY = re.compile(r"_Copy_\d+$")


class Candidate(Frozen):
    """A line, as far as matching needs it."""

    text: str
    story: str
    cell: str
    bookmarks: frozenset[str]

    @property
    def kind(self) -> tuple[int, bool]:
        """Kind of story, and whether it stands in a table: only lines of the same kind are likened."""
        return story_class(self.story), bool(self.cell)


class Group(Frozen):
    """Lines of the copy and the lines of the returned file that they became; either may be none."""

    sent: tuple[int, ...]
    back: tuple[int, ...]
    by: MatchedBy | None = None


def match(sent: Sequence[Candidate], back: Sequence[Candidate]) -> list[Group]:
    """Return the groups in reading order of the copy; each line is in exactly one."""
    found = _by_bookmark(sent, back)
    _by_text(sent, back, found)
    chain = _in_order([(theirs, ours) for theirs, (ours, _) in found.items()])
    pairs = {theirs: found[theirs] for theirs, _ in chain}
    for ours, theirs in _gaps(len(sent), len(back), chain):
        pairs |= {two: (one, by) for two, one, by in _aligned(sent, back, ours, theirs)}
    return _joined_and_split(sent, back, _groups(len(sent), len(back), pairs))


def likeness(one: str, other: str) -> float:
    """Return how like two texts are, from 0 to 1."""
    from rapidfuzz.distance import Indel

    return float(Indel.normalized_similarity(one, other))


def _by_bookmark(sent: Sequence[Candidate], back: Sequence[Candidate]) -> dict[int, tuple[int, MatchedBy]]:
    """Return by returned line the line sent that its bookmark leads to.

    A bookmark can be pushed into the next line when its own is taken away, so a line may bear several, and the other
    way about: text decides among them.
    """
    bearing = {name: number for number, line in enumerate(sent) for name in line.bookmarks}
    present = {name for line in back for name in line.bookmarks}
    wanted: list[tuple[float, int, int]] = []
    for theirs, line in enumerate(back):
        names = {name if name in bearing else _original(name, present) for name in line.bookmarks}
        for ours in {bearing[name] for name in names if name in bearing}:
            alike = 1.0 if sent[ours].text == line.text else 0.0
            if not alike and len(names) > 1:
                alike = likeness(sent[ours].text, line.text)
            wanted.append((-alike, theirs, ours))
    found: dict[int, tuple[int, MatchedBy]] = {}
    taken: set[int] = set()
    for _, theirs, ours in sorted(wanted):
        if theirs not in found and ours not in taken:
            found[theirs] = (ours, MatchedBy.BOOKMARK)
            taken.add(ours)
    return found


def _original(name: str, present: set[str]) -> str:
    """Return the bookmark that this one is the copy of, if that one itself is gone."""
    original = _COPY.sub("", name)
    return original if original not in present else name


def _by_text(sent: Sequence[Candidate], back: Sequence[Candidate], found: dict[int, tuple[int, MatchedBy]]) -> None:
    taken = {ours for ours, _ in found.values()}
    free_sent = {(line.kind, line.text): number for number, line in enumerate(sent) if number not in taken}
    often_sent = Counter((line.kind, line.text) for number, line in enumerate(sent) if number not in taken)
    often_back = Counter((line.kind, line.text) for number, line in enumerate(back) if number not in found)
    for theirs, line in enumerate(back):
        key = (line.kind, line.text)
        if theirs not in found and line.text and often_sent[key] == often_back[key] == 1:
            found[theirs] = (free_sent[key], MatchedBy.TEXT)


def _in_order(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest chain of pairs that rises on both sides."""
    pairs = sorted(pairs)
    ends: list[int] = []
    numbers: list[int] = []
    before: list[int | None] = []
    for number, (_, ours) in enumerate(pairs):
        place = bisect_left(ends, ours)
        before.append(numbers[place - 1] if place else None)
        ends[place : place + 1] = [ours]
        numbers[place : place + 1] = [number]
    chain = []
    here = numbers[-1] if numbers else None
    while here is not None:
        chain.append(pairs[here])
        here = before[here]
    return chain[::-1]


def _gaps(sent: int, back: int, chain: Sequence[tuple[int, int]]) -> Iterator[tuple[range, range]]:
    """Yield the unmatched lines between two matched ones, on both sides."""
    last_back, last_sent = -1, -1
    for theirs, ours in (*chain, (back, sent)):
        if ours - last_sent > 1 and theirs - last_back > 1:
            yield range(last_sent + 1, ours), range(last_back + 1, theirs)
        last_back, last_sent = theirs, ours


def _aligned(
    sent: Sequence[Candidate], back: Sequence[Candidate], ours: range, theirs: range
) -> Iterator[tuple[int, int, MatchedBy]]:
    """Yield pairs of a gap, so that order is kept and likeness is greatest."""
    if len(ours) * len(theirs) > _MOST_PAIRS:
        return
    alike = [[_alike(sent[one], back[two]) for two in theirs] for one in ours]
    best = [[0.0] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    for i in range(len(ours) - 1, -1, -1):
        for j in range(len(theirs) - 1, -1, -1):
            paired = alike[i][j] + best[i + 1][j + 1] if alike[i][j] else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(ours) and j < len(theirs):
        if alike[i][j] and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            same = sent[ours[i]].text == back[theirs[j]].text
            yield theirs[j], ours[i], MatchedBy.TEXT if same else MatchedBy.ALIGNMENT
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1


def _alike(one: Candidate, other: Candidate) -> float:
    if one.kind != other.kind:
        return 0.0
    if one.text == other.text:
        return 1.0 if one.text else 0.1
    found = likeness(one.text, other.text)
    return found if found >= THRESHOLD else 0.0


def _groups(sent: int, back: int, pairs: dict[int, tuple[int, MatchedBy]]) -> list[Group]:
    """Return pairs and what is alone; of what is alone at the same place, the copy's lines first."""
    groups, ours = [], 0
    for theirs in range(back):
        if theirs not in pairs:
            groups.append(Group((), (theirs,)))
            continue
        one, by = pairs[theirs]
        gone = [Group((number,), ()) for number in range(ours, one)]
        new = len(groups)
        while new and not groups[new - 1].sent:
            new -= 1
        groups[new:new] = gone
        groups.append(Group((one,), (theirs,), by))
        ours = one + 1
    new = len(groups)
    while new and not groups[new - 1].sent:
        new -= 1
    groups[new:new] = [Group((number,), ()) for number in range(ours, sent)]
    return groups


def _joined_and_split(sent: Sequence[Candidate], back: Sequence[Candidate], groups: list[Group]) -> list[Group]:
    """Put lines together that were split or joined without a trace: a pair, and beside it what is alone."""
    done: list[Group] = []
    for group in groups:
        last = done[-1] if done else None
        if last is not None and bool(last.by) != bool(group.by):
            pair, alone = (last, group) if last.by else (group, last)
            merged = Group(tuple(sorted((*pair.sent, *alone.sent))), tuple(sorted((*pair.back, *alone.back))), pair.by)
            if _belongs(sent, back, pair, merged):
                done[-1] = merged
                continue
        done.append(group)
    return done


def _belongs(sent: Sequence[Candidate], back: Sequence[Candidate], pair: Group, merged: Group) -> bool:
    places = {(sent[one].story, sent[one].cell) for one in merged.sent}
    places_back = {(back[one].story, back[one].cell) for one in merged.back}
    before, after = _text(sent, pair.sent), _text(back, pair.back)
    if len(places) > 1 or len(places_back) > 1 or before == after:
        return False
    together = likeness(_text(sent, merged.sent), _text(back, merged.back))
    return together >= likeness(before, after) + _DECISIVE


def _text(lines: Sequence[Candidate], numbers: tuple[int, ...]) -> str:
    return "".join(lines[number].text for number in numbers)
