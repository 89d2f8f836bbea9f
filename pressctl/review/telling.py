"""What reviewers did, as a person reads it: by place, by reviewer, changed words in their context."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from itertools import groupby

from pressctl.frozen import Frozen
from pressctl.model.revision import Change, ChangeKind, Comment, Line, Position, Review
from pressctl.model.unseen import SIGN, UNBROKEN, made_visible, without_invisible
from pressctl.review.differences import differences

_AROUND = 40
"""Code points of context that are shown on each side of a change."""
_MARK = "¶"


class Ink(StrEnum):
    """What becomes of words."""

    KEPT = "kept"
    GONE = "gone"
    COME = "come"


class Stroke(Frozen):
    """Words that share their fate; a paragraph mark is a pilcrow."""

    text: str
    ink: Ink


class Told(Frozen):
    """What one person did at one place."""

    where: str
    position: Position
    author: str | None
    at: datetime | None
    strokes: tuple[Stroke, ...] = ()
    remarks: tuple[str, ...] = ()
    """What words in context do not show: `bold: "the EU"`, `moved from paragraph 2`."""
    also: tuple[str, ...] = ()
    """Who else did the same."""
    conflicts: tuple[str, ...] = ()
    """What others want at the same place: `Rashad Example deletes "and"`."""
    locked: bool = False
    tracked: bool = True
    fields: tuple[str, ...] = ()
    """Paths of the fields that the changes touch."""
    numbers: tuple[int, ...] = ()
    """Of the changes."""


class ToldComment(Frozen):
    """A remark, with those that reply to it."""

    comment: Comment
    replies: tuple[Comment, ...]


class Telling(Frozen):
    """Everything about one copy, from all files that came back."""

    told: Sequence[Told]
    """In reading order; what was not tracked comes last."""
    comments: Sequence[ToldComment]

    def by_place(self) -> list[tuple[str, list[Told], list[ToldComment]]]:
        """Return each place with what was done and said there, in reading order; without what was not tracked."""
        items: list[tuple[Position, str, Told | ToldComment]] = [
            *((one.position, one.where, one) for one in self.told if one.tracked),
            *((one.comment.start, one.comment.where, one) for one in self.comments),
        ]
        first: dict[tuple[int, str], Position] = {}
        for position, where, _ in sorted(items, key=lambda item: item[0]):
            first.setdefault((position.line, where), position)
        items.sort(key=lambda item: (first[item[0].line, item[1]], item[1], item[0]))
        found = []
        for where, group in groupby(items, key=lambda item: item[1]):
            both = [item[2] for item in group]
            done = [one for one in both if isinstance(one, Told)]
            found.append((where, done, [one for one in both if isinstance(one, ToldComment)]))
        return found


def tell(reviews: Sequence[Review]) -> Telling:
    """Return what several reviews of the same copy say together."""
    lines = reviews[0].lines
    changes = list(_once(reviews))
    against = _against([one.change for one in changes])
    told = (_told(group, against, lines) for group in _groups(changes))
    threads = (thread for review in reviews for thread in _threads(review.comments))
    return Telling(
        sorted(told, key=lambda one: (not one.tracked, one.position)),
        sorted(threads, key=lambda one: one.comment.start),
    )


class _Shared(Frozen):
    """A change, who else made it, and the review that it is from."""

    change: Change
    also: tuple[str, ...]
    review: Review


def _once(reviews: Sequence[Review]) -> Iterator[_Shared]:
    """Yield each change once, however many files it came back in; who did the same twice in one file did two things."""
    seen: dict[object, list[tuple[Change, Review]]] = {}
    for review in reviews:
        times: Counter[object] = Counter()
        for change in review.changes:
            same = (change.kind, change.start, change.end, change.before, change.after, change.detail, change.span,
                    change.tracked, None if change.within is None else (id(review), change.within))  # fmt: skip
            seen.setdefault((same, times[same, change.author]), []).append((change, review))
            times[same, change.author] += 1
    for found in seen.values():
        first, review = found[0]
        names = dict.fromkeys(change.author or "" for change, _ in found)
        yield _Shared(first, tuple(name for name in names if name != (first.author or "")), review)


def _groups(changes: Sequence[_Shared]) -> Iterator[list[_Shared]]:
    """Yield what belongs together: the changes of one person in one line; a change inside another's by itself."""
    groups: dict[object, list[_Shared]] = {}
    for one in changes:
        change = one.change
        inner = (id(one.review), change.within) if change.within is not None else None
        key = (change.author, change.tracked, change.start.line, change.where, one.also, inner)
        groups.setdefault(key, []).append(one)
    yield from groups.values()


def _told(group: Sequence[_Shared], against: Mapping[int, Sequence[Change]], lines: Sequence[Line]) -> Told:
    changes = sorted((one.change for one in group), key=lambda change: (change.start, change.number))
    first, review = changes[0], group[0].review
    outer = next((one for one in review.changes if one.number == first.within), None)
    words = [change for change in changes if change.kind is not ChangeKind.FORMATTING]
    strokes = _inside(words, outer) if outer else tuple(_in_context(words, lines))
    return Told(
        where=first.where,
        position=first.start,
        author=first.author,
        at=first.at,
        strokes=_shortened(strokes) if words else (),
        remarks=tuple(dict.fromkeys(_remarks(changes, review, lines, outer))),
        also=group[0].also,
        conflicts=tuple(
            dict.fromkeys(
                f"{other.author or 'nobody (not tracked)'} {deed(other)}"
                for change in changes
                for other in against.get(id(change), ())
            )
        ),
        locked=any(change.locked for change in changes),
        tracked=first.tracked,
        fields=tuple(dict.fromkeys(change.field for change in changes if change.field)),
        numbers=tuple(change.number for change in changes),
    )


# Words in context ------------------------------------------------------------------------------------------------


def _in_context(changes: Sequence[Change], lines: Sequence[Line]) -> Iterator[Stroke]:
    """Yield the line with its changes; where a change reaches into a later line, that line's rest follows."""
    if not changes:
        return
    here = Position(changes[0].start.line, 0)
    if _is_whole(changes[0]):
        here = changes[0].start
    for change in changes:
        if change.start > here:
            yield Stroke(_between(lines, here, change.start), Ink.KEPT)
        yield from _word_by_word(change.before, change.after)
        here = max(here, change.end)
    if here.line < len(lines) and not _is_whole(changes[-1]):
        yield Stroke(lines[here.line].text[here.offset :], Ink.KEPT)


def _word_by_word(before: str, after: str) -> Iterator[Stroke]:
    """Yield what was put in place of what; words that stand in both were not changed, whatever was typed anew."""
    here = 0
    if before and after:
        for one in differences(before, after):
            yield Stroke(before[here : one.start], Ink.KEPT)
            yield Stroke(before[one.start : one.end], Ink.GONE)
            yield Stroke(after[one.new_start : one.new_end], Ink.COME)
            here = one.end
        yield Stroke(before[here:], Ink.KEPT)
    else:
        yield Stroke(before, Ink.GONE)
        yield Stroke(after, Ink.COME)


def _is_whole(change: Change) -> bool:
    """Say whether whole lines came or went: what stands beside them says nothing about them."""
    if change.kind in {
        ChangeKind.ROW_INSERTION,
        ChangeKind.ROW_DELETION,
        ChangeKind.CELL_INSERTION,
        ChangeKind.CELL_DELETION,
        ChangeKind.STORY_INSERTION,
        ChangeKind.STORY_DELETION,
    }:
        return True
    text = change.after or change.before
    if bool(change.after) == bool(change.before) or len(text) < 2:
        return False
    return (text.endswith("\n") and change.start.offset == 0) or (change.after.startswith("\n") and not change.before)


def _between(lines: Sequence[Line], start: Position, end: Position) -> str:
    if start.line == end.line:
        return lines[start.line].text[start.offset : end.offset]
    middle = [lines[number].text for number in range(start.line + 1, end.line)]
    last = lines[end.line].text[: end.offset] if end.line < len(lines) else ""
    return "\n".join([lines[start.line].text[start.offset :], *middle, last])


def _inside(changes: Sequence[Change], outer: Change) -> tuple[Stroke, ...]:
    """Return what became of words that somebody else had put there."""
    strokes, here = [], 0
    for change in sorted(changes, key=lambda one: one.span or (0, 0)):
        start, end = change.span or (0, 0)
        strokes += [Stroke(outer.after[here:start], Ink.KEPT), *_word_by_word(change.before, change.after)]
        here = max(here, end)
    return (*strokes, Stroke(outer.after[here:], Ink.KEPT))


def _shortened(strokes: Sequence[Stroke]) -> tuple[Stroke, ...]:
    """Return the strokes with long stretches of what is kept cut to what stands beside a change."""
    kept: list[Stroke] = []
    for stroke in strokes:
        if kept and kept[-1].ink is stroke.ink:
            kept[-1] = Stroke(kept[-1].text + stroke.text, stroke.ink)
        elif stroke.text:
            kept.append(stroke)
    found = []
    for number, stroke in enumerate(kept):
        text = stroke.text.rstrip("\n").replace("\n", f" {_MARK} ") if len(stroke.text) > 1 else stroke.text
        text = text.replace("\n", _MARK).replace("\u2028", " ").replace("\t", " ").replace("\ufffc", SIGN)
        if stroke.ink is not Ink.KEPT:
            text = made_visible(text)
        else:
            text = _cut(text, first=number == 0, last=number == len(kept) - 1)
        found.append(Stroke(text, stroke.ink))
    return tuple(found)


def _cut(text: str, *, first: bool, last: bool) -> str:
    before = "" if last else text[-_AROUND:].partition(" ")[2] if len(text) > _AROUND else ""
    after = "" if first else text[:_AROUND].rpartition(" ")[0] if len(text) > _AROUND else ""
    if len(text) <= _AROUND + (0 if first or last else _AROUND):
        return text
    return f"{after}{' … ' if after and before else '…'}{before}" if after or before else f"{text[:_AROUND]}…"


# What words in context do not show -------------------------------------------------------------------------------


def _remarks(changes: Sequence[Change], review: Review, lines: Sequence[Line], outer: Change | None) -> Iterator[str]:
    by_number = {change.number: change for change in review.changes}
    for change in changes:
        if change.kind is ChangeKind.FORMATTING:
            words = _shown(_between(lines, change.start, change.end) if outer is None else outer.after)
            yield f'{change.detail}: "{words}"' if words else change.detail
        elif change.kind is ChangeKind.MOVE:
            other = by_number.get(change.pair) if change.pair else None
            place = f" {'to' if change.before else 'from'} {other.where}" if other else ""
            yield f"moved{place}"
        elif change.kind in _SAID:
            yield _SAID[change.kind]
        elif _is_whole(change):
            yield "a new paragraph" if change.after else "the paragraph goes"
    yield from _unseen(changes)
    if outer is not None:
        yield f"inside what {outer.author or 'nobody (not tracked)'} inserted"


def _unseen(changes: Sequence[Change]) -> Iterator[str]:
    """Yield what is to be said of characters that look like others, or like nothing."""
    words = [(each.before, each.after) for each in changes if each.kind is not ChangeKind.FORMATTING]
    if any(UNBROKEN in made_visible(text) for pair in words for text in pair):
        yield f"{UNBROKEN} is a space at which no line breaks"
    if any(one != other and without_invisible(one) == without_invisible(other) for one, other in words):
        yield "differs in characters that cannot be seen"
    if any(SIGN in made_visible(text) for pair in words for text in pair):
        yield f"{SIGN} is a picture, or the number of a note"


_OWN_WORDS = re.compile(r"\.paragraph\d+$")
_STORIES = (ChangeKind.STORY_INSERTION, ChangeKind.STORY_DELETION)
_SAID = {
    ChangeKind.SPLIT: "splits the paragraph",
    ChangeKind.JOIN: "joins it with the next paragraph",
    ChangeKind.ROW_INSERTION: "a new row of the table",
    ChangeKind.ROW_DELETION: "the row goes",
    ChangeKind.CELL_INSERTION: "a new cell of the table",
    ChangeKind.CELL_DELETION: "the cell goes",
    ChangeKind.STORY_INSERTION: "a new note or text box",
    ChangeKind.STORY_DELETION: "goes with its sign in the text",
}


def _against(changes: Sequence[Change]) -> dict[int, list[Change]]:
    """Return by a change's identity what others want at the same place."""
    found: dict[int, list[Change]] = {}
    for one, other in contradictions(changes):
        found.setdefault(id(one), []).append(other)
        found.setdefault(id(other), []).append(one)
    return found


def contradictions(changes: Iterable[Change]) -> Iterator[tuple[Change, Change]]:
    """Yield the pairs of changes of one copy, by different people, that cannot both be taken as they are."""
    near: list[Change] = []
    for change in sorted(changes, key=lambda one: one.start):
        near = [one for one in near if one.end >= change.start or _quotes_the_same(one, change)]
        yield from ((one, change) for one in near if one.author != change.author and contradict(one, change))
        near.append(change)


def contradict(one: Change, other: Change) -> bool:
    """Say whether two changes of the same copy cannot both be taken as they are.

    They take away some of the same words, or one puts words where the other takes them away, or both put different ones
    at the same place; or they change, wherever, the words of one quotation: nobody is quoted with half of each.
    """
    if ChangeKind.FORMATTING in {one.kind, other.kind} or one.within is not None or other.within is not None:
        return False
    if (one.start, one.end, one.before, one.after) == (other.start, other.end, other.before, other.after):
        return False
    if _quotes_the_same(one, other):
        return True
    if one.start == one.end and other.start == other.end:
        return one.start == other.start and ChangeKind.ROW_INSERTION not in {one.kind, other.kind}
    return one.start < other.end and other.start < one.end


def _quotes_the_same(one: Change, other: Change) -> bool:
    """Say whether both change words that one person is quoted with, in one paragraph."""
    return one.field == other.field and one.field is not None and _OWN_WORDS.search(one.field) is not None


def deed(change: Change) -> str:
    """Return a change as a sentence without its subject: `deletes "and Parliamentarians"`."""
    before, after = _shown(change.before), _shown(change.after)
    if change.kind is ChangeKind.MOVE:
        return f'moves "{before or after}"'
    if change.kind in _SAID:
        return {ChangeKind.SPLIT: "splits the paragraph", ChangeKind.JOIN: "joins two paragraphs"}.get(
            change.kind, _SAID[change.kind] if change.kind in _STORIES else f"changes the table: {_SAID[change.kind]}"
        )
    if before and after:
        return f'replaces "{before}" with "{after}"'
    return f'deletes "{before}"' if before else f'inserts "{after}"'


def _shown(text: str) -> str:
    flat = " ".join(made_visible(text).split())
    return flat if len(flat) <= 60 else f"{flat[:59]}…"


def _threads(comments: Sequence[Comment]) -> list[ToldComment]:
    replies: dict[int, list[Comment]] = {}
    numbers = {comment.number for comment in comments}
    for comment in comments:
        if comment.answers in numbers:
            replies.setdefault(comment.answers or 0, []).append(comment)
    return [
        ToldComment(comment, tuple(_below(comment.number, replies)))
        for comment in comments
        if comment.answers not in numbers
    ]


def _below(number: int, replies: dict[int, list[Comment]]) -> Iterator[Comment]:
    for reply in replies.pop(number, []):
        yield reply
        yield from _below(reply.number, replies)
